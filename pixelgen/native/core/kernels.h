/* What a kernel does: the loops that take the time, one table of functions a processor family. All give the same bits. */
#ifndef PIXELGEN_KERNELS_H
#define PIXELGEN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum {
    PANEL = 16,        /* output channels, or keys, side by side in a panel */
    QUAD = 4,          /* inputs side by side for one channel */
    COLUMN = 64,       /* channels of a column: a multiple */
    FARTHEST = 3328,   /* a key so far below the highest score (in 1/256 of a factor of two) weighs nothing */
    ROOT_LEVELS = 181, /* what is squared lies in [0, 181]: squares fit 16 bits */
    HEAD_LEVELS = 4095,
    SUMMED = 10,       /* rows that the local head adds up: of the group, the slot, and eight neighbours */
    HEAD_SPLIT = 64    /* parts of such an integer, each of 7 bits with its sign */
};

/* Panels: [panel][quad][channel of 16][input of 4], 8-bit values in [-127, 127]; an activation row is plain bytes,
   zero beyond its inputs. Columns: [input][channel], channels a multiple of 64. Values: [pair of keys]
   [dimension][2], dimensions a multiple of 16. Floats rows have lengths that are multiples of 16, zero beyond the width. */
typedef struct {
    const char *name;
    int (*runs_here)(void);
    int32_t side_by_side; /* sprites at most: their keys and values push each other out of the cache */
    float row_cost; /* of one more token in a pass, as a share of a pass with one; decides which drafts are tried */
    /* sums (rows, stride) = rows (rows, row_stride) times the panels; quads: of one row. ahead: so many bytes behind
       what is read now lies what will be read next, for prefetching; an address beyond the array does no harm. */
    void (*matmul)(int32_t *sums, size_t stride, const int8_t *panels, size_t panel_count, size_t quads,
                   const int8_t *rows, size_t row_stride, size_t row_count, size_t ahead);
    /* sums (channels) = one row of 16-bit values from 0 on, most of them 0, times the columns. */
    void (*matmul_sparse)(int32_t *sums, const int8_t *columns, size_t channels, const int16_t *row, size_t inputs);
    /* Products q.k (length) -> 12-bit softmax weights, zero from there to `end`, a multiple of 16; and their sum, which
       they are still to be divided by. scores: scratch space. */
    int32_t (*softmax_weights)(int16_t *weights, float *scores, const int32_t *products, const float *key_steps,
                               float gain, size_t length, size_t end, const uint16_t *weight_of);
    /* mixed (rows, dimensions) = weights (rows, stride; `length` of them, a multiple of 16) times values. */
    void (*weighted_sum)(int32_t *mixed, const int16_t *weights, size_t stride, size_t row_count, size_t length,
                         const int8_t *values, size_t dimensions, size_t ahead);
    /* Integers in [-127, 127] and the step they count; normed: the step that gives them a mean square of 1. */
    float (*quantise)(int8_t *integers, const float *row, size_t length);
    float (*rms_norm)(int8_t *integers, const float *row, size_t length);
    /* Normed with integers up to HEAD_LEVELS: high * HEAD_SPLIT + low. */
    float (*rms_norm_wide)(int8_t *high, int8_t *low, const float *row, size_t length);
    /* The same for heads side by side; integers: a head every `bytes`, zero beyond its length. */
    void (*rms_norm_heads)(int8_t *integers, float *steps, const float *row, size_t count, size_t length, size_t bytes);
    /* out = sums * scale; stream = stream + sums * scale * step. */
    void (*dequantise)(float *out, const int32_t *sums, const float *scale, size_t length);
    void (*add_residual)(float *stream, const int32_t *sums, const float *scale, float step, size_t length);
    /* The squares of integers up to ROOT_LEVELS, and the step that they count. room: scratch space of `length`. */
    float (*squared_relu)(int16_t *squares, float *room, const int32_t *sums, const float *scale, float step,
                          size_t length);
    /* The same of the sum of SUMMED float rows, added up one after the other. */
    float (*squared_relu_of_sum)(int16_t *squares, float *restrict room, const float *const *rows, size_t length);
    /* The values of the cache, with a fixed step a head; and their weighted sums, divided by the weights' total. */
    void (*quantise_values)(int8_t *out, const float *row, float step, float value_step, size_t length);
    void (*dequantise_values)(float *out, const int32_t *mixed, float total, float value_step, size_t length);
    void (*add)(float *stream, const float *row, size_t length);
} kernel;

/* A kernel's loops have the names of their places in the table. */
#define KERNEL_LOOPS                                                                                                  \
    .matmul = matmul, .matmul_sparse = matmul_sparse, .softmax_weights = softmax_weights,                             \
    .weighted_sum = weighted_sum, .quantise = quantise, .rms_norm = rms_norm, .rms_norm_wide = rms_norm_wide,         \
    .rms_norm_heads = rms_norm_heads, .dequantise = dequantise, .add_residual = add_residual,                         \
    .squared_relu = squared_relu, .squared_relu_of_sum = squared_relu_of_sum, .quantise_values = quantise_values,     \
    .dequantise_values = dequantise_values, .add = add

extern const kernel kernel_scalar;
#if defined(__GNUC__) && defined(__x86_64__)
#define HAS_X86_KERNELS 1
extern const kernel kernel_sse41;
extern const kernel kernel_avx2;
extern const kernel kernel_avx512vnni;
#if __GNUC__ >= 11 || (defined(__clang__) && __clang_major__ >= 13)
#define HAS_AVXVNNI_KERNEL 1 /* older compilers do not know the instructions */
extern const kernel kernel_avxvnni;
#endif
#endif
#if defined(__GNUC__) && defined(__aarch64__)
#define HAS_ARM_KERNELS 1
extern const kernel kernel_neon;
extern const kernel kernel_neondot;
#endif
#if defined(__wasm_simd128__)
#define HAS_WASM_KERNELS 1
extern const kernel kernel_wasm;
#endif

/* The kernel of a name, or the best that runs here for NULL; NULL when there is none. */
const kernel *find_kernel(const char *name);

#endif
