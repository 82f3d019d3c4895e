/* The kernel for x86-64 with SSSE3 and SSE4.1: four 32-bit sums at a time. */
#include "kernels.h"
#include "processor.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("ssse3,sse4.1")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

enum { MOST_INPUTS = 1024, SPLIT_ROWS = 8, PARTS = 4 }; /* vectors with the sums of a panel */

INLINE __m128i load(const void *from)
{
    return _mm_loadu_si128((const __m128i *)from);
}

INLINE void store(void *to, __m128i value)
{
    _mm_storeu_si128((__m128i *)to, value);
}

/* By integers: the address may lie beyond the array. */
INLINE void fetch(const int8_t *from, size_t ahead)
{
    _mm_prefetch((const char *)((uintptr_t)from + ahead), _MM_HINT_T1);
}

INLINE __m128i broadcast_quad(const void *from)
{
    int32_t quad;
    memcpy(&quad, from, sizeof quad);
    return _mm_set1_epi32(quad);
}

/* Two products of 16 bits more for each of four 32-bit sums. */
INLINE __m128i plus_pairs(__m128i totals, __m128i some, __m128i others)
{
    return _mm_add_epi32(totals, _mm_madd_epi16(some, others));
}

/* A row as pmaddubsw wants it: as in kernel_avx2.c. */
typedef struct {
    int8_t magnitudes[MOST_INPUTS], signs[MOST_INPUTS]; /* a sign is 0 or -1 */
    int32_t negatives;
} signed_row;

TARGET static void split_signs(signed_row *to, const int8_t *row, size_t inputs)
{
    const __m128i zero = _mm_setzero_si128();
    __m128i negatives = zero;
    for (size_t input = 0; input < inputs; input += 16) {
        int8_t last[16] = {0};
        if (inputs - input < 16)
            memcpy(last, row + input, inputs - input);
        const __m128i values = load(inputs - input < 16 ? last : row + input);
        const __m128i magnitudes = _mm_abs_epi8(values), signs = _mm_cmpgt_epi8(zero, values);
        store(to->magnitudes + input, magnitudes);
        store(to->signs + input, signs);
        negatives = _mm_add_epi64(negatives, _mm_sad_epu8(_mm_and_si128(magnitudes, signs), zero));
    }
    int64_t parts[2];
    store(parts, negatives);
    to->negatives = (int32_t)(parts[0] + parts[1]);
}

/* `row_count` rows (a constant after inlining) times a panel: the weights are loaded once for all rows. No sum of two
   products saturates, for kernel_avx2.c's reason. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panel, size_t quads, const signed_row *rows,
                 const size_t row_count, size_t ahead)
{
    __m128i totals[2][PARTS];
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < PARTS; part++)
            totals[row][part] = _mm_set1_epi32(rows[row].negatives);
    for (size_t quad = 0; quad < quads; quad++, panel += QUAD * PANEL) {
        __m128i magnitudes[2], signs[2];
        fetch(panel, ahead);
        for (size_t row = 0; row < row_count; row++) {
            magnitudes[row] = broadcast_quad(rows[row].magnitudes + quad * QUAD);
            signs[row] = broadcast_quad(rows[row].signs + quad * QUAD);
        }
        for (size_t part = 0; part < PARTS; part++) {
            const __m128i weights = load(panel + 16 * part);
            for (size_t row = 0; row < row_count; row++) {
                const __m128i pairs = _mm_maddubs_epi16(magnitudes[row], _mm_xor_si128(weights, signs[row]));
                totals[row][part] = plus_pairs(totals[row][part], pairs, _mm_set1_epi16(1));
            }
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < PARTS; part++)
            store(sums + row * stride + 4 * part, totals[row][part]);
}

TARGET static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                          const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    signed_row split[SPLIT_ROWS];
    for (size_t done = 0, count; done < row_count; done += count, sums += count * stride) {
        count = row_count - done < SPLIT_ROWS ? row_count - done : SPLIT_ROWS;
        for (size_t row = 0; row < count; row++)
            split_signs(split + row, rows + (done + row) * row_stride, quads * QUAD);
        for (size_t panel = 0; panel < panel_count; panel++) {
            const int8_t *from = panels + panel * quads * QUAD * PANEL;
            int32_t *to = sums + panel * PANEL;
            size_t row = 0;
            for (; row + 2 <= count; row += 2)
                tile(to + row * stride, stride, from, quads, split + row, 2, ahead);
            if (row < count)
                tile(to + row * stride, stride, from, quads, split + row, 1, ahead);
        }
    }
}

/* Where the columns of inputs begin that are not 0, in order, and an idle one more when they are odd; how many. */
TARGET static size_t list_inputs(uint32_t *places, int16_t *values, const int16_t *row, size_t inputs, size_t channels)
{
    const __m128i zero = _mm_setzero_si128();
    size_t count = 0;
    for (size_t input = 0; input < inputs; input += 8) {
        const size_t left = inputs - input;
        uint32_t found = left < 8 ? (1u << left) - 1 : 0xff;
        if (left >= 8)
            found &= ~(uint32_t)_mm_movemask_epi8(_mm_packs_epi16(_mm_cmpeq_epi16(load(row + input), zero), zero));
        for (; found != 0; found &= found - 1) {
            const size_t at = input + (size_t)__builtin_ctz(found);
            places[count] = (uint32_t)(at * channels);
            values[count++] = row[at];
        }
    }
    if (count % 2 != 0) {
        places[count] = places[count - 1];
        values[count++] = 0;
    }
    return count;
}

