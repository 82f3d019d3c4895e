/* The kernel for x86-64 with AVX-VNNI: four products for each of eight 32-bit sums in one instruction. */
#include "kernels.h"
#include "processor.h"

#ifdef HAS_AVXVNNI_KERNEL
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,avxvnni")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

/* Two products of 16 bits more for each of eight 32-bit sums; four of 8 bits, of which the first are unsigned. */
INLINE __m256i plus_pairs(__m256i totals, __m256i some, __m256i others)
{
    return _mm256_dpwssd_avx_epi32(totals, some, others);
}

INLINE __m256i plus_fours(__m256i totals, __m256i some, __m256i others)
{
    return _mm256_dpbusd_avx_epi32(totals, some, others);
}

#include "attention_avx2.inc"
#include "columns_avx2.inc"

enum { MOST_ROWS = 64, MOST_TOGETHER = 3 };

/* vpdpbusd takes its first operand unsigned: the weights go in 128 too high, and what that adds, 128 times the sum of
   the inputs, comes off at the end. At most 1024 * 255 * 127 < 2^31. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                 size_t row_stride, const int32_t *excess, const size_t row_count, const size_t across, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    const __m256i top_bits = _mm256_set1_epi8(-128);
    __m256i totals[MOST_TOGETHER][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            totals[row][half] = _mm256_set1_epi32(-excess[row]);
    for (size_t quad = 0; quad < quads; quad++) {
        __m256i inputs[MOST_TOGETHER];
        for (size_t row = 0; row < row_count; row++)
            inputs[row] = broadcast_quad(rows + row * row_stride + quad * QUAD);
        for (size_t half = 0; half < 2 * across; half++) {
            const int8_t *from = panels + half / 2 * panel_bytes + quad * QUAD * PANEL + half % 2 * 32;
            const __m256i weights = _mm256_xor_si256(load(from), top_bits);
            if (half % 2 == 0)
                fetch(from, ahead);
            for (size_t row = 0; row < row_count; row++)
                totals[row][half] = plus_fours(totals[row][half], weights, inputs[row]);
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            _mm256_storeu_si256((__m256i *)(sums + row * stride) + half, totals[row][half]);
}

/* All rows times `across` panels, which stay in the first cache meanwhile. */
INLINE void tiles(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                  size_t row_stride, const int32_t *excess, size_t row_count, const size_t across, size_t ahead)
{
#define TILE(count)                                                                                                   \
    tile(sums + row * stride, stride, panels, quads, rows + row * row_stride, row_stride, excess + row, count, across, \
         ahead)
    size_t row = 0;
    for (; row + 3 <= row_count && row + 4 != row_count; row += 3) /* four rows are twice two */
        TILE(3);
    for (; row + 2 <= row_count; row += 2)
        TILE(2);
    if (row < row_count)
        TILE(1);
#undef TILE
}

INLINE int32_t sum_of(const int8_t *row, size_t length)
{
    __m256i totals = _mm256_setzero_si256();
    size_t at = 0;
    for (; at + 32 <= length; at += 32)
        totals = plus_fours(totals, _mm256_set1_epi8(1), load(row + at));
    int32_t parts[8], sum = 0;
    _mm256_storeu_si256((__m256i *)parts, totals);
    for (size_t i = 0; i < 8; i++)
        sum += parts[i];
    for (; at < length; at++)
        sum += row[at];
    return sum;
}

TARGET static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                          const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    int32_t excess[MOST_ROWS];
    for (size_t row = 0; row < row_count; row++)
        excess[row] = 128 * sum_of(rows + row * row_stride, quads * QUAD);
    size_t panel = 0;
    for (; panel + 2 <= panel_count; panel += 2)
        tiles(sums + panel * PANEL, stride, panels + panel * panel_bytes, quads, rows, row_stride, excess, row_count,
              2, ahead);
    if (panel < panel_count)
        tiles(sums + panel * PANEL, stride, panels + panel * panel_bytes, quads, rows, row_stride, excess, row_count,
              1, ahead);
}

const kernel kernel_avxvnni = {
    .name = "avxvnni",
    .runs_here = processor_has_avxvnni,
    .side_by_side = 4,
    .row_cost = 0.55f, /* of the same loops in AVX-512's encoding */
    KERNEL_LOOPS,
};

#endif
