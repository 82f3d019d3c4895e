/* Whole families, from request to frames, with every kernel that runs here: all the same; arguments: a weights file, and how
   many families. Prints a digest of each step, which is the same on all machines. Built with sanitizers by
   test_core_sources.py; exits 0 or says what failed. */
#include "chain.h"

int main(int count, char **words)
{
    chain_digest first;
    CHECK(count == 2 || count == 3);
    const uint64_t families = count == 3 ? strtoull(words[2], NULL, 10) : 1;
    int tried = 0;
    for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
        if (!pixelgen_kernel_runs(*name))
            continue;
        pixelgen_weights *weights = opened_weights(words[1], *name);
        const chain_digest found = chain_of(weights, 0, families, NULL);
        first = tried++ == 0 ? found : first;
        for (int step = 0; step < CHAIN_STEPS; step++)
            CHECK(found.steps[step] == first.steps[step]);
        pixelgen_close(weights);
    }
    CHECK(tried > 0);
    for (int step = 0; step < CHAIN_STEPS; step++)
        printf("pixels %s %016llx\n", CHAIN_NAMES[step], (unsigned long long)first.steps[step]);
    return 0;
}
