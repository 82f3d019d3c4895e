/* How each kind of animal moves while it idles, a function each; and what they are written with. */
#ifndef PIXELGEN_IDLING_H
#define PIXELGEN_IDLING_H

#include "movements.h"

/* For each pixel i of the body `of`. */
#define EACH for (int i = 0; i < of->count; i++)

static inline int *take_ints(movements *to)
{
    return body_take(to->of, ((size_t)to->of->count + 1) * sizeof(int));
}

static inline uint8_t *take_marks(movements *to)
{
    return body_take(to->of, (size_t)to->of->count + 1);
}

static inline int larger(int one, int other)
{
    return one > other ? one : other;
}

static inline int is_above(const body *of, int i)
{
    return of->y[i] < of->core.top;
}

static inline int is_below(const body *of, int i)
{
    return of->y[i] > of->core.bottom;
}

/* The same amplitude where marked. */
static inline void set_amplitude(movements *to, const uint8_t *marked, int amplitude)
{
    for (int i = 0; i < to->of->count; i++)
        to->amplitude[i] = marked[i] ? amplitude : 0;
}

static inline void set_delay(movements *to, int delay)
{
    for (int i = 0; i < to->of->count; i++)
        to->delay[i] = delay;
}

/* curling.c */
void idle_arms_down(movements *to);
void idle_ears_and_skirt(movements *to);
void idle_cloak(movements *to);
void idle_fins_and_arms(movements *to);
void idle_skirt(movements *to);
void idle_shell_and_tentacles(movements *to);
/* pulsing.c */
void idle_bell(movements *to);
void idle_float_and_strands(movements *to);
void idle_combs(movements *to);
/* Strands, tentacles and the like from `first` steps below a bell on, and how late they follow. */
void add_strands(movements *to, int first, int delay);
/* swaying.c */
void idle_from_the_foot(movements *to);
void idle_tentacles_up(movements *to);
void idle_soft_tubes(movements *to);
void idle_massive(movements *to);
void idle_stony_tips(movements *to);
void idle_spines(movements *to);
/* swimming.c */
void idle_fish(movements *to);
void idle_stiff_fish(movements *to);
void idle_spiny_fish(movements *to);
void idle_luring_fish(movements *to);
void idle_upright_fish(movements *to);
void idle_coiled_eel(movements *to);
void idle_whip_tail(movements *to);
void idle_flippers(movements *to);
void idle_fluke(movements *to);
/* walking.c */
void idle_claws(movements *to);
void idle_creeping_foot(movements *to);
void idle_shell_on_foot(movements *to);
void idle_many_legs(movements *to);
void idle_on_stilts(movements *to);

#endif
