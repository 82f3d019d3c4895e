/* The canonical text is JSON with sorted keys and no spaces; its SHA-256 is the key of the draws. */
#include "requests.h"
#include "decimals.h"
#include "palette.h"
#include "philox.h"
#include "sha256.h"
#include "world.h"

#include <math.h>
#include <string.h>

static const double MAX_TEMPERATURE = 4.0, LOG2_E = 1.4426950408889634, STEEPEST = 1e30;

pixelgen_status pixelgen_request_init(pixelgen_request *request, size_t size)
{
    if (request == NULL || size != sizeof *request)
        return PIXELGEN_INVALID;
    *request = (pixelgen_request){.size = size, .temperature = 0.7, .top_p = 1.0, .min_p = 0.1};
    return PIXELGEN_OK;
}

static pixelgen_status check_word(const char *field, const char *word, message to)
{
    if (is_word(word))
        return PIXELGEN_OK;
    return refuse(to, PIXELGEN_INVALID, "%s must be a name of small letters, digits and _; got %.50s", field,
                  word == NULL ? "NULL" : word);
}

static pixelgen_status check_colours(const pixelgen_request *request, message to)
{
    if (request->colour_count < 0 || request->colour_count > PALETTE_RAMPS ||
        (request->colour_count > 0 && request->colours == NULL))
        return refuse(to, PIXELGEN_INVALID, "colours must be 0 to %d names of ramps", PALETTE_RAMPS);
    for (int32_t i = 0; i < request->colour_count; i++) {
        if (request->colours[i] == NULL || palette_ramp(request->colours[i]) < 0)
            return refuse(to, PIXELGEN_INVALID, "each of colours must be a ramp of the palette; got %.50s",
                          request->colours[i] == NULL ? "NULL" : request->colours[i]);
        for (int32_t j = 0; j < i; j++)
            if (strcmp(request->colours[i], request->colours[j]) == 0)
                return refuse(to, PIXELGEN_INVALID, "colours must name each ramp once; got %s twice",
                              request->colours[i]);
    }
    return PIXELGEN_OK;
}

static pixelgen_status check_traits(const pixelgen_request *request, message to)
{
    if (request->trait_count < 0 || request->trait_count > PIXELGEN_MOST_TRAITS ||
        (request->trait_count > 0 && request->traits == NULL))
        return refuse(to, PIXELGEN_INVALID, "traits must be 0 to %d", PIXELGEN_MOST_TRAITS);
    for (int32_t i = 0; i < request->trait_count; i++) {
        if (check_word("each of traits", request->traits[i].trait, to) != PIXELGEN_OK ||
            check_word(request->traits[i].trait, request->traits[i].value, to) != PIXELGEN_OK)
            return PIXELGEN_INVALID;
        for (int32_t j = 0; j < i; j++)
            if (strcmp(request->traits[i].trait, request->traits[j].trait) == 0)
                return refuse(to, PIXELGEN_INVALID, "traits must name each trait once; got %s twice",
                              request->traits[i].trait);
    }
    return PIXELGEN_OK;
}

