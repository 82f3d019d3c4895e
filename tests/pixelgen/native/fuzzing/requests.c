/* Requests with parents, masks, heredities and pictures, of names that are known or not: texts, draws, individuals, DNA both
   ways, genomes, litters, sprites. */
#include "given.h"

enum { MOST = 6, LIST = 4 };

typedef struct {
    pixelgen_request requests[MOST];
    pixelgen_parent parents[MOST][2];
    pixelgen_mask masks[MOST];
    pixelgen_heredity heredities[MOST];
    pixelgen_trait traits[MOST][4][LIST];
    const char *names[MOST][2][LIST];
    uint8_t pictures[MOST][PIXELGEN_PIXELS];
    char odd[16];
} family;

static const char *take_name(given *from, family *of)
{
    static const char *const words[] = {
        "reef", "shallows", "hadal", "coral", "reef_fish", "abyssal", "tang", "clownfish", "anglerfish", "staghorn coral",
        "family", "accent", "build", "limbs", "pattern", "pose", "eye", "growth", "glow", "azure", "violet", "gold",
        "rose", "ink", "slim", "stout", "turn", "rest", "young", "giant", "none", "rich", "A/B", "new/A", "B/new", "A", "B",
        "body", "head", "fin", "tail", "patches", "region", "stripes", "fins", "limbs", "marks", "drawn", "", NULL,
        "request:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    };
    const uint64_t which = take(from, 1);
    if (which < 250)
        return words[which % (sizeof words / sizeof *words)];
    for (size_t i = 0; i + 1 < sizeof of->odd; i++)
        of->odd[i] = (char)take(from, 1);
    return of->odd;
}

static const pixelgen_trait *take_traits(given *from, family *of, pixelgen_trait *to, int32_t *count)
{
    *count = (int32_t)(take(from, 1) % (LIST + 1));
    for (int32_t i = 0; i < *count; i++) {
        to[i].trait = take_name(from, of);
        to[i].value = take_name(from, of);
    }
    return to;
}

/* Of request `at`; parents come before it. */
static void take_request(given *from, family *of, int at)
{
    pixelgen_request *made = of->requests + at;
    const uint64_t kind = take(from, 2);
    REQUIRE(pixelgen_request_init(made, sizeof *made) == PIXELGEN_OK);
    made->zone = kind & 1 ? take_name(from, of) : pixelgen_name(fuzz_weights(), "zone", (int32_t)(kind >> 8) % 6);
    made->category = kind & 2 ? take_name(from, of) : pixelgen_name(fuzz_weights(), "category", (int32_t)(kind >> 10) % 6);
    if (kind & 4)
        made->species = take_name(from, of);
    if (kind & 8)
        made->traits = take_traits(from, of, of->traits[at][0], &made->trait_count);
    if (kind & 16) {
        made->colour_count = (int32_t)(take(from, 1) % (LIST + 1));
        for (int32_t i = 0; i < made->colour_count; i++)
            of->names[at][0][i] = take_name(from, of);
        made->colours = of->names[at][0];
    }
    if (kind & 32) {
        made->seed = take(from, 8);
        made->temperature = take_double(from);
        made->top_k = (int32_t)take(from, 1);
        made->top_p = take_double(from);
        made->min_p = take_double(from);
    }
    if (kind & 64) {
        made->parent_count = (int32_t)(take(from, 1) % 3);
        for (int32_t i = 0; i < made->parent_count; i++) {
            const uint64_t who = take(from, 1);
            pixelgen_parent *parent = of->parents[at] + i;
            if (who % 4 == 0) {
                take_pixels(from, of->pictures[at], PIXELGEN_PIXELS, 63);
                parent->picture = of->pictures[at];
            } else if (who % 4 == 1)
                parent->name = take_name(from, of);
            else
                parent->request = of->requests + who % MOST; /* it may be its own ancestor */
        }
        made->parents = of->parents[at];
        if (kind & 128) {
            of->masks[at] = (pixelgen_mask){take_name(from, of), take_double(from), of->pictures[at]};
            if (take(from, 1) % 2)
                of->masks[at].pixels = NULL;
            made->mask = of->masks + at;
        } else {
            pixelgen_heredity *its = of->heredities + at;
            its->hidden = take_traits(from, of, of->traits[at][1], &its->hidden_count);
            its->givers = take_traits(from, of, of->traits[at][2], &its->giver_count);
            its->worn = take_traits(from, of, of->traits[at][3], &its->worn_count);
            its->zone_from = take_name(from, of);
            its->species_from = take_name(from, of);
            its->kept_count = (int32_t)(take(from, 1) % (LIST + 1));
            for (int32_t i = 0; i < its->kept_count; i++)
                of->names[at][1][i] = take_name(from, of);
            its->kept = of->names[at][1];
            made->heredity = its;
        }
    }
}

static void draw_some(given *from, const pixelgen_request *const *requests, size_t count)
{
    static pixelgen_sprite sprites[MOST];
    pixelgen_drawing how;
    REQUIRE(pixelgen_drawing_init(&how, sizeof how) == PIXELGEN_OK);
    const volatile int32_t stop = take(from, 1) % 16 == 1;
    volatile int32_t drawn = 0;
    how.rows = (int32_t)take(from, 1);
    how.window = (int32_t)take(from, 1) % 34;
    how.stop = &stop;
    how.drawn = &drawn;
    const pixelgen_status status = pixelgen_draw(fuzz_weights(), requests, count, &how, sprites, said, sizeof said);
    REQUIRE(status != PIXELGEN_OK || drawn == (int32_t)count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static family of;
    static char text[PIXELGEN_LONGEST_DNA], again[PIXELGEN_LONGEST_REQUEST];
    given from = {data, size};
    memset(&of, 0, sizeof of);
    for (int at = 0; at < MOST; at++)
        REQUIRE(pixelgen_request_init(of.requests + at, sizeof *of.requests) == PIXELGEN_OK);
    for (int at = 0; at < MOST; at++)
        take_request(&from, &of, at);
    const pixelgen_request *last = of.requests + MOST - 1, *const some[] = {last, of.requests, of.requests + 1};
    const int is_request = pixelgen_request_text(last, again, sizeof again, said, sizeof said) == PIXELGEN_OK;
    uint64_t draws[3];
    REQUIRE(is_request == (pixelgen_request_draws(last, take(&from, 2), draws, 3, said, sizeof said) == PIXELGEN_OK));
    pixelgen_individual one;
    const char *species;
    (void)pixelgen_individual_of(fuzz_weights(), last, &one, said, sizeof said);
    (void)pixelgen_species_of(fuzz_weights(), last, &species, said, sizeof said);
    if (pixelgen_dna_write(fuzz_weights(), last, 0, text, sizeof text, said, sizeof said) == PIXELGEN_OK) {
        static char twice[PIXELGEN_LONGEST_REQUEST];
        pixelgen_dna *dna;
        REQUIRE(is_request && pixelgen_dna_read(text, strlen(text), &dna, said, sizeof said) == PIXELGEN_OK);
        REQUIRE(pixelgen_request_text(pixelgen_dna_request(dna), twice, sizeof twice, said, sizeof said) == PIXELGEN_OK);
        REQUIRE(strcmp(again, twice) == 0);
        pixelgen_dna_free(dna);
    }
    pixelgen_crossing how;
    pixelgen_litter *litter;
    REQUIRE(pixelgen_crossing_init(&how, sizeof how) == PIXELGEN_OK);
    how.children = (int32_t)take(&from, 1) % 5;
    how.seed = take(&from, 4);
    how.temperature = take_double(&from);
    if (take(&from, 1) % 4 == 0) {
        how.pose = take_name(&from, &of);
        how.zone = take_name(&from, &of);
        how.species = take_name(&from, &of);
    }
    const pixelgen_parent a = {.request = last}, b = {.request = of.requests};
    if (pixelgen_litter_make(fuzz_weights(), &a, &b, &how, &litter, said, sizeof said) == PIXELGEN_OK) {
        const pixelgen_request *child = pixelgen_litter_request(litter, 0);
        draw_some(&from, &child, 1);
        pixelgen_litter_free(litter);
    }
    draw_some(&from, some, 1 + take(&from, 1) % 3);
    return 0;
}
