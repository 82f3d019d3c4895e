/* A flat picture and a style -> the same picture lit, every pixel on its ramp: as pixelgen/look/lighting/shading.py. */
#include "clusters.h"
#include "palette.h"
#include "relief.h"

#include <math.h>
#include <string.h>

enum {
    UNIT = 256,      /* length of a light's vector */
    MOST_SHADES = 2, /* by which a pixel is lit or darkened */
    GLEAM = 2,       /* shades by which a pixel that shines is lighter */
    MOST_GLEAMS = 2,
    DARK = 3, /* what is lighter than this shade does not show the glow of a neighbour */
    PALE = PALETTE_SHADES - 2, /* an iris is this light or lighter */
    LIGHTEST = PALETTE_SHADES - 1,
    PUPIL = FIRST_INK,
    GLINT = FIRST_INK + LIGHTEST,
    OUTLINE_PASSES = 2
};

static const double SLANT = 0.38; /* sine of the angle to an axis from which light comes from that axis's side too */
static const float DITHER = 0.05f, DEEPEST = 0.6f, FACING = 0.45f;

pixelgen_status pixelgen_style_init(pixelgen_style *style, size_t size, const char *zone)
{
    const int number = zone == NULL ? 1 : place_of_name(sea_zones, zone); /* a plain light is that of the reef */
    if (style == NULL || size != sizeof *style || number < 0)
        return PIXELGEN_INVALID;
    const zone_light *of = zone_lights + number;
    *style = (pixelgen_style){size, {of->light[0], of->light[1], of->light[2]}, of->highlight, of->shadow, of->lit_from,
                              of->dark_from, of->deep_from, of->ambient_occlusion, of->edge_darkening, of->rim, of->glow,
                              of->dither, of->selective_outline};
    return PIXELGEN_OK;
}

static int is_finite(double number)
{
    return number - number == 0.0;
}

static pixelgen_status check_style(const pixelgen_style *style, message to)
{
    if (style == NULL || style->size != sizeof *style)
        return refuse(to, PIXELGEN_INVALID, "a style must be made by pixelgen_style_init");
    for (int axis = 0; axis < 3; axis++)
        if (style->light[axis] < -UNIT || style->light[axis] > UNIT)
            return refuse(to, PIXELGEN_INVALID, "a light's direction must be -256 to 256 each way; got %d",
                          (int)style->light[axis]);
    const int32_t shades[] = {style->highlight, style->shadow, style->rim, style->glow};
    for (int i = 0; i < 4; i++)
        if (shades[i] < 0 || shades[i] > MOST_SHADES)
            return refuse(to, PIXELGEN_INVALID, "highlight, shadow, rim and glow must be 0 to %d; got %d", MOST_SHADES,
                          (int)shades[i]);
    if (!is_finite(style->lit_from) || !is_finite(style->dark_from) || !is_finite(style->deep_from) ||
        !is_finite(style->ambient_occlusion) || !is_finite(style->edge_darkening))
        return refuse(to, PIXELGEN_INVALID, "a style's thresholds must be numbers");
    return PIXELGEN_OK;
}

/* The places and their eight neighbours. */
static void mark_around(uint8_t *found, uint8_t *wide, const uint8_t *places, const layout *on)
{
    const int row = on->row;
    for (int i = 0; i < on->count; i++)
        wide[i] = places[i] | places[i - 1] | places[i + 1];
    for (int i = 0; i < on->count; i++)
        found[i] = wide[i] | wide[i - row] | wide[i + row];
}

static int any_beside(const uint8_t *marked, int cell, int row)
{
    return marked[cell - 1] | marked[cell + 1] | marked[cell - row] | marked[cell + row];
}

/* Pupils, and what is pale around them. A pupil is black beside a white glint; where an outline passes as near as that, the
   glint must be a lone pixel. near: the pupils and their neighbours. */