pixelgen_status check_request(const pixelgen_request *request, message to)
{
    if (request == NULL || request->size != sizeof *request)
        return refuse(to, PIXELGEN_INVALID, "a request must be made by pixelgen_request_init");
    if (check_word("zone", request->zone, to) != PIXELGEN_OK ||
        check_word("category", request->category, to) != PIXELGEN_OK ||
        (request->species != NULL && check_word("species", request->species, to) != PIXELGEN_OK) ||
        check_colours(request, to) != PIXELGEN_OK || check_traits(request, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    if (request->seed > INT64_MAX)
        return refuse(to, PIXELGEN_INVALID, "seed must be at most 2^63 - 1");
    if (!(request->temperature >= 0.0 && request->temperature <= MAX_TEMPERATURE))
        return refuse(to, PIXELGEN_INVALID, "temperature must be a number from 0 to 4");
    if (request->top_k < 0 || request->top_k > PIXELGEN_WRITABLE)
        return refuse(to, PIXELGEN_INVALID, "top_k must be a whole number from 0 to %d; got %d", PIXELGEN_WRITABLE,
                      (int)request->top_k);
    if (!(request->top_p > 0.0 && request->top_p <= 1.0))
        return refuse(to, PIXELGEN_INVALID, "top_p must be a number above 0 and at most 1");
    if (!(request->min_p >= 0.0 && request->min_p <= 1.0))
        return refuse(to, PIXELGEN_INVALID, "min_p must be a number from 0 to 1");
    return PIXELGEN_OK;
}

typedef struct {
    char text[PIXELGEN_LONGEST_REQUEST]; /* names have 40 characters at most: it fits */
    size_t length;
} text;

static void put(text *to, const char *what)
{
    const size_t length = strlen(what);
    memcpy(to->text + to->length, what, length + 1);
    to->length += length;
}

static void put_name(text *to, const char *name)
{
    put(to, "\"");
    put(to, name);
    put(to, "\"");
}

static void put_number(text *to, const char *before, double number)
{
    char decimal[LONGEST_DECIMAL];
    shortest_decimal(decimal, number);
    put(to, before);
    put(to, decimal);
}

static void put_whole(text *to, const char *before, uint64_t number)
{
    char digits[21];
    char *at = digits + sizeof digits - 1;
    *at = 0;
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    put(to, before);
    put(to, at);
}

/* By name. */
static void put_traits(text *to, const pixelgen_request *request)
{
    const char *last = "";
    put(to, ",\"traits\":{");
    for (int32_t n = 0; n < request->trait_count; n++) {
        const pixelgen_trait *next = NULL;
        for (int32_t i = 0; i < request->trait_count; i++)
            if (strcmp(request->traits[i].trait, last) > 0 &&
                (next == NULL || strcmp(request->traits[i].trait, next->trait) < 0))
                next = request->traits + i;
        put(to, n > 0 ? "," : "");
        put_name(to, next->trait);
        put(to, ":");
        put_name(to, next->value);
        last = next->trait;
    }
    put(to, "}");
}

static void make_canonical(text *made, const pixelgen_request *request)
{
    made->length = 0;
    put(made, "{\"category\":");
    put_name(made, request->category);
    put(made, ",\"colours\":[");
    for (int32_t i = 0; i < request->colour_count; i++) {
        put(made, i > 0 ? "," : "");
        put_name(made, request->colours[i]);
    }
    put_number(made, "],\"min_p\":", request->min_p);
    put_whole(made, ",\"seed\":", request->seed);
    put(made, ",\"species\":");
    if (request->species == NULL)
        put(made, "null");
    else
        put_name(made, request->species);
    put_number(made, ",\"temperature\":", request->temperature);
    put_whole(made, ",\"top_k\":", (uint64_t)request->top_k);
    put_number(made, ",\"top_p\":", request->top_p);
    if (request->trait_count > 0)
        put_traits(made, request);
    put_whole(made, ",\"version\":", request->trait_count > 0 ? 3 : 1);
    put(made, ",\"zone\":");
    put_name(made, request->zone);
    put(made, "}");
}

pixelgen_status pixelgen_request_text(const pixelgen_request *request, char *canonical, size_t canonical_room,
                                      char *said, size_t room)
{
    const message to = {said, room};
    text made;
    if (canonical == NULL)
        return refuse(to, PIXELGEN_INVALID, "canonical must not be NULL");
    if (check_request(request, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    make_canonical(&made, request);
    if (made.length >= canonical_room)
        return refuse(to, PIXELGEN_INVALID, "the canonical text needs %lu bytes; got room for %lu",
                      (unsigned long)made.length + 1, (unsigned long)canonical_room);
    memcpy(canonical, made.text, made.length + 1);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_request_draws(const pixelgen_request *request, uint64_t first, uint64_t *draws, size_t count,
                                       char *said, size_t room)
{
    const message to = {said, room};
    uint8_t digest[SHA256_BYTES];
    uint64_t key[2] = {0, 0};
    text made;
    if (draws == NULL)
        return refuse(to, PIXELGEN_INVALID, "draws must not be NULL");
    if (check_request(request, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    make_canonical(&made, request);
    sha256(digest, made.text, made.length);
    for (int byte = 0; byte < 16; byte++)
        key[byte / 8] |= (uint64_t)digest[byte] << 8 * (byte % 8);
    philox(draws, count, key, first);
    return PIXELGEN_OK;
}

pixelgen_sampling request_sampling(const pixelgen_request *request)
{
    pixelgen_sampling made = {0.0f, 0, (int32_t)floor(request->top_p * 65536.0 + 0.5),
                              (int32_t)floor(request->min_p * 65536.0 + 0.5)};
    if (request->temperature > 0.0) {
        const double steep = LOG2_E * 4096.0 / request->temperature;
        made.scale = (float)(steep < STEEPEST ? steep : STEEPEST);
        made.top_k = request->top_k;
    }
    return made;
}

void request_colours(uint8_t *colours, const pixelgen_request *request)
{
    memset(colours, request->colour_count == 0, PIXELGEN_COLOURS);
    if (request->colour_count == 0)
        return;
    colours[0] = 1;
    memset(colours + 1, 1, PALETTE_SHADES); /* ink: eyes and outlines need it */
    for (int32_t i = 0; i < request->colour_count; i++)
        memset(colours + 1 + palette_ramp(request->colours[i]) * PALETTE_SHADES, 1, PALETTE_SHADES);
}
