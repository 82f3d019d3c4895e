/* DNAs: texts as they come, and contents whose check characters are made true. What is read is written again and means the
   same. */
#include "dna_text.h"
#include "given.h"

static void try_text(const char *text, size_t length, int32_t generations)
{
    static char canonical[PIXELGEN_LONGEST_REQUEST], again[PIXELGEN_LONGEST_REQUEST], line[PIXELGEN_LONGEST_DNA];
    pixelgen_dna *dna, *second;
    char *copy = malloc(length > 0 ? length : 1);
    memcpy(copy, text, length);
    const pixelgen_status status = pixelgen_dna_read(copy, length, &dna, said, sizeof said);
    free(copy);
    REQUIRE((status == PIXELGEN_OK) == (dna != NULL));
    if (dna == NULL)
        return;
    const pixelgen_request *request = pixelgen_dna_request(dna);
    const pixelgen_trait *traits;
    (void)pixelgen_dna_traits(dna, &traits);
    REQUIRE(pixelgen_request_text(request, canonical, sizeof canonical, said, sizeof said) == PIXELGEN_OK);
    if (pixelgen_dna_write(fuzz_weights(), request, generations, line, sizeof line, said, sizeof said) == PIXELGEN_OK) {
        REQUIRE(pixelgen_dna_read(line, strlen(line), &second, said, sizeof said) == PIXELGEN_OK);
        REQUIRE(pixelgen_request_text(pixelgen_dna_request(second), again, sizeof again, said, sizeof said) ==
                PIXELGEN_OK);
        REQUIRE(strcmp(canonical, again) == 0);
        pixelgen_dna_free(second);
    }
    const pixelgen_parent creature = {.request = request};
    pixelgen_genome genome;
    (void)pixelgen_genome_of(fuzz_weights(), &creature, NULL, NULL, &genome, said, sizeof said);
    pixelgen_dna_free(dna);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LONGEST = 20000 };
    static uint8_t content[LONGEST + 4];
    static char text[2 * LONGEST];
    if (size < 1 || size > LONGEST)
        return 0;
    if (data[0] % 4 == 0) {
        try_text((const char *)data + 1, size - 1, data[0] / 4 % 8);
        return 0;
    }
    memcpy(content, data + 1, size - 1);
    dna_text_write(text, content, size - 1);
    REQUIRE(strlen(text) == dna_text_length(size - 1));
    try_text(text, strlen(text), data[0] / 4 % 8);
    return 0;
}
