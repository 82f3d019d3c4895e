/* How what walks and creeps idles: as walking.py of pixelgen/look/motion says it. */
#include "idling.h"

void idle_claws(movements *to)
{
    body *of = to->of;
    uint8_t *limbs = take_marks(to);
    int *legs = take_ints(to), *delay = take_ints(to);
    if (of->is_out)
        return;
    body_limbs(limbs, of);
    EACH {
        const int is_high = of->above[i] > 52 && (of->along[i] < 32 || of->along[i] > 68);
        to->amplitude[i] = is_high ? -1 : 0;
        to->delay[i] = of->along[i] < 50 ? 0 : TURN / 4;
        legs[i] = limbs[i] && of->above[i] < 40 ? of->out[i] : 0;
        delay[i] = of->along[i] * 17;
    }
    move_along(to, DOWN, RAISED_COSINE);
    add_swing(to, legs, RIGHT, (swing){2, 20, 1, 30}, delay, 0);
}

static void add_foot_ripple(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->y[i] >= of->whole.bottom - 1 ? -1 : 0;
        to->delay[i] = (100 - of->along[i]) * 16;
    }
    move_along(to, DOWN, RAISED_COSINE);
}

void idle_creeping_foot(movements *to)
{
    body *of = to->of;
    int *back = take_ints(to);
    if (of->is_out)
        return;
    EACH back[i] = larger(0, of->core.top + 2 - of->y[i]);
    add_foot_ripple(to);
    add_swing(to, back, RIGHT, (swing){3, 20, 1, 0}, of->along, 0);
}

/* An eye moves as one block, so short stalks are held still where the block reaches into the foot. */
void idle_shell_on_foot(movements *to)
{
    body *of = to->of;
    uint8_t *held = take_marks(to);
    int any = 0;
    if (of->is_out)
        return;
    EACH held[i] = !(of->along[i] > 72 && of->above[i] > 22);
    for (int round = 0; round < of->eye_count; round++) /* what one eye holds may be part of the next */
        for (int number = 0; number < of->eye_count; number++) {
            const animal_eye *eye = of->eyes + number;
            uint8_t is_held = 0;
            for (int i = 0; i < eye->count; i++)
                is_held |= held[eye->pixel[i]];
            for (int i = 0; i < eye->count; i++)
                held[eye->pixel[i]] |= is_held;
        }
    add_foot_ripple(to);
    EACH any |= !held[i] && body_is_top(of, i);
    if (!any)
        return;
    EACH {
        to->amplitude[i] = of->along[i] > 72 && of->above[i] > 22;
        to->delay[i] = of->along[i] * 9;
    }
    move_along(to, DOWN, RAISED_COSINE);
}

void idle_many_legs(movements *to)
{
    body *of = to->of;
    int *legs = take_ints(to), *delay = take_ints(to);
    if (of->is_out)
        return;
    EACH {
        legs[i] = is_below(of, i) ? of->y[i] - of->core.bottom : 0;
        delay[i] = of->along[i] * 17;
    }
    add_swing(to, legs, RIGHT, (swing){2, 20, 1, 0}, delay, 0);
    EACH {
        const int feelers = of->along[i] > 82 && of->above[i] > 45 ? of->along[i] - 82 : 0;
        to->amplitude[i] = feelers > 0;
        to->delay[i] = feelers * 12;
    }
    move_along(to, DOWN, SINE);
}

void idle_on_stilts(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] > 85;
        to->delay[i] = of->along[i] * 3;
    }
    move_along(to, RIGHT, SINE);
    EACH {
        to->amplitude[i] = of->along[i] < 18 && of->above[i] > 60;
        to->delay[i] = 0;
    }
    move_along(to, DOWN, SINE);
}
