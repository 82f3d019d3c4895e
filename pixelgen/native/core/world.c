/* A text and rows -> a world, or what is wrong with it. */
#include "world.h"
#include "json.h"

#include <stdlib.h>
#include <string.h>

static pixelgen_status odd(message to, const char *reason)
{
    return refuse(to, PIXELGEN_INVALID, "what the weights draw is not as it must be: %s", reason);
}

int is_word(const char *text)
{
    size_t length = 0;
    if (text == NULL || text[0] < 'a' || text[0] > 'z')
        return 0;
    for (; text[length] != 0 && length <= WORD; length++)
        if (!((text[length] >= 'a' && text[length] <= 'z') || (text[length] >= '0' && text[length] <= '9') ||
              text[length] == '_'))
            return 0;
    return length <= WORD;
}

int world_id(const world *of, const char *kind, const char *name)
{
    for (int place = 0; place < of->count; place++)
        if (strcmp(of->names[place].name, name) == 0 && strcmp(of->names[place].kind, kind) == 0 && name[0] != 0)
            return FIRST_ID + place;
    return NO_ID;
}

const char *world_name_of(const world *of, int id)
{
    return of->names[id - FIRST_ID].name;
}

int world_is_kind(const world *of, int id, const char *kind)
{
    return id >= FIRST_ID && id < FIRST_ID + of->count && strcmp(of->names[id - FIRST_ID].kind, kind) == 0;
}

int world_trait(const world *of, const char *name)
{
    for (int trait = 0; trait < of->trait_count; trait++)
        if (strcmp(of->traits[trait], name) == 0)
            return trait;
    return NO_ID;
}

int world_nth(const world *of, const char *kind, int n)
{
    for (int place = 0; place < of->count; place++)
        if (strcmp(of->names[place].kind, kind) == 0 && n-- == 0)
            return FIRST_ID + place;
    return NO_ID;
}

static int is_label(const char *kind)
{
    return strcmp(kind, "zone") == 0 || strcmp(kind, "category") == 0 || strcmp(kind, "species") == 0;
}

static pixelgen_status add_trait(world *to_world, const char *kind, message to)
{
    for (int trait = 0; trait < to_world->trait_count; trait++)
        if (strcmp(to_world->traits[trait], kind) == 0)
            return PIXELGEN_OK;
    if (to_world->trait_count == PIXELGEN_PROMPT - LABELS)
        return odd(to, "a prompt has room for 9 traits");
    memcpy(to_world->traits[to_world->trait_count++], kind, WORD + 1);
    return PIXELGEN_OK;
}

static pixelgen_status read_names(world *made, json from, message to)
{
    int count = 0;
    json_enter(&from, '[');
    while (json_more(&from, ']', &count)) {
        int parts = 0;
        if (made->count == MOST_WORLD_IDS)
            return odd(to, "it has over 1024 ids of its own");
        world_name *name = made->names + made->count++;
        if (json_is_null(&from))
            continue;
        world_name read = {"", ""};
        json_enter(&from, '[');
        while (json_more(&from, ']', &parts))
            json_string(&from, parts == 1 ? read.kind : read.name, WORD + 1);
        if (from.is_wrong || parts != 2 || !is_word(read.kind) || !is_word(read.name))
            return odd(to, "one of its ids has no name");
        if (world_id(made, read.kind, read.name) != NO_ID)
            return odd(to, "a name stands twice among its ids");
        *name = read;
        if (!is_label(read.kind) && add_trait(made, read.kind, to) != PIXELGEN_OK)
            return PIXELGEN_INVALID;
    }
    if (from.is_wrong)
        return odd(to, "its ids are no list");
    if (world_nth(made, "zone", 0) == NO_ID || world_nth(made, "category", 0) == NO_ID ||
        world_nth(made, "species", 0) == NO_ID)
        return odd(to, "it needs a zone, a category and a species");
    return PIXELGEN_OK;
}

static pixelgen_status read_categories(world *made, json from, message to)
{
    char species[WORD + 1], category[WORD + 1];
    int count = 0;
    json_enter(&from, '{');
    while (json_more(&from, '}', &count)) {
        json_key(&from, species, sizeof species);
        json_string(&from, category, sizeof category);
        const int of = world_id(made, "species", species), in = world_id(made, "category", category);
        if (from.is_wrong || of == NO_ID || in == NO_ID)
            return odd(to, "a category is of no species, or unknown");
        made->category[of - FIRST_ID] = (int16_t)in;
    }
    for (int n = 0, id; (id = world_nth(made, "species", n)) != NO_ID; n++)
        if (from.is_wrong || made->category[id - FIRST_ID] == 0)
            return odd(to, "every species needs its category");
    return PIXELGEN_OK;
}

