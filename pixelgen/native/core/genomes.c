/* Creatures, requests or pictures -> their genomes, and those as structures and texts: as pixelgen/litters.py. */
#include "genomes.h"
#include "ramps.h"
#include "requests.h"

#include <stdlib.h>
#include <string.h>

void show_genome(pixelgen_genome *made, const world *in, const genes *of)
{
    int traits[MOST_LOCI];
    memset(made, 0, sizeof *made);
    made->zone = world_name_of(in, of->zone);
    made->species = world_name_of(in, of->species);
    made->locus_count = loci_by_name(traits, in, of);
    for (int i = 0; i < made->locus_count; i++)
        made->loci[i] = (pixelgen_locus){in->traits[traits[i]], world_name_of(in, of->shown[traits[i]]),
                                         world_name_of(in, of->hidden[traits[i]])};
}

static pixelgen_status find_home(genes *made, const world *in, const char *zone, const char *species, message to)
{
    if (zone == NULL || species == NULL)
        return refuse(to, PIXELGEN_INVALID,
                      "a picture does not say what animal it is or where it lives; name its zone and species");
    made->zone = world_id(in, "zone", zone);
    made->species = world_id(in, "species", species);
    if (made->zone == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "zone must be one that the weights know; got '%.50s'", zone);
    if (made->species == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "species must be one that the weights know; got '%.50s'", species);
    for (int trait = 0; trait < MOST_LOCI; trait++)
        made->shown[trait] = made->hidden[trait] = NO_ID;
    return PIXELGEN_OK;
}

static pixelgen_status add_locus(genes *made, const world *in, const char *trait, const char *shown, const char *hidden,
                                 message to)
{
    const int place = world_trait(in, trait);
    if (place == NO_ID || !is_locus(in, place))
        return refuse(to, PIXELGEN_INVALID, "a locus's trait must be one that the weights' animals inherit; got '%.50s'",
                      trait);
    made->shown[place] = world_id(in, trait, shown);
    made->hidden[place] = world_id(in, trait, hidden);
    if (made->shown[place] == NO_ID || made->hidden[place] == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "an allele of %s must be a value that the weights know; got '%.50s'", trait,
                      made->shown[place] == NO_ID ? shown : hidden);
    return PIXELGEN_OK;
}

pixelgen_status read_genome(genes *made, const world *in, const pixelgen_genome *from, message to)
{
    if (from == NULL || from->locus_count < 0 || from->locus_count > PIXELGEN_MOST_TRAITS || from->zone == NULL ||
        from->species == NULL)
        return refuse(to, PIXELGEN_INVALID, "a genome must be one that pixelgen_genome_of or pixelgen_cross made");
    pixelgen_status status = find_home(made, in, from->zone, from->species, to);
    for (int32_t i = 0; status == PIXELGEN_OK && i < from->locus_count; i++) {
        const pixelgen_locus *locus = from->loci + i;
        if (locus->trait == NULL || locus->shown == NULL || locus->hidden == NULL)
            return refuse(to, PIXELGEN_INVALID, "a locus has a trait and two alleles; got NULL");
        status = add_locus(made, in, locus->trait, locus->shown, locus->hidden, to);
    }
    return status == PIXELGEN_OK ? check_genes(in, made, to) : status;
}

static int add_told(pixelgen_trait *named, int count, const world *in, int species, const char *trait, const char *value)
{
    const int place = world_trait(in, trait), id = world_id(in, trait, value);
    const int nearest = place == NO_ID || id == NO_ID ? NO_ID : nearest_allele(in, species, place, id);
    if (nearest == NO_ID)
        return count;
    named[count] = (pixelgen_trait){in->traits[place], world_name_of(in, nearest)};
    return count + 1;
}

/* The traits that can be told from pixels alone: the ramps of family and accent, and growth -> how many. */
static int told_by(pixelgen_trait *named, const world *in, int species, const uint8_t *picture)
{
    int top = PIXELGEN_SIDE, bottom = -1, left = PIXELGEN_SIDE, right = -1, count = 0;
    ramp_list ramps;
    body_ramps(&ramps, picture, 1);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (picture[pixel]) {
            const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE;
            top = row < top ? row : top;
            bottom = row > bottom ? row : bottom;
            left = column < left ? column : left;
            right = column > right ? column : right;
        }
    if (ramps.count > 0) {
        count = add_told(named, count, in, species, "family", palette_ramps[ramps.at[0]]);
        count = add_told(named, count, in, species, "accent", palette_ramps[ramps.at[ramps.count > 1 ? 1 : 0]]);
    }
    if (bottom >= 0) {
        const int height = bottom - top + 1, width = right - left + 1, share = height > width ? height : width;
        const char *growth = 100 * share <= 60 * PIXELGEN_SIDE ? "young" : 100 * share <= 85 * PIXELGEN_SIDE ? "adult" : "giant";
        count = add_told(named, count, in, species, "growth", growth);
    }
    return count;
}

