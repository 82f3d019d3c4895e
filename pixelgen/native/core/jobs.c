/* What a caller asks for -> checked, or what is wrong with it. */
#include "jobs.h"
#include "sampler.h"

#include <string.h>

pixelgen_status check_job(const pixelgen_job *job, int32_t vocabulary, message to)
{
    if (job->prompt == NULL || job->draws == NULL || job->colours == NULL || job->indices == NULL)
        return refuse(to, PIXELGEN_INVALID, "a job's prompt, draws, colours and indices must not be NULL");
    for (size_t i = 0; i < PIXELGEN_PROMPT; i++)
        if (job->prompt[i] < 0 || job->prompt[i] >= vocabulary)
            return refuse(to, PIXELGEN_INVALID, "prompt ids must be below %d; got %d", (int)vocabulary,
                          (int)job->prompt[i]);
    if (memchr(job->colours, 1, PIXELGEN_COLOURS) == NULL)
        return refuse(to, PIXELGEN_INVALID, "at least one colour must be allowed");
    for (size_t i = 0; job->pinned != NULL && i < PIXELGEN_PIXELS; i++)
        if (job->pinned[i] > PIXELGEN_UNKNOWN)
            return refuse(to, PIXELGEN_INVALID, "pinned pixels must be colours or %d; got %d", PIXELGEN_UNKNOWN,
                          job->pinned[i]);
    return check_sampling(&job->sampling, to);
}
