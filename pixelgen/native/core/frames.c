/* A body's motions -> its frames: idling, dashing, turning round. */
#include "frames.h"
#include "showing.h"

#include <stdlib.h>
#include <string.h>

enum { CROUCH_MS = 110, DASH_MS = 60, GLIDE_MS = 90, REST_MS = 140, TURN_MS = 70, LAST_TURN_MS = 140, NARROWEST = 28 };

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
    showing_outline_first(&by);
    add_idle(&all, idle);
    if (of->is_out)
        return;
    showing_eased(seen, &by, spare, all.offsets, frames);
    for (int stir = 0; stir < 2 && has_still_frame(seen, of, frames); stir++) {
        if (stir == 0)
            add_tips(&all);
        else
            add_polyps(&all);
        showing_eased(seen, &by, spare, all.offsets, frames);
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
    showing_outline_first(&by);
    for (int frame = 0; frame < frames; frame++) {
        durations_ms[frame] = frame == 0 ? CROUCH_MS : frame == frames - 1 ? REST_MS : frame == frames - 2 ? GLIDE_MS : DASH_MS;
        dash_offsets(down, right, of, frame, frames, heading);
        ease_offsets(down, right, by.is_long, of);
        showing_frame(seen + (size_t)frame * total, &by, down, right);
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
        showing_frame(seen + (size_t)frame * total, &by, down, right);
    }
}
