/* The raw stream of Philox 4x64 with ten rounds (Salmon et al. 2011), number for number as NumPy's bit generator. */
#ifndef PIXELGEN_PHILOX_H
#define PIXELGEN_PHILOX_H

#include <stddef.h>
#include <stdint.h>

/* The numbers from `first` on. key: two words, the lower first. */
void philox(uint64_t *numbers, size_t count, const uint64_t *key, uint64_t first);

/* The upper half of a product of 128 bits. */
uint64_t high_product(uint64_t a, uint64_t b);

#endif
