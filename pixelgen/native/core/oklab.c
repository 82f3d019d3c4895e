/* 8-bit sRGB -> OKLab by integers; distances by operations that are rounded by themselves. */
#include "oklab.h"
#include "shared_tables.h"

#include <math.h>

/* Whole, rounded down. */
static int64_t cube_root(int64_t number)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << LAB_BITS; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) * (root + bit) <= number)
            root += bit;
    return root;
}

static int64_t weighed(const int64_t *weights, const int64_t *values)
{
    return weights[0] * values[0] + weights[1] * values[1] + weights[2] * values[2];
}

oklab to_oklab(const uint8_t *rgb)
{
    enum { ABOVE_ZERO = 1 << (LAB_BITS + 3) }; /* where dividing rounds down */
    const int64_t light[3] = {linear_light[rgb[0]], linear_light[rgb[1]], linear_light[rgb[2]]};
    int64_t cones[3];
    double lab[3];
    for (int at = 0; at < 3; at++)
        cones[at] = cube_root(weighed(to_cone[at], light));
    for (int at = 0; at < 3; at++) {
        const int64_t whole = weighed(to_lab[at], cones) + ((int64_t)1 << (MATRIX_BITS - 1));
        const int64_t rounded = ((whole + ((int64_t)ABOVE_ZERO << MATRIX_BITS)) >> MATRIX_BITS) - ABOVE_ZERO;
        lab[at] = (double)rounded / (1 << LAB_BITS);
    }
    const oklab found = {lab[0], lab[1], lab[2]};
    return found;
}

double oklab_chroma(oklab of)
{
    return sqrt(of.a * of.a + of.b * of.b);
}

double mapping_cost(oklab of, oklab shown, double louder, double duller)
{
    const double more = oklab_chroma(shown) - oklab_chroma(of);
    const double beyond = square(of.a - shown.a) + square(of.b - shown.b) - square(more);
    const double hue = beyond > 0 ? beyond : 0;
    return 0.6 * square(of.lightness - shown.lightness) + (more > 0 ? louder : duller) * square(more) + 1.6 * hue;
}
