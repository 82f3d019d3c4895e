/* Requests and weights without Python; argument: a weights file. Every byte of its header is damaged in turn, and what is
   cut off or damaged is refused or draws the same individual. Built with sanitizers by test_core_sources.py; exits 0 or
   says what failed. */
#include "pixelgen.h"

#include "core_test.h"

enum { LARGEST = 64 << 20, DAMAGES = 4000, TAIL = 4096 /* bytes after the header: too few for the tensors */ };

static uint8_t *file_bytes(const char *path, size_t *size)
{
    uint8_t *bytes = malloc(LARGEST);
    FILE *file = fopen(path, "rb");
    CHECK(bytes != NULL && file != NULL);
    *size = fread(bytes, 1, LARGEST, file);
    fclose(file);
    return bytes;
}

/* Bytes that end where their memory ends, so that reading beyond is noticed. */
static pixelgen_status opened(const uint8_t *bytes, size_t size)
{
    pixelgen_weights *weights = NULL;
    uint8_t *copy = malloc(size > 0 ? size : 1);
    memcpy(copy, bytes, size);
    const pixelgen_status status = pixelgen_open(copy, size, NULL, &weights, said, sizeof said);
    CHECK((status == PIXELGEN_OK) == (weights != NULL));
    pixelgen_close(weights);
    free(copy);
    return status;
}

static void individuals_come_out(const pixelgen_weights *weights)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (int zone = 0; pixelgen_name(weights, "zone", zone) != NULL; zone++)
        for (int category = 0; pixelgen_name(weights, "category", category) != NULL; category++)
            for (uint64_t seed = 0; seed < 5; seed++) {
                static const char *const lock[] = {"violet", "gold"};
                pixelgen_request wish;
                pixelgen_individual found;
                CHECK(pixelgen_request_init(&wish, sizeof wish) == PIXELGEN_OK);
                wish.zone = pixelgen_name(weights, "zone", zone);
                wish.category = pixelgen_name(weights, "category", category);
                wish.seed = seed;
                wish.colours = lock;
                wish.colour_count = (int32_t)(seed % 3);
                CHECK(pixelgen_individual_of(weights, &wish, &found, said, sizeof said) == PIXELGEN_OK);
                for (int i = 0; i < PIXELGEN_IDS; i++)
                    hash = (hash ^ (uint64_t)found.prompt[i]) * 1099511628211u;
            }
    printf("pixels individuals %016llx\n", (unsigned long long)hash);
}

int main(int count, char **words)
{
    size_t size;
    CHECK(count == 2);
    uint8_t *bytes = file_bytes(words[1], &size);
    pixelgen_weights *weights = NULL;
    CHECK(pixelgen_open(bytes, size, NULL, &weights, said, sizeof said) == PIXELGEN_OK);
    individuals_come_out(weights);
    pixelgen_close(weights);
    pixelgen_close(NULL);
    const size_t header = 8 + (size_t)bytes[0] + ((size_t)bytes[1] << 8);
    for (int turn = 0; turn < DAMAGES; turn++) {
        const size_t place = turn < 8 ? (size_t)turn : 8 + (size_t)(draw() % (header - 8));
        const uint8_t kept = bytes[place];
        bytes[place] = (uint8_t)draw();
        CHECK(opened(bytes, turn % 2 ? header + TAIL : (size_t)(draw() % header)) == PIXELGEN_INVALID);
        bytes[place] = kept;
    }
    CHECK(opened(bytes, 0) == PIXELGEN_INVALID && opened(bytes, header) == PIXELGEN_INVALID);
    CHECK(pixelgen_open(NULL, 1, NULL, &weights, said, sizeof said) == PIXELGEN_INVALID && weights == NULL);
    free(bytes);
    return 0;
}
