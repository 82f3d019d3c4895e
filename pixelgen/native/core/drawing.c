/* Requests -> finished sprites with their parts, ancestors before their children: as pixelgen/drawing/drawing.py. */
#include "partial.h"
#include "requests.h"
#include "shared_numbers.h"

#include <stdlib.h>
#include <string.h>

enum {
    USUAL_ROWS = 16,
    SLICE = 1 << 20, /* groups: only a stop ends a run earlier than a complete sprite */
    NOT_NEEDED = -1
};

/* A sprite on its way. */
typedef struct {
    pixelgen_job job;
    const ancestor *one;
    int32_t place; /* in the lineage */
    int is_partial;
    partial part;
    int32_t prompt[PIXELGEN_PROMPT];
    uint64_t draws[PIXELGEN_CELLS];
    uint8_t colours[PIXELGEN_COLOURS], drawn[PIXELGEN_PIXELS];
} slot;

/* What is to be drawn. Arrays follow the lineage, but for `order`: places of what is needed, by depth; the depth d begins at
   start[d]. asked: how many of the caller's requests each is. */
typedef struct {
    const pixelgen_weights *weights;
    const pixelgen_drawing *how;
    lineage in;
    int32_t *places; /* of the caller's requests */
    int32_t *depth, *asked, *order, *start;
    pixelgen_sprite **sprites, *own;
    int32_t depths, needed, done;
    pixelgen_batch *batch;
    slot *slots;
    size_t rows;
} plan;

/* How many of its parents decide its pixels: of a child of a cross the first, if it keeps parts of it. */
static int parents_seen(const ancestor *of)
{
    if (of->request == NULL || of->request->heredity == NULL)
        return ancestor_parents(of);
    return of->request->heredity->kept_count > 0;
}

static pixelgen_status check_drawable(const plan *of, const ancestor *one, message to)
{
    individual made;
    char name[PARENT_NAME + 1];
    if (one->picture != NULL)
        return PIXELGEN_OK;
    if (one->request == NULL) {
        ancestor_name(name, one);
        return refuse(to, PIXELGEN_INVALID,
                      "the parent %.24s... is known by name alone; use a DNA that holds all ancestors", name);
    }
    if (one->request->mask != NULL)
        return find_labels(&made, &of->weights->world, one->request, to);
    return individual_of(&made, of->weights, one, to);
}

static pixelgen_status label_picture(const plan *of, const ancestor *one, pixelgen_sprite *made, message to)
{
    memcpy(made->indices, one->picture, PIXELGEN_PIXELS);
    return name_parts(made->parts, made->indices, of->weights, NULL, 0, to);
}

static void find_depths(plan *made)
{
    made->needed = made->depths = 0;
    for (int32_t at = made->in.count - 1; at >= 0; at--) { /* parents stand before their children */
        made->depth[at] = made->asked[at] > 0 || made->depth[at] == 0 ? 0 : NOT_NEEDED;
        for (int i = 0; made->depth[at] == 0 && i < parents_seen(made->in.list + at); i++)
            made->depth[made->in.list[at].parents[i]] = 0;
    }
    for (int32_t at = 0; at < made->in.count; at++) {
        if (made->depth[at] == NOT_NEEDED)
            continue;
        made->needed++;
        for (int i = 0; i < parents_seen(made->in.list + at); i++) {
            const int32_t above = made->depth[made->in.list[at].parents[i]] + 1;
            made->depth[at] = above > made->depth[at] ? above : made->depth[at];
        }
        made->depths = made->depth[at] + 1 > made->depths ? made->depth[at] + 1 : made->depths;
    }
}

/* By depth, each in the order of the lineage. */
static void find_order(plan *made)
{
    memset(made->start, 0, ((size_t)made->depths + 1) * sizeof *made->start);
    for (int32_t at = 0; at < made->in.count; at++)
        if (made->depth[at] != NOT_NEEDED)
            made->start[made->depth[at] + 1]++;
    for (int32_t depth = 0; depth < made->depths; depth++)
        made->start[depth + 1] += made->start[depth];
    for (int32_t at = 0; at < made->in.count; at++)
        if (made->depth[at] != NOT_NEEDED)
            made->order[made->start[made->depth[at]]++] = at;
    for (int32_t depth = made->depths; depth > 0; depth--)
        made->start[depth] = made->start[depth - 1];
    made->start[0] = 0;
}

