/* What each step costs here in processor time, in one thread, each the median of several rounds:
       rates WEIGHTS [KERNEL]
   Built by: cc rates.c ../core/[a-z]*.c -I../core -O3 -std=c11 -ffp-contract=off -lm -o rates */
#include "pixelgen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LARGEST_FILE = 64 << 20, ROUNDS = 5, TOGETHER = 32, MANY = 100 };

static char said[256];
static pixelgen_weights *weights;
static pixelgen_request wishes[TOGETHER];
static const pixelgen_request *listed[TOGETHER];
static pixelgen_sprite sprites[TOGETHER];
static char dna_of[PIXELGEN_LONGEST_DNA];
static int next;

static double seconds_now(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void check(pixelgen_status status)
{
    if (status != PIXELGEN_OK) {
        fprintf(stderr, "%s\n", said);
        exit(2);
    }
}

static void draw_one(void)
{
    next = (next + 1) % TOGETHER;
    check(pixelgen_draw(weights, listed + next, 1, NULL, sprites, said, sizeof said));
}

static void draw_batch(void)
{
    pixelgen_drawing how;
    check(pixelgen_drawing_init(&how, sizeof how));
    how.rows = TOGETHER;
    check(pixelgen_draw(weights, listed, TOGETHER, &how, sprites, said, sizeof said));
}

static void light(void)
{
    uint8_t lit[PIXELGEN_PIXELS];
    pixelgen_style style;
    next = (next + 1) % TOGETHER;
    const pixelgen_picture picture = pixelgen_picture_of(sprites + next);
    check(pixelgen_style_init(&style, sizeof style, "reef"));
    check(pixelgen_shade(&picture, &style, lit, said, sizeof said));
}

static void find_normals(void)
{
    uint8_t rgba[4 * PIXELGEN_PIXELS];
    next = (next + 1) % TOGETHER;
    const pixelgen_picture picture = pixelgen_picture_of(sprites + next);
    check(pixelgen_normals(&picture, rgba, said, sizeof said));
}

static void move_eight(void)
{
    static int32_t sources[8 * 36 * 36];
    pixelgen_motion how;
    pixelgen_animation made;
    next = (next + 1) % TOGETHER;
    const pixelgen_picture picture = pixelgen_picture_of(sprites + next);
    check(pixelgen_motion_init(&how, sizeof how));
    how.category = wishes[next].category;
    how.frames = 8;
    how.margin = 2;
    check(pixelgen_animate(&picture, &how, &made, sources, said, sizeof said));
}

static void find_anchors(void)
{
    pixelgen_anchors found;
    next = (next + 1) % TOGETHER;
    const pixelgen_picture picture = pixelgen_picture_of(sprites + next);
    check(pixelgen_anchors_of(&picture, &found, said, sizeof said));
}

static void write_dna(void)
{
    next = (next + 1) % TOGETHER;
    check(pixelgen_dna_write(weights, wishes + next, 0, dna_of, sizeof dna_of, said, sizeof said));
}

static void read_dna(void)
{
    pixelgen_dna *dna;
    check(pixelgen_dna_read(dna_of, strlen(dna_of), &dna, said, sizeof said));
    pixelgen_dna_free(dna);
}

static void cross_two(void)
{
    pixelgen_litter *litter;
    next = (next + 1) % TOGETHER;
    const pixelgen_parent a = {.request = wishes + next}, b = {.request = wishes + (next + 1) % TOGETHER};
    check(pixelgen_litter_make(weights, &a, &b, NULL, &litter, said, sizeof said));
    pixelgen_litter_free(litter);
}

static int compared(const void *one, const void *other)
{
    const double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* Milliseconds of each of `things` that a call makes. */
static void tell(const char *what, void (*step)(void), int calls, int things)
{
    double rounds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds_now();
        for (int call = 0; call < calls; call++)
            step();
        rounds[round] = 1000.0 * (seconds_now() - start) / calls / things;
    }
    qsort(rounds, ROUNDS, sizeof *rounds, compared);
    printf("%-34s %9.3f ms %10.0f a second\n", what, rounds[ROUNDS / 2], 1000.0 / rounds[ROUNDS / 2]);
}

int main(int count, char **words)
{
    FILE *file = count == 2 || count == 3 ? fopen(words[1], "rb") : NULL;
    uint8_t *bytes = malloc(LARGEST_FILE);
    const size_t size = file != NULL && bytes != NULL ? fread(bytes, 1, LARGEST_FILE, file) : 0;
    if (size == 0) {
        fprintf(stderr, "expected: rates WEIGHTS [KERNEL]\n");
        return 2;
    }
    check(pixelgen_open(bytes, size, count == 3 ? words[2] : NULL, &weights, said, sizeof said));
    for (int i = 0; i < TOGETHER; i++) {
        check(pixelgen_request_init(wishes + i, sizeof wishes[i]));
        wishes[i].zone = pixelgen_name(weights, "zone", i % 6);
        wishes[i].category = pixelgen_name(weights, "category", i / 2 % 6);
        wishes[i].seed = (uint64_t)i;
        listed[i] = wishes + i;
    }
    printf("pixelgen %s, %s, weights %.16s\n", pixelgen_version(), pixelgen_kernel(weights), pixelgen_digest(weights));
    tell("one sprite", draw_one, 5, 1);
    tell("a sprite in a batch of 32", draw_batch, 1, TOGETHER);
    tell("light", light, MANY, 1);
    tell("normals", find_normals, MANY, 1);
    tell("eight frames", move_eight, MANY, 1);
    tell("anchors", find_anchors, MANY, 1);
    tell("DNA written", write_dna, MANY, 1);
    tell("DNA read", read_dna, MANY, 1);
    tell("the requests of a litter of eight", cross_two, MANY / 10, 1);
    pixelgen_close(weights);
    free(bytes);
    return fclose(file);
}
