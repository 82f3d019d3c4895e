/* Pictures <-> cells, and what many steps of light share. */
#include "layout.h"

#include <string.h>

static int has_zero_beside(const uint8_t *parts, const uint8_t *indices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((parts[i] > 0) != (indices[i] > 0))
            return 1;
    return 0;
}

static pixelgen_status check_picture(const pixelgen_picture *of, message to)
{
    if (of == NULL || of->indices == NULL)
        return refuse(to, PIXELGEN_INVALID, "a picture's indices must not be NULL");
    if (of->height < 1 || of->width < 1 || of->height > PIXELGEN_LARGEST_SIDE || of->width > PIXELGEN_LARGEST_SIDE)
        return refuse(to, PIXELGEN_INVALID, "a picture's sides must be 1 to %d; got %d x %d", PIXELGEN_LARGEST_SIDE,
                      (int)of->height, (int)of->width);
    const size_t count = (size_t)of->height * (size_t)of->width;
    int are_known = 0;
    for (size_t i = 0; i < count; i++) {
        if (of->indices[i] >= PIXELGEN_COLOURS)
            return refuse(to, PIXELGEN_INVALID, "an index must be below %d", PIXELGEN_COLOURS);
        if (of->parts != NULL && of->parts[i] >= PART_KINDS)
            return refuse(to, PIXELGEN_INVALID, "parts must be below %d; got %d", PART_KINDS, of->parts[i]);
        are_known |= of->parts != NULL && of->parts[i] > 0;
    }
    if (are_known && has_zero_beside(of->parts, of->indices, count))
        return refuse(to, PIXELGEN_INVALID, "parts must be above 0 where a pixel is drawn, and there alone");
    return PIXELGEN_OK;
}

pixelgen_status layout_begin(layout *made, const pixelgen_picture *of, message to)
{
    *made = (layout){0};
    if (check_picture(of, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    made->height = of->height;
    made->width = of->width;
    made->row = of->width + 2;
    made->rows = of->height + 2;
    made->count = made->row * made->rows;
    return PIXELGEN_OK;
}

void layout_free(layout *of)
{
    arena_free(&of->memory);
}

static size_t room_around(const layout *on)
{
    return 2 * (size_t)on->row + 4;
}

float *layout_floats(layout *from)
{
    float *made = arena_take(&from->memory, ((size_t)from->count + 2 * room_around(from)) * sizeof *made);
    from->is_out |= made == NULL;
    return made == NULL ? NULL : made + room_around(from);
}

uint8_t *layout_bytes(layout *from)
{
    uint8_t *made = arena_take(&from->memory, (size_t)from->count + 2 * room_around(from));
    from->is_out |= made == NULL;
    return made == NULL ? NULL : made + room_around(from);
}

void layout_lay(uint8_t *cells, const layout *on, const uint8_t *pixels)
{
    for (int y = 0; y < on->height; y++)
        memcpy(cells + (y + 1) * on->row + 1, pixels + (size_t)y * (size_t)on->width, (size_t)on->width);
}

void layout_lift(uint8_t *pixels, const layout *on, const uint8_t *cells)
{
    for (int y = 0; y < on->height; y++)
        memcpy(pixels + (size_t)y * (size_t)on->width, cells + (y + 1) * on->row + 1, (size_t)on->width);
}

void layout_steps(int *steps, const layout *on)
{
    const int row = on->row, all[EIGHT] = {-1, 1, -row, row, -1 - row, 1 + row, 1 - row, row - 1};
    memcpy(steps, all, sizeof all);
}

void layout_inside(uint8_t *found, const uint8_t *marked, const layout *on)
{
    const int row = on->row;
    for (int i = 0; i < on->count; i++)
        found[i] = marked[i] & marked[i - 1] & marked[i + 1] & marked[i - row] & marked[i + row];
}

void layout_summed(float *found, const float *of, float *spare, const layout *on)
{
    const int row = on->row;
    for (int i = 0; i < on->count; i++)
        spare[i] = of[i] + of[i] + (of[i - 1] + of[i + 1]);
    for (int i = 0; i < on->count; i++)
        found[i] = spare[i] + spare[i] + (spare[i - row] + spare[i + row]);
}
