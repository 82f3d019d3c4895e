#include "wishes.h"

#include "dnas.h"

#include <stdio.h>
#include <string.h>

/* How a key's value is read; 0 with a message when it is of another type. */
typedef int (*reader)(wish *made, const godot_variant *value);

static int wrong(const wish *made, const char *expected)
{
    snprintf(made->message, made->room, "%s", expected);
    return 0;
}

static int is_text(const godot_variant *value)
{
    const GDExtensionVariantType type = godot.variant_get_type(value);
    return type == GDEXTENSION_VARIANT_TYPE_STRING || type == GDEXTENSION_VARIANT_TYPE_STRING_NAME;
}

int word_of(const godot_variant *value, char word[WORD])
{
    if (!is_text(value))
        return 0;
    godot_pointer text;
    godot.variant_stringify(value, &text);
    const size_t length = godot_text(&text, word, WORD);
    godot_free(GDEXTENSION_VARIANT_TYPE_STRING, &text);
    return length < WORD && strlen(word) == length;
}

static int number_of(const godot_variant *value, double *number)
{
    const GDExtensionVariantType type = godot.variant_get_type(value);
    int64_t whole = 0;
    if (type == GDEXTENSION_VARIANT_TYPE_INT) {
        godot_unwrap(type, &whole, value);
        *number = (double)whole;
    } else if (type == GDEXTENSION_VARIANT_TYPE_FLOAT)
        godot_unwrap(type, number, value);
    return type == GDEXTENSION_VARIANT_TYPE_INT || type == GDEXTENSION_VARIANT_TYPE_FLOAT;
}

int whole_of(const godot_variant *value, int64_t *whole)
{
    double number;
    if (godot.variant_get_type(value) == GDEXTENSION_VARIANT_TYPE_INT) {
        godot_unwrap(GDEXTENSION_VARIANT_TYPE_INT, whole, value);
        return 1;
    }
    if (!number_of(value, &number) || !(number >= -9007199254740991.0 && number <= 9007199254740991.0))
        return 0;
    *whole = (int64_t)number;
    return (double)*whole == number;
}

static int read_zone(wish *made, const godot_variant *value)
{
    made->request.zone = made->zone;
    return word_of(value, made->zone) || wrong(made, "zone must be the name of a zone");
}

static int read_category(wish *made, const godot_variant *value)
{
    made->request.category = made->category;
    return word_of(value, made->category) || wrong(made, "category must be the name of a category");
}

static int read_species(wish *made, const godot_variant *value)
{
    if (!word_of(value, made->species))
        return wrong(made, "species must be the name of a species, or \"\" for one that the seed chooses");
    made->request.species = made->species[0] == 0 ? NULL : made->species;
    return 1;
}

static int read_seed(wish *made, const godot_variant *value)
{
    int64_t seed;
    if (!whole_of(value, &seed) || seed < 0)
        return wrong(made, "seed must be a whole number from 0 to 9223372036854775807");
    made->request.seed = (uint64_t)seed;
    return 1;
}

static int read_temperature(wish *made, const godot_variant *value)
{
    return number_of(value, &made->request.temperature) || wrong(made, "temperature must be a number from 0 to 4");
}

static int read_top_k(wish *made, const godot_variant *value)
{
    int64_t number;
    if (!whole_of(value, &number) || number < 0 || number > PIXELGEN_COLOURS + 1)
        return wrong(made, "top_k must be a whole number from 0 to 65");
    made->request.top_k = (int32_t)number;
    return 1;
}

static int read_top_p(wish *made, const godot_variant *value)
{
    return number_of(value, &made->request.top_p) || wrong(made, "top_p must be a number above 0, at most 1");
}

static int read_min_p(wish *made, const godot_variant *value)
{
    return number_of(value, &made->request.min_p) || wrong(made, "min_p must be a number from 0 to 1");
}

static int read_colour(void *context, const godot_variant *item, const godot_variant *none)
{
    wish *made = context;
    const int32_t place = made->request.colour_count;
    (void)none;
    if (place == MOST_COLOURS || !word_of(item, made->colours[place]))
        return wrong(made, "colours must be names of ramps, none twice");
    made->ramps[place] = made->colours[place];
    made->request.colour_count++;
    return 1;
}

static int read_colours(wish *made, const godot_variant *value)
{
    const GDExtensionVariantType type = godot.variant_get_type(value);
    if (type != GDEXTENSION_VARIANT_TYPE_ARRAY && type != GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY)
        return wrong(made, "colours must be an Array of names of ramps");
    made->request.colours = made->ramps;
    return godot_each(value, read_colour, made);
}

static int read_trait(void *context, const godot_variant *key, const godot_variant *value)
{
    wish *made = context;
    const int32_t place = made->request.trait_count;
    if (place == PIXELGEN_MOST_TRAITS || !word_of(key, made->words[place][0]) || !word_of(value, made->words[place][1]))
        return wrong(made, "traits must be names of traits, each with the name of a value");
    made->traits[place].trait = made->words[place][0];
    made->traits[place].value = made->words[place][1];
    made->request.trait_count++;
    return 1;
}

