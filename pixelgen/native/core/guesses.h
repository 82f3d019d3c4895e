/* How often guesses of the local head come true. A wrong guess costs time alone. */
#ifndef PIXELGEN_GUESSES_H
#define PIXELGEN_GUESSES_H

#include "sampler.h"

enum { GUESS_AGES = 6, GUESS_KINDS = GUESS_AGES * (MOST_SURE + 1), NO_GUESS = 255 };

/* right of tried, by kind. */
typedef struct {
    float tried[GUESS_KINDS], right[GUESS_KINDS];
} guess_record;

void guess_record_begin(guess_record *to);
/* age: how many groups before the guessed one the network was asked for what the head goes by, 0 for itself. */
uint8_t guess_kind(size_t age, int sureness);
float guess_acceptance(const guess_record *from, uint8_t kind);
void guess_record_update(guess_record *to, uint8_t kind, int is_right);

#endif
