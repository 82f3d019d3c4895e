"""From how many pixels on a ramp of parent B is a colour that the child wears, and which shades stay outlines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.drawing.breeding import body_ramps, lock_of, partial_drawing
from pixelgen.palette import colour_index, ramp_of
from pixelgen.quadtree import UNKNOWN, Indices
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.drawings import drawing

DRAWS = np.arange(1, 129, dtype=np.uint64)
A = SpriteRequest("reef", "reef_fish", seed=1)
CORAL, GLOW, AZURE, GOLD = (colour_index(ramp, 3) for ramp in ("coral", "glow", "azure", "gold"))


def ramps_of(indices: npt.NDArray[np.uint8]) -> set[str | None]:
    return {ramp_of(index) for index in np.unique(indices).tolist()}


def worn(parent: Indices, other: Indices) -> set[str | None]:
    """The ramps of what is drawn anew when the model draws parent A once more."""
    request = bred(Sprite(parent), Sprite(other), zone="reef", category="reef_fish")
    child = partial_drawing(request, [parent, other], DRAWS).completed(parent)
    return ramps_of(child[child != parent])


def pixels_of(azure: int, gold: int) -> Indices:
    """So many pixels of each."""
    indices = np.zeros(32 * 32, dtype=np.uint8)
    indices[:azure], indices[azure : azure + gold] = AZURE, GOLD
    return indices.reshape(32, 32)


@pytest.mark.parametrize(("azure", "gold"), [(98, 2), (49, 1), (99, 3)])
def test_a_ramp_of_a_fiftieth_of_the_pixels_is_a_colour_of_parent_b(azure: int, gold: int) -> None:
    banded = drawing((0, 0, 32, 32, CORAL), (0, 0, 32, 8, GLOW))
    assert worn(banded, pixels_of(azure, gold)) == {"azure", "gold"}


@pytest.mark.parametrize(("azure", "gold"), [(99, 1), (100, 2), (50, 1)])
def test_a_ramp_of_less_than_a_fiftieth_is_a_speck(azure: int, gold: int) -> None:
    banded = drawing((0, 0, 32, 32, CORAL), (0, 0, 32, 8, GLOW))
    assert worn(banded, pixels_of(azure, gold)) == {"azure"}


def test_a_ramp_is_one_of_the_body_from_the_least_count_on() -> None:
    indices = pixels_of(5, 4)
    assert body_ramps(indices, least=4) == ("azure", "gold")
    assert body_ramps(indices, least=5) == ("azure",)
    assert body_ramps(indices, least=0) == ("azure", "gold")  # never one that is not there


@pytest.mark.parametrize("ramp", ["ink", "coral", "glow"])
def test_one_pixel_is_a_ramp_of_the_body(ramp: str) -> None:
    assert body_ramps(drawing((8, 8, 1, 1, colour_index(ramp, 3))), least=1) == (ramp,)


def test_one_pixel_of_a_ramp_of_parent_a_wears_the_second_of_parent_b() -> None:
    spotted = drawing((0, 0, 32, 32, CORAL), (12, 12, 1, 1, GLOW))
    request = inpainted(A, np.ones((32, 32), np.bool_), colours=("gold", "azure"))
    two = drawing((0, 0, 32, 32, CORAL), (12, 12, 2, 2, GLOW))
    child = partial_drawing(request, [spotted], DRAWS).completed(two)
    assert (child == drawing((0, 0, 32, 32, GOLD), (12, 12, 2, 2, AZURE))).all()


def test_what_was_drawn_astray_goes_and_what_is_kept_astray_is_joined() -> None:
    parent = drawing((8, 8, 16, 8, CORAL), (2, 9, 1, 1, CORAL))
    anew = np.zeros((32, 32), dtype=np.bool_)
    anew[:, 16:] = True
    drawn = drawing((8, 8, 16, 16, CORAL), (2, 9, 1, 1, CORAL), (28, 28, 1, 1, CORAL))
    child = partial_drawing(inpainted(A, anew), [parent], DRAWS).completed(drawn)
    assert child[2, 9] == CORAL
    assert child[28, 28] == 0


def test_the_decoder_is_given_what_is_kept_of_parent_a() -> None:
    parent, other = drawing((0, 0, 32, 32, CORAL)), drawing((0, 0, 32, 32, AZURE))
    anew = np.zeros((32, 32), dtype=np.bool_)
    anew[:, 15:] = True
    request = bred(A, A, mask=Mask.of_pixels(anew))
    partial = partial_drawing(request, [parent, other], DRAWS)
    assert np.array_equal(partial.pinned.reshape(32, 32), np.where(anew, UNKNOWN, CORAL))


def test_the_more_used_ramp_comes_first_and_equal_ones_in_the_palettes_order() -> None:
    assert body_ramps(pixels_of(4, 5), least=1) == ("gold", "azure")
    assert body_ramps(pixels_of(5, 5), least=1) == tuple(
        sorted(("azure", "gold"), key=lambda one: colour_index(one, 0))
    )


@pytest.mark.parametrize("shade", range(7))
def test_ink_of_outlines_and_glints_is_no_colour_of_a_body(shade: int) -> None:
    indices = drawing((8, 8, 8, 8, colour_index("ink", shade)))
    assert body_ramps(indices, least=1) == (() if shade in (0, 1, 6) else ("ink",))


@pytest.mark.parametrize("shade", range(7))
def test_a_shade_becomes_the_same_shade_and_an_outline_stays(shade: int) -> None:
    request = inpainted(A, np.ones((32, 32), np.bool_), colours=("gold",))
    grey = drawing((8, 8, 8, 8, colour_index("ink", 3)), (4, 8, 4, 8, colour_index("ink", shade)))
    expected = drawing((8, 8, 8, 8, GOLD), (4, 8, 4, 8, colour_index("ink" if shade in (0, 1, 6) else "gold", shade)))
    assert (partial_drawing(request, [grey], DRAWS).completed(grey) == expected).all()


def test_ramps_beyond_those_of_parent_b_wear_its_last() -> None:
    drawn = drawing((0, 0, 32, 32, CORAL), (0, 0, 32, 12, GLOW), (0, 0, 32, 4, colour_index("kelp", 3)))
    request = inpainted(A, np.ones((32, 32), np.bool_), colours=("gold", "azure"))
    child = partial_drawing(request, [drawn], DRAWS).completed(drawn)
    assert (child == drawing((0, 0, 32, 32, GOLD), (0, 0, 32, 12, AZURE))).all()


def test_a_palette_lock_leaves_its_ramps_ink_and_nothing() -> None:
    assert set(np.flatnonzero(lock_of(("gold",))).tolist()) == {
        0,
        *(colour_index("ink", shade) for shade in range(7)),
        *(colour_index("gold", shade) for shade in range(7)),
    }
    assert lock_of(()).all()
