/* Pixels of an eye, a mouth, the end of a tail and lights: by the part map, or by colours where nobody knows one. */
#include "anchor_layer.h"
#include "part_maps.h"

#include <stdlib.h>
#include <string.h>

enum {
    LURE_AWAY = 2, /* pixels that a lure hangs off the trunk at least */
    ROD = 5,       /* pixels that it touches at most: the end of a rod */
    FEWEST = 2,    /* pixels of an eye, a mouth or a lure */
    TAKEN = 2
};

/* A piece: its pixels in order. */
typedef struct {
    int *pixel, count;
} piece;

void *finding_take(finding *from, size_t bytes)
{
    void *made = arena_take(&from->memory, bytes);
    from->is_out |= made == NULL;
    return made;
}

int finding_pixels(const finding *in)
{
    return in->of->height * in->of->width;
}

/* The largest first, of equals the one whose last pixel lies furthest right, then the one that begins first. */
static int is_before(const piece *one, const piece *other, int width)
{
    if (one->count != other->count)
        return one->count > other->count;
    const int right = one->pixel[one->count - 1] % width, its = other->pixel[other->count - 1] % width;
    return right != its ? right > its : one->pixel[0] < other->pixel[0];
}

/* Pieces of what is marked (1) that touch, diagonally too, in their order; `most` of them at most -> how many. marked is used
   up. */
static int find_pieces(piece *found, int most, uint8_t *marked, finding *in)
{
    const int width = in->of->width, height = in->of->height, total = finding_pixels(in);
    int *pixel = finding_take(in, (size_t)total * sizeof *pixel), end = 0, count = 0;
    if (in->is_out)
        return 0;
    for (int first = 0; first < total; first++) {
        if (!marked[first])
            continue;
        piece one = {pixel + end, 0};
        int last = first, made = 0;
        marked[first] = TAKEN;
        one.pixel[one.count++] = first;
        for (int next = 0; next < one.count; next++)
            for (int number = 0; number < 9; number++) {
                const int y = one.pixel[next] / width + number / 3 - 1, x = one.pixel[next] % width + number % 3 - 1;
                const int near = y * width + x;
                if (y >= 0 && y < height && x >= 0 && x < width && marked[near] == 1) {
                    marked[near] = TAKEN;
                    one.pixel[one.count++] = near;
                    last = near > last ? near : last;
                }
            }
        end += one.count;
        for (int at = first; at <= last; at++) /* in their order */
            if (marked[at] == TAKEN) {
                marked[at] = 0;
                one.pixel[made++] = at;
            }
        int at = count < most ? count++ : is_before(&one, found + most - 1, width) ? most - 1 : most;
        for (; at < most && at > 0 && is_before(&one, found + at - 1, width); at--)
            found[at] = found[at - 1];
        if (at < most)
            found[at] = one;
    }
    return count;
}

static void number_piece(uint8_t *numbers, const piece *of, int number)
{
    for (int i = 0; i < of->count; i++)
        numbers[of->pixel[i]] = (uint8_t)number;
}

/* The first pupil with its light on the right, where there is one. */
static int find_pupil(piece *found, finding *in)
{
    const int width = in->of->width;
    found->pixel = finding_take(in, 2 * sizeof(int));
    found->count = 2;
    for (int pixel = 0; !in->is_out && pixel + 1 < finding_pixels(in); pixel++) {
        const uint8_t *at = in->of->indices + pixel;
        if (pixel % width + 1 < width && at[0] == FIRST_INK && at[1] >= FIRST_INK + 5 && at[1] < FIRST_INK + 7) {
            found->pixel[0] = pixel;
            found->pixel[1] = pixel + 1;
            return 1;
        }
    }
    return 0;
}

static void mark_kind(uint8_t *marked, const finding *in, int kind)
{
    for (int pixel = 0; pixel < finding_pixels(in); pixel++)
        marked[pixel] = in->parts[pixel] == kind;
}

/* What of the tail is farthest from the middle of the trunk, and its neighbours. */
static void number_tail(uint8_t *numbers, const finding *in)
{
    const int width = in->of->width, total = finding_pixels(in);
    double y = 0.0, x = 0.0, farthest = -1.0;
    int trunk = 0, tip = -1;
    for (int pixel = 0; pixel < total; pixel++)
        if (is_part_of(in->parts[pixel], TRUNK_PARTS)) {
            y += pixel / width;
            x += pixel % width;
            trunk++;
        }
    if (trunk == 0)
        return;
    y /= trunk;
    x /= trunk;
    for (int pixel = 0; pixel < total; pixel++) {
        const double down = pixel / width - y, right = pixel % width - x, away = down * down + right * right;
        if (in->parts[pixel] == PART_TAIL && away > farthest) {
            farthest = away;
            tip = pixel;
        }
    }
    for (int pixel = 0; tip >= 0 && pixel < total; pixel++)
        if (in->parts[pixel] == PART_TAIL && abs(pixel / width - tip / width) <= 1 && abs(pixel % width - tip % width) <= 1)
            numbers[pixel] = TAIL;
}

