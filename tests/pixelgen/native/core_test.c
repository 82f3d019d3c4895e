/* The core on a small random network, without Python: every kernel that runs here gives what the scalar one
   gives, and whatever is wrong is refused. Built with sanitizers by test_core_sources.py; exits 0 or says what failed. */
#include "pixelgen_native.h"

#include "core_test.h"

enum { JOBS = 6, PLACES = 28, LEVELS = 7 };

static void make_tensors(const pixelgen_shape *shape, int extreme)
{
    const size_t width = (size_t)shape->width, hidden = (size_t)shape->head_hidden;
    const int most = INT32_MAX / (181 * 181) / shape->head_hidden;
    char name[64];
    add_table("token", (3 * PIXELGEN_KINDS + (size_t)shape->vocabulary) * width);
    add_table("start", PIXELGEN_PROMPT_STEPS * width);
    add_table("around", PIXELGEN_RING * PIXELGEN_KINDS * width);
    add_table("head.near", PIXELGEN_NEIGHBOURS * PIXELGEN_KINDS * hidden);
    add_table("head.slot", PIXELGEN_SLOTS * hidden);
    for (int role = 0; role < 2; role++)
        for (int part = 0; part < 3; part++) {
            snprintf(name, sizeof name, "%s.%s", role ? "target" : "own", part == 0 ? "x" : part == 1 ? "y" : "level");
            add_table(name, (part < 2 ? PLACES : LEVELS) * width);
        }
    add_blocks(shape->layers, width, (size_t)shape->heads, (size_t)shape->hidden, extreme);
    add_matrix("head.inner", 2 * hidden, width, 127, 0);
    add_matrix("head.out", 2 * PIXELGEN_WRITABLE, hidden, most < 127 ? most : 127, 0);
}

static int32_t prompt[PIXELGEN_PROMPT] = {69, 74, 64, 70, 64, 64, 64, 64, 71, 64, 64, 64};
static uint64_t draws[JOBS][PIXELGEN_CELLS];
static uint8_t colours[PIXELGEN_COLOURS], pinned[3][PIXELGEN_PIXELS];

static void make_jobs(pixelgen_job *jobs, uint8_t (*indices)[PIXELGEN_PIXELS])
{
    memset(colours, 1, sizeof colours);
    memset(pinned, PIXELGEN_UNKNOWN, sizeof pinned);
    for (int i = 0; i < 40; i++) /* scattered pixels; a half with a flat part, so that all levels are kept; all */
        pinned[0][500 + 7 * i] = (uint8_t)(i % 3);
    for (int i = 0; i < 512; i++)
        pinned[1][i] = (uint8_t)(i < 256 ? 5 : i % 7);
    memset(pinned[2], 9, sizeof pinned[2]);
    for (int i = 0; i < JOBS; i++) {
        for (int cell = 0; cell < PIXELGEN_CELLS; cell++)
            draws[i][cell] = draw();
        jobs[i] = (pixelgen_job){.prompt = prompt, .draws = draws[i], .colours = colours,
                                       .sampling = {8000.0f, 0, 65536, 20000}, .indices = indices[i]};
    }
    for (int i = 0; i < 3; i++)
        jobs[1 + i].pinned = pinned[i];
    jobs[4].sampling.scale = 0.0f;
    jobs[5].sampling.top_k = 3;
    jobs[5].sampling.top_p_share = 60000;
}

static pixelgen_model *model_of(const pixelgen_shape *shape, const char *kernel_name)
{
    pixelgen_model *model = NULL;
    CHECK(pixelgen_model_make(shape, tensors, tensor_count, kernel_name, &model, said, sizeof said) ==
          PIXELGEN_OK);
    return model;
}

