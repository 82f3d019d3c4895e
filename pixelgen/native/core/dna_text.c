/* Blocks of at most 63 characters of six bits, the last two of each its check: a Reed-Solomon code over the 64 characters
   (Reed & Solomon 1960), which tells where in a block one character is wrong. A CRC-32 of all bytes decides. */
#include "dna_text.h"
#include "texts.h"

#include <string.h>

static const char PREFIX[] = "pg1_";
static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum {
    PREFIX_LENGTH = 4,
    BLOCK = 63,
    CHECKS = 2,
    DATA = BLOCK - CHECKS,
    CRC_BYTES = 4,
    NO_LETTER = 64,
    MOST_NAMED = 3 /* wrong characters that a message names */
};

/* Powers of x in GF(64) modulo x^6 + x + 1, and their logarithms. */
typedef struct {
    uint8_t power[BLOCK], logarithm[64];
} field;

static void make_field(field *made)
{
    int power = 1;
    memset(made, 0, sizeof *made);
    for (int exponent = 0; exponent < BLOCK; exponent++) {
        made->power[exponent] = (uint8_t)power;
        made->logarithm[power] = (uint8_t)exponent;
        power <<= 1;
        power ^= power & 64 ? 67 : 0;
    }
}

static int product(const field *in, int one, int other)
{
    return one && other ? in->power[(in->logarithm[one] + in->logarithm[other]) % BLOCK] : 0;
}

static int quotient(const field *in, int one, int other)
{
    return one ? in->power[(in->logarithm[one] - in->logarithm[other] + BLOCK) % BLOCK] : 0;
}

/* The sum of the block's symbols, and the sum weighted with powers of x: both 0 when nothing is wrong. */
static void sums_of(const field *in, const uint8_t *block, size_t count, int *first, int *second)
{
    *first = *second = 0;
    for (size_t place = 0; place < count; place++) {
        *first ^= block[place];
        *second ^= product(in, block[place], in->power[place]);
    }
}

static uint32_t crc_of(const uint8_t *bytes, size_t count) /* as zlib */
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static size_t symbols_of(size_t bytes)
{
    return bytes / 3 * 4 + (bytes % 3 ? bytes % 3 + 1 : 0);
}

size_t dna_text_length(size_t count)
{
    const size_t data = symbols_of(count + CRC_BYTES);
    return PREFIX_LENGTH + data + (data + DATA - 1) / DATA * CHECKS;
}

/* The n-th six bits of bytes, zero bits beyond their end. */
static int symbol_at(const uint8_t *bytes, size_t count, size_t number)
{
    const size_t byte = 6 * number / 8, shift = 6 * number % 8;
    const int pair = bytes[byte] << 8 | (byte + 1 < count ? bytes[byte + 1] : 0);
    return pair >> (10 - shift) & 63;
}

void dna_text_write(char *text, uint8_t *content, size_t count)
{
    const uint32_t crc = crc_of(content, count);
    field in;
    make_field(&in);
    for (int byte = 0; byte < CRC_BYTES; byte++)
        content[count + (size_t)byte] = (uint8_t)(crc >> (24 - 8 * byte));
    count += CRC_BYTES;
    memcpy(text, PREFIX, PREFIX_LENGTH);
    text += PREFIX_LENGTH;
    const size_t total = symbols_of(count);
    for (size_t at = 0; at < total; at += DATA) {
        const size_t data = total - at < DATA ? total - at : DATA;
        uint8_t block[BLOCK];
        int first, second;
        for (size_t i = 0; i < data; i++)
            block[i] = (uint8_t)symbol_at(content, count, at + i);
        sums_of(&in, block, data, &first, &second);
        const int one = in.power[data], other = in.power[data + 1];
        const int check = quotient(&in, second ^ product(&in, first, other), one ^ other);
        block[data] = (uint8_t)check;
        block[data + 1] = (uint8_t)(first ^ check);
        for (size_t i = 0; i < data + CHECKS; i++)
            *text++ = ALPHABET[block[i]];
    }
    *text = 0;
}

static int letter_value(char letter)
{
    const char *found = letter == 0 ? NULL : strchr(ALPHABET, letter);
    return found == NULL ? NO_LETTER : (int)(found - ALPHABET);
}

static int is_space(char letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r') || (letter >= 28 && letter <= 31);
}

