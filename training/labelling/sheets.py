"""Sprites with true and found part maps -> rows for a contact sheet, three pictures a sprite."""

from __future__ import annotations

from pixelgen.quadtree import Indices
from pixelgen.vocabulary import ZONES, token_id
from training.corpus_tools.species_sheets import Row, parts_picture
from training.judging.part_figures import Maps
from training.samples.drawn_sprites import LABELS, Sprites


def labelled_rows(sprites: Sprites, found: Maps, *, each: int) -> list[Row]:
    """A row a zone of its first sprites, so many: the sprite, its true parts, the parts that were found."""
    rows = []
    zones = sprites.labels[:, LABELS.index("zone")]
    for zone in ZONES:
        row: list[Indices] = []
        for at in (zones == token_id("zone", zone)).nonzero()[0][:each]:
            row += [sprites.indices[at], parts_picture(sprites.parts[at]), parts_picture(found[at])]
        if row:
            rows.append((zone, row))
    return rows
