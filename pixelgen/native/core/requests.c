/* What a caller wishes for -> checked; how it is sampled, in which colours. */
#include "requests.h"
#include "palette.h"
#include "request_text.h"
#include "world.h"

#include <math.h>
#include <string.h>

static const double MAX_TEMPERATURE = 4.0, LOG2_E = 1.4426950408889634, STEEPEST = 1e30,
                    DEFAULT_SHARE = 0.4;

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

static pixelgen_status check_traits(const char *field, const pixelgen_trait *traits, int32_t count, message to)
{
    if (count < 0 || count > PIXELGEN_MOST_TRAITS || (count > 0 && traits == NULL))
        return refuse(to, PIXELGEN_INVALID, "%s must be 0 to %d", field, PIXELGEN_MOST_TRAITS);
    for (int32_t i = 0; i < count; i++) {
        char each[32];
        text_line whole;
        text_begin(&whole, each, sizeof each);
        text_put(&whole, "each of ");
        text_put(&whole, field);
        if (check_word(each, traits[i].trait, to) != PIXELGEN_OK)
            return PIXELGEN_INVALID;
        if (trait_place(traits, i, traits[i].trait) >= 0)
            return refuse(to, PIXELGEN_INVALID, "%s must name each trait once; got %s twice", field, traits[i].trait);
    }
    return PIXELGEN_OK;
}

static pixelgen_status check_values(const char *field, const pixelgen_trait *traits, int32_t count, message to)
{
    pixelgen_status status = check_traits(field, traits, count, to);
    for (int32_t i = 0; status == PIXELGEN_OK && i < count; i++)
        status = check_word(traits[i].trait, traits[i].value, to);
    return status;
}

static pixelgen_status check_mask(const pixelgen_mask *mask, message to)
{
    const int pattern = place_of_name(mask_patterns, mask->pattern);
    if (pattern < 0)
        return refuse(to, PIXELGEN_INVALID, "a mask's pattern must be a known one, such as patches; got %.50s",
                      mask->pattern == NULL ? "NULL" : mask->pattern);
    if ((pattern == PATTERN_DRAWN) != (mask->pixels != NULL))
        return refuse(to, PIXELGEN_INVALID, "a mask has pixels with the pattern drawn, and with no other");
    if (!(mask->share > 0.0 && mask->share <= 1.0))
        return refuse(to, PIXELGEN_INVALID, "a mask's share must be a number above 0 and at most 1");
    if (pattern == PATTERN_DRAWN && mask->share != DEFAULT_SHARE)
        return refuse(to, PIXELGEN_INVALID, "a drawn mask's share must be 0.4, which means nothing there");
    return PIXELGEN_OK;
}

static int is_giver(const char *text, size_t length)
{
    return (length == 1 && (*text == 'A' || *text == 'B')) || (length == 3 && memcmp(text, "new", 3) == 0);
}

static int is_pair(const char *value)
{
    const char *slash = value == NULL ? NULL : strchr(value, '/');
    return slash != NULL && is_giver(value, (size_t)(slash - value)) && is_giver(slash + 1, strlen(slash + 1));
}

static int is_home(const char *from)
{
    return from != NULL && (strcmp(from, "A") == 0 || strcmp(from, "B") == 0);
}

