/* The kernel for x86-64 with AVX-512 VNNI: four products for each of sixteen 32-bit sums in one instruction. */
#include "kernels.h"
#include "processor.h"

#ifdef HAS_X86_KERNELS
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

/* By integers: the address may lie beyond the array. */
INLINE void fetch(const int8_t *from, size_t ahead)
{
    _mm_prefetch((const char *)((uintptr_t)from + ahead), _MM_HINT_T1);
}

INLINE __m512i broadcast_quad(const void *from)
{
    int32_t quad;
    memcpy(&quad, from, sizeof quad);
    return _mm512_set1_epi32(quad);
}

#include "attention_avx512.inc"

enum { MOST_ROWS = 64, MOST_TOGETHER = 6, MOST_INPUTS = 1024 };

/* vpdpbusd takes its first operand unsigned: the weights go in 128 too high, and what that adds, 128 times the sum of
   the inputs, comes off at the end. At most 1024 * 255 * 127 < 2^31. */
INLINE void tile(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                 size_t row_stride, const int32_t *excess, const size_t row_count, const size_t across, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    const __m512i top_bits = _mm512_set1_epi8(-128);
    __m512i totals[MOST_TOGETHER][4];
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
            const __m512i inputs = broadcast_quad(rows + row * row_stride + quad * QUAD);
            for (size_t panel = 0; panel < across; panel++)
                totals[row][panel] = _mm512_dpbusd_epi32(totals[row][panel], weights[panel], inputs);
        }
    }
    for (size_t row = 0; row < row_count; row++)
        for (size_t panel = 0; panel < across; panel++)
            _mm512_storeu_si512(sums + row * stride + panel * PANEL, totals[row][panel]);
}

/* All rows times `across` panels, which stay in the first cache meanwhile. */
INLINE void tiles(int32_t *sums, size_t stride, const int8_t *panels, size_t quads, const int8_t *rows,
                  size_t row_stride, const int32_t *excess, size_t row_count, const size_t across, size_t ahead)
{
    for (size_t row = 0, taken; row < row_count; row += taken) {
        const size_t left = row_count - row, needed = (left + MOST_TOGETHER - 1) / MOST_TOGETHER;
        int32_t *to = sums + row * stride;
        const int8_t *inputs = rows + row * row_stride;
#define TILE(count) tile(to, stride, panels, quads, inputs, row_stride, excess + row, count, across, ahead)
        switch (taken = (left + needed - 1) / needed) { /* tiles as even as can be */
        case 1: TILE(1); break;
        case 2: TILE(2); break;
        case 3: TILE(3); break;
        case 4: TILE(4); break;
        case 5: TILE(5); break;
        default: TILE(6);
        }
#undef TILE
    }
}

INLINE int32_t sum_of(const int8_t *row, size_t length)
{
    const __m512i ones = _mm512_set1_epi8(1);
    __m512i totals = _mm512_setzero_si512();
    for (size_t at = 0; at < length; at += 64) {
        const __mmask64 inside = length - at >= 64 ? ~(__mmask64)0 : ((__mmask64)1 << (length - at)) - 1;
        totals = _mm512_dpbusd_epi32(totals, ones, _mm512_maskz_loadu_epi8(inside, row + at));
    }
    return _mm512_reduce_add_epi32(totals);
}

TARGET static void matmul(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                          const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead)
{
    const size_t panel_bytes = quads * QUAD * PANEL;
    int32_t excess[MOST_ROWS];
    for (size_t row = 0; row < row_count; row++)
        excess[row] = 128 * sum_of(rows + row * row_stride, quads * QUAD);
    size_t panel = 0;
    for (; panel + 4 <= panel_count; panel += 4)
        tiles(sums + panel * PANEL, stride, panels + panel * panel_bytes, quads, rows, row_stride, excess, row_count,
              4, ahead);
    for (; panel < panel_count; panel++)
        tiles(sums + panel * PANEL, stride, panels + panel * panel_bytes, quads, rows, row_stride, excess, row_count,
              1, ahead);
}

/* The inputs of a row that are not 0: where their columns begin, and the two bytes of each. */
typedef struct {
    uint32_t places[MOST_INPUTS + PANEL];
    uint8_t low[MOST_INPUTS + PANEL], high[MOST_INPUTS + PANEL];
} listed_row;

