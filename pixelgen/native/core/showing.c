/* What touches in the picture touches in every frame: offsets of neighbours are first eased until they differ by one at most,
   and a gap of one pixel that this leaves shows one of the two pixels once more. An eye moves as one block. */
#include "showing.h"
#include "part_maps.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIAGONAL_BRIDGE,
    BRIDGE,
    HOLE_MOVES = 2, /* pixels that a hole of the picture may have moved by */
    RANK_BITS = 32  /* below them the number of a pixel */
};

static int clipped(int number, int least, int most)
{
    return number < least ? least : number > most ? most : number;
}

/* Shorten what is too long beside its neighbour -> whether anything was. */
static int shorten(int *offsets, uint8_t *is_long, const body *of)
{
    int any = 0;
    for (int pair = 0; pair < of->pairs; pair++) {
        const int first = of->first[pair], second = of->second[pair], one = offsets[first], other = offsets[second];
        if (abs(one - other) <= 1)
            continue;
        is_long[first] |= abs(one) >= abs(other);
        is_long[second] |= abs(other) >= abs(one);
        any = 1;
    }
    for (int i = 0; any && i < of->count; i++)
        if (is_long[i]) {
            offsets[i] -= sign_of(offsets[i]);
            is_long[i] = 0;
        }
    return any;
}

/* Give all pixels of an eye the same offset, the shortest of theirs -> whether anything changed. */
static int keep_eyes_whole(int *offsets, const body *of)
{
    int changed = 0;
    for (int number = 0; number < of->eye_count; number++) {
        const animal_eye *eye = of->eyes + number;
        int low = offsets[eye->pixel[0]], high = low;
        for (int i = 1; i < eye->count; i++) {
            const int own = offsets[eye->pixel[i]];
            low = own < low ? own : low;
            high = own > high ? own : high;
        }
        if (low == high)
            continue;
        changed = 1;
        for (int i = 0; i < eye->count; i++)
            offsets[eye->pixel[i]] = low > 0 ? low : high < 0 ? high : 0;
    }
    return changed;
}

/* Offsets of one frame brought towards zero until none leaves the canvas, tears neighbours apart or an eye. */
void ease_offsets(int *down, int *right, uint8_t *is_long, const body *of)
{
    int *const both[AXES] = {down, right};
    for (int i = 0; i < of->count; i++) {
        down[i] = clipped(down[i], -of->y[i], of->height - 1 - of->y[i]);
        right[i] = clipped(right[i], -of->x[i], of->width - 1 - of->x[i]);
    }
    for (int on = 0; on < AXES; on++) {
        int changed = 1;
        while (changed) {
            changed = keep_eyes_whole(both[on], of);
            changed |= shorten(both[on], is_long, of);
        }
    }
}

/* Of pixels that meet the highest rank is seen. */
static void see(int64_t *seen, int place, int pixel, int rank)
{
    const int64_t value = ((int64_t)rank << RANK_BITS) + pixel + 1;
    seen[place] = value > seen[place] ? value : seen[place];
}

/* A gap between two pixels, found before any of its kind is filled. */
static int halved(int way) /* -2 to 2, an odd one rounded towards zero */
{
    return way / 2;
}

static void fill_gaps(int64_t *seen, gap *gaps, const body *of, const int *down, const int *right, int first, int last,
                      int kind)
{
    int count = 0;
    for (int pair = first; pair < last; pair++) {
        const int one = of->first[pair], other = of->second[pair];
        if (down[one] == down[other] && right[one] == right[other])
            continue;
        const int far_y = of->y[other] + down[other] - of->y[one] - down[one];
        const int far_x = of->x[other] + right[other] - of->x[one] - right[one];
        if (abs(far_y) <= 1 && abs(far_x) <= 1)
            continue;
        const int start = (of->y[one] + down[one]) * of->width + of->x[one] + right[one];
        const int near = start + halved(far_y) * of->width + halved(far_x);
        const int beyond = start + (far_y - halved(far_y)) * of->width + far_x - halved(far_x);
        if (seen[near] == 0 && seen[beyond] == 0)
            gaps[count++] = (gap){near, of->edge[one] <= of->edge[other] ? one : other}; /* it grows by its inside */
    }
    for (int i = 0; i < count; i++)
        see(seen, gaps[i].place, gaps[i].pixel, kind);
}

