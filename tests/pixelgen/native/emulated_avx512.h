/* Stands in for <immintrin.h> where AVX-512 is emulated: SIMDe, and the instructions that its releases up to 0.7 lack. */
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>
#include <simde/x86/avx2.h>

#include <math.h>
#include <string.h>

#define _MM_FROUND_NO_EXC SIMDE_MM_FROUND_NO_EXC
#define _MM_FROUND_TO_NEAREST_INT SIMDE_MM_FROUND_TO_NEAREST_INT

/* Later releases have some of them, as macros. */
#undef _mm512_cvtepi32_epi16
#undef _mm512_cvtepi32_epi8
#undef _mm512_cvtepu16_epi32
#undef _mm512_cvtepi32_ps
#undef _mm512_cvtps_epi32
#undef _mm512_cvttps_epi32
#undef _mm256_maskz_loadu_epi16
#undef _mm512_maskz_loadu_epi8
#undef _mm512_reduce_add_epi32
#undef _mm512_reduce_max_ps
#undef __mmask16
#undef __mmask64

typedef uint16_t __mmask16;
typedef uint64_t __mmask64;

/* result NAME(argument): every lane of the result, of type `to`, from the lane `x` of the argument, of type `from`. */
#define LANEWISE(name, count, result_type, to, argument_type, from, value) \
    static inline result_type name(argument_type argument)                 \
    {                                                                       \
        from in[count];                                                     \
        to out[count];                                                      \
        result_type result;                                                 \
        memcpy(in, &argument, sizeof in);                                   \
        for (int i = 0; i < count; i++) {                                   \
            const from x = in[i];                                           \
            out[i] = (to)(value);                                           \
        }                                                                   \
        memcpy(&result, out, sizeof result);                                \
        return result;                                                      \
    }
LANEWISE(_mm512_cvtepi32_epi16, 16, __m256i, int16_t, __m512i, int32_t, x)
LANEWISE(_mm512_cvtepi32_epi8, 16, __m128i, int8_t, __m512i, int32_t, x)
LANEWISE(_mm512_cvtepu16_epi32, 16, __m512i, int32_t, __m256i, uint16_t, x)
LANEWISE(_mm512_cvtepi32_ps, 16, __m512, float, __m512i, int32_t, x)
LANEWISE(_mm512_cvtps_epi32, 16, __m512i, int32_t, __m512, float, rintf(x))
LANEWISE(_mm512_cvttps_epi32, 16, __m512i, int32_t, __m512, float, x)

static inline __m256i _mm256_maskz_loadu_epi16(__mmask16 mask, const void *from)
{
    int16_t lanes[16] = {0};
    __m256i result;
    for (int i = 0; i < 16; i++)
        if (mask >> i & 1)
            memcpy(lanes + i, (const int16_t *)from + i, sizeof *lanes);
    memcpy(&result, lanes, sizeof result);
    return result;
}

static inline __m512i _mm512_maskz_loadu_epi8(__mmask64 mask, const void *from)
{
    int8_t lanes[64] = {0};
    __m512i result;
    for (int i = 0; i < 64; i++)
        if (mask >> i & 1)
            lanes[i] = ((const int8_t *)from)[i];
    memcpy(&result, lanes, sizeof result);
    return result;
}

static inline int32_t _mm512_reduce_add_epi32(__m512i of)
{
    int32_t lanes[16], total = 0;
    memcpy(lanes, &of, sizeof lanes);
    for (int i = 0; i < 16; i++)
        total += lanes[i];
    return total;
}

static inline float _mm512_reduce_max_ps(__m512 of)
{
    float lanes[16], highest = -INFINITY;
    memcpy(lanes, &of, sizeof lanes);
    for (int i = 0; i < 16; i++)
        highest = lanes[i] > highest ? lanes[i] : highest;
    return highest;
}
