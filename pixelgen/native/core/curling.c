/* How cephalopods idle: as curling.py of pixelgen/look/motion says it. */
#include "idling.h"

void idle_arms_down(movements *to)
{
    body *of = to->of;
    uint8_t *limbs = take_marks(to), *still = take_marks(to);
    int *beside = take_ints(to), *under = take_ints(to);
    if (of->is_out)
        return;
    const box core = of->core;
    const int middle = (core.top + core.bottom) / 2;
    body_limbs(limbs, of);
    EACH {
        const int aside = larger(core.left - of->x[i], of->x[i] - core.right);
        still[i] = !limbs[i] && of->y[i] <= middle;
        beside[i] = limbs[i] && of->y[i] > middle ? larger(0, aside) : 0;
        under[i] = limbs[i] ? larger(0, of->y[i] - core.bottom - 1) : 0;
    }
    add_breath(to, still, 1, NULL);
    add_swing(to, beside, DOWN, (swing){2, 5, 2, 50}, NULL, TURN / 4);
    add_swing(to, under, RIGHT, (swing){2, 6, 1, 60}, of->along, 0);
}

void idle_ears_and_skirt(movements *to)
{
    body *of = to->of;
    uint8_t *ears = take_marks(to), *head = take_marks(to);
    int *aside = take_ints(to), *under = take_ints(to), *delay = take_ints(to);
    if (of->is_out)
        return;
    const box core = of->core;
    if (!body_named(ears, of, 1u << PART_FIN))
        EACH ears[i] = of->above[i] > 45;
    EACH {
        head[i] = !ears[i] && of->out[i] == 0 && of->y[i] < (core.top + core.bottom) / 2;
        delay[i] = TURN / 8;
        aside[i] = ears[i] ? larger(0, larger(core.left - of->x[i], of->x[i] - core.right)) : 0;
        under[i] = larger(0, of->y[i] - core.bottom);
    }
    add_breath(to, head, 1, delay);
    add_swing(to, aside, DOWN, (swing){1, 4, 2, 45}, NULL, 0);
    EACH delay[i] = of->along[i] * 3;
    add_swing(to, under, RIGHT, (swing){2, 6, 1, 60}, delay, 0);
}

void idle_cloak(movements *to)
{
    body *of = to->of;
    int *ears = take_ints(to);
    if (of->is_out)
        return;
    EACH {
        const int under = larger(0, 45 - of->above[i]);
        to->amplitude[i] = under == 0 ? 0 : of->along[i] < 50 ? -1 : 1;
        to->delay[i] = under * 12;
        ears[i] = of->above[i] > 72 ? of->out[i] : 0;
    }
    move_along(to, RIGHT, RAISED_COSINE);
    add_swing(to, ears, DOWN, (swing){2, 8, 1, 60}, NULL, 0);
}

void idle_fins_and_arms(movements *to)
{
    const body *of = to->of;
    EACH {
        const int fins = larger(0, 26 - of->along[i]);
        to->amplitude[i] = fins > 0;
        to->delay[i] = fins * 8;
    }
    move_along(to, DOWN, SINE);
    EACH {
        const int arms = larger(0, of->along[i] - 62);
        to->amplitude[i] = arms > 24 ? 2 : arms > 0;
        to->delay[i] = TURN / 3 + arms * 8;
    }
    move_along(to, DOWN, SINE);
}

void idle_skirt(movements *to)
{
    body *of = to->of;
    int *top = body_take(of, ((size_t)of->width + 1) * sizeof(int)), *bottom = body_take(of, ((size_t)of->width + 1) * sizeof(int));
    if (of->is_out)
        return;
    for (int i = of->count - 1; i >= 0; i--)
        top[of->x[i]] = of->y[i];
    EACH bottom[of->x[i]] = of->y[i];
    EACH {
        const int up = of->y[i] - top[of->x[i]], down = bottom[of->x[i]] - of->y[i];
        to->amplitude[i] = (up < down ? up : down) <= 1 && of->along[i] < 68;
        to->delay[i] = (100 - of->along[i]) * 14;
    }
    move_along(to, DOWN, SINE);
    EACH {
        const int arms = larger(0, of->along[i] - 80);
        to->amplitude[i] = arms > 0;
        to->delay[i] = arms * 10;
    }
    move_along(to, DOWN, SINE);
}

void idle_shell_and_tentacles(movements *to)
{
    const body *of = to->of;
    EACH {
        const int feelers = larger(0, of->along[i] - 72);
        to->amplitude[i] = feelers > 0;
        to->delay[i] = feelers * 14 + of->above[i] * 3;
    }
    move_along(to, DOWN, SINE);
}
