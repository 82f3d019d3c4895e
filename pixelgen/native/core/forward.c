/* Tokens with positions and neighbours in, logits out: Transformer.forward of pixelgen/model/transformer.py. */
#include "forward.h"
#include "attention.h"

#include <string.h>

/* x part + y part + level part of a cell, then added to the stream, as the reference rounds it. */
static void add_position(const pixelgen_model *model, float *stream, float *sum, const position_parts *parts, int cell)
{
    const size_t width = model->width;
    const tables *geometry = &model->tables;
    if (cell == NO_CELL) {
        model->kernel->add(stream, parts->level + (LEVEL_PLACES - 1) * width, width);
        return;
    }
    static const size_t OFFSET[] = {0, 8, 24};
    const size_t level = geometry->level[cell], side = geometry->side[cell];
    memcpy(sum, parts->x + (OFFSET[level] + geometry->left[cell] / side) * width, width * sizeof *sum);
    model->kernel->add(sum, parts->y + (OFFSET[level] + geometry->top[cell] / side) * width, width);
    model->kernel->add(sum, parts->level + level * width, width);
    model->kernel->add(stream, sum, width);
}

static void embed(const pixelgen_model *model, workspace *work, const token_row *row, float *stream)
{
    const size_t width = model->width;
    memcpy(stream, model->token + (size_t)row->token * width, width * sizeof *stream);
    add_position(model, stream, work->floats, &model->own, row->cell);
    add_position(model, stream, work->floats, &model->target, row->target);
    for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        model->kernel->add(stream, model->around + (place * PIXELGEN_KINDS + row->around[place]) * width, width);
}

static void matmul(const pixelgen_model *model, workspace *work, const matrix *by, size_t count)
{
    model->kernel->matmul(work->sums, work->widest, by->panels, by->panel_count, by->quads, work->integers,
                          work->widest, count, by->panel_count * by->quads * QUAD * PANEL);
}

/* RMS-norm and quantise every row of the stream; the bytes beyond `width` stay zero for the last quad. */
static void rms_norm_rows(const pixelgen_model *model, workspace *work, size_t count, float *steps)
{
    for (size_t row = 0; row < count; row++) {
        int8_t *integers = work->integers + row * work->widest;
        steps[row] = model->kernel->rms_norm(integers, work->stream + row * work->width, model->width);
        memset(integers + model->width, 0, up_to(model->width, QUAD) - model->width);
    }
}

static void attention(const pixelgen_model *model, workspace *work, size_t layer, const token_row *rows, size_t count)
{
    const block *of = model->blocks + layer;
    float steps[PIXELGEN_MOST_ROWS], gains[PIXELGEN_MOST_ROWS][MOST_HEADS];
    for (size_t row = 0; row < count; row++)
        prefetch_row(model, layer, rows + row);
    rms_norm_rows(model, work, count, steps);
    matmul(model, work, &of->qkv, count);
    for (size_t row = 0; row < count; row++)
        cache_query_key_value(model, work, layer, rows + row, row, steps[row], gains[row]);
    for (size_t row = 0, taken; row < count; row += taken) {
        for (taken = 1; taken < TOGETHER && row + taken < count && rows[row + taken].cache == rows[row].cache;)
            taken++;
        attention_over_cache(model, work, layer, rows + row, row, taken, gains + row, steps + row);
    }
    matmul(model, work, &of->attention_output, count);
    for (size_t row = 0; row < count; row++)
        model->kernel->add_residual(work->stream + row * work->width, work->sums + row * work->widest,
                                    of->attention_output.scale, steps[row], model->width);
}

static void feed_forward(const pixelgen_model *model, workspace *work, const block *of, size_t count)
{
    const kernel *run = model->kernel;
    float steps[PIXELGEN_MOST_ROWS];
    rms_norm_rows(model, work, count, steps);
    matmul(model, work, &of->expand, count);
    for (size_t row = 0; row < count; row++) {
        int16_t squares[MOST_WIDTH];
        int32_t *sums = work->sums + row * work->widest;
        const float root = run->squared_relu(squares, work->floats, sums, of->expand.scale, steps[row], model->hidden);
        run->matmul_sparse(sums, of->contract.panels, up_to(model->width, COLUMN), squares, model->hidden);
        run->add_residual(work->stream + row * work->width, sums, of->contract.scale, root * root, model->width);
    }
}

/* Two rows of the product for each row of the stream: its integers' high and low parts. */
static void output_head(const pixelgen_model *model, workspace *work, const float *stream, size_t count, float *logits)
{
    const size_t padded = up_to(model->width, QUAD);
    float steps[PIXELGEN_MOST_ROWS / 2];
    for (size_t row = 0; row < count; row++) {
        int8_t *high = work->integers + 2 * row * work->widest, *low = high + work->widest;
        steps[row] = model->kernel->rms_norm_wide(high, low, stream + row * work->width, model->width);
        memset(high + model->width, 0, padded - model->width);
        memset(low + model->width, 0, padded - model->width);
    }
    matmul(model, work, &model->head, 2 * count);
    for (size_t row = 0; row < count; row++, logits += PIXELGEN_WRITABLE) {
        int32_t *high = work->sums + 2 * row * work->widest;
        for (size_t i = 0; i < PIXELGEN_WRITABLE; i++)
            high[i] = high[i] * HEAD_SPLIT + high[work->widest + i];
        model->kernel->dequantise(logits, high, model->head.scale, PIXELGEN_WRITABLE);
        for (size_t i = 0; i < PIXELGEN_WRITABLE; i++)
            logits[i] = logits[i] * steps[row];
    }
}

void forward(const pixelgen_model *model, workspace *work, const token_row *rows, size_t count, float *logits)
{
    for (size_t row = 0; row < count; row++)
        embed(model, work, rows + row, work->stream + row * work->width);
    for (size_t layer = 0; layer < (size_t)model->shape.layers; layer++) {
        attention(model, work, layer, rows, count);
        feed_forward(model, work, model->blocks + layer, count);
    }
    if (logits == NULL)
        return;
    for (size_t row = 0, taken; row < count; row += taken) {
        taken = count - row < PIXELGEN_MOST_ROWS / 2 ? count - row : PIXELGEN_MOST_ROWS / 2;
        output_head(model, work, work->stream + row * work->width, taken, logits + row * PIXELGEN_WRITABLE);
    }
}
