/* Jobs -> palette indices, sprites side by side: decode_jobs of pixelgen/model/decoding.py. */
#include "drafts.h"
#include "jobs.h"
#include "memory.h"
#include "sprite.h"

#include <fenv.h>
#include <string.h>

typedef struct {
    const pixelgen_model *model;
    const pixelgen_job *jobs;
    int64_t job_count, begun;
    pixelgen_run *run;
    scratch work;
    sprite *active; /* the first `count` are being written; a store once made stays with its place */
    size_t count, stores;
    drafter drafter;
    writer saved;
    token_row rows[PIXELGEN_MOST_ROWS];
    float logits[PIXELGEN_MOST_ROWS * PIXELGEN_WRITABLE];
} decoder;

static int64_t next_place(decoder *of)
{
    if (of->run->take != NULL)
        return of->run->take(of->run->context);
    return of->begun < of->job_count ? of->begun++ : -1;
}

static pixelgen_status finish(decoder *of, const sprite *done)
{
    memcpy(done->job->indices, done->writer.grid, PIXELGEN_PIXELS);
    if (of->run->finished != NULL && of->run->finished(of->run->context, done->place) != 0)
        return PIXELGEN_STOPPED;
    return PIXELGEN_OK;
}

/* Begin waiting jobs in the free places. */
static pixelgen_status fill(decoder *of)
{
    const int32_t side_by_side = of->model->kernel->side_by_side;
    const size_t most = (size_t)(of->run->rows < side_by_side ? of->run->rows : side_by_side);
    while (of->count < most) {
        const int64_t place = next_place(of);
        if (place < 0)
            return PIXELGEN_OK;
        if (place >= of->job_count)
            return PIXELGEN_INVALID;
        sprite *to = of->active + of->count;
        if (of->count == of->stores) {
            if (!store_make(&to->store, of->model))
                return PIXELGEN_NO_MEMORY;
            of->stores++;
        }
        const int unfinished = sprite_begin(to, of->model, &of->work, of->jobs + place, place, of->run->stop);
        if (is_raised(of->run->stop))
            return PIXELGEN_STOPPED;
        if (unfinished) {
            of->count++;
        } else { /* everything is kept */
            const pixelgen_status status = finish(of, to);
            if (status != PIXELGEN_OK)
                return status;
        }
    }
    return PIXELGEN_OK;
}

/* What a pass will cost and bring, in passes of one token and in tokens. */
typedef struct {
    float cost, tokens;
} prospect;

/* Rows that take guesses for a sprite's next tokens as written, for as long as their chance is worth their cost. */
static size_t add_drafts(decoder *of, sprite *to, size_t count, size_t room, prospect *pass)
{
    const tables *geometry = &of->model->tables;
    const float row_cost = of->model->kernel->row_cost;
    const size_t first = count;
    float chance = 1.0f;
    int is_ahead = 0;
    while (count < room && count - first + 1 < (size_t)of->run->window) {
        const token_row *last = of->rows + count - 1;
        const draft_guess guess = drafter_guess(&of->drafter, geometry->level[last->target], last->around,
                                                to->said[last->target]);
        chance *= guess.chance;
        if (chance * pass->cost <= row_cost * pass->tokens)
            break;
        if (!is_ahead)
            of->saved = to->writer;
        is_ahead = 1;
        writer_write(&to->writer, geometry, guess.token);
        if (writer_cell(&to->writer) == NO_CELL)
            break;
        of->rows[count] = sprite_row(to, of->model, guess.token, last->target, count - first + 1);
        pass->cost += row_cost;
        pass->tokens += chance;
        count++;
    }
    if (is_ahead)
        to->writer = of->saved;
    return count;
}

/* Each row's logits choose a token; the rows after it hold as long as that is the token they took as written. What the
   others say is nearly always right all the same, and the best of guesses for the next pass. */
