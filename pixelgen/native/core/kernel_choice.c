/* A name -> a kernel that this processor runs. */
#include "kernels.h"
#include "pixelgen_common.h"

#include <string.h>

static const kernel *const KERNELS[] = {
#ifdef HAS_X86_KERNELS
    &kernel_avx512vnni,
#ifdef HAS_AVXVNNI_KERNEL
    &kernel_avxvnni,
#endif
    &kernel_avx2,
    &kernel_sse41,
#endif
#ifdef HAS_ARM_KERNELS
    &kernel_neondot,
    &kernel_neon,
#endif
#ifdef HAS_WASM_KERNELS
    &kernel_wasm,
#endif
    &kernel_scalar,
};

static const char *const NAMES[] = {
#ifdef HAS_X86_KERNELS
    "avx512vnni",
#ifdef HAS_AVXVNNI_KERNEL
    "avxvnni",
#endif
    "avx2",
    "sse41",
#endif
#ifdef HAS_ARM_KERNELS
    "neondot",
    "neon",
#endif
#ifdef HAS_WASM_KERNELS
    "wasm",
#endif
    "scalar",
    NULL,
};

const kernel *find_kernel(const char *name)
{
    for (size_t place = 0; place < sizeof KERNELS / sizeof *KERNELS; place++) {
        const kernel *each = KERNELS[place];
        if ((name == NULL || strcmp(name, each->name) == 0) && each->runs_here())
            return each;
    }
    return NULL;
}

const char *const *pixelgen_kernels(void)
{
    return NAMES;
}

int pixelgen_kernel_runs(const char *name)
{
    return name != NULL && find_kernel(name) != NULL;
}
