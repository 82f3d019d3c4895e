/* Flaws of a drawing -> fewer of them: for each, the change of one pixel that removes most. */
#include "mending.h"

#include <string.h>

enum { INK = 1, GLOW = 9, AROUND = 2 /* pixels around a change whose flaws it may change */ };

static int may_change(const uint8_t *anew, int pixel)
{
    return anew == NULL || anew[pixel];
}

/* Alone in its ramp amid four drawn pixels. */
static int is_lone(const canvas *of, int place)
{
    for (int step = 0; step < 4; step++)
        if (!of->at[place + steps_4[step]])
            return 0;
    return is_orphan(of, place);
}

static int mark_lone(const canvas *of, uint8_t *marks)
{
    int count = 0;
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        count += marks[pixel] = (uint8_t)is_lone(of, canvas_place(pixel));
    return count;
}

/* Of four colours the commonest, the lowest of these. */
static int commonest(const uint8_t *colours)
{
    int best = 0, most = 0;
    for (int i = 0; i < 4; i++) {
        int times = 0;
        for (int j = 0; j < 4; j++)
            times += colours[j] == colours[i];
        if (times > most || (times == most && colours[i] < best)) {
            most = times;
            best = colours[i];
        }
    }
    return best;
}

static void mend_lone(canvas *drawn, int pixel, const uint8_t *anew)
{
    static const int pixel_steps[4] = {-1, -PIXELGEN_SIDE, 1, PIXELGEN_SIDE};
    const int place = canvas_place(pixel), ramp = ramp_number(drawn->at[place]);
    uint8_t colours[4];
    for (int step = 0; step < 4; step++) {
        colours[step] = drawn->at[place - steps_4[step]];
        if (ramp_number(colours[step]) == ramp)
            return; /* mended by what came before */
    }
    const int common = commonest(colours);
    if (ramp != INK && ramp != GLOW) {
        if (may_change(anew, pixel))
            drawn->at[place] = (uint8_t)common;
        return;
    }
    for (int step = 0; step < 4; step++) /* an eye or a light: it grows instead of going */
        if (colours[step] == common && may_change(anew, pixel + pixel_steps[step])) {
            drawn->at[place - steps_4[step]] = drawn->at[place];
            return;
        }
}

void mend_lone_pixels(canvas *drawn, const uint8_t *anew)
{
    uint8_t lone[PIXELGEN_PIXELS], left_lone[PIXELGEN_PIXELS];
    int count = mark_lone(drawn, lone);
    while (count > 0) {
        canvas mended = *drawn;
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            if (lone[pixel])
                mend_lone(&mended, pixel, anew);
        const int left = mark_lone(&mended, left_lone);
        if (left >= count)
            return;
        *drawn = mended;
        memcpy(lone, left_lone, sizeof lone);
        count = left;
    }
}

/* Flaws that the colour of a place has a part in. */
static int count_flaws(const canvas *of, int pixel)
{
    const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE;
    int count = 0;
    for (int y = row - AROUND; y <= row + AROUND; y++)
        for (int x = column - AROUND; x <= column + AROUND; x++)
            if (y >= 0 && y < PIXELGEN_SIDE && x >= 0 && x < PIXELGEN_SIDE) /* there is no flaw beyond the canvas */
                count += is_flaw(of, canvas_place(y * PIXELGEN_SIDE + x));
    return count;
}

/* Colours beside a place, the commonest first, then the lowest -> how many. */
static int colours_near(const canvas *of, int place, uint8_t *colours)
{
    int counts[PIXELGEN_COLOURS] = {0}, found = 0;
    for (int y = -STRIDE; y <= STRIDE; y += STRIDE)
        for (int x = -1; x <= 1; x++)
            counts[of->at[place + y + x]]++;
    for (int times = 9; times > 0; times--)
        for (int colour = 1; colour < PIXELGEN_COLOURS; colour++)
            if (counts[colour] == times)
                colours[found++] = (uint8_t)colour;
    return found;
}

