/* What a caller asks for -> checked, or what is wrong with it. Nothing of a job is decoded before all of it is checked. */
#include "jobs.h"
#include "sampler.h"

#include <string.h>

/* Also that every kept cell is whole: then no cell is written twice, so that a cache has room, and none stays MASK. */
static pixelgen_status check_kept(const pixelgen_job *job, const tables *geometry, message to)
{
    uint8_t expected[PIXELGEN_CELLS] = {0};
    size_t waiting = 0;
    int level = 0;
    if (job->kept > PIXELGEN_CELLS || (job->kept > 0 && (job->kept_tokens == NULL || job->kept_cells == NULL)))
        return refuse(to, PIXELGEN_INVALID, "kept must be at most %d tokens with their cells", PIXELGEN_CELLS);
    memset(expected, 1, COARSE_CELLS);
    for (size_t i = 0; i < job->kept; i++) {
        const int32_t token = job->kept_tokens[i], cell = job->kept_cells[i];
        if (cell < 0 || cell >= PIXELGEN_CELLS || !expected[cell] || geometry->level[cell] < level)
            return refuse(to, PIXELGEN_INVALID,
                          "kept cells must stand once each, level by level, inside kept MASK ones; got cell %d",
                          (int)cell);
        level = geometry->level[cell];
        expected[cell] = 0;
        waiting -= level > 0;
        if (token < 0 || (token >= PIXELGEN_COLOURS && (token != PIXELGEN_MASK || level == 2)))
            return refuse(to, PIXELGEN_INVALID, "kept tokens must be colours, or MASK for more than a pixel; got %d",
                          (int)token);
        for (size_t place = 0; token == PIXELGEN_MASK && place < 4; place++, waiting++)
            expected[geometry->children[cell][place]] = 1;
    }
    if (waiting > 0)
        return refuse(to, PIXELGEN_INVALID, "a kept MASK needs the four cells inside it; %lu are missing",
                      (unsigned long)waiting);
    return PIXELGEN_OK;
}

pixelgen_status check_job(const pixelgen_job *job, const tables *geometry, int32_t vocabulary, message to)
{
    if (job->prompt == NULL || job->draws == NULL || job->colours == NULL || job->indices == NULL)
        return refuse(to, PIXELGEN_INVALID, "a job's prompt, draws, colours and indices must not be NULL");
    if (job->prompt_length < 1 || job->prompt_length > PIXELGEN_MOST_PROMPT)
        return refuse(to, PIXELGEN_INVALID, "a prompt has 1 to %d tokens; got %lu", PIXELGEN_MOST_PROMPT,
                      (unsigned long)job->prompt_length);
    for (size_t i = 0; i < job->prompt_length; i++)
        if (job->prompt[i] < 0 || job->prompt[i] >= vocabulary)
            return refuse(to, PIXELGEN_INVALID, "prompt tokens must be below %d; got %d", (int)vocabulary,
                          (int)job->prompt[i]);
    if (memchr(job->colours, 1, PIXELGEN_COLOURS) == NULL)
        return refuse(to, PIXELGEN_INVALID, "at least one colour must be allowed");
    if (check_sampling(&job->sampling, to) != PIXELGEN_OK)
        return PIXELGEN_INVALID;
    for (size_t i = 0; job->pinned != NULL && i < PIXELGEN_PIXELS; i++)
        if (job->pinned[i] > PIXELGEN_UNKNOWN)
            return refuse(to, PIXELGEN_INVALID, "pinned pixels must be colours or %d; got %d", PIXELGEN_UNKNOWN,
                          job->pinned[i]);
    return check_kept(job, geometry, to);
}
