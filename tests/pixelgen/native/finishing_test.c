/* Finishing without Python: bodies, noise and nothing come out the same whoever compiles it, kept pixels stay, and
   whatever is wrong is refused. Built with sanitizers by test_core_sources.py; exits 0 or says what failed. */
#include "pixelgen.h"

#include "core_test.h"

enum { TURNS = 40 };

static uint8_t drawn[PIXELGEN_PIXELS], parent[PIXELGEN_PIXELS], anew[PIXELGEN_PIXELS], found[PIXELGEN_PIXELS];

static void make_drawing(uint8_t *made, int turn)
{
    memset(made, 0, PIXELGEN_PIXELS);
    for (int part = 0; part < turn % 9; part++) {
        const int top = (int)(draw() % 32), left = (int)(draw() % 32), height = (int)(1 + draw() % 8);
        const int width = (int)(1 + draw() % 8), colour = (int)(draw() % 64);
        for (int row = top; row < top + height && row < 32; row++)
            for (int column = left; column < left + width && column < 32; column++)
                made[row * 32 + column] = (uint8_t)colour;
    }
    for (int speck = 0; speck < 5 * (turn % 5); speck++)
        made[draw() % PIXELGEN_PIXELS] = (uint8_t)(draw() % 64);
    if (turn % 13 == 12)
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            made[pixel] = (uint8_t)(draw() % 64);
}

static uint64_t hashed(uint64_t hash)
{
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++) /* FNV-1a */
        hash = (hash ^ found[pixel]) * 1099511628211u;
    return hash;
}

static void wrong_drawings_are_refused(void)
{
#define REFUSED(call) CHECK((said[0] = 0, (call)) == PIXELGEN_INVALID && said[0] != 0)
    REFUSED(pixelgen_finish(NULL, 0, found, said, sizeof said));
    REFUSED(pixelgen_finish(drawn, 0, NULL, said, sizeof said));
    REFUSED(pixelgen_join(NULL, parent, anew, found, said, sizeof said));
    REFUSED(pixelgen_join(drawn, NULL, anew, found, said, sizeof said));
    REFUSED(pixelgen_join(drawn, parent, NULL, found, said, sizeof said));
    REFUSED(pixelgen_join(drawn, parent, anew, NULL, said, sizeof said));
    parent[1023] = PIXELGEN_COLOURS;
    REFUSED(pixelgen_join(drawn, parent, anew, found, said, sizeof said));
    CHECK(pixelgen_finish(parent, 0, found, NULL, 0) == PIXELGEN_INVALID);
}

int main(void)
{
    uint64_t finished = 14695981039346656037u, joined = finished;
    for (int turn = 0; turn < TURNS; turn++) {
        make_drawing(drawn, turn);
        make_drawing(parent, TURNS - turn);
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            anew[pixel] = (uint8_t)(turn % 2 ? pixel % 32 > turn : draw() % 2);
        CHECK(pixelgen_finish(drawn, turn % 2, found, said, sizeof said) == PIXELGEN_OK);
        finished = hashed(finished);
        CHECK(pixelgen_join(drawn, parent, anew, found, said, sizeof said) == PIXELGEN_OK);
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            CHECK(anew[pixel] || found[pixel] == parent[pixel]);
        joined = hashed(joined);
    }
    printf("pixels finished %016llx joined %016llx\n", (unsigned long long)finished, (unsigned long long)joined);
    wrong_drawings_are_refused();
    return 0;
}
