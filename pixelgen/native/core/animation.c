/* Pictures -> frames of idle, dart or turn, made by moving pixels, and any other layer moved alike: as
   pixelgen/look/animation.py. In whole numbers throughout. */
#include "frames.h"
#include "palette.h"

#include <stdlib.h>
#include <string.h>

static const char *const NAMES[] = {"idle", "dart", "turn", NULL};
enum { USUAL_FRAMES = 6, IDLE_NAME = 0, DART_NAME, TURN_NAME };

static pixelgen_status find_profile(const motion_profile **found, const char *category, const char *species, message to)
{
    const int of_category = place_of_name(sea_categories, category), of_species = place_of_name(sea_species, species);
    if (category != NULL && of_category < 0)
        return refuse(to, PIXELGEN_INVALID, "category must be one of the sea's, or NULL; got '%.50s'", category);
    if (species != NULL && (of_species < 0 || (category != NULL && sea_category_of[of_species] != of_category)))
        return refuse(to, PIXELGEN_INVALID, "species must be one of the sea's%s%s, or NULL; got '%.50s'",
                      category == NULL ? "" : " of category ", category == NULL ? "" : category, species);
    *found = species != NULL ? species_motion + of_species : category != NULL ? category_motion + of_category : &any_motion;
    return PIXELGEN_OK;
}

static int has_animation(const motion_profile *of, int name)
{
    return name == IDLE_NAME || (name == DART_NAME ? of->heading != HEADING_NONE : of->turns);
}

