/* Weights in, palette indices in, part numbers out: the labeller of finished sprites in plain C11, the same bytes as
   pixelgen/model/labeller.py. A labeller never changes after it was made: any number of threads may use it. */
#ifndef PIXELGEN_PARTS_H
#define PIXELGEN_PARTS_H

#include "pixelgen_common.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { PIXELGEN_PARTS = 10 }; /* a coloured pixel is one of 1 to 10, as pixelgen/parts.py names them */

typedef struct pixelgen_labeller pixelgen_labeller;

/* What is known of a sprite. rows: of the table `parts.told`, PIXELGEN_IDS at most; of an older labeller's `parts.species`
   that of its species alone, 0 for unknown. family, accent: ramps, 0 to 8, -1 for unknown. */
typedef struct {
    const int32_t *rows;
    size_t count;
    int32_t family, accent;
} pixelgen_told;

/* tensors: those of the weights file whose names begin with "parts."; copies what it needs. kernel: one of
   pixelgen_kernels that runs here; NULL for the fastest. */
PIXELGEN_API pixelgen_status pixelgen_labeller_make(const pixelgen_tensor *tensors, size_t count, const char *kernel,
                                                    pixelgen_labeller **labeller, char *message, size_t room);
PIXELGEN_API void pixelgen_labeller_free(pixelgen_labeller *labeller);

/* indices: PIXELGEN_PIXELS palette indices, each below PIXELGEN_COLOURS. parts, out: PIXELGEN_PIXELS, 0 where
   transparent. */
PIXELGEN_API pixelgen_status pixelgen_labeller_parts(const pixelgen_labeller *labeller, const uint8_t *indices,
                                                     const pixelgen_told *told, uint8_t *parts, char *message,
                                                     size_t room);

#ifdef __cplusplus
}
#endif
#endif
