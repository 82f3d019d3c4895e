/* A drawn creature -> what is shown of it: its frames in the light of its zone, with normals, what glows, and anchors. */
#include "core.h"
#include "wishes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BOOL = GDEXTENSION_VARIANT_TYPE_BOOL,
    INT = GDEXTENSION_VARIANT_TYPE_INT,
    BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY,
    DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY,
    MOST_ANIMATIONS = 3,
    MOST_MARGIN = 16,
    MOST_SIDE = PIXELGEN_SIDE + 2 * MOST_MARGIN,
    MOST_CELLS = PIXELGEN_MOST_FRAMES * MOST_SIDE * MOST_SIDE,
    STILL_MS = 1000
};
static const char STILL[] = "default";

/* What is asked for, the layers of the creature, and room for frames. */
typedef struct {
    char zone[WORD], category[WORD], species[WORD];
    godot_packed indices, parts;
    char names[MOST_ANIMATIONS][WORD];
    int32_t name_count, frames, margin;
    int named, shaded, normals;
    pixelgen_picture picture;
    int glows;
    uint8_t lit[PIXELGEN_PIXELS], facing[4 * PIXELGEN_PIXELS], glowing[PIXELGEN_PIXELS];
    int32_t sources[MOST_CELLS];
    uint8_t moved[4 * MOST_CELLS], sheet[4 * MOST_CELLS];
    char said[SAID];
} look;

static int take_bytes(const godot_variant *value, godot_packed *into)
{
    if (godot.variant_get_type(value) != GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY)
        return 0;
    godot_free(BYTES, into);
    godot_unwrap(BYTES, into, value);
    return godot_byte_count(into) == PIXELGEN_PIXELS;
}

static int read_creature(void *context, const godot_variant *key, const godot_variant *value)
{
    look *made = context;
    char word[WORD];
    if (!word_of(key, word))
        return 1;
    if (strcmp(word, "zone") == 0)
        return word_of(value, made->zone);
    if (strcmp(word, "category") == 0)
        return word_of(value, made->category);
    if (strcmp(word, "species") == 0)
        return word_of(value, made->species);
    if (strcmp(word, "indices") == 0)
        return take_bytes(value, &made->indices);
    return strcmp(word, "parts") != 0 || take_bytes(value, &made->parts);
}

static int read_name(void *context, const godot_variant *item, const godot_variant *none)
{
    look *made = context;
    (void)none;
    return made->name_count < MOST_ANIMATIONS && word_of(item, made->names[made->name_count]) && ++made->name_count;
}

static int read_flag(const godot_variant *value, int *flag)
{
    GDExtensionBool given = 0;
    if (godot.variant_get_type(value) != GDEXTENSION_VARIANT_TYPE_BOOL)
        return 0;
    godot_unwrap(BOOL, &given, value);
    *flag = given;
    return 1;
}

static int read_number(const godot_variant *value, int64_t least, int64_t most, int32_t *number)
{
    int64_t given;
    if (!whole_of(value, &given) || given < least || given > most)
        return 0;
    *number = (int32_t)given;
    return 1;
}

static int read_option(void *context, const godot_variant *key, const godot_variant *value)
{
    look *made = context;
    char word[WORD];
    if (!word_of(key, word))
        return 1;
    if (strcmp(word, "animations") == 0) {
        made->named = 1;
        return godot_each(value, read_name, made);
    }
    if (strcmp(word, "frames") == 0)
        return read_number(value, PIXELGEN_FEWEST_FRAMES, PIXELGEN_MOST_FRAMES, &made->frames);
    if (strcmp(word, "margin") == 0)
        return read_number(value, 0, MOST_MARGIN, &made->margin);
    if (strcmp(word, "shaded") == 0)
        return read_flag(value, &made->shaded);
    return strcmp(word, "normals") != 0 || read_flag(value, &made->normals);
}

/* Frames one below the other -> side by side. */
static void beside(const uint8_t *frames, const pixelgen_animation *of, int32_t bytes, uint8_t *sheet)
{
    const size_t row = (size_t)of->width * bytes, wide = row * of->frames;
    for (int32_t f = 0; f < of->frames; f++)
        for (int32_t y = 0; y < of->height; y++)
            memcpy(sheet + y * wide + f * row, frames + ((size_t)f * of->height + y) * row, row);
}

static void put_layer(look *from, void *clip, const char *key, const pixelgen_animation *of, int32_t bytes)
{
    beside(from->moved, of, bytes, from->sheet);
    godot_put_bytes(clip, key, from->sheet, (size_t)of->frames * of->height * of->width * bytes);
}

