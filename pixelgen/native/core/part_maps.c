/* Nearest carriers by squared distance, of two as near the one with the lower number. */
#include "part_maps.h"

#include <string.h>

/* Its like on all four sides: something nearer lies between it and any other pixel. */
static int is_inner(const uint8_t *parts, int height, int width, int row, int column)
{
    const uint8_t *at = parts + (size_t)row * (size_t)width + column;
    return row > 0 && row < height - 1 && column > 0 && column < width - 1 && at[-1] == *at && at[1] == *at &&
           at[-width] == *at && at[width] == *at;
}

/* Rows are looked at from the pixel's own outwards, as far as they can be nearer than what was found. */
static int carrier_of(const uint8_t *parts, int height, int width, int row, int column)
{
    int64_t best = -1;
    for (int away = 0; away < height; away++) {
        if (best >= 0 && (int64_t)away * away > best >> 4)
            break;
        for (int side = 0; side < (away > 0 ? 2 : 1); side++) {
            const int at = side ? row + away : row - away;
            if (at < 0 || at >= height)
                continue;
            for (int x = 0; x < width; x++) {
                const int part = parts[(size_t)at * (size_t)width + (size_t)x];
                const int64_t across = x - column, rank = ((int64_t)away * away + across * across) << 4 | part;
                if (is_part_of(part, SILHOUETTE_PARTS) && (best < 0 || rank < best) &&
                    !is_inner(parts, height, width, at, x))
                    best = rank;
            }
        }
    }
    return best < 0 ? -1 : (int)(best & 15);
}

void find_carriers(uint8_t *found, const uint8_t *parts, int height, int width, uint32_t painted)
{
    int any = 0;
    memcpy(found, parts, (size_t)height * (size_t)width);
    for (size_t pixel = 0; pixel < (size_t)height * (size_t)width; pixel++)
        any |= is_part_of(parts[pixel], SILHOUETTE_PARTS);
    for (int row = 0; any && row < height; row++)
        for (int column = 0; column < width; column++) {
            const size_t pixel = (size_t)row * (size_t)width + (size_t)column;
            const int carrier = is_part_of(parts[pixel], painted) ? carrier_of(parts, height, width, row, column) : -1;
            found[pixel] = carrier < 0 ? parts[pixel] : (uint8_t)carrier;
        }
}

void grow_mask(uint8_t *mask, int height, int width, int reach)
{
    for (int step = 0; step < reach; step++) {
        for (int row = 0; row < height; row++) {
            uint8_t *line = mask + (size_t)row * (size_t)width, before = 0;
            for (int column = 0; column < width; column++) {
                const uint8_t own = line[column], after = column + 1 < width ? line[column + 1] : 0;
                line[column] = own | before | after;
                before = own;
            }
        }
        for (int column = 0; column < width; column++) {
            uint8_t before = 0;
            for (int row = 0; row < height; row++) {
                uint8_t *at = mask + (size_t)row * (size_t)width + column;
                const uint8_t own = *at, after = row + 1 < height ? at[width] : 0;
                *at = own | before | after;
                before = own;
            }
        }
    }
}
