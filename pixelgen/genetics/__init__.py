"""Individuals -> genomes of two alleles at every locus, and of two genomes those of their children. Draws no pixel."""
