/* What every network of blocks has: a kernel, sizes, blocks in kernel layout; and how they are read from tensors. */
#ifndef PIXELGEN_NETWORK_H
#define PIXELGEN_NETWORK_H

#include "kernels.h"
#include "messages.h"
#include "tables.h"

enum { MOST_WIDTH = 1024, MOST_LAYERS = 64, MOST_HEADS = 64 };

typedef struct {
    int8_t *panels; /* or columns, see kernels.h */
    float *scale;   /* (outputs) */
    size_t inputs, outputs, quads, panel_count;
} matrix;

typedef struct {
    matrix qkv, attention_output, expand, contract; /* contract: columns */
    float *score, *value_step;                      /* (heads) */
} block;

/* Rows of x, y and level parts; a place is their sum. */
typedef struct {
    float *x, *y, *level;
} position_parts;

typedef struct {
    const kernel *kernel;
    size_t layers, width, heads, head_width, hidden;
    size_t key_bytes, value_bytes; /* of one key and one value of a head, padded to quads and panels */
    size_t most_steps;             /* of a sequence; a multiple of PANEL */
    size_t most_outputs;           /* of any product */
    block *blocks;
    char *arena; /* all the arrays */
    tables tables;
} network;

typedef struct {
    int32_t layers, width, heads, hidden;
} network_sizes;

/* Where tensors come from, and where their arrays go. */
typedef struct {
    const pixelgen_tensor *tensors;
    size_t count;
    message message;
    char *next; /* of the arena; NULL while its size is counted */
    size_t used;
} loader;

typedef enum { AS_PANELS, AS_COLUMNS } layout;

static inline size_t up_to(size_t count, size_t multiple)
{
    return (count + multiple - 1) / multiple * multiple;
}

/* Each reads one tensor, or more, into the arena -> 1, or 0 and a message. (rows, width) float16 -> float32. */
int read_table(loader *from, float **to, const char *name, size_t rows, size_t width);
/* `role`.x, .y and .level; places: along x, along y. */
int read_positions(loader *from, position_parts *to, const char *role, size_t places, size_t levels, size_t width);
/* (outputs, inputs) int8 and its scale. levels: the largest activation. */
int read_matrix(loader *from, matrix *to, const char *name, size_t outputs, size_t inputs, layout as, int64_t levels);
int read_block(loader *from, network *net, size_t layer);

/* Reads everything of a model: once while sizes are counted, once into the arena. */
typedef int (*read_model)(loader *from, void *model);

/* Fills `net`, the first part of a model that `read` reads; most_outputs: of the products beside those of the blocks.
   What is wrong is in `text`, and there is nothing to free then. */
pixelgen_status network_make(network *net, const network_sizes *sizes, size_t most_steps, size_t most_outputs,
                             const pixelgen_tensor *tensors, size_t count, const char *kernel_name, read_model read,
                             void *model, message to);
void network_free(network *net);

#endif
