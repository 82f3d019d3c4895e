/* What touches in the picture touches in every frame: offsets of neighbours are first eased until they differ by one at most,
   and a gap of one pixel that this leaves shows one of the two pixels once more. An eye moves as one block. */
#include "frames.h"
#include "part_maps.h"

#include <stdlib.h>
#include <string.h>

enum {
    DIAGONAL_BRIDGE,
    BRIDGE,
    LOWEST_RANK,
    HOLE_MOVES = 2, /* pixels that a hole of the picture may have moved by */
    RANK_BITS = 32  /* below them the number of a pixel */
};
enum { CROUCH_MS = 110, DASH_MS = 60, GLIDE_MS = 90, REST_MS = 140, TURN_MS = 70, LAST_TURN_MS = 140, NARROWEST = 28 };

static int sign_of(int number)
{
    return (number > 0) - (number < 0);
}

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
static void ease(int *down, int *right, uint8_t *is_long, const body *of)
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
typedef struct {
    int place, pixel;
} gap;

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
typedef struct {
    body *of;
    int *rank;
    int64_t *seen;
    gap *gaps;
    uint8_t *holes, *is_long;
} showing;

static void showing_begin(showing *made, body *of)
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
static void outline_first(showing *to)
{
    for (int i = 0; i < to->of->count; i++)
        to->rank[i] = LOWEST_RANK + to->of->edge[i];
    for (int number = 0; number < to->of->eye_count; number++)
        for (int i = 0; i < to->of->eyes[number].count; i++)
            to->rank[to->of->eyes[number].pixel[i]] = LOWEST_RANK + 2;
}

/* One frame. */
static void show(int32_t *sources, showing *by, const int *down, const int *right)
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

static void show_eased(int32_t *sources, showing *by, int *spare[AXES], int *const offsets[AXES], int frames)
{
    const size_t count = (size_t)by->of->count, total = (size_t)by->of->height * (size_t)by->of->width;
    for (int frame = 0; frame < frames; frame++) {
        for (int on = 0; on < AXES; on++)
            memcpy(spare[on], offsets[on] + (size_t)frame * count, count * sizeof(int));
        ease(spare[DOWN], spare[RIGHT], by->is_long, by->of);
        show(sources + (size_t)frame * total, by, spare[DOWN], spare[RIGHT]);
    }
}

static int tone_of(const body *of, int32_t source)
{
    return source == 0 ? 0 : of->indices[of->y[source - 1] * of->width + of->x[source - 1]];
}

/* Whether some frame shows the same colours as the one before it. */
static int has_still_frame(const int32_t *sources, const body *of, int frames)
{
    const int total = of->height * of->width;
    for (int frame = 0; frame < frames; frame++) {
        const int32_t *own = sources + frame * total, *before = sources + (frame + frames - 1) % frames * total;
        int same = 1;
        for (int i = 0; same && i < total; i++)
            same = tone_of(of, own[i]) == tone_of(of, before[i]);
        if (same)
            return 1;
    }
    return 0;
}

/* Where two frames in a row come out alike, the tips of the animal stir as well, and then its upper rim. */
void idle_frames(int32_t *seen, body *of, int idle, int frames)
{
    movements all;
    showing by;
    int *spare[AXES];
    movements_begin(&all, of, frames);
    showing_begin(&by, of);
    for (int on = 0; on < AXES; on++)
        spare[on] = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    if (of->is_out)
        return;
    outline_first(&by);
    add_idle(&all, idle);
    if (of->is_out)
        return;
    show_eased(seen, &by, spare, all.offsets, frames);
    for (int stir = 0; stir < 2 && has_still_frame(seen, of, frames); stir++) {
        if (stir == 0)
            add_tips(&all);
        else
            add_polyps(&all);
        show_eased(seen, &by, spare, all.offsets, frames);
    }
}

/* A number for each frame: the dashes over and over, the last frame at rest. */
static int of_frame(int frame, int frames, int crouch, const int *dashes, int count, int glide)
{
    if (frame == 0)
        return crouch;
    return frame == frames - 1 ? 0 : frame == frames - 2 ? glide : dashes[(frame - 1) % count];
}

/* Pixels towards the heading. */
static int forward_of(const body *of, int heading, int i)
{
    return heading == HEADING_UP ? -of->y[i] : heading == HEADING_RIGHT ? of->x[i] : -of->x[i];
}

/* Crouch: drawn together towards the front end and held back. Dash: stretched and thrown forward, what sticks out is folded, a
   tail beats up and down in turn. Glide: half of it. */
