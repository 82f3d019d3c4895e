/* The geometry of cells -> that of groups, number for number as in pixelgen/groups.py. */
#include "group_tables.h"

static uint16_t pixel_at(int y, int x)
{
    const int inside = y >= 0 && y < PIXELGEN_SIDE && x >= 0 && x < PIXELGEN_SIDE;
    return (uint16_t)(inside ? y * PIXELGEN_SIDE + x : PIXELGEN_PIXELS);
}

static void make_ring(uint16_t *ring, int top, int left, int half)
{
    const int side = 2 * half, first = (half - 1) / 2, second = half + first;
    const uint16_t looks[PIXELGEN_RING] = {
        pixel_at(top + first, left - 1),    pixel_at(top + second, left - 1),
        pixel_at(top - 1, left + first),    pixel_at(top - 1, left + second),
        pixel_at(top + first, left + side), pixel_at(top + second, left + side),
        pixel_at(top + side, left + first), pixel_at(top + side, left + second),
        pixel_at(top - 1, left - 1),        pixel_at(top - 1, left + side),
        pixel_at(top + side, left - 1),     pixel_at(top + side, left + side),
    };
    for (int place = 0; place < PIXELGEN_RING; place++)
        ring[place] = looks[place];
}

void make_group_tables(group_tables *made, const tables *of)
{
    static const int CORNERS[PIXELGEN_SLOTS] = {0, 1, 8, 9}, OFFSET[] = {0, 4, 12};
    for (int group = 0; group < PIXELGEN_GROUPS; group++) {
        const int corner = group / 4 * 16 + group % 4 * 2; /* of a block */
        for (int slot = 0; slot < PIXELGEN_SLOTS; slot++)
            made->cells[group][slot] =
                group < BLOCKS ? (uint16_t)(corner + CORNERS[slot]) : of->children[group - BLOCKS][slot];
        const int cell = made->cells[group][0];
        const int top = of->top[cell], left = of->left[cell], half = of->side[cell];
        make_ring(made->ring_pixel[group], top, left, half);
        made->level[group] = of->level[cell];
        made->x[group] = (uint8_t)(OFFSET[of->level[cell]] + left / (2 * half));
        made->y[group] = (uint8_t)(OFFSET[of->level[cell]] + top / (2 * half));
    }
}