pixelgen_status pixelgen_animations(const char *category, const char *species, const char *names[4], char *said, size_t room)
{
    const message to = {said, room};
    const motion_profile *profile = &any_motion;
    int count = 0;
    if (names == NULL)
        return refuse(to, PIXELGEN_INVALID, "names must not be NULL");
    if (find_profile(&profile, category, species, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (int name = 0; NAMES[name] != NULL; name++)
        if (has_animation(profile, name))
            names[count++] = NAMES[name];
    names[count] = NULL;
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_motion_init(pixelgen_motion *how, size_t size)
{
    if (how == NULL || size != sizeof *how)
        return PIXELGEN_INVALID;
    *how = (pixelgen_motion){.size = size, .animation = NAMES[0], .frames = USUAL_FRAMES};
    return PIXELGEN_OK;
}

static pixelgen_status check_motion(const motion_profile **profile, int *name, const pixelgen_motion *how, message to)
{
    if (how == NULL || how->size != sizeof *how)
        return refuse(to, PIXELGEN_INVALID, "how must be made by pixelgen_motion_init");
    if (find_profile(profile, how->category, how->species, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    *name = place_of_name(NAMES, how->animation);
    if (*name < 0 || !has_animation(*profile, *name))
        return refuse(to, PIXELGEN_INVALID, "animation must be one that the animal has; got '%.50s'",
                      how->animation == NULL ? "NULL" : how->animation);
    if (how->frames < PIXELGEN_FEWEST_FRAMES || how->frames > PIXELGEN_MOST_FRAMES)
        return refuse(to, PIXELGEN_INVALID, "frames must be a whole number from %d to %d; got %d", PIXELGEN_FEWEST_FRAMES,
                      PIXELGEN_MOST_FRAMES, (int)how->frames);
    if (how->margin < 0 || how->margin > PIXELGEN_MOST_MARGIN)
        return refuse(to, PIXELGEN_INVALID, "margin must be a whole number from 0 to %d; got %d", PIXELGEN_MOST_MARGIN,
                      (int)how->margin);
    return PIXELGEN_OK;
}

static uint8_t *widened(arena *memory, const uint8_t *pixels, const pixelgen_picture *of, int margin)
{
    const size_t width = (size_t)of->width + 2 * (size_t)margin;
    uint8_t *made = arena_take(memory, width * ((size_t)of->height + 2 * (size_t)margin));
    for (int y = 0; made != NULL && y < of->height; y++)
        memcpy(made + ((size_t)y + (size_t)margin) * width + margin, pixels + (size_t)y * (size_t)of->width,
               (size_t)of->width);
    return made;
}

/* The numbers of a body's pixels -> those of the picture's, mirrored where that is so. */
static void find_sources(int32_t *sources, const pixelgen_animation *of, const body *by, int width, int margin)
{
    for (int row = 0; row < of->frames * of->height; row++) {
        int32_t *line = sources + (size_t)row * (size_t)of->width;
        for (int x = 0; x < of->width; x++) {
            const int pixel = (int)line[x] - 1;
            line[x] = pixel < 0 ? -1 : (by->y[pixel] - margin) * width + by->x[pixel] - margin;
        }
        for (int x = 0; of->mirrored[row / of->height] && x < of->width / 2; x++) {
            const int32_t left = line[x];
            line[x] = line[of->width - 1 - x];
            line[of->width - 1 - x] = left;
        }
    }
}

pixelgen_status pixelgen_animate(const pixelgen_picture *picture, const pixelgen_motion *how, pixelgen_animation *made,
                                 int32_t *sources, char *said, size_t room)
{
    const message to = {said, room};
    const motion_profile *profile = &any_motion;
    int name = IDLE_NAME;
    layout on;
    if (made == NULL || sources == NULL)
        return refuse(to, PIXELGEN_INVALID, "made and sources must not be NULL");
    if (check_motion(&profile, &name, how, to) != PIXELGEN_OK || layout_begin(&on, picture, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    const int margin = how->margin;
    *made = (pixelgen_animation){.frames = how->frames, .height = picture->height + 2 * margin,
                                 .width = picture->width + 2 * margin, .loops = name == IDLE_NAME};
    arena memory = {NULL};
    const uint8_t *indices = widened(&memory, picture->indices, picture, margin), *parts = NULL;
    if (picture->parts != NULL)
        parts = widened(&memory, picture->parts, picture, margin);
    if (indices == NULL || (picture->parts != NULL && parts == NULL)) {
        arena_free(&memory);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the frames");
    }
    body of;
    body_make(&of, indices, parts, made->height, made->width, profile->has_eyes);
    if (!of.is_out && name == TURN_NAME)
        turn_frames(sources, made->mirrored, made->durations_ms, &of, how->frames);
    else if (!of.is_out && name == DART_NAME)
        dart_frames(sources, made->durations_ms, &of, how->frames, profile->heading);
    else if (!of.is_out) {
        idle_frames(sources, &of, profile->idle, how->frames);
        for (int frame = 0; frame < how->frames; frame++) /* in all the loop's milliseconds, exactly */
            made->durations_ms[frame] =
                profile->loop_ms * (frame + 1) / how->frames - profile->loop_ms * frame / how->frames;
    }
    const pixelgen_status status = of.is_out ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the frames") : PIXELGEN_OK;
    if (status == PIXELGEN_OK)
        find_sources(sources, made, &of, picture->width, margin);
    body_free(&of);
    arena_free(&memory);
    return status;
}

static int is_animation(const pixelgen_animation *of)
{
    enum { LARGEST = PIXELGEN_LARGEST_SIDE + 2 * PIXELGEN_MOST_MARGIN };
    return of != NULL && of->frames >= PIXELGEN_FEWEST_FRAMES && of->frames <= PIXELGEN_MOST_FRAMES && of->height >= 1 &&
           of->width >= 1 && of->height <= LARGEST && of->width <= LARGEST;
}

/* What a layer of so many pixels needs to be moved. */
static pixelgen_status check_sources(const pixelgen_animation *of, const int32_t *sources, size_t pixels, message to)
{
    if (!is_animation(of) || sources == NULL)
        return refuse(to, PIXELGEN_INVALID, "animation and sources must be those that pixelgen_animate made");
    const size_t count = (size_t)of->frames * (size_t)of->height * (size_t)of->width;
    for (size_t i = 0; i < count; i++)
        if (sources[i] < -1 || (sources[i] >= 0 && (size_t)sources[i] >= pixels))
            return refuse(to, PIXELGEN_INVALID, "a layer must be as large as the animated picture; got %lu pixels",
                          (unsigned long)pixels);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_move(const void *layer, size_t layer_pixels, int32_t bytes, const pixelgen_animation *animation,
                              const int32_t *sources, void *moved, char *said, size_t room)
{
    const message to = {said, room};
    if (layer == NULL || moved == NULL || bytes < 1 || bytes > 64)
        return refuse(to, PIXELGEN_INVALID, "layer and moved must not be NULL, with 1 to 64 bytes a pixel");
    if (check_sources(animation, sources, layer_pixels, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    const size_t count = (size_t)animation->frames * (size_t)animation->height * (size_t)animation->width;
    const size_t size = (size_t)bytes;
    uint8_t *into = moved;
    for (size_t i = 0; i < count; i++)
        if (sources[i] < 0)
            memset(into + i * size, 0, size);
        else
            memcpy(into + i * size, (const uint8_t *)layer + (size_t)sources[i] * size, size);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_move_normals(const uint8_t *normals, size_t pixels, int32_t channels,
                                      const pixelgen_animation *animation, const int32_t *sources, uint8_t *moved, char *said,
                                      size_t room)
{
    const message to = {said, room};
    if (channels != 3 && channels != 4)
        return refuse(to, PIXELGEN_INVALID, "normals must have 3 or 4 channels; got %d", (int)channels);
    const pixelgen_status status = pixelgen_move(normals, pixels, channels, animation, sources, moved, said, room);
    if (status != PIXELGEN_OK)
        return status;
    const size_t frame_pixels = (size_t)animation->height * (size_t)animation->width;
    for (int32_t frame = 0; frame < animation->frames; frame++)
        for (size_t i = 0; animation->mirrored[frame] && i < frame_pixels; i++) {
            const size_t at = (size_t)frame * frame_pixels + i;
            uint8_t *red = moved + at * (size_t)channels;
            if (sources[at] >= 0)
                *red = (uint8_t)(256 - (*red > 1 ? *red : 1));
        }
    return status;
}
