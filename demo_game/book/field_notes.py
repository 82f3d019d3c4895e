"""A species -> a line of natural history for its page. Knows nothing else."""

from __future__ import annotations

_NOTES: dict[str, str] = {
    "clownfish": "Lives among tentacles that sting everyone else, and seldom leaves them.",
    "angelfish": "Pairs stay together for life and patrol the same few metres of reef.",
    "tang": "Carries a blade at the root of its tail. Grazes in schools.",
    "butterflyfish": "Picks single polyps with its long snout. Often in twos.",
    "pufferfish": "Swims like a box with fins, until it swallows water and becomes a ball.",
    "lionfish": "Spreads its fins to drive small fish into a corner. Every spine is venomous.",
    "seahorse": "Holds on with its tail and lets dinner drift by. The fathers bear the young.",
    "moray": "Its second pair of jaws sits in the throat and comes forward to help.",
    "sea_turtle": "Returns across an ocean to lay eggs on the beach where it hatched.",
    "dugong": "Eats sea grass and leaves furrows in the meadow. Sailors took it for a mermaid.",
    "parrotfish": "Bites coral and leaves sand. A good part of the beach was once its lunch.",
    "nudibranch": "Eats what stings and keeps the stings for itself.",
    "sea_urchin": "Walks on hundreds of tiny feet between its spines. Five teeth below.",
    "crab": "Goes sideways, waves, and is sure to be the stronger one.",
    "conch": "Leaps rather than crawls, on a foot with a claw. Looks with eyes on stalks.",
    "staghorn": "Grows a hand's width a year, and builds a reef while doing so.",
    "brain_coral": "Some heads are older than any tree you have met.",
    "tube_sponge": "Pumps its own volume of water every few seconds, all its life.",
    "sea_fan": "Stands across the current so that dinner comes to it.",
    "anemone": "A flower that eats fish. Rents rooms to clownfish.",
    "table_coral": "A roof for the young and a plate for the sun.",
    "sea_pen": "A colony shaped like a quill. Touched at night, it answers with light.",
    "moon_jelly": "Nearly all water. Four rings in the bell, no brain, no hurry.",
    "box_jelly": "Has twenty-four eyes and knows where it is going.",
    "lions_mane": "Its tentacles can be longer than a whale.",
    "comb_jelly": "Rows of beating hairs break the light into rainbows.",
    "man_o_war": "Not one animal but many, each with one task. The float sails by itself.",
    "crown_jelly": "When something bites it, it lights up for whoever eats the biter.",
    "octopus": "Three hearts, nine brains, no bones. Remembers you.",
    "squid": "Swims backwards faster than most swim forwards.",
    "cuttlefish": "Wears any pattern, and is colour-blind.",
    "nautilus": "Has worn the same shell for four hundred million years, room after room.",
    "dumbo_octopus": "Rows with its ears, deeper than any other octopus.",
    "vampire_squid": "Turns its cloak inside out and is gone. Lives on snow.",
    "anglerfish": "The light is hers. The very small fish attached to her is her husband.",
    "gulper_eel": "A mouth with a tail. Swallows what is larger than itself.",
    "viperfish": "Its teeth do not fit into its mouth.",
    "giant_isopod": "A woodlouse as long as a forearm. Can go five years without a meal.",
    "tripod_fish": "Stands on three stilts and waits, facing the current.",
    "hatchetfish": "Thin as a blade and mirrored: from below it is not there.",
    "barreleye": "Its head is clear as glass; it looks up through its own forehead.",
}


def field_note(species: str) -> str:
    """What is known of it; empty for a species that nobody has written about yet."""
    return _NOTES.get(species, "")
