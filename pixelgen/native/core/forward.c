/* Tokens with positions and neighbours in, logits out: Transformer.forward of pixelgen/model/transformer.py. */
#include "forward.h"

#include <string.h>

static void add_position(const pixelgen_model *model, float *stream, float *sum, const position_parts *parts, int cell)
{
    static const size_t OFFSET[] = {0, 8, 24};
    const tables *geometry = &model->net.tables;
    if (cell == NO_CELL) {
        add_level(&model->net, stream, parts, LEVEL_PLACES - 1);
        return;
    }
    const size_t level = geometry->level[cell], side = geometry->side[cell];
    add_place(&model->net, stream, sum, parts, OFFSET[level] + geometry->left[cell] / side,
              OFFSET[level] + geometry->top[cell] / side, level);
}

static void embed(const pixelgen_model *model, workspace *work, const token_row *row, float *stream)
{
    const size_t width = model->net.width;
    memcpy(stream, model->token + (size_t)row->token * width, width * sizeof *stream);
    add_position(model, stream, work->floats, &model->own, row->cell);
    add_position(model, stream, work->floats, &model->target, row->target);
    for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        model->net.kernel->add(stream, model->around + (place * PIXELGEN_KINDS + row->around[place]) * width, width);
}

void forward(const pixelgen_model *model, workspace *work, const token_row *rows, size_t count, float *logits)
{
    cache_place places[PIXELGEN_MOST_ROWS] = {{NULL, 0}};
    for (size_t row = 0; row < count; row++) {
        places[row] = rows[row].place;
        embed(model, work, rows + row, work->stream + row * work->width);
    }
    run_blocks(&model->net, work, places, count);
    if (logits == NULL)
        return;
    for (size_t row = 0, taken; row < count; row += taken) {
        taken = count - row < PIXELGEN_MOST_ROWS / 2 ? count - row : PIXELGEN_MOST_ROWS / 2;
        wide_product(&model->net, work, &model->head, work->stream + row * work->width, taken,
                     logits + row * PIXELGEN_WRITABLE);
    }
}
