/* The kernel for 64-bit ARM with the dot product: four products for each of four 32-bit sums in one instruction. */
#include "kernels.h"

#ifdef HAS_ARM_KERNELS
#include <arm_neon.h>

#if defined(__linux__)
#include <sys/auxv.h>
#endif

#define TARGET __attribute__((target("arch=armv8.2-a+dotprod")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

enum { DOT_PRODUCT = 1 << 20 }; /* HWCAP_ASIMDDP */

static int runs_here(void)
{
#if defined(__linux__)
    return (getauxval(AT_HWCAP) & DOT_PRODUCT) != 0;
#elif defined(__APPLE__)
    return 1; /* every 64-bit Mac has it */
#else
    return 0;
#endif
}

INLINE int8x16_t broadcast_quad(const int8_t *from)
{
    int32_t quad;
    memcpy(&quad, from, sizeof quad);
    return vreinterpretq_s8_s32(vdupq_n_s32(quad));
}

/* By integers: the address may lie beyond the array. */
INLINE void fetch(const int8_t *from, size_t ahead)
{
    __builtin_prefetch((const void *)((uintptr_t)from + ahead), 0, 2); /* into the second cache */
}

/* 16 sums += 8-bit values times a 16-bit one. */
INLINE void plus_sixteen(int32x4_t *totals, int8x16_t values, int16_t times)
{
    const int16x8_t low = vmovl_s8(vget_low_s8(values)), high = vmovl_s8(vget_high_s8(values));
    totals[0] = vmlal_n_s16(totals[0], vget_low_s16(low), times);
    totals[1] = vmlal_n_s16(totals[1], vget_high_s16(low), times);
    totals[2] = vmlal_n_s16(totals[2], vget_low_s16(high), times);
    totals[3] = vmlal_n_s16(totals[3], vget_high_s16(high), times);
}

INLINE void tile(int32_t *sums, size_t stride, const int8_t *panel, size_t quads, const int8_t *rows,
                 size_t row_stride, const size_t row_count, size_t ahead)
{
    int32x4_t totals[4][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < 4; part++)
            totals[row][part] = vdupq_n_s32(0);
    for (size_t quad = 0; quad < quads; quad++, panel += QUAD * PANEL) {
        fetch(panel, ahead);
        for (size_t row = 0; row < row_count; row++) {
            const int8x16_t inputs = broadcast_quad(rows + row * row_stride + quad * QUAD);
            for (size_t part = 0; part < 4; part++)
                totals[row][part] = vdotq_s32(totals[row][part], vld1q_s8(panel + 16 * part), inputs);
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < 4; part++)
            vst1q_s32(sums + row * stride + 4 * part, totals[row][part]);
}

TARGET static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                          const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    for (size_t panel = 0; panel < panel_count; panel++, panels += quads * QUAD * PANEL) {
        for (size_t row = 0; row < row_count;) {
            int32_t *to = sums + row * stride + panel * PANEL;
            const int8_t *from = rows + row * row_stride;
            if (row_count - row >= 4) {
                tile(to, stride, panels, quads, from, row_stride, 4, ahead);
                row += 4;
            } else {
                tile(to, stride, panels, quads, from, row_stride, 1, ahead);
                row += 1;
            }
        }
    }
}

TARGET static void matmul_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row,
                                 size_t inputs)
{
    for (size_t channel = 0; channel < channels; channel += PANEL * 2) {
        int32x4_t totals[8];
        for (size_t part = 0; part < 8; part++)
            totals[part] = vdupq_n_s32(0);
        for (size_t input = 0; input < inputs; input++)
            for (size_t half = 0; half < 2 && row[input] != 0; half++) {
                const int8x16_t column = vld1q_s8(columns + input * channels + channel + 16 * half);
                plus_sixteen(totals + 4 * half, column, row[input]);
            }
        for (size_t part = 0; part < 8; part++)
            vst1q_s32(sums + channel + 4 * part, totals[part]);
    }
}

TARGET static int32_t softmax_weights(int16_t *weights, float *scores, const int32_t *products, const float *key_steps,
                                      float gain, size_t length, size_t end, const uint16_t *weight_of)
{
    float highest = -INFINITY;
    for (size_t key = 0; key < length; key += 4) {
        const float32x4_t product = vcvtq_f32_s32(vld1q_s32(products + key));
        const float32x4_t score = vmulq_n_f32(vmulq_f32(product, vld1q_f32(key_steps + key)), gain);
        vst1q_f32(scores + key, vrndnq_f32(score));
    }
    for (size_t key = length; key % 4 != 0; key++) /* products beyond the last key are stale */
        scores[key] = -INFINITY;
    for (size_t key = 0; key < length; key += 4) {
        const float found = vmaxvq_f32(vld1q_f32(scores + key));
        highest = found > highest ? found : highest;
    }
    int32_t total = 0;
    size_t key = 0;
    for (; key < length; key += 4) {
        int32_t below[4];
        const float32x4_t far = vsubq_f32(vdupq_n_f32(highest), vld1q_f32(scores + key));
        vst1q_s32(below, vcvtq_s32_f32(vminq_f32(far, vdupq_n_f32((float)FARTHEST))));
        for (size_t i = 0; i < 4; i++) {
            weights[key + i] = (int16_t)weight_of[below[i]];
            total += weights[key + i];
        }
    }
    for (; key < end; key++)
        weights[key] = 0;
    return total;
}

/* Sixteen dimensions from all keys; pairs of weight 0 are passed over. */
INLINE void mix_panel(int32_t *mixed, const int16_t *weights, size_t length, const int8_t *values, size_t pair_bytes,
                      size_t ahead)
{
    int32x4_t totals[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
    for (size_t key = 0; key < length; key += 2, values += pair_bytes) {
        fetch(values, ahead);
        if ((weights[key] | weights[key + 1]) == 0)
            continue;
        const int8x16x2_t both = vld2q_s8(values);
        plus_sixteen(totals, both.val[0], weights[key]);
        plus_sixteen(totals, both.val[1], weights[key + 1]);
    }
    for (size_t part = 0; part < 4; part++)
        vst1q_s32(mixed + 4 * part, totals[part]);
}

TARGET static void weighted_sum(int32_t *mixed, const int16_t *weights, size_t stride, size_t row_count, size_t length,
                                const int8_t *values, size_t dimensions, size_t ahead)
{
    for (size_t row = 0; row < row_count; row++, mixed += dimensions, weights += stride)
        for (size_t from = 0; from < dimensions; from += PANEL)
            mix_panel(mixed + from, weights, length, values + 2 * from, 2 * dimensions, ahead);
}

const kernel kernel_neon = {
    .name = "neon",
    .runs_here = runs_here,
    .side_by_side = 4,
    .row_cost = 0.4f, /* estimated */
    KERNEL_LOOPS,
};

#endif
