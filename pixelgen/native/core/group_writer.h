/* Which cell of which group comes next while a sprite is written, and what is around it. */
#ifndef PIXELGEN_GROUP_WRITER_H
#define PIXELGEN_GROUP_WRITER_H

#include "group_tables.h"

enum { NO_GROUP = PIXELGEN_GROUPS };

/* What kept pixels decide of each cell, as in pixelgen/groups.py. token: in the kept pass, PIXELGEN_UNKNOWN where it is
   open; bound: what it may become: UNKNOWN for anything, MASK alone, or a colour: that alone where it is whole, else that
   or MASK. */
typedef struct {
    uint8_t token[PIXELGEN_CELLS], bound[PIXELGEN_CELLS], is_whole[PIXELGEN_CELLS];
} kept_cells;

/* pinned: PIXELGEN_PIXELS, or NULL for nothing. */
void find_kept_cells(kept_cells *found, const tables *geometry, const uint8_t *pinned);
/* Groups of the kept pass, in order -> how many. */
size_t find_kept_pass(uint16_t *groups, const kept_cells *of, const group_tables *by);

/* The state of the passes; small, as drafts go ahead in a copy. */
typedef struct {
    uint8_t grid[PIXELGEN_PIXELS + 1]; /* the last one stands for everything outside */
    uint8_t turn;                      /* which of the queues is being written; the other collects the next level */
    uint8_t slot;
    uint8_t tokens[PIXELGEN_SLOTS];    /* of the group that is being written, or was last */
    uint16_t at, count[2];
    uint16_t queue[2][PIXELGEN_GROUPS];
    const uint8_t *pinned;             /* pixels that no token is painted over, or NULL */
} group_writer;

void group_writer_begin(group_writer *to);
/* A group of the kept pass. */
void group_writer_keep(group_writer *to, const tables *geometry, const group_tables *by, const kept_cells *of, int group);
/* The writing pass begins; from now on kept pixels stand. */
void group_writer_open(group_writer *to, const group_tables *by, const kept_cells *of, const uint8_t *pinned);
/* NO_GROUP when the sprite is complete. */
int group_writer_group(const group_writer *from);
int group_writer_cell(const group_writer *from, const group_tables *by);
void group_writer_ring(const group_writer *from, const group_tables *by, int group, uint8_t *ring);
void group_writer_near(const group_writer *from, const tables *geometry, int cell, uint8_t *near);
/* The next cell's token; after the fourth of a group the next group begins. */
void group_writer_write(group_writer *to, const tables *geometry, const group_tables *by, const kept_cells *of,
                        int token);

#endif
