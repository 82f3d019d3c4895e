/* Random tensors of a small network, for the programs that test the core. */
#ifndef CORE_TEST_H
#define CORE_TEST_H

#include "pixelgen_common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TENSORS = 128 };

#define CHECK(truth)                                                        \
    do {                                                                    \
        if (!(truth)) {                                                     \
            fprintf(stderr, "line %d: %s: %s\n", __LINE__, #truth, said);   \
            exit(1);                                                        \
        }                                                                   \
    } while (0)

static char said[256] = "";
static uint64_t state = 1;

static inline uint64_t draw(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static pixelgen_tensor tensors[MOST_TENSORS];
static size_t tensor_count;

static inline void *add(const char *name, size_t bytes)
{
    char *own = malloc(strlen(name) + 1);
    strcpy(own, name);
    void *data = malloc(bytes);
    tensors[tensor_count++] = (pixelgen_tensor){own, data, bytes};
    return data;
}

static inline void add_table(const char *name, size_t count) /* float16 in (-1, 1) */
{
    uint8_t *data = add(name, 2 * count);
    for (size_t i = 0; i < count; i++) {
        const uint64_t z = draw();
        data[2 * i] = (uint8_t)z;
        data[2 * i + 1] = (uint8_t)((z >> 8 & 0x83) | 0x38);
    }
}

static inline void add_steps(const char *name, size_t count, float low, float high)
{
    float *data = add(name, count * sizeof *data);
    for (size_t i = 0; i < count; i++)
        data[i] = low + (high - low) * (float)(draw() >> 40) / 16777216.0f;
}

static inline void add_matrix(const char *name, size_t outputs, size_t inputs, int largest, int extreme)
{
    char scale[80];
    int8_t *data = add(name, outputs * inputs);
    for (size_t i = 0; i < outputs * inputs; i++)
        data[i] = (int8_t)(extreme ? (draw() & 1 ? largest : -largest)
                                   : (int)(draw() % (unsigned)(2 * largest + 1)) - largest);
    snprintf(scale, sizeof scale, "%s.scale", name);
    add_steps(scale, outputs, 0.001f, 0.004f);
}

static inline void free_tensors(size_t left)
{
    for (; tensor_count > left; tensor_count--) {
        free((void *)(uintptr_t)tensors[tensor_count - 1].name);
        free((void *)(uintptr_t)tensors[tensor_count - 1].data);
    }
}

/* Of so many blocks; extreme: as large as the loader lets through. */
static inline void add_blocks(int layers, size_t width, size_t heads, size_t hidden, int extreme)
{
    const int most = INT32_MAX / (181 * 181) / (int)hidden;
    char name[64];
    for (int layer = 0; layer < layers; layer++) {
#define NAMED(part) (snprintf(name, sizeof name, "blocks.%d." part, layer), name)
        add_matrix(NAMED("qkv"), 3 * width, width, 127, extreme);
        add_matrix(NAMED("mix"), width, width, 127, extreme);
        add_matrix(NAMED("expand"), hidden, width, 127, extreme);
        add_matrix(NAMED("contract"), width, hidden, most < 127 ? most : 127, extreme);
        add_steps(NAMED("score"), heads, 40.0f, 80.0f);
        add_steps(NAMED("value_step"), heads, 0.02f, 0.04f);
    }
}

#endif
