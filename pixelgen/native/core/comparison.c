/* Logits of a known sequence, for whoever compares implementations. */
#include "forward.h"
#include "messages.h"

pixelgen_status pixelgen_logits(const pixelgen_model *model, const int32_t *tokens, const int32_t *cells,
                                const int32_t *targets, const int32_t *around, size_t count, float *logits,
                                char *text, size_t room)
{
    const message to = {text, room};
    if (model == NULL || tokens == NULL || cells == NULL || targets == NULL || around == NULL || logits == NULL)
        return refuse(to, PIXELGEN_INVALID, "no argument may be NULL");
    if (count > PIXELGEN_MOST_TOKENS)
        return refuse(to, PIXELGEN_INVALID, "a sequence has at most %d tokens; got %lu", PIXELGEN_MOST_TOKENS,
                      (unsigned long)count);
    for (size_t i = 0; i < count; i++) {
        int fine = tokens[i] >= 0 && tokens[i] < model->vocabulary && cells[i] >= 0 && cells[i] <= NO_CELL &&
                   targets[i] >= 0 && targets[i] <= NO_CELL;
        for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++) {
            const int32_t kind = around[i * PIXELGEN_NEIGHBOURS + place];
            fine = fine && kind >= 0 && kind < PIXELGEN_KINDS;
        }
        if (!fine)
            return refuse(to, PIXELGEN_INVALID, "token, cell, target or neighbour %lu is out of range",
                          (unsigned long)i);
    }
    kv_cache cache = {NULL, NULL, NULL};
    workspace work;
    if (!kv_cache_make(&cache, &model->net))
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for a sequence");
    if (!workspace_make(&work, &model->net)) {
        kv_cache_free(&cache);
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for a pass");
    }
    token_row rows[PIXELGEN_MOST_ROWS];
    for (size_t first = 0, taken; first < count; first += taken) {
        taken = count - first < PIXELGEN_MOST_ROWS ? count - first : PIXELGEN_MOST_ROWS;
        for (size_t i = 0; i < taken; i++) {
            const size_t at = first + i;
            rows[i] = (token_row){{&cache, at}, tokens[at], cells[at], targets[at], {0}};
            for (size_t place = 0; place < PIXELGEN_NEIGHBOURS; place++)
                rows[i].around[place] = (uint8_t)around[at * PIXELGEN_NEIGHBOURS + place];
        }
        forward(model, &work, rows, taken, logits + first * PIXELGEN_WRITABLE);
    }
    kv_cache_free(&cache);
    workspace_free(&work);
    return PIXELGEN_OK;
}
