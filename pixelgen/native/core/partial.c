/* Kept pixels stay exactly as they are; the decoder goes on in the parent's ramps, which then become the child's. */
#include "partial.h"
#include "masks.h"
#include "part_maps.h"

#include <string.h>

enum {
    FACE_ROOM = 1,  /* pixels around A's eyes and mouth that new ones may take */
    LIGHT_ROOM = 2, /* around its light organs */
    LEAST_KEPT = 4  /* with less than one of so many of A's pixels nothing is kept: an eye alone is no body to go on with */
};

static const char *trait_of(const pixelgen_request *request, const char *name)
{
    const int32_t place = trait_place(request->traits, request->trait_count, name);
    return place < 0 ? NULL : request->traits[place].value;
}

static int glows(const pixelgen_request *request)
{
    const char *value = trait_of(request, "glow");
    return value != NULL && strcmp(value, "none") != 0;
}

static void pin(partial *made)
{
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        made->pinned[pixel] = made->anew[pixel] ? PIXELGEN_UNKNOWN : made->parent->indices[pixel];
}

/* The prompt of what is named; NULL where nothing is named of a trait. */
static pixelgen_status make_prompt(partial *made, const world *of, const pixelgen_request *request,
                                   const char *const *values, message to)
{
    individual one;
    if (find_labels(&one, of, request, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (int trait = 0; trait < of->trait_count; trait++) {
        one.traits[trait] = values[trait] == NULL ? NO_ID : world_id(of, of->traits[trait], values[trait]);
        if (values[trait] != NULL && one.traits[trait] == NO_ID)
            return refuse(to, PIXELGEN_INVALID, "traits: %s must be a value that the weights know; got '%s'",
                          of->traits[trait], values[trait]);
    }
    for (int trait = of->trait_count; trait < PIXELGEN_PROMPT - LABELS; trait++)
        one.traits[trait] = NO_ID;
    prompt_of(made->prompt, &one);
    return PIXELGEN_OK;
}

static pixelgen_status make_masked(partial *made, const world *of, const ancestor *one,
                                   const pixelgen_sprite *const *parents, int is_picture, message to)
{
    const pixelgen_request *request = one->request;
    uint64_t draws[MASK_DRAWS];
    ramp_list own, wanted = {0};
    int32_t ramps[PALETTE_RAMPS];
    const char *values[PIXELGEN_PROMPT - LABELS] = {NULL};
    ancestor_draws(draws, one, PIXELGEN_CELLS, MASK_DRAWS);
    find_redrawn(made->anew, request->mask, parents[0], draws);
    for (int pixel = 0; is_picture && request->mask->pixels == NULL && pixel < PIXELGEN_PIXELS; pixel++)
        made->anew[pixel] &= parents[0]->indices[pixel] != 0; /* the model would put limbs of its own into the water */
    body_ramps(&own, parents[0]->indices, 1);
    for (int32_t i = 0, count = request_ramps(ramps, request); i < count; i++)
        ramps_add(&wanted, ramps[i]);
    if (wanted.count == 0 && request->parent_count > 1) {
        main_ramps(&wanted, parents[1]->indices);
        if (wanted.count == 0)
            ramps_add(&wanted, RAMP_INK - 1);
    }
    const int goes_on = wanted.count > 0 && own.count > 0; /* an empty parent has no ramps of its own */
    const ramp_list *lock = goes_on ? &own : &wanted;
    for (int colour = 0; colour < PIXELGEN_COLOURS; colour++)
        made->recoloured[colour] = (uint8_t)colour;
    if (goes_on) {
        ramps_exchange(made->recoloured, &own, &wanted);
        ramps_lock_with_outlines(made->colours, &own);
    } else
        ramps_lock(made->colours, &wanted);
    pin(made);
    for (int trait = 0; lock->count > 0 && trait < of->trait_count; trait++)
        if (strcmp(of->traits[trait], "family") == 0)
            values[trait] = palette_ramps[lock->at[0]];
    return make_prompt(made, of, request, values, to);
}

static uint32_t kinds_in(const pixelgen_sprite *a)
{
    uint32_t kinds = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        kinds |= (uint32_t)1 << a->parts[pixel];
    return kinds;
}

static void mark_parts(uint8_t *marked, const pixelgen_sprite *a, uint32_t kinds, int reach)
{
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        marked[pixel] = (uint8_t)is_part_of(a->parts[pixel], kinds);
    grow_mask(marked, PIXELGEN_SIDE, PIXELGEN_SIDE, reach);
}

static int is_inside(const pixelgen_sprite *a, int pixel)
{
    const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE;
    const uint8_t *at = a->indices + pixel;
    return row > 0 && row < PIXELGEN_SIDE - 1 && column > 0 && column < PIXELGEN_SIDE - 1 && *at && at[-1] && at[1] &&
           at[-PIXELGEN_SIDE] && at[PIXELGEN_SIDE];
}

/* Pixels of kept parts on which something else is painted anew: the coat inside the outline, the face. */
static void take_painted(uint8_t *kept, const pixelgen_sprite *a, uint32_t kinds, int shines)
{
    uint8_t near[PIXELGEN_PIXELS];
    const int coat = !is_part_of(PART_MARK, kinds) || (!is_part_of(PART_LIGHT, kinds) && shines);
    for (int pixel = 0; coat && pixel < PIXELGEN_PIXELS; pixel++)
        if (is_part_of(a->parts[pixel], SILHOUETTE_PARTS) && is_inside(a, pixel))
            kept[pixel] = 0;
    mark_parts(near, a, FACE_PARTS & ~kinds, FACE_ROOM);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        kept[pixel] &= !near[pixel];
}

/* The water that stays water: all of it where the outline is A's, but round light organs that are drawn anew. */
static void add_still_water(uint8_t *kept, const pixelgen_sprite *a, uint32_t kinds, uint32_t there)
{
    uint8_t near[PIXELGEN_PIXELS] = {0};
    if (SILHOUETTE_PARTS & ~kinds & there)
        return;
    if (!is_part_of(PART_LIGHT, kinds))
        mark_parts(near, a, 1u << PART_LIGHT, LIGHT_ROOM);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        kept[pixel] |= a->indices[pixel] == 0 && !near[pixel];
}

/* 0 where too little is kept. */
static int find_kept(uint8_t *kept, const pixelgen_request *request, const pixelgen_sprite *a, int is_picture)
{
    uint8_t bearing[PIXELGEN_PIXELS];
    const uint32_t there = kinds_in(a);
    uint32_t kinds = 0;
    int count = 0, coloured = 0;
    for (int32_t i = 0; i < request->heredity->kept_count; i++)
        kinds |= (uint32_t)1 << place_of_name(part_names, request->heredity->kept[i]);
    find_carriers(bearing, a->parts, PIXELGEN_SIDE, PIXELGEN_SIDE, CARRIED_PARTS);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        kept[pixel] = is_part_of(a->parts[pixel], kinds) &&
                      (bearing[pixel] == a->parts[pixel] || is_part_of(bearing[pixel], kinds));
        count += kept[pixel];
        coloured += a->indices[pixel] != 0;
    }
    if (count * LEAST_KEPT <= coloured)
        return 0;
    take_painted(kept, a, kinds, glows(request) || is_part_of(PART_LIGHT, there));
    if (is_picture)
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            kept[pixel] |= a->indices[pixel] == 0;
    else
        add_still_water(kept, a, kinds, there);
    return 1;
}

/* The ramp that A wears of family or accent: the one that its genome names, unless its pixels have none of it. */
static int ramp_worn(const pixelgen_sprite *a, uint32_t kinds, int named)
{
    int counts[PALETTE_RAMPS] = {0}, best = 0, total = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (a->indices[pixel] && is_part_of(a->parts[pixel], kinds)) {
            counts[(a->indices[pixel] - 1) / PALETTE_SHADES]++;
            total++;
        }
    for (int ramp = 1; ramp < PALETTE_RAMPS; ramp++)
        best = counts[ramp] > counts[best] ? ramp : best;
    return counts[named] > 0 || total == 0 ? named : best;
}

static pixelgen_status find_exchange(exchange *found, const pixelgen_request *request, const char *trait, uint32_t kinds,
                                     const pixelgen_sprite *a, message to)
{
    const pixelgen_heredity *of = request->heredity;
    const int32_t place = trait_place(of->worn, of->worn_count, trait);
    *found = (exchange){0};
    if (place < 0)
        return PIXELGEN_OK;
    const char *wanted = trait_of(request, trait);
    const int named = palette_ramp(of->worn[place].value), after = palette_ramp(wanted);
    if (named < 0 || after < 0)
        return refuse(to, PIXELGEN_INVALID, "a child's %s, and the one that it wears of A, must be ramps", trait);
    *found = (exchange){1, ramp_worn(a, kinds, named), after};
    return PIXELGEN_OK;
}

static pixelgen_status make_inherited(partial *made, int *made_it, const world *of, const ancestor *one,
                                      const pixelgen_sprite *a, int is_picture, message to)
{
    const pixelgen_request *request = one->request;
    const pixelgen_heredity *heredity = request->heredity;
    const char *values[PIXELGEN_PROMPT - LABELS] = {NULL};
    uint8_t kept[PIXELGEN_PIXELS];
    ramp_list offered;
    *made_it = find_kept(kept, request, a, is_picture);
    if (!*made_it)
        return PIXELGEN_OK;
    if (find_exchange(&made->family, request, "family", FAMILY_COLOURED_PARTS, a, to) != PIXELGEN_OK ||
        find_exchange(&made->accent, request, "accent", ACCENTED_PARTS, a, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    main_ramps(&offered, a->indices);
    if (made->accent.is_there)
        ramps_add(&offered, made->accent.before);
    if (made->family.is_there)
        ramps_add(&offered, made->family.before);
    if (glows(request))
        ramps_add(&offered, RAMP_GLOW - 1);
    ramps_lock_with_outlines(made->colours, &offered);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        made->anew[pixel] = !kept[pixel];
    pin(made);
    for (int trait = 0; trait < of->trait_count; trait++) {
        const int32_t worn = trait_place(heredity->worn, heredity->worn_count, of->traits[trait]);
        values[trait] = worn < 0 ? trait_of(request, of->traits[trait]) : heredity->worn[worn].value;
    }
    return make_prompt(made, of, request, values, to);
}

pixelgen_status make_partial(partial *made, int *made_it, const pixelgen_weights *weights, const lineage *in,
                             const ancestor *one, const pixelgen_sprite *const *parents, message to)
{
    const int is_picture = in->list[one->parents[0]].is_sprite;
    *made = (partial){.parent = parents[0], .is_child = one->request->heredity != NULL};
    *made_it = 1;
    return made->is_child ? make_inherited(made, made_it, &weights->world, one, parents[0], is_picture, to)
                          : make_masked(made, &weights->world, one, parents, is_picture, to);
}

/* The child in its own ramps, but for eyes and light organs, whose tones are their own; with no more colours than it may
   have. */
static void recolour_child(pixelgen_sprite *child, const partial *of)
{
    const exchange *family = &of->family, *accent = &of->accent;
    const int are_one = family->is_there && accent->is_there && family->before == accent->before;
    uint8_t kept[PIXELGEN_PIXELS];
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        const int colour = child->indices[pixel], part = child->parts[pixel];
        kept[pixel] = !of->anew[pixel];
        if (colour == 0 || is_part_of(part, OWN_TONE_PARTS))
            continue;
        const int ramp = (colour - 1) / PALETTE_SHADES, is_accented = is_part_of(part, ACCENTED_PARTS);
        const exchange *by = NULL;
        if (family->is_there && ramp == family->before && !(are_one && is_accented))
            by = family;
        else if (accent->is_there && ramp == accent->before && !(are_one && !is_accented))
            by = accent;
        if (by != NULL)
            child->indices[pixel] = (uint8_t)(colour + (by->after - by->before) * PALETTE_SHADES);
    }
    keep_few_colours(child->indices, kept);
}

pixelgen_status complete_partial(pixelgen_sprite *child, const partial *of, const pixelgen_weights *weights,
                                 const uint8_t *drawn, message to)
{
    uint8_t mixed[PIXELGEN_PIXELS];
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        mixed[pixel] = of->is_child ? drawn[pixel] : of->recoloured[drawn[pixel]];
    pixelgen_status status = pixelgen_join(mixed, of->parent->indices, of->anew, child->indices, to.text, to.room);
    if (status == PIXELGEN_OK) /* a masked child is in its own colours already, the prompt in its parent's */
        status = name_parts(child->parts, child->indices, weights, of->prompt,
                            of->is_child ? PIXELGEN_PROMPT : LABELS, to);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (!of->anew[pixel] && of->parent->parts[pixel] > 0)
            child->parts[pixel] = of->parent->parts[pixel];
    if (status == PIXELGEN_OK && of->is_child)
        recolour_child(child, of);
    return status;
}
