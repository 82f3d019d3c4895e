/* Attention over an 8-bit key/value store: _attend of pixelgen/transformer.py. */
#include "attention.h"

#include <string.h>

enum { AHEAD = 1024 }; /* bytes; what keys and values are asked for early pays, the next head's would be too early */

/* Head `head` of a layer: its first token's place in arrays of one entry a token. */
static size_t first_token(const pixelgen_model *model, size_t layer, size_t head)
{
    return (layer * model->heads + head) * PIXELGEN_MOST_TOKENS;
}

/* Keys lie in panels like weights: [16 keys][quad][key][4]. */
static void put_key(int8_t *keys, const int8_t *key, size_t position, size_t bytes)
{
    int8_t *to = keys + position / PANEL * PANEL * bytes + position % PANEL * QUAD;
    for (size_t i = 0; i < bytes; i += QUAD, to += PANEL * QUAD)
        memcpy(to, key + i, QUAD);
}

/* Values lie in pairs of tokens: [pair][dimension][2]. The second of a pair is not there yet when the first comes. */
static void put_value(int8_t *values, const int8_t *value, size_t position, size_t dimensions, size_t bytes)
{
    int8_t *to = values + position / 2 * 2 * bytes;
    const int is_second = position % 2;
    for (size_t i = 0; i < dimensions; i++) {
        to[2 * i] = is_second ? to[2 * i] : value[i];
        to[2 * i + 1] = is_second ? value[i] : 0;
    }
}

void take_query_key_value(const pixelgen_model *model, scratch *work, size_t layer, const token_row *row,
                          size_t number, float step, float *gains)
{
    const kernel *run = model->kernel;
    const block *of = model->blocks + layer;
    const key_value_store *store = row->store;
    const size_t width = model->width, head_width = model->head_width, key_bytes = model->key_bytes;
    const float *query = work->floats, *key = query + width, *value = key + width;
    int8_t keys[MOST_WIDTH + QUAD * MOST_HEADS], values[MOST_WIDTH];
    float key_steps[MOST_HEADS];
    run->scaled(work->floats, work->sums + number * work->widest, of->qkv.scale, 3 * width);
    run->quantise_heads(work->integers + number * work->widest, gains, query, model->heads, head_width, key_bytes);
    run->quantise_heads(keys, key_steps, key, model->heads, head_width, key_bytes);
    for (size_t head = 0; head < model->heads; head++) {
        const size_t token = first_token(model, layer, head);
        gains[head] = gains[head] * of->score[head];
        store->key_steps[token + row->position] = key_steps[head];
        put_key(store->keys + token * key_bytes, keys + head * key_bytes, row->position, key_bytes);
        run->to_values(values, value + head * head_width, step, of->value_step[head], head_width);
        put_value(store->values + token * model->value_bytes, values, row->position, head_width, model->value_bytes);
    }
}

float attend_to_store(const pixelgen_model *model, scratch *work, size_t layer, const token_row *row, size_t number,
                      const float *gains)
{
    const kernel *run = model->kernel;
    const block *of = model->blocks + layer;
    const size_t length = row->position + 1;
    int8_t *integers = work->integers + number * work->widest;
    int32_t mixed[MOST_WIDTH];
    for (size_t head = 0; head < model->heads; head++) {
        const size_t token = first_token(model, layer, head);
        run->multiply(work->products, 0, row->store->keys + token * model->key_bytes, up_to(length, PANEL) / PANEL,
                      model->key_bytes / QUAD, integers + head * model->key_bytes, 0, 1,
                      AHEAD);
        const int32_t total = run->weigh(work->weights, work->scores, work->products, row->store->key_steps + token,
                                         gains[head], length, model->tables.score_weight);
        run->mix(mixed, work->weights, length, row->store->values + token * model->value_bytes, model->value_bytes,
                 AHEAD);
        run->attended(work->floats + head * model->head_width, mixed, (float)total, of->value_step[head],
                      model->head_width);
    }
    const float step = run->quantise(integers, work->floats, model->width);
    memset(integers + model->width, 0, up_to(model->width, QUAD) - model->width);
    return step;
}
