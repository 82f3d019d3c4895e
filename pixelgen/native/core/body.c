/* Where the picture's part map is known it says so; where it is not, or names too little of what is asked for, the shape
   does: thick is bulk, thin sticks out. */
#include "body.h"
#include "part_maps.h"

#include <string.h>

enum {
    FEWEST = 4,     /* pixels of a part, for it to count */
    TRUNK_SHARE = 6 /* a trunk is one of so many coloured pixels at least */
};

void *body_take(body *from, size_t bytes)
{
    void *made = arena_take(&from->memory, bytes);
    from->is_out |= made == NULL;
    return made;
}

void body_free(body *of)
{
    arena_free(&of->memory);
}

static size_t ints(const body *of)
{
    return ((size_t)of->count + 1) * sizeof(int);
}

int body_named(uint8_t *marked, const body *of, uint32_t kinds)
{
    int found = 0;
    for (int i = 0; i < of->count; i++) {
        marked[i] = (uint8_t)is_part_of(of->kinds[i], kinds);
        found += marked[i];
    }
    if (found >= FEWEST)
        return 1;
    memset(marked, 0, (size_t)of->count);
    return 0;
}

static int around(const body *of, int pixel, int number) /* of the nine around a pixel */
{
    return body_at(of, of->y[pixel] + number / 3 - 1, of->x[pixel] + number % 3 - 1);
}

/* Ascending numbers of each piece, as the list is in the order of the pixels. */
static void sort_piece(int *pixel, int count, uint8_t *is_there, int first, int last)
{
    for (int i = 0; i < count; i++)
        is_there[pixel[i]] = 1;
    for (int number = first, made = 0; number <= last; number++)
        if (is_there[number]) {
            pixel[made++] = number;
            is_there[number] = 0;
        }
}

void body_pieces(piece_list *found, body *of, const uint8_t *marked)
{
    uint8_t *left = body_take(of, (size_t)of->count + 1), *is_there = body_take(of, (size_t)of->count + 1);
    found->count = 0;
    found->start = body_take(of, ints(of) + sizeof(int));
    found->pixel = body_take(of, ints(of));
    if (of->is_out)
        return;
    memcpy(left, marked, (size_t)of->count);
    int end = 0;
    for (int first = 0; first < of->count; first++) {
        if (!left[first])
            continue;
        const int start = end;
        int last = first;
        left[first] = 0;
        found->pixel[end++] = first;
        for (int next = start; next < end; next++)
            for (int number = 0; number < 9; number++) {
                const int near = around(of, found->pixel[next], number);
                if (near >= 0 && left[near]) {
                    left[near] = 0;
                    found->pixel[end++] = near;
                    last = near > last ? near : last;
                }
            }
        if (end - start < FEWEST) {
            end = start;
            continue;
        }
        sort_piece(found->pixel + start, end - start, is_there, first, last);
        found->start[found->count++] = start;
        found->start[found->count] = end;
    }
}

void body_steps(int *steps, body *of, const uint8_t *marked)
{
    int *queue = body_take(of, ints(of)), end = 0;
    if (of->is_out)
        return;
    for (int i = 0; i < of->count; i++) {
        steps[i] = marked[i] ? 0 : OUT_OF_REACH;
        if (marked[i])
            queue[end++] = i;
    }
    for (int next = 0; next < end; next++)
        for (int number = 0; number < 9; number++) {
            const int near = around(of, queue[next], number);
            if (near >= 0 && steps[near] == OUT_OF_REACH && !marked[near]) {
                steps[near] = steps[queue[next]] + 1;
                queue[end++] = near;
            }
        }
}

int body_limbs(uint8_t *marked, const body *of)
{
    if (body_named(marked, of, 1u << PART_LIMB))
        return 1;
    for (int i = 0; i < of->count; i++)
        marked[i] = of->out[i] > 0;
    return 0;
}

void body_fins(uint8_t *marked, const body *of)
{
    if (body_named(marked, of, 1u << PART_FIN))
        return;
    for (int i = 0; i < of->count; i++)
        marked[i] = of->out[i] > 0 && (of->y[i] < of->core.top || of->y[i] > of->core.bottom);
}

static void find_pixels(body *made)
{
    const int wide = made->width + 2, total = wide * (made->height + 2);
    made->place = body_take(made, (size_t)total * sizeof(int));
    for (int pixel = 0; pixel < made->height * made->width; pixel++)
        made->count += made->indices[pixel] > 0;
    made->y = body_take(made, ints(made));
    made->x = body_take(made, ints(made));
    made->along = body_take(made, ints(made));
    made->above = body_take(made, ints(made));
    made->out = body_take(made, ints(made));
    made->edge = body_take(made, (size_t)made->count + 1);
    made->kinds = body_take(made, (size_t)made->count + 1);
    made->bulk = body_take(made, (size_t)made->count + 1);
    made->first = body_take(made, 4 * ints(made));
    made->second = body_take(made, 4 * ints(made));
    if (made->is_out)
        return;
    for (int i = 0; i < total; i++)
        made->place[i] = -1;
    int next = 0;
    for (int y = 0; y < made->height; y++)
        for (int x = 0; x < made->width; x++)
            if (made->indices[y * made->width + x]) {
                made->y[next] = y;
                made->x[next] = x;
                made->place[(y + 1) * wide + x + 1] = next++;
            }
}

