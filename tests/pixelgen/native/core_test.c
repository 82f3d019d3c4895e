/* The core on a small random network, without Python: every kernel that runs here gives what the scalar one gives,
   and whatever is wrong is refused. Built with sanitizers by test_core_sources.py; exits 0 or says what failed. */
#include "pixelgen_native.h"

#include "core_test.h"

enum { JOBS = 5 };

static void make_tensors(const pixelgen_shape *shape, int extreme)
{
    const size_t width = (size_t)shape->width;
    char name[64];
    add_table("token", (size_t)shape->vocabulary * width);
    add_table("around", 8 * PIXELGEN_KINDS * width);
    for (int role = 0; role < 2; role++)
        for (int part = 0; part < 3; part++) {
            snprintf(name, sizeof name, "%s.%s", role ? "target" : "own", part == 0 ? "x" : part == 1 ? "y" : "level");
            add_table(name, (part < 2 ? 56 : 4) * width);
        }
    add_blocks(shape->layers, width, (size_t)shape->heads, (size_t)shape->hidden, extreme);
    add_matrix("head", PIXELGEN_WRITABLE, width, 127, 0);
}

static int32_t prompt[5] = {65, 69, 70, 64, 64}, kept_tokens[6] = {3, 67, 5, 6, 7, 8};
static int32_t kept_cells[6] = {0, 9, 98, 99, 114, 115}; /* cell 9 is MASK; 98 ... lie in it */
static uint64_t draws[JOBS][PIXELGEN_CELLS];
static uint8_t colours[PIXELGEN_COLOURS], pinned[PIXELGEN_PIXELS];

static void make_jobs(pixelgen_job *jobs, uint8_t (*indices)[PIXELGEN_PIXELS])
{
    memset(colours, 1, sizeof colours);
    memset(pinned, PIXELGEN_UNKNOWN, sizeof pinned);
    for (int i = 0; i < 40; i++)
        pinned[500 + 7 * i] = (uint8_t)(i % 3);
    for (int i = 0; i < JOBS; i++) {
        for (int cell = 0; cell < PIXELGEN_CELLS; cell++)
            draws[i][cell] = draw();
        jobs[i] = (pixelgen_job){.prompt = prompt, .prompt_length = 5, .draws = draws[i], .colours = colours,
                                 .sampling = {8000.0f, 0, 65536, 20000},
                                 .indices = indices[i]};
    }
    jobs[1].kept_tokens = kept_tokens;
    jobs[1].kept_cells = kept_cells;
    jobs[1].kept = 6;
    jobs[2].pinned = pinned;
    jobs[3].sampling.scale = 0.0f;
    jobs[4].sampling.top_k = 3;
    jobs[4].sampling.top_p_share = 60000;
}

static pixelgen_model *model_of(const pixelgen_shape *shape, const char *kernel_name)
{
    pixelgen_model *model = NULL;
    CHECK(pixelgen_model_make(shape, tensors, tensor_count, kernel_name, &model, said, sizeof said) == PIXELGEN_OK);
    return model;
}

/* All jobs through a batch of so many rows, in slices of so many tokens -> tokens written. */
static int64_t decode(const pixelgen_model *model, const pixelgen_job *jobs, int count, int rows, int window,
                      int64_t tokens)
{
    pixelgen_batch *batch = NULL;
    pixelgen_run run = {.tokens = tokens};
    int added = 0, finished = 0;
    CHECK(pixelgen_batch_make(model, rows, window, &batch, said, sizeof said) == PIXELGEN_OK);
    for (;;) {
        for (; added < count && pixelgen_batch_room(batch) > 0; added++)
            CHECK(pixelgen_batch_add(batch, jobs + added, 100 + added, said, sizeof said) == PIXELGEN_OK);
        CHECK(pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_OK);
        for (int i = 0; i < run.finished_count; i++, finished++)
            CHECK(run.finished[i] >= 100 && run.finished[i] < 100 + added);
        CHECK(run.finished_count > 0 || run.active == 0 || run.spent >= tokens);
        if (run.active == 0 && added == count)
            break;
    }
    CHECK(finished == count);
    CHECK(pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_OK && run.spent == 0);
    pixelgen_batch_free(batch);
    return run.written;
}

