/* A picture's quadtree tokens, level by level, each in as few bits as its colours need: count of colours, the colours
   ascending, the tokens' bits from the left; the token after the last colour is "look closer". */
#include "dna_members.h"

#include <string.h>

enum { LEVELS = 3, COARSE = 64 };

static const int SIDES[LEVELS] = {4, 2, 1};

/* Top left pixels of the cells of one level, in order. */
typedef struct {
    int count;
    uint16_t pixel[PIXELGEN_PIXELS];
} cell_list;

static void begin_cells(cell_list *made)
{
    made->count = COARSE;
    for (int cell = 0; cell < COARSE; cell++)
        made->pixel[cell] = (uint16_t)(cell / 8 * 4 * PIXELGEN_SIDE + cell % 8 * 4);
}

static void add_children(cell_list *to, int pixel, int side)
{
    const int half = side / 2;
    for (int child = 0; child < 4; child++)
        to->pixel[to->count++] = (uint16_t)(pixel + child / 2 * half * PIXELGEN_SIDE + child % 2 * half);
}

static int is_one_colour(const uint8_t *indices, int pixel, int side)
{
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            if (indices[pixel + row * PIXELGEN_SIDE + column] != indices[pixel])
                return 0;
    return 1;
}

static int width_of(int count)
{
    int width = 0;
    while (count >> width)
        width++;
    return width;
}

void pack_picture(byte_writer *to, const uint8_t *indices)
{
    uint8_t code[PIXELGEN_COLOURS] = {0}, is_there[PIXELGEN_COLOURS] = {0};
    cell_list cells, next;
    int count = 0, held = 0, bits = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        is_there[indices[pixel]] = 1;
    for (int colour = 0; colour < PIXELGEN_COLOURS; colour++)
        if (is_there[colour])
            code[colour] = (uint8_t)count++;
    put_byte(to, count);
    for (int colour = 0; colour < PIXELGEN_COLOURS; colour++)
        if (is_there[colour])
            put_byte(to, colour);
    const int width = width_of(count);
    begin_cells(&cells);
    for (int level = 0; level < LEVELS; level++) {
        next.count = 0;
        for (int i = 0; i < cells.count; i++) {
            const int pixel = cells.pixel[i], is_whole = is_one_colour(indices, pixel, SIDES[level]);
            if (!is_whole)
                add_children(&next, pixel, SIDES[level]);
            held = held << width | (is_whole ? code[indices[pixel]] : count);
            for (bits += width; bits >= 8; bits -= 8)
                put_byte(to, held >> (bits - 8) & 255);
            held &= 255;
        }
        cells = next;
    }
    if (bits > 0)
        put_byte(to, held << (8 - bits) & 255);
}

void unpack_picture(byte_reader *from, uint8_t *indices)
{
    uint8_t colours[PIXELGEN_COLOURS];
    const int count = from->at < from->count ? take_byte(from) : 0;
    cell_list cells, next;
    int fine = count >= 1 && count <= PIXELGEN_COLOURS && from->count - from->at >= (size_t)count;
    for (int i = 0; fine && i < count; i++) {
        colours[i] = (uint8_t)take_byte(from);
        fine = colours[i] < PIXELGEN_COLOURS && (i == 0 || colours[i] > colours[i - 1]);
    }
    if (!fine) {
        fail(from, "the DNA holds a picture without colours; it was not made by pixelgen");
        return;
    }
    const int width = width_of(count);
    unsigned held = 0;
    int bits = 0;
    begin_cells(&cells);
    for (int level = 0; level < LEVELS; level++) {
        next.count = 0;
        for (int i = 0; i < cells.count; i++) {
            const int side = SIDES[level], pixel = cells.pixel[i];
            if (bits < width) {
                if (from->at == from->count) {
                    fail(from, "the DNA ends inside a picture; it was not made by pixelgen");
                    return;
                }
                held = held << 8 | from->bytes[from->at++];
                bits += 8;
            }
            bits -= width;
            const int code = (int)(held >> bits & ((1u << width) - 1));
            held &= (1u << bits) - 1;
            if (code > count || (code == count && side == 1)) {
                fail(from, "the DNA holds a picture with an unknown token; it was not made by pixelgen");
                return;
            }
            if (code == count)
                add_children(&next, pixel, side);
            else
                for (int row = 0; row < side; row++)
                    memset(indices + pixel + row * PIXELGEN_SIDE, colours[code], (size_t)side);
        }
        cells = next;
    }
}
