/* The number of an animal's idle movements -> those movements: as repertoire.py of pixelgen/look/motion. */
#include "idling.h"

typedef void idle_movements(movements *to);

/* What can be told from a silhouette: a broad foot sways, a broad body swims, a tall one breathes and trails. */
static void by_shape(movements *to)
{
    const body *of = to->of;
    const int width = of->whole.right - of->whole.left + 1, height = of->whole.bottom - of->whole.top + 1;
    int lowest = 0;
    EACH lowest += of->y[i] == of->whole.bottom;
    if (4 * lowest >= width && height >= width)
        idle_from_the_foot(to);
    else if (width * 10 >= height * 9)
        idle_stiff_fish(to);
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
        idle_arms_down(to);
    else
        idle_shell_and_tentacles(to);
}

void add_idle(movements *to, int idle)
{
    static idle_movements *const ALL[] = {
        [IDLE_BY_SHAPE] = by_shape,
        [IDLE_FISH] = idle_fish,
        [IDLE_FROM_THE_FOOT] = idle_from_the_foot,
        [IDLE_BELL] = idle_bell,
        [IDLE_BY_SHAPE_CEPHALOPOD] = by_shape_cephalopod,
        [IDLE_STIFF_FISH] = idle_stiff_fish,
        [IDLE_SPINY_FISH] = idle_spiny_fish,
        [IDLE_UPRIGHT_FISH] = idle_upright_fish,
        [IDLE_COILED_EEL] = idle_coiled_eel,
        [IDLE_FLIPPERS] = idle_flippers,
        [IDLE_FLUKE] = idle_fluke,
        [IDLE_CREEPING_FOOT] = idle_creeping_foot,
        [IDLE_SPINES] = idle_spines,
        [IDLE_CLAWS] = idle_claws,
        [IDLE_SHELL_ON_FOOT] = idle_shell_on_foot,
        [IDLE_STONY_TIPS] = idle_stony_tips,
        [IDLE_MASSIVE] = idle_massive,
        [IDLE_SOFT_TUBES] = idle_soft_tubes,
        [IDLE_TENTACLES_UP] = idle_tentacles_up,
        [IDLE_COMBS] = idle_combs,
        [IDLE_FLOAT_AND_STRANDS] = idle_float_and_strands,
        [IDLE_ARMS_DOWN] = idle_arms_down,
        [IDLE_FINS_AND_ARMS] = idle_fins_and_arms,
        [IDLE_SKIRT] = idle_skirt,
        [IDLE_SHELL_AND_TENTACLES] = idle_shell_and_tentacles,
        [IDLE_EARS_AND_SKIRT] = idle_ears_and_skirt,
        [IDLE_CLOAK] = idle_cloak,
        [IDLE_LURING_FISH] = idle_luring_fish,
        [IDLE_WHIP_TAIL] = idle_whip_tail,
        [IDLE_MANY_LEGS] = idle_many_legs,
        [IDLE_ON_STILTS] = idle_on_stilts,
    };
    if (!to->of->is_out)
        ALL[idle](to);
}
