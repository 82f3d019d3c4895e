/* Jobs -> palette indices, sprites side by side, a slice at a time: decode_jobs of pixelgen/model/decoding.py. */
#include "drafts.h"
#include "jobs.h"
#include "memory.h"
#include "sprite.h"

#include <fenv.h>
#include <string.h>

struct pixelgen_batch {
    const pixelgen_model *model;
    int32_t window;
    workspace work;
    sprite *active; /* the first `count` are being written; a cache once made stays with its place */
    size_t count, cache_count, most;
    drafter drafter;
    writer saved;
    token_row rows[PIXELGEN_MOST_ROWS];
    float logits[PIXELGEN_MOST_ROWS * PIXELGEN_WRITABLE];
};

static int is_raised(const volatile int32_t *flag)
{
    return flag != NULL && *flag != 0;
}

/* What a pass will cost and bring, in passes of one token and in tokens. */
typedef struct {
    float cost, tokens;
} prospect;

/* Rows that take drafts of a sprite's next tokens as written, as long as the chance of acceptance is worth the cost. */
static size_t add_drafts(pixelgen_batch *of, sprite *to, size_t count, size_t room, prospect *pass)
{
    const tables *geometry = &of->model->net.tables;
    const float row_cost = of->model->net.kernel->row_cost;
    const size_t first = count;
    float acceptance = 1.0f;
    int is_ahead = 0;
    while (count < room && count - first + 1 < (size_t)of->window) {
        const token_row *last = of->rows + count - 1;
        const draft next = drafter_propose(&of->drafter, geometry->level[last->target], last->around,
                                           to->proposed[last->target]);
        acceptance *= next.acceptance;
        if (acceptance * pass->cost <= row_cost * pass->tokens)
            break;
        if (!is_ahead)
            of->saved = to->writer;
        is_ahead = 1;
        writer_write(&to->writer, geometry, next.token);
        if (writer_cell(&to->writer) == NO_CELL)
            break;
        of->rows[count] = sprite_row(to, of->model, next.token, last->target, count - first + 1);
        pass->cost += row_cost;
        pass->tokens += acceptance;
        count++;
    }
    if (is_ahead)
        to->writer = of->saved;
    return count;
}

/* Each row's logits choose a token; drafts are accepted as long as that is the token that the next row took as written.
   What the rows after them choose is nearly always right all the same, and the best draft for the next pass. */
static void verify_rows(pixelgen_batch *of, pixelgen_run *run, sprite *to, size_t first)
{
    const size_t end = first + to->row_count;
    int is_accepted = 1;
    for (size_t row = first; row < end; row++) {
        const token_row *asked = of->rows + row;
        const float *logits = of->logits + row * PIXELGEN_WRITABLE;
        uint8_t *proposed = to->proposed + asked->target;
        if (!is_accepted) {
            *proposed = (uint8_t)sprite_sample(to, of->model, logits, asked->target);
            continue;
        }
        const int32_t token = sprite_accept(to, of->model, logits);
        run->written++;
        drafter_update(&of->drafter, of->model->net.tables.level[asked->target], asked->around, *proposed, token);
        is_accepted = row + 1 == end || asked[1].token == token;
    }
}

/* One pass: every sprite gets a token at least -> tokens computed. */
static size_t decode_step(pixelgen_batch *of, pixelgen_run *run)
{
    const float row_cost = of->model->net.kernel->row_cost;
    size_t count = 0;
    prospect pass = {1.0f + row_cost * (float)(of->count - 1), (float)of->count};
    for (size_t i = 0; i < of->count; i++) {
        sprite *each = of->active + i;
        const size_t first = count;
        of->rows[count++] = sprite_row(each, of->model, each->last_token, each->last_cell, 0);
        if (of->window > 1) /* room is left for a row of every sprite that follows */
            count = add_drafts(of, each, count, PIXELGEN_MOST_ROWS - (of->count - i - 1), &pass);
        each->row_count = count - first;
    }
    forward(of->model, &of->work, of->rows, count, of->logits);
    run->passes++;
    run->computed += (int64_t)count;
    for (size_t i = 0, first = 0; i < of->count; first += of->active[i].row_count, i++)
        verify_rows(of, run, of->active + i, first);
    return count;
}

/* Complete sprites leave; the last one takes the free place, so that those in use stay together. */
static void remove_finished(pixelgen_batch *of, pixelgen_run *run)
{
    for (size_t i = of->count; i-- > 0;) {
        sprite *done = of->active + i;
        if (!sprite_is_complete(done))
            continue;
        memcpy(done->job->indices, done->writer.grid, PIXELGEN_PIXELS);
        run->finished[run->finished_count++] = done->number;
        of->count--;
        if (i < of->count) {
            const kv_cache cache = done->cache;
            *done = of->active[of->count];
            of->active[of->count].cache = cache;
        }
    }
}

