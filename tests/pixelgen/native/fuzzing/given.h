/* What libFuzzer gives -> numbers and names, for the targets; the weights of PIXELGEN_FUZZ_WEIGHTS, opened once. */
#ifndef GIVEN_H
#define GIVEN_H

#include "pixelgen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REQUIRE(truth)                                             \
    do {                                                           \
        if (!(truth)) {                                            \
            fprintf(stderr, "line %d: %s\n", __LINE__, #truth);    \
            abort();                                               \
        }                                                          \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char said[256];

typedef struct {
    const uint8_t *at;
    size_t left;
} given;

/* Zeros when nothing is left. */
static inline uint64_t take(given *from, size_t bytes)
{
    uint64_t value = 0;
    for (; bytes > 0 && from->left > 0; bytes--, from->left--)
        value = value << 8 | *from->at++;
    return value;
}

static inline double take_double(given *from)
{
    static const double usual[] = {0.0, 0.1, 0.4, 0.7, 1.0, 4.0};
    const uint64_t kind = take(from, 1);
    double value;
    if (kind < 200)
        return usual[kind % 6];
    const uint64_t bits = take(from, 8);
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Mostly 1 to 63 of few colours, some 0, rarely more than there are. */
static inline void take_pixels(given *from, uint8_t *pixels, size_t count, uint8_t most)
{
    uint8_t colour = (uint8_t)take(from, 1);
    for (size_t at = 0; at < count;) {
        const uint64_t what = take(from, 2);
        size_t length = 1 + (what & 63);
        colour = what >> 8 < 250 ? (uint8_t)(what >> 8) % (most + 1) : (uint8_t)(what >> 8);
        for (; length > 0 && at < count; length--)
            pixels[at++] = colour;
    }
}

/* The bytes of PIXELGEN_FUZZ_WEIGHTS, to be freed. */
static inline uint8_t *fuzz_weights_file(size_t *size)
{
    enum { LARGEST = 64 << 20 };
    const char *path = getenv("PIXELGEN_FUZZ_WEIGHTS");
    FILE *file = path != NULL ? fopen(path, "rb") : NULL;
    uint8_t *bytes = malloc(LARGEST);
    REQUIRE(file != NULL && bytes != NULL);
    *size = fread(bytes, 1, LARGEST, file);
    fclose(file);
    return bytes;
}

static inline pixelgen_weights *fuzz_weights(void)
{
    static pixelgen_weights *weights;
    if (weights != NULL)
        return weights;
    size_t size;
    uint8_t *bytes = fuzz_weights_file(&size);
    REQUIRE(pixelgen_open(bytes, size, NULL, &weights, said, sizeof said) == PIXELGEN_OK);
    free(bytes);
    return weights;
}

#endif
