/* Many colours -> few: the widest box of them is cut in the middle of its longest side, again and again. */
#include "foreign_pixels.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    size_t first, count; /* of the pixels that are its */
    int channel, lowest, highest; /* its longest side */
} box;

static int by_value(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return a < b ? -1 : a > b;
}

int64_t count_colours(const uint8_t *rgba, size_t pixels)
{
    uint32_t *colours = malloc((pixels > 0 ? pixels : 1) * sizeof *colours);
    size_t visible = 0;
    int64_t different = 0;
    if (colours == NULL)
        return -1;
    for (size_t at = 0; at < pixels; at++)
        if (rgba[RGBA * at + 3] > 0)
            memcpy(colours + visible++, rgba + RGBA * at, RGBA);
    qsort(colours, visible, sizeof *colours, by_value);
    for (size_t at = 0; at < visible; at++)
        different += at == 0 || colours[at] != colours[at - 1];
    free(colours);
    return different;
}

static void measure(box *of, const uint32_t *at, const uint8_t *rgba)
{
    int lowest[RGBA] = {255, 255, 255, 255}, highest[RGBA] = {0, 0, 0, 0}, longest = 0;
    for (size_t number = of->first; number < of->first + of->count; number++)
        for (int channel = 0; channel < RGBA; channel++) {
            const int value = rgba[RGBA * (size_t)at[number] + (size_t)channel];
            lowest[channel] = value < lowest[channel] ? value : lowest[channel];
            highest[channel] = value > highest[channel] ? value : highest[channel];
        }
    for (int channel = 1; channel < RGBA; channel++)
        if (highest[channel] - lowest[channel] > highest[longest] - lowest[longest])
            longest = channel;
    of->channel = longest;
    of->lowest = lowest[longest];
    of->highest = highest[longest];
}

/* What is above the middle goes into a box of its own. */
static void cut(box *of, box *above, uint32_t *at, const uint8_t *rgba)
{
    const int middle = (of->lowest + of->highest) / 2;
    size_t below = of->first, end = of->first + of->count;
    while (below < end) {
        if (rgba[RGBA * (size_t)at[below] + (size_t)of->channel] <= middle) {
            below++;
            continue;
        }
        const uint32_t moved = at[--end];
        at[end] = at[below];
        at[below] = moved;
    }
    above->first = below;
    above->count = of->first + of->count - below;
    of->count = below - of->first;
    measure(of, at, rgba);
    measure(above, at, rgba);
}

static void paint_mean(const box *of, const uint32_t *at, uint8_t *rgba)
{
    uint64_t sums[RGBA] = {0};
    for (size_t number = of->first; number < of->first + of->count; number++)
        for (int channel = 0; channel < RGBA; channel++)
            sums[channel] += rgba[RGBA * (size_t)at[number] + (size_t)channel];
    for (size_t number = of->first; number < of->first + of->count; number++)
        for (int channel = 0; channel < RGBA; channel++)
            rgba[RGBA * (size_t)at[number] + (size_t)channel] =
                (uint8_t)((2 * sums[channel] + of->count) / (2 * of->count));
}

pixelgen_status take_fewer_colours(uint8_t *rgba, size_t pixels, int most, message to)
{
    box boxes[PIXELGEN_MOST_OWN_COLOURS];
    uint32_t *at = malloc((pixels > 0 ? pixels : 1) * sizeof *at);
    size_t visible = 0;
    int count = 1;
    if (at == NULL)
        return refuse(to, PIXELGEN_NO_MEMORY, "no memory for the colours");
    for (size_t pixel = 0; pixel < pixels; pixel++)
        if (rgba[RGBA * pixel + 3] > 0)
            at[visible++] = (uint32_t)pixel;
    if (visible == 0) {
        free(at);
        return PIXELGEN_OK;
    }
    boxes[0] = (box){.first = 0, .count = visible};
    measure(boxes, at, rgba);
    while (count < most) {
        int widest = 0;
        for (int number = 1; number < count; number++)
            if (boxes[number].highest - boxes[number].lowest > boxes[widest].highest - boxes[widest].lowest)
                widest = number;
        if (boxes[widest].highest == boxes[widest].lowest)
            break;
        cut(boxes + widest, boxes + count, at, rgba);
        count++;
    }
    for (int number = 0; number < count; number++)
        paint_mean(boxes + number, at, rgba);
    free(at);
    return PIXELGEN_OK;
}