/* The sprite whose prompt or kept tokens come next; NULL when all are ready. */
static sprite *unready(pixelgen_batch *of)
{
    for (size_t i = 0; i < of->count; i++)
        if (!of->active[i].is_ready)
            return of->active + i;
    return NULL;
}

static pixelgen_status run_on(pixelgen_batch *of, pixelgen_run *run)
{
    for (;;) {
        remove_finished(of, run);
        if (run->finished_count > 0 || of->count == 0 || (run->spent > 0 && run->spent >= run->tokens))
            return PIXELGEN_OK;
        if (is_raised(run->stop))
            return PIXELGEN_STOPPED;
        sprite *waiting = unready(of);
        run->spent += (int64_t)(waiting != NULL ? sprite_prefill(waiting, of->model, &of->work) : decode_step(of, run));
    }
}

pixelgen_status pixelgen_batch_run(pixelgen_batch *batch, pixelgen_run *run, char *text, size_t room)
{
    if (batch == NULL || run == NULL)
        return refuse((message){text, room}, PIXELGEN_INVALID, "batch and run must not be NULL");
    run->finished_count = 0;
    run->spent = 0;
    fenv_t callers; /* a game engine may have changed how floats are rounded */
    fegetenv(&callers);
    fesetenv(FE_DFL_ENV);
    const pixelgen_status status = run_on(batch, run);
    fesetenv(&callers);
    run->active = (int32_t)batch->count;
    return status;
}

pixelgen_status pixelgen_batch_add(pixelgen_batch *batch, const pixelgen_job *job, int64_t number, char *text,
                                   size_t room)
{
    const message to = {text, room};
    if (batch == NULL || job == NULL)
        return refuse(to, PIXELGEN_INVALID, "batch and job must not be NULL");
    if (batch->count == batch->most)
        return refuse(to, PIXELGEN_INVALID, "the batch is full: it has room for %lu", (unsigned long)batch->most);
    const pixelgen_status status = check_job(job, &batch->model->net.tables, batch->model->vocabulary, to);
    if (status != PIXELGEN_OK)
        return status;
    sprite *made = batch->active + batch->count;
    if (batch->count == batch->cache_count) {
        if (!kv_cache_make(&made->cache, &batch->model->net))
            return refuse(to, PIXELGEN_NO_MEMORY, "no memory for %lu sprites side by side",
                          (unsigned long)batch->count + 1);
        batch->cache_count++;
    }
    sprite_begin(made, batch->model, job, number);
    batch->count++;
    return PIXELGEN_OK;
}

int32_t pixelgen_batch_room(const pixelgen_batch *batch)
{
    return batch == NULL ? 0 : (int32_t)(batch->most - batch->count);
}

pixelgen_status pixelgen_batch_make(const pixelgen_model *model, int32_t rows, int32_t window, pixelgen_batch **batch,
                                    char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL || batch == NULL)
        return refuse(to, PIXELGEN_INVALID, "model and batch must not be NULL");
    *batch = NULL;
    if (rows < 1 || rows > PIXELGEN_MOST_ROWS)
        return refuse(to, PIXELGEN_INVALID, "rows must be from 1 to %d; got %d", PIXELGEN_MOST_ROWS, (int)rows);
    if (window < 1 || window > PIXELGEN_MOST_WINDOW)
        return refuse(to, PIXELGEN_INVALID, "window must be from 1 to %d; got %d", PIXELGEN_MOST_WINDOW, (int)window);
    pixelgen_batch *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for a batch");
    made->model = model;
    made->window = window;
    made->most = (size_t)(rows < model->net.kernel->side_by_side ? rows : model->net.kernel->side_by_side);
    made->active = calloc(made->most, sizeof *made->active);
    if (made->active == NULL || !workspace_make(&made->work, &model->net)) {
        pixelgen_batch_free(made);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for %d sprites side by side", (int)rows);
    }
    drafter_begin(&made->drafter);
    *batch = made;
    return PIXELGEN_OK;
}

void pixelgen_batch_free(pixelgen_batch *batch)
{
    if (batch == NULL)
        return;
    for (size_t i = 0; i < batch->cache_count; i++)
        kv_cache_free(&batch->active[i].cache);
    workspace_free(&batch->work);
    free(batch->active);
    free(batch);
}
