/* Requests or pictures of two parents -> the requests of the children of their cross, as pixelgen/litters.py. */
#include "arena.h"
#include "genomes.h"
#include "requests.h"
#include "shared_tables.h"

#include <stdlib.h>
#include <string.h>

enum { USUAL_CHILDREN = 8 };

struct pixelgen_litter {
    arena memory;
    int32_t count;
    pixelgen_request *requests;
    pixelgen_child *children;
};

static const char *name_or_null(const world *in, int id)
{
    return id == NO_ID ? NULL : world_name_of(in, id);
}

static void show_child(pixelgen_child *made, const world *in, const born *from)
{
    int traits[MOST_LOCI];
    const int count = loci_by_name(traits, in, &from->of);
    memset(made, 0, sizeof *made);
    show_genome(&made->genome, in, &from->of);
    made->zone_from = from->zone_from;
    made->species_from = from->species_from;
    for (int i = 0; i < count; i++) {
        const int trait = traits[i];
        made->inherited[i] = (pixelgen_inherited){from->shown_from[trait], from->hidden_from[trait],
                                                  name_or_null(in, from->shown_was[trait]),
                                                  name_or_null(in, from->hidden_was[trait])};
    }
}

pixelgen_status pixelgen_cross(const pixelgen_weights *weights, const pixelgen_genome *a, const pixelgen_genome *b,
                               uint64_t seed, int32_t place, pixelgen_child *child, char *said, size_t room)
{
    const message to = {said, room};
    char family[SHA256_HEX + 1];
    genes one, other;
    born made;
    if (weights == NULL || child == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights and child must not be NULL");
    if (seed > INT64_MAX || place < 0 || place >= PIXELGEN_MOST_LITTER)
        return refuse(to, PIXELGEN_INVALID, "seed must be at most 2^63 - 1, and place below %d", PIXELGEN_MOST_LITTER);
    if (read_genome(&one, &weights->world, a, to) != PIXELGEN_OK ||
        read_genome(&other, &weights->world, b, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    genes_family(family, &weights->world, &one, &other, seed);
    make_born(&made, &weights->world, &one, &other, family, place);
    show_child(child, &weights->world, &made);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_crossing_init(pixelgen_crossing *how, size_t size)
{
    pixelgen_request usual;
    if (how == NULL || size != sizeof *how)
        return PIXELGEN_INVALID;
    pixelgen_request_init(&usual, sizeof usual);
    *how = (pixelgen_crossing){.size = size, .children = USUAL_CHILDREN, .temperature = usual.temperature};
    return PIXELGEN_OK;
}

static const char *giver_pair(char shown, char hidden)
{
    static const char *const PAIRS[3][3] = {
        {"A/A", "A/B", "A/new"}, {"B/A", "B/B", "B/new"}, {"new/A", "new/B", "new/new"}};
    return PAIRS[shown == 'A' ? 0 : shown == 'B' ? 1 : 2][hidden == 'A' ? 0 : hidden == 'B' ? 1 : 2];
}

static pixelgen_heredity *make_heredity(arena *memory, const world *in, const genes *a, const born *child, int same_pose)
{
    const uint32_t parts = kept_parts(in, a, child, same_pose);
    pixelgen_heredity *made = arena_take(memory, sizeof *made);
    pixelgen_trait *hidden = arena_take(memory, MOST_LOCI * sizeof *hidden);
    pixelgen_trait *givers = arena_take(memory, MOST_LOCI * sizeof *givers);
    pixelgen_trait *worn = arena_take(memory, 2 * sizeof *worn);
    const char **kept = arena_take(memory, PART_KINDS * sizeof *kept);
    if (made == NULL || hidden == NULL || givers == NULL || worn == NULL || kept == NULL)
        return NULL;
    made->hidden = hidden;
    made->givers = givers;
    made->worn = worn;
    made->kept = kept;
    made->zone_from = child->zone_from == 'A' ? "A" : "B";
    made->species_from = child->species_from == 'A' ? "A" : "B";
    for (int trait = 0; trait < in->trait_count; trait++) {
        const char *name = in->traits[trait];
        if (child->of.shown[trait] == NO_ID)
            continue;
        givers[made->giver_count++] = (pixelgen_trait){name, giver_pair(child->shown_from[trait], child->hidden_from[trait])};
        if (child->of.hidden[trait] != child->of.shown[trait])
            hidden[made->hidden_count++] = (pixelgen_trait){name, world_name_of(in, child->of.hidden[trait])};
        if (parts != 0 && a->shown[trait] != NO_ID && (strcmp(name, "family") == 0 || strcmp(name, "accent") == 0))
            worn[made->worn_count++] = (pixelgen_trait){name, world_name_of(in, a->shown[trait])};
    }
    for (int part = 1; part < PART_KINDS; part++)
        if (parts >> part & 1)
            kept[made->kept_count++] = part_names[part];
    return made;
}

/* What the children have in common. before, wanted: ids of poses; NO_ID for none. */
typedef struct {
    const pixelgen_weights *weights;
    const pixelgen_parent *parents;
    const pixelgen_crossing *how;
    genes a, b;
    int before, wanted;
    char family[SHA256_HEX + 1];
} crossing;

static pixelgen_status make_child(pixelgen_litter *made, const crossing *of, int32_t place, message to)
{
    const world *in = &of->weights->world;
    pixelgen_request *request = made->requests + place;
    const int pose = world_trait(in, "pose");
    born child;
    make_born(&child, in, &of->a, &of->b, of->family, place);
    show_child(made->children + place, in, &child);
    const int has_pose = of->wanted != NO_ID && world_offers(in, child.of.species, of->wanted);
    pixelgen_trait *traits = arena_take(&made->memory, (MOST_LOCI + 1) * sizeof *traits);
    pixelgen_request_init(request, sizeof *request);
    request->heredity = make_heredity(&made->memory, in, &of->a, &child, (has_pose ? of->wanted : NO_ID) == of->before);
    if (traits == NULL || request->heredity == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the litter");
    for (int trait = 0; trait < in->trait_count; trait++)
        if (child.of.shown[trait] != NO_ID)
            traits[request->trait_count++] = (pixelgen_trait){in->traits[trait], world_name_of(in, child.of.shown[trait])};
    if (has_pose)
        traits[request->trait_count++] = (pixelgen_trait){in->traits[pose], world_name_of(in, of->wanted)};
    request->traits = traits;
    request->zone = world_name_of(in, child.of.zone);
    request->species = world_name_of(in, child.of.species);
    request->category = world_name_of(in, in->category[child.of.species - FIRST_ID]);
    request->seed = (of->how->seed + (uint64_t)place) & INT64_MAX;
    request->temperature = of->how->temperature;
    request->parents = of->parents;
    request->parent_count = PIXELGEN_MOST_PARENTS;
    return check_request(request, to);
}

static pixelgen_status find_poses(crossing *of, const ancestor *body, message to)
{
    const world *in = &of->weights->world;
    const int pose = world_trait(in, "pose");
    individual one;
    of->before = NO_ID;
    if (body->request != NULL) {
        const pixelgen_status status = individual_of(&one, of->weights, body, to);
        if (status != PIXELGEN_OK)
            return status;
        of->before = pose == NO_ID ? NO_ID : one.traits[pose];
    }
    of->wanted = of->how->pose == NULL ? of->before : world_id(in, "pose", of->how->pose);
    if (of->how->pose != NULL && of->wanted == NO_ID)
        return refuse(to, PIXELGEN_INVALID, "pose must be one that the weights know; got '%.50s'", of->how->pose);
    return PIXELGEN_OK;
}

/* Of both parents; a picture is of the other's zone and species where none are named. */
static pixelgen_status find_genes(crossing *of, const ancestor *const *bodies, message to)
{
    const world *in = &of->weights->world;
    const char *zone = of->how->zone, *species = of->how->species;
    const int known = bodies[0]->request != NULL ? 0 : bodies[1]->request != NULL ? 1 : -1;
    genes *const found[] = {&of->a, &of->b};
    pixelgen_status status = PIXELGEN_OK;
    if (known >= 0) {
        status = genes_of(found[known], of->weights, bodies[known], NULL, NULL, to);
        if (status == PIXELGEN_OK) {
            zone = zone == NULL ? world_name_of(in, found[known]->zone) : zone;
            species = species == NULL ? world_name_of(in, found[known]->species) : species;
        }
    }
    for (int i = 0; status == PIXELGEN_OK && i < PIXELGEN_MOST_PARENTS; i++)
        if (i != known)
            status = genes_of(found[i], of->weights, bodies[i], zone, species, to);
    return status;
}

static pixelgen_status make_litter(pixelgen_litter *made, crossing *of, lineage *in, message to)
{
    const ancestor *bodies[PIXELGEN_MOST_PARENTS];
    int32_t places[PIXELGEN_MOST_PARENTS];
    pixelgen_status status = lineage_begin(in, to);
    for (int i = 0; status == PIXELGEN_OK && i < PIXELGEN_MOST_PARENTS; i++)
        status = lineage_add(in, of->parents + i, places + i, to);
    for (int i = 0; status == PIXELGEN_OK && i < PIXELGEN_MOST_PARENTS; i++)
        status = find_body(bodies + i, in, places[i], to);
    if (status == PIXELGEN_OK)
        status = find_genes(of, bodies, to);
    if (status == PIXELGEN_OK)
        status = find_poses(of, bodies[0], to);
    if (status == PIXELGEN_OK)
        genes_family(of->family, &of->weights->world, &of->a, &of->b, of->how->seed);
    for (int32_t place = 0; status == PIXELGEN_OK && place < made->count; place++)
        status = make_child(made, of, place, to);
    return status;
}

pixelgen_status pixelgen_litter_make(const pixelgen_weights *weights, const pixelgen_parent *a, const pixelgen_parent *b,
                                     const pixelgen_crossing *how, pixelgen_litter **litter, char *said, size_t room)
{
    const message to = {said, room};
    pixelgen_crossing usual;
    lineage in = {0};
    if (litter == NULL)
        return refuse(to, PIXELGEN_INVALID, "litter must not be NULL");
    *litter = NULL;
    pixelgen_crossing_init(&usual, sizeof usual);
    how = how == NULL ? &usual : how;
    if (weights == NULL || check_parent(a, to) != PIXELGEN_OK || check_parent(b, to) != PIXELGEN_OK)
        return weights == NULL ? refuse(to, PIXELGEN_INVALID, "weights must not be NULL") : PIXELGEN_INVALID;
    if (how->size != sizeof *how || how->children < 1 || how->children > PIXELGEN_MOST_LITTER || how->seed > INT64_MAX)
        return refuse(to, PIXELGEN_INVALID, "a crossing has 1 to %d children and a seed of at most 2^63 - 1",
                      PIXELGEN_MOST_LITTER);
    pixelgen_litter *made = calloc(1, sizeof *made);
    if (made == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the litter");
    made->count = how->children;
    made->requests = arena_take(&made->memory, (size_t)made->count * sizeof *made->requests);
    made->children = arena_take(&made->memory, (size_t)made->count * sizeof *made->children);
    pixelgen_parent *parents = arena_take(&made->memory, PIXELGEN_MOST_PARENTS * sizeof *parents);
    pixelgen_status status;
    if (made->requests == NULL || made->children == NULL || parents == NULL)
        status = refuse(to, PIXELGEN_NO_MEMORY, "no memory for the litter");
    else {
        parents[0] = *a;
        parents[1] = *b;
        crossing of = {.weights = weights, .parents = parents, .how = how};
        status = make_litter(made, &of, &in, to);
    }
    lineage_free(&in);
    if (status == PIXELGEN_OK)
        *litter = made;
    else
        pixelgen_litter_free(made);
    return status;
}

void pixelgen_litter_free(pixelgen_litter *litter)
{
    if (litter == NULL)
        return;
    arena_free(&litter->memory);
    free(litter);
}

const pixelgen_request *pixelgen_litter_request(const pixelgen_litter *litter, int32_t place)
{
    return litter == NULL || place < 0 || place >= litter->count ? NULL : litter->requests + place;
}

const pixelgen_child *pixelgen_litter_child(const pixelgen_litter *litter, int32_t place)
{
    return litter == NULL || place < 0 || place >= litter->count ? NULL : litter->children + place;
}
