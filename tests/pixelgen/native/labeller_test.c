/* The labeller on random weights, without Python: what it names is the same whoever compiles it, the largest sums do not
   overflow, and whatever is wrong is refused. Built with sanitizers by test_core_sources.py; exits 0 or says what
   failed. */
#include "pixelgen_parts.h"

#include "core_test.h"

enum { CHANNELS = 32, BLOCKS = 6, ROWS = 3, SPRITES = 4 };

static void add_integers(const char *name, size_t count, int extreme)
{
    int8_t *data = add(name, count);
    for (size_t i = 0; i < count; i++)
        data[i] = (int8_t)(extreme ? extreme : (int)(draw() % 255) - 127);
}

static void make_tensors(int extreme)
{
    add_integers("parts.near", 9 * PIXELGEN_COLOURS * CHANNELS, extreme);
    add_integers("parts.own", PIXELGEN_COLOURS * CHANNELS, extreme);
    add_integers("parts.across", 2 * 16 * CHANNELS, extreme);
    add_integers("parts.told", ROWS * CHANNELS, extreme);
    add_integers("parts.roles", 9 * 4 * CHANNELS, extreme);
    add_integers("parts.blocks", BLOCKS * CHANNELS * 9 * CHANNELS, extreme);
    add_integers("parts.bias", BLOCKS * CHANNELS, extreme);
    add_integers("parts.out", PIXELGEN_PARTS * CHANNELS, extreme);
    add_integers("parts.out_bias", PIXELGEN_PARTS, extreme);
}

static uint8_t indices[SPRITES][PIXELGEN_PIXELS], parts[PIXELGEN_PIXELS];

static void make_sprites(void) /* none, half and all of the pixels drawn */
{
    for (int sprite = 0; sprite < SPRITES; sprite++)
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            indices[sprite][pixel] = (uint8_t)(draw() % 4 < (unsigned)sprite ? 1 + draw() % 63 : 0);
}

static const int32_t rows[ROWS] = {1, 0, 2};
static const pixelgen_told nothing = {NULL, 0, -1, -1}, all = {rows, ROWS, 3, 0};

static uint64_t named(const pixelgen_labeller *labeller, int sprite, const pixelgen_told *told)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    CHECK(pixelgen_labeller_parts(labeller, indices[sprite], told, parts, said, sizeof said) == PIXELGEN_OK);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) {
        CHECK((parts[pixel] > 0) == (indices[sprite][pixel] > 0) && parts[pixel] <= PIXELGEN_PARTS);
        hash = (hash ^ parts[pixel]) * 1099511628211u;
    }
    return hash;
}

static pixelgen_labeller *made(void)
{
    pixelgen_labeller *labeller = NULL;
    CHECK(pixelgen_labeller_make(tensors, tensor_count, NULL, &labeller, said, sizeof said) == PIXELGEN_OK);
    return labeller;
}

static void extremes_do_not_overflow(void)
{
    for (int largest = -127; largest <= 127; largest += 254) {
        make_tensors(largest);
        pixelgen_labeller *labeller = made();
        for (int sprite = 0; sprite < SPRITES; sprite++)
            named(labeller, sprite, &all);
        pixelgen_labeller_free(labeller);
        free_tensors(0);
    }
}

static void wrong_weights_are_refused(void)
{
    pixelgen_labeller *labeller = NULL;
    CHECK(pixelgen_labeller_make(tensors, tensor_count, NULL, NULL, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_make(tensors, tensor_count, "abacus", &labeller, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_make(NULL, 0, NULL, &labeller, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_make(tensors, tensor_count - 1, NULL, &labeller, said, sizeof said) == PIXELGEN_INVALID);
    for (size_t i = 0; i < tensor_count; i++) {
        tensors[i].bytes--;
        CHECK(pixelgen_labeller_make(tensors, tensor_count, NULL, &labeller, said, sizeof said) == PIXELGEN_INVALID);
        tensors[i].bytes++;
        int8_t *first = (void *)(uintptr_t)tensors[i].data;
        const int8_t kept = *first;
        *first = -128;
        CHECK(pixelgen_labeller_make(tensors, tensor_count, NULL, &labeller, said, sizeof said) == PIXELGEN_INVALID);
        CHECK(labeller == NULL && strlen(said) > 0);
        *first = kept;
    }
}

static void wrong_sprites_are_refused(const pixelgen_labeller *labeller)
{
    static const int32_t far_rows[PIXELGEN_IDS + 1] = {0}, wrong_rows[2] = {-1, ROWS};
    const pixelgen_told wrong[] = {{wrong_rows, 1, 0, 0}, {wrong_rows + 1, 1, 0, 0}, {far_rows, PIXELGEN_IDS + 1, 0, 0},
                                   {NULL, 1, 0, 0}, {NULL, 0, -2, 0}, {NULL, 0, 0, 9}};
    CHECK(pixelgen_labeller_parts(NULL, indices[0], &all, parts, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_parts(labeller, NULL, &all, parts, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_parts(labeller, indices[0], NULL, parts, said, sizeof said) == PIXELGEN_INVALID);
    CHECK(pixelgen_labeller_parts(labeller, indices[0], &all, NULL, said, sizeof said) == PIXELGEN_INVALID);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(pixelgen_labeller_parts(labeller, indices[0], wrong + i, parts, said, sizeof said) == PIXELGEN_INVALID);
    indices[0][7] = PIXELGEN_COLOURS;
    CHECK(pixelgen_labeller_parts(labeller, indices[0], &all, parts, NULL, 0) == PIXELGEN_INVALID);
    indices[0][7] = 0;
}

int main(void)
{
    make_sprites();
    extremes_do_not_overflow();
    make_tensors(0);
    pixelgen_labeller *labeller = made();
    for (int sprite = 0; sprite < SPRITES; sprite++)
        printf("pixels parts %d: %016llx %016llx\n", sprite, (unsigned long long)named(labeller, sprite, &nothing),
               (unsigned long long)named(labeller, sprite, &all));
    wrong_sprites_are_refused(labeller);
    pixelgen_labeller_free(labeller);
    pixelgen_labeller_free(NULL);
    wrong_weights_are_refused();
    free_tensors(0);
    return 0;
}
