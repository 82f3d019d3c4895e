/* Neighbourhoods and the tokens that were written there -> drafts, as in PPM: the longest known context decides; before
   all of them what the network itself proposed for the cell in the last pass (Jacobi decoding, Song et al. 2021).

   With the shipped weights 94 in 100 of the network's proposals are right, 77 to 81 of drafts by eight neighbours,
   71 by four, 59 of the left neighbour alone (tests/draft_figures.py). Knows nothing of how drafts are verified. */
#include "drafts.h"

#include <string.h>

static const int NEAREST[DRAFT_CONTEXTS] = {8, 4};
/* Share of right drafts by trust, measured; the drafter's own counts take over from there. */
static const float EXPECTED[DRAFT_CONTEXTS][DRAFT_TRUSTS] = {
    {0, 0.70f, 0.80f, 0.84f, 0.87f, 0.88f, 0.88f, 0.92f},
    {0, 0.57f, 0.66f, 0.68f, 0.71f, 0.71f, 0.72f, 0.77f},
};
static const float EXPECTED_OF_PROPOSALS = 0.9f, EXPECTED_WEIGHT = 20.0f;

void drafter_begin(drafter *to)
{
    memset(to, 0, sizeof *to);
    for (int context = 0; context < DRAFT_CONTEXTS; context++)
        for (int trust = 0; trust < DRAFT_TRUSTS; trust++) {
            to->tried[context][trust] = EXPECTED_WEIGHT;
            to->right[context][trust] = EXPECTED_WEIGHT * EXPECTED[context][trust];
        }
    to->proposals_tried = EXPECTED_WEIGHT;
    to->proposals_right = EXPECTED_WEIGHT * EXPECTED_OF_PROPOSALS;
}

static uint32_t hash_of(int context, int level, const uint8_t *around)
{
    uint32_t hash = 2166136261u ^ (uint32_t)level; /* FNV-1a */
    for (int place = 0; place < NEAREST[context]; place++)
        hash = (hash ^ around[place]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The entry of a context; is_known: it is this context's, not another one's in its place. */
static const draft_entry *entry_of(const drafter *from, int context, uint32_t hash, int *is_known)
{
    const draft_entry *entry = &from->entries[context][hash % DRAFT_ENTRIES];
    *is_known = entry->trust > 0 && entry->tag == (uint16_t)(hash >> 16);
    return entry;
}

draft drafter_propose(const drafter *from, int level, const uint8_t *around, int32_t proposed)
{
    if (proposed != PIXELGEN_UNKNOWN)
        return (draft){proposed, from->proposals_right / from->proposals_tried};
    for (int context = 0; context < DRAFT_CONTEXTS; context++) {
        int is_known;
        const draft_entry *entry = entry_of(from, context, hash_of(context, level, around), &is_known);
        if (!is_known)
            continue;
        if (level == 2 && entry->token == PIXELGEN_MASK) /* of another level by a collision: no pixel is MASK */
            break;
        const float acceptance = from->right[context][entry->trust] / from->tried[context][entry->trust];
        return (draft){entry->token, acceptance};
    }
    return (draft){0, 0.0f};
}

void drafter_update(drafter *to, int level, const uint8_t *around, int32_t proposed, int32_t token)
{
    int is_counted = proposed != PIXELGEN_UNKNOWN;
    to->proposals_tried += (float)is_counted;
    to->proposals_right += (float)(proposed == token);
    for (int context = 0; context < DRAFT_CONTEXTS; context++) {
        const uint32_t hash = hash_of(context, level, around);
        int is_known;
        draft_entry *entry = (draft_entry *)entry_of(to, context, hash, &is_known);
        const int was_right = is_known && entry->token == token;
        if (is_known && !is_counted) {
            to->tried[context][entry->trust] += 1.0f;
            to->right[context][entry->trust] += (float)was_right;
            is_counted = 1;
        }
        if (was_right)
            entry->trust += entry->trust + 1 < DRAFT_TRUSTS;
        else if (is_known && entry->trust > 1)
            entry->trust /= 2;
        else
            *entry = (draft_entry){(uint16_t)(hash >> 16), (uint8_t)token, 1};
    }
}
