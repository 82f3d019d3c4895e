/* The kernel for x86-64 with AVX2: eight 32-bit sums at a time. */
#include "kernels.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#include "rows.inc"

enum { MOST_ROWS = 64, COLUMNS_AHEAD = 24 }; /* how early a column is asked for */

#define INLINE TARGET static inline __attribute__((always_inline))

static int runs_here(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

#include "attention_x86.inc"

/* Sum of the magnitudes of a row's negative inputs. */
TARGET static int32_t negative_sum(const int8_t *row, size_t inputs)
{
    const __m256i zero = _mm256_setzero_si256();
    __m256i totals = zero;
    size_t input = 0;
    for (; input + 32 <= inputs; input += 32) {
        const __m256i negative = _mm256_max_epi8(_mm256_sub_epi8(zero, load(row + input)), zero);
        totals = _mm256_add_epi64(totals, _mm256_sad_epu8(negative, zero));
    }
    int64_t parts[4];
    _mm256_storeu_si256((__m256i *)parts, totals);
    int32_t sum = (int32_t)(parts[0] + parts[1] + parts[2] + parts[3]);
    for (; input < inputs; input++)
        sum -= row[input] < 0 ? row[input] : 0;
    return sum;
}

/* `row_count` rows times `across` panels (both constants after inlining): the weights are loaded once for all rows.

   vpmaddubsw takes its first operand unsigned, so the inputs give their magnitude and the weights take their sign: by
   exclusive or, which leaves them one too low where an input is negative, and what that takes away in all,
   `negatives`, is put in at the beginning. vpmaddubsw adds two products in 16 bits and would saturate, but magnitudes
   are at most 127 and weights from -128 to 127, so that two products are at least -2 * 127 * 128 = -32,512. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                 size_t row_stride, const int32_t *negatives, const size_t row_count, const size_t across,
                 size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    __m256i totals[2][4];
    for (size_t row = 0; row < row_count; row++)
        for (size_t half = 0; half < 2 * across; half++)
            totals[row][half] = _mm256_set1_epi32(negatives[row]);
    for (size_t quad = 0; quad < quads; quad++) {
        __m256i weights[4];
        for (size_t half = 0; half < 2 * across; half++) {
            const int8_t *from = panels + half / 2 * panel_bytes + quad * QUAD * PANEL + half % 2 * 32;
            weights[half] = load(from);
            if (half % 2 == 0)
                fetch(from, ahead);
        }
        for (size_t row = 0; row < row_count; row++) {
            const __m256i inputs = broadcast_quad(rows + row * row_stride + quad * QUAD);
            const __m256i magnitudes = _mm256_abs_epi8(inputs);
            const __m256i signs = _mm256_cmpgt_epi8(_mm256_setzero_si256(), inputs);
            for (size_t half = 0; half < 2 * across; half++) {
                const __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_xor_si256(weights[half], signs));
                const __m256i four = _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
                totals[row][half] = _mm256_add_epi32(totals[row][half], four);
            }
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
    int32_t negatives[MOST_ROWS];
    for (size_t row = 0; row < row_count; row++)
        negatives[row] = negative_sum(rows + row * row_stride, quads * QUAD);
    for (size_t panel = 0, across; panel < panel_count; panel += across, panels += across * panel_bytes) {
        across = panel + 2 <= panel_count ? 2 : 1;
        for (size_t row = 0, taken; row < row_count; row += taken) {
            int32_t *to = sums + row * stride + panel * PANEL;
            const int8_t *from = rows + row * row_stride;
            taken = across == 2 && row + 2 <= row_count ? 2 : 1;
            if (taken == 2)
                tile(to, stride, panels, quads, from, row_stride, negatives + row, 2, 2, ahead);
            else if (across == 2)
                tile(to, stride, panels, quads, from, row_stride, negatives + row, 1, 2, ahead);
            else
                tile(to, stride, panels, quads, from, row_stride, negatives + row, 1, 1, ahead);
        }
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
    .side_by_side = 2,
    .row_cost = 0.72f,
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
