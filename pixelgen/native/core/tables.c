/* Integer arithmetic -> the tables of fixed_point.py and quadtree.py, number for number. */
#include "tables.h"

#define ROOT_4096 0xfff4e91bff1b8c3du /* 2^64 * 2^(-1 / 4096), rounded down */

static uint64_t high_product(uint64_t a, uint64_t b)
{
    const uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
    const uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    const uint64_t rest = a_low * b_high + (uint32_t)middle;
    return a_high * b_high + (middle >> 32) + (rest >> 32);
}

/* The powers carry 64 bits and lose less than one unit a step: far more than the 30 and 12 bits that are kept. */
static void make_powers(tables *made)
{
    uint64_t power = UINT64_MAX;
    for (int i = 0; i < LOGIT_FRACTION; i++, power = high_product(power, ROOT_4096))
        made->logit_weight[i] = (uint32_t)(((power >> 33) + 1) >> 1);
    uint64_t root = ROOT_4096; /* to the 16th: 2^(-1 / 256) */
    for (int squared = 0; squared < 4; squared++)
        root = high_product(root, root);
    power = UINT64_MAX;
    for (int i = 0; i <= FARTHEST; i++, power = high_product(power, root)) {
        const uint64_t of_48_bits = ((power >> 15) + 1) >> 1; /* rounded here too: half of 4095 must go up */
        made->score_weight[i] = (uint16_t)((of_48_bits * 4095 + ((uint64_t)1 << 47)) >> 48);
    }
}

static uint16_t pixel_at(int y, int x)
{
    const int inside = y >= 0 && y < PIXELGEN_SIDE && x >= 0 && x < PIXELGEN_SIDE;
    return (uint16_t)(inside ? y * PIXELGEN_SIDE + x : PIXELGEN_PIXELS);
}

static void make_geometry(tables *made)
{
    static const int FIRST[] = {0, 64, 320, PIXELGEN_CELLS}, SIDES[] = {4, 2, 1};
    for (int level = 0; level < 3; level++) {
        const int side = SIDES[level], per_row = PIXELGEN_SIDE / side, middle = (side - 1) / 2;
        for (int cell = FIRST[level]; cell < FIRST[level + 1]; cell++) {
            const int local = cell - FIRST[level], y = local / per_row * side, x = local % per_row * side;
            made->level[cell] = (uint8_t)level;
            made->side[cell] = (uint8_t)side;
            made->top[cell] = (uint8_t)y;
            made->left[cell] = (uint8_t)x;
            const uint16_t looks[PIXELGEN_NEIGHBOURS] = {
                pixel_at(y + middle, x - 1), pixel_at(y - 1, x + middle),
                pixel_at(y + middle, x + side), pixel_at(y + side, x + middle),
                pixel_at(y - 1, x - 1), pixel_at(y - 1, x + side),
                pixel_at(y + side, x - 1), pixel_at(y + side, x + side),
            };
            for (int place = 0; place < PIXELGEN_NEIGHBOURS; place++)
                made->neighbour_pixel[cell][place] = looks[place];
            if (level < 2) {
                const int half = side / 2, width = PIXELGEN_SIDE / half;
                const int first = FIRST[level + 1] + y / half * width + x / half;
                const int children[] = {first, first + 1, first + width, first + width + 1};
                for (int place = 0; place < 4; place++)
                    made->children[cell][place] = (uint16_t)children[place];
            }
        }
    }
}

void make_tables(tables *made)
{
    make_powers(made);
    make_geometry(made);
}
