/* Blocks in a list, each filled from its beginning. */
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 << 10, UNIT = 8 };

struct arena_block {
    struct arena_block *before;
    size_t used, room;
    _Alignas(UNIT) unsigned char bytes[];
};

void *arena_take(arena *from, size_t bytes)
{
    struct arena_block *block = from->last;
    if (bytes > SIZE_MAX / 2)
        return NULL;
    bytes = (bytes + UNIT - 1) / UNIT * UNIT;
    if (block == NULL || block->room - block->used < bytes) {
        const size_t room = bytes > BLOCK ? bytes : BLOCK;
        block = calloc(1, sizeof *block + room);
        if (block == NULL)
            return NULL;
        block->before = from->last;
        block->room = room;
        from->last = block;
    }
    void *found = block->bytes + block->used;
    block->used += bytes;
    return found;
}

char *arena_text(arena *from, const char *text, size_t length)
{
    char *made = arena_take(from, length + 1);
    if (made != NULL)
        memcpy(made, text, length);
    return made;
}

void arena_free(arena *of)
{
    while (of->last != NULL) {
        struct arena_block *before = of->last->before;
        free(of->last);
        of->last = before;
    }
}
