/* Logits + a draw -> an id, in integers, as pixelgen/model/sampling.py. Knows nothing of what ids mean. */
#include "sampler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = PIXELGEN_WRITABLE, DRAW_BITS = 26, SHARE_BITS = 16, MOST_HALVINGS = 62 };

pixelgen_status check_sampling(const pixelgen_sampling *settings, message to)
{
    if (!(settings->scale >= 0.0f && settings->scale <= 1e30f))
        return refuse(to, PIXELGEN_INVALID, "the scale must be from 0 to 1e30");
    if (settings->top_k < 0 || settings->top_p_share < 0 || settings->top_p_share > 65536 || settings->min_p_share < 0 ||
        settings->min_p_share > 65536)
        return refuse(to, PIXELGEN_INVALID, "top_k must not be negative, shares must be from 0 to 65536");
    return PIXELGEN_OK;
}

/* Insertion sort, highest weight first; equal ones keep their order. */
static void sort_down(int *order, const int64_t *weights)
{
    for (int i = 0; i < COUNT; i++) {
        int at = i;
        for (; at > 0 && weights[order[at - 1]] < weights[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static void truncate_weights(int64_t *weights, const pixelgen_sampling *settings)
{
    int order[COUNT];
    sort_down(order, weights);
    if (settings->top_k > 0)
        for (int i = settings->top_k; i < COUNT; i++)
            weights[order[i]] = 0;
    if (settings->top_p_share < 1 << SHARE_BITS) {
        int64_t total = 0, before = 0;
        for (int i = 0; i < COUNT; i++)
            total += weights[i];
        for (int i = 0; i < COUNT; i++) {
            const int64_t weight = weights[order[i]];
            if (i > 0 && before << SHARE_BITS >= total * settings->top_p_share)
                weights[order[i]] = 0;
            before += weight;
        }
    }
}

/* Halvings of the total down to what is not the chosen one's: 1 where that is a half, 2 for a quarter. */
static int sureness_of(int64_t total, int64_t chosen)
{
    const int64_t others = total - chosen;
    int halvings = 0;
    while (halvings < MOST_SURE && others << (halvings + 1) <= total)
        halvings++;
    return halvings;
}

int sample(const tables *from, const float *logits, const uint8_t *allowed, uint64_t draw,
           const pixelgen_sampling *settings, int *sureness)
{
    int best = -1;
    for (int i = 0; i < COUNT; i++)
        if (allowed[i] && (best < 0 || logits[i] > logits[best]))
            best = i;
    if (sureness != NULL)
        *sureness = MOST_SURE;
    if (settings->scale == 0.0f)
        return best;
    int64_t weights[COUNT], total = 0, whole = 0; /* whole: before what is unlikely is cut off */
    const int64_t heaviest = from->logit_weight[0];
    for (int i = 0; i < COUNT; i++) {
        /* Far distances are cut off as floats: a tiny temperature must not overflow the integers. */
        float below = rintf((logits[best] - logits[i]) * settings->scale);
        below = below < (float)(MOST_HALVINGS * LOGIT_FRACTION) ? below : (float)(MOST_HALVINGS * LOGIT_FRACTION);
        const int32_t distance = below > 0.0f ? (int32_t)below : 0;
        const int64_t weight = (int64_t)from->logit_weight[distance % LOGIT_FRACTION] >> distance / LOGIT_FRACTION;
        const int too_light = weight << SHARE_BITS < heaviest * settings->min_p_share;
        weights[i] = allowed[i] && !too_light ? weight : 0;
        whole += allowed[i] ? weight : 0;
    }
    if (settings->top_k > 0 || settings->top_p_share < 1 << SHARE_BITS)
        truncate_weights(weights, settings);
    for (int i = 0; i < COUNT; i++)
        total += weights[i];
    const int64_t point = (int64_t)(draw >> (64 - DRAW_BITS)) * total >> DRAW_BITS;
    int64_t reached = 0;
    int chosen = 0;
    while ((reached += weights[chosen]) <= point) /* ends: point < total */
        chosen++;
    if (sureness != NULL)
        *sureness = sureness_of(whole, weights[chosen]);
    return chosen;
}

int32_t pixelgen_sample(const float *logits, const uint8_t *allowed, uint64_t draw, const pixelgen_sampling *settings)
{
    const message nobody = {NULL, 0};
    if (logits == NULL || allowed == NULL || settings == NULL || check_sampling(settings, nobody) != PIXELGEN_OK ||
        memchr(allowed, 1, COUNT) == NULL)
        return -1;
    tables *made = calloc(1, sizeof *made);
    if (made == NULL)
        return -1;
    make_tables(made);
    const int chosen = sample(made, logits, allowed, draw, settings, NULL);
    free(made);
    return chosen;
}
