/* What the decoder's and the labeller's interfaces share beside pixelgen.h: numbers, tensors, how a token is sampled,
   how a batch is run. Knows nothing of files, requests or hashes. */
#ifndef PIXELGEN_COMMON_H
#define PIXELGEN_COMMON_H

#include "pixelgen.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PIXELGEN_CELLS = 1344,
    PIXELGEN_UNKNOWN = 64, /* ids as in pixelgen/vocabulary.py and quadtree.py */
    PIXELGEN_OUTSIDE = 66,
    PIXELGEN_MASK = 67,
    PIXELGEN_KINDS = 68, /* what a neighbour can read as */
    PIXELGEN_NEIGHBOURS = 8,
    PIXELGEN_WRITABLE = 65, /* the colours, then MASK */
    PIXELGEN_MOST_ROWS = 64, /* groups computed side by side */
    PIXELGEN_MOST_WINDOW = 32
};

/* One tensor of the weights file, as it lies in the file (little-endian): name, first byte, bytes. */
typedef struct {
    const char *name;
    const void *data;
    size_t bytes;
} pixelgen_tensor;

/* How a token is chosen. scale: float32 of 4096 * log2(e) / temperature, 0 for greedy; shares are of 2^16; top_k 0,
   top_p_share 65536 and min_p_share 0 switch that truncation off. */
typedef struct {
    float scale;
    int32_t top_k, top_p_share, min_p_share;
} pixelgen_sampling;

/* In: groups: return after computing about so many, some milliseconds' worth, so that the caller stays in charge.
   stop: a flag that another thread may raise to other than 0 at any time, looked at before every pass over the weights
   (some milliseconds at most); or NULL. Out: numbers of the sprites that are complete; how many are still being written;
   groups computed; and summed up over all runs of the batch: passes, groups computed in them, groups written. */
typedef struct {
    int64_t groups;
    const volatile int32_t *stop;
    int32_t finished_count, active;
    int64_t finished[PIXELGEN_MOST_ROWS];
    int64_t spent, passes, computed, written;
} pixelgen_run;

/* For comparison with other implementations: index of the token that a draw chooses among PIXELGEN_WRITABLE logits; -1
   when none is allowed, an argument is not what it must be, or there is no memory. */
PIXELGEN_API int32_t pixelgen_sample(const float *logits, const uint8_t *allowed, uint64_t draw,
                                     const pixelgen_sampling *settings);

#ifdef __cplusplus
}
#endif
#endif
