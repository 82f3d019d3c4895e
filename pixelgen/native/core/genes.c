/* Draws by name, by SHA-256: hidden alleles of an individual, and what the children of two genomes are born with. */
#include "genes.h"
#include "alleles.h"
#include "palette.h"
#include "philox.h"
#include "sha256.h"
#include "texts.h"

#include <string.h>

enum {
    MUTATION = 256, /* one passed allele in so many becomes another one */
    MOST_KEY = 4 * GENOME_TEXT
};

/* The key of draws, in hexadecimal. */
typedef struct {
    char hex[SHA256_HEX + 1];
} draws_key;

static void hash_words(uint8_t *digest, const char *const *words)
{
    char joined[MOST_KEY];
    text_line whole;
    text_begin(&whole, joined, sizeof joined);
    for (int i = 0; words[i] != NULL; i++) {
        text_put(&whole, i > 0 ? " " : "");
        text_put(&whole, words[i]);
    }
    sha256(digest, joined, whole.length);
}

static draws_key key_of(const char *const *words)
{
    uint8_t digest[SHA256_BYTES];
    draws_key made;
    hash_words(digest, words);
    sha256_hex(made.hex, digest);
    return made;
}

static draws_key key_within(const draws_key *key, const char *name)
{
    const char *const words[] = {key->hex, name, NULL};
    return key_of(words);
}

static uint64_t draw_number(const draws_key *key, const char *name)
{
    const char *const words[] = {key->hex, name, NULL};
    uint8_t digest[SHA256_BYTES];
    uint64_t number = 0;
    hash_words(digest, words);
    for (int byte = 0; byte < 8; byte++)
        number = number << 8 | digest[byte];
    return number;
}

static uint64_t draw_below(const draws_key *key, uint64_t count, const char *name)
{
    return high_product(draw_number(key, name), count);
}

static void put_digits(char *digits, uint64_t number)
{
    text_line whole;
    text_begin(&whole, digits, 21);
    text_whole(&whole, number);
}

int is_locus(const world *of, int trait)
{
    return place_of_name(sea_no_locus, of->traits[trait]) < 0;
}

/* Whether a species has any value of a trait. */
static int is_offered(const world *of, int species, int trait)
{
    for (int n = 0, id; (id = world_nth(of, of->traits[trait], n)) != NO_ID; n++)
        if (world_offers(of, species, id))
            return 1;
    return 0;
}

/* How much the seven shades of two ramps differ in hue and chroma. */
static int64_t ramps_apart(int one, int other)
{
    int64_t apart = 0;
    for (int shade = 0; shade < PALETTE_SHADES; shade++) {
        const uint8_t *first = palette_rgb[palette_first(one) + shade], *second = palette_rgb[palette_first(other) + shade];
        const int red = first[0] - second[0], green = first[1] - second[1], blue = first[2] - second[2];
        apart += (red - green) * (red - green) + (green - blue) * (green - blue) + (blue - red) * (blue - red);
    }
    return apart;
}

int nearest_allele(const world *of, int species, int trait, int value)
{
    const char *kind = of->traits[trait];
    int are_ramps = 1, best = NO_ID, own = 0;
    int64_t shortest = 0;
    for (int n = 0, id; (id = world_nth(of, kind, n)) != NO_ID; n++) {
        are_ramps &= palette_ramp(world_name_of(of, id)) >= 0;
        own = id == value ? n : own;
    }
    for (int n = 0, id; (id = world_nth(of, kind, n)) != NO_ID; n++) {
        if (!world_offers(of, species, id))
            continue;
        const int64_t apart = are_ramps ? ramps_apart(palette_ramp(world_name_of(of, value)),
                                                      palette_ramp(world_name_of(of, id)))
                              : n < own ? own - n
                                        : n - own;
        if (best == NO_ID || apart < shortest) {
            best = id;
            shortest = apart;
        }
    }
    return best;
}

pixelgen_status genes_of_individual(genes *made, const world *of, const individual *one, uint64_t seed, message to)
{
    char digits[21];
    if (one->species == NO_ID)
        return refuse(to, PIXELGEN_INVALID,
                      "a genome needs the species of its individual; these weights know none of its category");
    put_digits(digits, seed);
    const char *const words[] = {"genome", world_name_of(of, one->zone), world_name_of(of, one->species), digits, NULL};
    const draws_key draws = key_of(words);
    *made = (genes){.zone = one->zone, .species = one->species};
    for (int trait = 0; trait < MOST_LOCI; trait++) {
        made->shown[trait] = made->hidden[trait] = NO_ID;
        if (trait >= of->trait_count || !is_locus(of, trait) || !is_offered(of, one->species, trait))
            continue;
        if (one->traits[trait] == NO_ID)
            return refuse(to, PIXELGEN_INVALID, "a genome needs all traits that %s has; it lacks %s",
                          world_name_of(of, one->species), of->traits[trait]);
        made->shown[trait] = one->traits[trait];
        made->hidden[trait] = hidden_allele(of, one->zone, one->species, trait, one->traits[trait],
                                            draw_number(&draws, of->traits[trait]));
    }
    return PIXELGEN_OK;
}

pixelgen_status check_genes(const world *in, const genes *of, message to)
{
    for (int trait = 0; trait < in->trait_count; trait++)
        if (of->shown[trait] != NO_ID && dominates(in, of->hidden[trait], of->shown[trait]))
            return refuse(to, PIXELGEN_INVALID,
                          "a genome's hidden allele must not dominate the one that shows; got %s %s, hidden %s",
                          in->traits[trait], world_name_of(in, of->shown[trait]), world_name_of(in, of->hidden[trait]));
    return PIXELGEN_OK;
}