/* Half a COLUMN of channels. Two columns are interleaved for plus_pairs, eight channels at a time. */
INLINE void plus_columns(int32_t *sums, const int8_t *columns, const uint32_t *places, const int16_t *values,
                         size_t count)
{
    __m128i totals[8];
    for (size_t part = 0; part < 8; part++)
        totals[part] = _mm_setzero_si128();
    for (size_t at = 0; at < count; at += 2) {
        const __m128i both = broadcast_quad(values + at);
        for (size_t sixteen = 0; sixteen < 2; sixteen++) {
            const __m128i one = load(columns + places[at] + 16 * sixteen);
            const __m128i other = load(columns + places[at + 1] + 16 * sixteen);
            const __m128i low = _mm_unpacklo_epi8(one, other), high = _mm_unpackhi_epi8(one, other);
            __m128i *total = totals + 4 * sixteen;
            total[0] = plus_pairs(total[0], _mm_cvtepi8_epi16(low), both);
            total[1] = plus_pairs(total[1], _mm_cvtepi8_epi16(_mm_srli_si128(low, 8)), both);
            total[2] = plus_pairs(total[2], _mm_cvtepi8_epi16(high), both);
            total[3] = plus_pairs(total[3], _mm_cvtepi8_epi16(_mm_srli_si128(high, 8)), both);
        }
    }
    for (size_t part = 0; part < 8; part++)
        store(sums + 4 * part, totals[part]);
}

TARGET static void matmul_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row,
                                 size_t inputs)
{
    uint32_t places[MOST_INPUTS + 1];
    int16_t values[MOST_INPUTS + 1];
    const size_t count = list_inputs(places, values, row, inputs, channels);
    for (size_t channel = 0; channel < channels; channel += COLUMN / 2)
        plus_columns(sums + channel, columns + channel, places, values, count);
}

TARGET static int32_t softmax_weights(int16_t *weights, float *scores, const int32_t *products, const float *key_steps,
                                      float gain, size_t length, size_t end, const uint16_t *weight_of)
{
    const __m128 gains = _mm_set1_ps(gain), farthest = _mm_set1_ps((float)FARTHEST);
    for (size_t key = 0; key < length; key += 4) {
        const __m128 product = _mm_cvtepi32_ps(load(products + key));
        const __m128 score = _mm_mul_ps(_mm_mul_ps(product, _mm_loadu_ps(key_steps + key)), gains);
        _mm_storeu_ps(scores + key, _mm_round_ps(score, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    }
    for (size_t key = length; key % 4 != 0; key++) /* products beyond the last key are stale */
        scores[key] = -INFINITY;
    __m128 highest = _mm_set1_ps(-INFINITY);
    for (size_t key = 0; key < length; key += 4)
        highest = _mm_max_ps(highest, _mm_loadu_ps(scores + key));
    highest = _mm_max_ps(highest, _mm_movehl_ps(highest, highest));
    highest = _mm_max_ss(highest, _mm_shuffle_ps(highest, highest, 1));
    const __m128 top = _mm_shuffle_ps(highest, highest, 0);
    int32_t total = 0;
    size_t key = 0;
    for (; key < length; key += 4) {
        int32_t below[4];
        store(below, _mm_cvttps_epi32(_mm_min_ps(_mm_sub_ps(top, _mm_loadu_ps(scores + key)), farthest)));
        for (size_t i = 0; i < 4; i++) {
            weights[key + i] = (int16_t)weight_of[below[i]];
            total += weights[key + i];
        }
    }
    for (; key < end; key++)
        weights[key] = 0;
    return total;
}

/* Sixteen dimensions of `row_count` rows from all keys; eight keys whose weights are all 0 are passed over. */
INLINE void mix_panel(int32_t *mixed, const int16_t *weights, size_t stride, size_t length, const int8_t *values,
                      size_t dimensions, const size_t row_count, size_t ahead)
{
    __m128i totals[2][PARTS];
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < PARTS; part++)
            totals[row][part] = _mm_setzero_si128();
    for (size_t key = 0; key < length; key += 8, values += 8 * dimensions) {
        __m128i any = load(weights + key);
        for (size_t row = 1; row < row_count; row++)
            any = _mm_or_si128(any, load(weights + row * stride + key));
        for (size_t byte = 0; byte < 8 * dimensions; byte += 64)
            fetch(values + byte, ahead);
        if (_mm_testz_si128(any, any))
            continue;
        for (size_t pair = 0; pair < 4; pair++)
            for (size_t part = 0; part < PARTS; part++) {
                const int8_t *from = values + 2 * pair * dimensions + 8 * part;
                const __m128i wide = _mm_cvtepi8_epi16(_mm_loadl_epi64((const __m128i *)from));
                for (size_t row = 0; row < row_count; row++) {
                    const __m128i both = broadcast_quad(weights + row * stride + key + 2 * pair);
                    totals[row][part] = plus_pairs(totals[row][part], wide, both);
                }
            }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < PARTS; part++)
            store(mixed + row * dimensions + 4 * part, totals[row][part]);
}

TARGET static void weighted_sum(int32_t *mixed, const int16_t *weights, size_t stride, size_t row_count, size_t length,
                                const int8_t *values, size_t dimensions, size_t ahead)
{
    for (size_t from = 0; from < dimensions; from += PANEL) {
        size_t row = 0;
#define MIX(rows)                                                                                                     \
    mix_panel(mixed + row * dimensions + from, weights + row * stride, stride, length, values + 2 * from, dimensions,  \
              rows, ahead)
        for (; row + 2 <= row_count; row += 2)
            MIX(2);
        if (row < row_count)
            MIX(1);
#undef MIX
    }
}

const kernel kernel_sse41 = {
    .name = "sse41",
    .runs_here = processor_has_sse41,
    .side_by_side = 2,
    .row_cost = 0.75f,
    KERNEL_LOOPS,
};

#endif