/* All jobs through a batch of so many rows, in slices of so many groups -> groups written. */
static int64_t decode(const pixelgen_model *model, const pixelgen_job *jobs, int count, int rows,
                      int window, int64_t groups)
{
    pixelgen_batch *batch = NULL;
    pixelgen_run run = {.groups = groups};
    int added = 0, finished = 0;
    CHECK(pixelgen_batch_make(model, rows, window, &batch, said, sizeof said) == PIXELGEN_OK);
    for (;;) {
        for (; added < count && pixelgen_batch_room(batch) > 0; added++)
            CHECK(pixelgen_batch_add(batch, jobs + added, 100 + added, said, sizeof said) == PIXELGEN_OK);
        CHECK(pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_OK);
        for (int i = 0; i < run.finished_count; i++, finished++)
            CHECK(run.finished[i] >= 100 && run.finished[i] < 100 + added);
        CHECK(run.finished_count > 0 || run.active == 0 || run.spent >= groups);
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
    for (int i = 0; i < 3; i++)
        for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
            CHECK(pinned[i][pixel] == PIXELGEN_UNKNOWN || expected[1 + i][pixel] == pinned[i][pixel]);
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

#define REFUSED(call, status) CHECK((said[0] = 0, (call)) == (status) && said[0] != 0)

static void models_that_are_wrong_are_refused(const pixelgen_shape *shape)
{
    pixelgen_model *model = NULL;
    pixelgen_shape odd = *shape;
#define MAKE(of, list, count, name) pixelgen_model_make(of, list, count, name, &model, said, sizeof said)
    REFUSED(MAKE(NULL, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, NULL, tensor_count, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, tensors, tensor_count - 1, NULL), PIXELGEN_INVALID);
    REFUSED(MAKE(shape, tensors, tensor_count, "abacus"), PIXELGEN_NO_KERNEL);
    REFUSED(pixelgen_model_make(shape, tensors, tensor_count, NULL, NULL, said, sizeof said), PIXELGEN_INVALID);
    odd.head_hidden = 1025;
    REFUSED(MAKE(&odd, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    odd = *shape;
    odd.heads = 3;
    REFUSED(MAKE(&odd, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    odd = *shape;
    odd.vocabulary = 5000;
    REFUSED(MAKE(&odd, tensors, tensor_count, NULL), PIXELGEN_INVALID);
    for (size_t i = 0; i < tensor_count; i++) {
        tensors[i].bytes--;
        REFUSED(MAKE(shape, tensors, tensor_count, NULL), PIXELGEN_INVALID);
        tensors[i].bytes++;
        const void *data = tensors[i].data;
        tensors[i].data = NULL;
        REFUSED(MAKE(shape, tensors, tensor_count, NULL), PIXELGEN_INVALID);
        tensors[i].data = data;
    }
    CHECK(model == NULL);
    pixelgen_model_free(NULL);
    CHECK(pixelgen_model_kernel(NULL) == NULL);
}

static void jobs_that_are_wrong_are_refused(const pixelgen_shape *shape)
{
    static uint8_t indices[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS], bad;
    pixelgen_model *model = model_of(shape, NULL);
    pixelgen_batch *batch = NULL;
    make_jobs(jobs, indices);
#define BATCH(rows, window) pixelgen_batch_make(model, rows, window, &batch, said, sizeof said)
    REFUSED(BATCH(0, 1), PIXELGEN_INVALID);
    REFUSED(BATCH(65, 1), PIXELGEN_INVALID);
    REFUSED(BATCH(1, 0), PIXELGEN_INVALID);
    REFUSED(BATCH(1, 33), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_make(NULL, 1, 1, &batch, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_make(model, 1, 1, NULL, said, sizeof said), PIXELGEN_INVALID);
    CHECK(batch == NULL && pixelgen_batch_room(NULL) == 0);
    pixelgen_batch_free(NULL);
    CHECK(BATCH(2, 4) == PIXELGEN_OK);
    const int32_t all = pixelgen_batch_room(batch); /* where there is the scalar kernel alone: one */
    CHECK(all == 1 || all == 2);
    pixelgen_run run = {.groups = 1};
    REFUSED(pixelgen_batch_run(NULL, &run, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_run(batch, NULL, said, sizeof said), PIXELGEN_INVALID);
    REFUSED(pixelgen_batch_add(NULL, jobs, 0, said, sizeof said), PIXELGEN_INVALID);
#define DECODE(job) pixelgen_batch_add(batch, job, 0, said, sizeof said)
#define WITH(change) (bad = jobs[1], bad.change, &bad)
    REFUSED(DECODE(NULL), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(prompt = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(draws = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(colours = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(indices = NULL)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.scale = -1.0f)), PIXELGEN_INVALID);
    REFUSED(DECODE(WITH(sampling.top_k = -1)), PIXELGEN_INVALID);
    const int32_t wrong[] = {-1, shape->vocabulary, 1 << 30};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        prompt[PIXELGEN_PROMPT - 1] = wrong[i];
        REFUSED(DECODE(jobs + 1), PIXELGEN_INVALID);
    }
    prompt[PIXELGEN_PROMPT - 1] = 64;
    pinned[0][1023] = 65;
    REFUSED(DECODE(jobs + 1), PIXELGEN_INVALID);
    pinned[0][1023] = PIXELGEN_UNKNOWN;
    memset(colours, 0, sizeof colours);
    REFUSED(DECODE(jobs), PIXELGEN_INVALID);
    memset(colours, 1, sizeof colours);
    CHECK(pixelgen_batch_room(batch) == all); /* what was refused took no place */
    CHECK(DECODE(jobs) == PIXELGEN_OK && (all == 1 || DECODE(jobs + 1) == PIXELGEN_OK));
    REFUSED(DECODE(jobs), PIXELGEN_INVALID);
    volatile int32_t flag = 1;
    run.stop = &flag;
    CHECK(pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_STOPPED && run.spent == 0 &&
          run.active == all);
    flag = 0; /* and on: nothing was lost */
    for (int rounds = 0; run.active > 0; rounds++)
        CHECK(rounds < 10000 && pixelgen_batch_run(batch, &run, said, sizeof said) == PIXELGEN_OK);
    CHECK(DECODE(jobs) == PIXELGEN_OK);
    pixelgen_batch_free(batch); /* in the middle of a sprite */
    pixelgen_model_free(model);
}

/* Every 2x2 cell with two kept pixels of two colours, and noise between them: no sequence has more groups. */
static void the_longest_sequence_has_room(const pixelgen_shape *shape)
{
    static uint8_t indices[JOBS][PIXELGEN_PIXELS];
    pixelgen_job jobs[JOBS];
    make_jobs(jobs, indices);
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        pinned[0][pixel] = pixel / PIXELGEN_SIDE % 2 ? PIXELGEN_UNKNOWN : (uint8_t)(pixel % 2);
    pixelgen_model *model = model_of(shape, NULL);
    CHECK(decode(model, jobs + 1, 1, 1, 32, INT64_MAX) == PIXELGEN_GROUPS);
    pixelgen_model_free(model);
    static int32_t tokens[(PIXELGEN_MOST_STEPS + 1) * PIXELGEN_SLOTS], places[PIXELGEN_MOST_STEPS + 1];
    static int32_t ring[(PIXELGEN_MOST_STEPS + 1) * PIXELGEN_RING];
    static int32_t near[(PIXELGEN_MOST_STEPS + 1) * PIXELGEN_SLOTS * PIXELGEN_NEIGHBOURS];
    static float logits[PIXELGEN_MOST_STEPS * PIXELGEN_SLOTS * PIXELGEN_WRITABLE];
    model = model_of(shape, NULL);
#define LOGITS(own, count)                                                                                            \
    pixelgen_logits(model, tokens, own, places, ring, near, count, logits, said, sizeof said)
    REFUSED(LOGITS(NULL, 1), PIXELGEN_INVALID);
    REFUSED(LOGITS(places, PIXELGEN_MOST_STEPS + 1), PIXELGEN_INVALID);
    CHECK(LOGITS(places, PIXELGEN_MOST_STEPS) == PIXELGEN_OK);
    int32_t *const changed[] = {tokens + 4 * 70 - 1, places + 69, ring + 12 * 70 - 1, near + 32 * 70 - 1};
    const int32_t wrong[] = {shape->vocabulary, PIXELGEN_NO_PLACE + 1, PIXELGEN_KINDS, PIXELGEN_KINDS};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (int is_low = 0; is_low < 2; is_low++) {
            *changed[i] = is_low ? -1 : wrong[i];
            REFUSED(LOGITS(places, 70), PIXELGEN_INVALID);
            CHECK(LOGITS(places, 69) == PIXELGEN_OK);
            *changed[i] = 0;
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
        {2, 32, 2, 64, 48, 160}, {1, 24, 6, 40, 16, 80}, {1, 10, 5, 9, 11, 80}, {1, 96, 1, 130, 200, 80},
        {1, 64, 64, 1024, 1024, 80},
    };
    CHECK(pixelgen_interface() == PIXELGEN_INTERFACE);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        make_tensors(shapes + i, (int)(i % 2));
        every_kernel_gives_the_same(shapes + i);
        if (i == 0) {
            models_that_are_wrong_are_refused(shapes);
            jobs_that_are_wrong_are_refused(shapes);
            the_longest_sequence_has_room(shapes);
            damaged_weights_are_refused_or_draw(shapes);
        }
        free_tensors(0);
    }
    return 0;
}
