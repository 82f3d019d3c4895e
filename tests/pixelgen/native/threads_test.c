/* One set of weights, shared by threads: each draws its own families, lights and moves them, one watches how far they are,
   and stops another; argument: a weights file. Built with the thread sanitizer by test_core_sources.py; exits 0 or says
   what failed. */
#include "chain.h"
#include "shared_numbers.h"

#include <pthread.h>

enum { THREADS = 3, FAMILIES = 1 };

static pixelgen_weights *weights;
static volatile int32_t stop, drawn[THREADS];
static chain_digest found[THREADS];
static pixelgen_status stopped_with;

static void *draw_families(void *number)
{
    const size_t own = (size_t)(uintptr_t)number;
    pixelgen_drawing how;
    CHECK(pixelgen_drawing_init(&how, sizeof how) == PIXELGEN_OK);
    how.drawn = drawn + own;
    found[own] = chain_of(weights, own == 0 ? 1 : own, FAMILIES, &how); /* the first two draw the same */
    return NULL;
}

static void *draw_for_ever(void *unused)
{
    enum { MANY = 512 };
    static pixelgen_request wishes[MANY];
    static const pixelgen_request *listed[MANY];
    static pixelgen_sprite sprites[MANY];
    pixelgen_drawing how;
    char said_here[256];
    (void)unused;
    for (size_t i = 0; i < MANY; i++) {
        wishes[i] = chain_wish(weights, i);
        listed[i] = wishes + i;
    }
    CHECK(pixelgen_drawing_init(&how, sizeof how) == PIXELGEN_OK);
    how.stop = &stop;
    stopped_with = pixelgen_draw(weights, listed, MANY, &how, sprites, said_here, sizeof said_here);
    return NULL;
}

int main(int count, char **words)
{
    pthread_t threads[THREADS], endless;
    CHECK(count == 2);
    weights = opened_weights(words[1], NULL);
    CHECK(pthread_create(&endless, NULL, draw_for_ever, NULL) == 0);
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_create(threads + i, NULL, draw_families, (void *)(uintptr_t)i) == 0);
    while (read_shared(drawn) == 0)
        sched_yield();
    write_shared(&stop, 1);
    CHECK(pthread_join(endless, NULL) == 0 && stopped_with == PIXELGEN_STOPPED);
    for (size_t i = 0; i < THREADS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0 && read_shared(drawn + i) > 0);
    CHECK(memcmp(found, found + 1, sizeof *found) == 0 && memcmp(found, found + 2, sizeof *found) != 0);
    pixelgen_close(weights);
    return 0;
}
