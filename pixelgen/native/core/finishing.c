/* What the decoder drew -> one connected body in its place: as pixelgen/drawing/finishing.py. */
#include "connecting.h"
#include "mending.h"
#include "messages.h"
#include "pixelgen.h"

#include <string.h>

/* How far to move what lies from the first to the last of rows or columns; 0 when half a pixel is left. */
static int to_middle(int first, int last)
{
    return (PIXELGEN_SIDE - 1 - last - first) / 2;
}

static void place(uint8_t *placed, const uint8_t *drawn, int standing)
{
    int top = PIXELGEN_SIDE, bottom = -1, left = PIXELGEN_SIDE, right = -1;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (drawn[pixel]) {
            const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE;
            top = row < top ? row : top;
            bottom = row > bottom ? row : bottom;
            left = column < left ? column : left;
            right = column > right ? column : right;
        }
    memset(placed, 0, PIXELGEN_PIXELS);
    if (bottom < 0)
        return;
    const int down = standing ? PIXELGEN_SIDE - 1 - bottom : to_middle(top, bottom), along = to_middle(left, right);
    for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++)
            placed[(row + down) * PIXELGEN_SIDE + column + along] = drawn[row * PIXELGEN_SIDE + column];
}

static int are_colours(const uint8_t *indices)
{
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (indices[pixel] >= PIXELGEN_COLOURS)
            return 0;
    return 1;
}

pixelgen_status pixelgen_finish(const uint8_t *drawn, int32_t standing, uint8_t *finished, char *text, size_t room)
{
    const message to = {text, room};
    uint8_t whole[PIXELGEN_PIXELS];
    canvas mended;
    if (drawn == NULL || finished == NULL)
        return refuse(to, PIXELGEN_INVALID, "drawn and finished must not be NULL");
    if (!are_colours(drawn))
        return refuse(to, PIXELGEN_INVALID, "an index must be below %d", PIXELGEN_COLOURS);
    connect_pieces(whole, drawn, NULL);
    canvas_of(&mended, whole);
    mend_lone_pixels(&mended, NULL);
    mend_doubled_corners(&mended);
    canvas_pixels(&mended, whole);
    place(finished, whole, standing != 0);
    return PIXELGEN_OK;
}

pixelgen_status pixelgen_join(const uint8_t *drawn, const uint8_t *parent, const uint8_t *anew, uint8_t *child,
                              char *text, size_t room)
{
    const message to = {text, room};
    uint8_t whole[PIXELGEN_PIXELS], mixed[PIXELGEN_PIXELS], open[PIXELGEN_PIXELS], fixed[PIXELGEN_PIXELS];
    canvas of_parent, mended;
    if (drawn == NULL || parent == NULL || anew == NULL || child == NULL)
        return refuse(to, PIXELGEN_INVALID, "drawn, parent, anew and child must not be NULL");
    if (!are_colours(drawn) || !are_colours(parent))
        return refuse(to, PIXELGEN_INVALID, "an index must be below %d", PIXELGEN_COLOURS);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        open[pixel] = anew[pixel] != 0;
        fixed[pixel] = !open[pixel];
        mixed[pixel] = open[pixel] ? drawn[pixel] : parent[pixel];
    }
    canvas_of(&of_parent, parent);
    connect_pieces(whole, mixed, fixed);
    canvas_of(&mended, whole);
    mend_lone_pixels(&mended, open);
    mend_seam(&mended, &of_parent, open);
    canvas_pixels(&mended, child);
    return PIXELGEN_OK;
}
