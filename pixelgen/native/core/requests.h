/* A request -> checked; its canonical text, hash and draws, as pixelgen/requests/request.py and drawing.py. */
#ifndef PIXELGEN_REQUESTS_H
#define PIXELGEN_REQUESTS_H

#include "messages.h"
#include "pixelgen_native.h"

enum { REQUEST_DRAWS = PIXELGEN_CELLS + 2 }; /* one a cell, then those of the species and of the traits */

pixelgen_status check_request(const pixelgen_request *request, message to);
/* The rest is for a checked request. */
pixelgen_sampling request_sampling(const pixelgen_request *request);
/* PIXELGEN_COLOURS, 1 where the palette lock lets a colour through. */
void request_colours(uint8_t *colours, const pixelgen_request *request);

#endif
