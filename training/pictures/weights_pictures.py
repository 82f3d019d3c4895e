"""Weights -> the sheets to judge them by: what they draw from every kind of prompt, never chosen by hand.

shipped: every zone (rows) and category from the bare prompt; shaded: the same, each row above itself in its zone's
light. species: every zone and species. temperatures: a zone and category a row, three seeds, every temperature.
neighbours: sprites, each with the nearest training sprite to its right. breeding: parent A, A with what is drawn anew
hatched, parent B, four children; the patterns of masks take turns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PIL import Image

from pixelgen.gallery.exhibits import cells_beside
from pixelgen.gallery.rows import (
    breeding_rows,
    cell_requests,
    drawn_rows,
    flat_rows,
    species_requests,
    temperature_requests,
)
from pixelgen.look.contact_sheet import contact_sheet
from training.drawing.pixel_rules import Indices
from training.judging.nearest_sprites import NearestSprites
from training.judging.sprite_store import Source

SHEETS = ("shipped", "shaded", "neighbours", "breeding", "species", "temperatures")


def neighbour_rows(
    rows: Sequence[tuple[str, Sequence[Indices]]], training: NearestSprites
) -> list[tuple[str, list[Indices]]]:
    """Each sprite with the nearest training sprite to its right."""
    return [
        (zone, [side for sprite in sprites for side in (sprite, training.as_found(training.nearest(sprite)))])
        for zone, sprites in rows
    ]


def weights_pictures(
    source: Source, *, learnt: Collection[str], training: NearestSprites
) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of each sheet."""
    shipped = drawn_rows(source, cell_requests())
    yield "shipped", contact_sheet(flat_rows(shipped))
    yield "shaded", contact_sheet(cells_beside(shipped))
    yield "neighbours", contact_sheet(neighbour_rows(flat_rows(shipped), training))
    yield "breeding", contact_sheet(breeding_rows(source))
    yield "species", contact_sheet(flat_rows(drawn_rows(source, species_requests(learnt))))
    yield "temperatures", contact_sheet(flat_rows(drawn_rows(source, temperature_requests())))
