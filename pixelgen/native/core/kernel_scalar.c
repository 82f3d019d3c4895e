/* The kernel that every processor runs: plain loops. */
#include "kernels.h"

#define TARGET
#include "rows.inc"

static int runs_here(void)
{
    return 1;
}

enum { BLOCK = 32 }; /* quads whose weights are widened for all rows: 8 KB, which stay in the first cache */

/* Floats, which every compiler turns into vectors: products of 8 bits and sums of 128 of them are exact in them. */
static void add_block(int32_t *sums, const float (*weights)[PANEL], const int8_t *inputs, size_t count)
{
    float totals[PANEL] = {0};
    for (size_t input = 0; input < count; input++) {
        const float times = (float)inputs[input];
        for (size_t channel = 0; channel < PANEL; channel++)
            totals[channel] += weights[input][channel] * times;
    }
    for (size_t channel = 0; channel < PANEL; channel++)
        sums[channel] += (int32_t)totals[channel];
}

static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                   const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    (void)ahead;
    for (size_t panel = 0; panel < panel_count; panel++, sums += PANEL) {
        for (size_t row = 0; row < row_count; row++)
            memset(sums + row * stride, 0, PANEL * sizeof *sums);
        for (size_t first = 0, count; first < quads; first += count) {
            float weights[BLOCK * QUAD][PANEL];
            count = quads - first < BLOCK ? quads - first : BLOCK;
            for (size_t quad = 0; quad < count; quad++, panels += QUAD * PANEL)
                for (size_t channel = 0; channel < PANEL; channel++)
                    for (size_t input = 0; input < QUAD; input++)
                        weights[quad * QUAD + input][channel] = (float)panels[channel * QUAD + input];
            for (size_t row = 0; row < row_count; row++)
                add_block(sums + row * stride, weights, rows + row * row_stride + first * QUAD, count * QUAD);
        }
    }
}

static void matmul_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row, size_t inputs)
{
    memset(sums, 0, channels * sizeof *sums);
    for (size_t input = 0; input < inputs; input++, columns += channels)
        if (row[input] != 0)
            for (size_t channel = 0; channel < channels; channel++)
                sums[channel] += row[input] * columns[channel];
}

static int32_t softmax_weights(int16_t *weights, float *scores, const int32_t *products, const float *key_steps,
                               float gain, size_t length, size_t end, const uint16_t *weight_of)
{
    float highest = -INFINITY;
    for (size_t key = 0; key < length; key++) {
        scores[key] = rintf((float)products[key] * key_steps[key] * gain);
        highest = scores[key] > highest ? scores[key] : highest;
    }
    int32_t total = 0;
    for (size_t key = 0; key < length; key++) {
        const float below = highest - scores[key];
        weights[key] = (int16_t)weight_of[below < (float)FARTHEST ? (size_t)below : FARTHEST];
        total += weights[key];
    }
    for (size_t key = length; key < end; key++)
        weights[key] = 0;
    return total;
}

static void weighted_sum(int32_t *mixed, const int16_t *weights, size_t stride, size_t row_count, size_t length,
                         const int8_t *values, size_t dimensions, size_t ahead)
{
    (void)ahead;
    memset(mixed, 0, row_count * dimensions * sizeof *mixed);
    for (size_t row = 0; row < row_count; row++, mixed += dimensions, weights += stride) {
        const int8_t *pair = values;
        for (size_t key = 0; key < length; key += 2, pair += 2 * dimensions)
            if ((weights[key] | weights[key + 1]) != 0)
                for (size_t i = 0; i < dimensions; i++)
                    mixed[i] += weights[key] * pair[2 * i] + weights[key + 1] * pair[2 * i + 1];
    }
}

const kernel kernel_scalar = {
    .name = "scalar",
    .runs_here = runs_here,
    .side_by_side = 1,
    .row_cost = 0.6f,
    KERNEL_LOOPS,
};
