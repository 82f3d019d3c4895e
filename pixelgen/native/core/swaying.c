/* How what stands on the ground idles: as swaying.py of pixelgen/look/motion says it. */
#include "idling.h"

void idle_from_the_foot(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] < 34 ? 0 : of->above[i] < 72 ? 1 : 2;
        to->delay[i] = of->above[i] * 4;
    }
    move_along(to, RIGHT, SINE);
}

void idle_tentacles_up(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] < 45 ? 0 : of->above[i] < 78 ? 1 : 2;
        to->delay[i] = of->above[i] * 2 + of->along[i] * 2;
    }
    move_along(to, RIGHT, SINE);
}

void idle_soft_tubes(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] >= 30;
        to->delay[i] = of->above[i] * 7;
    }
    move_along(to, RIGHT, RAISED_COSINE);
}

void idle_massive(movements *to)
{
    add_polyps(to);
}

void idle_stony_tips(movements *to)
{
    const body *of = to->of;
    int farthest = 0, any = 0;
    EACH if (of->out[i] < OUT_OF_REACH) farthest = larger(farthest, of->out[i]);
    EACH {
        to->amplitude[i] = of->out[i] > larger(4, farthest - 4) && of->above[i] > 20;
        to->delay[i] = of->along[i] * 5;
        any |= to->amplitude[i];
    }
    if (any)
        move_along(to, RIGHT, SINE);
    else
        idle_massive(to);
}

void idle_spines(movements *to)
{
    body *of = to->of;
    int *low = take_ints(to), *high = take_ints(to), *delay = take_ints(to);
    if (of->is_out)
        return;
    EACH {
        const int is_beside = of->x[i] < of->core.left || of->x[i] > of->core.right;
        low[i] = is_beside && of->above[i] < 45 ? of->out[i] : 0;
        high[i] = of->above[i] >= 45 ? of->out[i] : 0;
        delay[i] = of->along[i] * 5;
    }
    add_swing(to, low, DOWN, (swing){3, 20, 1, 0}, delay, 0);
    add_swing(to, high, RIGHT, (swing){3, 20, 1, 0}, delay, TURN / 4);
}
