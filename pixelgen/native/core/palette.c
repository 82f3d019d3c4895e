/* Colours, their ramps and their hash. */
#include "palette.h"
#include "sha256.h"

#include <string.h>

const uint8_t *pixelgen_palette(void)
{
    return palette_rgb[0];
}

const char *const *pixelgen_ramps(void)
{
    return palette_ramps;
}

int place_of_name(const char *const *names, const char *name)
{
    for (int place = 0; name != NULL && names[place] != NULL; place++)
        if (strcmp(name, names[place]) == 0)
            return place;
    return -1;
}

int palette_ramp(const char *name)
{
    return place_of_name(palette_ramps, name);
}

void palette_hash(char *hash)
{
    uint8_t digest[SHA256_BYTES];
    char hex[SHA256_HEX + 1];
    sha256(digest, palette_rgb, sizeof palette_rgb);
    sha256_hex(hex, digest);
    memcpy(hash, hex, PALETTE_HASH);
    hash[PALETTE_HASH] = 0;
}