int loci_by_name(int *traits, const world *in, const genes *of)
{
    int count = 0;
    for (int trait = 0; trait < in->trait_count; trait++) {
        if (of->shown[trait] == NO_ID)
            continue;
        int at = count++;
        for (; at > 0 && strcmp(in->traits[traits[at - 1]], in->traits[trait]) > 0; at--)
            traits[at] = traits[at - 1];
        traits[at] = trait;
    }
    return count;
}

void genes_text(char *made, const world *in, const genes *of)
{
    int traits[MOST_LOCI];
    const int count = loci_by_name(traits, in, of);
    text_line whole;
    text_begin(&whole, made, GENOME_TEXT);
    text_put(&whole, world_name_of(in, of->zone));
    text_put(&whole, " ");
    text_put(&whole, world_name_of(in, of->species));
    for (int i = 0; i < count; i++) {
        const char *const parts[] = {" ", in->traits[traits[i]], "=", world_name_of(in, of->shown[traits[i]]), "/",
                                     world_name_of(in, of->hidden[traits[i]])};
        for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
            text_put(&whole, parts[part]);
    }
}

void genes_family(char *made, const world *in, const genes *a, const genes *b, uint64_t seed)
{
    char one[GENOME_TEXT], other[GENOME_TEXT], digits[21];
    genes_text(one, in, a);
    genes_text(other, in, b);
    put_digits(digits, seed);
    const char *const words[] = {"cross", one, other, digits, NULL};
    const draws_key key = key_of(words);
    memcpy(made, key.hex, sizeof key.hex);
}

typedef struct {
    int value, was;
    char giver;
} allele;

/* What a parent passes on at a locus to a child of this zone and species. */
static allele passed(const world *in, const genes *parent, char giver, int trait, const genes *child, const draws_key *of)
{
    const char name[] = {giver, 0};
    const draws_key draws = key_within(of, name);
    allele_list alleles;
    find_alleles(&alleles, in, child->zone, child->species, trait);
    const int drawn = drawn_allele(&alleles, draw_number(&draws, "new"));
    if (parent->shown[trait] == NO_ID)
        return (allele){drawn, NO_ID, 'n'};
    const int own = draw_below(&draws, 2, "which") ? parent->hidden[trait] : parent->shown[trait];
    const int value = nearest_allele(in, child->species, trait, own);
    if (draw_below(&draws, MUTATION, "mutation") == 0 && drawn != value)
        return (allele){drawn, NO_ID, 'n'};
    return (allele){value, value == own ? NO_ID : own, giver};
}

void make_born(born *made, const world *in, const genes *a, const genes *b, const char *family, int place)
{
    char digits[21];
    put_digits(digits, (uint64_t)place);
    const char *const words[] = {family, "child", digits, NULL};
    const draws_key draws = key_of(words);
    const int zone_of_b = draw_below(&draws, 2, "zone") != 0, species_of_b = draw_below(&draws, 2, "species") != 0;
    memset(made, 0, sizeof *made);
    made->zone_from = zone_of_b ? 'B' : 'A';
    made->species_from = species_of_b ? 'B' : 'A';
    made->of.zone = zone_of_b ? b->zone : a->zone;
    made->of.species = species_of_b ? b->species : a->species;
    for (int trait = 0; trait < MOST_LOCI; trait++) {
        made->of.shown[trait] = made->of.hidden[trait] = made->shown_was[trait] = made->hidden_was[trait] = NO_ID;
        if (trait >= in->trait_count || !is_locus(in, trait) || !is_offered(in, made->of.species, trait))
            continue;
        const draws_key of_locus = key_within(&draws, in->traits[trait]);
        allele first = passed(in, a, 'A', trait, &made->of, &of_locus);
        allele second = passed(in, b, 'B', trait, &made->of, &of_locus);
        const int is_first = dominates(in, first.value, second.value), is_second = dominates(in, second.value, first.value);
        if (is_second || (!is_first && draw_below(&of_locus, 2, "shows"))) {
            const allele other = first;
            first = second;
            second = other;
        }
        made->of.shown[trait] = first.value;
        made->of.hidden[trait] = second.value;
        made->shown_from[trait] = first.giver;
        made->hidden_from[trait] = second.giver;
        made->shown_was[trait] = first.was;
        made->hidden_was[trait] = second.was;
    }
}

static int shown_of(const world *in, const genes *of, const char *name)
{
    const int trait = world_trait(in, name);
    return trait == NO_ID ? NO_ID : of->shown[trait];
}

uint32_t kept_parts(const world *in, const genes *a, const born *child, int same_pose)
{
    uint32_t kept = 0;
    if (!same_pose || a->species != child->of.species || shown_of(in, a, "build") != shown_of(in, &child->of, "build") ||
        shown_of(in, a, "growth") != shown_of(in, &child->of, "growth"))
        return 0;
    for (const trait_parts *made = parts_of_traits; made->trait != NULL; made++) {
        const int value = shown_of(in, &child->of, made->trait);
        const int is_bare = value == NO_ID || (made->bare != NULL && strcmp(world_name_of(in, value), made->bare) == 0);
        const int owner = world_trait(in, is_bare ? parts_of_traits[0].trait : made->trait); /* the body's */
        if (owner != NO_ID && child->of.shown[owner] != NO_ID && child->shown_from[owner] == 'A' &&
            a->shown[owner] == child->of.shown[owner])
            kept |= made->parts;
    }
    return kept;
}
