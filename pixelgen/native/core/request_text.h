/* A request -> its canonical text. */
#ifndef PIXELGEN_REQUEST_TEXT_H
#define PIXELGEN_REQUEST_TEXT_H

#include "pixelgen.h"
#include "sha256.h"
#include "texts.h"

enum { PARENT_NAME = 8 + SHA256_HEX }; /* characters at most: "request:" or "sprite:", and the hash */

/* The place among the traits of that name; -1 when there is none. */
int32_t trait_place(const pixelgen_trait *of, int32_t count, const char *name);
/* The places of the traits by their names; count at most PIXELGEN_MOST_TRAITS. */
void traits_by_name(int32_t *places, const pixelgen_trait *of, int32_t count);
/* Of a checked request. parents: the names of its own. */
void canonical_text(text_line *to, const pixelgen_request *request, char parents[][PARENT_NAME + 1]);

#endif
