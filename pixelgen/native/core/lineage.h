/* Requests -> they and all their ancestors, each once, parents before children, with their names. */
#ifndef PIXELGEN_LINEAGE_H
#define PIXELGEN_LINEAGE_H

#include "messages.h"
#include "request_text.h"

enum { MOST_LINEAGE = 1 << 20 };

/* One of request and picture, or neither of one that is known by name alone. */
typedef struct {
    const pixelgen_request *request;
    const uint8_t *picture;
    uint8_t digest[SHA256_BYTES];
    int32_t parents[PIXELGEN_MOST_PARENTS]; /* places */
    uint8_t is_sprite;                      /* its name begins with sprite:, not request: */
} ancestor;

typedef struct {
    ancestor *list;
    int32_t count, pointers, room;
    int32_t *of_name;                       /* hash -> place + 1; 0 is free */
    struct of_pointer *of_pointer;          /* hash -> where a request or a picture of the caller's stands */
    size_t buckets;
} lineage;

/* A request or a parent that is already there is found again, so that a shared ancestor stands once. Everything is checked,
   as pixelgen/requests/request.py does. lineage_begin, then lineage_add as often as wanted; lineage_free even after an
   error. */
pixelgen_status lineage_begin(lineage *made, message to);
pixelgen_status lineage_add(lineage *to_lineage, const pixelgen_parent *one, int32_t *place, message to);
void lineage_free(lineage *of);

/* PARENT_NAME characters at most, and a 0. */
void ancestor_name(char *name, const ancestor *of);
/* The key of the draws: the first half of the hash. */
void ancestor_draws(uint64_t *draws, const ancestor *of, uint64_t first, size_t count);
int ancestor_parents(const ancestor *of);

#endif
