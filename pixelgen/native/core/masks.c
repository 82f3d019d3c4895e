/* A pattern orders the 64 cells of 4x4 pixels; the first of them are drawn anew. In whole numbers throughout. */
#include "masks.h"
#include "palette.h"
#include "part_maps.h"

#include <math.h>
#include <string.h>

enum {
    ACROSS = 8, /* cells a side */
    CELLS = ACROSS * ACROSS,
    CELL = 4,
    STRIPE_PERIOD = 5, /* two of five are 40 % */
    ROOM = 2,          /* pixels of water around a part that may be drawn larger */
    SMALL = 40,        /* pixels of a part that a seam does not cut through */
    SCALE = 16         /* distances in sixteenths of a cell, so that a centre of mass has somewhere to be */
};

typedef struct {
    uint8_t is_covered[CELLS];
    int covered;
    const uint64_t *draws; /* the next one */
} cells_of;

static int draw_below(cells_of *of, int below)
{
    return (int)(*of->draws++ % (uint64_t)below);
}

/* On the creature, if there is any. */
static int some_cell(cells_of *of)
{
    int left = draw_below(of, of->covered > 0 ? of->covered : CELLS);
    for (int cell = 0; cell < CELLS; cell++)
        if ((of->is_covered[cell] || of->covered == 0) && left-- == 0)
            return cell;
    return 0;
}

static int squared(int number)
{
    return number * number;
}

static int distance_to(int cell, int y, int x) /* in sixteenths */
{
    return squared(cell / ACROSS * SCALE - y) + squared(cell % ACROSS * SCALE - x);
}

static void score_nearest(int *score, cells_of *of, int centres)
{
    for (int centre = 0; centre < centres; centre++) {
        const int at = some_cell(of);
        for (int cell = 0; cell < CELLS; cell++) {
            const int distance = distance_to(cell, at / ACROSS * SCALE, at % ACROSS * SCALE);
            score[cell] = centre == 0 || distance < score[cell] ? distance : score[cell];
        }
    }
}

/* Upright, level or slanting. */
static void score_stripes(int *score, cells_of *of)
{
    const int way = draw_below(of, 4), shift = draw_below(of, STRIPE_PERIOD);
    for (int cell = 0; cell < CELLS; cell++) {
        const int y = cell / ACROSS, x = cell % ACROSS;
        const int along = way == 0 ? x : way == 1 ? y : way == 2 ? x + y : x - y;
        score[cell] = (along + shift + 2 * STRIPE_PERIOD) % STRIPE_PERIOD;
    }
}

/* What of the creature is far from its centre; beside it, what is near. */
static void score_outermost(int *score, const cells_of *of)
{
    int y = 0, x = 0, count = 0;
    for (int cell = 0; cell < CELLS; cell++)
        if (of->is_covered[cell] || of->covered == 0) {
            y += cell / ACROSS;
            x += cell % ACROSS;
            count++;
        }
    for (int cell = 0; cell < CELLS; cell++) {
        int nearest = 0;
        for (int other = 0, is_first = 1; other < CELLS; other++)
            if (of->is_covered[other]) {
                const int apart = squared(cell / ACROSS - other / ACROSS) + squared(cell % ACROSS - other % ACROSS);
                nearest = is_first || apart < nearest ? apart : nearest;
                is_first = 0;
            }
        score[cell] = of->is_covered[cell] ? -distance_to(cell, y * SCALE / count, x * SCALE / count) : nearest;
    }
}

static int share_of(int count, double share)
{
    const int found = (int)floor(count * share + 0.5);
    return count == 0 ? 0 : found > 1 ? found : 1;
}

