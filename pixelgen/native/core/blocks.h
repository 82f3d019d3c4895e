/* The blocks of a network: the stream of any steps of any sprites, side by side, through attention and feed-forward. */
#ifndef PIXELGEN_BLOCKS_H
#define PIXELGEN_BLOCKS_H

#include "network.h"
#include "stopwatch.h"

/* Keys and values of the steps that one sprite has seen. [layer][head] of each; see kernels.h. */
typedef struct {
    int8_t *keys, *values;
    float *key_steps;
} kv_cache;

int kv_cache_make(kv_cache *made, const network *net);
void kv_cache_free(kv_cache *cache);

/* Where a row's key and value go. Rows of one sprite stand in order of their positions. */
typedef struct {
    const kv_cache *cache;
    size_t position;
} cache_place;

/* What a pass needs besides; one for each thread. */
typedef struct {
    float *stream, *floats;
    int8_t *integers;
    int32_t *sums;
    float *scores;
    int32_t *products;
    int16_t *weights;
    size_t width, widest; /* row lengths of stream, of the others */
    stopwatch watch;
} workspace;

int workspace_make(workspace *made, const network *net);
void workspace_free(workspace *work);

/* work->stream (count, work->width), at most PIXELGEN_MOST_ROWS -> what it is after the last block. */
void run_blocks(const network *net, workspace *work, const cache_place *places, size_t count);

/* out (count, outputs) = the rows of a stream (count, work->width), normed and quantised to HEAD_LEVELS, times panels;
   at most PIXELGEN_MOST_ROWS / 2 rows. */
void wide_product(const network *net, workspace *work, const matrix *by, const float *stream, size_t count, float *out);

/* A row of each of the x, y and level parts added up in `sum` (width), then that to the stream, as the reference rounds
   it; and the level part alone, for what has no place. */
void add_place(const network *net, float *stream, float *sum, const position_parts *parts, size_t x, size_t y,
               size_t level);
void add_level(const network *net, float *stream, const position_parts *parts, size_t level);

#endif
