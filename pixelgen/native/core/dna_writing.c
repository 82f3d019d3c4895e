/* Requests, pictures and names -> bytes. Numbers are LEB128; fields with their default values take no room, those that are
   there have a flag each. A name is its place in the lists of today, or is written out. */
#include "dna_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const GIVERS[] = {"A", "B", "new", NULL};

void put_bytes(byte_writer *to, const void *bytes, size_t count)
{
    if (to->room - to->count < count && !to->is_out) {
        const size_t room = 2 * to->room + count + 256;
        uint8_t *wider = realloc(to->bytes, room);
        to->is_out = wider == NULL;
        if (wider != NULL) {
            to->bytes = wider;
            to->room = room;
        }
    }
    if (to->is_out)
        return;
    memcpy(to->bytes + to->count, bytes, count);
    to->count += count;
}

void put_byte(byte_writer *to, int byte)
{
    const uint8_t one = (uint8_t)byte;
    put_bytes(to, &one, 1);
}

void put_number(byte_writer *to, uint64_t number)
{
    for (; number > 127; number >>= 7)
        put_byte(to, (int)(number & 127) | 128);
    put_byte(to, (int)number);
}

/* Thousandths when that says it exactly, else 1 and the eight bytes of the double, the highest first. */
static void put_fraction(byte_writer *to, double value)
{
    const double thousandths = floor(value * THOUSAND + 0.5);
    if (thousandths / THOUSAND == value) {
        put_number(to, 2 * (uint64_t)thousandths);
        return;
    }
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_byte(to, 1);
    for (int byte = 7; byte >= 0; byte--)
        put_byte(to, (int)(bits >> 8 * byte & 255));
}

static void put_known_name(byte_writer *to, const char *const *known, const char *name)
{
    const int place = known == NULL ? -1 : place_of_name(known, name);
    if (place >= 0) {
        put_byte(to, place);
        return;
    }
    put_byte(to, WRITTEN_OUT);
    put_byte(to, (int)strlen(name));
    put_bytes(to, name, strlen(name));
}

int trait_number(const char *trait)
{
    int number = 0;
    while (sea_traits[number].name != NULL && strcmp(sea_traits[number].name, trait) != 0)
        number++;
    return sea_traits[number].name == NULL ? -1 : number;
}

static void put_trait(byte_writer *to, const pixelgen_trait *one)
{
    const int number = trait_number(one->trait);
    if (number >= 0)
        put_byte(to, number);
    else
        put_known_name(to, NULL, one->trait);
    put_known_name(to, number < 0 ? NULL : sea_traits[number].values, one->value);
}

static void put_traits(byte_writer *to, const pixelgen_trait *traits, const int32_t *places, int32_t count)
{
    put_byte(to, count);
    for (int32_t i = 0; i < count; i++)
        put_trait(to, traits + (places == NULL ? i : places[i]));
}

static void put_traits_by_name(byte_writer *to, const pixelgen_trait *traits, int32_t count)
{
    int32_t places[PIXELGEN_MOST_TRAITS];
    traits_by_name(places, traits, count);
    put_traits(to, traits, places, count);
}

/* In the order of the sea's traits, then those that are not among them by name. */
static void request_order(int32_t *places, const pixelgen_request *request)
{
    int32_t by_name[PIXELGEN_MOST_TRAITS], made = 0;
    traits_by_name(by_name, request->traits, request->trait_count);
    for (int number = 0; sea_traits[number].name != NULL; number++) {
        const int32_t place = trait_place(request->traits, request->trait_count, sea_traits[number].name);
        if (place >= 0)
            places[made++] = place;
    }
    for (int32_t i = 0; i < request->trait_count; i++)
        if (trait_number(request->traits[by_name[i]].trait) < 0)
            places[made++] = by_name[i];
}

