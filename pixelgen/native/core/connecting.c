/* The pieces of a drawing -> one body: joined by bridges, or removed. */
#include "connecting.h"
#include "pixelgen.h"

#include <string.h>

enum {
    SPECK = 3, /* a piece of at most so many pixels is removed unless it nearly touches */
    PART = 12, /* a piece of at least so many is joined from however far */
    REACH = 2, /* empty pixels that a smaller piece is joined across */
    NONE = -1
};

/* Pixels in an order, each once. */
typedef struct {
    int count;
    int16_t at[PIXELGEN_PIXELS];
} pixel_list;

/* All pieces one after the other, in the order of their first pixel. */
typedef struct {
    pixel_list pixels;
    int count, start[PIXELGEN_PIXELS + 1];
} piece_list;

typedef struct {
    const uint8_t *fixed; /* or NULL for none */
    uint8_t *result;      /* PIXELGEN_PIXELS */
    pixel_list body;
    uint8_t in_body[PIXELGEN_PIXELS];
} joining;

static int row_of(int pixel)
{
    return pixel / PIXELGEN_SIDE;
}

static int column_of(int pixel)
{
    return pixel % PIXELGEN_SIDE;
}

/* The pixel at row, column; NONE outside. */
static int pixel_at(int row, int column)
{
    const int inside = row >= 0 && row < PIXELGEN_SIDE && column >= 0 && column < PIXELGEN_SIDE;
    return inside ? row * PIXELGEN_SIDE + column : NONE;
}

/* Of the nine around a pixel, row by row; NONE outside. */
static int near_pixel(int pixel, int number)
{
    return pixel_at(row_of(pixel) + number / 3 - 1, column_of(pixel) + number % 3 - 1);
}

static void find_pieces(piece_list *found, const uint8_t *drawn)
{
    uint8_t left[PIXELGEN_PIXELS];
    pixel_list *list = &found->pixels;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        left[pixel] = drawn[pixel] != 0;
    found->count = list->count = 0;
    for (int first = 0; first < PIXELGEN_PIXELS; first++) {
        if (!left[first])
            continue;
        found->start[found->count++] = list->count;
        left[first] = 0;
        list->at[list->count++] = (int16_t)first;
        for (int next = list->count - 1; next < list->count; next++) /* grows while it is read */
            for (int number = 0; number < 9; number++) {
                const int near = near_pixel(list->at[next], number);
                if (near != NONE && left[near]) {
                    left[near] = 0;
                    list->at[list->count++] = (int16_t)near;
                }
            }
    }
    found->start[found->count] = list->count;
}

static int piece_size(const piece_list *of, int piece)
{
    return of->start[piece + 1] - of->start[piece];
}

static int squared_distance(int one, int other)
{
    const int down = row_of(one) - row_of(other), along = column_of(one) - column_of(other);
    return down * down + along * along;
}

static int shortest_distance(const pixel_list *body, const int16_t *piece, int size)
{
    int shortest = 2 * PIXELGEN_PIXELS;
    for (int i = 0; i < body->count; i++)
        for (int j = 0; j < size; j++) {
            const int distance = squared_distance(body->at[i], piece[j]);
            shortest = distance < shortest ? distance : shortest;
        }
    return shortest;
}

/* Of two pixels: steps of a line from one to the other. */
static int steps_between(int start, int end)
{
    const int down = row_of(end) - row_of(start), along = column_of(end) - column_of(start);
    const int rows = down < 0 ? -down : down, columns = along < 0 ? -along : along;
    return rows > columns ? rows : columns;
}

/* start + away * step / steps, rounded to the nearest by integers alone: half a pixel goes down or to the right. */
static int along_line(int start, int away, int step, int steps)
{
    const int numerator = 2 * away * step + steps, denominator = 2 * steps;
    const int quotient = numerator / denominator;
    return start + quotient - (numerator % denominator < 0);
}

static void add(pixel_list *to, uint8_t *there, int pixel)
{
    if (there[pixel])
        return;
    there[pixel] = 1;
    to->at[to->count++] = (int16_t)pixel;
}

/* The pixels of all shortest lines between the two, in `bridge` -> the empty pixels along the first of them. */
static int find_bridge(pixel_list *bridge, const pixel_list *body, const int16_t *piece, int size)
{
    const int shortest = shortest_distance(body, piece, size);
    uint8_t there[PIXELGEN_PIXELS] = {0};
    int gap = NONE;
    bridge->count = 0;
    for (int i = 0, is_first = 1; i < body->count; i++)
        for (int j = 0; j < size; j++) {
            const int start = body->at[i], end = piece[j];
            if (squared_distance(start, end) != shortest)
                continue;
            const int steps = steps_between(start, end);
            for (int step = 1; step < steps; step++) {
                const int row = along_line(row_of(start), row_of(end) - row_of(start), step, steps);
                const int column = along_line(column_of(start), column_of(end) - column_of(start), step, steps);
                add(bridge, there, pixel_at(row, column));
            }
            gap = is_first ? steps - 1 : gap;
            is_first = 0;
        }
    return gap;
}

