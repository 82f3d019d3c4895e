/* Tokens -> pixels, coarse to fine, as Writer in pixelgen/quadtree.py. */
#include "writer.h"

#include <string.h>

void writer_begin(writer *to)
{
    memset(to, 0, sizeof *to);
    memset(to->grid, PIXELGEN_UNKNOWN, PIXELGEN_PIXELS);
    to->grid[PIXELGEN_PIXELS] = PIXELGEN_OUTSIDE;
}

void writer_keep(writer *to, const tables *from, int token, int cell)
{
    const size_t side = from->side[cell];
    uint8_t *row = to->grid + from->top[cell] * PIXELGEN_SIDE + from->left[cell];
    for (size_t y = 0; y < side; y++, row += PIXELGEN_SIDE)
        memset(row, token, side);
}

static void paint(writer *to, const tables *from, int token, int cell)
{
    writer_keep(to, from, token, cell);
    if (to->pinned == NULL)
        return;
    const size_t side = from->side[cell];
    size_t row = (size_t)from->top[cell] * PIXELGEN_SIDE + from->left[cell];
    for (size_t y = 0; y < side; y++, row += PIXELGEN_SIDE)
        for (size_t pixel = row; pixel < row + side; pixel++)
            if (to->pinned[pixel] != PIXELGEN_UNKNOWN)
                to->grid[pixel] = to->pinned[pixel];
}

void writer_pin(writer *to, const uint8_t *pinned)
{
    to->pinned = pinned;
    for (size_t pixel = 0; pinned != NULL && pixel < PIXELGEN_PIXELS; pixel++)
        if (pinned[pixel] != PIXELGEN_UNKNOWN)
            to->grid[pixel] = pinned[pixel];
}

void writer_queue_rest(writer *to, const uint8_t *is_kept)
{
    for (int cell = 0; cell < COARSE_CELLS; cell++)
        if (!is_kept[cell])
            to->queue[0][to->count[0]++] = (uint16_t)cell;
}

int writer_cell(const writer *from)
{
    return from->at < from->count[from->turn] ? from->queue[from->turn][from->at] : NO_CELL;
}

void writer_neighbours(const writer *from, const tables *geometry, int cell, uint8_t *around)
{
    for (int place = 0; place < PIXELGEN_NEIGHBOURS; place++)
        around[place] = from->grid[geometry->neighbour_pixel[cell][place]];
}

void writer_write(writer *to, const tables *geometry, int token)
{
    const int cell = writer_cell(to);
    const int next = !to->turn;
    paint(to, geometry, token, cell);
    if (token == PIXELGEN_MASK)
        for (int place = 0; place < 4; place++)
            to->queue[next][to->count[next]++] = geometry->children[cell][place];
    to->at++;
    if (to->at == to->count[to->turn] && to->count[next] > 0) {
        to->count[to->turn] = 0;
        to->turn = (uint8_t)next;
        to->at = 0;
    }
}