static void find_eyes(uint8_t *eye, uint8_t *near, relief *of)
{
    layout *on = &of->on;
    uint8_t *glint = layout_bytes(on), *lone = layout_bytes(on), *inside = layout_bytes(on), *pupil = layout_bytes(on);
    uint8_t *wide = layout_bytes(on);
    const int row = on->row;
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++)
        glint[i] = of->cells[i] == GLINT;
    layout_inside(inside, of->filled, on);
    for (int i = 0; i < on->count; i++) {
        lone[i] = glint[i] && !any_beside(glint, i, row);
        inside[i] = inside[i] && of->cells[i] == PUPIL;
    }
    for (int i = 0; i < on->count; i++)
        wide[i] = (inside[i] && any_beside(glint, i, row)) || (of->cells[i] == PUPIL && (lone[i - 1] || lone[i + 1]));
    for (int i = 0; i < on->count; i++)
        pupil[i] = wide[i] || (inside[i] && any_beside(wide, i, row));
    mark_around(near, wide, pupil, on);
    for (int i = 0; i < on->count; i++)
        eye[i] = pupil[i] || (near[i] && of->flat[i] >= PALE);
    mark_around(near, wide, eye, on);
}

/* How many pixels a cell lies under the lower of two opposite neighbours two steps off: 0 on slopes and edges. */
static float valley_at(const float *height, int cell, int row)
{
    const int steps[FOUR] = {2, 2 * row, 2 + 2 * row, 2 - 2 * row};
    float deepest = 0.0f;
    for (int step = 0; step < FOUR; step++) {
        const float one = height[cell + steps[step]], other = height[cell - steps[step]];
        const float depth = (one < other ? one : other) - height[cell];
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* Light that falls on each cell, beyond that on a surface which faces the viewer (Lambert's law). */
static void find_brightness(float *bright, relief *of, const pixelgen_style *style)
{
    layout *on = &of->on;
    float *falling = layout_floats(on), *share = layout_floats(on), *spare = layout_floats(on), *summed = layout_floats(on);
    const float right = (float)style->light[0] / (float)UNIT, up = (float)style->light[1] / (float)UNIT;
    const float out = (float)style->light[2] / (float)UNIT, darkening = (float)-style->edge_darkening;
    const float occlusion = (float)style->ambient_occlusion;
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++) {
        const float across = of->facing.right[i] * right + of->facing.up[i] * up;
        const float away = of->filled[i] ? of->facing.out[i] - 1.0f : 0.0f;
        falling[i] = across + away * out + (across < 0.0f ? across : 0.0f) * away * darkening;
        share[i] = of->filled[i] ? 1.0f : 0.0f;
    }
    /* averaged over 3x3 of the sprite: the stairs of a slanting edge do not show, and thin parts stay even */
    layout_summed(summed, share, spare, on);
    layout_summed(bright, falling, spare, on);
    for (int i = 0; i < on->count; i++) {
        const float deep = valley_at(of->height, i, on->row) * occlusion;
        bright[i] = bright[i] / (summed[i] > 1.0f ? summed[i] : 1.0f) - (deep < DEEPEST ? deep : DEEPEST);
    }
}

static void step_bands(int8_t *bands, const float *bright, float by, const layout *on, const pixelgen_style *style)
{
    const float lit[MOST_SHADES] = {(float)style->lit_from, (float)(style->lit_from * 2)};
    const float dark[MOST_SHADES] = {(float)-style->dark_from, (float)-style->deep_from};
    for (int i = 0; i < on->count; i++) {
        const float one = bright[i] + by;
        int band = 0;
        for (int step = 0; step < style->highlight; step++)
            band += one > lit[step];
        for (int step = 0; step < style->shadow; step++)
            band -= one < dark[step];
        bands[i] = (int8_t)band;
    }
}

static void find_bands(int8_t *bands, relief *of, const pixelgen_style *style)
{
    layout *on = &of->on;
    float *bright = layout_floats(on);
    if (on->is_out)
        return;
    find_brightness(bright, of, style);
    if (on->is_out)
        return;
    step_bands(bands, bright, style->dither ? -DITHER : 0.0f, on, style);
    cluster_bands(bands, of->filled, on);
    if (!style->dither)
        return;
    int8_t *upper = (int8_t *)layout_bytes(on);
    if (on->is_out)
        return;
    step_bands(upper, bright, DITHER, on, style);
    cluster_bands(upper, of->filled, on);
    for (int i = 0; i < on->count; i++)
        if ((i / on->row + i % on->row) % 2)
            bands[i] = upper[i];
}

/* Cells of the trunk beside what lies over it, on the side away from the light: a dark gap. */
static void throw_shadows(int8_t *bands, const relief *of, const pixelgen_style *style)
{
    const double x = style->light[0], y = style->light[1], level = sqrt(x * x + y * y) * SLANT;
    const int across = (x > level) - (x < -level), upright = (y < -level) - (y > level), row = of->on.row;
    const int steps[] = {across, upright * row, across + upright * row};
    for (int i = 0; i < of->on.count; i++) {
        if (of->of_parts.over[i] || of->of_parts.apart[i] == 0)
            continue;
        for (int step = 0; step < 3; step++) {
            const int other = i + steps[step];
            if (steps[step] != 0 && other >= 0 && other < of->on.count && of->of_parts.over[other] && of->flat[other] > 0 &&
                bands[i] > -1)
                bands[i] = -1;
        }
    }
}

/* The cell of the glossy surface that mirrors the light to the viewer best (Blinn 1977), or two as good. */
static void add_gleam(int8_t *lit, relief *of, const uint8_t *fixed, const pixelgen_style *style)
{
    layout *on = &of->on;
    float *mirrors = layout_floats(on), best = 0.0f;
    const double right = style->light[0], up = style->light[1], out = style->light[2] + UNIT;
    const double length = sqrt(right * right + up * up + out * out);
    const float half[] = {(float)(right / length), (float)(up / length), (float)(out / length)};
    const int row = on->row;
    int count = 0;
    if (on->is_out || length == 0.0)
        return;
    for (int i = 0; i < on->count; i++) {
        const uint8_t own = of->cells[i];
        if (!of->of_parts.glossy[i] || of->of_parts.paint[i] || of->of_parts.over[i] || fixed[i] ||
            of->cells[i - 1] != own || of->cells[i + 1] != own || of->cells[i - row] != own || of->cells[i + row] != own)
            continue;
        mirrors[i] = of->facing.right[i] * half[0] + of->facing.up[i] * half[1] + of->facing.out[i] * half[2];
        count = mirrors[i] > best ? 1 : count + (mirrors[i] == best && best > 0.0f);
        best = mirrors[i] > best ? mirrors[i] : best;
    }
    for (int i = 0; count > 0 && count <= MOST_GLEAMS && i < on->count; i++)
        if (mirrors[i] == best)
            lit[i] = (int8_t)(of->flat[i] + GLEAM < LIGHTEST ? of->flat[i] + GLEAM : LIGHTEST);
}

/* Pixels of the outline that face the light, in runs: gaps of one are closed, single ones dropped. */
static void find_near_outline(uint8_t *near, const uint8_t *outline, relief *of, const pixelgen_style *style)
{
    layout *on = &of->on;
    float *x = layout_floats(on), *y = layout_floats(on), *spare = layout_floats(on);
    uint8_t *next = layout_bytes(on);
    const float right = (float)style->light[0] / (float)UNIT, up = (float)style->light[1] / (float)UNIT;
    const float reach = right * right + up * up;
    int steps[EIGHT];
    if (on->is_out)
        return;
    layout_steps(steps, on);
    layout_summed(x, of->facing.right, spare, on);
    layout_summed(y, of->facing.up, spare, on);
    for (int i = 0; i < on->count; i++) {
        const float bound = FACING * sqrtf((x[i] * x[i] + y[i] * y[i]) * reach);
        near[i] = outline[i] && x[i] * right + y[i] * up > bound;
    }
    for (int pass = 0; pass < OUTLINE_PASSES; pass++) {
        for (int i = 0; i < on->count; i++) {
            int beside = 0;
            for (int step = 0; step < EIGHT; step++)
                beside += near[i + steps[step]];
            next[i] = near[i] ? beside > 0 : outline[i] && beside > 1;
        }
        memcpy(near, next, (size_t)on->count);
    }
}

/* A lit outline takes its shade from the lightest of its ramp that it borders inside; a run keeps one shade. */
static void light_outline(int8_t *lit, const uint8_t *near, relief *of, const pixelgen_style *style)
{
    layout *on = &of->on;
    uint8_t *is_inside = layout_bytes(on);
    int8_t *inside = (int8_t *)layout_bytes(on), *taken = (int8_t *)layout_bytes(on);
    int steps[EIGHT];
    if (on->is_out)
        return;
    layout_steps(steps, on);
    layout_inside(is_inside, of->filled, on);
    for (int i = 0; i < on->count; i++)
        inside[i] = is_inside[i] ? lit[i] : 0;
    for (int i = 0; i < on->count; i++) {
        int within = 0, shade;
        if (!near[i])
            continue;
        for (int step = 0; step < EIGHT; step++) {
            const int other = i + steps[step];
            if (of->ramp[other] == of->ramp[i] && inside[other] > within)
                within = inside[other];
        }
        if (style->rim)
            shade = within + style->rim < LIGHTEST ? within + style->rim : LIGHTEST;
        else
            shade = within - 2 < 0 ? 0 : within - 2 > 1 ? 1 : within - 2;
        taken[i] = (int8_t)(within > 0 ? shade : 0);
    }
    for (int i = 0; i < on->count; i++) {
        int brightest = 0;
        if (taken[i] == 0)
            continue;
        for (int step = 0; step < EIGHT; step++) {
            const int other = i + steps[step];
            if (of->ramp[other] == of->ramp[i] && taken[other] > brightest)
                brightest = taken[other];
        }
        brightest = taken[i] < brightest ? taken[i] : brightest;
        lit[i] = (int8_t)(lit[i] > brightest ? lit[i] : brightest);
    }
}

static void shade_relief(uint8_t *pixels, relief *of, const pixelgen_style *style)
{
    layout *on = &of->on;
    uint8_t *glow = layout_bytes(on), *eye = layout_bytes(on), *near_eye = layout_bytes(on), *fixed = layout_bytes(on);
    uint8_t *outline = layout_bytes(on), *near = layout_bytes(on), *inside = layout_bytes(on);
    int8_t *bands = (int8_t *)layout_bytes(on), *lit = (int8_t *)layout_bytes(on);
    if (on->is_out)
        return;
    find_eyes(eye, near_eye, of);
    if (on->is_out)
        return;
    for (int i = 0; i < on->count; i++) {
        glow[i] = of->ramp[i] == RAMP_GLOW;
        fixed[i] = glow[i] || eye[i] || of->flat[i] == 0;
    }
    find_bands(bands, of, style);
    if (on->is_out)
        return;
    if (of->has_parts && style->shadow)
        throw_shadows(bands, of, style);
    for (int i = 0; style->glow && i < on->count; i++)
        if (of->flat[i] <= DARK && any_beside(glow, i, on->row))
            bands[i] = (int8_t)(bands[i] + style->glow);
    clean_bands(lit, bands, of->flat, of->cells, of->ramp, fixed, on, !style->dither);
    if (on->is_out)
        return;
    if (of->has_parts && style->highlight)
        add_gleam(lit, of, fixed, style);
    if (style->rim || style->selective_outline) {
        layout_inside(inside, of->filled, on);
        for (int i = 0; i < on->count; i++)
            outline[i] = of->filled[i] && of->flat[i] == 0 && !glow[i] && !near_eye[i] && !inside[i];
        find_near_outline(near, outline, of, style);
        if (!on->is_out)
            light_outline(lit, near, of, style);
    }
    for (int i = 0; i < on->count; i++)
        outline[i] = (uint8_t)(of->cells[i] + lit[i] - of->flat[i]);
    layout_lift(pixels, on, outline);
}

pixelgen_status pixelgen_shade(const pixelgen_picture *picture, const pixelgen_style *style, uint8_t *lit, char *said,
                               size_t room)
{
    const message to = {said, room};
    relief of;
    if (lit == NULL || check_style(style, to) != PIXELGEN_OK)
        return lit == NULL ? refuse(to, PIXELGEN_INVALID, "lit must not be NULL") : PIXELGEN_INVALID;
    pixelgen_status status = relief_make(&of, picture, to);
    if (status == PIXELGEN_OK) {
        shade_relief(lit, &of, style);
        if (of.on.is_out)
            status = refuse(to, PIXELGEN_NO_MEMORY, "no memory for the light");
    }
    relief_free(&of);
    return status;
}
