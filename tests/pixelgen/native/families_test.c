/* DNAs, genomes, light and motion without Python; argument: a weights file. Litters come out the same whoever compiles it, a
   DNA that was damaged inside its checks is refused or is a request, random pictures are lit and moved the same everywhere.
   Built with sanitizers by test_core_sources.py; exits 0 or says what failed. */
#include "dna_text.h"
#include "pixelgen.h"

#include "core_test.h"
#include "opened.h"

enum { DAMAGES = 3000, PICTURES = 60, SIDE = 40, LONGEST = 20000 };

static uint64_t hash = 14695981039346656037u;

static pixelgen_request wish(const pixelgen_weights *weights, uint64_t seed)
{
    pixelgen_request made;
    CHECK(pixelgen_request_init(&made, sizeof made) == PIXELGEN_OK);
    made.zone = pixelgen_name(weights, "zone", (int32_t)(seed % 6));
    made.category = "reef_fish";
    made.species = "tang";
    made.seed = seed;
    return made;
}

/* The text without its end, where its memory ends, so that reading beyond is noticed. */
static int is_dna(const char *line)
{
    const size_t length = strlen(line);
    pixelgen_dna *dna;
    char *copy = malloc(length > 0 ? length : 1), canonical[PIXELGEN_LONGEST_REQUEST];
    memcpy(copy, line, length);
    const pixelgen_status status = pixelgen_dna_read(copy, length, &dna, said, sizeof said);
    CHECK((status == PIXELGEN_OK) == (dna != NULL));
    CHECK(status == PIXELGEN_OK || said[0] != 0);
    if (dna != NULL)
        CHECK(pixelgen_request_text(pixelgen_dna_request(dna), canonical, sizeof canonical, said, sizeof said) ==
              PIXELGEN_OK);
    pixelgen_dna_free(dna);
    free(copy);
    return status == PIXELGEN_OK;
}

/* What the check characters protect is damaged, and they are made anew. */
static void damaged_dnas_are_refused(const char *line)
{
    static uint8_t content[LONGEST], damaged[LONGEST + 4];
    static char text[2 * LONGEST];
    const message to = {said, sizeof said};
    size_t count;
    CHECK(dna_text_read(line, strlen(line), content, &count, to) == PIXELGEN_OK && count < LONGEST);
    for (int turn = 0; turn < DAMAGES; turn++) {
        size_t left = count;
        memcpy(damaged, content, count);
        for (uint64_t change = 0; change < 1 + turn % 3u; change++)
            damaged[draw() % count] = (uint8_t)draw();
        left -= turn % 4 == 0 ? draw() % count : 0;
        dna_text_write(text, damaged, left);
        CHECK(strlen(text) == dna_text_length(left));
        is_dna(text);
        text[draw() % strlen(text)] = (char)(33 + draw() % 94);
        is_dna(text);
    }
    CHECK(!is_dna("") && !is_dna("pg1_") && !is_dna("pg1_A"));
}

static void families_come_out(const pixelgen_weights *weights)
{
    static char line[2 * LONGEST], again[2 * LONGEST];
    pixelgen_request a = wish(weights, 3), b = wish(weights, 4), child;
    const pixelgen_parent one = {.request = &a}, other = {.request = &b};
    pixelgen_litter *litter, *grandchildren;
    pixelgen_mask mask = {"fins", 0.4, NULL};
    uint8_t picture[PIXELGEN_PIXELS];
    for (int pixel = 0; pixel < PIXELGEN_PIXELS; pixel++)
        picture[pixel] = (uint8_t)(pixel % 32 > 8 && pixel / 32 > 10 ? 20 + pixel % 3 : 0);
    CHECK(pixelgen_litter_make(weights, &one, &other, NULL, &litter, said, sizeof said) == PIXELGEN_OK);
    const pixelgen_parent kin = {.request = pixelgen_litter_request(litter, 2)}, stranger = {.picture = picture};
    CHECK(pixelgen_litter_make(weights, &kin, &stranger, NULL, &grandchildren, said, sizeof said) == PIXELGEN_OK);
    for (int32_t place = 0; pixelgen_litter_request(grandchildren, place) != NULL; place++) {
        char canonical[PIXELGEN_LONGEST_REQUEST], genome[PIXELGEN_LONGEST_GENOME];
        const pixelgen_request *request = pixelgen_litter_request(grandchildren, place);
        CHECK(pixelgen_request_text(request, canonical, sizeof canonical, said, sizeof said) == PIXELGEN_OK);
        CHECK(pixelgen_genome_text(&pixelgen_litter_child(grandchildren, place)->genome, genome, sizeof genome, said,
                                   sizeof said) == PIXELGEN_OK);
        digest(&hash, canonical, strlen(canonical));
        digest(&hash, genome, strlen(genome));
    }
    child = wish(weights, 5);
    pixelgen_parent parents[] = {{.request = pixelgen_litter_request(grandchildren, 0)}, kin};
    child.parents = parents;
    child.parent_count = 2;
    child.mask = &mask;
    CHECK(pixelgen_dna_write(weights, &child, 0, line, sizeof line, said, sizeof said) == PIXELGEN_OK);
    digest(&hash, line, strlen(line));
    pixelgen_dna *dna;
    CHECK(pixelgen_dna_read(line, strlen(line), &dna, said, sizeof said) == PIXELGEN_OK);
    CHECK(pixelgen_dna_write(weights, pixelgen_dna_request(dna), 0, again, sizeof again, said, sizeof said) == PIXELGEN_OK);
    CHECK(strcmp(line, again) == 0);
    pixelgen_dna_free(dna);
    parents[0].request = &child;
    CHECK(pixelgen_request_text(&child, again, sizeof again, said, sizeof said) == PIXELGEN_INVALID);
    damaged_dnas_are_refused(line);
    pixelgen_litter_free(grandchildren);
    pixelgen_litter_free(litter);
    printf("pixels families %016llx\n", (unsigned long long)hash);
}

