/* The kernel for x86-64 with AVX2: eight 32-bit sums at a time. */
#include "kernels.h"
#include "processor.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

/* Two products of 16 bits more for each of eight 32-bit sums. */
INLINE __m256i plus_pairs(__m256i totals, __m256i some, __m256i others)
{
    return _mm256_add_epi32(totals, _mm256_madd_epi16(some, others));
}

#include "attention_avx2.inc"
#include "columns_avx2.inc"

enum { SPLIT_ROWS = 8 };

/* A row as vpmaddubsw wants it, whose first operand is unsigned: the inputs give their magnitude and the weights take
   their sign, by exclusive or. That leaves weights one too low where an input is negative; what it takes away in all,
   the sum of the negative inputs' magnitudes, is put in at the beginning. */
typedef struct {
    int8_t magnitudes[MOST_INPUTS], signs[MOST_INPUTS]; /* a sign is 0 or -1 */
    int32_t negatives;
} signed_row;

TARGET static void split_signs(signed_row *to, const int8_t *row, size_t inputs)
{
    const __m256i zero = _mm256_setzero_si256();
    __m256i negatives = zero;
    for (size_t input = 0; input < inputs; input += 32) {
        int8_t last[32] = {0};
        if (inputs - input < 32)
            memcpy(last, row + input, inputs - input);
        const __m256i values = load(inputs - input < 32 ? last : row + input);
        const __m256i magnitudes = _mm256_abs_epi8(values), signs = _mm256_cmpgt_epi8(zero, values);
        _mm256_storeu_si256((__m256i *)(to->magnitudes + input), magnitudes);
        _mm256_storeu_si256((__m256i *)(to->signs + input), signs);
        negatives = _mm256_add_epi64(negatives, _mm256_sad_epu8(_mm256_and_si256(magnitudes, signs), zero));
    }
    int64_t parts[4];
    _mm256_storeu_si256((__m256i *)parts, negatives);
    to->negatives = (int32_t)(parts[0] + parts[1] + parts[2] + parts[3]);
}

/* `row_count` rows times `across` panels (both constants after inlining): the weights are loaded once for all rows.
   vpmaddubsw adds two products in 16 bits and would saturate, but magnitudes are at most 127 and weights from -128 to
   127, so that two products are at least -2 * 127 * 128 = -32,512. A sum of 1,024 inputs stays below 2^24. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const signed_row *rows,
                 const size_t row_count, const size_t across, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    __m256i totals[2][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            totals[row][half] = _mm256_set1_epi32(rows[row].negatives);
    for (size_t quad = 0; quad < quads; quad++) {
        __m256i magnitudes[2], signs[2];
        for (size_t row = 0; row < row_count; row++) {
            magnitudes[row] = broadcast_quad(rows[row].magnitudes + quad * QUAD);
            signs[row] = broadcast_quad(rows[row].signs + quad * QUAD);
        }
        for (size_t half = 0; half < 2 * across; half++) {
            const int8_t *from = panels + half / 2 * panel_bytes + quad * QUAD * PANEL + half % 2 * 32;
            const __m256i weights = load(from);
            if (half % 2 == 0)
                fetch(from, ahead);
            for (size_t row = 0; row < row_count; row++) {
                const __m256i pairs = _mm256_maddubs_epi16(magnitudes[row], _mm256_xor_si256(weights, signs[row]));
                const __m256i four = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
                totals[row][half] = _mm256_add_epi32(totals[row][half], four);
            }
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            _mm256_storeu_si256((__m256i *)(sums + row * stride) + half, totals[row][half]);
}

/* All rows times `across` panels. */
INLINE void tiles(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const signed_row *rows,
                  size_t row_count, const size_t across, size_t ahead)
{
    size_t row = 0;
    for (; row + 2 <= row_count && across == 2; row += 2)
        tile(sums + row * stride, stride, panels, quads, rows + row, 2, across, ahead);
    for (; row < row_count; row++)
        tile(sums + row * stride, stride, panels, quads, rows + row, 1, across, ahead);
}

TARGET static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                          const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    signed_row split[SPLIT_ROWS];
    for (size_t done = 0, count; done < row_count; done += count, sums += count * stride) {
        count = row_count - done < SPLIT_ROWS ? row_count - done : SPLIT_ROWS;
        for (size_t row = 0; row < count; row++)
            split_signs(split + row, rows + (done + row) * row_stride, quads * QUAD);
        for (size_t panel = 0, across; panel < panel_count; panel += across) {
            int32_t *to = sums + panel * PANEL;
            const int8_t *from = panels + panel * panel_bytes;
            across = panel + 2 <= panel_count ? 2 : 1;
            if (across == 2)
                tiles(to, stride, from, quads, split, count, 2, ahead);
            else
                tiles(to, stride, from, quads, split, count, 1, ahead);
        }
    }
}

const kernel kernel_avx2 = {
    .name = "avx2",
    .runs_here = processor_has_avx2,
    .side_by_side = 2,
    .row_cost = 0.72f,
    KERNEL_LOOPS,
};

#endif
