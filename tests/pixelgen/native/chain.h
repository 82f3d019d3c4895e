/* Creatures from their request to all that an engine shows, digested step by step. */
#ifndef CHAIN_H
#define CHAIN_H

#include "pixelgen.h"

#include "core_test.h"
#include "opened.h"

enum { CHAIN_STEPS = 11, CHAIN_MARGIN = 2, CHAIN_SIDE = PIXELGEN_SIDE + 2 * CHAIN_MARGIN };

static const char *const CHAIN_NAMES[CHAIN_STEPS] = {"text",    "dna",    "genome", "sprite",  "parts",  "lit",
                                                     "normals", "glowing", "frames", "turned", "anchors"};

typedef struct {
    uint64_t steps[CHAIN_STEPS];
} chain_digest;

static inline pixelgen_request chain_wish(const pixelgen_weights *weights, uint64_t seed)
{
    pixelgen_request made;
    CHECK(pixelgen_request_init(&made, sizeof made) == PIXELGEN_OK);
    made.zone = pixelgen_name(weights, "zone", (int32_t)(seed % 6));
    made.category = pixelgen_name(weights, "category", (int32_t)(seed / 2 % 6));
    made.seed = seed;
    return made;
}

static inline void chain_text(uint64_t *steps, const pixelgen_weights *weights, const pixelgen_request *request)
{
    char *text = malloc(PIXELGEN_LONGEST_DNA), said_here[256];
    pixelgen_genome genome;
    const pixelgen_parent creature = {.request = request};
    CHECK(text != NULL);
#define TO text, PIXELGEN_LONGEST_DNA, said_here, sizeof said_here
    CHECK(pixelgen_request_text(request, TO) == PIXELGEN_OK);
    digest(steps, text, strlen(text));
    CHECK(pixelgen_dna_write(weights, request, 0, TO) == PIXELGEN_OK);
    digest(steps + 1, text, strlen(text));
    pixelgen_dna *dna;
    CHECK(pixelgen_dna_read(text, strlen(text), &dna, said_here, sizeof said_here) == PIXELGEN_OK);
    CHECK(pixelgen_request_text(pixelgen_dna_request(dna), TO) == PIXELGEN_OK);
    digest(steps, text, strlen(text));
    pixelgen_dna_free(dna);
    CHECK(pixelgen_genome_of(weights, &creature, NULL, NULL, &genome, said_here, sizeof said_here) == PIXELGEN_OK);
    CHECK(pixelgen_genome_text(&genome, TO) == PIXELGEN_OK);
    digest(steps + 2, text, strlen(text));
#undef TO
    free(text);
}

static inline void chain_look(uint64_t *steps, const pixelgen_weights *weights, const pixelgen_request *request,
                              const pixelgen_sprite *sprite)
{
    uint8_t lit[PIXELGEN_PIXELS], normals[4 * PIXELGEN_PIXELS], glowing[PIXELGEN_PIXELS];
    char said_here[256];
    pixelgen_picture picture = pixelgen_picture_of(sprite);
    pixelgen_style style;
    pixelgen_motion how;
    pixelgen_animation made;
    pixelgen_anchors anchors[PIXELGEN_MOST_FRAMES];
    const char *names[4];
#define SAID said_here, sizeof said_here
    CHECK(pixelgen_style_init(&style, sizeof style, request->zone) == PIXELGEN_OK);
    CHECK(pixelgen_shade(&picture, &style, lit, SAID) == PIXELGEN_OK);
    digest(steps + 5, lit, sizeof lit);
    CHECK(pixelgen_normals(&picture, normals, SAID) == PIXELGEN_OK);
    digest(steps + 6, normals, sizeof normals);
    const pixelgen_picture lit_one = {lit, NULL, PIXELGEN_SIDE, PIXELGEN_SIDE};
    CHECK(pixelgen_emission(&lit_one, glowing, SAID) == PIXELGEN_OK);
    digest(steps + 7, glowing, sizeof glowing);
    CHECK(pixelgen_motion_init(&how, sizeof how) == PIXELGEN_OK);
    CHECK(pixelgen_species_of(weights, request, &how.species, SAID) == PIXELGEN_OK);
    how.category = request->category;
    how.frames = PIXELGEN_MOST_FRAMES;
    how.margin = CHAIN_MARGIN;
    CHECK(pixelgen_animations(how.category, how.species, names, SAID) == PIXELGEN_OK);
    int32_t *sources = malloc(sizeof *sources * PIXELGEN_MOST_FRAMES * CHAIN_SIDE * CHAIN_SIDE);
    uint8_t *moved = malloc(4 * PIXELGEN_MOST_FRAMES * CHAIN_SIDE * CHAIN_SIDE);
    CHECK(sources != NULL && moved != NULL);
    for (int name = 0; names[name] != NULL; name++) {
        how.animation = names[name];
        CHECK(pixelgen_animate(&picture, &how, &made, sources, SAID) == PIXELGEN_OK);
        const size_t pixels = (size_t)(made.frames * made.height * made.width);
        CHECK(pixelgen_move(lit, PIXELGEN_PIXELS, 1, &made, sources, moved, SAID) == PIXELGEN_OK);
        digest(steps + 8, moved, pixels);
        digest(steps + 8, made.durations_ms, sizeof made.durations_ms);
        CHECK(pixelgen_move_normals(normals, PIXELGEN_PIXELS, 4, &made, sources, moved, SAID) == PIXELGEN_OK);
        digest(steps + 9, moved, 4 * pixels);
        CHECK(pixelgen_move_anchors(&picture, &made, sources, anchors, SAID) == PIXELGEN_OK);
        for (int32_t frame = 0; frame < made.frames; frame++) {
            digest(steps + 10, &anchors[frame].eye, 4 * sizeof(pixelgen_point));
            digest(steps + 10, anchors[frame].lights, sizeof *anchors->lights * (size_t)anchors[frame].light_count);
        }
    }
#undef SAID
    free(sources);
    free(moved);
}

