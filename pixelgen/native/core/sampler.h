/* Choose one id from logits by a raw 64-bit draw. */
#ifndef PIXELGEN_SAMPLER_H
#define PIXELGEN_SAMPLER_H

#include "tables.h"

/* At least one of the PIXELGEN_WRITABLE ids must be allowed. */
int sample(const tables *from, const float *logits, const uint8_t *allowed, uint64_t draw,
           const pixelgen_job *settings);

#endif
