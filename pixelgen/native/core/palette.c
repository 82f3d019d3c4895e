/* Colours, their ramps and their hash. */
#include "palette.h"
#include "sha256.h"

#include <string.h>

const char *const palette_ramps[PALETTE_RAMPS + 1] = {"ink",    "sand",  "gold", "coral", "rose",
                                                       "violet", "azure", "kelp", "glow",  NULL};

const uint8_t palette_rgb[PIXELGEN_COLOURS][3] = {
    {0, 0, 0}, /* transparent */
    {11, 11, 14}, {41, 43, 50}, {75, 79, 90}, {112, 119, 131}, {153, 161, 172}, {197, 206, 213}, {246, 251, 254},
    {43, 30, 26}, {86, 54, 39}, {125, 84, 55}, {159, 119, 79}, {190, 158, 115}, {217, 198, 163}, {244, 238, 222},
    {59, 29, 19}, {108, 47, 0}, {144, 81, 0}, {177, 118, 0}, {210, 157, 0}, {226, 202, 109}, {244, 243, 204},
    {55, 20, 30}, {115, 16, 38}, {169, 29, 32}, {214, 68, 16}, {243, 119, 37}, {255, 175, 105}, {255, 227, 193},
    {41, 20, 42}, {93, 26, 78}, {148, 38, 98}, {199, 67, 108}, {237, 110, 123}, {255, 165, 155}, {255, 222, 212},
    {24, 16, 42}, {61, 32, 99}, {102, 53, 148}, {145, 83, 188}, {191, 119, 212}, {230, 163, 227}, {252, 217, 240},
    {21, 27, 51}, {30, 53, 115}, {29, 86, 171}, {31, 125, 215}, {38, 170, 240}, {109, 212, 251}, {199, 244, 254},
    {0, 37, 39}, {0, 70, 64}, {0, 108, 81}, {17, 149, 77}, {106, 181, 98}, {171, 210, 140}, {228, 239, 206},
    {33, 59, 77}, {0, 93, 119}, {0, 127, 144}, {0, 164, 166}, {0, 203, 188}, {130, 232, 206}, {217, 254, 236},
};

const uint8_t *pixelgen_palette(void)
{
    return palette_rgb[0];
}

const char *const *pixelgen_ramps(void)
{
    return palette_ramps;
}

int palette_ramp(const char *name)
{
    for (int ramp = 0; ramp < PALETTE_RAMPS; ramp++)
        if (strcmp(name, palette_ramps[ramp]) == 0)
            return ramp;
    return -1;
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
