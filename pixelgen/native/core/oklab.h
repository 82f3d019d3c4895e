/* 8-bit sRGB -> OKLab, the same bits as pixelgen/oklab.py. */
#ifndef PIXELGEN_OKLAB_H
#define PIXELGEN_OKLAB_H

#include <stdint.h>

typedef struct {
    double lightness, a, b; /* whole numbers of 2^-LAB_BITS */
} oklab;

oklab to_oklab(const uint8_t *rgb);
double oklab_chroma(oklab of);
/* How far a colour is from another one that is to show it, taken apart into lightness, chroma and hue; louder, duller: the
   price of more chroma than there was, and of less. */
double mapping_cost(oklab of, oklab shown, double louder, double duller);

static const double USUAL_LOUDER = 1.9, USUAL_DULLER = 1.2;

static inline double square(double number)
{
    return number * number;
}

#endif