/* Transparent pixels between four coloured ones, which motion has made, show the lowest of these in rank. own: those that the
   picture has, and where it may have moved them to. */
static void fill_pinholes(int64_t *seen, const uint8_t *own, const body *of)
{
    for (int y = 1; y < of->height - 1; y++)
        for (int x = 1; x < of->width - 1; x++) {
            int64_t *at = seen + y * of->width + x;
            const int64_t beside[] = {at[-of->width], at[-1], at[1], at[of->width]};
            if (*at || !beside[0] || !beside[1] || !beside[2] || !beside[3] || own[y * of->width + x])
                continue;
            int64_t least = beside[0];
            for (int i = 1; i < 4; i++)
                least = beside[i] < least ? beside[i] : least;
            *at = least;
        }
}

/* What the frames of one animation are worked out with. rank: of each pixel. */
void showing_begin(showing *made, body *of)
{
    const size_t total = (size_t)of->height * (size_t)of->width;
    *made = (showing){.of = of};
    made->rank = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    made->seen = body_take(of, total * sizeof *made->seen);
    made->gaps = body_take(of, ((size_t)of->pairs + 1) * sizeof *made->gaps);
    made->holes = body_take(of, total);
    made->is_long = body_take(of, (size_t)of->count + 1);
    if (of->is_out)
        return;
    for (int y = 1; y < of->height - 1; y++)
        for (int x = 1; x < of->width - 1; x++)
            made->holes[y * of->width + x] = body_at(of, y, x) < 0 && body_at(of, y - 1, x) >= 0 &&
                                             body_at(of, y + 1, x) >= 0 && body_at(of, y, x - 1) >= 0 &&
                                             body_at(of, y, x + 1) >= 0;
    grow_mask(made->holes, of->height, of->width, HOLE_MOVES);
}

/* An eye hides an outline, and an outline what is inside. */
void showing_outline_first(showing *to)
{
    for (int i = 0; i < to->of->count; i++)
        to->rank[i] = LOWEST_RANK + to->of->edge[i];
    for (int number = 0; number < to->of->eye_count; number++)
        for (int i = 0; i < to->of->eyes[number].count; i++)
            to->rank[to->of->eyes[number].pixel[i]] = LOWEST_RANK + 2;
}

/* One frame. */
void showing_frame(int32_t *sources, showing *by, const int *down, const int *right)
{
    const body *of = by->of;
    const int total = of->height * of->width;
    memset(by->seen, 0, (size_t)total * sizeof *by->seen);
    for (int i = 0; i < of->count; i++)
        see(by->seen, (of->y[i] + down[i]) * of->width + of->x[i] + right[i], i, by->rank[i]);
    fill_gaps(by->seen, by->gaps, of, down, right, 0, of->straight, BRIDGE);
    fill_gaps(by->seen, by->gaps, of, down, right, of->straight, of->pairs, DIAGONAL_BRIDGE);
    fill_pinholes(by->seen, by->holes, of);
    for (int i = 0; i < total; i++)
        sources[i] = (int32_t)(by->seen[i] & (((int64_t)1 << RANK_BITS) - 1));
}

void showing_eased(int32_t *sources, showing *by, int *spare[AXES], int *const offsets[AXES], int frames)
{
    const size_t count = (size_t)by->of->count, total = (size_t)by->of->height * (size_t)by->of->width;
    for (int frame = 0; frame < frames; frame++) {
        for (int on = 0; on < AXES; on++)
            memcpy(spare[on], offsets[on] + (size_t)frame * count, count * sizeof(int));
        ease_offsets(spare[DOWN], spare[RIGHT], by->is_long, by->of);
        showing_frame(sources + (size_t)frame * total, by, spare[DOWN], spare[RIGHT]);
    }
}
