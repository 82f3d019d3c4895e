/* Weights in, jobs in, palette indices out: the decoder of pixelgen in plain C11, the same bits as pixelgen/model/decoding.py.

   Needs no Python, starts no thread and calls nothing back. Every function checks what it is given and answers with a
   status; a message says what was expected. A model never changes after it was made: any number of threads may decode
   with one model at the same time, each with a batch of its own. Knows nothing of files, requests or hashes.

       pixelgen_batch *batch;
       if (pixelgen_batch_make(model, 16, 32, &batch, message, sizeof message) != PIXELGEN_OK)
           return fail(message);
       while (pixelgen_batch_room(batch) > 0 && next < count)
           pixelgen_batch_add(batch, jobs + next, next, message, sizeof message), next++;
       pixelgen_run run = {.tokens = 1000, .stop = &stop};
       while (pixelgen_batch_run(batch, &run, message, sizeof message) == PIXELGEN_OK && run.active + run.finished_count > 0)
           for (int i = 0; i < run.finished_count; i++)
               show(jobs[run.finished[i]].indices); // and add the next job in its place
       pixelgen_batch_free(batch); */
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
    PIXELGEN_INTERFACE = 4, /* raised whenever a structure or a function below changes */
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
    PIXELGEN_STOPPED = 4    /* the flag said so */
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

/* Sprites that are written side by side, by one thread at a time. */
typedef struct pixelgen_batch pixelgen_batch;

/* In: tokens: return after computing about so many, some milliseconds' worth, so that the caller stays in charge.
   stop: a flag that another thread may raise to other than 0 at any time, looked at before every pass over the weights
   (some milliseconds at most); or NULL. Out: numbers of the sprites that are complete; how many are still being written;
   tokens computed; and summed up over all runs of the batch: passes, tokens computed in them, tokens written. */
typedef struct {
    int64_t tokens;
    const volatile int32_t *stop;
    int32_t finished_count, active;
    int64_t finished[PIXELGEN_MOST_ROWS];
    int64_t spent, passes, computed, written;
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

/* rows: sprites side by side at most, as far as they pay with the model's kernel. window: the longest draft verified in
   one pass, 1 for none. Neither changes a pixel. The model must stay as long as the batch. */
PIXELGEN_API pixelgen_status pixelgen_batch_make(const pixelgen_model *model, int32_t rows, int32_t window,
                                                 pixelgen_batch **batch, char *message, size_t room);
PIXELGEN_API void pixelgen_batch_free(pixelgen_batch *batch);

/* How many jobs can be added now. */
PIXELGEN_API int32_t pixelgen_batch_room(const pixelgen_batch *batch);

/* Begin a sprite. The job and what it points to must stay until it is complete. number: what `finished` calls it. */
PIXELGEN_API pixelgen_status pixelgen_batch_add(pixelgen_batch *batch, const pixelgen_job *job, int64_t number,
                                                char *message, size_t room);

/* Write on until a sprite is complete, the tokens are spent, nothing is left to write, or the flag is raised; then
   PIXELGEN_STOPPED, and the batch can be run on all the same. */
PIXELGEN_API pixelgen_status pixelgen_batch_run(pixelgen_batch *batch, pixelgen_run *run, char *message, size_t room);

/* For comparison with other implementations: the logits (count, 65) after every token of one sequence; tokens, cells
   and targets (count), around (count, 8), as in pixelgen/model/transformer.py. */
PIXELGEN_API pixelgen_status pixelgen_logits(const pixelgen_model *model, const int32_t *tokens, const int32_t *cells,
                                             const int32_t *targets, const int32_t *around, size_t count,
                                             float *logits, char *message, size_t room);

/* For comparison: index of the token that a draw chooses among PIXELGEN_WRITABLE logits; -1 when none is allowed or
   an argument is not what it must be. */
PIXELGEN_API int32_t pixelgen_sample(const pixelgen_model *model, const float *logits, const uint8_t *allowed,
                                     uint64_t draw, const pixelgen_job *settings);

#ifdef __cplusplus
}
#endif
#endif
