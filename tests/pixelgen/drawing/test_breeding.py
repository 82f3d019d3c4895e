"""Masks on creatures, and what becomes of the two parents' colours; no model needed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.drawing.breeding import body_ramps, lock_of, partial_drawing
from pixelgen.palette import colour_index, ramp_of
from pixelgen.quadtree import UNKNOWN
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import CELL_PATTERNS, PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn, whole_cells
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

A = SpriteRequest("reef", "reef_fish", seed=1)


def draws(seed: int) -> npt.NDArray[np.uint64]:
    return np.asarray(np.random.Philox(key=seed).random_raw(128))


def fish(*ramps: str, top: int = 8) -> npt.NDArray[np.uint8]:
    """An ink outline around bands of each ramp, the first the widest."""
    indices = np.zeros((32, 32), np.uint8)
    indices[top:24, 6:28] = colour_index("ink", 0)
    indices[top + 1 : 23, 7:27] = colour_index(ramps[0], 3)
    for number, ramp in enumerate(ramps[1:]):
        indices[top + 2 : 22, 8 + 3 * number : 10 + 3 * number] = colour_index(ramp, 4)
    return indices


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.integers(0, 999), st.sampled_from([0.1, 0.4, 0.75, 1.0]))
def test_a_pattern_marks_its_share_of_all_and_of_the_creature(pattern: str, seed: int, share: float) -> None:
    parent = fish("coral")
    cells = whole_cells(redrawn(Mask(pattern, share), parent, draws(seed)))
    assert cells.sum() == np.floor(64 * share + 0.5)
    covered = ~whole_cells(parent == 0)
    assert cells[covered].sum() == np.floor(covered.sum() * share + 0.5)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_marks_whole_cells_differently_by_seed_and_the_same_again(pattern: str) -> None:
    seen = set()
    for seed in range(8):
        marked = redrawn(Mask(pattern), fish("coral"), draws(seed))
        assert 16 * whole_cells(marked).sum() == marked.sum()
        assert np.array_equal(marked, redrawn(Mask(pattern), fish("coral"), draws(seed)))
        seen.add(marked.tobytes())
    assert len(seen) >= (2 if pattern == "fins" else 5)


def test_masks_stay_what_they_were() -> None:
    marked = [redrawn(Mask(pattern), fish("coral"), draws(1)).tobytes() for pattern in (*CELL_PATTERNS, "fins")]
    assert hashlib.sha256(b"".join(marked)).hexdigest()[:16] == "cf00e8e9ae1ce4e9"


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("filled", [0, 9])
def test_an_empty_and_a_full_parent_are_masked_too(pattern: str, filled: int) -> None:
    parent = np.full((32, 32), filled, np.uint8)
    assert redrawn(Mask(pattern), parent, draws(1)).sum() == 26 * 16


def test_fins_are_what_is_far_from_the_centre() -> None:
    marked = redrawn(Mask("fins"), fish("coral"), draws(1))
    assert not marked[12:20, 12:20].any()


def test_a_region_is_in_one_piece_where_the_creature_is() -> None:
    cells = whole_cells(redrawn(Mask("region", 0.2), np.full((32, 32), 9, np.uint8), draws(3))).reshape(8, 8)
    y, x = np.nonzero(cells)
    assert (np.ptp(y) + 1) * (np.ptp(x) + 1) <= 2 * cells.sum()


def test_body_ramps_are_ranked_and_outlines_do_not_count() -> None:
    assert body_ramps(fish("coral", "glow"), least=1) == ("coral", "glow")
    grey = np.full((32, 32), colour_index("ink", 3), np.uint8)
    assert body_ramps(grey, least=1) == ("ink",)
    assert body_ramps(np.full((32, 32), colour_index("ink", 0), np.uint8), least=1) == ()
    assert body_ramps(fish("coral", "glow"), least=100) == ("coral",)


def child_of(a: Any, b: Any, **changes: Any) -> tuple[Any, Any]:
    request = bred(Sprite(a), Sprite(b), zone="reef", category="reef_fish", **changes)
    return partial_drawing(request, [a, b], draws(1)), redrawn(request.mask or Mask(), a, draws(1))


def test_the_model_sees_parent_a_as_it_is_and_goes_on_in_its_ramps() -> None:
    a = fish("coral", "glow")
    partial, marked = child_of(a, fish("azure", "gold"))
    assert np.array_equal(partial.pinned.reshape(32, 32), np.where(marked & (a > 0), UNKNOWN, a))
    assert partial.family == "coral"
    assert {ramp_of(index) for index in np.flatnonzero(partial.colours).tolist()} == {None, "ink", "coral", "glow"}
    assert [partial.colours[colour_index("ink", shade)] for shade in range(7)] == [True, True, *[False] * 4, True]


def test_a_grey_parent_goes_on_in_greys() -> None:
    partial, _ = child_of(fish("ink", "coral"), fish("azure"))
    assert all(partial.colours[colour_index("ink", shade)] for shade in range(7))


def test_the_child_keeps_parent_a_and_wears_parent_b_elsewhere() -> None:
    a, b = fish("coral", "glow"), fish("azure", "gold")
    partial, marked = child_of(a, b)
    child = partial.completed(fish("coral", "glow", top=4))
    assert np.array_equal(child[~marked], a[~marked])
    worn = {ramp_of(index) for index in np.unique(child[marked]).tolist()}
    assert "azure" in worn
    assert worn <= {None, "ink", "azure", "gold"}
    drawn = fish("coral", "glow", top=4)[marked]
    shades = {(int(one) - 1) % 7 for one in drawn if one}
    assert {(int(one) - 1) % 7 for one in child[marked] if one} == shades


def test_b_with_a_is_drawn_otherwise() -> None:
    a, b = fish("coral"), fish("azure", top=12)
    one, other = child_of(a, b)[0], child_of(b, a)[0]
    assert not np.array_equal(one.completed(a), other.completed(a))
    assert (one.family, other.family) == ("coral", "azure")


def test_named_colours_go_before_those_of_parent_b() -> None:
    a = fish("coral")
    partial, marked = child_of(a, fish("azure"), colours=("violet",))
    assert {ramp_of(index) for index in np.unique(partial.completed(a)[marked]).tolist()} <= {None, "ink", "violet"}


def test_a_speck_is_no_colour_of_parent_b() -> None:
    a, b = fish("coral", "glow"), fish("azure")
    b[12, 12] = colour_index("gold", 3)
    partial, marked = child_of(a, b)
    assert {ramp_of(index) for index in np.unique(partial.completed(a)[marked]).tolist()} <= {None, "ink", "azure"}


def test_an_empty_parent_a_is_drawn_in_the_colours_of_b() -> None:
    blank = np.zeros((32, 32), np.uint8)
    partial, marked = child_of(blank, fish("azure"))
    assert {ramp_of(index) for index in np.flatnonzero(partial.colours).tolist()} == {None, "ink", "azure"}
    assert (partial.completed(fish("azure"))[~marked] == 0).all()


def test_an_empty_parent_b_leaves_greys() -> None:
    a = fish("coral")
    partial, marked = child_of(a, np.zeros((32, 32), np.uint8))
    assert {ramp_of(index) for index in np.unique(partial.completed(a)[marked]).tolist()} <= {None, "ink"}


def test_inpainting_pins_every_pixel_that_is_kept() -> None:
    a = fish("coral")
    anew = np.zeros((32, 32), np.bool_)
    anew[8:12, 8:14] = True  # one whole cell and half of the next
    request = inpainted(replace(A, colours=()), anew)
    partial = partial_drawing(request, [a], draws(1))
    assert np.array_equal(partial.pinned.reshape(32, 32), np.where(anew, UNKNOWN, a))
    assert partial.colours.all()
    assert partial.family is None
    drawn = fish("violet")
    child = partial.completed(drawn)
    assert np.array_equal(child[~anew], a[~anew])
    assert np.array_equal(child[anew], drawn[anew])


def test_inpainting_wears_the_colours_that_are_named() -> None:
    request = inpainted(A, np.ones((32, 32), np.bool_), colours=("gold",))
    partial = partial_drawing(request, [fish("coral")], draws(1))
    outlines = [0, *(colour_index("ink", shade) for shade in (0, 1, 6))]
    expected = lock_of(("coral",)) & ~lock_of(("ink",))
    expected[outlines] = True
    assert np.array_equal(partial.colours, expected)
    assert np.array_equal(partial.completed(fish("coral")), fish("gold"))


def test_of_a_picture_from_elsewhere_the_water_is_not_drawn_in_unless_the_mask_was_drawn_by_hand() -> None:
    a = fish("coral")
    partial, marked = child_of(a, fish("azure"))
    assert marked[a == 0].any()
    assert np.array_equal(~partial.kept, marked & (a > 0))
    everything, _ = child_of(a, fish("azure"), mask=Mask.of_pixels(np.ones((32, 32), np.bool_)))
    assert not everything.kept.any()
    of_request = bred(A, A)
    assert np.array_equal(~partial_drawing(of_request, [a, a], draws(1)).kept, marked)