/* x and y of one anchor in each frame, as doubles; only of one that is there in every frame. */
static void put_anchor(void *anchors, const char *name, const pixelgen_anchors *found, int32_t frames, size_t place)
{
    double track[2 * PIXELGEN_MOST_FRAMES];
    for (int32_t f = 0; f < frames; f++) {
        const pixelgen_point *at = (const pixelgen_point *)((const char *)(found + f) + place);
        if (at->x == -1 && at->y == -1)
            return;
        track[2 * f] = at->x;
        track[2 * f + 1] = at->y;
    }
    godot_put_bytes(anchors, name, (const uint8_t *)track, 2 * sizeof *track * (size_t)frames);
}

static void put_anchors(void *clip, const pixelgen_anchors *found, int32_t frames)
{
    godot_pointer anchors;
    char name[WORD];
    int32_t lights = found->light_count;
    for (int32_t f = 1; f < frames; f++)
        lights = found[f].light_count < lights ? found[f].light_count : lights;
    godot_make(DICTIONARY, &anchors);
    put_anchor(&anchors, "eye", found, frames, offsetof(pixelgen_anchors, eye));
    put_anchor(&anchors, "mouth", found, frames, offsetof(pixelgen_anchors, mouth));
    put_anchor(&anchors, "tail", found, frames, offsetof(pixelgen_anchors, tail));
    put_anchor(&anchors, "lure", found, frames, offsetof(pixelgen_anchors, lure));
    for (int32_t i = 0; i < lights; i++) {
        snprintf(name, sizeof name, "light_%d", (int)i + 1);
        put_anchor(&anchors, name, found, frames, offsetof(pixelgen_anchors, lights) + i * sizeof(pixelgen_point));
    }
    godot_put(clip, "anchors", DICTIONARY, &anchors);
    godot_free(DICTIONARY, &anchors);
}

/* A layer of so many bytes a pixel -> from->moved, frame by frame; a still is only put into its margin. */
static int moved(look *from, const uint8_t *layer, int32_t bytes, const pixelgen_animation *of)
{
    if (of->frames > 1)
        return pixelgen_move(layer, PIXELGEN_PIXELS, bytes, of, from->sources, from->moved, from->said,
                             sizeof from->said) == PIXELGEN_OK;
    memset(from->moved, 0, (size_t)of->height * of->width * bytes);
    for (int32_t i = 0; i < of->height * of->width; i++)
        if (from->sources[i] >= 0)
            memcpy(from->moved + (size_t)i * bytes, layer + (size_t)from->sources[i] * bytes, bytes);
    return 1;
}

static int moved_normals(look *from, const pixelgen_animation *of)
{
    if (of->frames == 1)
        return moved(from, from->facing, 4, of);
    return pixelgen_move_normals(from->facing, PIXELGEN_PIXELS, 4, of, from->sources, from->moved, from->said,
                                 sizeof from->said) == PIXELGEN_OK;
}

static void shift(pixelgen_point *at, double by)
{
    if (at->x != -1 || at->y != -1) {
        at->x += by;
        at->y += by;
    }
}

static int moved_anchors(look *from, const pixelgen_animation *of, pixelgen_anchors *found)
{
    if (of->frames > 1)
        return pixelgen_move_anchors(&from->picture, of, from->sources, found, from->said, sizeof from->said) ==
               PIXELGEN_OK;
    if (pixelgen_anchors_of(&from->picture, found, from->said, sizeof from->said) != PIXELGEN_OK)
        return 0;
    shift(&found->eye, from->margin);
    shift(&found->mouth, from->margin);
    shift(&found->tail, from->margin);
    shift(&found->lure, from->margin);
    for (int32_t i = 0; i < found->light_count; i++)
        shift(&found->lights[i], from->margin);
    return 1;
}

static int put_clip(look *from, void *clips, const char *name, const pixelgen_animation *of)
{
    const int32_t count = of->frames;
    pixelgen_anchors found[PIXELGEN_MOST_FRAMES];
    godot_pointer clip;
    const GDExtensionBool loops = (GDExtensionBool)of->loops;
    const int64_t frames = count;
    godot_make(DICTIONARY, &clip);
    godot_put(&clip, "frames", INT, &frames);
    godot_put(&clip, "loops", BOOL, &loops);
    godot_put_bytes(&clip, "durations_ms", (const uint8_t *)of->durations_ms, sizeof *of->durations_ms * (size_t)count);
    int whole = moved(from, from->lit, 1, of);
    if (whole)
        put_layer(from, &clip, "sheet", of, 1);
    if (whole && from->normals) {
        whole = moved_normals(from, of);
        put_layer(from, &clip, "normals", of, 4);
    }
    if (whole && from->glows) {
        whole = moved(from, from->glowing, 1, of);
        put_layer(from, &clip, "emission", of, 1);
    }
    whole = whole && moved_anchors(from, of, found);
    if (whole) {
        put_anchors(&clip, found, count);
        godot_put(clips, name, DICTIONARY, &clip);
    }
    godot_free(DICTIONARY, &clip);
    return whole;
}

