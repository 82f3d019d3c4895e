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

static uint64_t state = 1;

static uint32_t draw(uint32_t below) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % below);
}

enum { MOST_ROWS = 9, MOST_PANELS = 7, MOST_QUADS = 64, MOST_KEYS = 96, DIMENSIONS = 48 };

static int8_t panels[MOST_PANELS * PANEL * MOST_QUADS * QUAD], rows[MOST_ROWS * MOST_QUADS * QUAD];
static int8_t columns[MOST_QUADS * QUAD * 3 * COLUMN], values[MOST_KEYS * DIMENSIONS];
static int16_t sparse[MOST_QUADS * QUAD], weights[MOST_ROWS * MOST_KEYS];
static float floats[MOST_KEYS], scales[MOST_KEYS];
static int32_t products[MOST_KEYS];

static void draw_inputs(void)
{
    for (size_t i = 0; i < sizeof panels; i++)
        panels[i] = (int8_t)((int)draw(255) - 127);
    for (size_t i = 0; i < sizeof rows; i++)
        rows[i] = (int8_t)((int)draw(255) - 127);
    for (size_t i = 0; i < sizeof columns; i++)
        columns[i] = (int8_t)((int)draw(255) - 127);
    for (size_t i = 0; i < sizeof values; i++)
        values[i] = (int8_t)((int)draw(255) - 127);
    for (size_t i = 0; i < sizeof sparse / sizeof *sparse; i++) {
        const uint32_t root = draw(4) == 0 ? draw(ROOT_LEVELS + 1) : 0;
        sparse[i] = (int16_t)(root * root);
    }
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        weights[i] = (int16_t)(draw(3) == 0 ? draw(4096) : 0);
    memset(weights + 8, 0, 16 * sizeof *weights); /* what may be passed over */
    for (size_t i = 0; i < MOST_KEYS; i++) {
        floats[i] = ((float)draw(2000001) - 1e6f) * (draw(5) == 0 ? 1e-3f : 1e3f);
        scales[i] = (float)(1 + draw(1000)) * 1e-4f;
        products[i] = (int32_t)draw(1000001) - 500000;
    }
}

static void same_sums(const kernel *each)
{
    static int32_t expected[MOST_ROWS * MOST_PANELS * PANEL], found[MOST_ROWS * MOST_PANELS * PANEL];
    const size_t row_count = 1 + draw(MOST_ROWS), count = 1 + draw(MOST_PANELS), quads = 1 + draw(MOST_QUADS);
    const size_t stride = MOST_PANELS * PANEL, row_stride = MOST_QUADS * QUAD;
    memset(expected, 1, sizeof expected);
    memset(found, 1, sizeof found); /* nothing beyond the panels is written */
    kernel_scalar.matmul(expected, stride, panels, count, quads, rows, row_stride, row_count, 0);
    each->matmul(found, stride, panels, count, quads, rows, row_stride, row_count, 64);
    CHECK(memcmp(found, expected, sizeof found) == 0);
    const size_t channels = COLUMN * (1 + draw(3)), inputs = 1 + draw(MOST_QUADS * QUAD);
    kernel_scalar.matmul_sparse(expected, columns, channels, sparse, inputs);
    each->matmul_sparse(found, columns, channels, sparse, inputs);
    CHECK(memcmp(found, expected, channels * sizeof *found) == 0);
    const size_t dimensions = PANEL * (1 + draw(3)), length = PANEL * (1 + draw(MOST_KEYS / PANEL));
    kernel_scalar.weighted_sum(expected, weights, MOST_KEYS, row_count, length, values, dimensions, 0);
    each->weighted_sum(found, weights, MOST_KEYS, row_count, length, values, dimensions, 64);
    CHECK(memcmp(found, expected, row_count * dimensions * sizeof *found) == 0);
}

static void same_rows(const kernel *each)
{
    static int16_t words[MOST_KEYS], found_words[MOST_KEYS];
    static int8_t bytes[2 * MOST_KEYS], found_bytes[2 * MOST_KEYS];
    static float some[MOST_KEYS], found_some[MOST_KEYS], room[MOST_KEYS];
    static tables made;
    make_tables(&made);
    const size_t length = 1 + draw(MOST_KEYS), end = (length + PANEL - 1) / PANEL * PANEL;
    CHECK(kernel_scalar.softmax_weights(words, room, products, scales, 0.01f, length, end, made.score_weight) ==
          each->softmax_weights(found_words, room, products, scales, 0.01f, length, end, made.score_weight));
    CHECK(memcmp(found_words, words, end * sizeof *words) == 0);
    CHECK(kernel_scalar.quantise(bytes, floats, length) == each->quantise(found_bytes, floats, length));
    CHECK(memcmp(found_bytes, bytes, length) == 0);
    CHECK(kernel_scalar.rms_norm(bytes, floats, length) == each->rms_norm(found_bytes, floats, length));
    CHECK(memcmp(found_bytes, bytes, length) == 0);
    CHECK(kernel_scalar.rms_norm_wide(bytes, bytes + MOST_KEYS, floats, length) ==
          each->rms_norm_wide(found_bytes, found_bytes + MOST_KEYS, floats, length));
    CHECK(memcmp(found_bytes, bytes, length) == 0);
    CHECK(memcmp(found_bytes + MOST_KEYS, bytes + MOST_KEYS, length) == 0);
    CHECK(kernel_scalar.squared_relu(words, room, products, scales, 0.3f, length) ==
          each->squared_relu(found_words, room, products, scales, 0.3f, length));
    CHECK(memcmp(found_words, words, length * sizeof *words) == 0);
    kernel_scalar.rms_norm_heads(bytes, some, floats, 3, 32, 32);
    each->rms_norm_heads(found_bytes, found_some, floats, 3, 32, 32);
    CHECK(memcmp(found_bytes, bytes, 96) == 0 && memcmp(found_some, some, 3 * sizeof *some) == 0);
    kernel_scalar.quantise_values(bytes, floats, 0.7f, 0.013f, length);
    each->quantise_values(found_bytes, floats, 0.7f, 0.013f, length);
    CHECK(memcmp(found_bytes, bytes, length) == 0);
    kernel_scalar.dequantise(some, products, scales, length);
    each->dequantise(found_some, products, scales, length);
    CHECK(memcmp(found_some, some, length * sizeof *some) == 0);
    kernel_scalar.add_residual(some, products, scales, 0.7f, length);
    each->add_residual(found_some, products, scales, 0.7f, length);
    CHECK(memcmp(found_some, some, length * sizeof *some) == 0);
    kernel_scalar.add(some, floats, length);
    each->add(found_some, floats, length);
    CHECK(memcmp(found_some, some, length * sizeof *some) == 0);
    kernel_scalar.dequantise_values(some, products, 4097.0f, 0.013f, length);
    each->dequantise_values(found_some, products, 4097.0f, 0.013f, length);
    CHECK(memcmp(found_some, some, length * sizeof *some) == 0);
}

static void kernels_agree_on_random_rows_of_every_length(void)
{
    for (int trial = 0; trial < 200; trial++) {
        draw_inputs();
        for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
            const kernel *each = find_kernel(*name);
            if (each == NULL)
                continue;
            const uint64_t before = state;
            same_sums(each);
            same_rows(each);
            state = before; /* the same lengths for all */
        }
        (void)draw(2);
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
    kernels_agree_on_random_rows_of_every_length();
    return 0;
}
