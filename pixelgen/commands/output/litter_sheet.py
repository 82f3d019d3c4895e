"""Pictures of two parents and of their children -> one picture: the parents above, the children below, and under each
a bar of who gave its alleles. Knows nothing of files or of how sprites are made.

A bar has a square for each trait, in the order of `TRAITS`: red for what parent A gave, blue for B, yellow for what is
new; nothing where the species has no such trait. The line under a square is of the hidden allele.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pixelgen.files.sprite_png import sheet
from pixelgen.palette import colour_index
from pixelgen.quadtree import Indices
from pixelgen.requests.heredity import Heredity
from pixelgen.vocabulary import NO_LOCUS, TRAITS

COLOURS_OF = {"A": colour_index("coral", 3), "B": colour_index("azure", 3), "new": colour_index("gold", 5)}
BAR = 5  # rows under a picture
_SQUARE, _STEP = 2, 3
_LOCI = [trait for trait in TRAITS if trait not in NO_LOCUS]


def litter_sheet(
    parents: Sequence[Indices], children: Sequence[Indices], heredities: Sequence[Heredity], columns: int
) -> Indices:
    """Pictures (height, width) of one size -> their sheet; columns: of the children, at least two."""
    above = [_with_bar(picture, _of_parent(name)) for picture, name in zip(parents, "AB", strict=True)]
    empty = [np.zeros_like(above[0])] * (columns - len(above))
    below = [_with_bar(one, _of_child(heredity)) for one, heredity in zip(children, heredities, strict=True)]
    return sheet([*above, *empty, *below], columns)


def _with_bar(picture: Indices, bar: Indices) -> Indices:
    height, width = picture.shape
    found = np.zeros((height + BAR, width), dtype=np.uint8)
    found[:height] = picture
    left = (width - bar.shape[1]) // 2
    found[height : height + len(bar), left : left + bar.shape[1]] = bar
    return found


def _empty_bar() -> Indices:
    return np.zeros((BAR - 1, _STEP * len(_LOCI) - 1), dtype=np.uint8)


def _of_parent(name: str) -> Indices:
    """An unbroken bar in the parent's colour."""
    bar = _empty_bar()
    bar[:_SQUARE] = COLOURS_OF[name]
    return bar


def _of_child(heredity: Heredity) -> Indices:
    bar = _empty_bar()
    for place, trait in enumerate(_LOCI):
        if trait in heredity.givers:
            shows, hides = heredity.givers_of(trait)
            at = slice(_STEP * place, _STEP * place + _SQUARE)
            bar[:_SQUARE, at], bar[-1, at] = COLOURS_OF[shows], COLOURS_OF[hides]
    return bar