static pixelgen_status read_homes(world *made, json from, message to)
{
    char species[WORD + 1], zone[WORD + 1];
    int count = 0;
    json_enter(&from, '{');
    while (json_more(&from, '}', &count)) {
        int zones = 0;
        json_key(&from, species, sizeof species);
        const int of = world_id(made, "species", species);
        json_enter(&from, '[');
        while (!from.is_wrong && json_more(&from, ']', &zones)) {
            json_string(&from, zone, sizeof zone);
            const int in = world_id(made, "zone", zone);
            if (in == NO_ID)
                return odd(to, "an unknown zone is a home");
            if (of != NO_ID && of < ROW_IDS && in < ROW_IDS)
                set_bit(made->homes[of], in);
        }
        if (of == NO_ID)
            return odd(to, "an unknown species has a home");
    }
    return from.is_wrong ? odd(to, "its homes are no object of lists") : PIXELGEN_OK;
}

static pixelgen_status read_dominance(world *made, json from, message to)
{
    char trait[WORD + 1], value[WORD + 1];
    int count = 0;
    json_enter(&from, '{');
    while (json_more(&from, '}', &count)) {
        int values = 0, known = 0;
        json_key(&from, trait, sizeof trait);
        json_enter(&from, '[');
        while (json_more(&from, ']', &values)) {
            json_string(&from, value, sizeof value);
            const int id = world_id(made, trait, value);
            if (from.is_wrong || id == NO_ID || made->dominance[id - FIRST_ID] != 0)
                return odd(to, "dominance of a trait needs each of its values once");
            made->dominance[id - FIRST_ID] = (int16_t)values;
        }
        while (world_nth(made, trait, known) != NO_ID)
            known++;
        if (from.is_wrong || known != values || is_label(trait))
            return odd(to, "dominance of a trait needs all its values");
    }
    return from.is_wrong ? odd(to, "its dominance is no object of lists") : PIXELGEN_OK;
}

/* Every column holds ids of its kind, or PAD for a trait. */
static int is_row(const world *of, const uint8_t *row)
{
    if (!world_is_kind(of, row[0], "zone") || !world_is_kind(of, row[1], "species"))
        return 0;
    for (int trait = 0; trait < of->trait_count; trait++)
        if (row[2 + trait] != PAD && !world_is_kind(of, row[2 + trait], of->traits[trait]))
            return 0;
    return 1;
}

static pixelgen_status sort_rows(world *made, const uint8_t *rows, message to)
{
    const size_t columns = (size_t)made->trait_count + 2, kept = (size_t)made->trait_count;
    made->rows = malloc((size_t)made->row_count * kept + 1);
    made->first = calloc(ROW_IDS * ROW_IDS + 2, sizeof *made->first);
    if (made->rows == NULL || made->first == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the rows of traits");
    for (uint32_t i = 0; i < made->row_count; i++) {
        const uint8_t *row = rows + i * columns;
        if (!is_row(made, row))
            return odd(to, "a row of traits has an id of another kind");
        made->first[row[0] * ROW_IDS + row[1] + 2]++; /* two further, so that placing them leaves the first ones */
        for (size_t trait = 0; trait < kept; trait++)
            set_bit(made->offered[row[1]], row[2 + trait]);
    }
    for (int cell = 0; cell < ROW_IDS * ROW_IDS; cell++)
        made->first[cell + 2] += made->first[cell + 1];
    for (uint32_t i = 0; i < made->row_count; i++) {
        const uint8_t *row = rows + i * columns;
        memcpy(made->rows + made->first[row[0] * ROW_IDS + row[1] + 1]++ * kept, row + 2, kept);
    }
    return PIXELGEN_OK;
}

pixelgen_status world_make(world *made, const uint8_t *text, size_t length, const uint8_t *rows, uint64_t count,
                           uint64_t columns, message to)
{
    memset(made, 0, sizeof *made);
    json whole = {(const char *)text, (const char *)text + length, 0};
    json check = whole;
    json_skip(&check);
    if (length > LARGEST_WORLD || !json_is_done(&check))
        return odd(to, length > LARGEST_WORLD ? "its text is over 256 KB" : "it is no JSON");
    pixelgen_status status = read_names(made, json_member(whole, "tokens"), to);
    if (status == PIXELGEN_OK)
        status = read_categories(made, json_member(whole, "category_of"), to);
    if (status == PIXELGEN_OK)
        status = read_homes(made, json_member(whole, "homes"), to);
    if (status == PIXELGEN_OK)
        status = read_dominance(made, json_member(whole, "dominance"), to);
    if (status == PIXELGEN_OK && (columns != (uint64_t)made->trait_count + 2 || count > UINT32_MAX))
        status = odd(to, "a row of traits must have a zone, a species and all traits");
    if (status != PIXELGEN_OK)
        return status;
    made->row_count = (uint32_t)count;
    status = sort_rows(made, rows, to);
    if (status != PIXELGEN_OK)
        world_free(made);
    return status;
}

void world_free(world *of)
{
    free(of->rows);
    free(of->first);
    of->rows = NULL;
    of->first = NULL;
}
