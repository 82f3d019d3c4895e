/* A picture and its part map -> the places on it that a game hangs things on: as pixelgen/anchors.py. Without a part map an
   eye is a dark pixel beside its light, and lights are what has a colour of the glow ramp. */
#include "layout.h"
#include "part_maps.h"

#include <stdlib.h>
#include <string.h>

enum {
    EYE = 1,
    MOUTH,
    TAIL,
    FIRST_LIGHT,
    LURE_AWAY = 2, /* pixels that a lure hangs off the trunk at least */
    ROD = 5,       /* pixels that it touches at most: the end of a rod */
    FEWEST = 2,    /* pixels of an eye, a mouth or a lure */
    NO_LURE = -1,
    TAKEN = 2
};

/* Which anchor each pixel belongs to, 0 none; how many lights; which number is the lure's. */
typedef struct {
    uint8_t *numbers;
    int lights, lure;
} anchor_layer;

/* A piece: its pixels in order. */
typedef struct {
    int *pixel, count;
} piece;

/* What the layer is worked out from. */
typedef struct {
    const pixelgen_picture *of;
    const uint8_t *parts; /* zeros where nobody knows them */
    arena memory;
    int is_out;
} finding;

static void *take(finding *from, size_t bytes)
{
    void *made = arena_take(&from->memory, bytes);
    from->is_out |= made == NULL;
    return made;
}

static int pixels_of(const finding *in)
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
    const int width = in->of->width, height = in->of->height, total = pixels_of(in);
    int *pixel = take(in, (size_t)total * sizeof *pixel), end = 0, count = 0;
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
    found->pixel = take(in, 2 * sizeof(int));
    found->count = 2;
    for (int pixel = 0; !in->is_out && pixel + 1 < pixels_of(in); pixel++) {
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
    for (int pixel = 0; pixel < pixels_of(in); pixel++)
        marked[pixel] = in->parts[pixel] == kind;
}

/* What of the tail is farthest from the middle of the trunk, and its neighbours. */
static void number_tail(uint8_t *numbers, const finding *in)
{
    const int width = in->of->width, total = pixels_of(in);
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
    for (int pixel = 0; pixel < pixels_of(in); pixel++) {
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
    uint8_t *bearing = take(in, (size_t)pixels_of(in));
    for (int pixel = pixels_of(in) - 1; pixel >= 0; pixel--) {
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
    const size_t total = (size_t)pixels_of(in);
    uint8_t *marked = take(in, total);
    piece one, lights[PIXELGEN_MOST_LIGHTS];
    int is_known = 0;
    made->numbers = take(in, total);
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

static const pixelgen_point NOWHERE = {-1.0, -1.0};

/* Whether a layer shows an anchor; its middle, to half a pixel. numbers: of a canvas of so many pixels. */
static int find_middle(pixelgen_point *found, const uint8_t *numbers, int number, int total, int width)
{
    int64_t y = 0, x = 0, count = 0;
    for (int pixel = 0; pixel < total; pixel++)
        if (numbers[pixel] == number) {
            y += pixel / width;
            x += pixel % width;
            count++;
        }
    if (count == 0)
        return 0;
    found->x = (double)((4 * x + 3 * count) / (2 * count)) / 2.0;
    found->y = (double)((4 * y + 3 * count) / (2 * count)) / 2.0;
    return 1;
}

/* What is hidden stays where it was. */
static void find_anchors(pixelgen_anchors *found, const anchor_layer *of, const uint8_t *numbers, int total, int width)
{
    find_middle(&found->eye, numbers, EYE, total, width);
    find_middle(&found->mouth, numbers, MOUTH, total, width);
    find_middle(&found->tail, numbers, TAIL, total, width);
    for (int light = 0; light < of->lights; light++)
        find_middle(found->lights + light, numbers, FIRST_LIGHT + light, total, width);
    if (of->lure != NO_LURE)
        found->lure = found->lights[of->lure - FIRST_LIGHT];
    found->light_count = of->lights;
}

static void no_anchors(pixelgen_anchors *made)
{
    made->eye = made->mouth = made->tail = made->lure = NOWHERE;
    for (int light = 0; light < PIXELGEN_MOST_LIGHTS; light++)
        made->lights[light] = NOWHERE;
    made->light_count = 0;
}

static pixelgen_status begin(finding *in, anchor_layer *made, const pixelgen_picture *picture, message to)
{
    layout on;
    *in = (finding){.of = picture};
    *made = (anchor_layer){.lure = NO_LURE};
    if (layout_begin(&on, picture, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    in->parts = picture->parts != NULL ? picture->parts : take(in, (size_t)pixels_of(in));
    if (!in->is_out)
        make_layer(made, in);
    return in->is_out ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the anchors") : PIXELGEN_OK;
}

pixelgen_status pixelgen_anchors_of(const pixelgen_picture *picture, pixelgen_anchors *found, char *said, size_t room)
{
    const message to = {said, room};
    anchor_layer layer;
    finding in;
    if (found == NULL)
        return refuse(to, PIXELGEN_INVALID, "found must not be NULL");
    no_anchors(found);
    const pixelgen_status status = begin(&in, &layer, picture, to);
    if (status == PIXELGEN_OK)
        find_anchors(found, &layer, layer.numbers, pixels_of(&in), picture->width);
    arena_free(&in.memory);
    return status;
}

static void put_on_canvas(pixelgen_point *point, int margin)
{
    if (point->x >= 0.0) {
        point->x += margin;
        point->y += margin;
    }
}

pixelgen_status pixelgen_move_anchors(const pixelgen_picture *picture, const pixelgen_animation *animation,
                                      const int32_t *sources, pixelgen_anchors *found, char *said, size_t room)
{
    const message to = {said, room};
    anchor_layer layer;
    finding in;
    pixelgen_anchors last;
    if (found == NULL || animation == NULL)
        return refuse(to, PIXELGEN_INVALID, "animation and found must not be NULL");
    no_anchors(&last);
    pixelgen_status status = begin(&in, &layer, picture, to);
    uint8_t *moved = NULL;
    if (status == PIXELGEN_OK) {
        const size_t side = PIXELGEN_LARGEST_SIDE + 2 * PIXELGEN_MOST_MARGIN;
        if (animation->frames < 1 || animation->frames > PIXELGEN_MOST_FRAMES || animation->height < 1 ||
            animation->width < picture->width || (size_t)animation->height > side || (size_t)animation->width > side)
            status = refuse(to, PIXELGEN_INVALID, "animation must be one that pixelgen_animate made of the picture");
    }
    if (status == PIXELGEN_OK) {
        const int total = animation->height * animation->width, margin = (animation->width - picture->width) / 2;
        moved = take(&in, (size_t)animation->frames * (size_t)total);
        status = moved == NULL ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the anchors")
                               : pixelgen_move(layer.numbers, (size_t)pixels_of(&in), 1, animation, sources, moved, said, room);
        find_anchors(&last, &layer, layer.numbers, pixels_of(&in), picture->width);
        put_on_canvas(&last.eye, margin);
        put_on_canvas(&last.mouth, margin);
        put_on_canvas(&last.tail, margin);
        put_on_canvas(&last.lure, margin);
        for (int light = 0; light < layer.lights; light++)
            put_on_canvas(last.lights + light, margin);
        for (int32_t frame = 0; status == PIXELGEN_OK && frame < animation->frames; frame++) {
            find_anchors(&last, &layer, moved + (size_t)frame * (size_t)total, total, animation->width);
            found[frame] = last;
        }
    }
    arena_free(&in.memory);
    return status;
}
