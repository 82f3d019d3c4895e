/* A weights file -> what draws, and what it knows by name; requests -> what they are drawn as. */
#include "creatures.h"
#include "palette.h"
#include "shared_tables.h"
#include "weights_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    TENSORS_OF_LAYER = 10,
    OTHER_TENSORS = 17, /* the network's beside its layers, the world and the rows of traits */
    PARTS_TENSORS = 9,
    OLDER_PARTS_TENSORS = 8 /* of a labeller that knows species alone */
};

const char *pixelgen_version(void)
{
    return PIXELGEN_VERSION;
}

int32_t pixelgen_engine_version(void)
{
    return PIXELGEN_ENGINE;
}

static pixelgen_status open_networks(pixelgen_weights *made, const weights_file *file, const char *kernel, message to)
{
    const tensor_entry *species = find_tensor(file, "parts.species"), *told = find_tensor(file, "parts.told");
    const size_t of_parts = told != NULL ? PARTS_TENSORS : species != NULL ? OLDER_PARTS_TENSORS : 0;
    const size_t expected = OTHER_TENSORS + TENSORS_OF_LAYER * (size_t)file->shape.layers + of_parts;
    pixelgen_status status = pixelgen_model_make(&file->shape, file->tensors, file->count, kernel, &made->model, to.text,
                                                 to.room);
    if (status == PIXELGEN_OK && file->count != expected)
        status = refuse(to, PIXELGEN_INVALID, "no weights of pixelgen, or damaged: a tensor is unexpected");
    made->is_told_species = species != NULL;
    if (status == PIXELGEN_OK && of_parts > 0)
        status = pixelgen_labeller_make(file->tensors, file->count, kernel, &made->labeller, to.text, to.room);
    return status;
}

