/* SHA-256 (FIPS 180-4). */
#ifndef PIXELGEN_SHA256_H
#define PIXELGEN_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_HEX = 2 * SHA256_BYTES };

void sha256(uint8_t *digest, const void *bytes, size_t count);
/* SHA256_HEX characters and a 0. */
void sha256_hex(char *hex, const uint8_t *digest);

#endif
