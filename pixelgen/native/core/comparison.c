/* Logits of a known sequence, for whoever compares implementations. */
#include "forward.h"
#include "memory.h"

#include <string.h>

static int are_in_range(const int32_t *numbers, size_t count, int32_t end)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] < 0 || numbers[i] >= end)
            return 0;
    return 1;
}

/* The steps from `first` on, at most PIXELGEN_MOST_ROWS of them. */
typedef struct {
    const int32_t *tokens, *own, *targets, *ring, *near;
} steps;

static void logits_of_some(const pixelgen_model *model, workspace *work, const kv_cache *cache, const steps *of,
                           size_t first, size_t count, float *inner, float *logits)
{
    group_row rows[PIXELGEN_MOST_ROWS];
    for (size_t i = 0; i < count; i++) {
        const size_t at = first + i;
        rows[i] = (group_row){{cache, at}, {0}, of->own[at], of->targets[at], {0}};
        memcpy(rows[i].tokens, of->tokens + at * PIXELGEN_SLOTS, sizeof rows[i].tokens);
        for (size_t place = 0; place < PIXELGEN_RING; place++)
            rows[i].ring[place] = (uint8_t)of->ring[at * PIXELGEN_RING + place];
    }
    forward(model, work, rows, count, inner);
    for (size_t cell = first * PIXELGEN_SLOTS; cell < (first + count) * PIXELGEN_SLOTS; cell++) {
        uint8_t near[PIXELGEN_NEIGHBOURS];
        for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
            near[place] = (uint8_t)of->near[cell * PIXELGEN_NEIGHBOURS + place];
        local_head(model, work, inner + (cell / PIXELGEN_SLOTS - first) * model->head_hidden, near,
                   cell % PIXELGEN_SLOTS, logits + cell * PIXELGEN_WRITABLE);
    }
}

pixelgen_status pixelgen_logits(const pixelgen_model *model, const int32_t *tokens, const int32_t *own,
                                      const int32_t *targets, const int32_t *ring, const int32_t *near, size_t count,
                                      float *logits, char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL || tokens == NULL || own == NULL || targets == NULL || ring == NULL || near == NULL ||
        logits == NULL)
        return refuse(to, PIXELGEN_INVALID, "no argument may be NULL");
    if (count > PIXELGEN_MOST_STEPS)
        return refuse(to, PIXELGEN_INVALID, "a sequence has at most %d steps; got %lu", PIXELGEN_MOST_STEPS,
                      (unsigned long)count);
    if (!are_in_range(tokens, count * PIXELGEN_SLOTS, model->vocabulary) ||
        !are_in_range(own, count, PIXELGEN_NO_PLACE + 1) || !are_in_range(targets, count, PIXELGEN_NO_PLACE + 1) ||
        !are_in_range(ring, count * PIXELGEN_RING, PIXELGEN_KINDS) ||
        !are_in_range(near, count * PIXELGEN_SLOTS * PIXELGEN_NEIGHBOURS, PIXELGEN_KINDS))
        return refuse(to, PIXELGEN_INVALID, "a token, a place or what is around one is out of range");
    kv_cache cache = {NULL, NULL, NULL};
    workspace work = {0};
    float *inner = aligned_zeros(PIXELGEN_MOST_ROWS * model->head_hidden * sizeof *inner);
    const int is_made = inner != NULL && kv_cache_make(&cache, &model->net) && workspace_make(&work, &model->net);
    const steps of = {tokens, own, targets, ring, near};
    for (size_t first = 0; is_made && first < count; first += PIXELGEN_MOST_ROWS) {
        const size_t taken = count - first < PIXELGEN_MOST_ROWS ? count - first : PIXELGEN_MOST_ROWS;
        logits_of_some(model, &work, &cache, &of, first, taken, inner, logits);
    }
    kv_cache_free(&cache);
    workspace_free(&work);
    aligned_free(inner);
    return is_made ? PIXELGEN_OK : refuse(to, PIXELGEN_NO_MEMORY, "no memory for a sequence");
}