static pixelgen_status make_plan(plan *made, const pixelgen_request *const *requests, size_t count,
                                 pixelgen_sprite *sprites, message to)
{
    pixelgen_status status = lineage_begin(&made->in, to);
    made->places = malloc(count * sizeof *made->places);
    for (size_t i = 0; status == PIXELGEN_OK && made->places != NULL && i < count; i++) {
        const pixelgen_parent one = {.request = requests[i]};
        status = requests[i] == NULL ? refuse(to, PIXELGEN_INVALID, "a request must be made by pixelgen_request_init")
                                     : lineage_add(&made->in, &one, made->places + i, to);
    }
    if (status != PIXELGEN_OK)
        return status;
    const size_t all = (size_t)made->in.count;
    made->depth = malloc(all * sizeof *made->depth);
    made->asked = calloc(all, sizeof *made->asked);
    made->order = malloc(all * sizeof *made->order);
    made->start = malloc((all + 2) * sizeof *made->start);
    made->sprites = calloc(all, sizeof *made->sprites);
    if (made->places == NULL || made->depth == NULL || made->asked == NULL || made->order == NULL ||
        made->start == NULL || made->sprites == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the ancestors");
    for (size_t i = 0; i < count; i++) {
        const int32_t at = made->places[i];
        if (made->asked[at]++ == 0)
            made->sprites[at] = sprites + i;
    }
    for (int32_t at = 0; at < made->in.count; at++)
        made->depth[at] = NOT_NEEDED;
    find_depths(made);
    find_order(made);
    size_t own = 0;
    for (int32_t i = 0; i < made->needed; i++)
        own += made->sprites[made->order[i]] == NULL;
    made->own = malloc((own + 1) * sizeof *made->own);
    if (made->own == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the ancestors");
    own = 0;
    for (int32_t i = 0; status == PIXELGEN_OK && i < made->needed; i++) {
        const int32_t at = made->order[i];
        if (made->sprites[at] == NULL)
            made->sprites[at] = made->own + own++;
        status = check_drawable(made, made->in.list + at, to);
        if (status == PIXELGEN_OK && made->in.list[at].picture != NULL)
            status = label_picture(made, made->in.list + at, made->sprites[at], to);
    }
    return status;
}

static void free_plan(plan *of)
{
    lineage_free(&of->in);
    pixelgen_batch_free(of->batch);
    free(of->places);
    free(of->depth);
    free(of->asked);
    free(of->order);
    free(of->start);
    free(of->sprites);
    free(of->own);
    free(of->slots);
}

static pixelgen_status begin(slot *to, const plan *of, int32_t place, message said)
{
    const ancestor *one = of->in.list + place;
    const pixelgen_sprite *parents[PIXELGEN_MOST_PARENTS] = {NULL, NULL};
    to->one = one;
    to->place = place;
    to->is_partial = parents_seen(one) > 0;
    ancestor_draws(to->draws, one, 0, PIXELGEN_CELLS);
    to->job = (pixelgen_job){.prompt = to->prompt, .draws = to->draws, .colours = to->colours,
                             .sampling = request_sampling(one->request), .indices = to->drawn};
    if (to->is_partial) {
        for (int i = 0; i < parents_seen(one); i++)
            parents[i] = of->sprites[one->parents[i]];
        const pixelgen_status status = make_partial(&to->part, &to->is_partial, of->weights, &of->in, one, parents, said);
        if (status != PIXELGEN_OK)
            return status;
    }
    if (to->is_partial) {
        to->job.prompt = to->part.prompt;
        to->job.colours = to->part.colours;
        to->job.pinned = to->part.pinned;
        return PIXELGEN_OK;
    }
    individual made;
    int32_t ramps[PALETTE_RAMPS];
    ramp_list lock = {0};
    const pixelgen_status status = individual_of(&made, of->weights, one, said);
    if (status != PIXELGEN_OK)
        return status;
    prompt_of(to->prompt, &made);
    for (int32_t i = 0, count = request_ramps(ramps, one->request); i < count; i++)
        ramps_add(&lock, ramps[i]);
    ramps_lock(to->colours, &lock);
    return PIXELGEN_OK;
}

static pixelgen_status complete(pixelgen_sprite *made, const slot *from, const plan *of, message to)
{
    const pixelgen_request *request = from->one->request;
    const int is_standing = strcmp(request->category, "coral") == 0; /* corals stand on the lowest row */
    if (from->is_partial)
        return complete_partial(made, &from->part, of->weights, from->drawn, to);
    const pixelgen_status status = pixelgen_finish(from->drawn, is_standing, made->indices, to.text, to.room);
    if (status == PIXELGEN_OK && request->heredity != NULL)
        keep_few_colours(made->indices, NULL);
    return status != PIXELGEN_OK
               ? status
               : name_parts(made->parts, made->indices, of->weights, from->prompt, PIXELGEN_PROMPT, to);
}

/* All of one depth, but for pictures, which are there already. */
static pixelgen_status draw_depth(plan *of, const int32_t *order, int32_t count, message to)
{
    uint8_t is_taken[PIXELGEN_MOST_ROWS] = {0};
    pixelgen_run run = {.groups = SLICE, .stop = of->how->stop};
    int32_t next = 0, finished = 0;
    pixelgen_status status = PIXELGEN_OK;
    while (status == PIXELGEN_OK && finished < count) {
        for (size_t at = 0; at < of->rows && next < count && status == PIXELGEN_OK; at++) {
            while (next < count && of->in.list[order[next]].picture != NULL) {
                next++;
                finished++;
            }
            if (next == count || is_taken[at] || pixelgen_batch_room(of->batch) == 0)
                continue;
            status = begin(of->slots + at, of, order[next++], to);
            if (status == PIXELGEN_OK)
                status = pixelgen_batch_add(of->batch, &of->slots[at].job, (int64_t)at, to.text, to.room);
            is_taken[at] = 1;
        }
        if (status == PIXELGEN_OK && finished < count)
            status = pixelgen_batch_run(of->batch, &run, to.text, to.room);
        for (int32_t i = 0; status == PIXELGEN_OK && finished < count && i < run.finished_count; i++) {
            const slot *one = of->slots + run.finished[i];
            status = complete(of->sprites[one->place], one, of, to);
            is_taken[run.finished[i]] = 0;
            finished++;
            of->done += of->asked[one->place];
            if (of->how->drawn != NULL)
                write_shared(of->how->drawn, of->done);
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
                              const pixelgen_drawing *how, pixelgen_sprite *sprites, char *said, size_t room)
{
    const message to = {said, room};
    pixelgen_drawing usual;
    pixelgen_drawing_init(&usual, sizeof usual);
    how = how == NULL ? &usual : how;
    if (weights == NULL || (count > 0 && (requests == NULL || sprites == NULL)))
        return refuse(to, PIXELGEN_INVALID, "weights, requests and sprites must not be NULL");
    if (how->size != sizeof *how || count > INT32_MAX)
        return refuse(to, PIXELGEN_INVALID, "how must be made by pixelgen_drawing_init, for at most 2^31 - 1 sprites");
    if (count == 0)
        return PIXELGEN_OK;
    if (how->rows < 1)
        return refuse(to, PIXELGEN_INVALID, "rows must be 1 to %d; got %d", PIXELGEN_MOST_ROWS, (int)how->rows);
    plan of = {.weights = weights, .how = how};
    pixelgen_status status = make_plan(&of, requests, count, sprites, to); /* before anything is drawn */
    if (status == PIXELGEN_OK) {
        of.rows = of.needed < how->rows ? (size_t)of.needed : (size_t)how->rows;
        status = pixelgen_batch_make(weights->model, (int32_t)of.rows, how->window, &of.batch, said, room);
    }
    if (status == PIXELGEN_OK) {
        of.slots = calloc(of.rows, sizeof *of.slots);
        if (of.slots == NULL)
            status = refuse(to, PIXELGEN_NO_MEMORY, "no memory for the sprites");
    }
    for (int32_t depth = 0; status == PIXELGEN_OK && depth < of.depths; depth++)
        status = draw_depth(&of, of.order + of.start[depth], of.start[depth + 1] - of.start[depth], to);
    for (size_t i = 0; status == PIXELGEN_OK && i < count; i++)
        if (of.sprites[of.places[i]] != sprites + i) /* asked for more than once */
            sprites[i] = *of.sprites[of.places[i]];
    free_plan(&of);
    return status;
}