typedef struct {
    canvas *drawn;
    int is_whole; /* and must stay so */
    int gain, pixel, colour; /* the best change so far */
} repair;

static void try_change(repair *of, int pixel, int colour)
{
    uint8_t *at = of->drawn->at + canvas_place(pixel);
    const uint8_t before = *at;
    const int count = count_flaws(of->drawn, pixel);
    *at = (uint8_t)colour;
    const int gain = count - count_flaws(of->drawn, pixel);
    if (gain > of->gain && (!of->is_whole || is_whole(of->drawn))) {
        of->gain = gain;
        of->pixel = pixel;
        of->colour = colour;
    }
    *at = before;
}

/* The gentlest first: a hole filled, other colours, a pixel less, one more. */
static void mend_flaw(canvas *drawn, int whole, int pixel, const uint8_t *anew)
{
    repair best = {drawn, whole, 0, pixel, 0};
    uint8_t colours[9];
    int places[5] = {pixel}, count = 1;
    const int known = colours_near(drawn, canvas_place(pixel), colours);
    const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE;
    if (column + 1 < PIXELGEN_SIDE)
        places[count++] = pixel + 1;
    if (row + 1 < PIXELGEN_SIDE)
        places[count++] = pixel + PIXELGEN_SIDE;
    if (column > 0)
        places[count++] = pixel - 1;
    if (row > 0)
        places[count++] = pixel - PIXELGEN_SIDE;
    if (anew[pixel] && !drawn->at[canvas_place(pixel)])
        for (int i = 0; i < known; i++)
            try_change(&best, pixel, colours[i]);
    for (int at = 0; at < count; at++) {
        const int now = drawn->at[canvas_place(places[at])];
        for (int i = 0; anew[places[at]] && now && i < known; i++)
            if (colours[i] != now)
                try_change(&best, places[at], colours[i]);
    }
    for (int at = 0; at < count; at++)
        if (anew[places[at]] && drawn->at[canvas_place(places[at])])
            try_change(&best, places[at], 0);
    for (int at = 1; at < count; at++)
        for (int i = 0; anew[places[at]] && !drawn->at[canvas_place(places[at])] && i < known; i++)
            try_change(&best, places[at], colours[i]);
    if (best.gain > 0)
        drawn->at[canvas_place(best.pixel)] = (uint8_t)best.colour;
}

static void mend(canvas *drawn, const uint8_t *flaws, const uint8_t *anew)
{
    const int whole = is_whole(drawn);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        if (flaws[pixel])
            mend_flaw(drawn, whole, pixel, anew);
}

void mend_doubled_corners(canvas *drawn)
{
    uint8_t corners[PIXELGEN_PIXELS];
    canvas before;
    do {
        before = *drawn;
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            corners[pixel] = (uint8_t)is_doubled_corner(drawn, canvas_place(pixel));
        mend(drawn, corners, corners); /* only they change: hooks and feet stay */
    } while (memcmp(&before, drawn, sizeof before) != 0);
}

/* Whether what is drawn anew begins or ends beside this pixel. */
static int is_along_seam(const uint8_t *anew, int pixel)
{
    const int row = pixel / PIXELGEN_SIDE, column = pixel % PIXELGEN_SIDE, here = anew[pixel] != 0;
    return (row > 0 && (anew[pixel - PIXELGEN_SIDE] != 0) != here) ||
           (row + 1 < PIXELGEN_SIDE && (anew[pixel + PIXELGEN_SIDE] != 0) != here) ||
           (column > 0 && (anew[pixel - 1] != 0) != here) ||
           (column + 1 < PIXELGEN_SIDE && (anew[pixel + 1] != 0) != here);
}

void mend_seam(canvas *child, const canvas *parent, const uint8_t *anew)
{
    uint8_t flaws[PIXELGEN_PIXELS];
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        const int place = canvas_place(pixel);
        flaws[pixel] = is_along_seam(anew, pixel) && is_flaw(child, place) && (anew[pixel] || !is_flaw(parent, place));
    }
    mend(child, flaws, anew);
}