/* One frame: the picture with its margin. */
static void make_still(look *from, pixelgen_animation *made)
{
    const int32_t side = PIXELGEN_SIDE + 2 * from->margin;
    memset(made, 0, sizeof *made);
    made->frames = 1;
    made->height = made->width = side;
    made->durations_ms[0] = STILL_MS;
    for (int32_t y = 0; y < side; y++)
        for (int32_t x = 0; x < side; x++) {
            const int32_t row = y - from->margin, column = x - from->margin;
            const int inside = row >= 0 && row < PIXELGEN_SIDE && column >= 0 && column < PIXELGEN_SIDE;
            from->sources[y * side + x] = inside ? row * PIXELGEN_SIDE + column : -1;
        }
}

/* Those of the animations that the creature has, idle if it has none of them; a still when none is named. */
static int put_clips(look *from, void *clips, int32_t *side)
{
    const char *able[4] = {NULL}, *species = from->species[0] == 0 ? NULL : from->species;
    pixelgen_animation made;
    pixelgen_motion how;
    int32_t count = 0;
    *side = PIXELGEN_SIDE + 2 * from->margin;
    if (from->named && from->name_count == 0) {
        make_still(from, &made);
        return put_clip(from, clips, STILL, &made);
    }
    if (pixelgen_animations(from->category, species, able, from->said, sizeof from->said) != PIXELGEN_OK)
        return 0;
    pixelgen_motion_init(&how, sizeof how);
    how.category = from->category;
    how.species = species;
    how.frames = from->frames;
    how.margin = from->margin;
    for (int32_t i = 0; i <= from->name_count; i++) {
        how.animation = i < from->name_count ? from->names[i] : count == 0 ? "idle" : NULL;
        int can = 0;
        for (int32_t k = 0; how.animation != NULL && able[k] != NULL; k++)
            can |= strcmp(able[k], how.animation) == 0;
        if (!can)
            continue;
        if (pixelgen_animate(&from->picture, &how, &made, from->sources, from->said, sizeof from->said) != PIXELGEN_OK ||
            !put_clip(from, clips, how.animation, &made))
            return 0;
        count++;
    }
    return 1;
}

static int make_layers(look *from)
{
    pixelgen_style style;
    char *said = from->said;
    const size_t room = sizeof from->said;
    if (godot_byte_count(&from->indices) != PIXELGEN_PIXELS || godot_byte_count(&from->parts) != PIXELGEN_PIXELS) {
        snprintf(said, room, "a creature has indices and parts, %d bytes each", PIXELGEN_PIXELS);
        return 0;
    }
    from->picture.indices = godot_bytes_of(&from->indices);
    from->picture.parts = godot_bytes_of(&from->parts);
    from->picture.height = from->picture.width = PIXELGEN_SIDE;
    memcpy(from->lit, from->picture.indices, PIXELGEN_PIXELS);
    if (from->shaded && (pixelgen_style_init(&style, sizeof style, from->zone) != PIXELGEN_OK ||
                         pixelgen_shade(&from->picture, &style, from->lit, said, room) != PIXELGEN_OK)) {
        if (said[0] == 0)
            snprintf(said, room, "there is no light for the zone '%s'", from->zone);
        return 0;
    }
    if (pixelgen_normals(&from->picture, from->facing, said, room) != PIXELGEN_OK ||
        pixelgen_emission(&from->picture, from->glowing, said, room) != PIXELGEN_OK)
        return 0;
    from->glows = memchr(from->glowing, 255, PIXELGEN_PIXELS) != NULL;
    return 1;
}

static void shown(void *self, const void *const *arguments, void *made)
{
    look *from = calloc(1, sizeof *from);
    godot_pointer clips;
    int32_t side = 0;
    (void)self;
    if (from == NULL) {
        core_error(made, "there is no memory for the frames");
        return;
    }
    from->frames = 6;
    from->margin = 2;
    from->shaded = from->normals = 1;
    godot_make(BYTES, &from->indices);
    godot_make(BYTES, &from->parts);
    godot_make(DICTIONARY, &clips);
    if (!godot_each(arguments[0], read_creature, from) || !godot_each(arguments[1], read_option, from))
        core_error(made, "a creature as draw() gives it, and animations, frames, margin, shaded and normals in their ranges");
    else if (!make_layers(from) || !put_clips(from, &clips, &side))
        core_error(made, from->said);
    else {
        const int64_t pixels = side;
        godot_make(DICTIONARY, made);
        godot_put(made, "side", INT, &pixels);
        godot_put(made, "animations", DICTIONARY, &clips);
    }
    godot_free(DICTIONARY, &clips);
    godot_free(BYTES, &from->parts);
    godot_free(BYTES, &from->indices);
    free(from);
}

const method LOOK_METHODS[] = {
    {"look", DICTIONARY, shown, 2, {{"creature", DICTIONARY}, {"options", DICTIONARY}}},
};
const size_t LOOK_COUNT = sizeof LOOK_METHODS / sizeof *LOOK_METHODS;
