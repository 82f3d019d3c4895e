/* Grey-scale opening, then closing, by the square (Serra, Image Analysis and Mathematical Morphology, 1982). */
#include "clusters.h"

#include <string.h>

enum {
    PASSES = 3,
    SEVERAL = 3, /* pixels of a shade, for it to count */
    BRIGHT = 4,  /* shades from here on are bright */
    FAR = 100,
    LIGHTEST = PALETTE_SHADES - 1
};

static int8_t least_of(int8_t one, int8_t other)
{
    return one < other ? one : other;
}

static int8_t most_of(int8_t one, int8_t other)
{
    return one > other ? one : other;
}

/* The least of 2x2 squares that begin at each cell, or end there. */
static void erode(int8_t *into, int8_t *spare, const int8_t *bands, const layout *on, int sign)
{
    const int row = sign * on->row;
    for (int i = 0; i < on->count; i++)
        spare[i] = least_of(bands[i], bands[i + sign]);
    for (int i = 0; i < on->count; i++)
        into[i] = least_of(spare[i], spare[i + row]);
}

static void dilate(int8_t *into, int8_t *spare, const int8_t *bands, const layout *on, int sign)
{
    const int row = sign * on->row;
    for (int i = 0; i < on->count; i++)
        spare[i] = most_of(bands[i], bands[i + sign]);
    for (int i = 0; i < on->count; i++)
        into[i] = most_of(spare[i], spare[i + row]);
}

static void keep_inside(int8_t *bands, const uint8_t *filled, const layout *on)
{
    for (int i = 0; i < on->count; i++)
        bands[i] = filled[i] ? bands[i] : 0;
}

void cluster_bands(int8_t *bands, const uint8_t *filled, layout *on)
{
    int8_t *spare = (int8_t *)layout_bytes(on), *other = (int8_t *)layout_bytes(on);
    if (on->is_out)
        return;
    keep_inside(bands, filled, on);
    erode(other, spare, bands, on, 1);
    dilate(bands, spare, other, on, -1);
    keep_inside(bands, filled, on);
    dilate(other, spare, bands, on, 1);
    erode(bands, spare, other, on, -1);
    keep_inside(bands, filled, on);
}

/* Darkest and lightest shade of each cell that leave room for the sprite's other shades of the same ramp. */
static void find_reach(int8_t *low, int8_t *high, const uint8_t *flat, const uint8_t *ramp, const uint8_t *fixed,
                       const layout *on)
{
    int counts[(1 + PALETTE_RAMPS) * PALETTE_SHADES] = {0};
    int8_t below[(1 + PALETTE_RAMPS) * PALETTE_SHADES], above[(1 + PALETTE_RAMPS) * PALETTE_SHADES];
    for (int i = 0; i < on->count; i++)
        counts[fixed[i] ? 0 : ramp[i] * PALETTE_SHADES + flat[i]]++;
    for (int kind = 0; kind <= PALETTE_RAMPS; kind++) {
        const int *of = counts + kind * PALETTE_SHADES;
        int8_t shades = 0;
        for (int shade = 0; shade < PALETTE_SHADES; shade++) { /* shade 0 is the outline's alone */
            below[kind * PALETTE_SHADES + shade] = shades;
            shades = (int8_t)(shades + (shade > 0 && of[shade] >= SEVERAL));
        }
        shades = 0;
        for (int shade = PALETTE_SHADES - 1; shade >= 0; shade--) {
            above[kind * PALETTE_SHADES + shade] = shades;
            shades = (int8_t)(shades + (shade > 0 && of[shade] >= SEVERAL));
        }
    }
    for (int i = 0; i < on->count; i++) {
        const int place = fixed[i] ? 0 : ramp[i] * PALETTE_SHADES + flat[i];
        const int8_t own = (int8_t)flat[i], rises = (int8_t)(own + (own >= BRIGHT && own < LIGHTEST));
        low[i] = least_of((int8_t)(below[place] + 1), own);
        high[i] = most_of((int8_t)(LIGHTEST - above[place]), rises);
    }
}

