/* The processor -> which instructions a kernel may use. */
#include "processor.h"
#include "kernels.h"

#ifdef HAS_X86_KERNELS
#include <cpuid.h>

/* Intel's manual, volume 1, 14.3 and 15.3: a processor has the instructions when CPUID says so, and the system saves
   their registers when XCR0 says so. */
enum {
    SSSE3 = 1 << 9, SSE41 = 1 << 19, SAVES = 1 << 27, AVX = 1 << 28, /* leaf 1, ECX */
    AVX2 = 1 << 5, AVX512F = 1 << 16, AVX512DQ = 1 << 17, AVX512BW = 1 << 30, /* leaf 7, EBX */
    AVX512VNNI = 1 << 11, /* leaf 7, ECX */
    AVXVNNI = 1 << 4, /* leaf 7, part 1, EAX */
    YMM_SAVED = 0x6, ZMM_SAVED = 0xe6 /* XCR0 */
};
#define AVX512VL (1u << 31) /* leaf 7, EBX */

static uint32_t saved_registers(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0)); /* _xgetbv wants a target attribute */
    return low;
}

static int has(uint32_t registers, uint32_t leaf_7_ebx, uint32_t leaf_7_ecx)
{
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & SAVES) == 0 || (c & AVX) == 0)
        return 0;
    if ((saved_registers() & registers) != registers || !__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return 0;
    return (b & leaf_7_ebx) == leaf_7_ebx && (c & leaf_7_ecx) == leaf_7_ecx;
}

int processor_has_sse41(void)
{
    uint32_t a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & SSSE3) != 0 && (c & SSE41) != 0;
}

int processor_has_avx2(void)
{
    return has(YMM_SAVED, AVX2, 0);
}

int processor_has_avxvnni(void)
{
    uint32_t parts, a, b, c, d;
    return has(YMM_SAVED, AVX2, 0) && __get_cpuid_count(7, 0, &parts, &b, &c, &d) && parts >= 1 &&
           __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & AVXVNNI) != 0;
}

int processor_has_avx512vnni(void)
{
#ifdef __APPLE__ /* macOS begins to save them when they are first used, and XCR0 does not say so before */
    const uint32_t registers = YMM_SAVED;
#else
    const uint32_t registers = ZMM_SAVED;
#endif
    return has(registers, AVX2 | AVX512F | AVX512DQ | AVX512BW | AVX512VL, AVX512VNNI);
}
#endif

#ifdef HAS_ARM_KERNELS
#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(_WIN32)
#include <windows.h>
#endif

int processor_has_dot_product(void)
{
#if defined(__linux__)
    return (getauxval(AT_HWCAP) & 1 << 20) != 0; /* HWCAP_ASIMDDP */
#elif defined(_WIN32)
    return IsProcessorFeaturePresent(43) != 0; /* PF_ARM_V82_DP_INSTRUCTIONS_AVAILABLE */
#elif defined(__APPLE__)
    return 1; /* every 64-bit Mac has it */
#else
    return 0;
#endif
}
#endif