static void choose_cells(uint8_t *anew, const pixelgen_mask *mask, int pattern, const uint8_t *parent,
                         const uint64_t *draws)
{
    cells_of of = {.draws = draws + CELLS};
    int score[CELLS], order[CELLS];
    uint8_t is_chosen[CELLS] = {0};
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (parent[pixel])
            of.is_covered[pixel / PIXELGEN_SIDE / CELL * ACROSS + pixel % PIXELGEN_SIDE / CELL] = 1;
    for (int cell = 0; cell < CELLS; cell++)
        of.covered += of.is_covered[cell];
    if (pattern == PATTERN_PATCHES)
        score_nearest(score, &of, 3 + draw_below(&of, 3));
    else if (pattern == PATTERN_REGION)
        score_nearest(score, &of, 1);
    else if (pattern == PATTERN_STRIPES)
        score_stripes(score, &of);
    else
        score_outermost(score, &of);
    for (int cell = 0; cell < CELLS; cell++) { /* equal scores fall to the draws */
        int at = cell;
        for (; at > 0; at--) {
            const int before = order[at - 1];
            if (score[before] < score[cell] || (score[before] == score[cell] && draws[before] <= draws[cell]))
                break;
            order[at] = before;
        }
        order[at] = cell;
    }
    const int count = share_of(CELLS, mask->share), wanted = share_of(of.covered, mask->share);
    int from_body = wanted < count ? wanted : count, from_rest = count - from_body;
    for (int i = 0; i < CELLS; i++) {
        int *left = of.is_covered[order[i]] ? &from_body : &from_rest;
        is_chosen[order[i]] = *left > 0;
        *left -= *left > 0;
    }
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        anew[pixel] = is_chosen[pixel / PIXELGEN_SIDE / CELL * ACROSS + pixel % PIXELGEN_SIDE / CELL];
}

/* Each small piece of a part drawn anew whole, or not at all, as most of it was; of halves, whole. */
static void go_along_parts(uint8_t *anew, const uint8_t *parts)
{
    uint8_t left[PIXELGEN_PIXELS];
    int16_t piece[PIXELGEN_PIXELS];
    memcpy(left, parts, sizeof left);
    for (int first = 0; first < PIXELGEN_PIXELS; first++) {
        int size = 0, marked = 0;
        if (left[first] == 0)
            continue;
        left[first] = 0;
        piece[size++] = (int16_t)first;
        for (int next = 0; next < size; next++) {
            marked += anew[piece[next]];
            for (int beside = 0; beside < 9; beside++) {
                const int row = piece[next] / PIXELGEN_SIDE + beside / 3 - 1;
                const int column = piece[next] % PIXELGEN_SIDE + beside % 3 - 1, at = row * PIXELGEN_SIDE + column;
                if (row >= 0 && row < PIXELGEN_SIDE && column >= 0 && column < PIXELGEN_SIDE &&
                    left[at] == parts[first]) {
                    left[at] = 0;
                    piece[size++] = (int16_t)at;
                }
            }
        }
        for (int i = 0; size <= SMALL && i < size; i++)
            anew[piece[i]] = 2 * marked >= size;
    }
}

/* The parts that are wanted, what is painted on them, and some water; 0 when there are none. */
static int choose_parts(uint8_t *anew, uint32_t wanted, const pixelgen_sprite *parent)
{
    uint8_t bearing[PIXELGEN_PIXELS], near[PIXELGEN_PIXELS];
    uint32_t there = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        anew[pixel] = near[pixel] = (uint8_t)is_part_of(parent->parts[pixel], wanted);
        there |= anew[pixel] ? (uint32_t)1 << parent->parts[pixel] : 0;
    }
    if (there == 0)
        return 0;
    find_carriers(bearing, parent->parts, PIXELGEN_SIDE, PIXELGEN_SIDE, CARRIED_PARTS);
    grow_mask(near, PIXELGEN_SIDE, PIXELGEN_SIDE, ROOM);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        anew[pixel] |= (bearing[pixel] != parent->parts[pixel] && is_part_of(bearing[pixel], there)) ||
                       (near[pixel] && parent->indices[pixel] == 0);
    return 1;
}

void find_redrawn(uint8_t *anew, const pixelgen_mask *mask, const pixelgen_sprite *parent, const uint64_t *draws)
{
    const int pattern = place_of_name(mask_patterns, mask->pattern);
    if (pattern == PATTERN_DRAWN) {
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            anew[pixel] = mask->pixels[pixel] != 0;
        return;
    }
    if (pattern_parts[pattern] != 0 && choose_parts(anew, pattern_parts[pattern], parent))
        return;
    choose_cells(anew, mask, pattern, parent->indices, draws);
    go_along_parts(anew, parent->parts);
}
