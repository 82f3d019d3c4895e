/* Jobs of the decoder: prompts, draws, colours, kept pixels and sampling of any numbers, in batches of any size, stopped or
   not; and single draws of the sampler. */
#include "creatures.h"
#include "given.h"
#include "pixelgen_native.h"

enum { JOBS = 3 };

static void sample_once(given *from)
{
    float logits[PIXELGEN_WRITABLE];
    uint8_t allowed[PIXELGEN_WRITABLE];
    for (int i = 0; i < PIXELGEN_WRITABLE; i++) {
        logits[i] = (float)((int32_t)take(from, 2) - 32768) / 256.0f;
        allowed[i] = take(from, 1) % 2;
    }
    const pixelgen_sampling how = {(float)take_double(from) * 4000.0f, (int32_t)take(from, 1), (int32_t)take(from, 3),
                                   (int32_t)take(from, 3)};
    const int32_t chosen = pixelgen_sample(logits, allowed, take(from, 8), &how);
    REQUIRE(chosen == -1 || (chosen < PIXELGEN_WRITABLE && allowed[chosen]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int32_t prompts[JOBS][PIXELGEN_PROMPT];
    static uint64_t draws[JOBS][PIXELGEN_CELLS];
    static uint8_t colours[JOBS][PIXELGEN_COLOURS], pinned[JOBS][PIXELGEN_PIXELS], indices[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS];
    given from = {data, size};
    pixelgen_batch *batch = NULL;
    const int32_t rows = (int32_t)take(&from, 1) % 70, window = (int32_t)take(&from, 1) % 40;
    if (take(&from, 1) % 4 == 0)
        sample_once(&from);
    if (pixelgen_batch_make(fuzz_weights()->model, rows, window, &batch, said, sizeof said) != PIXELGEN_OK)
        return 0;
    int added = 0;
    for (int job = 0; job < JOBS; job++) {
        const uint64_t kind = take(&from, 1), mixed = take(&from, 8) | 1;
        for (int i = 0; i < PIXELGEN_PROMPT; i++)
            prompts[job][i] = kind & 1 ? (int32_t)take(&from, 1) : 64;
        for (uint64_t i = 0; i < PIXELGEN_CELLS; i++)
            draws[job][i] = mixed * (i + 1) * 0x9e3779b97f4a7c15u;
        for (int i = 0; i < PIXELGEN_COLOURS; i++)
            colours[job][i] = kind & 2 ? take(&from, 1) % 2 : 1;
        if (kind & 4)
            take_pixels(&from, pinned[job], PIXELGEN_PIXELS, PIXELGEN_UNKNOWN);
        jobs[job] = (pixelgen_job){.prompt = prompts[job], .draws = draws[job], .colours = colours[job],
                                   .pinned = kind & 4 ? pinned[job] : NULL, .sampling = {8000.0f, 0, 65536, 6554},
                                   .indices = indices[job]};
        if (kind & 8)
            jobs[job].sampling = (pixelgen_sampling){(float)take_double(&from) * 4000.0f, (int32_t)take(&from, 1),
                                                     (int32_t)take(&from, 3), (int32_t)take(&from, 3)};
        if (pixelgen_batch_room(batch) > 0)
            added += pixelgen_batch_add(batch, jobs + job, job, said, sizeof said) == PIXELGEN_OK;
    }
    volatile int32_t stop = take(&from, 1) % 8 == 1;
    pixelgen_run run = {.groups = 1 + (int64_t)take(&from, 2), .stop = &stop};
    int finished = 0;
    for (int turn = 0; finished < added; turn++) {
        const pixelgen_status status = pixelgen_batch_run(batch, &run, said, sizeof said);
        REQUIRE(status == (stop ? PIXELGEN_STOPPED : PIXELGEN_OK));
        for (int i = 0; i < run.finished_count; i++, finished++)
            for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
                REQUIRE(indices[run.finished[i]][pixel] < PIXELGEN_COLOURS);
        if (turn == 3)
            stop = 0;
    }
    pixelgen_batch_free(batch);
    return 0;
}
