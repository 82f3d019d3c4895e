/* Weights files: whole ones, or a header before the data of the file of PIXELGEN_FUZZ_WEIGHTS with some bytes changed, which
   is small to change and quick to hash. The hash that a file records is made true, or nothing behind it would be tried. */
#include "given.h"
#include "sha256.h"

enum { IS_WHOLE = 1, IS_DRAWN = 2, LENGTH = 8, CHANGES = 8 };

static void sign(uint8_t *bytes, size_t size)
{
    static const char mark[] = "\"sha256\":\"", spaced[] = "\"sha256\": \"";
    uint8_t found[SHA256_BYTES];
    char hex[SHA256_HEX + 1];
    if (size < LENGTH || bytes[3] != 0 || (size_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) > size - LENGTH)
        return;
    const size_t header = (size_t)(bytes[0] | bytes[1] << 8 | bytes[2] << 16), data = LENGTH + header;
    sha256(found, bytes + data, size - data);
    sha256_hex(hex, found);
    for (size_t at = LENGTH; at + sizeof spaced + SHA256_HEX < data; at++) {
        if (memcmp(bytes + at, mark, sizeof mark - 1) == 0)
            memcpy(bytes + at + sizeof mark - 1, hex, SHA256_HEX);
        else if (memcmp(bytes + at, spaced, sizeof spaced - 1) == 0)
            memcpy(bytes + at + sizeof spaced - 1, hex, SHA256_HEX);
    }
}

/* A count, so many places of three bytes with a value, and the header -> a file that ends where its memory ends. */
static uint8_t *under_header(given *from, size_t *size)
{
    static uint8_t *content;
    static size_t count, data;
    if (content == NULL) {
        content = fuzz_weights_file(&count);
        data = LENGTH + (size_t)(content[0] | content[1] << 8 | content[2] << 16);
    }
    uint64_t changes = take(from, 1) % (CHANGES + 1), places[CHANGES], values[CHANGES];
    for (uint64_t i = 0; i < changes; i++) {
        places[i] = take(from, 3) % (count - data);
        values[i] = take(from, 1);
    }
    *size = LENGTH + from->left + count - data;
    uint8_t *bytes = malloc(*size), *of_data = bytes + LENGTH + from->left;
    for (int i = 0; i < LENGTH; i++)
        bytes[i] = (uint8_t)((uint64_t)from->left >> 8 * i);
    if (from->left > 0)
        memcpy(bytes + LENGTH, from->at, from->left);
    memcpy(of_data, content + data, count - data);
    for (uint64_t i = 0; i < changes; i++)
        of_data[places[i]] = (uint8_t)values[i];
    return bytes;
}

static uint8_t *whole(const given *from, size_t *size)
{
    *size = from->left;
    uint8_t *bytes = malloc(*size > 0 ? *size : 1);
    if (*size > 0)
        memcpy(bytes, from->at, *size);
    return bytes;
}

static void draw(const pixelgen_weights *weights)
{
    pixelgen_request wish;
    pixelgen_sprite sprite;
    const pixelgen_request *const wishes[] = {&wish};
    REQUIRE(pixelgen_request_init(&wish, sizeof wish) == PIXELGEN_OK);
    wish.zone = pixelgen_name(weights, "zone", 0);
    wish.category = pixelgen_name(weights, "category", 0);
    if (pixelgen_draw(weights, wishes, 1, NULL, &sprite, said, sizeof said) == PIXELGEN_OK)
        for (int i = 0; i < PIXELGEN_PIXELS; i++)
            REQUIRE(sprite.indices[i] < PIXELGEN_COLOURS && (sprite.parts[i] == 0 || sprite.indices[i] != 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count)
{
    given from = {data, count};
    pixelgen_weights *weights = NULL;
    const uint64_t kind = take(&from, 1);
    size_t size;
    uint8_t *bytes = kind & IS_WHOLE ? whole(&from, &size) : under_header(&from, &size);
    sign(bytes, size);
    const pixelgen_status status = pixelgen_open(bytes, size, NULL, &weights, said, sizeof said);
    REQUIRE((status == PIXELGEN_OK) == (weights != NULL));
    free(bytes);
    if (weights != NULL && kind & IS_DRAWN)
        draw(weights);
    pixelgen_close(weights);
    return 0;
}
