/* Jobs -> palette indices, sprites side by side, a slice at a time: decode_jobs of
   pixelgen/model/decoding.py.

   Drafts: a pass takes a window of a sprite's next groups, all but the first with tokens that are guessed. What each row
   says of its group is right as long as the guesses before it came true; the first group that comes out otherwise is
   itself already right, so that pixels never depend on guesses. (Jacobi decoding, Song et al. 2021, with guesses of the
   network's own head.)

   The head is cheap, it sees the neighbours as they read now, and it needs what the network said of the group: that is
   known nearly right where an earlier pass asked for this group after a wrong guess (age 0), and what was said of a group
   before it serves as well. After half an hour of training, of groups guessed so 71 in 100 come out whole at age 2, 64 at
   7; by looking up what stood around such cells before 58. How sure the head is tells which. */
#include "jobs.h"
#include "sprite.h"
#include "guesses.h"
#include "memory.h"
#include "shared_numbers.h"

#include <fenv.h>
#include <string.h>

struct pixelgen_batch {
    const pixelgen_model *model;
    int32_t window;
    workspace work;
    sprite *active; /* the first `count` are being written; memory once made stays with its place */
    size_t count, made_count, most;
    guess_record record;
    group_writer saved;
    group_row rows[PIXELGEN_MOST_ROWS];
    uint8_t kinds[PIXELGEN_MOST_ROWS + 1][PIXELGEN_SLOTS]; /* of the guesses that a row took as written */
    float *inner;                                          /* (PIXELGEN_MOST_ROWS, head_hidden) */
};

static int is_raised(const volatile int32_t *flag)
{
    return flag != NULL && read_shared(flag) != 0;
}

/* What a pass will cost and bring, in passes of one group and in groups. */
typedef struct {
    float cost, groups;
} prospect;

/* Guesses the writer's next group and writes it -> the chance that all of it is right. inner: of a group that came `age`
   groups before. */
static float guess_group(pixelgen_batch *of, sprite *to, const float *inner, size_t age, uint8_t *kinds)
{
    const pixelgen_model *model = of->model;
    float acceptance = 1.0f;
    for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++) {
        uint8_t near[PIXELGEN_NEIGHBOURS];
        int sureness;
        group_writer_near(&to->writer, &model->net.tables, group_writer_cell(&to->writer, &model->groups), near);
        const int32_t token = sprite_token(to, model, &of->work, inner, near, &sureness);
        kinds[slot] = sureness < 0 ? NO_GUESS : guess_kind(age, sureness);
        acceptance *= sureness < 0 ? 1.0f : guess_acceptance(&of->record, kinds[slot]);
        group_writer_write(&to->writer, &model->net.tables, &model->groups, &to->kept, token);
    }
    return acceptance;
}

/* Rows that take guesses of a sprite's next groups as written, as long as the chance of acceptance is worth the cost. */
static size_t add_drafts(pixelgen_batch *of, sprite *to, size_t count, size_t room, prospect *pass)
{
    const float row_cost = of->model->net.kernel->row_cost;
    const size_t first = count;
    const float *inner = to->has_latest ? to->latest : NULL;
    float acceptance = 1.0f;
    of->saved = to->writer;
    for (size_t age = 1; count < room && count - first + 1 < (size_t)of->window; age++) {
        const int group = group_writer_group(&to->writer);
        const float *stale = sprite_stale(to, of->model, group);
        inner = stale != NULL ? stale : inner;
        age = stale != NULL ? 0 : age;
        if (inner == NULL)
            break;
        acceptance *= guess_group(of, to, inner, age, of->kinds[count]);
        if (acceptance * pass->cost <= row_cost * pass->groups || group_writer_group(&to->writer) == NO_GROUP)
            break;
        int32_t tokens[PIXELGEN_SLOTS];
        for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++)
            tokens[slot] = to->writer.tokens[slot];
        of->rows[count] = sprite_row(to, of->model, tokens, group, count - first + 1);
        pass->cost += row_cost;
        pass->groups += acceptance;
        count++;
    }
    to->writer = of->saved;
    return count;
}

/* Writes the group that a row asks for -> whether it is the one that the next row took as written; guess: that row, or
   NULL; kinds: of its guesses. */
static int write_group(pixelgen_batch *of, sprite *to, const float *inner, const group_row *guess,
                       const uint8_t *kinds)
{
    const pixelgen_model *model = of->model;
    const int group = group_writer_group(&to->writer);
    int is_right = guess != NULL;
    for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++) {
        uint8_t near[PIXELGEN_NEIGHBOURS];
        group_writer_near(&to->writer, &model->net.tables, group_writer_cell(&to->writer, &model->groups), near);
        const int32_t token = sprite_token(to, model, &of->work, inner, near, NULL);
        if (is_right) {
            is_right = guess->tokens[slot] == token;
            if (kinds[slot] != NO_GUESS)
                guess_record_update(&of->record, kinds[slot], is_right);
        }
        group_writer_write(&to->writer, &model->net.tables, &model->groups, &to->kept, token);
    }
    sprite_accept(to, group);
    to->length++;
    return is_right;
}

