/* A drawing -> which of its pixels are flaws, and whether it is one piece. */
#include "pixel_flaws.h"

#include <string.h>

const int steps_4[4] = {1, STRIDE, -1, -STRIDE};

void canvas_of(canvas *made, const uint8_t *indices)
{
    memset(made, 0, sizeof *made);
    for (int row = 0; row < PIXELGEN_SIDE; row++)
        memcpy(made->at + canvas_place(row * PIXELGEN_SIDE), indices + row * PIXELGEN_SIDE, PIXELGEN_SIDE);
}

void canvas_pixels(const canvas *of, uint8_t *indices)
{
    for (int row = 0; row < PIXELGEN_SIDE; row++)
        memcpy(indices + row * PIXELGEN_SIDE, of->at + canvas_place(row * PIXELGEN_SIDE), PIXELGEN_SIDE);
}

int is_orphan(const canvas *of, int place)
{
    const int ramp = ramp_number(of->at[place]);
    for (int step = 0; step < 4; step++)
        if (ramp_number(of->at[place + steps_4[step]]) == ramp)
            return 0;
    return 1;
}

static int is_square(const uint8_t *corner) /* the top left one */
{
    return corner[0] && corner[1] && corner[STRIDE] && corner[STRIDE + 1];
}

/* Drawn, and no 2x2 square of the silhouette covers it. */
static int is_line(const canvas *of, int place)
{
    const uint8_t *at = of->at + place;
    return at[0] && !is_square(at) && !is_square(at - 1) && !is_square(at - STRIDE) && !is_square(at - STRIDE - 1);
}

int is_doubled_corner(const canvas *of, int place)
{
    int touching = 0;
    if (!is_line(of, place))
        return 0;
    for (int step = 0; step < 4; step++)
        touching += of->at[place + steps_4[step]] != 0;
    return touching == 2 && (is_line(of, place + 1) || is_line(of, place - 1)) &&
           (is_line(of, place - STRIDE) || is_line(of, place + STRIDE));
}

/* A row of the flood grows by what is beside it and beside the row before; then along what is drawn. */
static uint32_t grown(uint32_t flood, uint32_t beside, uint32_t drawn)
{
    uint32_t before;
    flood |= (beside | beside << 1 | beside >> 1) & drawn;
    do {
        before = flood;
        flood |= (flood << 1 | flood >> 1) & drawn;
    } while (flood != before);
    return flood;
}

int is_whole(const canvas *of)
{
    uint32_t drawn[PIXELGEN_SIDE] = {0}, flood[PIXELGEN_SIDE] = {0};
    int first = -1, changes = 1;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (of->at[canvas_place(pixel)]) {
            drawn[pixel / PIXELGEN_SIDE] |= (uint32_t)1 << pixel % PIXELGEN_SIDE;
            first = first < 0 ? pixel : first;
        }
    if (first < 0)
        return 1;
    flood[first / PIXELGEN_SIDE] = (uint32_t)1 << first % PIXELGEN_SIDE;
    while (changes) {
        changes = 0;
        for (int turn = 0; turn < 2 * PIXELGEN_SIDE; turn++) { /* down, then up */
            const int row = turn < PIXELGEN_SIDE ? turn : 2 * PIXELGEN_SIDE - 1 - turn;
            const int from = turn < PIXELGEN_SIDE ? row - 1 : row + 1;
            const uint32_t beside = from < 0 || from == PIXELGEN_SIDE ? 0 : flood[from];
            const uint32_t now = grown(flood[row], beside, drawn[row]);
            changes |= now != flood[row];
            flood[row] = now;
        }
    }
    return memcmp(drawn, flood, sizeof drawn) == 0;
}
