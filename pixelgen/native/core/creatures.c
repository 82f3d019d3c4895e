/* Weights and requests -> finished sprites with their parts: the whole way, as pixelgen/generator.py goes it. */
#include "individuals.h"
#include "pixelgen_parts.h"
#include "requests.h"
#include "weights_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    USUAL_ROWS = 16,
    TENSORS_OF_LAYER = 10,
    OTHER_TENSORS = 17, /* the network's beside its layers, the world and the rows of traits */
    PARTS_TENSORS = 8,
    SLICE = 1 << 20 /* groups: only a stop ends a run earlier than a complete sprite */
};

struct pixelgen_weights {
    pixelgen_model *model;
    pixelgen_labeller *labeller; /* or NULL */
    world world;
    char digest[SHA256_HEX + 1];
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
    const tensor_entry *species = find_tensor(file, "parts.species");
    const size_t expected = OTHER_TENSORS + TENSORS_OF_LAYER * (size_t)file->shape.layers + (species ? PARTS_TENSORS : 0);
    pixelgen_status status = pixelgen_model_make(&file->shape, file->tensors, file->count, kernel, &made->model, to.text,
                                                 to.room);
    if (status == PIXELGEN_OK && file->count != expected)
        status = refuse(to, PIXELGEN_INVALID, "no weights of pixelgen, or damaged: a tensor is unexpected");
    if (status == PIXELGEN_OK && species != NULL)
        status = pixelgen_labeller_make(file->tensors, file->count, &made->labeller, to.text, to.room);
    return status;
}