/* Returns how many; up to a multiple of four idle ones follow. */
TARGET static size_t list_inputs(listed_row *to, const int16_t *row, size_t inputs, size_t channels)
{
    const __m512i step = _mm512_set1_epi32((int32_t)(16 * channels));
    __m512i places = _mm512_mullo_epi32(_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                                        _mm512_set1_epi32((int32_t)channels));
    size_t count = 0;
    for (size_t input = 0; input < inputs; input += 16, places = _mm512_add_epi32(places, step)) {
        const __mmask16 inside = (__mmask16)(inputs - input >= 16 ? 0xffff : (1u << (inputs - input)) - 1);
        const __m512i values = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(inside, row + input));
        const __mmask16 found = _mm512_test_epi32_mask(values, values);
        const __m512i kept = _mm512_maskz_compress_epi32(found, values);
        _mm512_storeu_si512(to->places + count, _mm512_maskz_compress_epi32(found, places));
        _mm_storeu_si128((__m128i *)(to->low + count), _mm512_cvtepi32_epi8(kept));
        _mm_storeu_si128((__m128i *)(to->high + count), _mm512_cvtepi32_epi8(_mm512_srli_epi32(kept, 8)));
        count += (size_t)__builtin_popcount(found);
    }
    for (size_t idle = count; idle % QUAD != 0; idle++) {
        to->places[idle] = 0;
        to->low[idle] = to->high[idle] = 0;
    }
    return count;
}

/* COLUMN channels. Four columns are interleaved for vpdpbusd, whose unsigned operand are the bytes of the row. */
INLINE void plus_columns(int32_t *sums, const int8_t *columns, const listed_row *row, size_t count)
{
    __m512i low[4], high[4];
    for (size_t part = 0; part < 4; part++)
        low[part] = high[part] = _mm512_setzero_si512();
    for (size_t at = 0; at < count; at += QUAD) {
        __m512i four[QUAD], mixed[QUAD];
        for (size_t i = 0; i < QUAD; i++)
            four[i] = _mm512_loadu_si512(columns + row->places[at + i]);
        const __m512i first_low = _mm512_unpacklo_epi8(four[0], four[1]);
        const __m512i first_high = _mm512_unpackhi_epi8(four[0], four[1]);
        const __m512i last_low = _mm512_unpacklo_epi8(four[2], four[3]);
        const __m512i last_high = _mm512_unpackhi_epi8(four[2], four[3]);
        mixed[0] = _mm512_unpacklo_epi16(first_low, last_low);
        mixed[1] = _mm512_unpackhi_epi16(first_low, last_low);
        mixed[2] = _mm512_unpacklo_epi16(first_high, last_high);
        mixed[3] = _mm512_unpackhi_epi16(first_high, last_high);
        const __m512i low_quad = broadcast_quad(row->low + at), high_quad = broadcast_quad(row->high + at);
        for (size_t part = 0; part < 4; part++) {
            low[part] = _mm512_dpbusd_epi32(low[part], low_quad, mixed[part]);
            high[part] = _mm512_dpbusd_epi32(high[part], high_quad, mixed[part]);
        }
    }
    for (size_t part = 0; part < 4; part++) { /* each holds channels 4i to 4i + 3 of every sixteen */
        const __m512i totals = _mm512_add_epi32(low[part], _mm512_slli_epi32(high[part], 8));
        _mm_storeu_si128((__m128i *)(sums + 4 * part), _mm512_castsi512_si128(totals));
        _mm_storeu_si128((__m128i *)(sums + 16 + 4 * part), _mm512_extracti32x4_epi32(totals, 1));
        _mm_storeu_si128((__m128i *)(sums + 32 + 4 * part), _mm512_extracti32x4_epi32(totals, 2));
        _mm_storeu_si128((__m128i *)(sums + 48 + 4 * part), _mm512_extracti32x4_epi32(totals, 3));
    }
}

TARGET static void matmul_sparse(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row,
                                 size_t inputs)
{
    listed_row listed;
    const size_t count = list_inputs(&listed, row, inputs, channels);
    for (size_t channel = 0; channel < channels; channel += COLUMN)
        plus_columns(sums + channel, columns + channel, &listed, count);
}

const kernel kernel_avx512vnni = {
    .name = "avx512vnni",
    .runs_here = processor_has_avx512vnni,
    .side_by_side = 4,
    .row_cost = 0.35f,
    KERNEL_LOOPS,
};

#endif
