/* The kernel that every processor runs: plain loops. */
#include "kernels.h"

#define TARGET
#include "rows.inc"

static int runs_here(void)
{
    return 1;
}

static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                   const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    (void)ahead;
    for (size_t panel = 0; panel < panel_count; panel++, panels += quads * QUAD * PANEL) {
        for (size_t row = 0; row < row_count; row++) {
            int32_t totals[PANEL] = {0};
            const int8_t *inputs = rows + row * row_stride, *weights = panels;
            for (size_t quad = 0; quad < quads; quad++, inputs += QUAD, weights += QUAD * PANEL) {
                /* Two products of 16 bits each in one 32-bit sum: the form that compilers turn into vectors. */
                int16_t spread[QUAD * PANEL], wide[QUAD * PANEL];
                for (size_t i = 0; i < QUAD * PANEL; i++) {
                    spread[i] = inputs[i % QUAD];
                    wide[i] = weights[i];
                }
                for (size_t channel = 0; channel < PANEL; channel++)
                    for (size_t input = 0; input < QUAD; input++)
                        totals[channel] += spread[channel * QUAD + input] * wide[channel * QUAD + input];
            }
            memcpy(sums + row * stride + panel * PANEL, totals, sizeof totals);
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
    .row_cost = 1.0f,
    KERNEL_LOOPS,
};
