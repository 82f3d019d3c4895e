/* A picture and its part map -> the places on it that a game hangs things on: as pixelgen/anchors.py. Without a part map an
   eye is a dark pixel beside its light, and lights are what has a colour of the glow ramp. */
#include "anchor_layer.h"

#include <stdlib.h>
#include <string.h>

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

pixelgen_status pixelgen_anchors_of(const pixelgen_picture *picture, pixelgen_anchors *found, char *said, size_t room)
{
    const message to = {said, room};
    anchor_layer layer;
    finding in;
    if (found == NULL)
        return refuse(to, PIXELGEN_INVALID, "found must not be NULL");
    no_anchors(found);
    const pixelgen_status status = finding_begin(&in, &layer, picture, to);
    if (status == PIXELGEN_OK)
        find_anchors(found, &layer, layer.numbers, finding_pixels(&in), picture->width);
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
    pixelgen_status status = finding_begin(&in, &layer, picture, to);
    uint8_t *moved = NULL;
    if (status == PIXELGEN_OK) {
        const size_t side = PIXELGEN_LARGEST_SIDE + 2 * PIXELGEN_MOST_MARGIN;
        if (animation->frames < 1 || animation->frames > PIXELGEN_MOST_FRAMES || animation->height < 1 ||
            animation->width < picture->width || (size_t)animation->height > side || (size_t)animation->width > side)
            status = refuse(to, PIXELGEN_INVALID, "animation must be one that pixelgen_animate made of the picture");
    }
    if (status == PIXELGEN_OK) {
        const int total = animation->height * animation->width, margin = (animation->width - picture->width) / 2;
        moved = finding_take(&in, (size_t)animation->frames * (size_t)total);
        status = moved == NULL ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the anchors")
                               : pixelgen_move(layer.numbers, (size_t)finding_pixels(&in), 1, animation, sources, moved, said, room);
        find_anchors(&last, &layer, layer.numbers, finding_pixels(&in), picture->width);
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
