/* What a weights file draws: names and ids, categories, homes, and the rows that traits are drawn from; as
   pixelgen/model/world.py and the checks of weights.py. */
#ifndef PIXELGEN_WORLD_H
#define PIXELGEN_WORLD_H

#include "messages.h"
#include "pixelgen_native.h"

enum {
    MOST_WORLD_IDS = 1024,
    LARGEST_WORLD = 256 << 10,
    WORD = 40, /* characters of a name at most */
    FIRST_ID = PIXELGEN_MASK + 1,
    LABELS = 3, /* of a prompt: zone, category, species; the others are traits */
    PAD = 64,
    ROW_IDS = 256, /* that a row can hold */
    NO_ID = -1
};

typedef struct {
    char kind[WORD + 1], name[WORD + 1]; /* both empty for a free place */
} world_name;

typedef struct {
    world_name names[MOST_WORLD_IDS]; /* of the ids from FIRST_ID on */
    int32_t count;
    int16_t category[MOST_WORLD_IDS];                         /* ids, of species */
    int16_t dominance[MOST_WORLD_IDS]; /* of a trait's values: 1 for the most dominant; 0 where none dominates another */
    uint8_t homes[ROW_IDS][ROW_IDS / 8];                      /* of species: bits of zones */
    uint8_t offered[ROW_IDS][ROW_IDS / 8];                    /* of species: bits of the traits' values in any zone */
    char traits[PIXELGEN_PROMPT - LABELS][WORD + 1];          /* in the order of their ids */
    int32_t trait_count;
    uint8_t *rows;     /* (row_count, trait_count), those of one zone and species together, else as in the file */
    uint32_t *first;   /* (ROW_IDS * ROW_IDS + 1): the first row of a zone and species */
    uint32_t row_count;
} world;

/* text: the tensor `world`; rows (count, columns): `trait_rows`. Allocates in proportion to rows that are there. What is
   wrong is in `to`, and there is nothing to free then. */
pixelgen_status world_make(world *made, const uint8_t *text, size_t length, const uint8_t *rows, uint64_t count,
                           uint64_t columns, message to);
void world_free(world *of);

int is_word(const char *text);
/* NO_ID when there is none. */
int world_id(const world *of, const char *kind, const char *name);
/* Of an id from FIRST_ID on. */
const char *world_name_of(const world *of, int id);
int world_is_kind(const world *of, int id, const char *kind);
/* The place of a trait; NO_ID when there is none of that name. */
int world_trait(const world *of, const char *name);
/* The n-th of a kind; NO_ID when there are fewer. */
int world_nth(const world *of, const char *kind, int n);

static inline int has_bit(const uint8_t *bits, int bit)
{
    return bits[bit / 8] >> bit % 8 & 1;
}

static inline void set_bit(uint8_t *bits, int bit)
{
    bits[bit / 8] = (uint8_t)(bits[bit / 8] | 1 << bit % 8);
}

static inline int world_offers(const world *of, int species, int value)
{
    return species < ROW_IDS && value < ROW_IDS && has_bit(of->offered[species], value);
}

/* Its rows -> how many. */
static inline uint32_t world_rows(const world *of, int zone, int species, const uint8_t **rows)
{
    if (zone >= ROW_IDS || species >= ROW_IDS)
        return 0;
    const uint32_t *first = of->first + zone * ROW_IDS + species;
    *rows = of->rows + (size_t)first[0] * (size_t)of->trait_count;
    return first[1] - first[0];
}

#endif
