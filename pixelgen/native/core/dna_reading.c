/* Bytes -> requests, pictures and names: what dna_writing.c puts. Flags that it does not know are refused. */
#include "dna_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DRAWN_SHARE = 0.4;

void fail(byte_reader *from, const char *reason)
{
    if (from->status == PIXELGEN_OK)
        from->status = refuse(from->to, PIXELGEN_INVALID, "%s", reason);
}

const uint8_t *take_bytes(byte_reader *from, size_t count)
{
    if (from->status == PIXELGEN_OK && from->count - from->at < count)
        fail(from, "the DNA ends too early; it was not made by pixelgen");
    if (from->status != PIXELGEN_OK)
        return NULL;
    from->at += count;
    return from->bytes + from->at - count;
}

int take_byte(byte_reader *from)
{
    const uint8_t *byte = take_bytes(from, 1);
    return byte == NULL ? 0 : *byte;
}

/* One that 64 bits do not hold becomes the largest of these, which is nowhere in range. */
uint64_t take_number(byte_reader *from)
{
    uint64_t number = 0;
    for (int place = 0; place < 10; place++) {
        const int part = take_byte(from);
        number = place == 9 && (part & 127) > 1 ? UINT64_MAX : number | (uint64_t)(part & 127) << 7 * place;
        if (part < 128)
            return number;
    }
    fail(from, "the DNA holds a number too long; it was not made by pixelgen");
    return 0;
}

