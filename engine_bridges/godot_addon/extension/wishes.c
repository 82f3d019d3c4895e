#include "wishes.h"

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

/* A String or StringName into a word; 0 for another type and for a text that no name is as long as. */
static int word_of(const godot_variant *value, char word[WORD])
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

/* Whole floats too: JSON has no other numbers in the engine. */
static int whole_of(const godot_variant *value, int64_t *whole)
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

static const struct {
    const char *key;
    reader read;
} KEYS[] = {
    {"zone", read_zone},         {"category", read_category}, {"species", read_species},
    {"seed", read_seed},         {"colours", read_colours},   {"traits", read_traits},
    {"temperature", read_temperature}, {"top_k", read_top_k}, {"top_p", read_top_p},
    {"min_p", read_min_p},
};

static int read_key(void *context, const godot_variant *key, const godot_variant *value)
{
    wish *made = context;
    char word[WORD];
    if (word_of(key, word))
        for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
            if (strcmp(KEYS[i].key, word) == 0)
                return godot.variant_get_type(value) == GDEXTENSION_VARIANT_TYPE_NIL || KEYS[i].read(made, value);
    return wrong(made, "a request has the keys zone, category, species, seed, colours, traits, temperature, top_k, top_p and "
                       "min_p");
}

int wish_read(wish *made, const godot_variant *dictionary, char *message, size_t room)
{
    memset(made, 0, sizeof *made);
    made->message = message;
    made->room = room;
    pixelgen_request_init(&made->request, sizeof made->request);
    return godot_each(dictionary, read_key, made);
}
