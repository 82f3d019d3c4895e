/* The blocks of pixelgen/model/blocks.py, and the products that models of both kinds make of their stream. */
#include "blocks.h"
#include "attention.h"

#include <string.h>

static void matmul(const network *net, workspace *work, const matrix *by, size_t count)
{
    net->kernel->matmul(work->sums, work->widest, by->panels, by->panel_count, by->quads, work->integers,
                          work->widest, count, by->panel_count * by->quads * QUAD * PANEL);
    stopwatch_count(&work->watch, count * by->inputs * by->outputs);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_PRODUCTS);
}

/* RMS-norm and quantise every row of the stream; the bytes beyond `width` stay zero for the last quad. */
static void rms_norm_rows(const network *net, workspace *work, size_t count, float *steps)
{
    for (size_t row = 0; row < count; row++) {
        int8_t *integers = work->integers + row * work->widest;
        steps[row] = net->kernel->rms_norm(integers, work->stream + row * work->width, net->width);
        memset(integers + net->width, 0, up_to(net->width, QUAD) - net->width);
    }
}

static void attention(const network *net, workspace *work, size_t layer, const cache_place *places, size_t count)
{
    const block *of = net->blocks + layer;
    float steps[PIXELGEN_MOST_ROWS], gains[PIXELGEN_MOST_ROWS][MOST_HEADS];
    for (size_t row = 0; row < count; row++)
        prefetch_row(net, layer, places + row);
    rms_norm_rows(net, work, count, steps);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
    matmul(net, work, &of->qkv, count);
    for (size_t row = 0; row < count; row++)
        cache_query_key_value(net, work, layer, places + row, row, steps[row], gains[row]);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
    for (size_t row = 0, taken; row < count; row += taken) {
        for (taken = 1; taken < TOGETHER && row + taken < count && places[row + taken].cache == places[row].cache;)
            taken++;
        attention_over_cache(net, work, layer, places + row, row, taken, gains + row, steps + row);
    }
    stopwatch_end(&work->watch, PIXELGEN_PHASE_ATTENTION);
    matmul(net, work, &of->attention_output, count);
    for (size_t row = 0; row < count; row++)
        net->kernel->add_residual(work->stream + row * work->width, work->sums + row * work->widest,
                                    of->attention_output.scale, steps[row], net->width);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
}

static void feed_forward(const network *net, workspace *work, const block *of, size_t count)
{
    const kernel *run = net->kernel;
    float steps[PIXELGEN_MOST_ROWS];
    rms_norm_rows(net, work, count, steps);
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
    matmul(net, work, &of->expand, count);
    for (size_t row = 0; row < count; row++) {
        int16_t squares[MOST_WIDTH];
        int32_t *sums = work->sums + row * work->widest;
        const float root = run->squared_relu(squares, work->floats, sums, of->expand.scale, steps[row], net->hidden);
        stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
        stopwatch_count_sparse(&work->watch, squares, net->hidden, net->width);
        run->matmul_sparse(sums, of->contract.panels, up_to(net->width, COLUMN), squares, net->hidden);
        stopwatch_end(&work->watch, PIXELGEN_PHASE_PRODUCTS);
        run->add_residual(work->stream + row * work->width, sums, of->contract.scale, root * root, net->width);
        stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
    }
}

void run_blocks(const network *net, workspace *work, const cache_place *places, size_t count)
{
    for (size_t layer = 0; layer < net->layers; layer++) {
        attention(net, work, layer, places, count);
        feed_forward(net, work, net->blocks + layer, count);
    }
}

/* Two rows of the product for each row of the stream: its integers' high and low parts. */
void wide_product(const network *net, workspace *work, const matrix *by, const float *stream, size_t count, float *out)
{
    const size_t padded = up_to(net->width, QUAD);
    float steps[PIXELGEN_MOST_ROWS / 2];
    for (size_t row = 0; row < count; row++) {
        int8_t *high = work->integers + 2 * row * work->widest, *low = high + work->widest;
        steps[row] = net->kernel->rms_norm_wide(high, low, stream + row * work->width, net->width);
        memset(high + net->width, 0, padded - net->width);
        memset(low + net->width, 0, padded - net->width);
    }
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
    matmul(net, work, by, 2 * count);
    for (size_t row = 0; row < count; row++, out += by->outputs) {
        int32_t *high = work->sums + 2 * row * work->widest;
        for (size_t i = 0; i < by->outputs; i++)
            high[i] = high[i] * HEAD_SPLIT + high[work->widest + i];
        net->kernel->dequantise(out, high, by->scale, by->outputs);
        for (size_t i = 0; i < by->outputs; i++)
            out[i] = out[i] * steps[row];
    }
    stopwatch_end(&work->watch, PIXELGEN_PHASE_QUANTISING);
}

void add_place(const network *net, float *stream, float *sum, const position_parts *parts, size_t x, size_t y,
               size_t level)
{
    const size_t width = net->width;
    memcpy(sum, parts->x + x * width, width * sizeof *sum);
    net->kernel->add(sum, parts->y + y * width, width);
    net->kernel->add(sum, parts->level + level * width, width);
    net->kernel->add(stream, sum, width);
}

void add_level(const network *net, float *stream, const position_parts *parts, size_t level)
{
    net->kernel->add(stream, parts->level + level * net->width, net->width);
}