static double take_fraction(byte_reader *from)
{
    const uint64_t number = take_number(from);
    if (number == 1) {
        const uint8_t *bytes = take_bytes(from, 8);
        uint64_t bits = 0;
        double value;
        for (int byte = 0; bytes != NULL && byte < 8; byte++)
            bits = bits << 8 | bytes[byte];
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    if (number % 2)
        fail(from, "the DNA holds an odd number; it was not made by pixelgen");
    return (double)(number / 2) / THOUSAND;
}

/* Memory of the reader's; NULL, and a status, where there is none. */
static void *take_memory(byte_reader *from, size_t bytes)
{
    void *found = from->status == PIXELGEN_OK ? arena_take(from->memory, bytes) : NULL;
    if (found == NULL && from->status == PIXELGEN_OK)
        from->status = refuse(from->to, PIXELGEN_NO_MEMORY, "no memory for the DNA");
    return found;
}

static const char *listed(byte_reader *from, const char *const *names, uint64_t place)
{
    uint64_t count = 0;
    while (names != NULL && names[count] != NULL)
        count++;
    if (place < count)
        return names[place];
    if (from->status == PIXELGEN_OK)
        from->status = refuse(from->to, PIXELGEN_INVALID,
                              "the DNA was made by a newer pixelgen: it knows %lu where %lu are known", (unsigned long)place,
                              (unsigned long)count);
    return "";
}

static const char *written_out(byte_reader *from)
{
    const size_t length = (size_t)take_byte(from);
    const uint8_t *letters = take_bytes(from, length);
    char *name = letters == NULL ? NULL : take_memory(from, length + 1);
    if (name == NULL)
        return "";
    memcpy(name, letters, length);
    if (strlen(name) != length || !is_word(name))
        fail(from, "the DNA holds what is no name; it was not made by pixelgen");
    return name;
}

static const char *take_name(byte_reader *from, const char *const *known)
{
    const int place = take_byte(from);
    return place == WRITTEN_OUT ? written_out(from) : listed(from, known, (uint64_t)place);
}

/* A trait that stands twice has the last of its values. */
static int32_t take_traits(byte_reader *from, pixelgen_trait *traits)
{
    int32_t made = 0;
    for (int left = take_byte(from); left > 0 && from->status == PIXELGEN_OK; left--) {
        const int number = take_byte(from);
        pixelgen_trait one = {"", ""};
        if (number == WRITTEN_OUT)
            one.trait = written_out(from);
        else if (number < SEA_TRAITS)
            one.trait = sea_traits[number].name;
        else
            listed(from, NULL, (uint64_t)number);
        const int known = trait_number(one.trait);
        one.value = take_name(from, known < 0 ? NULL : sea_traits[known].values);
        int32_t place = trait_place(traits, made, one.trait);
        if (place < 0 && made == PIXELGEN_MOST_TRAITS) {
            fail(from, "the DNA holds too many traits of one creature");
            return made;
        }
        traits[place < 0 ? made++ : place] = one;
    }
    return made;
}

/* The parents that stand so many members back. */
static void take_parents(byte_reader *from, pixelgen_request *of, int count, const pixelgen_parent *before, size_t members)
{
    if (of->parent_count + count > PIXELGEN_MOST_PARENTS) {
        fail(from, "the DNA holds what is no request: parents must be at most two");
        return;
    }
    pixelgen_parent *parents = take_memory(from, PIXELGEN_MOST_PARENTS * sizeof *parents);
    for (int i = 0; i < count && parents != NULL; i++) {
        const uint64_t back = take_number(from);
        if (from->status == PIXELGEN_OK && (back < 1 || back > members))
            from->status = refuse(from->to, PIXELGEN_INVALID,
                                  "the DNA names an ancestor %lu before one that has %lu before it", (unsigned long)back,
                                  (unsigned long)members);
        if (from->status != PIXELGEN_OK)
            return;
        parents[i] = before[members - back];
    }
    of->parents = parents;
    of->parent_count += count;
}

static void take_mask(byte_reader *from, pixelgen_request *of)
{
    const char *pattern = listed(from, mask_patterns, (uint64_t)take_byte(from));
    pixelgen_mask *mask = take_memory(from, sizeof *mask);
    if (mask == NULL)
        return;
    mask->pattern = pattern;
    if (pattern == mask_patterns[PATTERN_DRAWN]) {
        const uint8_t *bits = take_bytes(from, MASK_BYTES);
        uint8_t *pixels = take_memory(from, PIXELGEN_PIXELS);
        for (int pixel = 0; pixels != NULL && pixel < PIXELGEN_PIXELS; pixel++)
            pixels[pixel] = bits[pixel / 8] >> (7 - pixel % 8) & 1;
        mask->pixels = pixels;
        mask->share = DRAWN_SHARE;
    } else
        mask->share = take_fraction(from);
    of->mask = mask;
}

static pixelgen_trait *take_own_traits(byte_reader *from, int32_t *count)
{
    pixelgen_trait *traits = take_memory(from, PIXELGEN_MOST_TRAITS * sizeof *traits);
    *count = traits == NULL ? 0 : take_traits(from, traits);
    return traits;
}

static void take_heredity(byte_reader *from, pixelgen_request *of)
{
    static const char *const PARENTS[] = {"A", "B"};
    static const char *const PAIRS[] = {"A/A", "A/B", "A/new", "B/A", "B/B", "B/new", "new/A", "new/B", "new/new", NULL};
    pixelgen_heredity *made = take_memory(from, sizeof *made);
    pixelgen_trait *givers = take_memory(from, PIXELGEN_MOST_TRAITS * sizeof *givers);
    const char **kept = take_memory(from, PART_KINDS * sizeof *kept);
    if (made == NULL || givers == NULL || kept == NULL)
        return;
    made->hidden = take_own_traits(from, &made->hidden_count);
    const int home = take_byte(from);
    made->zone_from = PARENTS[home & 1];
    made->species_from = PARENTS[home >> 1 & 1];
    for (int32_t i = 0; i < of->trait_count; i++)
        if (place_of_name(sea_no_locus, of->traits[i].trait) < 0) {
            givers[made->giver_count].trait = of->traits[i].trait;
            givers[made->giver_count++].value = listed(from, PAIRS, (uint64_t)take_byte(from));
        }
    uint64_t parts = take_number(from);
    for (uint64_t part = 0; parts > 0 && from->status == PIXELGEN_OK; part++, parts >>= 1)
        if (parts & 1) {
            const char *name = listed(from, part_names, part);
            if (from->status == PIXELGEN_OK)
                kept[made->kept_count++] = name;
        }
    made->worn = take_own_traits(from, &made->worn_count);
    made->givers = givers;
    made->kept = kept;
    of->heredity = made;
}

static void take_request(byte_reader *from, pixelgen_request *made, chosen_traits *chosen, const pixelgen_parent *before,
                         size_t members, int version)
{
    const uint64_t flags = version == OLD_DNA ? (uint64_t)take_byte(from) : take_number(from);
    made->seed = take_number(from);
    if (flags >> (version == OLD_DNA ? TRAITS_FLAG : FLAGS))
        fail(from, "the DNA was made by a newer pixelgen: it has fields that are not known here");
#define HAS(flag) (flags >> (flag) & 1 && from->status == PIXELGEN_OK)
    if (HAS(SPECIES_FLAG))
        made->species = take_name(from, sea_species);
    if (HAS(COLOURS_FLAG)) {
        const int count = take_byte(from);
        const char **colours = take_memory(from, (size_t)count * sizeof *colours + 1);
        for (int i = 0; i < count && colours != NULL; i++)
            colours[i] = listed(from, palette_ramps, (uint64_t)take_byte(from));
        made->colours = colours;
        made->colour_count = count;
    }
    if (HAS(TEMPERATURE_FLAG))
        made->temperature = take_fraction(from);
    if (HAS(TOP_K_FLAG))
        made->top_k = take_byte(from);
    if (HAS(TOP_P_FLAG))
        made->top_p = take_fraction(from);
    if (HAS(MIN_P_FLAG))
        made->min_p = take_fraction(from);
    if (HAS(PARENTS_FLAG)) {
        take_parents(from, made, take_byte(from), before, members);
        take_mask(from, made);
    }
    if (HAS(TRAITS_FLAG))
        made->traits = take_own_traits(from, &made->trait_count);
    if (HAS(CHOSEN_FLAG)) {
        chosen->species = take_name(from, sea_species);
        chosen->trait_count = take_traits(from, chosen->traits);
    }
    if (HAS(HEREDITY_FLAG)) {
        take_parents(from, made, 2, before, members);
        take_heredity(from, made);
    }
#undef HAS
}

void take_member(byte_reader *from, pixelgen_parent *made, chosen_traits *chosen, const pixelgen_parent *before,
                 size_t members, int version)
{
    const int head = take_byte(from);
    *made = (pixelgen_parent){NULL, NULL, NULL};
    *chosen = (chosen_traits){.species = NULL};
    if (head == PICTURE) {
        uint8_t *picture = take_memory(from, PIXELGEN_PIXELS);
        if (picture != NULL)
            unpack_picture(from, picture);
        made->picture = picture;
        return;
    }
    if (head == NAMED_REQUEST || head == NAMED_SPRITE) {
        const uint8_t *digest = take_bytes(from, SHA256_BYTES);
        char *name = take_memory(from, PARENT_NAME + 1);
        if (name == NULL)
            return;
        ancestor one = {.is_sprite = head == NAMED_SPRITE};
        memcpy(one.digest, digest, SHA256_BYTES);
        ancestor_name(name, &one);
        made->name = name;
        return;
    }
    pixelgen_request *request = take_memory(from, sizeof *request);
    if (request == NULL)
        return;
    pixelgen_request_init(request, sizeof *request);
    if (head == OTHER_CELL && version != OLD_DNA) {
        request->zone = take_name(from, sea_zones);
        request->category = take_name(from, sea_categories);
    } else {
        request->zone = listed(from, sea_zones, (uint64_t)(head / SEA_CATEGORIES));
        request->category = sea_categories[head % SEA_CATEGORIES];
    }
    take_request(from, request, chosen, before, members, version);
    made->request = request;
    if (from->status == PIXELGEN_OK && check_request(request, from->to) != PIXELGEN_OK) {
        char reason[512]; /* the reader's message has 256 at most */
        text_line whole;
        text_begin(&whole, reason, sizeof reason);
        text_put(&whole, "the DNA holds what is no request: ");
        text_put(&whole, from->to.text == NULL ? "" : from->to.text);
        fail(from, reason);
    }
}
