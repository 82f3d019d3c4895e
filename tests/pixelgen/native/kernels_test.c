/* The kernels' loops and the sampler, without a network: every kernel that runs here gives the same, at the extremes too. Built with
   sanitizers by test_core_sources.py; exits 0 or says what failed. */
#include "kernels.h"
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(truth)                                             \
    do {                                                         \
        if (!(truth)) {                                          \
            fprintf(stderr, "line %d: %s\n", __LINE__, #truth);  \
            exit(1);                                             \
        }                                                        \
    } while (0)

static void kernels_agree_at_the_extremes(void)
{
    enum { QUADS = 256, INPUTS = QUADS * QUAD, ROWS = 5, PANELS = 5 };
    int8_t *panels = malloc(PANELS * PANEL * INPUTS), *rows = malloc(ROWS * INPUTS);
    int32_t *sums = malloc(ROWS * PANELS * PANEL * sizeof *sums);
    for (int i = 0; i < PANELS * PANEL * INPUTS; i++)
        panels[i] = (int8_t)(i / QUAD % PANEL % 2 ? 127 : -127);
    for (int i = 0; i < ROWS * INPUTS; i++)
        rows[i] = (int8_t)(i / INPUTS % 2 ? 127 : -127);
    for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
        const kernel *each = find_kernel(*name);
        if (each == NULL)
            continue;
        each->matmul(sums, PANELS * PANEL, panels, PANELS, QUADS, rows, INPUTS, ROWS, 0);
        for (int row = 0; row < ROWS; row++)
            for (int channel = 0; channel < PANELS * PANEL; channel++)
                CHECK(sums[row * PANELS * PANEL + channel] == INPUTS * 127 * 127 * (row % 2 == channel % 2 ? 1 : -1));
        int16_t squares[INPUTS];
        for (int i = 0; i < COLUMN * INPUTS; i++)
            panels[i] = (int8_t)(i % COLUMN % 2 ? 127 : -127);
        for (int root = 1; root <= ROOT_LEVELS; root++) { /* 512 of them reach 2.13e9 of 2^31 */
            for (int i = 0; i < INPUTS; i++)
                squares[i] = (int16_t)(i % 2 ? root * root : 0);
            each->matmul_sparse(sums, panels, COLUMN, squares, INPUTS);
            for (int channel = 0; channel < COLUMN; channel++)
                CHECK(sums[channel] == INPUTS / 2 * root * root * (channel % 2 ? 127 : -127));
        }
        for (int i = 0; i < PANELS * PANEL * INPUTS; i++)
            panels[i] = (int8_t)(i / QUAD % PANEL % 2 ? 127 : -127);
        for (int i = 0; i < ROWS * INPUTS; i++)
            rows[i] = (int8_t)(i / INPUTS % 2 ? 127 : -127);
    }
    free(panels);
    free(rows);
    free(sums);
}

static void every_distance_weighs_the_same(void)
{
    enum { LENGTH = FARTHEST + 401, END = LENGTH + 31 };
    static tables made;
    static int32_t products[END];
    static float steps[END], scores[END];
    static int16_t weights[END];
    make_tables(&made);
    for (int i = 0; i < LENGTH; i++) {
        products[i] = 77 - i;
        steps[i] = 1.0f;
    }
    for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
        const kernel *each = find_kernel(*name);
        if (each == NULL)
            continue;
        memset(weights, 99, sizeof weights);
        const int32_t total =
            each->softmax_weights(weights, scores, products, steps, 1.0f, LENGTH, END, made.score_weight);
        int32_t sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            CHECK(weights[i] == made.score_weight[i < FARTHEST ? i : FARTHEST]);
            sum += weights[i];
        }
        CHECK(total == sum);
        for (int i = LENGTH; i < END; i++)
            CHECK(weights[i] == 0);
    }
}

static void every_sum_of_rows_is_squared_alike(void)
{
    enum { LENGTH = 1000 };
    static float rows[SUMMED][LENGTH], room[LENGTH];
    const float *listed[SUMMED];
    int16_t expected[LENGTH], squares[LENGTH];
    for (int row = 0; row < SUMMED; row++) {
        listed[row] = rows[row];
        for (int i = 0; i < LENGTH; i++) /* large and small ones, so that their order matters */
            rows[row][i] = (float)((row * 7919 + i * 104729) % 2003 - 1001) * (row % 3 == 1 ? 1e4f : 1e-3f);
    }
    for (int length = 1; length <= LENGTH; length += 37) {
        const float step = kernel_scalar.squared_relu_of_sum(expected, room, listed, (size_t)length);
        for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
            const kernel *each = find_kernel(*name);
            if (each == NULL)
                continue;
            const float got = each->squared_relu_of_sum(squares, room, listed, (size_t)length);
            CHECK(memcmp(&got, &step, sizeof got) == 0);
            CHECK(memcmp(squares, expected, (size_t)length * sizeof *squares) == 0);
        }
    }
}

static void draws_that_are_wrong_are_refused(void)
{
    static const uint8_t one[PIXELGEN_WRITABLE] = {0, 1}, none[PIXELGEN_WRITABLE] = {0};
    static const float logits[PIXELGEN_WRITABLE] = {9.0f};
    const pixelgen_sampling fine = {8000.0f, 0, 65536, 0}, odd = {8000.0f, -1, 65536, 0};
    CHECK(pixelgen_sample(logits, one, UINT64_MAX, &fine) == 1);
    CHECK(pixelgen_sample(logits, none, 0, &fine) == -1);
    CHECK(pixelgen_sample(logits, one, 0, &odd) == -1);
    CHECK(pixelgen_sample(NULL, one, 0, &fine) == -1);
    CHECK(pixelgen_sample(logits, NULL, 0, &fine) == -1);
    CHECK(pixelgen_sample(logits, one, 0, NULL) == -1);
}

int main(void)
{
    draws_that_are_wrong_are_refused();
    kernels_agree_at_the_extremes();
    every_distance_weighs_the_same();
    every_sum_of_rows_is_squared_alike();
    return 0;
}
