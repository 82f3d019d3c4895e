/* Queries, keys and values of a row; and its attention over the key/value cache. */
#ifndef PIXELGEN_ATTENTION_H
#define PIXELGEN_ATTENTION_H

#include "blocks.h"

/* Prefetches where the row's key and value will be put. */
void prefetch_row(const network *net, size_t layer, const cache_place *row);
/* Row `number` of work->sums holds q, k and v; step: of the row. The query goes to work->integers, key and value to
   the cache, gains (heads): what one unit of q.k times the key's step counts. */
void cache_query_key_value(const network *net, workspace *work, size_t layer, const cache_place *row,
                           size_t number, float step, float *gains);
/* At most so many rows of one sprite share what is read from its cache. */
enum { TOGETHER = 4 };

/* Rows of one sprite, from row `number` of work->integers on: queries in, attended values out, and their steps. */
void attention_over_cache(const network *net, workspace *work, size_t layer, const cache_place *rows,
                          size_t number, size_t count, float (*gains)[MOST_HEADS], float *steps);

#endif
