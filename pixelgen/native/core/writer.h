/* Which cell comes next while a sprite is being written, and what its neighbours read as. */
#ifndef PIXELGEN_WRITER_H
#define PIXELGEN_WRITER_H

#include "tables.h"

typedef struct {
    uint8_t grid[PIXELGEN_PIXELS + 1]; /* the last one stands for everything outside */
    uint8_t turn;                      /* which of the queues is being written; the other collects the next level */
    uint16_t at, count[2];
    uint16_t queue[2][PIXELGEN_PIXELS];
    const uint8_t *pinned; /* pixels that no token is painted over, or NULL */
} writer;

void writer_begin(writer *to);
/* A kept token: painted, no children queued. Then the coarse cells not kept are queued. */
void writer_keep(writer *to, const tables *from, int token, int cell);
void writer_queue_rest(writer *to, const uint8_t *is_kept);
/* From now on these pixels stand, whatever was painted; see pixelgen_job. */
void writer_pin(writer *to, const uint8_t *pinned);
/* NO_CELL when the sprite is complete. */
int writer_cell(const writer *from);
void writer_neighbours(const writer *from, const tables *geometry, int cell, uint8_t *around);
void writer_write(writer *to, const tables *geometry, int token);

#endif
