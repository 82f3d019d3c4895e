/* How what swims idles: as swimming.py of pixelgen/look/motion says it. */
#include "idling.h"

void idle_fish(movements *to)
{
    body *of = to->of;
    uint8_t *rest = take_marks(to), *fins = take_marks(to);
    if (of->is_out)
        return;
    EACH rest[i] = !is_above(of, i) && !is_below(of, i);
    add_tail_beat(to, 14, 42, 70, rest);
    EACH rest[i] = !rest[i] && of->along[i] < 26;
    set_amplitude(to, rest, 1);
    set_delay(to, TURN * 6 / 10);
    move_along(to, DOWN, SINE);
    body_fins(fins, of);
    EACH fins[i] = fins[i] && of->along[i] >= 42;
    add_swung(to, fins, (swing){3, 5, 1, 30}, TURN / 3);
}

void idle_stiff_fish(movements *to)
{
    body *of = to->of;
    uint8_t *fins = take_marks(to);
    if (of->is_out)
        return;
    body_fins(fins, of);
    EACH fins[i] = fins[i] && of->along[i] >= 26;
    add_tail_beat(to, 0, 26, 70, NULL);
    add_swung(to, fins, (swing){1, 5, 1, 90}, TURN / 6);
}

void idle_spiny_fish(movements *to)
{
    body *of = to->of;
    int *away = take_ints(to), *delay = take_ints(to);
    if (of->is_out)
        return;
    EACH {
        away[i] = larger(0, larger(of->core.top - of->y[i], of->y[i] - of->core.bottom));
        delay[i] = of->along[i] * 4;
    }
    add_swing(to, away, RIGHT, (swing){2, 20, 1, 25}, delay, 0);
    add_tail_beat(to, 0, 25, 70, NULL);
}

void idle_luring_fish(movements *to)
{
    body *of = to->of;
    int *rod = take_ints(to);
    if (of->is_out)
        return;
    EACH rod[i] = is_above(of, i) && of->along[i] >= 45 ? of->core.top - of->y[i] : 0;
    add_swing(to, rod, RIGHT, (swing){2, 5, 2, 20}, NULL, 0);
    add_tail_beat(to, 14, 32, 70, NULL);
}

void idle_upright_fish(movements *to)
{
    body *of = to->of;
    uint8_t *back = take_marks(to);
    if (of->is_out)
        return;
    EACH {
        const int low = larger(0, 40 - of->above[i]);
        to->amplitude[i] = low > 0;
        to->delay[i] = TURN / 4 + low * 9;
    }
    move_along(to, RIGHT, SINE);
    if (!body_named(back, of, 1u << PART_FIN))
        EACH back[i] = of->along[i] < 24 && of->above[i] > 40 && of->above[i] < 75;
    set_amplitude(to, back, 1);
    EACH to->delay[i] = of->above[i] * 20;
    move_along(to, RIGHT, RAISED_COSINE);
}

void idle_coiled_eel(movements *to)
{
    const body *of = to->of;
    EACH {
        const int below = 100 - of->above[i];
        to->amplitude[i] = below < 30 ? 0 : below < 60 ? 1 : 2;
        to->delay[i] = below * 8;
    }
    move_along(to, RIGHT, SINE);
}

void idle_whip_tail(movements *to)
{
    body *of = to->of;
    uint8_t *head = take_marks(to);
    int *away = take_ints(to), *reached = take_ints(to);
    if (of->is_out)
        return;
    if (body_named(head, of, 1u << PART_HEAD | 1u << PART_MOUTH))
        body_steps(away, of, head);
    else
        EACH away[i] = of->x[i] < of->core.right ? larger(0, of->out[i] - 2) : 0;
    EACH reached[i] = away[i] < OUT_OF_REACH ? away[i] : 0;
    add_swing(to, reached, DOWN, (swing){2, 7, 2, 60}, NULL, 0);
    EACH {
        to->amplitude[i] = of->out[i] == 0 && away[i] == 0 && 2 * of->y[i] > of->core.top + of->core.bottom;
        to->delay[i] = (of->y[i] - of->core.top) * 24;
    }
    move_along(to, DOWN, RAISED_COSINE);
}

void idle_flippers(movements *to)
{
    body *of = to->of;
    uint8_t *limbs = take_marks(to), *head = take_marks(to);
    int *front = take_ints(to), *hind = take_ints(to);
    if (of->is_out)
        return;
    body_named(head, of, 1u << PART_HEAD);
    if (body_named(limbs, of, 1u << PART_LIMB))
        add_swung(to, limbs, (swing){1, 4, 2, 40}, 0);
    else {
        EACH {
            const int distance = larger(0, of->y[i] - (of->whole.top + of->core.bottom) / 2 - 2);
            front[i] = of->along[i] >= 45 ? distance : 0;
            hind[i] = of->along[i] >= 45 ? 0 : distance;
            head[i] = of->x[i] > of->whole.right - 8 && of->y[i] < of->core.bottom;
        }
        add_swing(to, front, RIGHT, (swing){1, 5, 2, 40}, NULL, 0);
        add_swing(to, hind, RIGHT, (swing){2, 6, 1, 40}, NULL, TURN / 2);
    }
    set_amplitude(to, head, 1);
    set_delay(to, TURN / 3);
    move_along(to, DOWN, RAISED_COSINE);
}

void idle_fluke(movements *to)
{
    body *of = to->of;
    int *below = take_ints(to);
    if (of->is_out)
        return;
    EACH below[i] = is_below(of, i) && of->along[i] > 35 ? of->out[i] : 0;
    add_tail_beat(to, 16, 48, 45, NULL);
    add_swing(to, below, RIGHT, (swing){2, 6, 1, 20}, NULL, TURN / 3);
}
