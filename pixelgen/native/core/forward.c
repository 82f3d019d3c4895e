/* Transformer.forward and .logits of pixelgen/model/transformer.py. */
#include "forward.h"

#include <string.h>

static void add_group_place(const pixelgen_model *model, float *stream, float *sum, const position_parts *parts,
                            int32_t place)
{
    enum { LEVELS = 3 };
    if (place == PIXELGEN_NO_PLACE) {
        add_level(&model->net, stream, parts, 2 * LEVELS);
        return;
    }
    const size_t pass = place >= PIXELGEN_GROUPS, group = (size_t)place - pass * PIXELGEN_GROUPS;
    const group_tables *by = &model->groups;
    add_place(&model->net, stream, sum, parts, by->x[group], by->y[group], by->level[group] + pass * LEVELS);
}

static void embed(const pixelgen_model *model, workspace *work, const group_row *row, float *stream)
{
    const size_t width = model->net.width;
    const kernel *run = model->net.kernel;
    for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++) {
        const size_t id = (size_t)row->tokens[slot];
        const size_t first = id < PIXELGEN_KINDS ? slot * PIXELGEN_KINDS : (PIXELGEN_SLOTS - 1) * PIXELGEN_KINDS;
        const float *token = model->token + (first + id) * width;
        if (slot == 0)
            memcpy(stream, token, width * sizeof *stream);
        else
            run->add(stream, token, width);
    }
    add_group_place(model, stream, work->floats, &model->own, row->own);
    add_group_place(model, stream, work->floats, &model->target, row->target);
    for (size_t place = 0; place < PIXELGEN_RING; place++)
        run->add(stream, model->around + (place * PIXELGEN_KINDS + row->ring[place]) * width, width);
    if (row->place.position < PIXELGEN_PROMPT_STEPS)
        run->add(stream, model->start + row->place.position * width, width);
}

static void add_halves(float *sum, const float *halves, size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum[i] = halves[i] + halves[length + i];
}

void forward(const pixelgen_model *model, workspace *work, const group_row *rows, size_t count,
                   float *inner)
{
    cache_place places[PIXELGEN_MOST_ROWS] = {{NULL, 0}};
    for (size_t row = 0; row < count; row++) {
        places[row] = rows[row].place;
        embed(model, work, rows + row, work->stream + row * work->width);
    }
    stopwatch_end(&work->watch, PIXELGEN_PHASE_REST);
    run_blocks(&model->net, work, places, count);
    if (inner == NULL)
        return;
    enum { SOME = 8 };
    const size_t hidden = model->head_hidden;
    float halves[SOME * HALVES * MOST_WIDTH];
    for (size_t row = 0, taken; row < count; row += taken) {
        taken = count - row < SOME ? count - row : SOME;
        wide_product(&model->net, work, &model->inner, work->stream + row * work->width, taken, halves);
        for (size_t i = 0; i < taken; i++)
            add_halves(inner + (row + i) * hidden, halves + i * HALVES * hidden, hidden);
    }
}

void local_head(const pixelgen_model *model, workspace *work, const float *inner, const uint8_t *near,
                size_t slot, float *logits)
{
    const size_t hidden = model->head_hidden;
    const kernel *run = model->net.kernel;
    const float *rows[SUMMED] = {inner, model->slot + slot * hidden};
    for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        rows[2 + place] = model->near + (place * PIXELGEN_KINDS + near[place]) * hidden;
    int16_t squares[MOST_WIDTH];
    const float root = run->squared_relu_of_sum(squares, work->floats, rows, hidden), step = root * root;
    float halves[HALVES * PIXELGEN_WRITABLE];
    stopwatch_end(&work->watch, PIXELGEN_PHASE_NEIGHBOURS);
    stopwatch_count_sparse(&work->watch, squares, hidden, HALVES * PIXELGEN_WRITABLE);
    run->matmul_sparse(work->sums, model->out.panels, up_to(HALVES * PIXELGEN_WRITABLE, COLUMN), squares, hidden);
    run->dequantise(halves, work->sums, model->out.scale, HALVES * PIXELGEN_WRITABLE);
    for (size_t i = 0; i < HALVES * PIXELGEN_WRITABLE; i++)
        halves[i] = halves[i] * step;
    add_halves(logits, halves, PIXELGEN_WRITABLE);
}
