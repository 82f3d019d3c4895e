/* Where the time of a batch goes: each phase is told when it ends. Costs nothing where nobody measures. */
#ifndef PIXELGEN_STOPWATCH_H
#define PIXELGEN_STOPWATCH_H

#include "pixelgen_native.h"

#include <stddef.h>

typedef struct {
    pixelgen_times *to; /* or NULL */
    double since;
} stopwatch;

/* Seconds by a clock that stands nowhere; WebAssembly without imports has none. */
double stopwatch_now(void);

static inline void stopwatch_start(stopwatch *of)
{
    if (of->to != NULL)
        of->since = stopwatch_now();
}

/* What has passed since the last call was this phase. */
static inline void stopwatch_end(stopwatch *of, pixelgen_phase phase)
{
    if (of->to == NULL)
        return;
    const double now = stopwatch_now();
    of->to->seconds[phase] += now - of->since;
    of->since = now;
}

static inline void stopwatch_count(stopwatch *of, size_t multiply_adds)
{
    if (of->to != NULL)
        of->to->multiply_adds += (int64_t)multiply_adds;
}

/* A product of a row with columns: zeros are not multiplied. */
void stopwatch_count_sparse(stopwatch *of, const int16_t *row, size_t inputs, size_t outputs);

#endif
