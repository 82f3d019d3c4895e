/* What a cell's token will probably be, from what stood around such cells before. A wrong draft costs time alone. */
#ifndef PIXELGEN_DRAFTS_H
#define PIXELGEN_DRAFTS_H

#include "pixelgen_common.h"

enum { DRAFT_CONTEXTS = 2, DRAFT_ENTRIES = 4096, DRAFT_TRUSTS = 8 };

typedef struct {
    uint16_t tag; /* the rest of the context's hash */
    uint8_t token, trust; /* trust 0: empty */
} draft_entry;

/* Contexts: all eight neighbours, and where those are new, the four nearest. right of tried: how often entries of a
   trust were right, which is how probable acceptance is. */
typedef struct {
    draft_entry entries[DRAFT_CONTEXTS][DRAFT_ENTRIES];
    float tried[DRAFT_CONTEXTS][DRAFT_TRUSTS], right[DRAFT_CONTEXTS][DRAFT_TRUSTS];
    float proposals_tried, proposals_right; /* the same of the network's proposals */
} drafter;

typedef struct {
    int32_t token;
    float acceptance; /* probability; 0: no draft */
} draft;

void drafter_begin(drafter *to);
/* proposed: by the network for this cell, in a row whose draft before it was wrong; or UNKNOWN. */
draft drafter_propose(const drafter *from, int level, const uint8_t *around, int32_t proposed);
void drafter_update(drafter *to, int level, const uint8_t *around, int32_t proposed, int32_t token);

#endif