static void every_kernel_gives_the_same(const pixelgen_shape *shape)
{
    static uint8_t expected[JOBS][PIXELGEN_PIXELS], got[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS];
    make_jobs(jobs, expected);
    pixelgen_model *scalar = model_of(shape, "scalar");
    decode(scalar, jobs, JOBS, 1, 1, INT64_MAX);
    pixelgen_model_free(scalar);
    uint64_t hash = 14695981039346656037u; /* FNV-1a: other processors must print the same */
    for (size_t i = 0; i < sizeof expected; i++)
        hash = (hash ^ expected[i / PIXELGEN_PIXELS][i % PIXELGEN_PIXELS]) * 1099511628211u;
    printf("pixels %016llx\n", (unsigned long long)hash);
    for (const char *const *name = pixelgen_kernels(); *name != NULL; name++) {
        if (!pixelgen_kernel_runs(*name))
            continue;
        pixelgen_model *model = model_of(shape, *name);
        CHECK(strcmp(pixelgen_model_kernel(model), *name) == 0);
        for (int way = 0; way < 3; way++) {
            for (int i = 0; i < JOBS; i++)
                jobs[i].indices = got[i];
            memset(got, 99, sizeof got);
            decode(model, jobs, JOBS, way == 0 ? 1 : 4, way == 2 ? 6 : 1, way == 0 ? 1 : 50);
            CHECK(memcmp(expected, got, sizeof got) == 0);
        }
        pixelgen_model_free(model);
        printf("%s ran\n", *name);
    }
}