static int read_traits(wish *made, const godot_variant *value)
{
    if (godot.variant_get_type(value) != GDEXTENSION_VARIANT_TYPE_DICTIONARY)
        return wrong(made, "traits must be a Dictionary such as {\"family\": \"azure\"}");
    made->request.traits = made->traits;
    return godot_each(value, read_trait, made);
}

static int add_dna(wish *made, const godot_variant *value)
{
    if (made->dna_count == PIXELGEN_MOST_PARENTS || !is_text(value))
        return wrong(made, "a DNA must be a text, pg1_..., and parents two of them");
    return dna_of(value, made->weights, &made->dnas[made->dna_count], made->message, made->room) && ++made->dna_count;
}

static int read_dna(wish *made, const godot_variant *value)
{
    return add_dna(made, value);
}

static int read_parent(void *context, const godot_variant *item, const godot_variant *none)
{
    wish *made = context;
    (void)none;
    made->parent_count++;
    return add_dna(made, item);
}

static int read_parents(wish *made, const godot_variant *value)
{
    const GDExtensionVariantType type = godot.variant_get_type(value);
    if (type != GDEXTENSION_VARIANT_TYPE_ARRAY && type != GDEXTENSION_VARIANT_TYPE_PACKED_STRING_ARRAY)
        return wrong(made, "parents must be an Array of two DNAs");
    return godot_each(value, read_parent, made);
}

static const struct {
    const char *key;
    reader read;
} KEYS[] = {
    {"zone", read_zone},         {"category", read_category}, {"species", read_species},
    {"seed", read_seed},         {"colours", read_colours},   {"traits", read_traits},
    {"temperature", read_temperature}, {"top_k", read_top_k}, {"top_p", read_top_p},
    {"min_p", read_min_p},       {"dna", read_dna},           {"parents", read_parents},
};

static int read_key(void *context, const godot_variant *key, const godot_variant *value)
{
    wish *made = context;
    char word[WORD];
    if (word_of(key, word))
        for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
            if (strcmp(KEYS[i].key, word) == 0)
                return godot.variant_get_type(value) == GDEXTENSION_VARIANT_TYPE_NIL || KEYS[i].read(made, value);
    return wrong(made, "a request has the keys zone, category, species, seed, colours, traits, temperature, top_k, top_p, "
                       "min_p, dna and parents");
}

/* The request that a DNA holds, which has no other keys. */
static int take_dna(wish *made)
{
    pixelgen_request empty;
    pixelgen_request_init(&empty, sizeof empty);
    if (made->dna_count > 1 || memcmp(&empty, &made->request, sizeof empty) != 0)
        return wrong(made, "a DNA holds the whole request; leave out the other keys");
    made->request = *pixelgen_dna_request(made->dnas[0]);
    return 1;
}

/* A child: most of the first parent, patches drawn anew in the colours of the second. Zone, category and species are the
   first one's where they are not named. */
static int take_parents(wish *made)
{
    if (made->parent_count != PIXELGEN_MOST_PARENTS)
        return wrong(made, "parents must be an Array of two DNAs");
    if (made->request.trait_count > 0)
        return wrong(made, "traits are of creatures drawn from scratch; leave them out beside parents");
    const pixelgen_request *first = pixelgen_dna_request(made->dnas[0]);
    const int same = made->request.category == NULL || strcmp(made->request.category, first->category) == 0;
    for (int i = 0; i < PIXELGEN_MOST_PARENTS; i++)
        made->parents[i].request = pixelgen_dna_request(made->dnas[i]);
    if (made->request.zone == NULL)
        made->request.zone = first->zone;
    if (made->request.category == NULL)
        made->request.category = first->category;
    if (made->request.species == NULL && same)
        made->request.species = first->species;
    made->request.parents = made->parents;
    made->request.parent_count = PIXELGEN_MOST_PARENTS;
    made->mask.pattern = "patches";
    made->mask.share = 0.4;
    made->request.mask = &made->mask;
    return 1;
}

int wish_read(wish *made, const pixelgen_weights *weights, const godot_variant *dictionary, char *message, size_t room)
{
    memset(made, 0, sizeof *made);
    made->weights = weights;
    made->message = message;
    made->room = room;
    pixelgen_request_init(&made->request, sizeof made->request);
    if (!godot_each(dictionary, read_key, made))
        return 0;
    return made->parent_count > 0 ? take_parents(made) : made->dna_count > 0 ? take_dna(made) : 1;
}

void wish_free(wish *made)
{
    for (int32_t i = 0; i < made->dna_count; i++)
        pixelgen_dna_free(made->dnas[i]);
    made->dna_count = 0;
}
