/* Words and numbers -> a text, piece by piece. */
#ifndef PIXELGEN_TEXTS_H
#define PIXELGEN_TEXTS_H

#include <stddef.h>
#include <stdint.h>

/* Ends with a 0. length: of all that was put, whether it fitted into the room or not. */
typedef struct {
    char *text;
    size_t room, length;
} text_line;

void text_begin(text_line *made, char *into, size_t room);
void text_put(text_line *to, const char *what);
void text_whole(text_line *to, uint64_t number);
/* The shortest decimal. */
void text_decimal(text_line *to, double number);
static inline int text_fits(const text_line *of)
{
    return of->length < of->room;
}

#endif