static void verify_rows(pixelgen_batch *of, pixelgen_run *run, sprite *to, size_t first)
{
    const size_t end = first + to->row_count, hidden = of->model->head_hidden;
    int is_accepted = 1;
    for (size_t row = first; row < end; row++) {
        const float *inner = of->inner + row * hidden;
        if (!is_accepted) {
            sprite_put_stale(to, of->model, of->rows[row].target, inner);
            continue;
        }
        is_accepted = write_group(of, to, inner, row + 1 == end ? NULL : of->rows + row + 1, of->kinds[row + 1]);
        memcpy(to->latest, inner, hidden * sizeof *inner);
        to->has_latest = 1;
        run->written++;
    }
}

/* One pass: every sprite gets a group at least -> groups computed. */
static size_t decode_step(pixelgen_batch *of, pixelgen_run *run)
{
    const float row_cost = of->model->net.kernel->row_cost;
    size_t count = 0;
    prospect pass = {1.0f + row_cost * (float)(of->count - 1), (float)of->count};
    for (size_t i = 0; i < of->count; i++) {
        sprite *each = of->active + i;
        const size_t first = count;
        of->rows[count++] = sprite_row(each, of->model, each->last_tokens, each->last_place, 0);
        if (of->window > 1) /* room is left for a row of every sprite that follows */
            count = add_drafts(of, each, count, PIXELGEN_MOST_ROWS - (of->count - i - 1), &pass);
        each->row_count = count - first;
    }
    forward(of->model, &of->work, of->rows, count, of->inner);
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
            const sprite freed = *done;
            *done = of->active[of->count];
            of->active[of->count].cache = freed.cache;
            of->active[of->count].stale = freed.stale;
            of->active[of->count].latest = freed.latest;
        }
    }
}

/* The sprite whose prompt or kept pass comes next; NULL when all are ready. */
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
        if (run->finished_count > 0 || of->count == 0 || (run->spent > 0 && run->spent >= run->groups))
            return PIXELGEN_OK;
        if (is_raised(run->stop))
            return PIXELGEN_STOPPED;
        sprite *waiting = unready(of);
        run->spent += (int64_t)(waiting != NULL ? sprite_prefill(waiting, of->model, &of->work)
                                                : decode_step(of, run));
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
    stopwatch_start(&batch->work.watch);
    const pixelgen_status status = run_on(batch, run);
    stopwatch_end(&batch->work.watch, PIXELGEN_PHASE_REST);
    fesetenv(&callers);
    run->active = (int32_t)batch->count;
    return status;
}

pixelgen_status pixelgen_batch_add(pixelgen_batch *batch, const pixelgen_job *job, int64_t number,
                                         char *text, size_t room)
{
    const message to = {text, room};
    if (batch == NULL || job == NULL)
        return refuse(to, PIXELGEN_INVALID, "batch and job must not be NULL");
    if (batch->count == batch->most)
        return refuse(to, PIXELGEN_INVALID, "the batch is full: it has room for %lu", (unsigned long)batch->most);
    const pixelgen_status status = check_job(job, batch->model->vocabulary, to);
    if (status != PIXELGEN_OK)
        return status;
    sprite *made = batch->active + batch->count;
    if (batch->count == batch->made_count) {
        if (!sprite_make(made, batch->model))
            return refuse(to, PIXELGEN_NO_MEMORY, "no memory for %lu sprites side by side",
                          (unsigned long)batch->count + 1);
        batch->made_count++;
    }
    sprite_begin(made, batch->model, job, number);
    batch->count++;
    return PIXELGEN_OK;
}

void pixelgen_batch_time(pixelgen_batch *batch, pixelgen_times *times)
{
    if (batch != NULL)
        batch->work.watch.to = times;
}

int32_t pixelgen_batch_room(const pixelgen_batch *batch)
{
    return batch == NULL ? 0 : (int32_t)(batch->most - batch->count);
}

pixelgen_status pixelgen_batch_make(const pixelgen_model *model, int32_t rows, int32_t window,
                                          pixelgen_batch **batch, char *text, size_t room)
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
    made->inner = aligned_zeros(PIXELGEN_MOST_ROWS * model->head_hidden * sizeof(float));
    if (made->active == NULL || made->inner == NULL || !workspace_make(&made->work, &model->net)) {
        pixelgen_batch_free(made);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for %d sprites side by side", (int)rows);
    }
    guess_record_begin(&made->record);
    *batch = made;
    return PIXELGEN_OK;
}

void pixelgen_batch_free(pixelgen_batch *batch)
{
    if (batch == NULL)
        return;
    for (size_t i = 0; i < batch->made_count; i++)
        sprite_free(batch->active + i);
    workspace_free(&batch->work);
    aligned_free(batch->inner);
    free(batch->active);
    free(batch);
}
