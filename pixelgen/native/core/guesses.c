/* What guesses of a kind came to so far -> how probable the next one's acceptance is. */
#include "guesses.h"

/* Share of wrong guesses by age (0, 1, 2, 3 to 4, 5 to 8, more) where the head was unsure, what each halving leaves of
   them, and the least there is: measured; the record's own counts take over from there. */
static const float UNSURE[GUESS_AGES] = {0.14f, 0.25f, 0.28f, 0.4f, 0.4f, 0.4f};
static const float LEAST[GUESS_AGES] = {0.003f, 0.015f, 0.015f, 0.015f, 0.02f, 0.02f};
static const float LEFT = 0.55f, EXPECTED_WEIGHT = 20.0f;

void guess_record_begin(guess_record *to)
{
    for (int age = 0; age < GUESS_AGES; age++) {
        float wrong = UNSURE[age];
        for (int sureness = 0; sureness <= MOST_SURE; sureness++, wrong *= LEFT) {
            const int kind = age * (MOST_SURE + 1) + sureness;
            to->tried[kind] = EXPECTED_WEIGHT;
            to->right[kind] = EXPECTED_WEIGHT * (1.0f - (wrong > LEAST[age] ? wrong : LEAST[age]));
        }
    }
}

uint8_t guess_kind(size_t age, int sureness)
{
    const int class = age <= 2 ? (int)age : age <= 4 ? 3 : age <= 8 ? 4 : 5;
    return (uint8_t)(class * (MOST_SURE + 1) + sureness);
}

float guess_acceptance(const guess_record *from, uint8_t kind)
{
    return from->right[kind] / from->tried[kind];
}

void guess_record_update(guess_record *to, uint8_t kind, int is_right)
{
    to->tried[kind] += 1.0f;
    to->right[kind] += (float)(is_right != 0);
}
