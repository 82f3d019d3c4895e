"""The rows of the gallery: who stands where, and that breeding keeps what is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pixelgen.gallery.rows import (
    AZIMUTHS,
    FRAMES,
    MARGIN,
    breeding_rows,
    cell_requests,
    direction_row,
    drawn_rows,
    flat_rows,
    moving,
    shaded_rows,
    species_requests,
    temperature_requests,
)
from pixelgen.look.lighting.light import style_of
from pixelgen.look.shading import shade
from pixelgen.parts import PART_IDS
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, ZONES
from tests.training.stand_ins import CorpusSource, corpus_sprite


def test_the_grid_has_a_zone_a_row_and_every_category() -> None:
    rows = cell_requests()
    assert [row[0].zone for row in rows] == list(ZONES)
    assert [request.category for request in rows[0]][::2] == list(CATEGORIES)


def test_species_are_asked_for_as_far_as_they_are_learnt() -> None:
    rows = species_requests({"octopus", "crab"})
    assert [[request.species for request in row] for row in rows] == [["crab", "octopus"]] * 6


def test_the_sweep_shows_three_seeds_of_every_category() -> None:
    rows = temperature_requests()
    assert {request.category for row in rows for request in row} == set(CATEGORIES)
    assert len({request.seed for request in rows[0]}) == 3
    assert len(rows[0]) == 3 * len({request.temperature for request in rows[0]})


def test_sprites_stand_where_their_requests_do() -> None:
    rows = cell_requests()[:2]
    drawn = drawn_rows(CorpusSource(), rows)
    assert [zone for zone, _ in drawn] == ["shallows", "reef"]
    assert np.array_equal(drawn[1][1][3].indices, corpus_sprite(rows[1][3]))
    assert np.array_equal(flat_rows(drawn)[1][1][3], corpus_sprite(rows[1][3]))


def test_a_breeding_row_shows_parent_mask_parent_and_four_children() -> None:
    rows = breeding_rows(CorpusSource())
    assert [zone for zone, _ in rows] == list(ZONES)
    for _, (a, masked, b, *children) in rows:
        assert len(children) == 4
        assert not np.array_equal(a, b)
        assert all(np.array_equal(child, a) for child in children)  # as the stand-in breeds
        changed = (masked != a).reshape(8, 4, 8, 4).any(axis=(1, 3))
        assert 0 < changed.sum() < 64


def test_what_is_hatched_on_a_breeding_sheet_is_what_is_drawn_anew() -> None:
    asked: list[SpriteRequest] = []

    class Asked(CorpusSource):
        def sprites(
            self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
        ) -> list[Sprite]:
            asked.extend(request for request in requests if request.parents)
            return super().sprites(requests)

    rows = breeding_rows(Asked())
    assert len(asked) == 24
    for at, (_, (a, masked, *_)) in enumerate(rows):
        masks = [request.mask for request in asked[4 * at : 4 * at + 4]]
        assert masks[0] is not None
        assert len({request.seed for request in asked[4 * at : 4 * at + 4]}) == 4
        assert all(mask == masks[0] for mask in masks)
        assert np.array_equal(masked[~masks[0].drawn_pixels()], a[~masks[0].drawn_pixels()])
        assert len(np.unique(masked[masks[0].drawn_pixels()])) == 2


def test_a_direction_row_is_flat_and_then_lit_from_all_round() -> None:
    flat = corpus_sprite(SpriteRequest("reef", "grazer", "sea_turtle"))
    zone, row = direction_row("reef", Sprite(flat))
    assert zone == "reef"
    assert len({picture.tobytes() for picture in row}) == 1 + len(AZIMUTHS)
    assert np.array_equal(row[0], flat)


def test_what_moves_has_room_and_what_cannot_is_left_out() -> None:
    flat = Sprite(corpus_sprite(SpriteRequest("reef", "grazer", "sea_turtle")))
    found = moving("reef", flat, "sea_turtle", "dart")
    assert found is not None
    assert found.frames.shape == (FRAMES, 32 + 2 * MARGIN, 32 + 2 * MARGIN)
    assert moving("reef", flat, "sea_urchin", "dart") is None


def test_rows_are_lit_by_the_parts_of_their_sprites() -> None:
    flat = corpus_sprite(SpriteRequest("reef", "grazer", "sea_turtle"))
    parts = np.where(flat > 0, PART_IDS["limb"], 0).astype(np.uint8)
    parts[:16][flat[:16] > 0] = PART_IDS["shell"]
    ((_, (known, unknown)),) = shaded_rows([("reef", [Sprite(flat, parts), Sprite(flat)])])
    assert np.array_equal(known, shade(flat, style_of("reef"), parts))
    assert np.array_equal(unknown, shade(flat, style_of("reef")))
    assert not np.array_equal(known, unknown)
