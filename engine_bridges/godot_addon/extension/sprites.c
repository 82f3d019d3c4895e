/* Requests of a game -> sprites, and what is known of them. */
#include "core.h"
#include "dnas.h"
#include "wishes.h"

#include <stdio.h>
#include <string.h>

enum {
    INT = GDEXTENSION_VARIANT_TYPE_INT,
    BYTES = GDEXTENSION_VARIANT_TYPE_PACKED_BYTE_ARRAY,
    DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY
};

static void canonical(void *instance, const void *const *arguments, void *made)
{
    const core *self = instance;
    wish asked;
    char text[PIXELGEN_LONGEST_REQUEST], said[SAID] = "";
    if (wish_read(&asked, self->weights, arguments[0], said, sizeof said) &&
        pixelgen_request_text(&asked.request, text, sizeof text, said, sizeof said) == PIXELGEN_OK) {
        godot_make(DICTIONARY, made);
        godot_put_text(made, "text", text);
    } else
        core_error(made, said);
    wish_free(&asked);
}

/* Of a request with a mask the traits are its parent's, and not named. */
static int found_of(const core *self, const pixelgen_request *request, pixelgen_individual *found, char *said, size_t room)
{
    if (request->mask == NULL)
        return pixelgen_individual_of(self->weights, request, found, said, room) == PIXELGEN_OK;
    memset(found, 0, sizeof *found);
    return pixelgen_species_of(self->weights, request, &found->species, said, room) == PIXELGEN_OK;
}

static void describe(void *made, const pixelgen_request *request, const pixelgen_individual *found)
{
    godot_pointer traits;
    godot_put_text(made, "zone", request->zone);
    godot_put_text(made, "category", request->category);
    godot_put_text(made, "species", found->species == NULL ? "" : found->species);
    godot_make(DICTIONARY, &traits);
    for (int32_t i = 0; i < found->trait_count; i++)
        godot_put_text(&traits, found->traits[i].trait, found->traits[i].value);
    godot_put(made, "traits", DICTIONARY, &traits);
    godot_free(DICTIONARY, &traits);
}

static void individual(void *instance, const void *const *arguments, void *made)
{
    const core *self = instance;
    wish asked;
    pixelgen_individual found;
    char said[SAID] = "";
    if (!core_is_open(self, made))
        return;
    if (wish_read(&asked, self->weights, arguments[0], said, sizeof said) &&
        found_of(self, &asked.request, &found, said, sizeof said)) {
        godot_make(DICTIONARY, made);
        describe(made, &asked.request, &found);
    } else
        core_error(made, said);
    wish_free(&asked);
}

/* 0 with a message; else the Dictionary is made. */
static int drawn(core *self, int64_t job, const pixelgen_request *request, void *made, char *said, size_t room)
{
    pixelgen_individual found;
    pixelgen_drawing how;
    pixelgen_sprite sprite;
    pixelgen_drawing_init(&how, sizeof how);
    how.stop = &self->stops[job];
    if (!found_of(self, request, &found, said, room) ||
        pixelgen_draw(self->weights, &request, 1, &how, &sprite, said, room) != PIXELGEN_OK)
        return 0;
    godot_make(DICTIONARY, made);
    describe(made, request, &found);
    godot_put_bytes(made, "indices", sprite.indices, sizeof sprite.indices);
    godot_put_bytes(made, "parts", sprite.parts, sizeof sprite.parts);
    if (put_dna(made, self->weights, request, said, room))
        return 1;
    godot_free(DICTIONARY, made);
    return 0;
}

static void draw(void *instance, const void *const *arguments, void *made)
{
    core *self = instance;
    const int64_t job = *(const int64_t *)arguments[1];
    wish asked;
    char said[SAID] = "";
    if (!core_is_open(self, made))
        return;
    if (job < 0 || job >= JOBS) {
        snprintf(said, sizeof said, "job must be a whole number from 0 to %d", JOBS - 1);
        core_error(made, said);
        return;
    }
    self->stops[job] = 0;
    if (!wish_read(&asked, self->weights, arguments[0], said, sizeof said) ||
        !drawn(self, job, &asked.request, made, said, sizeof said))
        core_error(made, self->stops[job] ? "cancelled" : said);
    wish_free(&asked);
}

static void stop(void *instance, const void *const *arguments, void *made)
{
    core *self = instance;
    const int64_t job = *(const int64_t *)arguments[0];
    (void)made;
    if (job >= 0 && job < JOBS)
        self->stops[job] = 1;
}

/* Palette indices -> red, green, blue, alpha; 0 and what is no index are transparent. */
static void coloured(void *self, const void *const *arguments, void *made)
{
    const uint8_t *colours = pixelgen_palette(), *indices = godot_bytes_of(arguments[0]);
    const size_t count = godot_byte_count(arguments[0]);
    (void)self;
    godot_packed_bytes(made, 4 * count);
    uint8_t *pixels = godot_bytes_to_write(made);
    for (size_t i = 0; i < count && pixels != NULL; i++)
        if (indices[i] > 0 && indices[i] < PIXELGEN_COLOURS) {
            memcpy(pixels + 4 * i, colours + 3 * indices[i], 3);
            pixels[4 * i + 3] = 255;
        } else
            memset(pixels + 4 * i, 0, 4);
}

const method DRAWING_METHODS[] = {
    {"canonical", DICTIONARY, canonical, 1, {{"request", DICTIONARY}}},
    {"individual", DICTIONARY, individual, 1, {{"request", DICTIONARY}}},
    {"draw", DICTIONARY, draw, 2, {{"request", DICTIONARY}, {"job", INT}}},
    {"stop", GDEXTENSION_VARIANT_TYPE_NIL, stop, 1, {{"job", INT}}},
    {"coloured", BYTES, coloured, 1, {{"indices", BYTES}}},
};
const size_t DRAWING_COUNT = sizeof DRAWING_METHODS / sizeof *DRAWING_METHODS;