static void dash_offsets(int *down, int *right, const body *of, int frame, int frames, int heading)
{
    static const int FAR[] = {2}, JETS[] = {2, 1}, BEATS[] = {-2, 2};
    const box core = of->core;
    int farthest = 0, length = 1;
    for (int i = 0; i < of->count; i++) {
        const int forward = forward_of(of, heading, i);
        farthest = forward > farthest ? forward : farthest; /* 0 at least, as the reference has it */
    }
    for (int i = 0; i < of->count; i++) {
        const int behind = farthest - forward_of(of, heading, i);
        length = behind > length ? behind : length;
    }
    const int thrown = of_frame(frame, frames, -1, FAR, 1, 1), beat = of_frame(frame, frames, 0, BEATS, 2, 1);
    /* a tail beats through the dash; without one, jets of water push it on */
    const int stretch = heading == HEADING_RIGHT ? of_frame(frame, frames, -2, FAR, 1, 1)
                                                 : of_frame(frame, frames, -2, JETS, 2, 1);
    for (int i = 0; i < of->count; i++) {
        const int behind = farthest - forward_of(of, heading, i);
        const int across = heading == HEADING_UP ? 2 * of->x[i] - (core.left + core.right)
                                                 : 2 * of->y[i] - (core.top + core.bottom);
        const int ahead = thrown - sign_of(stretch) * ((2 * abs(stretch) * behind + length) / (2 * length));
        const int inwards = abs(across) > 5 ? -sign_of(across) : 0;
        if (heading == HEADING_UP) {
            const int rim = abs(across) * 100 > (core.right - core.left + 1) * 55 ? inwards : 0;
            down[i] = -ahead;
            right[i] = sign_of(stretch) * rim + (beat != 0) * inwards * grown(of->out[i], (swing){3, 4, 1, 0});
            continue;
        }
        const int fold = beat != 0 && of->out[i] >= 2 ? inwards : 0;
        if (heading == HEADING_LEFT) {
            down[i] = fold;
            right[i] = -ahead;
            continue;
        }
        /* fins that trail above or below are folded alone */
        const int is_streaming = of->out[i] >= 2 && abs(across) > core.bottom - core.top;
        const int tail = is_streaming ? 0 : behind * 100 > length * 84 ? 2 : behind * 100 > length * 60 ? 1 : 0;
        down[i] = fold + sign_of(beat) * (abs(beat) < tail ? abs(beat) : tail);
        right[i] = ahead;
    }
}

void dart_frames(int32_t *seen, int32_t *durations_ms, body *of, int frames, int heading)
{
    const size_t total = (size_t)of->height * (size_t)of->width;
    showing by;
    int *down, *right;
    showing_begin(&by, of);
    down = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    right = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    if (of->is_out)
        return;
    outline_first(&by);
    for (int frame = 0; frame < frames; frame++) {
        durations_ms[frame] = frame == 0 ? CROUCH_MS : frame == frames - 1 ? REST_MS : frame == frames - 2 ? GLIDE_MS : DASH_MS;
        dash_offsets(down, right, of, frame, frames, heading);
        ease(down, right, by.is_long, of);
        show(seen + (size_t)frame * total, &by, down, right);
    }
}

/* Columns that stay apart: those of eyes, and others evenly spread to `percent` of the width. */
static int keep_columns(uint8_t *kept, int *others, const body *of, int percent)
{
    const int width = of->whole.right - of->whole.left + 1;
    int count = (width * percent + 50) / 100, sum = 0, free_ones = 0;
    count = count > 1 ? count : 1;
    memset(kept, 0, (size_t)width);
    for (int number = 0; number < of->eye_count; number++)
        for (int x = of->eyes[number].x - of->whole.left, last = x + 2; x < last && x < width; x++)
            kept[x] = 1;
    for (int x = 0; x < width; x++) {
        sum += kept[x];
        if (!kept[x])
            others[free_ones++] = x;
    }
    int more = count - sum > 0 ? count - sum : 0;
    more = more < free_ones ? more : free_ones;
    for (int i = 0; i < more; i++)
        kept[others[(2 * i + 1) * free_ones / (2 * more)]] = 1;
    return sum + more;
}

void turn_frames(int32_t *seen, uint8_t *mirrored, int32_t *durations_ms, body *of, int frames)
{
    const int width = of->whole.right - of->whole.left + 1;
    const size_t total = (size_t)of->height * (size_t)of->width;
    showing by;
    showing_begin(&by, of);
    int *down = body_take(of, ((size_t)of->count + 1) * sizeof(int)), *right = body_take(of, ((size_t)of->count + 1) * sizeof(int));
    int *others = body_take(of, (size_t)width * sizeof(int)), *shift = body_take(of, (size_t)width * sizeof(int));
    uint8_t *kept = body_take(of, (size_t)width);
    if (of->is_out)
        return;
    for (int frame = 0; frame < frames; frame++) {
        const int share = turned_cosine(frame + 1, frames, 100);
        const int narrow = keep_columns(kept, others, of, abs(share) > NARROWEST ? abs(share) : NARROWEST);
        for (int x = 0, sum = 0; x < width; x++) {
            sum += kept[x];
            shift[x] = (width - narrow) / 2 + (sum > 1 ? sum - 1 : 0) - x;
        }
        for (int i = 0; i < of->count; i++) {
            const int column = of->x[i] - of->whole.left;
            right[i] = shift[column];
            by.rank[i] = LOWEST_RANK + 2 * kept[column] + !of->edge[i];
        }
        mirrored[frame] = share < 0;
        durations_ms[frame] = frame == frames - 1 ? LAST_TURN_MS : TURN_MS;
        show(seen + (size_t)frame * total, &by, down, right);
    }
}