static void take_rows(decoder *of, sprite *to, size_t first)
{
    const size_t end = first + to->row_count;
    int holds = 1;
    for (size_t row = first; row < end; row++) {
        const token_row *asked = of->rows + row;
        const float *logits = of->logits + row * PIXELGEN_WRITABLE;
        uint8_t *said = to->said + asked->target;
        if (!holds) {
            *said = (uint8_t)sprite_choose(to, of->model, logits, asked->target);
            continue;
        }
        const int32_t token = sprite_take(to, of->model, logits);
        of->run->written++;
        drafter_learn(&of->drafter, of->model->tables.level[asked->target], asked->around, *said, token);
        holds = row + 1 == end || asked[1].token == token;
    }
}

static void step(decoder *of)
{
    const float row_cost = of->model->kernel->row_cost;
    size_t count = 0;
    prospect pass = {1.0f + row_cost * (float)(of->count - 1), (float)of->count};
    for (size_t i = 0; i < of->count; i++) {
        sprite *each = of->active + i;
        const size_t first = count;
        of->rows[count++] = sprite_row(each, of->model, each->last_token, each->last_cell, 0);
        if (of->run->window > 1) /* room is left for a row of every sprite that follows */
            count = add_drafts(of, each, count, PIXELGEN_MOST_ROWS - (of->count - i - 1), &pass);
        each->row_count = count - first;
    }
    forward(of->model, &of->work, of->rows, count, of->logits);
    of->run->passes++;
    of->run->computed += (int64_t)count;
    for (size_t i = 0, first = 0; i < of->count; first += of->active[i].row_count, i++)
        take_rows(of, of->active + i, first);
}

/* Complete sprites leave; the last one takes the free place, so that those in use stay together. */
static pixelgen_status sweep(decoder *of)
{
    for (size_t i = of->count; i-- > 0;) {
        if (writer_cell(&of->active[i].writer) != NO_CELL)
            continue;
        const pixelgen_status status = finish(of, of->active + i);
        if (status != PIXELGEN_OK)
            return status;
        of->count--;
        if (i < of->count) {
            const sprite done = of->active[i];
            of->active[i] = of->active[of->count];
            of->active[of->count].store = done.store;
        }
    }
    return PIXELGEN_OK;
}

static pixelgen_status decode(decoder *of)
{
    for (;;) {
        pixelgen_status status = fill(of);
        if (status != PIXELGEN_OK || of->count == 0)
            return status;
        if (is_raised(of->run->stop))
            return PIXELGEN_STOPPED;
        step(of);
        status = sweep(of);
        if (status != PIXELGEN_OK)
            return status;
    }
}

pixelgen_status pixelgen_decode(const pixelgen_model *model, const pixelgen_job *jobs, size_t count,
                                pixelgen_run *run, char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL || (jobs == NULL && count > 0) || count > INT32_MAX)
        return refuse(to, PIXELGEN_INVALID, "model and jobs must not be NULL");
    pixelgen_status status = check_run(run, to);
    for (size_t i = 0; status == PIXELGEN_OK && i < count; i++)
        status = check_job(jobs + i, &model->tables, model->shape.vocabulary, to);
    if (status != PIXELGEN_OK)
        return status;
    run->passes = run->computed = run->written = 0;
    decoder *of = calloc(1, sizeof *of);
    sprite *active = calloc((size_t)run->rows, sizeof *active);
    status = PIXELGEN_NO_MEMORY;
    if (of != NULL && active != NULL && scratch_make(&of->work, model)) {
        of->model = model;
        of->jobs = jobs;
        of->job_count = (int64_t)count;
        of->run = run;
        of->active = active;
        drafter_begin(&of->drafter);
        fenv_t callers; /* a game engine may have changed how floats are rounded */
        fegetenv(&callers);
        fesetenv(FE_DFL_ENV);
        status = decode(of);
        fesetenv(&callers);
        for (size_t i = 0; i < of->stores; i++)
            store_free(&active[i].store);
        scratch_free(&of->work);
    }
    free(active);
    free(of);
    if (status == PIXELGEN_NO_MEMORY)
        refuse(to, status, "no memory for %d sprites side by side", (int)run->rows);
    else if (status == PIXELGEN_INVALID)
        refuse(to, status, "take must answer with the place of a job, or -1");
    return status;
}
