/* Counts of colours, in whole numbers. */
#include "ramps.h"

#include <string.h>

enum {
    INK = RAMP_INK - 1,
    SPECK = 50, /* a ramp with less than one of so many coloured pixels is no colour of a body */
    MOST_COLOURS = 8,
    OTHER_RAMP = 1 << 20 /* farther than any two colours of one ramp */
};

static int is_outline(int shade) /* of ink; the others are a grey body */
{
    return shade <= 1 || shade == PALETTE_SHADES - 1;
}

static int ramp_of(int colour)
{
    return (colour - 1) / PALETTE_SHADES;
}

void ramps_add(ramp_list *to, int ramp)
{
    for (int i = 0; i < to->count; i++)
        if (to->at[i] == ramp)
            return;
    to->at[to->count++] = ramp;
}

void body_ramps(ramp_list *found, const uint8_t *indices, int least)
{
    int counts[PALETTE_RAMPS] = {0};
    found->count = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        const int colour = indices[pixel], ramp = ramp_of(colour);
        if (colour > 0 && !(ramp == INK && is_outline(colour - palette_first(INK))))
            counts[ramp]++;
    }
    for (int ramp = 0; ramp < PALETTE_RAMPS; ramp++) {
        if (counts[ramp] < (least > 1 ? least : 1))
            continue;
        int at = found->count++;
        for (; at > 0 && counts[found->at[at - 1]] < counts[ramp]; at--)
            found->at[at] = found->at[at - 1];
        found->at[at] = ramp;
    }
}

void main_ramps(ramp_list *found, const uint8_t *indices)
{
    int coloured = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        coloured += indices[pixel] > 0;
    body_ramps(found, indices, (coloured + SPECK - 1) / SPECK);
}

void ramps_lock(uint8_t *colours, const ramp_list *ramps)
{
    memset(colours, ramps->count == 0, PIXELGEN_COLOURS);
    colours[0] = 1;
    memset(colours + palette_first(INK), 1, PALETTE_SHADES); /* eyes and outlines need it */
    for (int i = 0; i < ramps->count; i++)
        memset(colours + palette_first(ramps->at[i]), 1, PALETTE_SHADES);
}

void ramps_lock_with_outlines(uint8_t *colours, const ramp_list *ramps)
{
    ramps_lock(colours, ramps);
    for (int i = 0; i < ramps->count; i++)
        if (ramps->at[i] == INK)
            return;
    for (int shade = 0; ramps->count > 0 && shade < PALETTE_SHADES; shade++)
        colours[palette_first(INK) + shade] = (uint8_t)is_outline(shade);
}

void ramps_exchange(uint8_t *recoloured, const ramp_list *own, const ramp_list *wanted)
{
    for (int colour = 0; colour < PIXELGEN_COLOURS; colour++)
        recoloured[colour] = (uint8_t)colour;
    for (int rank = 0; rank < own->count; rank++) {
        const int to = wanted->at[rank < wanted->count ? rank : wanted->count - 1];
        for (int shade = 0; shade < PALETTE_SHADES; shade++)
            if (own->at[rank] != INK || !is_outline(shade))
                recoloured[palette_first(own->at[rank]) + shade] = (uint8_t)(palette_first(to) + shade);
    }
}

static int is_counted(int colour)
{
    return colour > 0 && ramp_of(colour) != INK && ramp_of(colour) != RAMP_GLOW - 1;
}

static int colours_apart(int one, int other)
{
    int distance = ramp_of(one) == ramp_of(other) ? 0 : OTHER_RAMP;
    for (int channel = 0; channel < 3; channel++) {
        const int change = palette_rgb[one][channel] - palette_rgb[other][channel];
        distance += change * change;
    }
    return distance;
}

void keep_few_colours(uint8_t *indices, const uint8_t *fixed)
{
    for (;;) {
        int counts[PIXELGEN_COLOURS] = {0}, there = 0, gone = 0, nearest = 0;
        uint8_t held[PIXELGEN_COLOURS] = {0};
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
            counts[indices[pixel]]++;
            if (fixed != NULL && fixed[pixel])
                held[indices[pixel]] = 1;
        }
        for (int colour = 1; colour < PIXELGEN_COLOURS; colour++) {
            if (counts[colour] == 0 || !is_counted(colour))
                continue;
            there++;
            if (gone == 0 || held[colour] < held[gone] ||
                (held[colour] == held[gone] && counts[colour] < counts[gone]))
                gone = colour;
        }
        if (there <= MOST_COLOURS)
            return;
        for (int colour = 1; colour < PIXELGEN_COLOURS; colour++)
            if (counts[colour] > 0 && is_counted(colour) && colour != gone &&
                (nearest == 0 || colours_apart(gone, colour) < colours_apart(gone, nearest)))
                nearest = colour;
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            if (indices[pixel] == gone)
                indices[pixel] = (uint8_t)nearest;
    }
}
