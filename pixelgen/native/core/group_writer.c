/* Tokens -> pixels, group by group, as GroupWriter in pixelgen/group_writer.py. */
#include "group_writer.h"

#include <string.h>

void find_kept_cells(kept_cells *found, const tables *geometry, const uint8_t *pinned)
{
    memset(found->token, PIXELGEN_UNKNOWN, sizeof found->token);
    memset(found->bound, PIXELGEN_UNKNOWN, sizeof found->bound);
    memset(found->is_whole, 0, sizeof found->is_whole);
    for (size_t cell = 0; pinned != NULL && cell < PIXELGEN_CELLS; cell++) {
        const size_t side = geometry->side[cell], top = geometry->top[cell], left = geometry->left[cell];
        uint8_t *bound = found->bound + cell;
        int is_whole = 1;
        for (size_t y = top; y < top + side; y++)
            for (size_t x = left; x < left + side; x++) {
                const uint8_t colour = pinned[y * PIXELGEN_SIDE + x];
                if (colour == PIXELGEN_UNKNOWN)
                    is_whole = 0;
                else if (*bound != colour)
                    *bound = *bound == PIXELGEN_UNKNOWN ? colour : PIXELGEN_MASK;
            }
        found->is_whole[cell] = (uint8_t)is_whole;
        if (is_whole || *bound == PIXELGEN_MASK)
            found->token[cell] = *bound;
    }
}

size_t find_kept_pass(uint16_t *groups, const kept_cells *of, const group_tables *by)
{
    uint16_t level[2][PIXELGEN_GROUPS];
    size_t found = 0, count = BLOCKS;
    for (uint16_t block = 0; block < BLOCKS; block++)
        level[0][block] = block;
    for (int depth = 0; depth < 3; depth++) {
        const uint16_t *from = level[depth % 2];
        uint16_t *below = level[(depth + 1) % 2];
        size_t next = 0;
        for (size_t i = 0; i < count; i++) {
            int says_something = 0;
            for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++) {
                const uint16_t cell = by->cells[from[i]][slot];
                const int is_one_colour = of->is_whole[cell] && of->bound[cell] != PIXELGEN_MASK;
                says_something |= of->token[cell] != PIXELGEN_UNKNOWN;
                if (depth < 2 && of->bound[cell] != PIXELGEN_UNKNOWN && !is_one_colour)
                    below[next++] = (uint16_t)(BLOCKS + cell);
            }
            if (says_something)
                groups[found++] = from[i];
        }
        count = next;
    }
    return found;
}

static void paint(group_writer *to, const tables *geometry, int cell, int token)
{
    const size_t side = geometry->side[cell];
    size_t row = (size_t)geometry->top[cell] * PIXELGEN_SIDE + geometry->left[cell];
    for (size_t y = 0; y < side; y++, row += PIXELGEN_SIDE)
        if (to->pinned == NULL)
            memset(to->grid + row, token, side);
        else
            for (size_t pixel = row; pixel < row + side; pixel++)
                if (to->pinned[pixel] == PIXELGEN_UNKNOWN)
                    to->grid[pixel] = (uint8_t)token;
}

void group_writer_begin(group_writer *to)
{
    memset(to, 0, sizeof *to);
    memset(to->grid, PIXELGEN_UNKNOWN, PIXELGEN_PIXELS);
    to->grid[PIXELGEN_PIXELS] = PIXELGEN_OUTSIDE;
}

void group_writer_keep(group_writer *to, const tables *geometry, const group_tables *by, const kept_cells *of, int group)
{
    for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++) {
        const int cell = by->cells[group][slot];
        to->tokens[slot] = of->token[cell];
        if (of->token[cell] != PIXELGEN_UNKNOWN)
            paint(to, geometry, cell, of->token[cell]);
    }
}

void group_writer_open(group_writer *to, const group_tables *by, const kept_cells *of, const uint8_t *pinned)
{
    to->pinned = pinned;
    for (int block = 0; block < BLOCKS; block++) {
        int is_whole = 1;
        for (size_t slot = 0; slot < PIXELGEN_SLOTS; slot++)
            is_whole &= of->is_whole[by->cells[block][slot]];
        if (!is_whole)
            to->queue[0][to->count[0]++] = (uint16_t)block;
    }
}

int group_writer_group(const group_writer *from)
{
    return from->at < from->count[from->turn] ? from->queue[from->turn][from->at] : NO_GROUP;
}

int group_writer_cell(const group_writer *from, const group_tables *by)
{
    return by->cells[group_writer_group(from)][from->slot];
}

void group_writer_ring(const group_writer *from, const group_tables *by, int group, uint8_t *ring)
{
    for (int place = 0; place < PIXELGEN_RING; place++)
        ring[place] = from->grid[by->ring_pixel[group][place]];
}

void group_writer_near(const group_writer *from, const tables *geometry, int cell, uint8_t *near)
{
    for (int place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        near[place] = from->grid[geometry->neighbour_pixel[cell][place]];
}

void group_writer_write(group_writer *to, const tables *geometry, const group_tables *by, const kept_cells *of,
                        int token)
{
    const int cell = group_writer_cell(to, by), next = !to->turn;
    paint(to, geometry, cell, token);
    if (token == PIXELGEN_MASK && !of->is_whole[cell])
        to->queue[next][to->count[next]++] = (uint16_t)(BLOCKS + cell);
    to->tokens[to->slot++] = (uint8_t)token;
    if (to->slot < PIXELGEN_SLOTS)
        return;
    to->slot = 0;
    to->at++;
    if (to->at == to->count[to->turn] && to->count[next] > 0) {
        to->count[to->turn] = 0;
        to->turn = (uint8_t)next;
        to->at = 0;
    }
}
