/* The kernel for x86-64 with AVX-512 VNNI: four products for each of sixteen 32-bit sums in one instruction. */
#include "kernels.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))
#include "attention_x86.inc"

enum { MOST_ROWS = 64, COLUMNS_AHEAD = 24 }; /* how early a column is asked for */

static int runs_here(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
}

/* vpdpbusd takes its first operand unsigned: the weights go in 128 too high, and what that adds, 128 times the sum of
   the inputs, comes off at the end. At most 1024 * 255 * 127 < 2^31. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                 size_t row_stride, const int32_t *excess, const size_t row_count, const size_t across, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    const __m512i top_bits = _mm512_set1_epi8(-128);
    __m512i totals[4][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t panel = 0; panel < across; panel++)
            totals[row][panel] = _mm512_set1_epi32(-excess[row]);
    for (size_t quad = 0; quad < quads; quad++) {
        __m512i weights[4];
        for (size_t panel = 0; panel < across; panel++) {
            const int8_t *from = panels + panel * panel_bytes + quad * QUAD * PANEL;
            fetch(from, ahead);
            weights[panel] = _mm512_xor_si512(_mm512_loadu_si512(from), top_bits);
        }
        for (size_t row = 0; row < row_count; row++) {
            int32_t inputs;
            memcpy(&inputs, rows + row * row_stride + quad * QUAD, sizeof inputs);
            for (size_t panel = 0; panel < across; panel++)
                totals[row][panel] = _mm512_dpbusd_epi32(totals[row][panel], weights[panel], _mm512_set1_epi32(inputs));
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t panel = 0; panel < across; panel++)
            _mm512_storeu_si512(sums + row * stride + panel * PANEL, totals[row][panel]);
}

INLINE size_t tiles(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                    size_t row_stride, const int32_t *excess, size_t left, const size_t across, size_t ahead)
{
    const size_t taken = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    if (taken == 4)
        tile(sums, stride, panels, quads, rows, row_stride, excess, 4, across, ahead);
    else if (taken == 2)
        tile(sums, stride, panels, quads, rows, row_stride, excess, 2, across, ahead);
    else
        tile(sums, stride, panels, quads, rows, row_stride, excess, 1, across, ahead);
    return taken;
}

TARGET static void multiply(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                            const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    int32_t excess[MOST_ROWS];
    for (size_t row = 0; row < row_count; row++) {
        int32_t sum = 0;
        for (size_t input = 0; input < quads * QUAD; input++)
            sum += rows[row * row_stride + input];
        excess[row] = 128 * sum;
    }
    for (size_t panel = 0, across; panel < panel_count; panel += across) {
        across = panel + 4 <= panel_count ? 4 : 1;
        const int8_t *from = panels + panel * quads * QUAD * PANEL;
        for (size_t row = 0; row < row_count;) {
            int32_t *to = sums + row * stride + panel * PANEL;
            const int8_t *inputs = rows + row * row_stride;
            const size_t left = row_count - row;
            row += across == 4 ? tiles(to, stride, from, quads, inputs, row_stride, excess + row, left, 4, ahead)
                               : tiles(to, stride, from, quads, inputs, row_stride, excess + row, left, 1, ahead);
        }
    }
}

/* Inputs whose activation is not 0, in order, up to a multiple of 4 with inputs whose activation is 0; how many. */
TARGET static size_t list_inputs(uint16_t *order, const int8_t *row, size_t inputs)
{
    size_t count = 0;
    for (size_t input = 0; input < inputs; input++) {
        order[count] = (uint16_t)input;
        count += row[input] != 0;
    }
    return count;
}

INLINE void store_split(int32_t *sums, __m256i totals)
{
    _mm_storeu_si128((__m128i *)sums, _mm256_castsi256_si128(totals));
    _mm_storeu_si128((__m128i *)(sums + PANEL), _mm256_extracti128_si256(totals, 1));
}

TARGET static void multiply_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int8_t *row,
                                   size_t inputs, uint16_t *order)
{
    const size_t count = list_inputs(order, row, inputs);
    for (size_t channel = 0; channel < channels; channel += 32) {
        const int8_t *column = columns + channel;
        __m256i totals[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(),
                             _mm256_setzero_si256()};
        for (size_t at = 0; at < count; at += QUAD) {
            __m256i four[QUAD];
            uint32_t activations = 0;
            for (size_t i = 0; i < QUAD; i++) {
                const size_t input = order[at + i < count ? at + i : at];
                four[i] = load(column + input * channels);
                activations |= (at + i < count ? (uint32_t)row[input] : 0) << 8 * i;
                if (at + i + COLUMNS_AHEAD < count)
                    fetch(column, order[at + i + COLUMNS_AHEAD] * channels);
            }
            const __m256i quad = _mm256_set1_epi32((int32_t)activations);
            const __m256i first_low = _mm256_unpacklo_epi8(four[0], four[1]);
            const __m256i first_high = _mm256_unpackhi_epi8(four[0], four[1]);
            const __m256i last_low = _mm256_unpacklo_epi8(four[2], four[3]);
            const __m256i last_high = _mm256_unpackhi_epi8(four[2], four[3]);
            totals[0] = _mm256_dpbusd_epi32(totals[0], quad, _mm256_unpacklo_epi16(first_low, last_low));
            totals[1] = _mm256_dpbusd_epi32(totals[1], quad, _mm256_unpackhi_epi16(first_low, last_low));
            totals[2] = _mm256_dpbusd_epi32(totals[2], quad, _mm256_unpacklo_epi16(first_high, last_high));
            totals[3] = _mm256_dpbusd_epi32(totals[3], quad, _mm256_unpackhi_epi16(first_high, last_high));
        }
        for (size_t i = 0; i < 4; i++) /* each holds channels 4i to 4i + 3, and those 16 further */
            store_split(sums + channel + 4 * i, totals[i]);
    }
}

const kernel kernel_avx512vnni = {
    .name = "avx512vnni",
    .runs_here = runs_here,
    .side_by_side = 8,
    .row_cost = 0.12f, /* estimated */
    KERNEL_LOOPS,
};

#endif