static void pictures_are_lit_and_moved(void)
{
    static const char *const CATEGORIES[] = {NULL, "reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal"};
    static const char *const ZONES[] = {"shallows", "reef", "midnight", "abyss", "hadal"};
    static int32_t sources[PIXELGEN_MOST_FRAMES * (SIDE + 4) * (SIDE + 4)];
    for (int turn = 0; turn < PICTURES; turn++) {
        const int height = (int)(1 + draw() % SIDE), width = (int)(1 + draw() % SIDE);
        const size_t total = (size_t)height * (size_t)width;
        /* where their memory ends, so that reading beyond is noticed */
        uint8_t *indices = calloc(total, 1), *parts = calloc(total, 1), *made = malloc(4 * total);
        for (int shape = 0; shape < 6; shape++) {
            const int top = (int)(draw() % (unsigned)height), left = (int)(draw() % (unsigned)width);
            const uint8_t colour = (uint8_t)(1 + draw() % 63), part = (uint8_t)(1 + draw() % 10);
            for (int y = top; y < top + 12 && y < height; y++)
                for (int x = left; x < left + 12 && x < width; x++) {
                    indices[y * width + x] = colour;
                    parts[y * width + x] = part;
                }
        }
        const pixelgen_picture picture = {indices, turn % 3 ? parts : NULL, height, width};
        pixelgen_style style;
        pixelgen_motion how;
        pixelgen_animation moved;
        pixelgen_anchors anchors[PIXELGEN_MOST_FRAMES];
        const char *names[4];
        CHECK(pixelgen_style_init(&style, sizeof style, ZONES[turn % 5]) == PIXELGEN_OK);
        style.dither = turn % 7 == 0;
        CHECK(pixelgen_shade(&picture, &style, made, said, sizeof said) == PIXELGEN_OK);
        digest(&hash, made, total);
        CHECK(pixelgen_normals(&picture, made, said, sizeof said) == PIXELGEN_OK);
        digest(&hash, made, 4 * total);
        CHECK(pixelgen_motion_init(&how, sizeof how) == PIXELGEN_OK);
        how.category = CATEGORIES[turn % 7];
        how.margin = turn % 3;
        how.frames = 4 + turn % 5;
        CHECK(pixelgen_animations(how.category, NULL, names, said, sizeof said) == PIXELGEN_OK);
        for (int name = 0; names[name] != NULL; name++) {
            how.animation = names[name];
            CHECK(pixelgen_animate(&picture, &how, &moved, sources, said, sizeof said) == PIXELGEN_OK);
            digest(&hash, sources, sizeof *sources * (size_t)(moved.frames * moved.height * moved.width));
            CHECK(pixelgen_move_anchors(&picture, &moved, sources, anchors, said, sizeof said) == PIXELGEN_OK);
            digest(&hash, &anchors[moved.frames - 1].eye, sizeof anchors->eye);
        }
        free(indices);
        free(parts);
        free(made);
    }
    printf("pixels look %016llx\n", (unsigned long long)hash);
}

int main(int count, char **words)
{
    CHECK(count == 2);
    pixelgen_weights *weights = opened_weights(words[1], NULL);
    families_come_out(weights);
    pictures_are_lit_and_moved();
    pixelgen_close(weights);
    return 0;
}
