/* Memory that is freed all at once. */
#ifndef PIXELGEN_ARENA_H
#define PIXELGEN_ARENA_H

#include <stddef.h>

/* Zeros are an empty one. */
typedef struct {
    struct arena_block *last;
} arena;

/* Zeroed, aligned for anything; NULL when there is none. */
void *arena_take(arena *from, size_t bytes);
/* A text of so many characters and a 0. */
char *arena_text(arena *from, const char *text, size_t length);
void arena_free(arena *of);

#endif
