/* A double -> the shortest decimal between its neighbours' middles, in whole numbers of 1,280 bits (Burger and Dybvig:
   Printing Floating-Point Numbers Quickly and Accurately, 1996). */
#include "decimals.h"

#include <stdint.h>
#include <string.h>

enum { WORDS = 40, FRACTION_BITS = 52, MOST_DIGITS = 17, LEAST_FIXED = -4, MOST_FIXED = 16 };

typedef struct {
    uint32_t word[WORDS]; /* the lowest first */
} whole;

static void multiply(whole *by, uint32_t factor)
{
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        carry += (uint64_t)by->word[i] * factor;
        by->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static whole shifted(uint64_t number, int bits)
{
    whole made = {{0}};
    for (int bit = 0; bit < 64; bit++)
        if (number >> bit & 1)
            made.word[(bit + bits) / 32] |= (uint32_t)1 << (bit + bits) % 32;
    return made;
}

static whole sum(const whole *a, const whole *b)
{
    whole made;
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        carry += (uint64_t)a->word[i] + b->word[i];
        made.word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return made;
}

static int compared(const whole *a, const whole *b)
{
    for (int i = WORDS - 1; i >= 0; i--)
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    return 0;
}

static void subtract(whole *from, const whole *what)
{
    uint64_t borrow = 0;
    for (int i = 0; i < WORDS; i++) {
        const uint64_t difference = (uint64_t)from->word[i] - what->word[i] - borrow;
        from->word[i] = (uint32_t)difference;
        borrow = difference >> 63;
    }
}

/* The number is value / unit; half the distance to its neighbours is below / unit and above / unit. */
typedef struct {
    whole value, unit, below, above;
    int takes_ends; /* the middles are read as the number too */
} range;

static int reaches(const range *of, const whole *value) /* the next power of ten */
{
    const whole end = sum(value, &of->above);
    return compared(&end, &of->unit) >= (of->takes_ends ? 0 : 1);
}

static void range_of(range *made, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    const uint64_t stored = bits & (((uint64_t)1 << FRACTION_BITS) - 1);
    const int exponent = (int)(bits >> FRACTION_BITS & 2047), is_normal = exponent > 0;
    const uint64_t fraction = is_normal ? stored | (uint64_t)1 << FRACTION_BITS : stored;
    const int power = (is_normal ? exponent : 1) - 1075; /* of two; the number is fraction * 2^power */
    const int is_narrow = stored == 0 && exponent > 1;   /* below it numbers lie twice as close */
    const int up = power > 0 ? power : 0, down = power < 0 ? -power : 0;
    made->value = shifted(fraction, up + 1 + is_narrow);
    made->unit = shifted(1, down + 1 + is_narrow);
    made->below = shifted(1, up);
    made->above = shifted(1, up + is_narrow);
    made->takes_ends = fraction % 2 == 0;
}

/* Digits of the number, and the power of ten that 0.DIGITS is multiplied by -> how many. */
static int digits_of(char *digits, int *power, double number)
{
    range of;
    int count = 0, is_low, is_high;
    range_of(&of, number);
    *power = 0;
    while (reaches(&of, &of.value)) {
        multiply(&of.unit, 10);
        ++*power;
    }
    for (;;) {
        range next = of;
        multiply(&next.value, 10);
        multiply(&next.below, 10);
        multiply(&next.above, 10);
        if (reaches(&next, &next.value))
            break;
        of = next;
        --*power;
    }
    do {
        char digit = '0';
        multiply(&of.value, 10);
        multiply(&of.below, 10);
        multiply(&of.above, 10);
        for (; compared(&of.value, &of.unit) >= 0; digit++)
            subtract(&of.value, &of.unit);
        is_low = compared(&of.value, &of.below) < (of.takes_ends ? 1 : 0);
        is_high = reaches(&of, &of.value);
        if (is_high && is_low) { /* the nearer one, an even digit between two alike */
            const whole twice = sum(&of.value, &of.value);
            const int beyond = compared(&twice, &of.unit);
            is_high = beyond > 0 || (beyond == 0 && digit % 2 == 1);
        }
        digits[count++] = (char)(digit + (is_high ? 1 : 0));
    } while (!is_low && !is_high && count < MOST_DIGITS);
    return count;
}

size_t shortest_decimal(char *text, double number)
{
    char digits[MOST_DIGITS];
    int power, count;
    char *at = text;
    if (!(number > 0.0)) {
        memcpy(text, "0.0", 4);
        return 3;
    }
    count = digits_of(digits, &power, number);
    if (power > LEAST_FIXED && power <= MOST_FIXED) {
        if (power <= 0) {
            *at++ = '0';
            *at++ = '.';
            for (int zero = power; zero < 0; zero++)
                *at++ = '0';
        }
        for (int i = 0; i < count || i < power; i++) {
            if (i == power && i > 0)
                *at++ = '.';
            *at++ = i < count ? digits[i] : '0';
        }
        if (count <= power) {
            *at++ = '.';
            *at++ = '0';
        }
    } else {
        const int exponent = power - 1, size = exponent < 0 ? -exponent : exponent;
        *at++ = digits[0];
        if (count > 1)
            *at++ = '.';
        for (int i = 1; i < count; i++)
            *at++ = digits[i];
        *at++ = 'e';
        *at++ = exponent < 0 ? '-' : '+';
        if (size >= 100)
            *at++ = (char)('0' + size / 100);
        *at++ = (char)('0' + size / 10 % 10);
        *at++ = (char)('0' + size % 10);
    }
    *at = 0;
    return (size_t)(at - text);
}
