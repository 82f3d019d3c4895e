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

/* tensors: those of the weights file whose names begin with "parts."; copies what it needs. */
PIXELGEN_API pixelgen_status pixelgen_labeller_make(const pixelgen_tensor *tensors, size_t count,
                                                    pixelgen_labeller **labeller, char *message, size_t room);
PIXELGEN_API void pixelgen_labeller_free(pixelgen_labeller *labeller);

/* indices: PIXELGEN_PIXELS palette indices, each below PIXELGEN_COLOURS. species: 0 for unknown, 1 for the first that
   the weights name. parts, out: PIXELGEN_PIXELS, 0 where transparent. */
PIXELGEN_API pixelgen_status pixelgen_labeller_parts(const pixelgen_labeller *labeller, const uint8_t *indices,
                                                     int32_t species, uint8_t *parts, char *message, size_t room);

#ifdef __cplusplus
}
#endif
#endif