static pixelgen_status open_world(pixelgen_weights *made, const weights_file *file, message to)
{
    const tensor_entry *names = find_tensor(file, "world"), *rows = find_tensor(file, "trait_rows");
    const tensor_entry *species = find_tensor(file, "parts.species"), *told = find_tensor(file, "parts.told");
    if (names == NULL || rows == NULL || rows->axes != 2)
        return refuse(to, PIXELGEN_INVALID, "no weights of pixelgen, or damaged: world or trait_rows is missing");
    const uint8_t *data = file->tensors[0].data; /* the first tensor begins there */
    const pixelgen_status status = world_make(&made->world, data + names->start, names->end - names->start,
                                              data + rows->start, rows->shape[0], rows->shape[1], to);
    if (status != PIXELGEN_OK)
        return status;
    int32_t known = 0;
    while (world_nth(&made->world, "species", known) != NO_ID)
        known++;
    if (FIRST_ID + made->world.count != file->shape.vocabulary)
        return refuse(to, PIXELGEN_INVALID, "the weights name %d ids, their network knows %d",
                      FIRST_ID + (int)made->world.count, (int)file->shape.vocabulary);
    if (species != NULL && species->shape[0] != (uint64_t)known + 1)
        return refuse(to, PIXELGEN_INVALID, "the weights name %d species, their labeller knows another number",
                      (int)known);
    if (told != NULL && told->shape[0] != (uint64_t)made->world.count)
        return refuse(to, PIXELGEN_INVALID, "the weights name %d ids, their labeller knows another number",
                      (int)made->world.count);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_open(const void *bytes, size_t count, const char *kernel, pixelgen_weights **weights, char *text,
                              size_t room)
{
    const message to = {text, room};
    if (weights == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights must not be NULL");
    *weights = NULL;
    if (bytes == NULL)
        return refuse(to, PIXELGEN_INVALID, "bytes must not be NULL");
    pixelgen_weights *made = calloc(1, sizeof *made);
    weights_file *file = malloc(sizeof *file);
    pixelgen_status status = made != NULL && file != NULL ? read_weights_file(file, bytes, count, to)
                                                          : refuse(to, PIXELGEN_NO_MEMORY, "no memory for the weights");
    if (status == PIXELGEN_OK)
        status = open_world(made, file, to);
    if (status == PIXELGEN_OK)
        status = open_networks(made, file, kernel, to);
    if (status == PIXELGEN_OK) {
        memcpy(made->digest, file->digest, sizeof made->digest);
        *weights = made;
    } else
        pixelgen_close(made);
    free(file);
    return status;
}

void pixelgen_close(pixelgen_weights *weights)
{
    if (weights == NULL)
        return;
    pixelgen_model_free(weights->model);
    pixelgen_labeller_free(weights->labeller);
    world_free(&weights->world);
    free(weights);
}

const char *pixelgen_digest(const pixelgen_weights *weights)
{
    return weights == NULL ? NULL : weights->digest;
}

const char *pixelgen_kernel(const pixelgen_weights *weights)
{
    return weights == NULL ? NULL : pixelgen_model_kernel(weights->model);
}

const char *pixelgen_name(const pixelgen_weights *weights, const char *kind, int32_t number)
{
    const int id = weights == NULL || kind == NULL || number < 0 ? NO_ID : world_nth(&weights->world, kind, number);
    return id == NO_ID ? NULL : world_name_of(&weights->world, id);
}

const char *pixelgen_trait_name(const pixelgen_weights *weights, int32_t number)
{
    return weights == NULL || number < 0 || number >= weights->world.trait_count ? NULL : weights->world.traits[number];
}

/* A request with its ancestors; to be freed even after an error. */
static pixelgen_status lineage_of(lineage *made, int32_t *place, const pixelgen_request *request, message to)
{
    const pixelgen_parent one = {.request = request};
    *made = (lineage){0};
    if (request == NULL)
        return refuse(to, PIXELGEN_INVALID, "a request must be made by pixelgen_request_init");
    const pixelgen_status status = lineage_begin(made, to);
    return status == PIXELGEN_OK ? lineage_add(made, &one, place, to) : status;
}

pixelgen_status pixelgen_request_text(const pixelgen_request *request, char *canonical, size_t canonical_room, char *said,
                                      size_t room)
{
    const message to = {said, room};
    lineage in;
    int32_t place;
    if (canonical == NULL)
        return refuse(to, PIXELGEN_INVALID, "canonical must not be NULL");
    pixelgen_status status = lineage_of(&in, &place, request, to);
    if (status == PIXELGEN_OK) {
        char names[PIXELGEN_MOST_PARENTS][PARENT_NAME + 1];
        text_line whole;
        for (int i = 0; i < request->parent_count; i++)
            ancestor_name(names[i], in.list + in.list[place].parents[i]);
        text_begin(&whole, canonical, canonical_room);
        canonical_text(&whole, request, names);
        if (!text_fits(&whole))
            status = refuse(to, PIXELGEN_INVALID, "the canonical text needs %lu bytes; got room for %lu",
                            (unsigned long)whole.length + 1, (unsigned long)canonical_room);
    }
    lineage_free(&in);
    return status;
}

pixelgen_status pixelgen_request_draws(const pixelgen_request *request, uint64_t first, uint64_t *draws, size_t count,
                                       char *said, size_t room)
{
    const message to = {said, room};
    lineage in;
    int32_t place;
    if (draws == NULL)
        return refuse(to, PIXELGEN_INVALID, "draws must not be NULL");
    const pixelgen_status status = lineage_of(&in, &place, request, to);
    if (status == PIXELGEN_OK)
        ancestor_draws(draws, in.list + place, first, count);
    lineage_free(&in);
    return status;
}

pixelgen_status individual_of(individual *found, const pixelgen_weights *weights, const ancestor *one, message to)
{
    uint64_t draws[2];
    ancestor_draws(draws, one, PIXELGEN_CELLS, 2);
    return make_individual(found, &weights->world, one->request, draws, to);
}

/* Its place among the weights' species, from 1 on; 0 for PAD. */
static int32_t species_row(const pixelgen_weights *weights, int species)
{
    for (int n = 0, id; (id = world_nth(&weights->world, "species", n)) != NO_ID; n++)
        if (id == species)
            return n + 1;
    return 0;
}

static int32_t ramp_told(const world *of, const int32_t *ids, size_t count, const char *trait)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] >= FIRST_ID && world_is_kind(of, ids[i], trait))
            return palette_ramp(world_name_of(of, ids[i]));
    return NO_ID;
}

