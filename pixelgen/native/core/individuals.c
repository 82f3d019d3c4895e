/* Named traits condition the draw, one after the other; one that no row left has conditions nothing. A palette lock beats
   what is named of colours. */
#include "individuals.h"
#include "philox.h"

#include <string.h>

enum { HOME_WEIGHT = 4, MOST_TRAITS = PIXELGEN_PROMPT - LABELS };

typedef struct {
    const world *world;
    const pixelgen_request *wish;
    int named[MOST_TRAITS]; /* ids; NO_ID where open */
} naming;

/* The values that a trait may have: bits of those that a row can hold, and the one that is taken where no row has any. */
typedef struct {
    int is_bound, first;
    uint8_t bits[ROW_IDS / 8];
} allowed_values;

static int is_locked_to(const pixelgen_request *wish, const char *ramp)
{
    for (int32_t i = 0; i < wish->colour_count; i++)
        if (strcmp(wish->colours[i], ramp) == 0)
            return 1;
    return 0;
}

static int is_coloured(const char *trait)
{
    return strcmp(trait, "family") == 0 || strcmp(trait, "accent") == 0;
}

static int is_unlocked(const pixelgen_request *wish, const char *trait, const char *value)
{
    if (is_coloured(trait))
        return is_locked_to(wish, value);
    return strcmp(trait, "glow") != 0 || is_locked_to(wish, "glow") || strcmp(value, "none") == 0;
}

static int has_rows(const world *of, int species)
{
    const uint8_t *rows;
    for (int n = 0, zone; (zone = world_nth(of, "zone", n)) != NO_ID; n++)
        if (world_rows(of, zone, species, &rows) > 0)
            return 1;
    return 0;
}

static pixelgen_status find_named(naming *found, const world *of, const pixelgen_request *wish, message to)
{
    *found = (naming){.world = of, .wish = wish};
    for (int trait = 0; trait < MOST_TRAITS; trait++)
        found->named[trait] = NO_ID;
    for (int32_t i = 0; i < wish->trait_count; i++) {
        const char *name = wish->traits[i].trait, *value = wish->traits[i].value;
        int trait = 0;
        while (trait < of->trait_count && strcmp(of->traits[trait], name) != 0)
            trait++;
        if (trait == of->trait_count)
            return refuse(to, PIXELGEN_INVALID, "each of traits must be one that the weights know; got '%s'", name);
        found->named[trait] = world_id(of, name, value);
        if (found->named[trait] == NO_ID)
            return refuse(to, PIXELGEN_INVALID, "traits: %s must be a value that the weights know; got '%s'", name, value);
        if (wish->colour_count > 0 && !is_unlocked(wish, name, value))
            found->named[trait] = NO_ID;
    }
    return PIXELGEN_OK;
}

pixelgen_status find_labels(individual *made, const world *of, const pixelgen_request *wish, message to)
{
    made->zone = world_id(of, "zone", wish->zone);
    if (made->zone == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "zone must be one that the weights know; got '%s'", wish->zone);
    made->category = world_id(of, "category", wish->category);
    if (made->category == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "category must be one that the weights know; got '%s'", wish->category);
    made->species = wish->species == NULL ? NO_ID : world_id(of, "species", wish->species);
    if (wish->species != NULL && (made->species == NO_ID || of->category[made->species - FIRST_ID] != made->category ||
                                  !has_rows(of, made->species)))
        return refuse(to, PIXELGEN_INVALID, "species must be one of category %s that the weights know; got '%s'",
                      wish->category, wish->species);
    return PIXELGEN_OK;
}

static pixelgen_status draw_species(individual *made, const naming *by, uint64_t draw, message to)
{
    const world *of = by->world;
    int16_t kin[ROW_IDS];
    int count = 0, is_home = 0;
    uint64_t total = 0;
    for (int trait = 0; made->species != NO_ID && trait < of->trait_count; trait++)
        if (by->named[trait] != NO_ID && !world_offers(of, made->species, by->named[trait]))
            return refuse(to, PIXELGEN_INVALID, "%s has no %s '%s'", by->wish->species, of->traits[trait],
                          world_name_of(of, by->named[trait]));
    if (made->species != NO_ID)
        return PIXELGEN_OK;
    for (int n = 0, species; (species = world_nth(of, "species", n)) != NO_ID; n++) {
        const uint8_t *rows;
        if (of->category[species - FIRST_ID] == made->category && world_rows(of, made->zone, species, &rows) > 0)
            kin[count++] = (int16_t)species;
    }
    for (int trait = 0; trait < of->trait_count && count > 0; trait++) {
        int fitting = 0;
        for (int i = 0; by->named[trait] != NO_ID && i < count; i++)
            if (world_offers(of, kin[i], by->named[trait]))
                kin[fitting++] = kin[i];
        if (by->named[trait] == NO_ID)
            continue;
        if (fitting == 0)
            return refuse(to, PIXELGEN_INVALID, "no species of category %s has %s '%s' with what else is named",
                          by->wish->category, of->traits[trait], world_name_of(of, by->named[trait]));
        count = fitting;
    }
    for (int i = 0; i < count; i++)
        is_home |= has_bit(of->homes[kin[i]], made->zone);
    for (int i = 0; i < count; i++)
        total += is_home && has_bit(of->homes[kin[i]], made->zone) ? HOME_WEIGHT : 1;
    uint64_t point = high_product(draw, total);
    for (int i = 0; i < count; i++) {
        const uint64_t weight = is_home && has_bit(of->homes[kin[i]], made->zone) ? HOME_WEIGHT : 1;
        if (point < weight) {
            made->species = kin[i];
            return PIXELGEN_OK;
        }
        point -= weight;
    }
    return PIXELGEN_OK; /* none is known of the category here */
}

