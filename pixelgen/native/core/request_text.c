/* JSON with sorted keys and no spaces, as pixelgen/requests/request.py writes it. */
#include "request_text.h"
#include "shared_tables.h"

#include <string.h>

enum { PLAIN_VERSION = 1, BRED_VERSION, TRAITS_VERSION, CHILD_VERSION };

int32_t trait_place(const pixelgen_trait *of, int32_t count, const char *name)
{
    for (int32_t i = 0; i < count; i++)
        if (strcmp(of[i].trait, name) == 0)
            return i;
    return -1;
}

void traits_by_name(int32_t *places, const pixelgen_trait *of, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t at = i;
        for (; at > 0 && strcmp(of[places[at - 1]].trait, of[i].trait) > 0; at--)
            places[at] = places[at - 1];
        places[at] = i;
    }
}

static void put_name(text_line *to, const char *name)
{
    text_put(to, "\"");
    text_put(to, name);
    text_put(to, "\"");
}

static void put_traits(text_line *to, const char *before, const pixelgen_trait *traits, int32_t count)
{
    int32_t places[PIXELGEN_MOST_TRAITS];
    traits_by_name(places, traits, count);
    text_put(to, before);
    text_put(to, "{");
    for (int32_t i = 0; i < count; i++) {
        text_put(to, i > 0 ? "," : "");
        put_name(to, traits[places[i]].trait);
        text_put(to, ":");
        put_name(to, traits[places[i]].value);
    }
    text_put(to, "}");
}

static void put_heredity(text_line *to, const pixelgen_heredity *of)
{
    int count = 0;
    put_traits(to, ",\"heredity\":{\"givers\":", of->givers, of->giver_count);
    put_traits(to, ",\"hidden\":", of->hidden, of->hidden_count);
    text_put(to, ",\"home\":{\"species\":");
    put_name(to, of->species_from);
    text_put(to, ",\"zone\":");
    put_name(to, of->zone_from);
    text_put(to, "},\"kept\":[");
    for (int part = 1; part < PART_KINDS; part++)
        for (int32_t i = 0; i < of->kept_count; i++)
            if (strcmp(of->kept[i], part_names[part]) == 0) {
                text_put(to, count++ > 0 ? "," : "");
                put_name(to, part_names[part]);
                break;
            }
    put_traits(to, "],\"worn\":", of->worn, of->worn_count);
    text_put(to, "}");
}

static void put_mask(text_line *to, const pixelgen_mask *of)
{
    text_put(to, ",\"mask\":{\"pattern\":");
    put_name(to, of->pattern);
    if (of->pixels == NULL) {
        text_put(to, ",\"share\":");
        text_decimal(to, of->share);
    } else {
        char digits[PIXELGEN_PIXELS / 4 + 1] = "";
        for (int place = 0; place < PIXELGEN_PIXELS / 4; place++) {
            int bits = 0;
            for (int pixel = 0; pixel < 4; pixel++)
                bits = 2 * bits + (of->pixels[4 * place + pixel] != 0);
            digits[place] = "0123456789abcdef"[bits];
        }
        text_put(to, ",\"pixels\":");
        put_name(to, digits);
    }
    text_put(to, "}");
}

void canonical_text(text_line *to, const pixelgen_request *request, char parents[][PARENT_NAME + 1])
{
    const int is_child = request->heredity != NULL, is_bred = request->mask != NULL;
    const int version = is_bred ? BRED_VERSION : is_child ? CHILD_VERSION : request->trait_count > 0 ? TRAITS_VERSION
                                                                                                    : PLAIN_VERSION;
    text_put(to, "{\"category\":");
    put_name(to, request->category);
    text_put(to, ",\"colours\":[");
    for (int32_t i = 0; i < request->colour_count; i++) {
        text_put(to, i > 0 ? "," : "");
        put_name(to, request->colours[i]);
    }
    text_put(to, "]");
    if (is_child)
        put_heredity(to, request->heredity);
    if (is_bred)
        put_mask(to, request->mask);
    text_put(to, ",\"min_p\":");
    text_decimal(to, request->min_p);
    for (int32_t i = 0; i < request->parent_count; i++) {
        text_put(to, i > 0 ? "," : ",\"parents\":[");
        put_name(to, parents[i]);
    }
    text_put(to, request->parent_count > 0 ? "],\"seed\":" : ",\"seed\":");
    text_whole(to, request->seed);
    text_put(to, ",\"species\":");
    if (request->species == NULL)
        text_put(to, "null");
    else
        put_name(to, request->species);
    text_put(to, ",\"temperature\":");
    text_decimal(to, request->temperature);
    text_put(to, ",\"top_k\":");
    text_whole(to, (uint64_t)request->top_k);
    text_put(to, ",\"top_p\":");
    text_decimal(to, request->top_p);
    if (is_child || request->trait_count > 0)
        put_traits(to, ",\"traits\":", request->traits, request->trait_count);
    text_put(to, ",\"version\":");
    text_whole(to, (uint64_t)version);
    text_put(to, ",\"zone\":");
    put_name(to, request->zone);
    text_put(to, "}");
}
