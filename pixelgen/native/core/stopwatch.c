/* The clock of the stopwatch; and how fast the kernel's largest loop runs by itself. */
#include "stopwatch.h"
#include "blocks.h"
#include "model.h"

#ifndef __wasm__
#include <time.h>
#endif

double stopwatch_now(void)
{
#ifdef __wasm__
    return 0.0;
#else
    struct timespec now;
    return timespec_get(&now, TIME_UTC) == 0 ? 0.0 : (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
#endif
}

void stopwatch_count_sparse(stopwatch *of, const int16_t *row, size_t inputs, size_t outputs)
{
    if (of->to == NULL)
        return;
    size_t used = 0;
    for (size_t i = 0; i < inputs; i++)
        used += row[i] != 0;
    stopwatch_count(of, used * outputs);
    stopwatch_start(of); /* the counting is of no phase */
}

int64_t pixelgen_bare_loop(const pixelgen_model *model, int32_t rows, int32_t rounds)
{
    workspace work = {0};
    if (model == NULL || rows < 1 || rows > PIXELGEN_MOST_ROWS || rounds < 1 || !workspace_make(&work, &model->net))
        return 0;
    const matrix *by = &model->net.blocks[0].expand;
    for (size_t i = 0; i < (size_t)rows * work.widest; i++)
        work.integers[i] = (int8_t)(i % 255) - 127;
    for (int32_t round = 0; round < rounds; round++)
        model->net.kernel->matmul(work.sums, work.widest, by->panels, by->panel_count, by->quads, work.integers,
                                  work.widest, (size_t)rows, 0);
    workspace_free(&work);
    return (int64_t)rows * rounds * (int64_t)(by->panel_count * PANEL * by->quads * QUAD);
}