/* Where two shades of a ramp meet, the darker side gives way. off: added to what lies beside a cell, step by step. */
static void part(int8_t *lit, int8_t *next, int8_t *const *off, const int8_t *low, const int *steps, const layout *on)
{
    for (int pass = 0; pass < PASSES; pass++) {
        memcpy(next, lit, (size_t)on->count);
        for (int step = 0; step < FOUR; step++)
            for (int i = 0; i < on->count; i++)
                next[i] = least_of(next[i], (int8_t)(lit[i + steps[step]] - 1 + off[step][i]));
        for (int i = 0; i < on->count; i++)
            lit[i] = most_of(next[i], low[i]);
    }
}

static int8_t difference(int8_t one, int8_t other)
{
    return (int8_t)(one > other ? one - other : other - one);
}

/* Each pixel goes with the nearest of its neighbours that are not apart; of the diagonal ones where the four are. */
static void join_pixels(int8_t *lit, const uint8_t *flat, const uint8_t *cells, const uint8_t *fixed, const int *steps,
                        layout *on)
{
    int8_t *next = (int8_t *)layout_bytes(on);
    uint8_t *alike = layout_bytes(on), *neighbours = layout_bytes(on);
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++) {
        uint8_t bits = 0, count = 0;
        for (int step = 0; step < EIGHT; step++)
            if (cells[i + steps[step]] == cells[i]) {
                bits |= (uint8_t)(1 << step);
                count++;
            }
        alike[i] = bits;
        neighbours[i] = count;
    }
    for (int pass = 0; pass < PASSES; pass++) {
        for (int i = 0; i < on->count; i++) {
            next[i] = lit[i];
            if (fixed[i] || alike[i] == 0)
                continue;
            const int first = alike[i] & 15 ? 0 : FOUR, last = first + FOUR;
            int8_t least = FAR, most = -FAR;
            for (int step = first; step < last; step++)
                if (alike[i] >> step & 1) {
                    least = least_of(least, lit[i + steps[step]]);
                    most = most_of(most, lit[i + steps[step]]);
                }
            const int8_t near = least_of(most_of(lit[i], least), most), own = (int8_t)flat[i];
            if (neighbours[i] == 1 && difference(near, own) > difference(lit[i], own))
                continue; /* a pair would change places for ever */
            next[i] = near;
        }
        memcpy(lit, next, (size_t)on->count);
    }
}

void clean_bands(int8_t *lit, const int8_t *bands, const uint8_t *flat, const uint8_t *cells, const uint8_t *ramp,
                 const uint8_t *fixed, layout *on, int join)
{
    int8_t *low = (int8_t *)layout_bytes(on), *high = (int8_t *)layout_bytes(on), *next = (int8_t *)layout_bytes(on);
    uint8_t *loose = layout_bytes(on);
    int8_t *off[FOUR];
    int steps[EIGHT];
    for (int step = 0; step < FOUR; step++)
        off[step] = (int8_t *)layout_bytes(on);
    if (on->is_out)
        return;
    layout_steps(steps, on);
    find_reach(low, high, flat, ramp, fixed, on);
    for (int i = 0; i < on->count; i++)
        loose[i] = fixed[i] ? 0 : ramp[i];
    for (int step = 0; step < FOUR; step++)
        for (int i = 0; i < on->count; i++) {
            const int other = i + steps[step], bounds = loose[other] == loose[i] && flat[other] > flat[i] && !fixed[i];
            off[step][i] = bounds ? 0 : FAR;
        }
    for (int i = 0; i < on->count; i++) {
        const int8_t own = (int8_t)flat[i];
        lit[i] = fixed[i] ? own : least_of(most_of((int8_t)(own + bands[i]), low[i]), high[i]);
    }
    part(lit, next, off, low, steps, on);
    if (join) {
        join_pixels(lit, flat, cells, fixed, steps, on);
        part(lit, next, off, low, steps, on);
    }
    for (int i = 0; i < on->count; i++)
        lit[i] = fixed[i] ? (int8_t)flat[i] : lit[i];
}