static box box_of(const body *of, const uint8_t *marked)
{
    box found = {0, 0, 0, 0};
    for (int i = 0, is_first = 1; i < of->count; i++) {
        if (marked != NULL && !marked[i])
            continue;
        if (is_first)
            found = (box){of->x[i], of->y[i], of->x[i], of->y[i]};
        found.left = of->x[i] < found.left ? of->x[i] : found.left;
        found.right = of->x[i] > found.right ? of->x[i] : found.right;
        found.bottom = of->y[i];
        is_first = 0;
    }
    return found;
}

static void find_places(body *made)
{
    made->whole = box_of(made, NULL);
    const int width = made->whole.right - made->whole.left, height = made->whole.bottom - made->whole.top;
    for (int i = 0; i < made->count; i++) {
        const int y = made->y[i], x = made->x[i];
        made->along[i] = (x - made->whole.left) * 100 / (width > 1 ? width : 1);
        made->above[i] = (made->whole.bottom - y) * 100 / (height > 1 ? height : 1);
        made->edge[i] = body_at(made, y - 1, x) < 0 || body_at(made, y + 1, x) < 0 || body_at(made, y, x - 1) < 0 ||
                        body_at(made, y, x + 1) < 0;
    }
    static const int STEPS[4][2] = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};
    for (int step = 0; step < 4; step++) {
        for (int i = 0; i < made->count; i++) {
            const int other = body_at(made, made->y[i] + STEPS[step][0], made->x[i] + STEPS[step][1]);
            if (other >= 0) {
                made->first[made->pairs] = i;
                made->second[made->pairs++] = other;
            }
        }
        made->straight = step == 1 ? made->pairs : made->straight;
    }
}

static void find_kinds(body *made, const uint8_t *parts)
{
    const size_t total = (size_t)made->height * (size_t)made->width;
    uint8_t *carried = body_take(made, total);
    int any = 0;
    for (size_t i = 0; parts != NULL && i < total; i++)
        any |= parts[i];
    if (made->is_out || !any)
        return;
    find_carriers(carried, parts, made->height, made->width, PAINTED_PARTS);
    for (int i = 0; i < made->count; i++)
        made->kinds[i] = carried[made->y[i] * made->width + made->x[i]];
}

/* What is still while parts move: the trunk as the part map names it, without stray pixels of that name; else the thick of
   the body, what a square of 5x5, or failing that of 3x3, or of one pixel, can cover. */
static void find_bulk(body *made)
{
    const int height = made->height + 2, width = made->width + 2;
    const size_t total = (size_t)height * (size_t)width;
    uint8_t *trunk = body_take(made, (size_t)made->count + 1), *grid = body_take(made, total);
    piece_list pieces;
    int most = 0, sum = 0;
    if (made->is_out)
        return;
    body_named(trunk, made, TRUNK_PARTS);
    body_pieces(&pieces, made, trunk);
    if (made->is_out)
        return;
    for (int piece = 0; piece < pieces.count; piece++) {
        const int size = pieces.start[piece + 1] - pieces.start[piece];
        sum += size;
        most = size > most ? size : most;
    }
    if (sum * TRUNK_SHARE >= (made->count > 1 ? made->count : 1)) {
        for (int piece = 0; piece < pieces.count; piece++)
            for (int i = pieces.start[piece]; i < pieces.start[piece + 1]; i++)
                made->bulk[pieces.pixel[i]] = 3 * (pieces.start[piece + 1] - pieces.start[piece]) >= most;
        return;
    }
    for (int radius = 2; radius > 0; radius--) {
        int any = 0;
        for (size_t i = 0; i < total; i++)
            grid[i] = made->place[i] < 0;
        grow_mask(grid, height, width, radius);
        for (size_t i = 0; i < total; i++) {
            grid[i] = !grid[i];
            any |= grid[i];
        }
        if (!any)
            continue;
        grow_mask(grid, height, width, radius);
        for (int i = 0; i < made->count; i++)
            made->bulk[i] = grid[(made->y[i] + 1) * width + made->x[i] + 1];
        return;
    }
    memset(made->bulk, 1, (size_t)made->count);
}

void body_make(body *made, const uint8_t *indices, const uint8_t *parts, int height, int width, int has_eyes)
{
    *made = (body){.height = height, .width = width, .indices = indices};
    find_pixels(made);
    if (made->is_out)
        return;
    find_places(made);
    find_kinds(made, parts);
    find_bulk(made);
    if (made->is_out)
        return;
    made->core = box_of(made, made->bulk);
    body_steps(made->out, made, made->bulk);
    if (has_eyes)
        body_find_eyes(made);
}
