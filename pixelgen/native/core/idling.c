/* How each kind of animal moves while it idles: as curling.py, pulsing.py, swaying.py, swimming.py, walking.py and
   repertoire.py of pixelgen/look/motion say it. */
#include "movements.h"

#include <stdlib.h>
#include <string.h>

/* For each pixel i of the body `of`. */
#define EACH for (int i = 0; i < of->count; i++)

typedef void idle_movements(movements *to);

static int *take_ints(movements *to)
{
    return body_take(to->of, ((size_t)to->of->count + 1) * sizeof(int));
}

static uint8_t *take_marks(movements *to)
{
    return body_take(to->of, (size_t)to->of->count + 1);
}

static int larger(int one, int other)
{
    return one > other ? one : other;
}

static int is_above(const body *of, int i)
{
    return of->y[i] < of->core.top;
}

static int is_below(const body *of, int i)
{
    return of->y[i] > of->core.bottom;
}

/* The same amplitude where marked. */
static void set_amplitude(movements *to, const uint8_t *marked, int amplitude)
{
    for (int i = 0; i < to->of->count; i++)
        to->amplitude[i] = marked[i] ? amplitude : 0;
}

static void set_delay(movements *to, int delay)
{
    for (int i = 0; i < to->of->count; i++)
        to->delay[i] = delay;
}

/* curling: cephalopods */

static void arms_down(movements *to)
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

static void ears_and_skirt(movements *to)
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

static void cloak(movements *to)
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

static void fins_and_arms(movements *to)
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

static void skirt(movements *to)
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

static void shell_and_tentacles(movements *to)
{
    const body *of = to->of;
    EACH {
        const int feelers = larger(0, of->along[i] - 72);
        to->amplitude[i] = feelers > 0;
        to->delay[i] = feelers * 14 + of->above[i] * 3;
    }
    move_along(to, DOWN, SINE);
}

/* pulsing: jellyfish */

static void add_strands(movements *to, int first, int delay)
{
    const body *of = to->of;
    EACH {
        const int below = larger(0, of->y[i] - of->core.bottom);
        to->amplitude[i] = below > 0 ? grown(below, (swing){first, first == 1 ? 6 : 7, 2, 0}) : 0;
        to->delay[i] = delay + below * 34 + of->along[i];
    }
    move_along(to, RIGHT, SINE);
}

static void bell(movements *to)
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

static void float_and_strands(movements *to)
{
    add_strands(to, 1, 0);
}

static void combs(movements *to)
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

/* swaying: what stands on the ground */

static void from_the_foot(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] < 34 ? 0 : of->above[i] < 72 ? 1 : 2;
        to->delay[i] = of->above[i] * 4;
    }
    move_along(to, RIGHT, SINE);
}

static void tentacles_up(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] < 45 ? 0 : of->above[i] < 78 ? 1 : 2;
        to->delay[i] = of->above[i] * 2 + of->along[i] * 2;
    }
    move_along(to, RIGHT, SINE);
}

static void soft_tubes(movements *to)
{
    const body *of = to->of;
    EACH {
        to->amplitude[i] = of->above[i] >= 30;
        to->delay[i] = of->above[i] * 7;
    }
    move_along(to, RIGHT, RAISED_COSINE);
}

static void massive(movements *to)
{
    add_polyps(to);
}

static void stony_tips(movements *to)
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
        massive(to);
}

static void spines(movements *to)
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

/* swimming */

static void fish(movements *to)
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

static void stiff_fish(movements *to)
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

static void spiny_fish(movements *to)
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

static void luring_fish(movements *to)
{
    body *of = to->of;
    int *rod = take_ints(to);
    if (of->is_out)
        return;
    EACH rod[i] = is_above(of, i) && of->along[i] >= 45 ? of->core.top - of->y[i] : 0;
    add_swing(to, rod, RIGHT, (swing){2, 5, 2, 20}, NULL, 0);
    add_tail_beat(to, 14, 32, 70, NULL);
}

static void upright_fish(movements *to)
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

