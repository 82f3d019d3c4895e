/* Weights files; the hash that a file records is made true, or nothing behind it would be tried. */
#include "given.h"
#include "sha256.h"

static void sign(uint8_t *bytes, size_t size)
{
    static const char mark[] = "\"sha256\":\"", spaced[] = "\"sha256\": \"";
    uint8_t found[SHA256_BYTES];
    char hex[SHA256_HEX + 1];
    if (size < 8 || bytes[3] != 0 || (size_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) > size - 8)
        return;
    const size_t header = (size_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16), data = 8 + header;
    sha256(found, bytes + data, size - data);
    sha256_hex(hex, found);
    for (size_t at = 8; at + sizeof spaced + SHA256_HEX < data; at++) {
        if (memcmp(bytes + at, mark, sizeof mark - 1) == 0)
            memcpy(bytes + at + sizeof mark - 1, hex, SHA256_HEX);
        else if (memcmp(bytes + at, spaced, sizeof spaced - 1) == 0)
            memcpy(bytes + at + sizeof spaced - 1, hex, SHA256_HEX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pixelgen_weights *weights = NULL;
    uint8_t *bytes = malloc(size > 0 ? size : 1); /* ends where its memory ends */
    memcpy(bytes, data, size);
    sign(bytes, size);
    const pixelgen_status status = pixelgen_open(bytes, size, NULL, &weights, said, sizeof said);
    REQUIRE((status == PIXELGEN_OK) == (weights != NULL));
    free(bytes);
    if (weights == NULL)
        return 0;
    pixelgen_request wish;
    pixelgen_sprite sprite;
    const pixelgen_request *const wishes[] = {&wish};
    REQUIRE(pixelgen_request_init(&wish, sizeof wish) == PIXELGEN_OK);
    wish.zone = pixelgen_name(weights, "zone", 0);
    wish.category = pixelgen_name(weights, "category", 0);
    if (pixelgen_draw(weights, wishes, 1, NULL, &sprite, said, sizeof said) == PIXELGEN_OK)
        for (int i = 0; i < PIXELGEN_PIXELS; i++)
            REQUIRE(sprite.indices[i] < PIXELGEN_COLOURS && (sprite.parts[i] == 0 || sprite.indices[i] != 0));
    pixelgen_close(weights);
    return 0;
}
