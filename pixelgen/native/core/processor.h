/* What this processor has, and its system saves. Asked of the processor itself: a compiler's __builtin_cpu_supports is
   a stand-in that always says no where zig compiles. */
#ifndef PIXELGEN_PROCESSOR_H
#define PIXELGEN_PROCESSOR_H

/* 1 or 0. x86-64: */
int processor_has_sse41(void); /* with SSSE3 */
int processor_has_avx2(void);
int processor_has_avxvnni(void); /* with AVX2 */
int processor_has_avx512vnni(void); /* with F, BW, DQ, VL */
/* 64-bit ARM: */
int processor_has_dot_product(void);

#endif
