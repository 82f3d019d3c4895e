/* A job -> rows to be fed, logits -> tokens written: _Row and _prefill of pixelgen/model/decoding.py. */
#include "sprite.h"
#include "sampler.h"

#include <string.h>

/* pinned_values of pixelgen/quadtree.py. */
static void find_pinned_values(uint8_t *pinned_value, const tables *geometry, const uint8_t *pinned)
{
    memset(pinned_value, PIXELGEN_UNKNOWN, PIXELGEN_CELLS);
    for (size_t cell = 0; pinned != NULL && cell < PIXELGEN_CELLS; cell++) {
        const size_t side = geometry->side[cell], top = geometry->top[cell], left = geometry->left[cell];
        for (size_t y = top; y < top + side; y++)
            for (size_t x = left; x < left + side; x++) {
                const uint8_t colour = pinned[y * PIXELGEN_SIDE + x];
                if (colour != PIXELGEN_UNKNOWN && pinned_value[cell] != colour)
                    pinned_value[cell] = pinned_value[cell] == PIXELGEN_UNKNOWN ? colour : PIXELGEN_MASK;
            }
    }
}

/* The next of the prompt's or the kept tokens becomes the one fed next; kept ones are painted. */
static void advance(sprite *to, const pixelgen_model *model, size_t number)
{
    const pixelgen_job *job = to->job;
    if (number < job->prompt_length) {
        to->last_token = job->prompt[number];
        to->last_cell = NO_CELL;
        return;
    }
    to->last_token = job->kept_tokens[number - job->prompt_length];
    to->last_cell = job->kept_cells[number - job->prompt_length];
    writer_keep(&to->writer, &model->net.tables, to->last_token, to->last_cell);
}

/* Kept tokens do not see what is pinned, those written after them do. */
static void make_ready(sprite *to)
{
    uint8_t is_kept[PIXELGEN_CELLS] = {0};
    for (size_t i = 0; i < to->job->kept; i++)
        is_kept[to->job->kept_cells[i]] = 1;
    writer_pin(&to->writer, to->job->pinned);
    writer_queue_rest(&to->writer, is_kept);
    to->is_ready = 1;
}

static int is_all_kept(const pixelgen_job *job)
{
    size_t coarse = 0;
    for (size_t i = 0; i < job->kept; i++)
        coarse += job->kept_cells[i] < COARSE_CELLS;
    return coarse == COARSE_CELLS;
}

void sprite_begin(sprite *to, const pixelgen_model *model, const pixelgen_job *job, int64_t number)
{
    to->job = job;
    to->number = number;
    to->length = 0;
    to->is_ready = 0;
    memcpy(to->coarse, job->colours, PIXELGEN_COLOURS);
    memcpy(to->fine, job->colours, PIXELGEN_COLOURS);
    to->coarse[PIXELGEN_COLOURS] = 1;
    to->fine[PIXELGEN_COLOURS] = 0;
    memset(to->proposed, PIXELGEN_UNKNOWN, sizeof to->proposed);
    find_pinned_values(to->pinned_value, &model->net.tables, job->pinned);
    writer_begin(&to->writer);
    advance(to, model, 0);
    const size_t total = job->prompt_length + job->kept;
    if (is_all_kept(job))
        for (size_t next = 1; next < total; next++)
            advance(to, model, next);
    if (is_all_kept(job) || total == 1)
        make_ready(to);
}

size_t sprite_prefill(sprite *to, const pixelgen_model *model, workspace *work)
{
    token_row rows[PIXELGEN_MOST_ROWS];
    const pixelgen_job *job = to->job;
    const size_t total = job->prompt_length + job->kept;
    size_t count = 0;
    while (count < PIXELGEN_MOST_ROWS && to->length + count + 1 < total) {
        const size_t next = to->length + count + 1;
        const int32_t target = next < job->prompt_length ? NO_CELL : job->kept_cells[next - job->prompt_length];
        token_row *row = rows + count++;
        *row = (token_row){{&to->cache, next - 1}, to->last_token, to->last_cell, target, {0}};
        if (target == NO_CELL)
            memset(row->around, PIXELGEN_UNKNOWN, sizeof row->around);
        else
            writer_neighbours(&to->writer, &model->net.tables, target, row->around);
        advance(to, model, next);
    }
    forward(model, work, rows, count, NULL);
    to->length += count;
    if (to->length + 1 == total)
        make_ready(to);
    return count;
}

int sprite_is_complete(const sprite *of)
{
    return of->is_ready && writer_cell(&of->writer) == NO_CELL;
}

token_row sprite_row(const sprite *from, const pixelgen_model *model, int32_t token, int32_t cell, size_t ahead)
{
    const int target = writer_cell(&from->writer);
    token_row row = {{&from->cache, from->length + ahead}, token, cell, target, {0}};
    writer_neighbours(&from->writer, &model->net.tables, target, row.around);
    return row;
}

int32_t sprite_sample(const sprite *from, const pixelgen_model *model, const float *logits, int32_t cell)
{
    const int is_pixel = model->net.tables.level[cell] == 2;
    const uint8_t *allowed = is_pixel ? from->fine : from->coarse;
    uint8_t pinned_value[PIXELGEN_WRITABLE] = {0};
    if (from->pinned_value[cell] != PIXELGEN_UNKNOWN) {
        /* A pinned pixel takes its colour; above the pixels the one pinned colour inside, unless it is forbidden for
           the free pixels beside, or a closer look. */
        const size_t place = from->pinned_value[cell] == PIXELGEN_MASK ? PIXELGEN_COLOURS : from->pinned_value[cell];
        pinned_value[place] = is_pixel || allowed[place];
        pinned_value[PIXELGEN_COLOURS] |= !is_pixel;
        allowed = pinned_value;
    }
    const int id = sample(&model->net.tables, logits, allowed, from->job->draws[cell], &from->job->sampling, NULL);
    return id == PIXELGEN_COLOURS ? PIXELGEN_MASK : id;
}

int32_t sprite_accept(sprite *to, const pixelgen_model *model, const float *logits)
{
    const int cell = writer_cell(&to->writer);
    const int32_t token = sprite_sample(to, model, logits, cell);
    writer_write(&to->writer, &model->net.tables, token);
    to->length++;
    to->last_token = token;
    to->last_cell = cell;
    return token;
}
