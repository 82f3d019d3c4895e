/* Weights in, jobs in, palette indices out: the decoder of pixelgen in plain C11, the same bits as pixelgen/model/decoding.py.

   Needs no Python. Every function checks what it is given and answers with a status; a message says what was expected.
   A model never changes after it was made: any number of threads may decode with one model at the same time.
   Knows nothing of files, requests or hashes. */
#ifndef PIXELGEN_NATIVE_H
#define PIXELGEN_NATIVE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define PIXELGEN_API __declspec(dllexport)
#else
#define PIXELGEN_API __attribute__((visibility("default")))
#endif

enum {
    PIXELGEN_INTERFACE = 2, /* raised whenever a structure or a function below changes */
    PIXELGEN_SIDE = 32,
    PIXELGEN_PIXELS = 1024,
    PIXELGEN_CELLS = 1344, /* also "no cell", the position of prompt tokens */
    PIXELGEN_COLOURS = 64,
    PIXELGEN_UNKNOWN = 64, /* ids as in pixelgen/vocabulary.py and quadtree.py */
    PIXELGEN_OUTSIDE = 66,
    PIXELGEN_MASK = 67,
    PIXELGEN_KINDS = 68, /* what a neighbour can read as */
    PIXELGEN_NEIGHBOURS = 8,
    PIXELGEN_WRITABLE = 65, /* the colours, then MASK */
    PIXELGEN_MOST_PROMPT = 64,
    PIXELGEN_MOST_TOKENS = 1408, /* prompt and cells */
    PIXELGEN_MOST_ROWS = 64,     /* tokens computed side by side */
    PIXELGEN_MOST_WINDOW = 32
};

typedef enum {
    PIXELGEN_OK = 0,
    PIXELGEN_INVALID = 1,   /* an argument is not what it must be */
    PIXELGEN_NO_MEMORY = 2,
    PIXELGEN_NO_KERNEL = 3, /* unknown, not compiled in, or not for this processor */
    PIXELGEN_STOPPED = 4    /* a callback or the flag said so */
} pixelgen_status;

/* Sizes as in pixelgen/model/weights.py: width <= 1024 a multiple of heads, hidden <= 1024. */
typedef struct {
    int32_t layers, width, heads, hidden, vocabulary;
} pixelgen_shape;

/* One tensor of the weights file, as it lies in the file (little-endian): name, first byte, bytes. */
typedef struct {
    const char *name;
    const void *data;
    size_t bytes;
} pixelgen_tensor;

typedef struct pixelgen_model pixelgen_model;

/* One sprite to be written. scale: float32 of 4096 * log2(e) / temperature, 0 for greedy; shares are of 2^16,
   top_k 0, top_p_share 65536 and min_p_share 0 switch that truncation off. Kept tokens stand level by level,
   and all of a kept cell: under a MASK the four cells inside it. */
typedef struct {
    const int32_t *prompt;
    size_t prompt_length;
    const uint64_t *draws;   /* PIXELGEN_CELLS, one a cell */
    const uint8_t *colours;  /* PIXELGEN_COLOURS, 0 or 1: which may be used */
    const int32_t *kept_tokens, *kept_cells;
    size_t kept;
    const uint8_t *pinned;   /* PIXELGEN_PIXELS colours that stand already, PIXELGEN_UNKNOWN where free; or NULL */
    float scale;
    int32_t top_k, top_p_share, min_p_share;
    uint8_t *indices;        /* out: PIXELGEN_PIXELS */
} pixelgen_job;

/* How to decode. rows: sprites side by side at most; the kernel knows how many pay. window: the longest draft verified
   in one pass, 1 for none; neither changes a pixel. take: the place of the next job to begin, -1 for none; NULL: all of
   them in order. Several threads may share the jobs through it. finished: told the place of a sprite that is complete;
   other than 0 stops. stop: a flag that another thread may raise to other than 0 at any time, looked at before every
   pass (some milliseconds at most); or NULL. */
typedef struct {
    int32_t rows, window;
    int64_t (*take)(void *context);
    int (*finished)(void *context, int64_t place);
    void *context;
    const volatile int32_t *stop;
    int64_t passes, computed, written; /* out: passes over the weights, tokens computed in them, tokens written */
} pixelgen_run;

/* The interface that this library was built with. */
PIXELGEN_API int32_t pixelgen_interface(void);

/* The kernels that this library holds, best first, ending with NULL; and whether this processor can run one. */
PIXELGEN_API const char *const *pixelgen_kernels(void);
PIXELGEN_API int pixelgen_kernel_runs(const char *name);

/* Copies what it needs. kernel: a name, or NULL for the best that runs here. */
PIXELGEN_API pixelgen_status pixelgen_model_make(const pixelgen_shape *shape, const pixelgen_tensor *tensors,
                                                 size_t count, const char *kernel, pixelgen_model **model,
                                                 char *message, size_t room);
PIXELGEN_API void pixelgen_model_free(pixelgen_model *model);
PIXELGEN_API const char *pixelgen_model_kernel(const pixelgen_model *model);

PIXELGEN_API pixelgen_status pixelgen_decode(const pixelgen_model *model, const pixelgen_job *jobs, size_t count,
                                             pixelgen_run *run, char *message, size_t room);

/* For comparison with other implementations: the logits (count, 65) after every token of one sequence; tokens, cells
   and targets (count), around (count, 8), as in pixelgen/model/transformer.py. */
PIXELGEN_API pixelgen_status pixelgen_logits(const pixelgen_model *model, const int32_t *tokens, const int32_t *cells,
                                             const int32_t *targets, const int32_t *around, size_t count,
                                             float *logits, char *message, size_t room);

/* For comparison: index of the token that a draw chooses among PIXELGEN_WRITABLE logits; -1 when none is allowed or
   an argument is not what it must be. */
PIXELGEN_API int32_t pixelgen_choose(const pixelgen_model *model, const float *logits, const uint8_t *allowed,
                                     uint64_t draw, const pixelgen_job *settings);

#ifdef __cplusplus
}
#endif
#endif
