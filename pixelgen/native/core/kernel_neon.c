/* The kernel that every 64-bit ARM runs. */
#include "kernels.h"

#ifdef HAS_ARM_KERNELS
#include <arm_neon.h>

#define TARGET
#include "rows.inc"

#define INLINE static inline __attribute__((always_inline))

static int runs_here(void)
{
    return 1;
}

/* Two products fit 16 bits: at most 2 * 127 * 127 = 32,258. */
INLINE int32x4_t plus_quads(int32x4_t totals, int8x16_t weights, int8x16_t inputs)
{
    const int16x8_t low = vmull_s8(vget_low_s8(weights), vget_low_s8(inputs));
    return vpadalq_s16(totals, vpaddq_s16(low, vmull_high_s8(weights, inputs)));
}

#include "neon.inc"

const kernel kernel_neon = {
    .name = "neon",
    .runs_here = runs_here,
    .side_by_side = 4,
    .row_cost = 0.5f, /* estimated */
    KERNEL_LOOPS,
};

#endif
