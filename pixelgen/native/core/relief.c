/* A sprite is blown up like a balloon: the square of a height solves Poisson's equation over the silhouette (inflation:
   Johnston, Lumo, NPAR 2002), by Chebyshev's semi-iteration (Golub and Varga 1961). float32 throughout, one operation at a
   time. */
#include "relief.h"
#include "surfaces.h"

#include <math.h>
#include <string.h>

enum {
    ROUNDS = 24,
    ANYTHING = 0,    /* of what meets: what lies over the trunk has no seam */
    FIRST_RAMP = 16, /* from here on ramps */
    THICKEST = 3,    /* pixels from its edge up to which what lies over the trunk rises */
    FARTHEST_EDGE = 254
};

static const float REACH = 0.98f, SEAM = 0.72f, PARTS_SEAM = 0.5f, CREASE = 0.6f, LIES_OVER = 0.7f, QUARTER = 0.25f,
                   ROUNDNESS = 3.0f, SHORTEST = 1e-6f;

/* Steps to the nearest empty cell, by turns to four and to eight neighbours; 0 in empty cells. */
static void edge_distance(uint8_t *distance, const uint8_t *filled, layout *on)
{
    uint8_t *left = layout_bytes(on), *across = layout_bytes(on), *inner = layout_bytes(on);
    const int row = on->row;
    if (on->is_out)
        return;
    memcpy(left, filled, (size_t)on->count);
    memcpy(distance, filled, (size_t)on->count);
    for (int round = 0; round < FARTHEST_EDGE; round++) {
        for (int i = 0; i < on->count; i++)
            across[i] = left[i] & left[i - 1] & left[i + 1];
        const uint8_t *upright = round % 2 ? across : left;
        uint8_t any = 0;
        for (int i = 0; i < on->count; i++) {
            inner[i] = across[i] & upright[i - row] & upright[i + row];
            any |= inner[i];
            distance[i] = (uint8_t)(distance[i] + inner[i]);
        }
        if (!any)
            return;
        uint8_t *const before = left;
        left = inner;
        inner = before;
    }
}

/* A quarter of the share that passes between each cell and the one `step` further on. */
static void find_passing(float *share, const relief *of, const uint8_t *seams, const uint8_t *line, int step)
{
    for (int i = 0; i + step < of->on.count; i++) {
        const uint8_t one = seams[i], other = seams[i + step];
        float found = one == other || one == ANYTHING || other == ANYTHING ? QUARTER
                      : one < FIRST_RAMP                                   ? QUARTER * PARTS_SEAM
                                                                           : QUARTER * SEAM;
        found = line[i] != line[i + step] ? QUARTER * CREASE : found;
        share[i] = of->filled[i] & of->filled[i + step] ? found : 0.0f;
    }
}

/* Sideways and upright are summed apart: a mirrored sprite adds the same numbers in the same order. */
static void relax(float *restrict into, const float *restrict height, const float *restrict right,
                  const float *restrict down, const float *restrict source, const layout *on)
{
    const int row = on->row;
    for (int i = 0; i < on->count; i++) {
        const float level = right[i - 1] * height[i - 1] + right[i] * height[i + 1];
        const float upright = down[i - row] * height[i - row] + down[i] * height[i + row];
        into[i] = level + upright + source[i];
    }
}

