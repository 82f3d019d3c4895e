/* Weights in, jobs in, palette indices out: the decoder of groups of four sibling cells in plain C11, the same bits as
   pixelgen/model/decoding.py.

   A model never changes after it was made: any number of threads may decode with one model at the same time, each with
   a batch of its own.

       pixelgen_batch *batch;
       if (pixelgen_batch_make(model, 16, 32, &batch, message, sizeof message) != PIXELGEN_OK)
           return fail(message);
       while (pixelgen_batch_room(batch) > 0 && next < count)
           pixelgen_batch_add(batch, jobs + next, next, message, sizeof message), next++;
       pixelgen_run run = {.groups = 300, .stop = &stop};
       while (pixelgen_batch_run(batch, &run, message, sizeof message) == PIXELGEN_OK &&
              run.active + run.finished_count > 0)
           for (int i = 0; i < run.finished_count; i++)
               show(jobs[run.finished[i]].indices); // and add the next job in its place
       pixelgen_batch_free(batch); */
#ifndef PIXELGEN_NATIVE_H
#define PIXELGEN_NATIVE_H

#include "pixelgen_common.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PIXELGEN_SLOTS = 4,
    PIXELGEN_GROUPS = 336,
    PIXELGEN_NO_PLACE = 672, /* of the prompt; a group of the writing pass has its number, of the kept pass 336 more */
    PIXELGEN_RING = 12,      /* pixels around a group */
    PIXELGEN_PROMPT_STEPS = 3,
    PIXELGEN_PROMPT = PIXELGEN_IDS,
    PIXELGEN_MOST_STEPS = 704 /* prompt, kept pass and writing pass have 674 at most */
};

/* Sizes as in pixelgen/model/weights.py: width <= 1024 a multiple of heads, hidden and head_hidden <= 1024. */
typedef struct {
    int32_t layers, width, heads, hidden, head_hidden, vocabulary;
} pixelgen_shape;

typedef struct pixelgen_model pixelgen_model;

/* One sprite to be written. Any pixels may be kept; see pixelgen/groups.py. */
typedef struct {
    const int32_t *prompt;   /* PIXELGEN_PROMPT ids */
    const uint64_t *draws;   /* PIXELGEN_CELLS, one a cell */
    const uint8_t *colours;  /* PIXELGEN_COLOURS, 0 or 1: which may be used beside the kept pixels */
    const uint8_t *pinned;   /* PIXELGEN_PIXELS colours of kept pixels, PIXELGEN_UNKNOWN where open; or NULL */
    pixelgen_sampling sampling;
    uint8_t *indices;        /* out: PIXELGEN_PIXELS */
} pixelgen_job;

/* Sprites that are written side by side, by one thread at a time. */
typedef struct pixelgen_batch pixelgen_batch;

/* Copies what it needs. kernel: a name, or NULL for the best that runs here. */
PIXELGEN_API pixelgen_status pixelgen_model_make(const pixelgen_shape *shape,
                                                       const pixelgen_tensor *tensors, size_t count,
                                                       const char *kernel, pixelgen_model **model, char *message,
                                                       size_t room);
PIXELGEN_API void pixelgen_model_free(pixelgen_model *model);
PIXELGEN_API const char *pixelgen_model_kernel(const pixelgen_model *model);

/* rows: sprites side by side at most, as far as they pay with the model's kernel. window: the most groups of a sprite in
   one pass, all but the first of them drafts; 1 for none. Neither changes a pixel. The model must stay as long as the
   batch. */
PIXELGEN_API pixelgen_status pixelgen_batch_make(const pixelgen_model *model, int32_t rows, int32_t window,
                                                       pixelgen_batch **batch, char *message, size_t room);
PIXELGEN_API void pixelgen_batch_free(pixelgen_batch *batch);

/* How many jobs can be added now. */
PIXELGEN_API int32_t pixelgen_batch_room(const pixelgen_batch *batch);

/* Begin a sprite. The job and what it points to must stay until it is complete. number: what `finished` calls it. */
PIXELGEN_API pixelgen_status pixelgen_batch_add(pixelgen_batch *batch, const pixelgen_job *job,
                                                      int64_t number, char *message, size_t room);

/* Write on until a sprite is complete, the groups are spent, nothing is left to write, or the flag is raised; then
   PIXELGEN_STOPPED, and the batch can be run on all the same. */
PIXELGEN_API pixelgen_status pixelgen_batch_run(pixelgen_batch *batch, pixelgen_run *run, char *message,
                                                      size_t room);

/* What a batch spends its time on, for whoever measures. */
typedef enum {
    PIXELGEN_PHASE_PRODUCTS,   /* rows of integers times weights */
    PIXELGEN_PHASE_ATTENTION,  /* over keys and values */
    PIXELGEN_PHASE_QUANTISING, /* norms, integers from floats and back, sums onto the stream */
    PIXELGEN_PHASE_NEIGHBOURS, /* the local head, on what is near a cell */
    PIXELGEN_PHASE_SAMPLING,
    PIXELGEN_PHASE_REST,       /* embedding, guesses, the writing of groups */
    PIXELGEN_PHASES
} pixelgen_phase;

typedef struct {
    double seconds[PIXELGEN_PHASES]; /* by the clock */
    int64_t multiply_adds;           /* of all products; those that are left out, as one side is 0, not counted */
} pixelgen_times;

/* From now on the runs of a batch add to these; NULL ends it. Measuring takes some hundredths of the time. In WebAssembly
   all seconds are 0. */
PIXELGEN_API void pixelgen_batch_time(pixelgen_batch *batch, pixelgen_times *times);

/* The products' loop of a model's kernel by itself, `rounds` times, of 1 to PIXELGEN_MOST_ROWS rows with the weights of one
   layer, which the nearest caches hold -> multiply-adds done; 0 for a wrong argument or without memory. */
PIXELGEN_API int64_t pixelgen_bare_loop(const pixelgen_model *model, int32_t rows, int32_t rounds);

/* For comparison with other implementations: the logits (count, 4, 65) of all cells of the next group after every step
   of one sequence; tokens (count, 4), own and targets (count), ring (count, 12), near (count, 4, 8), as in
   pixelgen/model/transformer.py. */
PIXELGEN_API pixelgen_status pixelgen_logits(const pixelgen_model *model, const int32_t *tokens,
                                                   const int32_t *own, const int32_t *targets, const int32_t *ring,
                                                   const int32_t *near, size_t count, float *logits, char *message,
                                                   size_t room);

#ifdef __cplusplus
}
#endif
#endif