static void put_heredity(byte_writer *to, const pixelgen_request *request, const int32_t *order, const int32_t *back)
{
    const pixelgen_heredity *of = request->heredity;
    uint64_t kept = 0;
    for (int32_t i = 0; i < request->parent_count; i++)
        put_number(to, (uint64_t)back[i]);
    put_traits_by_name(to, of->hidden, of->hidden_count);
    put_byte(to, (of->zone_from[0] == 'B') | (of->species_from[0] == 'B') << 1);
    for (int32_t i = 0; i < request->trait_count; i++) {
        const char *trait = request->traits[order[i]].trait;
        if (place_of_name(sea_no_locus, trait) >= 0)
            continue;
        const char *pair = of->givers[trait_place(of->givers, of->giver_count, trait)].value;
        const char *hides = strchr(pair, '/') + 1;
        int shows = 0;
        while (strncmp(pair, GIVERS[shows], strlen(GIVERS[shows])) != 0)
            shows++;
        put_byte(to, 3 * shows + place_of_name(GIVERS, hides));
    }
    for (int32_t i = 0; i < of->kept_count; i++)
        kept |= (uint64_t)1 << place_of_name(part_names, of->kept[i]);
    put_number(to, kept);
    put_traits_by_name(to, of->worn, of->worn_count);
}

static void put_mask(byte_writer *to, const pixelgen_mask *mask)
{
    put_byte(to, place_of_name(mask_patterns, mask->pattern));
    if (mask->pixels == NULL) {
        put_fraction(to, mask->share);
        return;
    }
    for (int byte = 0; byte < MASK_BYTES; byte++) {
        int bits = 0;
        for (int pixel = 0; pixel < 8; pixel++)
            bits = 2 * bits + (mask->pixels[8 * byte + pixel] != 0);
        put_byte(to, bits);
    }
}

void put_request(byte_writer *to, const pixelgen_request *request, const int32_t *back, const chosen_traits *chosen)
{
    const int zone = place_of_name(sea_zones, request->zone), category = place_of_name(sea_categories, request->category);
    pixelgen_request usual;
    int32_t order[PIXELGEN_MOST_TRAITS];
    pixelgen_request_init(&usual, sizeof usual);
    request_order(order, request);
    const int has[FLAGS] = {
        [SPECIES_FLAG] = request->species != NULL,
        [COLOURS_FLAG] = request->colour_count > 0,
        [TEMPERATURE_FLAG] = request->temperature != usual.temperature,
        [TOP_K_FLAG] = request->top_k > 0,
        [TOP_P_FLAG] = request->top_p != usual.top_p,
        [MIN_P_FLAG] = request->min_p != usual.min_p,
        [PARENTS_FLAG] = request->mask != NULL,
        [TRAITS_FLAG] = request->trait_count > 0,
        [CHOSEN_FLAG] = chosen != NULL,
        [HEREDITY_FLAG] = request->heredity != NULL,
    };
    uint64_t flags = 0;
    for (int flag = 0; flag < FLAGS; flag++)
        flags |= (uint64_t)has[flag] << flag;
    if (zone >= 0 && category >= 0)
        put_byte(to, zone * SEA_CATEGORIES + category);
    else {
        put_byte(to, OTHER_CELL);
        put_known_name(to, sea_zones, request->zone);
        put_known_name(to, sea_categories, request->category);
    }
    put_number(to, flags);
    put_number(to, request->seed);
    if (has[SPECIES_FLAG])
        put_known_name(to, sea_species, request->species);
    if (has[COLOURS_FLAG]) {
        put_byte(to, request->colour_count);
        for (int32_t i = 0; i < request->colour_count; i++)
            put_byte(to, palette_ramp(request->colours[i]));
    }
    if (has[TEMPERATURE_FLAG])
        put_fraction(to, request->temperature);
    if (has[TOP_K_FLAG])
        put_byte(to, request->top_k);
    if (has[TOP_P_FLAG])
        put_fraction(to, request->top_p);
    if (has[MIN_P_FLAG])
        put_fraction(to, request->min_p);
    if (has[PARENTS_FLAG]) {
        put_byte(to, request->parent_count);
        for (int32_t i = 0; i < request->parent_count; i++)
            put_number(to, (uint64_t)back[i]);
        put_mask(to, request->mask);
    }
    if (has[TRAITS_FLAG])
        put_traits(to, request->traits, order, request->trait_count);
    if (has[CHOSEN_FLAG]) {
        put_known_name(to, sea_species, chosen->species);
        put_traits(to, chosen->traits, NULL, chosen->trait_count);
    }
    if (has[HEREDITY_FLAG])
        put_heredity(to, request, order, back);
}

void put_picture(byte_writer *to, const uint8_t *indices)
{
    put_byte(to, PICTURE);
    pack_picture(to, indices);
}

void put_name_alone(byte_writer *to, const ancestor *of)
{
    put_byte(to, of->is_sprite ? NAMED_SPRITE : NAMED_REQUEST);
    put_bytes(to, of->digest, SHA256_BYTES);
}
