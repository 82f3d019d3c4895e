/* A job -> rows to be fed, what the head knows -> tokens: _Row and _prefill of pixelgen/model/decoding.py. */
#include "sprite.h"
#include "memory.h"
#include "sampler.h"

#include <string.h>

int sprite_make(sprite *made, const pixelgen_model *model)
{
    made->stale = aligned_zeros((PIXELGEN_MOST_WINDOW + 1) * model->head_hidden * sizeof(float));
    made->latest = made->stale == NULL ? NULL : made->stale + PIXELGEN_MOST_WINDOW * model->head_hidden;
    if (made->stale != NULL && kv_cache_make(&made->cache, &model->net))
        return 1;
    aligned_free(made->stale);
    made->stale = made->latest = NULL;
    return 0;
}

void sprite_free(sprite *of)
{
    kv_cache_free(&of->cache);
    aligned_free(of->stale);
    of->stale = of->latest = NULL;
}

static size_t known_steps(const sprite *of)
{
    return PIXELGEN_PROMPT_STEPS + of->kept_count;
}

/* Step `number` of the prompt and the kept pass becomes the one fed next; a kept group is painted. */
static void advance(sprite *to, const pixelgen_model *model, size_t number)
{
    if (number < PIXELGEN_PROMPT_STEPS) {
        memcpy(to->last_tokens, to->job->prompt + number * PIXELGEN_SLOTS, sizeof to->last_tokens);
        to->last_place = PIXELGEN_NO_PLACE;
        return;
    }
    const int group = to->kept_pass[number - PIXELGEN_PROMPT_STEPS];
    group_writer_keep(&to->writer, &model->net.tables, &model->groups, &to->kept, group);
    sprite_accept(to, group + PIXELGEN_GROUPS);
}

static void make_ready(sprite *to, const pixelgen_model *model)
{
    group_writer_open(&to->writer, &model->groups, &to->kept, to->job->pinned);
    to->is_ready = 1;
}

void sprite_begin(sprite *to, const pixelgen_model *model, const pixelgen_job *job,
                        int64_t number)
{
    to->job = job;
    to->number = number;
    to->length = 0;
    to->is_ready = 0;
    memcpy(to->coarse, job->colours, PIXELGEN_COLOURS);
    memcpy(to->fine, job->colours, PIXELGEN_COLOURS);
    to->coarse[PIXELGEN_COLOURS] = 1;
    to->fine[PIXELGEN_COLOURS] = 0;
    to->stale_at = 0;
    to->has_latest = 0;
    for (size_t i = 0; i < PIXELGEN_MOST_WINDOW; i++)
        to->stale_group[i] = NO_GROUP;
    find_kept_cells(&to->kept, &model->net.tables, job->pinned);
    to->kept_count = find_kept_pass(to->kept_pass, &to->kept, &model->groups);
    group_writer_begin(&to->writer);
    advance(to, model, 0);
    if (job->pinned == NULL || memchr(job->pinned, PIXELGEN_UNKNOWN, PIXELGEN_PIXELS) != NULL)
        return;
    for (size_t next = 1; next < known_steps(to); next++) /* all of it is kept */
        advance(to, model, next);
    make_ready(to, model);
}

size_t sprite_prefill(sprite *to, const pixelgen_model *model, workspace *work)
{
    group_row rows[PIXELGEN_MOST_ROWS];
    const size_t total = known_steps(to);
    size_t count = 0;
    while (count < PIXELGEN_MOST_ROWS && to->length + count + 1 < total) {
        const size_t next = to->length + count + 1;
        const int is_kept = next >= PIXELGEN_PROMPT_STEPS;
        group_row *row = rows + count++;
        *row = (group_row){{&to->cache, next - 1}, {0}, to->last_place, PIXELGEN_NO_PLACE, {0}};
        memcpy(row->tokens, to->last_tokens, sizeof row->tokens);
        memset(row->ring, PIXELGEN_UNKNOWN, sizeof row->ring);
        if (is_kept) {
            const int group = to->kept_pass[next - PIXELGEN_PROMPT_STEPS];
            row->target = group + PIXELGEN_GROUPS;
            group_writer_ring(&to->writer, &model->groups, group, row->ring);
        }
        advance(to, model, next);
    }
    forward(model, work, rows, count, NULL);
    to->length += count;
    if (to->length + 1 == total)
        make_ready(to, model);
    return count;
}

int sprite_is_complete(const sprite *of)
{
    return of->is_ready && group_writer_group(&of->writer) == NO_GROUP;
}

group_row sprite_row(const sprite *from, const pixelgen_model *model, const int32_t *tokens,
                           int32_t place, size_t ahead)
{
    const int target = group_writer_group(&from->writer);
    group_row row = {{&from->cache, from->length + ahead}, {0}, place, target, {0}};
    memcpy(row.tokens, tokens, sizeof row.tokens);
    group_writer_ring(&from->writer, &model->groups, target, row.ring);
    return row;
}

int32_t sprite_token(const sprite *from, const pixelgen_model *model, workspace *work,
                           const float *inner, const uint8_t *near, int *sureness)
{
    float logits[PIXELGEN_WRITABLE];
    const int cell = group_writer_cell(&from->writer, &model->groups), bound = from->kept.bound[cell];
    const uint8_t *allowed = model->net.tables.level[cell] == 2 ? from->fine : from->coarse;
    uint8_t of_kept[PIXELGEN_WRITABLE] = {0};
    if (sureness != NULL)
        *sureness = -1;
    if (from->kept.token[cell] != PIXELGEN_UNKNOWN)
        return from->kept.token[cell];
    if (bound != PIXELGEN_UNKNOWN) { /* its colour, unless that is forbidden for the open pixels beside, or a closer look */
        of_kept[bound] = allowed[bound];
        of_kept[PIXELGEN_COLOURS] = 1;
        allowed = of_kept;
    }
    stopwatch_end(&work->watch, PIXELGEN_PHASE_REST);
    local_head(model, work, inner, near, from->writer.slot, logits);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_NEIGHBOURS);
    const int id = sample(&model->net.tables, logits, allowed, from->job->draws[cell], &from->job->sampling, sureness);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_SAMPLING);
    return id == PIXELGEN_COLOURS ? PIXELGEN_MASK : id;
}

void sprite_accept(sprite *to, int place)
{
    for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++)
        to->last_tokens[slot] = to->writer.tokens[slot];
    to->last_place = place;
}

void sprite_put_stale(sprite *to, const pixelgen_model *model, int group, const float *inner)
{
    size_t at = 0;
    while (at < PIXELGEN_MOST_WINDOW && to->stale_group[at] != group)
        at++;
    if (at == PIXELGEN_MOST_WINDOW)
        at = to->stale_at++ % PIXELGEN_MOST_WINDOW;
    to->stale_group[at] = (uint16_t)group;
    memcpy(to->stale + at * model->head_hidden, inner, model->head_hidden * sizeof *inner);
}

const float *sprite_stale(const sprite *from, const pixelgen_model *model, int group)
{
    for (size_t at = 0; at < PIXELGEN_MOST_WINDOW; at++)
        if (from->stale_group[at] == group)
            return from->stale + at * model->head_hidden;
    return NULL;
}