static void whatever_is_wrong_is_refused(const pixelgen_shape *shape)
{
    static uint8_t indices[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS], bad;
    pixelgen_model *model = NULL;
    pixelgen_shape odd = *shape;
    size_t held_count;
    make_jobs(jobs, indices);
#define REFUSED(call, status) CHECK((said[0] = 0, (call)) == (status) && said[0] != 0)
#define MAKE(of, list, count, name) pixelgen_model_make(of, list, count, name, &model, said, sizeof said)
    REFUSED(MAKE(NULL, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, NULL, tensor_count, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, tensors, tensor_count - 1, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, tensors, 0, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, tensors, tensor_count, "abacus"), PIXELGEN_NO_KERNEL);
    REFUSED(pixelgen_model_make(shape, tensors, tensor_count, NULL, NULL, said, sizeof said), PIXELGEN_INVALID);
    CHECK(pixelgen_model_make(NULL, NULL, 0, NULL, NULL, NULL, 0) == PIXELGEN_INVALID);
    odd.heads = 3;
    REFUSED(MAKE(&odd, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    odd = *shape;
    odd.width = 1 << 20;
    REFUSED(MAKE(&odd, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    for (size_t i = 0; i < tensor_count; i++) {
        tensors[i].bytes--;
        REFUSED(MAKE(shape, tensors, tensor_count, NULL), PIXELGEN_INVALID);
        tensors[i].bytes++;
        const void *data = tensors[i].data;
        tensors[i].data = NULL;
        REFUSED(MAKE(shape, tensors, tensor_count, NULL), PIXELGEN_INVALID);
        tensors[i].data = data;
        uint8_t *last = (uint8_t *)(uintptr_t)data + tensors[i].bytes - 1, held[2] = {last[-1], last[0]};
        last[-1] = last[0] = (uint8_t)0xff; /* not a number */
        if (tensors[i].bytes % 2 == 0 && strstr(tensors[i].name, "x.") == NULL && last[-1] == 0xff) {
            const int is_matrix = strstr(tensors[i].name, "scale") == NULL && (strstr(tensors[i].name, "qkv") != NULL ||
                                  strstr(tensors[i].name, "mix") != NULL || strstr(tensors[i].name, "expand") != NULL ||
                                  strstr(tensors[i].name, "contract") != NULL || strstr(tensors[i].name, "head") != NULL);
            if (is_matrix)
                last[0] = 0x80; /* -128 */
            REFUSED(MAKE(shape, tensors, tensor_count, NULL), PIXELGEN_INVALID);
        }
        last[-1] = held[0];
        last[0] = held[1];
    }
    CHECK(model == NULL);
    odd = *shape;
    odd.hidden = 1024;
    held_count = tensor_count;
    make_tensors(&odd, 0);
    for (size_t i = held_count; i < tensor_count; i++)
        if (strcmp(tensors[i].name, "blocks.1.contract") == 0)
            memset((void *)(uintptr_t)(tensors[i].data), 65, tensors[i].bytes);
    REFUSED(MAKE(&odd, tensors + held_count, tensor_count - held_count, NULL), PIXELGEN_INVALID);
    CHECK(strstr(said, "blocks.1.contract") != NULL);
    free_tensors(held_count);
    model = model_of(shape, NULL);
    pixelgen_batch *batch = NULL;
#define BATCH(rows, window) pixelgen_batch_make(model, rows, window, &batch, said, sizeof said)
    REFUSED(BATCH(0, 1), PIXELGEN_INVALID);
    REFUSED(BATCH(65, 1), PIXELGEN_INVALID);
    REFUSED(BATCH(1, 0), PIXELGEN_INVALID);
    REFUSED(BATCH(1, 33), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_make(NULL, 1, 1, &batch, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_make(model, 1, 1, NULL, said, sizeof said), PIXELGEN_INVALID);
    CHECK(batch == NULL && pixelgen_batch_room(NULL) == 0);
    pixelgen_batch_free(NULL);
    CHECK(BATCH(2, 1) == PIXELGEN_OK && pixelgen_batch_room(batch) == 2);
    pixelgen_run run = {.tokens = 1};
    REFUSED(pixelgen_batch_run(NULL, &run, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_run(batch, NULL, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_add(NULL, jobs, 0, said, sizeof said), PIXELGEN_INVALID);
#define DECODE(job) pixelgen_batch_add(batch, job, 0, said, sizeof said)
#define WITH(change) (bad = jobs[1], bad.change, &bad)
    REFUSED(DECODE(NULL), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(prompt = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(prompt_length = 0)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(prompt_length = 65)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(draws = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(colours = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(indices = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(kept = PIXELGEN_CELLS + 1)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(kept_cells = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.scale = -1.0f)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.scale = (float)(1e300 * 1e300))), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.top_k = -1)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.top_p_share = 65537)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.min_p_share = -1)), PIXELGEN_INVALID);
    int32_t *const changed[] = {prompt,     kept_tokens, kept_tokens + 1, kept_tokens,
                                kept_cells, kept_cells,  kept_cells + 2};
    const int32_t wrong[] = {1 << 30, 66, 4, PIXELGEN_MASK, -1, 9, 100};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const int32_t held = *changed[i];
        *changed[i] = wrong[i];
        REFUSED(DECODE(jobs + 1), PIXELGEN_INVALID);
        *changed[i] = held;
    }
    for (size_t kept = 2; kept < 6; kept++)
        REFUSED(DECODE(WITH(kept = kept)), PIXELGEN_INVALID);
    pinned[0] = 65;
    REFUSED(DECODE(jobs + 2), PIXELGEN_INVALID);
    memset(colours, 0, sizeof colours);
    REFUSED(DECODE(jobs), PIXELGEN_INVALID);
    memset(colours, 1, sizeof colours);
    CHECK(pixelgen_batch_room(batch) == 2); /* what was refused took no place */
    CHECK(DECODE(jobs) == PIXELGEN_OK && DECODE(jobs + 1) == PIXELGEN_OK);
    REFUSED(DECODE(jobs), PIXELGEN_INVALID);
    volatile int32_t flag = 1;
    run.stop = &flag;
    CHECK(pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_STOPPED && run.spent == 0 && run.active == 2);
    flag = 0; /* and on: nothing was lost */
    for (int rounds = 0; run.active > 0; rounds++)
        CHECK(rounds < 10000 && pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_OK);
    CHECK(pixelgen_batch_room(batch) == 2);
    CHECK(DECODE(jobs) == PIXELGEN_OK);
    pixelgen_batch_free(batch); /* in the middle of a sprite */
    static int32_t cells[PIXELGEN_MOST_TOKENS + 1], around[(PIXELGEN_MOST_TOKENS + 1) * 8];
    static float logits[PIXELGEN_MOST_TOKENS * PIXELGEN_WRITABLE];
#define LOGITS(tokens, count) pixelgen_logits(model, tokens, cells, cells, around, count, logits, said, sizeof said)
    REFUSED(LOGITS(NULL, 1), PIXELGEN_INVALID);
    REFUSED(LOGITS(cells, PIXELGEN_MOST_TOKENS + 1), PIXELGEN_INVALID);
    CHECK(LOGITS(cells, PIXELGEN_MOST_TOKENS) == PIXELGEN_OK);
    around[8 * 70 + 7] = PIXELGEN_KINDS;
    REFUSED(LOGITS(cells, 71), PIXELGEN_INVALID);
    CHECK(LOGITS(cells, 70) == PIXELGEN_OK);
    cells[3] = PIXELGEN_CELLS + 1;
    REFUSED(LOGITS(cells, 70), PIXELGEN_INVALID);
    pixelgen_model_free(model);
    pixelgen_model_free(NULL);
}

/* The longest sprite after the longest prompt, every cell MASK down to the pixels: written, kept, and kept but for the
   last of the coarse cells. */
static void the_longest_sequence_has_room(const pixelgen_shape *shape)
{
    static int32_t tokens[PIXELGEN_CELLS], cells[PIXELGEN_CELLS], longest[PIXELGEN_MOST_PROMPT];
    static uint8_t indices[JOBS][PIXELGEN_PIXELS], checkered[PIXELGEN_PIXELS];
    const int first[] = {0, 64, 320, PIXELGEN_CELLS}, across[] = {8, 16, 32};
    pixelgen_job jobs[JOBS];
    make_jobs(jobs, indices);
    for (int i = 0; i < PIXELGEN_PIXELS; i++)
        checkered[i] = (uint8_t)((i + i / PIXELGEN_SIDE) % 2);
    jobs[0].prompt = longest;
    jobs[0].prompt_length = PIXELGEN_MOST_PROMPT;
    jobs[0].pinned = checkered;
    jobs[0].kept_tokens = tokens;
    jobs[0].kept_cells = cells;
    pixelgen_model *model = model_of(shape, NULL);
    const int missing[] = {64, 0, 1};
    for (int way = 0; way < 3; way++) {
        jobs[0].kept = 0;
        for (int level = 0; level < 3; level++)
            for (int cell = first[level]; cell < first[level + 1]; cell++) {
                const int number = cell - first[level];
                const int x = number % across[level] >> level, y = number / across[level] >> level;
                if (8 * y + x >= 64 - missing[way])
                    continue;
                cells[jobs[0].kept] = cell;
                tokens[jobs[0].kept++] = level < 2 ? PIXELGEN_MASK : checkered[cell - 320];
            }
        memset(indices, 99, sizeof indices);
        CHECK(decode(model, jobs, 1, 1, PIXELGEN_MOST_WINDOW, 100) == 21 * missing[way]);
        CHECK(memcmp(indices, checkered, sizeof checkered) == 0);
    }
    pixelgen_model_free(model);
}

/* What passes the checks of a weights file may hold any numbers that the loader lets through. */
static void damaged_weights_are_refused_or_draw(const pixelgen_shape *shape)
{
    static uint8_t indices[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS];
    int accepted = 0, refused = 0;
    make_jobs(jobs, indices);
    for (int round = 0; round < 200; round++) {
        uint8_t *places[8], held[8];
        const int changes = 1 + (int)(draw() % 8);
        for (int i = 0; i < changes; i++) {
            const pixelgen_tensor *tensor = tensors + draw() % tensor_count;
            places[i] = (uint8_t *)(uintptr_t)tensor->data + draw() % tensor->bytes;
            held[i] = *places[i];
            *places[i] = (uint8_t)draw();
        }
        pixelgen_tensor *odd = tensors + draw() % tensor_count;
        const size_t bytes = odd->bytes;
        if (round % 4 == 0)
            odd->bytes = (size_t)(draw() >> draw() % 64);
        pixelgen_model *model = NULL;
        said[0] = 0;
        const pixelgen_status status =
            pixelgen_model_make(shape, tensors, tensor_count, NULL, &model, said, sizeof said);
        if (status == PIXELGEN_OK) {
            accepted++;
            decode(model, jobs, 2, 2, 8, 1000);
            for (int i = 0; i < 2 * PIXELGEN_PIXELS; i++)
                CHECK(indices[i / PIXELGEN_PIXELS][i % PIXELGEN_PIXELS] < PIXELGEN_COLOURS);
        } else {
            refused++;
            CHECK(status == PIXELGEN_INVALID && model == NULL && said[0] != 0);
        }
        pixelgen_model_free(model);
        odd->bytes = bytes;
        for (int i = changes; i-- > 0;)
            *places[i] = held[i];
    }
    CHECK(accepted > 20 && refused > 20);
}

int main(void)
{
    const pixelgen_shape shapes[] = {
        {2, 32, 2, 64, 160}, {1, 24, 6, 40, 80}, {1, 10, 5, 9, 80}, {1, 96, 1, 130, 80}, {1, 64, 64, 1024, 80},
    };
    CHECK(pixelgen_interface() == PIXELGEN_INTERFACE);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        make_tensors(shapes + i, (int)(i % 2));
        every_kernel_gives_the_same(shapes + i);
        if (i == 0) {
            whatever_is_wrong_is_refused(shapes);
            the_longest_sequence_has_room(shapes);
            damaged_weights_are_refused_or_draw(shapes);
        }
        free_tensors(0);
    }
    return 0;
}
