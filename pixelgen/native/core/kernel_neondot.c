/* The kernel for 64-bit ARM with the dot product: four products for each of four 32-bit sums in one instruction. */
#include "kernels.h"
#include "processor.h"

#ifdef HAS_ARM_KERNELS
#include <arm_neon.h>

#define TARGET __attribute__((target("arch=armv8.2-a+dotprod")))
#include "rows.inc"

#define INLINE TARGET static inline __attribute__((always_inline))

INLINE int32x4_t plus_quads(int32x4_t totals, int8x16_t weights, int8x16_t inputs)
{
    return vdotq_s32(totals, weights, inputs);
}

#include "neon.inc"

const kernel kernel_neondot = {
    .name = "neondot",
    .runs_here = processor_has_dot_product,
    .side_by_side = 4,
    .row_cost = 0.4f, /* estimated */
    KERNEL_LOOPS,
};

#endif
