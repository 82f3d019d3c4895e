/* The kernel for WebAssembly with 128-bit vectors: two products of 16 bits for each of four 32-bit sums at a time. Relaxed
   SIMD is left alone: its dot product of bytes may saturate or not and its multiply-add may round once or twice, as the
   machine likes, so its bits would differ between machines. */
#include "kernels.h"

#ifdef HAS_WASM_KERNELS
#include <wasm_simd128.h>

#define TARGET
#include "rows.inc"

/* Vectors with the sums of half a panel, two sums a channel: all of a tile's fit the registers; rows of a tile. */
enum { HALVES = 4, SIDE_BY_SIDE = 2 };

static int runs_here(void)
{
    return 1; /* a module with instructions that an engine does not know is not loaded at all */
}

/* Two sums for each of four channels -> one. */
static inline v128_t paired(v128_t one, v128_t other)
{
    return wasm_i32x4_add(wasm_i32x4_shuffle(one, other, 0, 2, 4, 6), wasm_i32x4_shuffle(one, other, 1, 3, 5, 7));
}

/* Eight of a panel's channels for a row or two. */
static inline void tile(int32_t *sums, size_t stride, const int8_t *panel, size_t quads, const int8_t *rows,
                        size_t row_stride, const size_t row_count)
{
    v128_t totals[SIDE_BY_SIDE][HALVES];
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < HALVES; half++)
            totals[row][half] = wasm_i32x4_splat(0);
    for (size_t quad = 0; quad < quads; quad++, panel += QUAD * PANEL) {
        v128_t inputs[SIDE_BY_SIDE];
        for (size_t row = 0; row < row_count; row++)
            inputs[row] = wasm_i16x8_extend_low_i8x16(wasm_v128_load32_splat(rows + row * row_stride + quad * QUAD));
        for (size_t half = 0; half < HALVES; half++) {
            const v128_t weights = wasm_i16x8_load8x8(panel + 8 * half);
            for (size_t row = 0; row < row_count; row++)
                totals[row][half] = wasm_i32x4_add(totals[row][half], wasm_i32x4_dot_i16x8(weights, inputs[row]));
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < HALVES / 2; part++)
            wasm_v128_store(sums + row * stride + 4 * part, paired(totals[row][2 * part], totals[row][2 * part + 1]));
}

static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                   const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    (void)ahead;
    for (size_t panel = 0; panel < panel_count; panel++, panels += quads * QUAD * PANEL) {
        for (size_t row = 0; row < row_count;) {
            int32_t *to = sums + row * stride + panel * PANEL;
            const int8_t *from = rows + row * row_stride;
            const size_t together = row_count - row >= SIDE_BY_SIDE ? SIDE_BY_SIDE : 1;
            for (size_t half = 0; half < 2; half++, to += PANEL / 2) {
                const int8_t *of = panels + half * QUAD * PANEL / 2;
                if (together == SIDE_BY_SIDE)
                    tile(to, stride, of, quads, from, row_stride, SIDE_BY_SIDE);
                else
                    tile(to, stride, of, quads, from, row_stride, 1);
            }
            row += together;
        }
    }
}

/* 16 channels of two columns, channel by channel, times a pair of 16 bits. */
static inline void add_pair(v128_t totals[4], const int8_t *one, const int8_t *other, v128_t times)
{
    const v128_t a = wasm_v128_load(one), b = wasm_v128_load(other);
    const v128_t low = wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const v128_t high = wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    totals[0] = wasm_i32x4_add(totals[0], wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(low), times));
    totals[1] = wasm_i32x4_add(totals[1], wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(low), times));
    totals[2] = wasm_i32x4_add(totals[2], wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(high), times));
    totals[3] = wasm_i32x4_add(totals[3], wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(high), times));
}

/* Two inputs that are not 0 at a time: one instruction multiplies and adds both. */
static void matmul_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row, size_t inputs)
{
    for (size_t channel = 0; channel < channels; channel += 2 * PANEL) {
        v128_t totals[8];
        for (size_t part = 0; part < 8; part++)
            totals[part] = wasm_i32x4_splat(0);
        for (size_t input = 0; input < inputs; input++) {
            if (row[input] == 0)
                continue;
            const size_t first = input++;
            while (input < inputs && row[input] == 0)
                input++;
            const size_t second = input < inputs ? input : first; /* of the last one alone: times 0 */
            const int32_t factor = input < inputs ? row[second] : 0;
            const v128_t times = wasm_i32x4_splat((int32_t)((uint32_t)factor << 16 | (uint16_t)row[first]));
            const int8_t *one = columns + first * channels + channel, *other = columns + second * channels + channel;
            add_pair(totals, one, other, times);
            add_pair(totals + 4, one + PANEL, other + PANEL, times);
        }
        for (size_t part = 0; part < 8; part++)
            wasm_v128_store(sums + channel + 4 * part, totals[part]);
    }
}

static int32_t softmax_weights(int16_t *weights, float *scores, const int32_t *products, const float *key_steps,
                               float gain, size_t length, size_t end, const uint16_t *weight_of)
{
    for (size_t key = 0; key < length; key++)
        scores[key] = rintf((float)products[key] * key_steps[key] * gain);
    float highest = -INFINITY;
    for (size_t key = 0; key < length; key++)
        highest = scores[key] > highest ? scores[key] : highest;
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

/* Sixteen dimensions from all keys; pairs of weight 0 are passed over. */
static inline void mix_panel(int32_t *mixed, const int16_t *weights, size_t length, const int8_t *values,
                             size_t pair_bytes)
{
    v128_t totals[4];
    for (size_t part = 0; part < 4; part++)
        totals[part] = wasm_i32x4_splat(0);
    for (size_t key = 0; key < length; key += 2, values += pair_bytes) {
        if ((weights[key] | weights[key + 1]) == 0)
            continue;
        const v128_t times = wasm_v128_load32_splat(weights + key);
        for (size_t part = 0; part < 4; part++) {
            const v128_t pairs = wasm_i16x8_load8x8(values + 8 * part);
            totals[part] = wasm_i32x4_add(totals[part], wasm_i32x4_dot_i16x8(pairs, times));
        }
    }
    for (size_t part = 0; part < 4; part++)
        wasm_v128_store(mixed + 4 * part, totals[part]);
}

static void weighted_sum(int32_t *mixed, const int16_t *weights, size_t stride, size_t row_count, size_t length,
                         const int8_t *values, size_t dimensions, size_t ahead)
{
    (void)ahead;
    for (size_t row = 0; row < row_count; row++, mixed += dimensions, weights += stride)
        for (size_t from = 0; from < dimensions; from += PANEL)
            mix_panel(mixed + from, weights, length, values + 2 * from, 2 * dimensions);
}

const kernel kernel_wasm = {
    .name = "wasm",
    .runs_here = runs_here,
    .side_by_side = 2,
    .row_cost = 0.6f, /* estimated */
    KERNEL_LOOPS,
};

#endif
