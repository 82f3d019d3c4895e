/* A number that another thread reads or writes meanwhile. */
#ifndef PIXELGEN_SHARED_NUMBERS_H
#define PIXELGEN_SHARED_NUMBERS_H

#include <stdint.h>

static inline int32_t read_shared(const volatile int32_t *from)
{
#if defined(__GNUC__)
    return __atomic_load_n(from, __ATOMIC_RELAXED);
#else
    return *from; /* Microsoft's volatile is atomic */
#endif
}

static inline void write_shared(volatile int32_t *to, int32_t value)
{
#if defined(__GNUC__)
    __atomic_store_n(to, value, __ATOMIC_RELAXED);
#else
    *to = value;
#endif
}

#endif
