/* A picture of several frames -> the size of the frames, as pixelgen/files/frame_grid.py finds it. */
#include "foreign_pixels.h"

#include <stdlib.h>

enum { SMALLEST = 8, MOST_ACROSS = 32 }; /* pixels a side of a frame; frames a row or column that are tried */

typedef struct {
    int32_t width, height;
} frame_size;

static int is_filled(const uint8_t *rgba, extent of, int y, int x)
{
    return rgba[RGBA * ((size_t)y * (size_t)of.width + (size_t)x) + 3] > 0;
}

/* No frame touches its neighbour across a line. */
static int is_apart(const uint8_t *rgba, extent of, frame_size size)
{
    for (int x = size.width; x < of.width; x += size.width)
        for (int y = 0; y < of.height; y++)
            if (is_filled(rgba, of, y, x - 1) && is_filled(rgba, of, y, x))
                return 0;
    for (int y = size.height; y < of.height; y += size.height)
        for (int x = 0; x < of.width; x++)
            if (is_filled(rgba, of, y - 1, x) && is_filled(rgba, of, y, x))
                return 0;
    return 1;
}

/* Of two frames: how many pixels both fill, and how many either of them. */
static void overlap(const uint8_t *rgba, extent of, frame_size size, int one, int other, int *both, int *either)
{
    const int across = of.width / size.width;
    *both = *either = 0;
    for (int y = 0; y < size.height; y++)
        for (int x = 0; x < size.width; x++) {
            const int first = is_filled(rgba, of, one / across * size.height + y, one % across * size.width + x);
            const int second = is_filled(rgba, of, other / across * size.height + y, other % across * size.width + x);
            *both += first & second;
            *either += first | second;
        }
}

/* Each frame but the empty ones at the end covers the one before it by half. */
static int is_alike(const uint8_t *rgba, extent of, frame_size size)
{
    const int cells = (of.width / size.width) * (of.height / size.height);
    int count = cells, both, either;
    for (; count > 0; count--) {
        overlap(rgba, of, size, count - 1, count - 1, &both, &either);
        if (both > 0)
            break;
    }
    if (count < 2 || 2 * count <= cells)
        return 0;
    for (int cell = 1; cell < count; cell++) {
        overlap(rgba, of, size, cell - 1, cell, &both, &either);
        if (2 * both < (either > 1 ? either : 1))
            return 0;
    }
    return 1;
}

static int is_before(frame_size one, frame_size other)
{
    const int a = one.width * one.height, b = other.width * other.height;
    return a != b ? a < b : abs(one.width - one.height) < abs(other.width - other.height);
}

int find_frames(const uint8_t *rgba, extent of, int most, int32_t *width, int32_t *height)
{
    frame_size sizes[MOST_ACROSS * MOST_ACROSS];
    int count = 0;
    for (int across = 1; across <= MOST_ACROSS; across++)
        for (int down = 1; down <= MOST_ACROSS; down++) {
            const frame_size size = {of.width / across, of.height / down};
            if (across * down == 1 || across * size.width != of.width || down * size.height != of.height ||
                size.width < SMALLEST || size.height < SMALLEST || size.width > most || size.height > most)
                continue;
            int at = count++;
            for (; at > 0 && is_before(size, sizes[at - 1]); at--)
                sizes[at] = sizes[at - 1];
            sizes[at] = size;
        }
    for (int at = 0; at < count; at++)
        if (is_apart(rgba, of, sizes[at]) && is_alike(rgba, of, sizes[at])) {
            *width = sizes[at].width;
            *height = sizes[at].height;
            return 1;
        }
    return 0;
}
