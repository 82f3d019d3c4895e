#include "dnas.h"

#include "core.h"
#include "wishes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DICTIONARY = GDEXTENSION_VARIANT_TYPE_DICTIONARY,
    STRINGS = GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY,
    WEIGHTS_DIGITS = 16,
    USUAL_DNA = 16384
};

/* A text of the engine's, at most as long as a DNA; NULL when it is longer or there is no memory. */
static char *text_of(const godot_variant *value)
{
    godot_pointer string;
    char little[2];
    godot.variant_stringify(value, &string);
    const size_t length = godot_text(&string, little, sizeof little);
    const size_t bytes = (size_t)godot.string_to_utf8_chars(&string, NULL, 0) + 1;
    char *text = length < PIXELGEN_LONGEST_DNA && bytes <= PIXELGEN_LONGEST_DNA ? malloc(bytes) : NULL;
    if (text != NULL)
        godot_text(&string, text, bytes);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING, &string);
    return text;
}

int dna_of(const godot_variant *value, const pixelgen_weights *weights, pixelgen_dna **dna, char *message, size_t room)
{
    char *text = text_of(value);
    *dna = NULL;
    if (text == NULL) {
        snprintf(message, room, "a DNA has at most %d characters", PIXELGEN_LONGEST_DNA - 1);
        return 0;
    }
    const pixelgen_status status = pixelgen_dna_read(text, strlen(text), dna, message, room);
    free(text);
    if (status != PIXELGEN_OK)
        return 0;
    if (weights != NULL && (pixelgen_dna_engine(*dna) != pixelgen_engine_version() ||
                            strncmp(pixelgen_dna_weights(*dna), pixelgen_digest(weights), WEIGHTS_DIGITS) != 0)) {
        snprintf(message, room, "the DNA was drawn by weights %s with engine %d, and here are %.16s with engine %d",
                 pixelgen_dna_weights(*dna), (int)pixelgen_dna_engine(*dna), pixelgen_digest(weights),
                 (int)pixelgen_engine_version());
        pixelgen_dna_free(*dna);
        *dna = NULL;
        return 0;
    }
    return 1;
}

/* To be freed; NULL with a message when it cannot be written. */
static char *dna_text(const pixelgen_weights *weights, const pixelgen_request *request, char *message, size_t room)
{
    pixelgen_status status = PIXELGEN_NO_MEMORY;
    for (size_t bytes = USUAL_DNA; status != PIXELGEN_OK; bytes = PIXELGEN_LONGEST_DNA) {
        char *text = malloc(bytes);
        if (text == NULL) {
            snprintf(message, room, "there is no memory for a DNA");
            return NULL;
        }
        status = pixelgen_dna_write(weights, request, 0, text, bytes, message, room);
        if (status == PIXELGEN_OK)
            return text;
        free(text);
        if (bytes == PIXELGEN_LONGEST_DNA)
            return NULL;
    }
    return NULL;
}

int put_dna(void *dictionary, const pixelgen_weights *weights, const pixelgen_request *request, char *message, size_t room)
{
    char *text = dna_text(weights, request, message, room);
    if (text != NULL)
        godot_put_text(dictionary, "dna", text);
    free(text);
    return text != NULL;
}

typedef struct {
    pixelgen_crossing how;
    char pose[WORD];
} crossing;

static int read_crossing(void *context, const godot_variant *key, const godot_variant *value)
{
    crossing *made = context;
    char word[WORD];
    int64_t number = 0;
    if (!word_of(key, word))
        return 0;
    if (strcmp(word, "pose") == 0) {
        made->how.pose = made->pose;
        return word_of(value, made->pose);
    }
    if (!whole_of(value, &number) || number < 0)
        return 0;
    if (strcmp(word, "seed") == 0)
        made->how.seed = (uint64_t)number;
    else if (strcmp(word, "size") == 0 && number <= PIXELGEN_MOST_LITTER)
        made->how.children = (int32_t)number;
    else
        return 0;
    return 1;
}

static void put_children(void *made, const pixelgen_weights *weights, const pixelgen_litter *of, int32_t count)
{
    char **texts = calloc((size_t)count + 1, sizeof *texts), said[SAID] = "there is no memory for a litter";
    int32_t written = 0;
    while (texts != NULL && written < count &&
           (texts[written] = dna_text(weights, pixelgen_litter_request(of, written), said, sizeof said)) != NULL)
        written++;
    if (written < count)
        core_error(made, said);
    else {
        godot_packed strings;
        godot_strings(&strings, (const char *const *)texts, (size_t)count);
        godot_make(DICTIONARY, made);
        godot_put(made, "dnas", STRINGS, &strings);
        godot_free(STRINGS, &strings);
    }
    for (int32_t i = 0; texts != NULL && i < written; i++)
        free(texts[i]);
    free(texts);
}

static void litter(void *instance, const void *const *arguments, void *made)
{
    const core *self = instance;
    wish parents;
    crossing wanted = {0};
    pixelgen_litter *born = NULL;
    char said[SAID] = "a litter has the keys size (1 to 1024), seed and pose";
    if (!core_is_open(self, made))
        return;
    pixelgen_crossing_init(&wanted.how, sizeof wanted.how);
    if (!wish_read(&parents, self->weights, arguments[0], said, sizeof said))
        core_error(made, said);
    else if (parents.request.parent_count != PIXELGEN_MOST_PARENTS)
        core_error(made, "a litter has two parents: {\"parents\": [DNA, DNA]}");
    else if (!godot_each(arguments[1], read_crossing, &wanted))
        core_error(made, "a litter has the keys size (1 to 1024), seed and pose");
    else if (pixelgen_litter_make(self->weights, &parents.parents[0], &parents.parents[1], &wanted.how, &born, said,
                                  sizeof said) != PIXELGEN_OK)
        core_error(made, said);
    else
        put_children(made, self->weights, born, wanted.how.children);
    pixelgen_litter_free(born);
    wish_free(&parents);
}

const method DNA_METHODS[] = {
    {"litter", DICTIONARY, litter, 2, {{"request", DICTIONARY}, {"options", DICTIONARY}}},
};
const size_t DNA_COUNT = sizeof DNA_METHODS / sizeof *DNA_METHODS;
