/* The kernel for x86-64 with AVX2: eight 32-bit sums at a time. */
#include "kernels.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#include "rows.inc"

enum { COLUMNS_AHEAD = 24 }; /* how early a column is asked for */

#define INLINE TARGET static inline __attribute__((always_inline))

static int runs_here(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

#include "attention_x86.inc"

INLINE __m256i plus_quads(__m256i sums, __m256i weights, __m256i inputs, __m256i magnitudes)
{
    const __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(weights, inputs));
    return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                 size_t row_stride, const size_t row_count, const size_t across, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    __m256i totals[4][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            totals[row][half] = _mm256_setzero_si256();
    for (size_t quad = 0; quad < quads; quad++) {
        __m256i weights[4];
        for (size_t panel = 0; panel < across; panel++)
            fetch(panels + panel * panel_bytes + quad * QUAD * PANEL, ahead);
        for (size_t half = 0; half < 2 * across; half++)
            weights[half] = load(panels + half / 2 * panel_bytes + quad * QUAD * PANEL + half % 2 * 32);
        for (size_t row = 0; row < row_count; row++) {
            const __m256i inputs = broadcast_quad(rows + row * row_stride + quad * QUAD);
            const __m256i magnitudes = _mm256_abs_epi8(inputs);
            for (size_t half = 0; half < 2 * across; half++)
                totals[row][half] = plus_quads(totals[row][half], weights[half], inputs, magnitudes);
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            _mm256_storeu_si256((__m256i *)(sums + row * stride) + half, totals[row][half]);
}

TARGET static void multiply(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                            const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    for (size_t panel = 0; panel < panel_count;) {
        const size_t across = panel + 2 <= panel_count ? 2 : 1;
        for (size_t row = 0; row < row_count;) {
            int32_t *to = sums + row * stride + panel * PANEL;
            const int8_t *from = rows + row * row_stride;
            const size_t left = row_count - row;
            if (across == 1) {
                tile(to, stride, panels, quads, from, row_stride, 1, 1, ahead);
                row += 1;
            } else if (left >= 2) {
                tile(to, stride, panels, quads, from, row_stride, 2, 2, ahead);
                row += 2;
            } else {
                tile(to, stride, panels, quads, from, row_stride, 1, 2, ahead);
                row += 1;
            }
        }
        panel += across;
        panels += across * panel_bytes;
    }
}

INLINE void fetch_column(const int8_t *column, size_t channels)
{
    for (size_t byte = 0; byte < channels; byte += 64)
        fetch(column, byte);
}

/* Inputs whose activation is not 0, in order; returns how many. */
TARGET static size_t list_inputs(uint16_t *order, const int8_t *row, size_t inputs)
{
    size_t count = 0, input = 0;
    for (; input + 32 <= inputs; input += 32) {
        const __m256i zero = _mm256_cmpeq_epi8(load(row + input), _mm256_setzero_si256());
        for (uint32_t left = ~(uint32_t)_mm256_movemask_epi8(zero); left != 0; left &= left - 1)
            order[count++] = (uint16_t)(input + (size_t)__builtin_ctz(left));
    }
    for (; input < inputs; input++)
        if (row[input] != 0)
            order[count++] = (uint16_t)input;
    return count;
}

/* Two columns, and the activations of both, twice: what vpmaddubsw takes as its unsigned operand. */
typedef struct {
    const int8_t *one, *other;
    uint32_t activations;
} column_pair;

INLINE void widen(int32_t *sums, __m256i shorts)
{
    __m256i *to = (__m256i *)sums;
    const __m256i first = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(shorts));
    const __m256i second = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(shorts, 1));
    _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), first));
    _mm256_storeu_si256(to + 2, _mm256_add_epi32(_mm256_loadu_si256(to + 2), second));
}

/* sums (32 * across channels) += the pairs. Interleaving two columns leaves the channels in eights: 0-7 16-23, 8-15
   24-31. */
INLINE void plus_pairs(int32_t *sums, const column_pair *pairs, size_t count, size_t channel, const size_t across)
{
    __m256i low[3], high[3];
    for (size_t part = 0; part < across; part++)
        low[part] = high[part] = _mm256_setzero_si256();
    for (size_t pair = 0; pair < count; pair++) {
        const __m256i activations = broadcast_quad(&pairs[pair].activations);
        for (size_t part = 0; part < across; part++) {
            const __m256i a = load(pairs[pair].one + channel + 32 * part);
            const __m256i b = load(pairs[pair].other + channel + 32 * part);
            low[part] = _mm256_add_epi16(low[part], _mm256_maddubs_epi16(activations, _mm256_unpacklo_epi8(a, b)));
            high[part] = _mm256_add_epi16(high[part], _mm256_maddubs_epi16(activations, _mm256_unpackhi_epi8(a, b)));
        }
    }
    for (size_t part = 0; part < across; part++) {
        widen(sums + channel + 32 * part, low[part]);
        widen(sums + channel + 32 * part + 8, high[part]);
    }
}

TARGET static void multiply_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int8_t *row,
                                   size_t inputs, uint16_t *order)
{
    column_pair pairs[SPARSE_GROUP / 2 + 1];
    const size_t count = list_inputs(order, row, inputs);
    memset(sums, 0, channels * sizeof *sums);
    for (size_t at = 0; at < count && at < COLUMNS_AHEAD; at++)
        fetch_column(columns + order[at] * channels, channels);
    for (size_t at = 0; at < count;) {
        /* A group of inputs whose activations sum to so little that its 16-bit sums cannot overflow. */
        size_t taken = 0;
        for (int32_t total = 0; at < count && total + row[order[at]] <= SPARSE_GROUP; at++, taken++) {
            const int8_t *column = columns + order[at] * channels;
            const uint32_t activation = (uint32_t)row[order[at]] * 0x10001u;
            total += row[order[at]];
            if (at + COLUMNS_AHEAD < count)
                fetch_column(columns + order[at + COLUMNS_AHEAD] * channels, channels);
            if (taken % 2 == 0)
                pairs[taken / 2] = (column_pair){column, column, activation};
            else {
                pairs[taken / 2].other = column;
                pairs[taken / 2].activations |= activation << 8;
            }
        }
        size_t channel = 0;
        for (; channel + 96 <= channels; channel += 96)
            plus_pairs(sums, pairs, (taken + 1) / 2, channel, 3);
        for (; channel < channels; channel += 32)
            plus_pairs(sums, pairs, (taken + 1) / 2, channel, 1);
    }
}

const kernel kernel_avx2 = {
    .name = "avx2",
    .runs_here = runs_here,
    .row_cost = 0.68f,
    .multiply = multiply,
    .multiply_sparse = multiply_sparse,
    .weigh = weigh,
    .mix = mix,
    .quantise = quantise,
    .quantise_normed = quantise_normed,
    .scaled = scaled,
    .added = added,
    .squared_relu = squared_relu,
    .to_values = to_values,
    .attended = attended,
    .add_row = add_row,
};

#endif
