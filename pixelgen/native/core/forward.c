/* Tokens with positions and neighbours in, logits out: Transformer.run of pixelgen/transformer.py. */
#include "forward.h"
#include "attention.h"

#include <string.h>

/* x part + y part + level part of a cell, then added to the stream, as the reference rounds it. */
static void add_position(const pixelgen_model *model, float *stream, float *sum, const position_parts *parts, int cell)
{
    const size_t width = model->width;
    const tables *geometry = &model->tables;
    if (cell == NO_CELL) {
        model->kernel->add_row(stream, parts->level + (LEVEL_PLACES - 1) * width, width);
        return;
    }
    static const size_t OFFSET[] = {0, 8, 24};
    const size_t level = geometry->level[cell], side = geometry->side[cell];
    memcpy(sum, parts->x + (OFFSET[level] + geometry->left[cell] / side) * width, width * sizeof *sum);
    model->kernel->add_row(sum, parts->y + (OFFSET[level] + geometry->top[cell] / side) * width, width);
    model->kernel->add_row(sum, parts->level + level * width, width);
    model->kernel->add_row(stream, sum, width);
}

static void embed(const pixelgen_model *model, scratch *work, const token_row *row, float *stream)
{
    const size_t width = model->width;
    memcpy(stream, model->token + (size_t)row->token * width, width * sizeof *stream);
    add_position(model, stream, work->floats, &model->own, row->cell);
    add_position(model, stream, work->floats, &model->target, row->target);
    for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        model->kernel->add_row(stream, model->around + (place * PIXELGEN_KINDS + row->around[place]) * width, width);
}

static void multiply(const pixelgen_model *model, scratch *work, const matrix *by, size_t count)
{
    model->kernel->multiply(work->sums, work->widest, by->panels, by->panel_count, by->quads, work->integers,
                            work->widest, count, 2 * by->quads * QUAD * PANEL);
}

/* RMS-norm and quantise every row of the stream; the bytes beyond `width` stay zero for the last quad. */
static void normalise(const pixelgen_model *model, scratch *work, size_t count, float *steps)
{
    for (size_t row = 0; row < count; row++) {
        int8_t *integers = work->integers + row * work->widest;
        steps[row] = model->kernel->quantise_normed(integers, work->stream + row * work->width, model->width,
                                                    model->width);
        memset(integers + model->width, 0, up_to(model->width, QUAD) - model->width);
    }
}

static void attend(const pixelgen_model *model, scratch *work, size_t layer, const token_row *rows, size_t count)
{
    const block *of = model->blocks + layer;
    float steps[PIXELGEN_MOST_ROWS], gains[PIXELGEN_MOST_ROWS][MOST_HEADS];
    normalise(model, work, count, steps);
    multiply(model, work, &of->qkv, count);
    for (size_t row = 0; row < count; row++)
        take_query_key_value(model, work, layer, rows + row, row, steps[row], gains[row]);
    for (size_t row = 0; row < count; row++)
        steps[row] = attend_to_store(model, work, layer, rows + row, row, gains[row]);
    multiply(model, work, &of->mix, count);
    for (size_t row = 0; row < count; row++)
        model->kernel->added(work->stream + row * work->width, work->sums + row * work->widest, of->mix.scale,
                             steps[row], model->width);
}

static void think(const pixelgen_model *model, scratch *work, const block *of, size_t count)
{
    const kernel *run = model->kernel;
    float steps[PIXELGEN_MOST_ROWS];
    normalise(model, work, count, steps);
    multiply(model, work, &of->expand, count);
    for (size_t row = 0; row < count; row++) {
        int8_t *integers = work->integers + row * work->widest;
        int32_t *sums = work->sums + row * work->widest;
        run->squared_relu(work->floats, sums, of->expand.scale, steps[row], model->hidden);
        steps[row] = run->quantise(integers, work->floats, model->hidden);
    }
    for (size_t row = 0; row < count; row++) {
        run->multiply_sparse(work->sums, of->contract.panels, up_to(model->width, 2 * PANEL),
                             work->integers + row * work->widest, model->hidden, work->order);
        run->added(work->stream + row * work->width, work->sums, of->contract.scale, steps[row], model->width);
    }
}

void forward(const pixelgen_model *model, scratch *work, const token_row *rows, size_t count, float *logits)
{
    for (size_t row = 0; row < count; row++)
        embed(model, work, rows + row, work->stream + row * work->width);
    for (size_t layer = 0; layer < (size_t)model->shape.layers; layer++) {
        attend(model, work, layer, rows, count);
        think(model, work, model->blocks + layer, count);
    }
    if (logits == NULL)
        return;
    float steps[PIXELGEN_MOST_ROWS];
    normalise(model, work, count, steps);
    multiply(model, work, &model->head, count);
    for (size_t row = 0; row < count; row++) {
        float *out = logits + row * PIXELGEN_WRITABLE;
        model->kernel->scaled(out, work->sums + row * work->widest, model->head.scale, PIXELGEN_WRITABLE);
        for (size_t i = 0; i < PIXELGEN_WRITABLE; i++)
            out[i] = out[i] * steps[row];
    }
}