static pixelgen_status genes_of_picture(genes *made, const world *in, const ancestor *one, const char *zone,
                                        const char *species, message to)
{
    pixelgen_trait named[3];
    uint64_t numbers[3] = {0, 0, 0};
    pixelgen_request wish;
    individual found;
    if (find_home(made, in, zone, species, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (int byte = 0; byte < 24; byte++)
        numbers[byte / 8] |= (uint64_t)one->digest[byte] << 8 * (byte % 8);
    pixelgen_request_init(&wish, sizeof wish);
    wish.zone = zone;
    wish.species = species;
    wish.category = world_name_of(in, in->category[made->species - FIRST_ID]);
    wish.traits = named;
    wish.trait_count = told_by(named, in, made->species, one->picture);
    if (make_individual(&found, in, &wish, numbers, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    return genes_of_individual(made, in, &found, numbers[2] & INT64_MAX, to);
}

pixelgen_status find_body(const ancestor **body, const lineage *in, int32_t place, message to)
{
    const ancestor *one = in->list + place;
    while (one->request != NULL && one->request->mask != NULL)
        one = in->list + one->parents[0];
    *body = one;
    if (one->request == NULL && one->picture == NULL)
        return refuse(to, PIXELGEN_INVALID,
                      "the genes of a parent that is known by name alone are not known; use a DNA with its ancestors");
    return PIXELGEN_OK;
}

pixelgen_status genes_of(genes *made, const pixelgen_weights *weights, const ancestor *body, const char *zone,
                                const char *species, message to)
{
    const world *in = &weights->world;
    const pixelgen_request *request = body->request;
    individual one;
    if (request == NULL)
        return genes_of_picture(made, in, body, zone, species, to);
    if (request->heredity == NULL) {
        const pixelgen_status status = individual_of(&one, weights, body, to);
        return status == PIXELGEN_OK ? genes_of_individual(made, in, &one, request->seed, to) : status;
    }
    const pixelgen_heredity *of = request->heredity;
    pixelgen_status status = find_home(made, in, request->zone, request->species, to);
    for (int32_t i = 0; status == PIXELGEN_OK && i < request->trait_count; i++) {
        const pixelgen_trait *shown = request->traits + i;
        const int32_t hidden = trait_place(of->hidden, of->hidden_count, shown->trait);
        if (place_of_name(sea_no_locus, shown->trait) < 0)
            status = add_locus(made, in, shown->trait, shown->value, hidden < 0 ? shown->value : of->hidden[hidden].value, to);
    }
    return status == PIXELGEN_OK ? check_genes(in, made, to) : status;
}

pixelgen_status pixelgen_genome_of(const pixelgen_weights *weights, const pixelgen_parent *creature, const char *zone,
                                   const char *species, pixelgen_genome *genome, char *said, size_t room)
{
    const message to = {said, room};
    const ancestor *body;
    lineage in = {0};
    int32_t place;
    genes found;
    if (weights == NULL || genome == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights and genome must not be NULL");
    pixelgen_status status = lineage_begin(&in, to);
    if (status == PIXELGEN_OK)
        status = lineage_add(&in, creature, &place, to);
    if (status == PIXELGEN_OK)
        status = find_body(&body, &in, place, to);
    if (status == PIXELGEN_OK)
        status = genes_of(&found, weights, body, zone, species, to);
    if (status == PIXELGEN_OK)
        show_genome(genome, &weights->world, &found);
    lineage_free(&in);
    return status;
}

pixelgen_status pixelgen_genome_text(const pixelgen_genome *genome, char *into, size_t into_room, char *said, size_t room)
{
    const message to = {said, room};
    text_line whole;
    if (genome == NULL || into == NULL || genome->locus_count < 0 || genome->locus_count > PIXELGEN_MOST_TRAITS)
        return refuse(to, PIXELGEN_INVALID, "genome and text must not be NULL");
    text_begin(&whole, into, into_room);
    text_put(&whole, genome->zone);
    text_put(&whole, " ");
    text_put(&whole, genome->species);
    for (int32_t i = 0; i < genome->locus_count; i++) {
        const char *const parts[] = {" ", genome->loci[i].trait, "=", genome->loci[i].shown, "/", genome->loci[i].hidden};
        for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
            text_put(&whole, parts[part]);
    }
    return text_fits(&whole) ? PIXELGEN_OK
                             : refuse(to, PIXELGEN_INVALID, "the genome needs %lu bytes; got room for %lu",
                                      (unsigned long)whole.length + 1, (unsigned long)into_room);
}