/* What is wrong of one block, repaired in place: 0 for nothing, 1 for one character, -1 for more. */
static int repair(const field *in, uint8_t *block, size_t count, size_t *place)
{
    int first, second;
    sums_of(in, block, count, &first, &second);
    if (first == 0 && second == 0)
        return 0;
    *place = first && second ? (size_t)(in->logarithm[second] - in->logarithm[first] + BLOCK) % BLOCK : BLOCK;
    if (*place >= count)
        return -1;
    block[*place] = (uint8_t)(block[*place] ^ first);
    return 1;
}

static pixelgen_status damaged_from(size_t symbol, message to)
{
    return refuse(to, PIXELGEN_INVALID,
                  "the DNA is damaged from character %lu on: characters are missing, surplus, swapped or more than one is "
                  "wrong; copy it again",
                  (unsigned long)(symbol / BLOCK * BLOCK + PREFIX_LENGTH + 1));
}

/* What could be repaired: symbols (before, right) at their places, the first ones. */
typedef struct {
    size_t count, place[MOST_NAMED];
    int right[MOST_NAMED];
} wrong_letters;

static pixelgen_status name_wrong(const wrong_letters *wrong, const char *line, message to)
{
    char named[200];
    text_line whole;
    text_begin(&whole, named, sizeof named);
    for (size_t i = 0; i < wrong->count && i < MOST_NAMED; i++) {
        const char is[] = {line[wrong->place[i]], 0}, fits[] = {ALPHABET[wrong->right[i]], 0};
        text_put(&whole, i > 0 ? ", character " : "character ");
        text_whole(&whole, wrong->place[i] + PREFIX_LENGTH + 1);
        text_put(&whole, " is '");
        text_put(&whole, is);
        text_put(&whole, "' where '");
        text_put(&whole, fits);
        text_put(&whole, "' fits");
    }
    return refuse(to, PIXELGEN_INVALID, "the DNA has a wrong character: %s; copy it again", named);
}

pixelgen_status dna_text_read(const char *text, size_t length, uint8_t *content, size_t *count, message to)
{
    wrong_letters wrong = {0};
    uint32_t held = 0;
    int bits = 0;
    size_t made = 0;
    field in;
    if (length >= PIXELGEN_LONGEST_DNA)
        return refuse(to, PIXELGEN_INVALID, "a DNA must be a text of at most %d characters; got %lu",
                      PIXELGEN_LONGEST_DNA - 1, (unsigned long)length);
    while (length > 0 && (is_space(text[length - 1]) || text[length - 1] == 0))
        length--;
    while (length > 0 && is_space(*text)) {
        text++;
        length--;
    }
    if (length < PREFIX_LENGTH || memcmp(text, PREFIX, PREFIX_LENGTH) != 0)
        return refuse(to, PIXELGEN_INVALID, "a DNA must begin with '%s'", PREFIX);
    const char *line = text + PREFIX_LENGTH;
    const size_t total = length - PREFIX_LENGTH;
    for (size_t i = 0; i < total; i++)
        if (letter_value(line[i]) == NO_LETTER)
            return refuse(to, PIXELGEN_INVALID, "character %lu of the DNA is one that no DNA has; copy it again",
                          (unsigned long)(i + PREFIX_LENGTH + 1));
    make_field(&in);
    for (size_t at = 0; at < total; at += BLOCK) {
        const size_t symbols = total - at < BLOCK ? total - at : BLOCK;
        size_t place = 0;
        uint8_t block[BLOCK];
        for (size_t i = 0; i < symbols; i++)
            block[i] = (uint8_t)letter_value(line[at + i]);
        const int is_wrong = repair(&in, block, symbols, &place);
        if (is_wrong < 0)
            return damaged_from(wrong.count > 0 ? wrong.place[0] : at, to);
        if (is_wrong > 0) {
            if (wrong.count < MOST_NAMED) {
                wrong.place[wrong.count] = at + place;
                wrong.right[wrong.count] = block[place];
            }
            wrong.count++;
        }
        for (size_t i = 0; i + CHECKS < symbols; i++) {
            held = held << 6 | block[i];
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                content[made++] = (uint8_t)(held >> bits);
                held &= ((uint32_t)1 << bits) - 1;
            }
        }
    }
    uint32_t crc = 0;
    for (size_t byte = 0; byte < CRC_BYTES && made >= CRC_BYTES; byte++)
        crc = crc << 8 | content[made - CRC_BYTES + byte];
    if (held != 0 || bits == 6 || made < CRC_BYTES || crc != crc_of(content, made - CRC_BYTES))
        return damaged_from(wrong.count > 0 ? wrong.place[0] : 0, to);
    if (wrong.count > 0)
        return name_wrong(&wrong, line, to);
    *count = made - CRC_BYTES;
    return PIXELGEN_OK;
}