static pixelgen_status open_world(pixelgen_weights *made, const weights_file *file, message to)
{
    const tensor_entry *names = find_tensor(file, "world"), *rows = find_tensor(file, "trait_rows");
    const tensor_entry *species = find_tensor(file, "parts.species");
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

static pixelgen_status individual_of(individual *found, const pixelgen_weights *weights, const pixelgen_request *request,
                                     message to)
{
    uint64_t draws[2];
    if (weights == NULL)
        return refuse(to, PIXELGEN_INVALID, "weights must not be NULL");
    const pixelgen_status status = pixelgen_request_draws(request, PIXELGEN_CELLS, draws, 2, to.text, to.room);
    return status == PIXELGEN_OK ? make_individual(found, &weights->world, request, draws, to) : status;
}

pixelgen_status pixelgen_individual_of(const pixelgen_weights *weights, const pixelgen_request *request,
                                       pixelgen_individual *found, char *text, size_t room)
{
    const message to = {text, room};
    individual one;
    if (found == NULL)
        return refuse(to, PIXELGEN_INVALID, "found must not be NULL");
    const pixelgen_status status = individual_of(&one, weights, request, to);
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

/* A sprite on its way; request: its place among the caller's. */
typedef struct {
    pixelgen_job job;
    size_t request;
    int32_t species; /* the labeller's row */
    int is_standing;
    int32_t prompt[PIXELGEN_PROMPT];
    uint64_t draws[PIXELGEN_CELLS];
    uint8_t colours[PIXELGEN_COLOURS], drawn[PIXELGEN_PIXELS];
} slot;

static pixelgen_status begin(slot *to, const pixelgen_weights *weights, const pixelgen_request *request, message said)
{
    individual one;
    pixelgen_status status = individual_of(&one, weights, request, said);
    if (status == PIXELGEN_OK)
        status = pixelgen_request_draws(request, 0, to->draws, PIXELGEN_CELLS, said.text, said.room);
    if (status != PIXELGEN_OK)
        return status;
    prompt_of(to->prompt, &one);
    request_colours(to->colours, request);
    to->species = 0;
    for (int n = 0; one.species != NO_ID && to->species == 0; n++)
        if (world_nth(&weights->world, "species", n) == one.species)
            to->species = n + 1;
    to->is_standing = strcmp(request->category, "coral") == 0; /* corals stand on the lowest row */
    to->job = (pixelgen_job){.prompt = to->prompt, .draws = to->draws, .colours = to->colours,
                             .sampling = request_sampling(request), .indices = to->drawn};
    return PIXELGEN_OK;
}

static pixelgen_status complete(pixelgen_sprite *made, const slot *from, const pixelgen_weights *weights, message to)
{
    const pixelgen_status status = pixelgen_finish(from->drawn, from->is_standing, made->indices, to.text, to.room);
    if (status != PIXELGEN_OK || weights->labeller == NULL) {
        memset(made->parts, 0, sizeof made->parts);
        return status;
    }
    return pixelgen_labeller_parts(weights->labeller, made->indices, from->species, made->parts, to.text, to.room);
}

static pixelgen_status draw_all(pixelgen_batch *batch, slot *slots, size_t rows, const pixelgen_weights *weights,
                                const pixelgen_request *const *requests, size_t count, const pixelgen_drawing *how,
                                pixelgen_sprite *sprites, message to)
{
    uint8_t is_taken[PIXELGEN_MOST_ROWS] = {0};
    pixelgen_run run = {.groups = SLICE, .stop = how->stop};
    size_t next = 0, finished = 0;
    pixelgen_status status = PIXELGEN_OK;
    while (status == PIXELGEN_OK && finished < count) {
        for (size_t at = 0; at < rows && next < count && status == PIXELGEN_OK; at++) {
            if (is_taken[at] || pixelgen_batch_room(batch) == 0)
                continue;
            slots[at].request = next;
            status = begin(slots + at, weights, requests[next++], to);
            if (status == PIXELGEN_OK)
                status = pixelgen_batch_add(batch, &slots[at].job, (int64_t)at, to.text, to.room);
            is_taken[at] = 1;
        }
        if (status == PIXELGEN_OK)
            status = pixelgen_batch_run(batch, &run, to.text, to.room);
        for (int32_t i = 0; status == PIXELGEN_OK && i < run.finished_count; i++) {
            const slot *one = slots + run.finished[i];
            status = complete(sprites + one->request, one, weights, to);
            is_taken[run.finished[i]] = 0;
            finished++;
            if (how->drawn != NULL)
                *how->drawn = (int32_t)finished;
        }
    }
    return status;
}

pixelgen_status pixelgen_drawing_init(pixelgen_drawing *how, size_t size)
{
    if (how == NULL || size != sizeof *how)
        return PIXELGEN_INVALID;
    *how = (pixelgen_drawing){.size = size, .rows = USUAL_ROWS, .window = PIXELGEN_MOST_WINDOW};
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_draw(const pixelgen_weights *weights, const pixelgen_request *const *requests, size_t count,
                              const pixelgen_drawing *how, pixelgen_sprite *sprites, char *text, size_t room)
{
    const message to = {text, room};
    pixelgen_drawing usual;
    pixelgen_batch *batch = NULL;
    pixelgen_drawing_init(&usual, sizeof usual);
    how = how == NULL ? &usual : how;
    if (weights == NULL || (count > 0 && (requests == NULL || sprites == NULL)))
        return refuse(to, PIXELGEN_INVALID, "weights, requests and sprites must not be NULL");
    if (how->size != sizeof *how || count > INT32_MAX)
        return refuse(to, PIXELGEN_INVALID, "how must be made by pixelgen_drawing_init, for at most 2^31 - 1 sprites");
    for (size_t i = 0; i < count; i++) { /* before anything is drawn */
        individual one;
        const pixelgen_status wrong = individual_of(&one, weights, requests[i], to);
        if (wrong != PIXELGEN_OK)
            return wrong;
    }
    if (count == 0)
        return PIXELGEN_OK;
    if (how->rows < 1)
        return refuse(to, PIXELGEN_INVALID, "rows must be 1 to %d; got %d", PIXELGEN_MOST_ROWS, (int)how->rows);
    const size_t rows = count < (size_t)how->rows ? count : (size_t)how->rows;
    pixelgen_status status = pixelgen_batch_make(weights->model, (int32_t)rows, how->window, &batch, text, room);
    if (status != PIXELGEN_OK)
        return status;
    slot *slots = calloc(rows, sizeof *slots);
    status = slots == NULL ? refuse(to, PIXELGEN_NO_MEMORY, "no memory for the sprites")
                           : draw_all(batch, slots, rows, weights, requests, count, how, sprites, to);
    pixelgen_batch_free(batch);
    free(slots);
    return status;
}
