/* A part map -> what stands apart from what, what is paint, what lies over the trunk, what shines. */
#include "surfaces.h"

#include <string.h>

enum {
    NOTHING = PART_KINDS,
    LAST_TRUNK = 2,   /* of the kinds of surfaces */
    SHELL_SURFACE = 2,
    CARRIED_OVER = 4, /* pixels that paint may lie from what carries it */
    FEWEST = 2        /* pixels of an eye or a shell, for an animal to have one */
};

static uint8_t larger(uint8_t one, uint8_t other)
{
    return one > other ? one : other;
}

/* Paint takes the surface that lies nearest, of two as near the trunk's; what lies far from any, the trunk's. */
static void carry(surfaces *made, layout *on)
{
    uint8_t *known = made->apart, *nearest = layout_bytes(on), *wide = layout_bytes(on), *is_open = layout_bytes(on);
    const int row = on->row;
    int any = 0;
    for (int i = 0; i < on->count; i++)
        any |= made->paint[i];
    if (!any || on->is_out)
        return;
    for (int i = 0; i < on->count; i++) {
        is_open[i] = made->paint[i];
        known[i] = (uint8_t)(known[i] > 0 ? NOTHING - known[i] : 0);
    }
    for (int round = 0; round < CARRIED_OVER; round++) {
        for (int i = 0; i < on->count; i++)
            nearest[i] = larger(known[i], larger(known[i - 1], known[i + 1]));
        for (int i = 0; i < on->count; i++)
            wide[i] = larger(nearest[i], larger(nearest[i - row], nearest[i + row]));
        for (int i = 0; i < on->count; i++) {
            known[i] = is_open[i] ? wide[i] : known[i];
            is_open[i] = is_open[i] && known[i] == 0;
        }
    }
    for (int i = 0; i < on->count; i++) {
        const uint8_t found = is_open[i] ? NOTHING - 1 : known[i];
        known[i] = (uint8_t)(found > 0 ? NOTHING - found : 0);
    }
}

/* A cell with its like on none of four sides goes with what lies there, the trunk first. */
static void even(uint8_t *found, const uint8_t *surface, const layout *on)
{
    const int beside[FOUR] = {-1, 1, -on->row, on->row};
    for (int i = 0; i < on->count; i++) {
        int is_alone = surface[i] > 0, nearest = 0;
        for (int step = 0; step < FOUR; step++) {
            const int other = surface[i + beside[step]], rank = other > 0 ? NOTHING - other : 0;
            is_alone &= other != surface[i];
            nearest = rank > nearest ? rank : nearest;
        }
        found[i] = is_alone && nearest > 0 ? (uint8_t)(NOTHING - nearest) : surface[i];
    }
}

/* Whether there is trunk within seven pixels on both sides of a line of cells, `step` apart; bits are added. */
static void look_along(uint8_t *between, const uint8_t *trunk, int first, int step, int length)
{
    enum { FAR = 7 };
    int last = -FAR - 1;
    for (int at = 0; at < length; at++) {
        last = trunk[first + at * step] ? at : last;
        between[first + at * step] |= at - last <= FAR;
    }
    last = length + FAR;
    for (int at = length - 1; at >= 0; at--) {
        last = trunk[first + at * step] ? at : last;
        between[first + at * step] |= (last - at <= FAR) << 1;
    }
}

void surfaces_make(surfaces *made, layout *on, const uint8_t *parts)
{
    uint8_t *cells = layout_bytes(on), *trunk = layout_bytes(on), *level = layout_bytes(on), *upright = layout_bytes(on);
    uint8_t *raw = layout_bytes(on);
    int shells = 0, eyes = 0;
    made->apart = raw;
    made->paint = layout_bytes(on);
    made->over = layout_bytes(on);
    made->glossy = layout_bytes(on);
    uint8_t *evened = layout_bytes(on);
    if (on->is_out)
        return;
    layout_lay(cells, on, parts);
    for (int i = 0; i < on->count; i++) {
        made->paint[i] = PAINTED_PARTS >> cells[i] & 1;
        raw[i] = part_surface[cells[i]];
        eyes += cells[i] == PART_EYE;
    }
    carry(made, on);
    if (on->is_out)
        return;
    even(evened, raw, on);
    made->apart = evened;
    for (int i = 0; i < on->count; i++) {
        trunk[i] = evened[i] > 0 && evened[i] <= LAST_TRUNK;
        shells += evened[i] == SHELL_SURFACE;
    }
    for (int y = 0; y < on->rows; y++)
        look_along(level, trunk, y * on->row, 1, on->row);
    for (int x = 0; x < on->row; x++)
        look_along(upright, trunk, x, on->row, on->rows);
    made->any_over = 0;
    for (int i = 0; i < on->count; i++) {
        made->over[i] = evened[i] > LAST_TRUNK && (level[i] == 3 || upright[i] == 3);
        made->any_over |= made->over[i];
        made->glossy[i] = evened[i] == SHELL_SURFACE || (trunk[i] && eyes >= FEWEST && shells < FEWEST);
    }
}
