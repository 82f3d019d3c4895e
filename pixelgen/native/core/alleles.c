/* Whole numbers only; square roots are those of counts with 32 more bits. */
#include "alleles.h"
#include "philox.h"

enum { FRACTION = 32 }; /* bits of a count before its square root is taken */

static int rank_of(const world *of, int value)
{
    return of->dominance[value - FIRST_ID];
}

int dominates(const world *of, int one, int other)
{
    return rank_of(of, one) > 0 && rank_of(of, one) < rank_of(of, other);
}

static void count_rows(uint32_t *counts, const world *of, int zone, int species, int trait)
{
    const uint8_t *rows = NULL;
    const uint32_t count = world_rows(of, zone, species, &rows);
    for (uint32_t i = 0; i < count; i++)
        counts[rows[i * (uint32_t)of->trait_count + (uint32_t)trait]]++;
}

static uint64_t square_root(uint64_t number)
{
    uint64_t root = 0;
    for (int bit = 31; bit >= 0; bit--) {
        const uint64_t tried = root | (uint64_t)1 << bit;
        if (tried * tried <= number)
            root = tried;
    }
    return root;
}

void find_alleles(allele_list *found, const world *of, int zone, int species, int trait)
{
    const uint8_t *rows;
    uint32_t counts[ROW_IDS] = {0};
    found->count = 0;
    if (world_rows(of, zone, species, &rows) > 0)
        count_rows(counts, of, zone, species, trait);
    else
        for (int n = 0, other; (other = world_nth(of, "zone", n)) != NO_ID; n++)
            count_rows(counts, of, other, species, trait);
    for (int n = 0, id; (id = world_nth(of, of->traits[trait], n)) != NO_ID; n++) {
        if (id >= ROW_IDS || counts[id] == 0)
            continue;
        int at = found->count++;
        for (; at > 0 && rank_of(of, found->id[at - 1]) > rank_of(of, id); at--)
            found->id[at] = found->id[at - 1];
        found->id[at] = id;
    }
    uint64_t without = 0;
    for (int place = found->count - 1; place >= 0; place--) {
        const uint64_t own = counts[found->id[place]];
        const int is_ranked = rank_of(of, found->id[place]) > 0;
        found->weight[place] =
            is_ranked ? square_root((without + own) << FRACTION) - square_root(without << FRACTION) : own;
        without += own;
    }
}

int drawn_allele(const allele_list *from, uint64_t draw)
{
    uint64_t total = 0;
    for (int place = 0; place < from->count; place++)
        total += from->weight[place];
    uint64_t point = high_product(draw, total);
    for (int place = 0; place < from->count; place++) {
        if (point < from->weight[place])
            return from->id[place];
        point -= from->weight[place];
    }
    return NO_ID;
}

int hidden_allele(const world *of, int zone, int species, int trait, int shows, uint64_t draw)
{
    allele_list alleles;
    find_alleles(&alleles, of, zone, species, trait);
    for (int place = 0; place < alleles.count; place++) {
        const int id = alleles.id[place];
        if (dominates(of, id, shows))
            alleles.weight[place] = 0;
        else if (id != shows && rank_of(of, id) > 0)
            alleles.weight[place] *= 2;
    }
    const int found = drawn_allele(&alleles, draw);
    return found == NO_ID ? shows : found;
}