pixelgen_status name_parts(uint8_t *parts, const uint8_t *indices, const pixelgen_weights *weights,
                           const int32_t *prompt, size_t count, message to)
{
    const world *of = &weights->world;
    int32_t rows[PIXELGEN_PROMPT];
    pixelgen_told told = {rows, 0, NO_ID, NO_ID};
    memset(parts, 0, PIXELGEN_PIXELS);
    if (weights->labeller == NULL)
        return PIXELGEN_OK;
    if (weights->is_told_species)
        rows[told.count++] = count < LABELS ? 0 : species_row(weights, prompt[LABELS - 1]);
    else {
        for (size_t i = 0; i < count; i++)
            if (prompt[i] >= FIRST_ID)
                rows[told.count++] = prompt[i] - FIRST_ID;
        told.family = ramp_told(of, prompt, count, "family");
        told.accent = ramp_told(of, prompt, count, "accent");
    }
    return pixelgen_labeller_parts(weights->labeller, indices, &told, parts, to.text, to.room);
}

pixelgen_status pixelgen_individual_of(const pixelgen_weights *weights, const pixelgen_request *request,
                                       pixelgen_individual *found, char *said, size_t room)
{
    const message to = {said, room};
    individual one;
    lineage in;
    int32_t place;
    if (weights == NULL || found == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights and found must not be NULL");
    pixelgen_status status = lineage_of(&in, &place, request, to);
    if (status == PIXELGEN_OK && request->mask != NULL)
        status = refuse(to, PIXELGEN_INVALID, "a request with a mask has the traits of its parents");
    if (status == PIXELGEN_OK)
        status = individual_of(&one, weights, in.list + place, to);
    lineage_free(&in);
    if (status != PIXELGEN_OK)
        return status;
    memset(found, 0, sizeof *found);
    found->species = one.species == NO_ID ? NULL : world_name_of(&weights->world, one.species);
    for (int trait = 0; trait < weights->world.trait_count; trait++)
        if (one.traits[trait] != NO_ID) {
            pixelgen_trait *next = found->traits + found->trait_count++;
            next->trait = weights->world.traits[trait];
            next->value = world_name_of(&weights->world, one.traits[trait]);
        }
    prompt_of(found->prompt, &one);
    return PIXELGEN_OK;
}

/* As drawn_species of pixelgen/drawing/drawing.py. */
pixelgen_status pixelgen_species_of(const pixelgen_weights *weights, const pixelgen_request *request, const char **species,
                                    char *said, size_t room)
{
    const message to = {said, room};
    individual one;
    lineage in;
    int32_t place;
    if (weights == NULL || species == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights and species must not be NULL");
    *species = NULL;
    pixelgen_status status = lineage_of(&in, &place, request, to);
    while (status == PIXELGEN_OK && request != NULL && request->species == NULL && request->parent_count > 0) {
        const char *category = request->category;
        place = in.list[place].parents[0];
        request = in.list[place].request;
        if (request != NULL && strcmp(request->category, category) != 0)
            request = NULL;
    }
    if (status == PIXELGEN_OK && request != NULL) {
        if (request->parent_count == 0)
            status = individual_of(&one, weights, in.list + place, to);
        else
            one.species = world_id(&weights->world, "species", request->species);
        if (status == PIXELGEN_OK && one.species != NO_ID)
            *species = world_name_of(&weights->world, one.species);
    }
    lineage_free(&in);
    return status;
}

const char *pixelgen_part_name(int32_t kind)
{
    return kind < 0 || kind >= PART_KINDS ? NULL : part_names[kind];
}
