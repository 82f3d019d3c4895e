/* A job -> rows to be fed, logits -> tokens written: _Row and _prefill of pixelgen/model/decoding.py. */
#include "sprite.h"
#include "sampler.h"

#include <string.h>

/* pinned_values of pixelgen/quadtree.py. */
static void bind(uint8_t *bound, const tables *geometry, const uint8_t *pinned)
{
    memset(bound, PIXELGEN_UNKNOWN, PIXELGEN_CELLS);
    for (size_t cell = 0; pinned != NULL && cell < PIXELGEN_CELLS; cell++) {
        const size_t side = geometry->side[cell], top = geometry->top[cell], left = geometry->left[cell];
        for (size_t y = top; y < top + side; y++)
            for (size_t x = left; x < left + side; x++) {
                const uint8_t colour = pinned[y * PIXELGEN_SIDE + x];
                if (colour != PIXELGEN_UNKNOWN && bound[cell] != colour)
                    bound[cell] = bound[cell] == PIXELGEN_UNKNOWN ? colour : PIXELGEN_MASK;
            }
    }
}

typedef struct {
    token_row rows[PIXELGEN_MOST_ROWS];
    size_t count;
    const volatile int32_t *stop;
} pending;

static void feed(pending *rows, sprite *to, const pixelgen_model *model, scratch *work)
{
    if (rows->count > 0 && !is_raised(rows->stop))
        forward(model, work, rows->rows, rows->count, NULL);
    to->length += rows->count;
    rows->count = 0;
}

/* Before kept token `number`: the token before it goes in, asking for its cell. */
static void add_row(pending *rows, sprite *to, const pixelgen_model *model, scratch *work, int32_t target)
{
    if (rows->count == PIXELGEN_MOST_ROWS)
        feed(rows, to, model, work);
    token_row *row = rows->rows + rows->count;
    *row = (token_row){&to->store, to->length + rows->count, to->last_token, to->last_cell, target, {0}};
    if (target == NO_CELL)
        memset(row->around, PIXELGEN_UNKNOWN, sizeof row->around);
    else
        writer_neighbours(&to->writer, &model->tables, target, row->around);
    rows->count++;
}

int sprite_begin(sprite *to, const pixelgen_model *model, scratch *work, const pixelgen_job *job, int64_t place,
                 const volatile int32_t *stop)
{
    uint8_t is_kept[PIXELGEN_CELLS] = {0};
    pending rows = {.count = 0, .stop = stop};
    size_t coarse = 0;
    for (size_t i = 0; i < job->kept; i++) {
        is_kept[job->kept_cells[i]] = 1;
        coarse += job->kept_cells[i] < COARSE_CELLS;
    }
    to->job = job;
    to->place = place;
    to->length = 0;
    memcpy(to->coarse, job->colours, PIXELGEN_COLOURS);
    memcpy(to->fine, job->colours, PIXELGEN_COLOURS);
    to->coarse[PIXELGEN_COLOURS] = 1;
    to->fine[PIXELGEN_COLOURS] = 0;
    memset(to->said, PIXELGEN_UNKNOWN, sizeof to->said);
    bind(to->bound, &model->tables, job->pinned);
    writer_begin(&to->writer);
    to->last_token = job->prompt[0];
    to->last_cell = NO_CELL;
    for (size_t i = 1; i < job->prompt_length; i++) {
        add_row(&rows, to, model, work, NO_CELL);
        to->last_token = job->prompt[i];
    }
    for (size_t i = 0; i < job->kept; i++) {
        if (coarse < COARSE_CELLS)
            add_row(&rows, to, model, work, job->kept_cells[i]);
        to->last_token = job->kept_tokens[i];
        to->last_cell = job->kept_cells[i];
        writer_keep(&to->writer, &model->tables, to->last_token, to->last_cell);
    }
    feed(&rows, to, model, work); /* kept tokens do not see what is pinned, those written after them do */
    writer_pin(&to->writer, job->pinned);
    if (coarse == COARSE_CELLS)
        return 0;
    writer_queue_rest(&to->writer, is_kept);
    return 1;
}

token_row sprite_row(const sprite *from, const pixelgen_model *model, int32_t token, int32_t cell, size_t ahead)
{
    const int target = writer_cell(&from->writer);
    token_row row = {&from->store, from->length + ahead, token, cell, target, {0}};
    writer_neighbours(&from->writer, &model->tables, target, row.around);
    return row;
}

int32_t sprite_choose(const sprite *from, const pixelgen_model *model, const float *logits, int32_t cell)
{
    const int is_pixel = model->tables.level[cell] == 2;
    const uint8_t *allowed = is_pixel ? from->fine : from->coarse;
    uint8_t bound[PIXELGEN_WRITABLE] = {0};
    if (from->bound[cell] != PIXELGEN_UNKNOWN) {
        /* A pinned pixel takes its colour; above the pixels the one pinned colour inside, unless it is forbidden for
           the free pixels beside, or a closer look. */
        const size_t place = from->bound[cell] == PIXELGEN_MASK ? PIXELGEN_COLOURS : from->bound[cell];
        bound[place] = is_pixel || allowed[place];
        bound[PIXELGEN_COLOURS] |= !is_pixel;
        allowed = bound;
    }
    const int id = choose(&model->tables, logits, allowed, from->job->draws[cell], from->job);
    return id == PIXELGEN_COLOURS ? PIXELGEN_MASK : id;
}

int32_t sprite_take(sprite *to, const pixelgen_model *model, const float *logits)
{
    const int cell = writer_cell(&to->writer);
    const int32_t token = sprite_choose(to, model, logits, cell);
    writer_write(&to->writer, &model->tables, token);
    to->length++;
    to->last_token = token;
    to->last_cell = cell;
    return token;
}