static pixelgen_status check_heredity(const pixelgen_heredity *of, message to)
{
    if (check_values("hidden", of->hidden, of->hidden_count, to) != PIXELGEN_OK ||
        check_traits("givers", of->givers, of->giver_count, to) != PIXELGEN_OK ||
        check_values("worn", of->worn, of->worn_count, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (int32_t i = 0; i < of->giver_count; i++)
        if (!is_pair(of->givers[i].value))
            return refuse(to, PIXELGEN_INVALID, "a heredity's givers must be pairs of A, B and new, such as A/B; not so %s",
                          of->givers[i].trait);
    if (!is_home(of->zone_from) || !is_home(of->species_from))
        return refuse(to, PIXELGEN_INVALID, "a heredity's zone_from and species_from must be A or B");
    for (int32_t i = 0; i < of->hidden_count; i++)
        if (trait_place(of->givers, of->giver_count, of->hidden[i].trait) < 0)
            return refuse(to, PIXELGEN_INVALID, "a heredity's hidden alleles must have givers; %s has none",
                          of->hidden[i].trait);
    if (of->kept_count < 0 || of->kept_count > PART_KINDS || (of->kept_count > 0 && of->kept == NULL))
        return refuse(to, PIXELGEN_INVALID, "a heredity's kept must be 0 to %d kinds of parts", PART_KINDS);
    for (int32_t i = 0; i < of->kept_count; i++)
        if (place_of_name(part_names, of->kept[i]) <= 0)
            return refuse(to, PIXELGEN_INVALID, "each of a heredity's kept must be a kind of part; got %.50s",
                          of->kept[i] == NULL ? "NULL" : of->kept[i]);
    for (int32_t i = 0; i < of->worn_count; i++)
        if (strcmp(of->worn[i].trait, "family") != 0 && strcmp(of->worn[i].trait, "accent") != 0)
            return refuse(to, PIXELGEN_INVALID, "a heredity's worn must name family or accent; got %s", of->worn[i].trait);
    if (of->worn_count > 0 && of->kept_count == 0)
        return refuse(to, PIXELGEN_INVALID, "a heredity has worn ramps only with parts that are kept");
    return PIXELGEN_OK;
}

static pixelgen_status check_child(const pixelgen_request *request, message to)
{
    const pixelgen_heredity *of = request->heredity;
    int32_t inherited = 0;
    if (request->mask != NULL || request->parent_count != 2)
        return refuse(to, PIXELGEN_INVALID, "a heredity goes with two parents and no mask");
    if (request->species == NULL || request->colour_count > 0)
        return refuse(to, PIXELGEN_INVALID,
                      "a child of a cross has a species, and no colours but those of its traits");
    if (check_heredity(of, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (int32_t i = 0; i < request->trait_count; i++)
        if (place_of_name(sea_no_locus, request->traits[i].trait) < 0) {
            inherited++;
            if (trait_place(of->givers, of->giver_count, request->traits[i].trait) < 0)
                inherited = PIXELGEN_MOST_TRAITS + 1;
        }
    if (inherited != of->giver_count)
        return refuse(to, PIXELGEN_INVALID, "a child's traits and the givers of its alleles must be the same");
    return PIXELGEN_OK;
}

int is_parent_name(const char *name)
{
    const size_t prefix = name == NULL ? 0 : strncmp(name, "request:", 8) == 0 ? 8 : strncmp(name, "sprite:", 7) == 0 ? 7 : 0;
    if (prefix == 0 || strlen(name + prefix) != SHA256_HEX)
        return 0;
    for (const char *digit = name + prefix; *digit != 0; digit++)
        if (!((*digit >= '0' && *digit <= '9') || (*digit >= 'a' && *digit <= 'f')))
            return 0;
    return 1;
}

static pixelgen_status check_parents(const pixelgen_request *request, message to)
{
    if (request->parent_count < 0 || request->parent_count > PIXELGEN_MOST_PARENTS ||
        (request->parent_count > 0 && request->parents == NULL))
        return refuse(to, PIXELGEN_INVALID, "parents must be at most two");
    if ((request->parent_count > 0) != (request->mask != NULL || request->heredity != NULL))
        return refuse(to, PIXELGEN_INVALID, "parents must come together with a mask or a heredity");
    for (int32_t i = 0; i < request->parent_count; i++) {
        const pixelgen_status status = check_parent(request->parents + i, to);
        if (status != PIXELGEN_OK)
            return status;
    }
    if (request->heredity != NULL)
        return check_child(request, to);
    if (request->mask != NULL && request->trait_count > 0)
        return refuse(to, PIXELGEN_INVALID, "traits do not go with a mask; those of the sprite are its parents'");
    return request->mask == NULL ? PIXELGEN_OK : check_mask(request->mask, to);
}

pixelgen_status check_parent(const pixelgen_parent *parent, message to)
{
    if (parent == NULL || (parent->request != NULL) + (parent->picture != NULL) + (parent->name != NULL) != 1)
        return refuse(to, PIXELGEN_INVALID, "a parent must be one of a request, a picture and a name");
    if (parent->name != NULL && !is_parent_name(parent->name))
        return refuse(to, PIXELGEN_INVALID, "a parent's name must be request: or sprite: and %d hex digits; got %.50s",
                      SHA256_HEX, parent->name);
    for (int pixel = 0; parent->picture != NULL && pixel < PIXELGEN_PIXELS; pixel++)
        if (parent->picture[pixel] >= PIXELGEN_COLOURS)
            return refuse(to, PIXELGEN_INVALID, "an index of a parent must be below %d", PIXELGEN_COLOURS);
    return PIXELGEN_OK;
}

pixelgen_status check_request(const pixelgen_request *request, message to)
{
    if (request == NULL || request->size != sizeof *request)
        return refuse(to, PIXELGEN_INVALID, "a request must be made by pixelgen_request_init");
    if (check_word("zone", request->zone, to) != PIXELGEN_OK ||
        check_word("category", request->category, to) != PIXELGEN_OK ||
        (request->species != NULL && check_word("species", request->species, to) != PIXELGEN_OK) ||
        check_colours(request, to) != PIXELGEN_OK ||
        check_values("traits", request->traits, request->trait_count, to) != PIXELGEN_OK ||
        check_parents(request, to) != PIXELGEN_OK)
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

int32_t request_ramps(int32_t *ramps, const pixelgen_request *request)
{
    for (int32_t i = 0; i < request->colour_count; i++)
        ramps[i] = palette_ramp(request->colours[i]);
    return request->colour_count;
}
