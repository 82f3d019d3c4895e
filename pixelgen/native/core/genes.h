/* Genomes of two alleles at every locus, and of two genomes those of their children: as pixelgen/genetics. */
#ifndef PIXELGEN_GENES_H
#define PIXELGEN_GENES_H

#include "individuals.h"

enum { MOST_LOCI = PIXELGEN_PROMPT - LABELS, GENOME_TEXT = 2048 };

/* Ids of a world; of a trait without a locus NO_ID. */
typedef struct {
    int zone, species;
    int shown[MOST_LOCI], hidden[MOST_LOCI];
} genes;

/* Givers: 'A', 'B', 'n' for new. was: the parent's own allele where it became the nearest one; else NO_ID. */
typedef struct {
    genes of;
    char zone_from, species_from, shown_from[MOST_LOCI], hidden_from[MOST_LOCI];
    int shown_was[MOST_LOCI], hidden_was[MOST_LOCI];
} born;

int is_locus(const world *of, int trait);
/* Of an individual without parents; its hidden alleles are drawn by its seed. */
pixelgen_status genes_of_individual(genes *made, const world *of, const individual *one, uint64_t seed, message to);
/* The value itself where the species has it, else the one it has that is nearest; NO_ID where it has none. */
int nearest_allele(const world *of, int species, int trait, int value);
/* PIXELGEN_INVALID for a hidden allele that would show. */
pixelgen_status check_genes(const world *in, const genes *of, message to);
/* GENOME_TEXT bytes are always room enough: "zone species trait=shown/hidden ...". */
void genes_text(char *made, const world *in, const genes *of);
/* The traits that have a locus, by their names -> how many. */
int loci_by_name(int *traits, const world *in, const genes *of);
/* The child at a place of the litter of a and b. family: genes_family of the litter. */
void make_born(born *made, const world *in, const genes *a, const genes *b, const char *family, int place);
/* SHA256_HEX characters and a 0. */
void genes_family(char *made, const world *in, const genes *a, const genes *b, uint64_t seed);
/* Which kinds of parts, bits, a child has pixel by pixel of its parent A; 0 for one that is drawn afresh. */
uint32_t kept_parts(const world *in, const genes *a, const born *child, int same_pose);

#endif
