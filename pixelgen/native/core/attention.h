/* Queries, keys and values of a row; and what it gathers from its store. */
#ifndef PIXELGEN_ATTENTION_H
#define PIXELGEN_ATTENTION_H

#include "forward.h"

/* Row `number` of work->sums holds q, k and v; step: of the row. The query goes to work->integers, key and value to
   the store, gains (heads): what one unit of q.k times the key's step counts. */
void take_query_key_value(const pixelgen_model *model, scratch *work, size_t layer, const token_row *row,
                          size_t number, float step, float *gains);
/* Row `number` of work->integers: query in, attended values out; returns their step. */
float attend_to_store(const pixelgen_model *model, scratch *work, size_t layer, const token_row *row, size_t number,
                      const float *gains);

#endif