static void find_heights(relief *made)
{
    layout *on = &made->on;
    uint8_t *line = layout_bytes(on), *seams = layout_bytes(on), *edge = layout_bytes(on), *over_edge = layout_bytes(on);
    float *right = layout_floats(on), *down = layout_floats(on), *source = layout_floats(on);
    float *before = layout_floats(on), *now = layout_floats(on), *after = layout_floats(on);
    const surfaces *of = &made->of_parts;
    if (on->is_out)
        return;
    layout_inside(line, made->filled, on);
    for (int i = 0; i < on->count; i++) {
        line[i] = line[i] && made->flat[i] == 0 && !(made->has_parts && of->paint[i]);
        seams[i] = (uint8_t)(made->ramp[i] + FIRST_RAMP);
        if (made->has_parts)
            seams[i] = of->over[i] ? ANYTHING : of->apart[i] > 0 ? of->apart[i] : seams[i];
        source[i] = made->filled[i] ? QUARTER : 0.0f;
    }
    find_passing(right, made, seams, line, 1);
    find_passing(down, made, seams, line, on->row);
    edge_distance(edge, made->filled, on);
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++) {
        const float distance = edge[i];
        before[i] = distance * distance * 0.5f;
    }
    relax(now, before, right, down, source, on);
    float weight = 2.0f / (2.0f - REACH * REACH);
    for (int round = 1; round < ROUNDS; round++) {
        relax(after, now, right, down, source, on);
        for (int i = 0; i < on->count; i++)
            after[i] = (after[i] - before[i]) * weight + before[i];
        float *const oldest = before;
        before = now;
        now = after;
        after = oldest;
        weight = 1.0f / (1.0f - QUARTER * REACH * REACH * weight);
    }
    for (int i = 0; i < on->count; i++)
        now[i] = sqrtf((now[i] > QUARTER ? now[i] : QUARTER) * ROUNDNESS);
    if (made->has_parts && of->any_over) {
        edge_distance(over_edge, of->over, on);
        for (int i = 0; i < on->count; i++)
            now[i] = now[i] + LIES_OVER * (float)(over_edge[i] < THICKEST ? over_edge[i] : THICKEST);
    }
    for (int i = 0; i < on->count; i++)
        now[i] = made->filled[i] ? now[i] : 0.0f;
    made->height = now;
}

/* From the slopes of its square: these stay finite where the surface turns vertical. */
static void find_normals(relief *made)
{
    layout *on = &made->on;
    float *squared = layout_floats(on);
    const float *height = made->height;
    const int row = on->row;
    made->facing.right = layout_floats(on);
    made->facing.up = layout_floats(on);
    made->facing.out = layout_floats(on);
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++)
        squared[i] = height[i] * height[i];
    for (int i = 0; i < on->count; i++) {
        const float right = (squared[i - 1] - squared[i + 1]) * QUARTER;
        const float up = (squared[i + row] - squared[i - row]) * QUARTER;
        const float root = sqrtf(squared[i] + (right * right + up * up)), length = root > SHORTEST ? root : SHORTEST;
        made->facing.right[i] = (height[i] == 0.0f ? 0.0f : right) / length;
        made->facing.up[i] = (height[i] == 0.0f ? 0.0f : up) / length;
        made->facing.out[i] = height[i] / length;
    }
}

pixelgen_status relief_make(relief *made, const pixelgen_picture *of, message to)
{
    *made = (relief){.has_parts = 0};
    layout *on = &made->on;
    if (layout_begin(on, of, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    made->cells = layout_bytes(on);
    made->filled = layout_bytes(on);
    made->ramp = layout_bytes(on);
    made->flat = layout_bytes(on);
    if (!on->is_out) {
        layout_lay(made->cells, on, of->indices);
        for (int i = 0; i < on->count; i++) {
            made->filled[i] = made->cells[i] > 0;
            made->ramp[i] = (uint8_t)((made->cells[i] + PALETTE_SHADES - 1) / PALETTE_SHADES);
            made->flat[i] = (uint8_t)((made->cells[i] - made->filled[i]) % PALETTE_SHADES);
        }
        made->has_parts = of->parts != NULL;
        if (made->has_parts)
            surfaces_make(&made->of_parts, on, of->parts);
    }
    if (!on->is_out)
        find_heights(made);
    if (!on->is_out)
        find_normals(made);
    return on->is_out ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the light") : PIXELGEN_OK;
}

void relief_free(relief *of)
{
    layout_free(&of->on);
}
