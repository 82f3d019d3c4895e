/* How jellyfish idle: as pulsing.py of pixelgen/look/motion says it. */
#include "idling.h"

void add_strands(movements *to, int first, int delay)
{
    const body *of = to->of;
    EACH {
        const int below = larger(0, of->y[i] - of->core.bottom);
        to->amplitude[i] = below > 0 ? grown(below, (swing){first, first == 1 ? 6 : 7, 2, 0}) : 0;
        to->delay[i] = delay + below * 34 + of->along[i];
    }
    move_along(to, RIGHT, SINE);
}

void idle_bell(movements *to)
{
    body *of = to->of;
    uint8_t *rim = take_marks(to);
    int *delay = take_ints(to), *arms = take_ints(to);
    if (of->is_out)
        return;
    const box core = of->core;
    EACH {
        rim[i] = of->y[i] - core.bottom <= 3;
        delay[i] = (core.bottom + 3 - of->y[i]) * 18;
        arms[i] = of->y[i] <= core.bottom && (of->x[i] < core.left || of->x[i] > core.right) ? of->out[i] : 0;
    }
    add_breath(to, rim, core.right - core.left >= 18 ? 2 : 1, delay);
    EACH {
        to->amplitude[i] = of->y[i] < core.bottom - 1 ? -1 : 0;
        to->delay[i] = (of->y[i] - core.top) * 30;
    }
    move_along(to, DOWN, RAISED_COSINE);
    add_strands(to, 2, 5 * TURN / 12);
    add_swing(to, arms, DOWN, (swing){4, 20, 1, 12}, NULL, 7 * TURN / 12);
}

void idle_float_and_strands(movements *to)
{
    add_strands(to, 1, 0);
}

void idle_combs(movements *to)
{
    const body *of = to->of;
    const box core = of->core;
    EACH {
        to->amplitude[i] = of->x[i] > core.left + 1 && of->x[i] < core.right - 1 && of->y[i] > core.top + 2 &&
                           of->y[i] < core.bottom - 2 && !of->edge[i];
        to->delay[i] = floor_divided(of->x[i] - core.left, 2) * (TURN * 3 / 8);
    }
    move_along(to, DOWN, RAISED_COSINE);
    add_strands(to, 2, 0);
}
