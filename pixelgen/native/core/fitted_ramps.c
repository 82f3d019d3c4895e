/* Any colours -> a ramp of them for each of ours: as pixelgen/look/fitted_ramps.py, which says how. */
#include "messages.h"
#include "oklab.h"
#include "palette.h"

#include <math.h>
#include <string.h>

enum { FEWEST = 2, MOST = 256, INK = 0 };

static const double OFTEN[PALETTE_SHADES] = {0.7, 0.9, 1.0, 1.2, 1.2, 1.0, 0.7}; /* how much a shade counts */
static const double LOUDER = 1.1, LOUDER_GREY = 1.9, DULLER = 1.6; /* price of squared chroma */
static const double LOST_LIGHT = 0.5; /* price of a squared unit of lightness lost between two shades */
static const double LEGIBLE = 0.14, ILLEGIBLE = 4.0; /* lightness above the outline's, price of what is missing there */
enum { BODY = 2 }; /* bodies are made of this shade and lighter ones */

static double above_zero(double number)
{
    return number > 0 ? number : 0;
}

static int lowest(const double *numbers, int count)
{
    int found = 0;
    for (int at = 1; at < count; at++)
        if (numbers[at] < numbers[found])
            found = at;
    return found;
}

static double measure(const int *rows, double (*costs)[MOST], const oklab *ours, const oklab *theirs)
{
    double sum = 0, lost = 0;
    for (int shade = 0; shade < PALETTE_SHADES; shade++) {
        sum += costs[shade][rows[shade]];
        for (int below = 0; below < shade; below++)
            lost += square(above_zero((ours[shade].lightness - ours[below].lightness) -
                                      (theirs[rows[shade]].lightness - theirs[rows[below]].lightness)));
    }
    return sum + LOST_LIGHT * lost;
}

/* The rows of least cost, none above the next, with the price of the light lost between neighbours. */
static void best_run(int *rows, double (*costs)[MOST], const oklab *ours, const oklab *theirs, int count)
{
    double total[MOST], next[MOST];
    uint8_t came_from[PALETTE_SHADES][MOST];
    memcpy(total, costs[0], sizeof *total * (size_t)count);
    for (int shade = 1; shade < PALETTE_SHADES; shade++) {
        const double wanted = ours[shade].lightness - ours[shade - 1].lightness;
        for (int above = 0; above < count; above++) {
            int from = 0;
            double least = INFINITY;
            for (int below = 0; below < count; below++) {
                const double step = theirs[above].lightness - theirs[below].lightness;
                const double through =
                    step >= 0 ? total[below] + LOST_LIGHT * square(above_zero(wanted - step)) : INFINITY;
                if (through < least) {
                    least = through;
                    from = below;
                }
            }
            came_from[shade][above] = (uint8_t)from;
            next[above] = least + costs[shade][above];
        }
        memcpy(total, next, sizeof *total * (size_t)count);
    }
    rows[PALETTE_SHADES - 1] = lowest(total, count);
    for (int shade = PALETTE_SHADES - 1; shade > 0; shade--)
        rows[shade - 1] = came_from[shade][rows[shade]];
}

/* Rows of their colours, which come by lightness, for the shades of a ramp. Ink ends at the darkest and the lightest. */
static void fit_ramp(int *rows, int ramp, const oklab *theirs, int count)
{
    oklab ours[PALETTE_SHADES];
    double costs[PALETTE_SHADES][MOST];
    for (int shade = 0; shade < PALETTE_SHADES; shade++) {
        ours[shade] = to_oklab(palette_rgb[palette_first(ramp) + shade]);
        for (int at = 0; at < count; at++) {
            double cost =
                mapping_cost(ours[shade], theirs[at], ramp == INK ? LOUDER_GREY : LOUDER, DULLER) * OFTEN[shade];
            if (ramp == INK && ((shade == 0 && at > 0) || (shade == PALETTE_SHADES - 1 && at < count - 1)))
                cost = INFINITY;
            else if (ramp != INK && shade >= BODY)
                cost += ILLEGIBLE * square(above_zero(LEGIBLE - (theirs[at].lightness - theirs[0].lightness)));
            costs[shade][at] = cost;
        }
    }
    int run[PALETTE_SHADES];
    for (int shade = 0; shade < PALETTE_SHADES; shade++)
        rows[shade] = lowest(costs[shade], count);
    best_run(run, costs, ours, theirs, count);
    if (measure(run, costs, ours, theirs) < measure(rows, costs, ours, theirs))
        memcpy(rows, run, sizeof run);
}

/* Each colour once, by lightness, those as light by their bytes -> how many. */
static int by_lightness(uint8_t (*sorted)[3], oklab *lab, const uint8_t *rgb, int32_t count)
{
    int found = 0;
    for (int32_t number = 0; number < count; number++) {
        const uint8_t *colour = rgb + 3 * (size_t)number;
        const oklab of = to_oklab(colour);
        int at = 0;
        while (at < found && (lab[at].lightness < of.lightness ||
                              (lab[at].lightness == of.lightness && memcmp(sorted[at], colour, 3) < 0)))
            at++;
        if (at < found && memcmp(sorted[at], colour, 3) == 0)
            continue;
        memmove(sorted + at + 1, sorted + at, sizeof *sorted * (size_t)(found - at));
        memmove(lab + at + 1, lab + at, sizeof *lab * (size_t)(found - at));
        memcpy(sorted[at], colour, 3);
        lab[at] = of;
        found++;
    }
    return found;
}

pixelgen_status pixelgen_fit_palette(const uint8_t *rgb, int32_t count, uint8_t *fitted, char *text, size_t room)
{
    const message to = {text, room};
    uint8_t sorted[MOST][3];
    oklab lab[MOST];
    if (rgb == NULL || fitted == NULL || count < FEWEST || count > MOST)
        return refuse(to, PIXELGEN_INVALID, "a palette must have %d to %d different colours; got %d", FEWEST, MOST,
                      rgb == NULL ? 0 : (int)count);
    const int different = by_lightness(sorted, lab, rgb, count);
    if (different < FEWEST)
        return refuse(to, PIXELGEN_INVALID, "a palette must have %d to %d different colours; got %d", FEWEST, MOST,
                      different);
    memset(fitted, 0, 3);
    for (int ramp = 0; ramp < PALETTE_RAMPS; ramp++) {
        int rows[PALETTE_SHADES];
        fit_ramp(rows, ramp, lab, different);
        for (int shade = 0; shade < PALETTE_SHADES; shade++)
            memcpy(fitted + 3 * (palette_first(ramp) + shade), sorted[rows[shade]], 3);
    }
    return PIXELGEN_OK;
}