/* Steps, diagonal ones too. */
static int steps_between(int one, int other, int width)
{
    const int down = abs(one / width - other / width), right = abs(one % width - other % width);
    return down > right ? down : right;
}

static int touches(const piece *of, int pixel, int width)
{
    int nearest = 2;
    for (int i = 0; i < of->count && nearest > 0; i++) {
        const int steps = steps_between(of->pixel[i], pixel, width);
        nearest = steps < nearest ? steps : nearest;
    }
    return nearest == 1;
}

/* Whether a light hangs off the trunk, above the eye or before it, half of it or more on a rod or another fin, and touches
   little else. */
static int is_lure(const piece *light, const finding *in, const uint8_t *bearing, int eye_top, int trunk_right)
{
    const int width = in->of->width;
    int away = LURE_AWAY, touched = 0, y = 0, x = 0, on_fin = 0;
    for (int i = 0; i < light->count; i++) {
        y += light->pixel[i] / width;
        x += light->pixel[i] % width;
        on_fin += bearing[light->pixel[i]] == PART_FIN;
    }
    for (int pixel = 0; pixel < finding_pixels(in); pixel++) {
        const int part = in->parts[pixel];
        if (is_part_of(part, TRUNK_PARTS))
            for (int i = 0; i < light->count; i++)
                away = steps_between(light->pixel[i], pixel, width) < away ? 0 : away;
        if (part > 0 && part != PART_LIGHT)
            touched += touches(light, pixel, width);
    }
    return away >= LURE_AWAY && touched <= ROD && (y < eye_top * light->count || x > trunk_right * light->count) &&
           light->count >= FEWEST && 2 * on_fin >= light->count;
}

static int find_lure(const piece *lights, int count, const uint8_t *numbers, finding *in)
{
    const int width = in->of->width;
    int eye_top = -1, trunk_right = -1;
    uint8_t *bearing = finding_take(in, (size_t)finding_pixels(in));
    for (int pixel = finding_pixels(in) - 1; pixel >= 0; pixel--) {
        eye_top = numbers[pixel] == EYE ? pixel / width : eye_top;
        if (is_part_of(in->parts[pixel], TRUNK_PARTS) && pixel % width > trunk_right)
            trunk_right = pixel % width;
    }
    if (count == 0 || eye_top < 0 || trunk_right < 0 || in->is_out)
        return NO_LURE;
    find_carriers(bearing, in->parts, in->of->height, width, CARRIED_PARTS);
    for (int light = 0; light < count; light++)
        if (is_lure(lights + light, in, bearing, eye_top, trunk_right))
            return FIRST_LIGHT + light;
    return NO_LURE;
}

static void make_layer(anchor_layer *made, finding *in)
{
    const size_t total = (size_t)finding_pixels(in);
    uint8_t *marked = finding_take(in, total);
    piece one, lights[PIXELGEN_MOST_LIGHTS];
    int is_known = 0;
    made->numbers = finding_take(in, total);
    if (in->is_out)
        return;
    for (size_t i = 0; i < total; i++)
        is_known |= in->parts[i];
    mark_kind(marked, in, PART_EYE);
    if ((is_known ? find_pieces(&one, 1, marked, in) : find_pupil(&one, in)) && one.count >= FEWEST)
        number_piece(made->numbers, &one, EYE);
    mark_kind(marked, in, PART_MOUTH);
    if (find_pieces(&one, 1, marked, in) && one.count >= FEWEST)
        number_piece(made->numbers, &one, MOUTH);
    number_tail(made->numbers, in);
    mark_kind(marked, in, PART_LIGHT);
    for (size_t i = 0; !is_known && i < total; i++)
        marked[i] = in->of->indices[i] >= FIRST_GLOW;
    made->lights = find_pieces(lights, PIXELGEN_MOST_LIGHTS, marked, in);
    if (in->is_out)
        return;
    for (int light = 0; light < made->lights; light++)
        number_piece(made->numbers, lights + light, FIRST_LIGHT + light);
    made->lure = find_lure(lights, made->lights, made->numbers, in);
}

pixelgen_status finding_begin(finding *in, anchor_layer *made, const pixelgen_picture *picture, message to)
{
    layout on;
    *in = (finding){.of = picture};
    *made = (anchor_layer){.lure = NO_LURE};
    if (layout_begin(&on, picture, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    in->parts = picture->parts != NULL ? picture->parts : finding_take(in, (size_t)finding_pixels(in));
    if (!in->is_out)
        make_layer(made, in);
    return in->is_out ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the anchors") : PIXELGEN_OK;
}
