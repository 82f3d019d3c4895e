/* A request -> checked, as pixelgen/requests/request.py checks it, without its ancestors. */
#ifndef PIXELGEN_REQUESTS_H
#define PIXELGEN_REQUESTS_H

#include "messages.h"
#include "pixelgen_native.h"

enum { REQUEST_DRAWS = PIXELGEN_CELLS + 2 }; /* one a cell, then those of the species and of the traits */

pixelgen_status check_request(const pixelgen_request *request, message to);
pixelgen_status check_parent(const pixelgen_parent *parent, message to);
int is_parent_name(const char *name);
/* The rest is for a checked request. */
pixelgen_sampling request_sampling(const pixelgen_request *request);
/* The places of its palette lock's ramps, PALETTE_RAMPS at most -> how many. */
int32_t request_ramps(int32_t *ramps, const pixelgen_request *request);

#endif
