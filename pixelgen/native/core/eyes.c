/* A body's pixels -> its eyes: pupils with a light beside them, and the ring around. */
#include "body.h"

enum {
    PUPIL = FIRST_INK,
    LIGHT = FIRST_INK + 5 /* an eye's light is one of ink's two lightest */
};

static int is_dark(int colour, int is_any)
{
    return is_any ? colour > 0 && (colour - 1) % PALETTE_SHADES == 0 : colour == PUPIL;
}

static int is_bright(int colour, int is_any)
{
    return is_any ? colour > 0 && (colour - 1) % PALETTE_SHADES >= PALETTE_SHADES - 2 : colour == LIGHT || colour == LIGHT + 1;
}

static int is_pupil(const body *of, int y, int x, int is_any)
{
    if (y < 0 || x < 0 || x + 1 >= of->width)
        return 0;
    const uint8_t *at = of->indices + y * of->width + x;
    return is_dark(at[0], is_any) && is_bright(at[1], is_any);
}

/* Where several lie in one column or stair it is a line: the topmost stands for it. within: 1 for those that lie inside the
   outline alone -> whether any pupil was there at all. */
static int find_pupils(body *made, int is_any, int within)
{
    int any = 0;
    made->eye_count = 0;
    for (int y = 0; y < made->height; y++)
        for (int x = 0; x < made->width; x++) {
            if (!is_pupil(made, y, x, is_any))
                continue;
            any = 1;
            if (is_pupil(made, y - 1, x - 1, is_any) || is_pupil(made, y - 1, x, is_any) ||
                is_pupil(made, y - 1, x + 1, is_any) || made->eye_count == MOST_EYES)
                continue;
            if (!within || !made->edge[body_at(made, y, x)])
                made->eyes[made->eye_count++] = (animal_eye){.y = y, .x = x};
        }
    return any;
}

/* A pupil is the darkest ink with a light one on its right; without any, a dark pixel of any ramp will do. What lies on the
   outline counts only if nothing lies within. */
void body_find_eyes(body *made)
{
    for (int is_any = 0; is_any < 2; is_any++)
        if (find_pupils(made, is_any, 1)) {
            if (made->eye_count == 0)
                find_pupils(made, is_any, 0);
            break;
        }
    for (int number = 0; number < made->eye_count; number++) {
        animal_eye *eye = made->eyes + number;
        for (int y = eye->y - 1; y < eye->y + 4 && y <= made->height; y++)
            for (int x = eye->x - 1; x < eye->x + 4 && x <= made->width; x++)
                if (body_at(made, y, x) >= 0)
                    eye->pixel[eye->count++] = body_at(made, y, x);
    }
}