/* A shortest way from the body to the piece over pixels that are empty and not fixed -> 0 when there is none. */
static int find_way_round(pixel_list *way, const joining *of, const int16_t *piece, int size)
{
    uint8_t goal[PIXELGEN_PIXELS] = {0}, seen[PIXELGEN_PIXELS];
    int16_t from[PIXELGEN_PIXELS]; /* where in the queue each came from */
    pixel_list queue = of->body;
    for (int i = 0; i < size; i++)
        goal[piece[i]] = 1;
    for (int i = 0; i < queue.count; i++)
        from[i] = NONE;
    memcpy(seen, of->in_body, sizeof seen);
    for (int next = 0; next < queue.count; next++)
        for (int number = 0; number < 9; number++) {
            const int near = near_pixel(queue.at[next], number);
            if (near == NONE)
                continue;
            if (goal[near]) {
                int length = 0;
                for (int at = next; from[at] != NONE; at = from[at])
                    length++;
                way->count = length;
                for (int at = next; from[at] != NONE; at = from[at])
                    way->at[--length] = queue.at[at];
                return 1;
            }
            if (!seen[near] && of->result[near] == 0 && !of->fixed[near]) {
                from[queue.count] = (int16_t)next;
                add(&queue, seen, near);
            }
        }
    return 0;
}

/* The commonest colour, the lowest of these. */
static uint8_t colour_of(const uint8_t *drawn, const int16_t *piece, int size)
{
    int counts[PIXELGEN_COLOURS] = {0}, best = 0;
    for (int i = 0; i < size; i++)
        counts[drawn[piece[i]]]++;
    for (int colour = 1; colour < PIXELGEN_COLOURS; colour++)
        if (counts[colour] > counts[best])
            best = colour;
    return (uint8_t)best;
}

static int holds_fixed(const joining *of, const int16_t *pixels, int count)
{
    for (int i = 0; of->fixed != NULL && i < count; i++)
        if (of->fixed[pixels[i]])
            return 1;
    return 0;
}

/* One piece becomes part of the body, or goes, or stays where it is. */
static void join_piece(joining *of, const uint8_t *drawn, const int16_t *piece, int size)
{
    pixel_list bridge;
    const int gap = find_bridge(&bridge, &of->body, piece, size), kept = holds_fixed(of, piece, size);
    int joined = kept || size >= PART || gap <= (size > SPECK ? REACH : 1);
    if (joined && holds_fixed(of, bridge.at, bridge.count))
        joined = find_way_round(&bridge, of, piece, size);
    if (joined) {
        const uint8_t colour = colour_of(drawn, piece, size);
        for (int i = 0; i < bridge.count; i++) /* none when the body has grown up to the piece */
            of->result[bridge.at[i]] = colour;
        for (int i = 0; i < size; i++)
            add(&of->body, of->in_body, piece[i]);
        for (int i = 0; i < bridge.count; i++)
            add(&of->body, of->in_body, bridge.at[i]);
    } else if (size < PART && !kept)
        for (int i = 0; i < size; i++)
            of->result[piece[i]] = 0;
}

void connect_pieces(uint8_t *result, const uint8_t *drawn, const uint8_t *fixed)
{
    piece_list pieces;
    joining of = {.fixed = fixed, .result = result};
    int16_t order[PIXELGEN_PIXELS]; /* the largest first, then as they were found */
    find_pieces(&pieces, drawn);
    memcpy(result, drawn, PIXELGEN_PIXELS);
    if (pieces.count < 2)
        return;
    for (int piece = 0; piece < pieces.count; piece++) {
        int place = piece;
        for (; place > 0 && piece_size(&pieces, order[place - 1]) < piece_size(&pieces, piece); place--)
            order[place] = order[place - 1];
        order[place] = (int16_t)piece;
    }
    for (int i = pieces.start[order[0]]; i < pieces.start[order[0] + 1]; i++)
        add(&of.body, of.in_body, pieces.pixels.at[i]);
    for (int left = pieces.count - 1; left > 0; left--) {
        int nearest = 1, shortest = 2 * PIXELGEN_PIXELS;
        for (int i = 1; i <= left; i++) { /* anew, as the body grows */
            const int16_t *piece = pieces.pixels.at + pieces.start[order[i]];
            const int distance = shortest_distance(&of.body, piece, piece_size(&pieces, order[i]));
            if (distance < shortest) {
                shortest = distance;
                nearest = i;
            }
        }
        const int piece = order[nearest];
        memmove(order + nearest, order + nearest + 1, (size_t)(left - nearest) * sizeof *order);
        join_piece(&of, drawn, pieces.pixels.at + pieces.start[piece], piece_size(&pieces, piece));
    }
}
