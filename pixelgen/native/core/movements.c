/* Waves read from a table of one turn with 840 places, the smallest number that 4, 5, 6, 7 and 8 frames divide. */
#include "movements.h"

#include <stdlib.h>
#include <string.h>

enum {
    SCALE = 1024,
    LATE_START = 10, /* a raised cosine starts a little late, so that no frame stands right at a half */
    APART = TURN * 5 / 13, /* by which one part is later than the one before it: near the golden section */
    FARTHEST_DELAY = 32
};

int floor_divided(int number, int by)
{
    return number / by - (number % by < 0);
}

int turned_cosine(int step, int steps, int of)
{
    return of * sine[(TURN / 4 + TURN * step / (2 * steps)) % TURN] / SCALE;
}

static int wave_at(int place, wave_form form)
{
    place %= TURN;
    place += place < 0 ? TURN : 0;
    if (form == SINE)
        return sine[place];
    return floor_divided(SCALE - sine[(place - LATE_START + TURN / 4 + TURN) % TURN], 2);
}

void movements_begin(movements *made, body *of, int frames)
{
    const size_t bytes = ((size_t)of->count + 1) * sizeof(int);
    *made = (movements){.of = of, .frames = frames};
    for (int on = 0; on < AXES; on++)
        made->offsets[on] = body_take(of, (size_t)frames * bytes);
    made->amplitude = body_take(of, bytes);
    made->delay = body_take(of, bytes);
    made->marked = body_take(of, (size_t)of->count + 1);
}

void move_along(movements *to, axis on, wave_form form)
{
    const int count = to->of->count;
    for (int i = 0; i < count; i++) {
        if (to->amplitude[i] == 0)
            continue;
        for (int frame = 0; frame < to->frames; frame++) {
            const int way = to->amplitude[i] * wave_at(frame * (TURN / to->frames) - to->delay[i], form);
            const int far = (2 * abs(way) + SCALE) / (2 * SCALE); /* a half rounds away from zero */
            to->offsets[on][frame * count + i] += way < 0 ? -far : far;
        }
    }
}

int grown(int distance, swing how)
{
    const int amplitude = 1 + floor_divided(distance - how.first, how.each);
    return amplitude < 0 ? 0 : amplitude > how.most ? how.most : amplitude;
}

void add_swing(movements *to, const int *distance, axis on, swing how, const int *delay, int more)
{
    for (int i = 0; i < to->of->count; i++) {
        const int far = distance[i];
        to->amplitude[i] = far > 0 ? grown(far, how) : 0;
        to->delay[i] = (delay == NULL ? 0 : delay[i]) + more + how.late * (far < FARTHEST_DELAY ? far : FARTHEST_DELAY);
    }
    move_along(to, on, SINE);
}

static int mean_of(const int *numbers, const int *pixel, int count, const int *far, int least, int most)
{
    int sum = 0, found = 0;
    for (int i = 0; i < count; i++)
        if (far[pixel[i]] >= least && far[pixel[i]] <= most) {
            sum += numbers[pixel[i]];
            found++;
        }
    return sum / found;
}

/* Each connected part of what is marked swings about the place where it is attached, one after the other: what lies level goes
   up and down, what hangs or stands from side to side. */
void add_swung(movements *to, const uint8_t *where, swing how, int delay)
{
    body *of = to->of;
    int *amplitude[AXES];
    piece_list pieces;
    for (int on = 0; on < AXES; on++)
        amplitude[on] = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    body_pieces(&pieces, of, where);
    if (of->is_out)
        return;
    memset(to->delay, 0, (size_t)of->count * sizeof(int));
    for (int piece = 0; piece < pieces.count; piece++) {
        const int *pixel = pieces.pixel + pieces.start[piece], count = pieces.start[piece + 1] - pieces.start[piece];
        int near = OUT_OF_REACH, end = 0;
        for (int i = 0; i < count; i++) {
            near = of->out[pixel[i]] < near ? of->out[pixel[i]] : near;
            end = of->out[pixel[i]] > end ? of->out[pixel[i]] : end;
        }
        if (near == OUT_OF_REACH)
            continue;
        const int height = abs(mean_of(of->y, pixel, count, of->out, end - 1, end) -
                               mean_of(of->y, pixel, count, of->out, near, near + 1));
        const int width = abs(mean_of(of->x, pixel, count, of->out, end - 1, end) -
                              mean_of(of->x, pixel, count, of->out, near, near + 1));
        for (int i = 0; i < count; i++) {
            const int far = of->out[pixel[i]], reach = end <= how.first && far < how.first ? how.first : far;
            amplitude[height > width ? RIGHT : DOWN][pixel[i]] = reach > 0 ? grown(reach, how) : 0;
            to->delay[pixel[i]] = delay + APART * piece + how.late * (far < FARTHEST_DELAY ? far : FARTHEST_DELAY);
        }
    }
    for (int on = 0; on < AXES; on++) {
        memcpy(to->amplitude, amplitude[on], (size_t)of->count * sizeof(int));
        move_along(to, (axis)on, SINE);
    }
}

void add_breath(movements *to, const uint8_t *where, int pixels, const int *delay)
{
    const body *of = to->of;
    for (int i = 0; i < of->count; i++) {
        const int from_centre = 2 * of->x[i] - (of->core.left + of->core.right);
        const int is_side = abs(from_centre) * 100 > (of->core.right - of->core.left + 1) * 55;
        to->amplitude[i] = is_side && (where == NULL || where[i]) ? (from_centre < 0 ? pixels : -pixels) : 0;
        to->delay[i] = delay == NULL ? 0 : delay[i];
    }
    move_along(to, RIGHT, RAISED_COSINE);
}

void add_tips(movements *to)
{
    const body *of = to->of;
    int farthest = 0;
    for (int i = 0; i < of->count; i++)
        if (of->out[i] < OUT_OF_REACH && of->out[i] > farthest)
            farthest = of->out[i];
    for (int i = 0; i < of->count; i++) {
        to->amplitude[i] = of->out[i] > 0 && of->out[i] < OUT_OF_REACH && 2 * of->out[i] > farthest;
        to->delay[i] = of->along[i] * 8;
    }
    move_along(to, RIGHT, SINE);
}

void add_polyps(movements *to)
{
    const body *of = to->of;
    for (int i = 0; i < of->count; i++) {
        to->amplitude[i] = body_is_top(of, i) && of->above[i] > 25 ? -1 : 0;
        to->delay[i] = of->along[i] * 8;
    }
    move_along(to, DOWN, RAISED_COSINE);
}

void add_tail_beat(movements *to, int tip, int root, int waves, const uint8_t *where)
{
    const body *of = to->of;
    for (int i = 0; i < of->count; i++) {
        const int beat = of->along[i] < tip ? 2 : of->along[i] < root ? 1 : 0;
        to->amplitude[i] = where == NULL || where[i] ? beat : 0;
        to->delay[i] = (100 - of->along[i]) * waves * TURN / 10000;
    }
    move_along(to, DOWN, SINE);
}