static void coiled_eel(movements *to)
{
    const body *of = to->of;
    EACH {
        const int below = 100 - of->above[i];
        to->amplitude[i] = below < 30 ? 0 : below < 60 ? 1 : 2;
        to->delay[i] = below * 8;
    }
    move_along(to, RIGHT, SINE);
}

static void whip_tail(movements *to)
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

static void flippers(movements *to)
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

static void fluke(movements *to)
{
    body *of = to->of;
    int *below = take_ints(to);
    if (of->is_out)
        return;
    EACH below[i] = is_below(of, i) && of->along[i] > 35 ? of->out[i] : 0;
    add_tail_beat(to, 16, 48, 45, NULL);
    add_swing(to, below, RIGHT, (swing){2, 6, 1, 20}, NULL, TURN / 3);
}

/* walking */

static void claws(movements *to)
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

static void creeping_foot(movements *to)
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
static void shell_on_foot(movements *to)
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

static void many_legs(movements *to)
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

static void on_stilts(movements *to)
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

/* What can be told from a silhouette: a broad foot sways, a broad body swims, a tall one breathes and trails. */
static void by_shape(movements *to)
{
    const body *of = to->of;
    const int width = of->whole.right - of->whole.left + 1, height = of->whole.bottom - of->whole.top + 1;
    int lowest = 0;
    EACH lowest += of->y[i] == of->whole.bottom;
    if (4 * lowest >= width && height >= width)
        from_the_foot(to);
    else if (width * 10 >= height * 9)
        stiff_fish(to);
    else {
        add_breath(to, NULL, 1, NULL);
        add_strands(to, 2, 0);
    }
}

/* Arms hang below the bulk, or stretch to the right of it: on whichever side more sticks out. */
static void by_shape_cephalopod(movements *to)
{
    const body *of = to->of;
    if (of->whole.bottom - of->core.bottom >= of->whole.right - of->core.right)
        arms_down(to);
    else
        shell_and_tentacles(to);
}

void add_idle(movements *to, int idle)
{
    static idle_movements *const ALL[] = {
        [IDLE_BY_SHAPE] = by_shape,
        [IDLE_FISH] = fish,
        [IDLE_FROM_THE_FOOT] = from_the_foot,
        [IDLE_BELL] = bell,
        [IDLE_BY_SHAPE_CEPHALOPOD] = by_shape_cephalopod,
        [IDLE_STIFF_FISH] = stiff_fish,
        [IDLE_SPINY_FISH] = spiny_fish,
        [IDLE_UPRIGHT_FISH] = upright_fish,
        [IDLE_COILED_EEL] = coiled_eel,
        [IDLE_FLIPPERS] = flippers,
        [IDLE_FLUKE] = fluke,
        [IDLE_CREEPING_FOOT] = creeping_foot,
        [IDLE_SPINES] = spines,
        [IDLE_CLAWS] = claws,
        [IDLE_SHELL_ON_FOOT] = shell_on_foot,
        [IDLE_STONY_TIPS] = stony_tips,
        [IDLE_MASSIVE] = massive,
        [IDLE_SOFT_TUBES] = soft_tubes,
        [IDLE_TENTACLES_UP] = tentacles_up,
        [IDLE_COMBS] = combs,
        [IDLE_FLOAT_AND_STRANDS] = float_and_strands,
        [IDLE_ARMS_DOWN] = arms_down,
        [IDLE_FINS_AND_ARMS] = fins_and_arms,
        [IDLE_SKIRT] = skirt,
        [IDLE_SHELL_AND_TENTACLES] = shell_and_tentacles,
        [IDLE_EARS_AND_SKIRT] = ears_and_skirt,
        [IDLE_CLOAK] = cloak,
        [IDLE_LURING_FISH] = luring_fish,
        [IDLE_WHIP_TAIL] = whip_tail,
        [IDLE_MANY_LEGS] = many_legs,
        [IDLE_ON_STILTS] = on_stilts,
    };
    if (!to->of->is_out)
        ALL[idle](to);
}
