/* Memory of the key/value cache and of a pass. Pages that no token reaches are never touched. */
#include "attention.h"
#include "memory.h"

int kv_cache_make(kv_cache *made, const network *net)
{
    const size_t tokens = net->layers * net->heads * net->most_steps;
    made->keys = aligned_zeros(tokens * net->key_bytes);
    made->values = aligned_zeros(tokens * net->value_bytes);
    made->key_steps = aligned_zeros(tokens * sizeof(float));
    if (made->keys != NULL && made->values != NULL && made->key_steps != NULL)
        return 1;
    kv_cache_free(made);
    return 0;
}

void kv_cache_free(kv_cache *cache)
{
    aligned_free(cache->keys);
    aligned_free(cache->values);
    aligned_free(cache->key_steps);
    *cache = (kv_cache){NULL, NULL, NULL};
}

int workspace_make(workspace *made, const network *net)
{
    const size_t rows = PIXELGEN_MOST_ROWS;
    made->width = up_to(net->width, PANEL);
    made->widest = up_to(net->most_outputs, COLUMN);
    made->stream = aligned_zeros(rows * made->width * sizeof(float));
    made->floats = aligned_zeros(TOGETHER * made->widest * sizeof(float));
    made->integers = aligned_zeros(rows * made->widest);
    made->sums = aligned_zeros(rows * made->widest * sizeof(int32_t));
    made->scores = aligned_zeros(net->most_steps * sizeof(float));
    made->products = aligned_zeros(TOGETHER * net->most_steps * sizeof(int32_t));
    made->weights = aligned_zeros(TOGETHER * net->most_steps * sizeof(int16_t));
    if (made->stream != NULL && made->floats != NULL && made->integers != NULL && made->sums != NULL &&
        made->scores != NULL && made->products != NULL && made->weights != NULL)
        return 1;
    workspace_free(made);
    return 0;
}

void workspace_free(workspace *work)
{
    aligned_free(work->stream);
    aligned_free(work->floats);
    aligned_free(work->integers);
    aligned_free(work->sums);
    aligned_free(work->scores);
    aligned_free(work->products);
    aligned_free(work->weights);
    *work = (workspace){0};
}
