/* Choose one id from logits by a raw 64-bit draw. */
#ifndef PIXELGEN_SAMPLER_H
#define PIXELGEN_SAMPLER_H

#include "messages.h"
#include "tables.h"

/* PIXELGEN_INVALID, and what is wrong, for settings out of range. */
pixelgen_status check_sampling(const pixelgen_sampling *settings, message to);

enum { MOST_SURE = 11 };

/* At least one of the PIXELGEN_WRITABLE ids must be allowed. sureness: how often all can be halved until it
   is less than what was not the chosen id's, before any is cut off, up to MOST_SURE; or NULL. */
int sample(const tables *from, const float *logits, const uint8_t *allowed, uint64_t draw,
           const pixelgen_sampling *settings, int *sureness);

#endif
