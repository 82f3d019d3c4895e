/* What a cell's token will probably be, from what stood around such cells before. A wrong guess costs time alone. */
#ifndef PIXELGEN_DRAFTS_H
#define PIXELGEN_DRAFTS_H

#include "pixelgen_native.h"

enum { DRAFT_CONTEXTS = 2, DRAFT_ENTRIES = 4096, DRAFT_TRUSTS = 8 };

typedef struct {
    uint16_t tag; /* the rest of the context's hash */
    uint8_t token, trust; /* trust 0: empty */
} draft_entry;

/* Contexts: all eight neighbours, and where those are new, the four nearest. right of tried: how often entries of a
   trust were right, which is what a guess is worth. */
typedef struct {
    draft_entry entries[DRAFT_CONTEXTS][DRAFT_ENTRIES];
    float tried[DRAFT_CONTEXTS][DRAFT_TRUSTS], right[DRAFT_CONTEXTS][DRAFT_TRUSTS];
    float said_tried, said_right; /* the same of what the network said */
} drafter;

typedef struct {
    int32_t token;
    float chance; /* 0: no guess */
} draft_guess;

void drafter_begin(drafter *to);
/* said: what the network said of this cell when a token before it was wrong, or UNKNOWN. */
draft_guess drafter_guess(const drafter *from, int level, const uint8_t *around, int32_t said);
void drafter_learn(drafter *to, int level, const uint8_t *around, int32_t said, int32_t token);

#endif
