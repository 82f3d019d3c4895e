/* Queries, keys and values of a row; and what it gathers from its store. */
#ifndef PIXELGEN_ATTENTION_H
#define PIXELGEN_ATTENTION_H

#include "forward.h"

/* Where the row's key and value will be put, asked for early. */
void expect_row(const pixelgen_model *model, size_t layer, const token_row *row);
/* Row `number` of work->sums holds q, k and v; step: of the row. The query goes to work->integers, key and value to
   the store, gains (heads): what one unit of q.k times the key's step counts. */
void take_query_key_value(const pixelgen_model *model, scratch *work, size_t layer, const token_row *row,
                          size_t number, float step, float *gains);
/* At most so many rows of one sprite share what is read from its store. */
enum { TOGETHER = 4 };

/* Rows of one sprite, from row `number` of work->integers on: queries in, attended values out, and their steps. */
void attend_to_store(const pixelgen_model *model, scratch *work, size_t layer, const token_row *rows, size_t number,
                     size_t count, float (*gains)[MOST_HEADS], float *steps);

#endif
