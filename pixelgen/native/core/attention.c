/* Attention over an 8-bit key/value cache: _attention of pixelgen/model/blocks.py. */
#include "attention.h"

#include <string.h>

/* Head `head` of a layer: its first step's place in arrays of one entry a step. */
static size_t first_token(const network *net, size_t layer, size_t head)
{
    return (layer * net->heads + head) * net->most_steps;
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

void prefetch_row(const network *net, size_t layer, const cache_place *row)
{
#if defined(__GNUC__)
    for (size_t head = 0; head < net->heads; head++) {
        const size_t token = first_token(net, layer, head);
        const int8_t *key = row->cache->keys + (token + row->position / PANEL * PANEL) * net->key_bytes;
        for (size_t byte = 0; byte < PANEL * net->key_bytes; byte += PANEL * QUAD)
            __builtin_prefetch(key + byte, 1);
        __builtin_prefetch(row->cache->values + (token + row->position / 2 * 2) * net->value_bytes, 1);
        __builtin_prefetch(row->cache->key_steps + token + row->position, 1);
    }
#else
    (void)net, (void)layer, (void)row;
#endif
}

void cache_query_key_value(const network *net, workspace *work, size_t layer, const cache_place *row,
                           size_t number, float step, float *gains)
{
    const kernel *run = net->kernel;
    const block *of = net->blocks + layer;
    const kv_cache *cache = row->cache;
    const size_t width = net->width, head_width = net->head_width, key_bytes = net->key_bytes;
    const float *query = work->floats, *key = query + width, *value = key + width;
    int8_t keys[MOST_WIDTH + QUAD * MOST_HEADS], values[MOST_WIDTH];
    float key_steps[MOST_HEADS];
    run->dequantise(work->floats, work->sums + number * work->widest, of->qkv.scale, 3 * width);
    run->rms_norm_heads(work->integers + number * work->widest, gains, query, net->heads, head_width, key_bytes);
    run->rms_norm_heads(keys, key_steps, key, net->heads, head_width, key_bytes);
    for (size_t head = 0; head < net->heads; head++) {
        const size_t token = first_token(net, layer, head);
        gains[head] = gains[head] * of->score[head];
        cache->key_steps[token + row->position] = key_steps[head];
        put_key(cache->keys + token * key_bytes, keys + head * key_bytes, row->position, key_bytes);
        run->quantise_values(values, value + head * head_width, step, of->value_step[head], head_width);
        put_value(cache->values + token * net->value_bytes, values, row->position, head_width, net->value_bytes);
    }
}

void attention_over_cache(const network *net, workspace *work, size_t layer, const cache_place *rows,
                          size_t number, size_t count, float (*gains)[MOST_HEADS], float *steps)
{
    const kernel *run = net->kernel;
    const block *of = net->blocks + layer;
    const kv_cache *cache = rows->cache;
    const size_t ahead = net->most_steps * 32; /* bytes: the same place of the next head */
    const size_t width = net->head_width, end = up_to(rows[count - 1].position + 1, PANEL);
    int8_t *integers = work->integers + number * work->widest;
    int32_t mixed[TOGETHER * MOST_WIDTH], totals[TOGETHER];
    for (size_t head = 0; head < net->heads; head++) {
        const size_t token = first_token(net, layer, head);
        run->matmul(work->products, net->most_steps, cache->keys + token * net->key_bytes, end / PANEL,
                    net->key_bytes / QUAD, integers + head * net->key_bytes, work->widest, count, ahead);
        for (size_t row = 0; row < count; row++) {
            const size_t first = row * net->most_steps;
            totals[row] = run->softmax_weights(work->weights + first, work->scores, work->products + first,
                                               cache->key_steps + token, gains[row][head], rows[row].position + 1, end,
                                               net->tables.score_weight);
        }
        stopwatch_count(&work->watch, count * end * (net->key_bytes + net->value_bytes));
        run->weighted_sum(mixed, work->weights, net->most_steps, count, end,
                          cache->values + token * net->value_bytes, net->value_bytes, ahead);
        for (size_t row = 0; row < count; row++)
            run->dequantise_values(work->floats + row * work->widest + head * width, mixed + row * net->value_bytes,
                                   (float)totals[row], of->value_step[head], width);
    }
    for (size_t row = 0; row < count; row++, integers += work->widest) {
        steps[row] = run->quantise(integers, work->floats + row * work->widest, net->width);
        memset(integers + net->width, 0, up_to(net->width, QUAD) - net->width);
    }
}