static void allow(allowed_values *to, int id)
{
    if (!to->is_bound)
        to->first = id;
    to->is_bound = 1;
    if (id < ROW_IDS)
        set_bit(to->bits, id);
}

static void find_allowed(allowed_values *found, const naming *by, int trait)
{
    const char *name = by->world->traits[trait];
    const pixelgen_request *wish = by->wish;
    const int count = wish->colour_count;
    memset(found, 0, sizeof *found);
    if (by->named[trait] != NO_ID) {
        allow(found, by->named[trait]);
        return;
    }
    if (is_coloured(name))
        for (int i = 0; i < count; i++) { /* in the order of the lock, for an accent the second ramp first */
            const int place = strcmp(name, "accent") == 0 ? (i + 1) % count : i;
            const int id = world_id(by->world, name, wish->colours[place]);
            if (id != NO_ID)
                allow(found, id);
        }
    else if (count > 0 && strcmp(name, "glow") == 0)
        for (int n = 0, id; (id = world_nth(by->world, name, n)) != NO_ID; n++)
            if (is_unlocked(wish, name, world_name_of(by->world, id)))
                allow(found, id);
}

static int fits(const uint8_t *row, const allowed_values *allowed, int traits)
{
    for (int trait = 0; trait < traits; trait++)
        if (allowed[trait].is_bound && !has_bit(allowed[trait].bits, row[trait]))
            return 0;
    return 1;
}

static void draw_traits(individual *made, const naming *by, uint64_t draw)
{
    const world *of = by->world;
    const int traits = of->trait_count;
    const uint8_t *rows = NULL;
    const uint32_t count = made->species == NO_ID ? 0 : world_rows(of, made->zone, made->species, &rows);
    allowed_values allowed[MOST_TRAITS], conditions[MOST_TRAITS];
    uint32_t fitting = count;
    memcpy(made->traits, by->named, sizeof made->traits);
    if (count == 0)
        return;
    memset(conditions, 0, sizeof conditions);
    for (int trait = 0; trait < traits; trait++) {
        find_allowed(allowed + trait, by, trait);
        if (!allowed[trait].is_bound)
            continue;
        uint32_t found = 0;
        conditions[trait] = allowed[trait];
        for (uint32_t i = 0; i < count; i++)
            found += (uint32_t)fits(rows + (size_t)i * (size_t)traits, conditions, traits);
        if (found > 0)
            fitting = found;
        else
            conditions[trait].is_bound = 0;
    }
    uint64_t left = high_product(draw, fitting);
    const uint8_t *row = rows;
    while (!fits(row, conditions, traits) || left-- > 0)
        row += traits;
    for (int trait = 0; trait < traits; trait++) {
        const allowed_values *values = allowed + trait;
        int drawn = row[trait] == PAD ? NO_ID : row[trait];
        const int is_inside = drawn != NO_ID && has_bit(values->bits, drawn);
        if (values->is_bound && !is_inside && (drawn != NO_ID || by->named[trait] != NO_ID))
            drawn = values->first;
        made->traits[trait] = drawn;
    }
}

pixelgen_status make_individual(individual *made, const world *of, const pixelgen_request *wish, const uint64_t *draws,
                                message to)
{
    naming by;
    if (find_labels(made, of, wish, to) != PIXELGEN_OK || find_named(&by, of, wish, to) != PIXELGEN_OK ||
        draw_species(made, &by, draws[0], to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    draw_traits(made, &by, draws[1]);
    return PIXELGEN_OK;
}

void prompt_of(int32_t *prompt, const individual *of)
{
    prompt[0] = of->zone;
    prompt[1] = of->category;
    prompt[2] = of->species == NO_ID ? PAD : of->species;
    for (int trait = 0; trait < MOST_TRAITS; trait++)
        prompt[LABELS + trait] = of->traits[trait] == NO_ID ? PAD : of->traits[trait];
}
