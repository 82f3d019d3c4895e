/* Choose one id from logits by a raw 64-bit draw. */
#ifndef PIXELGEN_SAMPLER_H
#define PIXELGEN_SAMPLER_H

#include "messages.h"
#include "tables.h"

/* PIXELGEN_INVALID, and what is wrong, for settings out of range. */
pixelgen_status check_sampling(const pixelgen_sampling *settings, message to);

/* At least one of the PIXELGEN_WRITABLE ids must be allowed. */
int sample(const tables *from, const float *logits, const uint8_t *allowed, uint64_t draw,
           const pixelgen_sampling *settings);

#endif