/* Families of five: two parents, the child of their cross that keeps most of the first, one by a mask, and one of that of
   which the fins are drawn anew. count: of families. */
static inline chain_digest chain_of(const pixelgen_weights *weights, uint64_t first, uint64_t count,
                                    const pixelgen_drawing *how)
{
    enum { FAMILY = 5 };
    chain_digest made;
    char said_here[256];
    for (int step = 0; step < CHAIN_STEPS; step++)
        made.steps[step] = 14695981039346656037u;
    for (uint64_t family = first; family < first + count; family++) {
        pixelgen_request wishes[FAMILY];
        pixelgen_sprite sprites[FAMILY];
        pixelgen_litter *litter;
        const pixelgen_mask mask = {"patches", 0.4, NULL}, fins = {"fins", 0.4, NULL};
        wishes[0] = chain_wish(weights, 7 * family);
        wishes[1] = wishes[0];
        wishes[1].seed += 1000;
        const pixelgen_parent parents[] = {{.request = wishes}, {.request = wishes + 1}, {.request = wishes + 3}};
        CHECK(pixelgen_litter_make(weights, parents, parents + 1, NULL, &litter, said_here, sizeof said_here) ==
              PIXELGEN_OK);
        wishes[2] = *pixelgen_litter_request(litter, 0);
        for (int32_t place = 1; pixelgen_litter_request(litter, place) != NULL; place++)
            if (pixelgen_litter_request(litter, place)->heredity->kept_count > wishes[2].heredity->kept_count)
                wishes[2] = *pixelgen_litter_request(litter, place);
        wishes[3] = chain_wish(weights, 7 * family + 3);
        wishes[3].parents = parents;
        wishes[3].parent_count = 2;
        wishes[3].mask = &mask;
        wishes[4] = chain_wish(weights, 7 * family);
        wishes[4].category = wishes[3].category;
        wishes[4].zone = wishes[3].zone;
        wishes[4].parents = parents + 2;
        wishes[4].parent_count = 1;
        wishes[4].mask = &fins;
        const pixelgen_request *const listed[] = {wishes, wishes + 1, wishes + 2, wishes + 3, wishes + 4};
        CHECK(pixelgen_draw(weights, listed, FAMILY, how, sprites, said_here, sizeof said_here) == PIXELGEN_OK);
        for (int one = 0; one < FAMILY; one++) {
            chain_text(made.steps, weights, listed[one]);
            digest(made.steps + 3, sprites[one].indices, sizeof sprites[one].indices);
            digest(made.steps + 4, sprites[one].parts, sizeof sprites[one].parts);
            chain_look(made.steps, weights, listed[one], sprites + one);
        }
        pixelgen_litter_free(litter);
    }
    return made;
}

#endif
