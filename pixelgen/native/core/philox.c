/* A key and a place in the stream -> raw 64-bit numbers. */
#include "philox.h"

enum { WORDS = 4, ROUNDS = 10 };

uint64_t high_product(uint64_t a, uint64_t b)
{
    const uint64_t a_low = a & 0xffffffff, a_high = a >> 32, b_low = b & 0xffffffff, b_high = b >> 32;
    const uint64_t low = a_low * b_low, left = a_high * b_low + (low >> 32);
    const uint64_t right = a_low * b_high + (left & 0xffffffff);
    return a_high * b_high + (left >> 32) + (right >> 32);
}

static void take_block(uint64_t *words, uint64_t number, const uint64_t *of_key)
{
    uint64_t key[2] = {of_key[0], of_key[1]};
    words[0] = number;
    words[1] = words[2] = words[3] = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const uint64_t first = words[0], second = words[2];
        words[0] = high_product(0xca5a826395121157u, second) ^ words[1] ^ key[0];
        words[1] = 0xca5a826395121157u * second;
        words[2] = high_product(0xd2e7470ee14c6c93u, first) ^ words[3] ^ key[1];
        words[3] = 0xd2e7470ee14c6c93u * first;
        key[0] += 0x9e3779b97f4a7c15u;
        key[1] += 0xbb67ae8584caa73bu;
    }
}

void philox(uint64_t *numbers, size_t count, const uint64_t *key, uint64_t first)
{
    uint64_t words[WORDS];
    for (size_t i = 0; i < count; i++) {
        const uint64_t place = first + i;
        if (i == 0 || place % WORDS == 0)
            take_block(words, place / WORDS + 1, key); /* the counter is raised before a block is made */
        numbers[i] = words[place % WORDS];
    }
}
