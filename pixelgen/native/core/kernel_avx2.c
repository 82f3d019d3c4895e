/* The kernel for x86-64 with AVX2: eight 32-bit sums at a time. */
#include "kernels.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#include "rows.inc"

enum { MOST_INPUTS = 1024, SPLIT_ROWS = 8, COLUMNS_AHEAD = 24 }; /* how early a column is asked for */

#define INLINE TARGET static inline __attribute__((always_inline))

static int runs_here(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

#include "attention_x86.inc"

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

TARGET static void multiply(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
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

INLINE void fetch_column(const int8_t *column, size_t channels)
{
    for (size_t byte = 0; byte < channels; byte += 64)
        fetch(column, byte);
}

/* Inputs whose activation is not 0, in order, and an idle one more when they are odd; returns how many. */
TARGET static size_t list_inputs(uint16_t *order, int8_t *activations, const int8_t *row, size_t inputs)
{
    size_t count = 0, input = 0;
    for (; input + 32 <= inputs; input += 32) {
        const __m256i zero = _mm256_cmpeq_epi8(load(row + input), _mm256_setzero_si256());
        for (uint32_t left = ~(uint32_t)_mm256_movemask_epi8(zero); left != 0; left &= left - 1) {
            const size_t found = input + (size_t)__builtin_ctz(left);
            order[count] = (uint16_t)found;
            activations[count++] = row[found];
        }
    }
    for (; input < inputs; input++)
        if (row[input] != 0) {
            order[count] = (uint16_t)input;
            activations[count++] = row[input];
        }
    if (count % 2 != 0) {
        order[count] = order[count - 1];
        activations[count++] = 0;
    }
    return count;
}

INLINE void widen(int32_t *sums, __m256i shorts)
{
    __m256i *to = (__m256i *)sums;
    const __m256i first = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(shorts));
    const __m256i second = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(shorts, 1));
    _mm256_storeu_si256(to, _mm256_add_epi32(_mm256_loadu_si256(to), first));
    _mm256_storeu_si256(to + 2, _mm256_add_epi32(_mm256_loadu_si256(to + 2), second));
}

/* sums (32 * across channels) += columns in pairs: vpmaddubsw takes the activations as its unsigned operand.
   Interleaving two columns leaves the channels in eights: 0-7 16-23, 8-15 24-31. */
INLINE void plus_columns(int32_t *sums, const int8_t *columns, size_t channels, const uint16_t *order,
                         const int8_t *activations, size_t count, const size_t across)
{
    __m256i low[3], high[3];
    for (size_t part = 0; part < across; part++)
        low[part] = high[part] = _mm256_setzero_si256();
    for (size_t at = 0; at < count; at += 2) {
        const int8_t *one = columns + order[at] * channels, *other = columns + order[at + 1] * channels;
        int16_t both;
        memcpy(&both, activations + at, sizeof both);
        const __m256i pair = _mm256_set1_epi16(both);
        for (size_t part = 0; part < across; part++) {
            const __m256i a = load(one + 32 * part), b = load(other + 32 * part);
            low[part] = _mm256_add_epi16(low[part], _mm256_maddubs_epi16(pair, _mm256_unpacklo_epi8(a, b)));
            high[part] = _mm256_add_epi16(high[part], _mm256_maddubs_epi16(pair, _mm256_unpackhi_epi8(a, b)));
        }
    }
    for (size_t part = 0; part < across; part++) {
        widen(sums + 32 * part, low[part]);
        widen(sums + 32 * part + 8, high[part]);
    }
}

TARGET static void multiply_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int8_t *row,
                                   size_t inputs, uint16_t *order)
{
    int8_t activations[MOST_INPUTS + 1];
    const size_t count = list_inputs(order, activations, row, inputs);
    memset(sums, 0, channels * sizeof *sums);
    for (size_t at = 0; at < count && at < COLUMNS_AHEAD; at++)
        fetch_column(columns + order[at] * channels, channels);
    for (size_t at = 0, taken; at < count; at += taken) {
        /* Pairs of inputs whose activations sum to so little that their 16-bit sums cannot overflow. */
        int32_t total = 0;
        for (taken = 0; at + taken < count; taken += 2) {
            total += activations[at + taken] + activations[at + taken + 1];
            if (total > SPARSE_GROUP)
                break;
            const size_t next = at + taken + COLUMNS_AHEAD; /* even, as the count is */
            if (next < count) {
                fetch_column(columns + order[next] * channels, channels);
                fetch_column(columns + order[next + 1] * channels, channels);
            }
        }
        size_t channel = 0;
        for (; channel + 96 <= channels; channel += 96)
            plus_columns(sums + channel, columns + channel, channels, order + at, activations + at, taken, 3);
        for (; channel < channels; channel += 32)
            plus_columns(sums + channel, columns + channel, channels, order + at, activations + at, taken, 1);
    }
}

const kernel kernel_avx2 = {
    .name = "avx2",
    .runs_here = runs_here,
    .side_by_side = 2,
    .row_cost = 0.72f,
    KERNEL_LOOPS,
};

#endif
