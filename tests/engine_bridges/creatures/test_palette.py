from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.palette import MAX_COLOURS, Palette, palette_of, sprite_palette
from pixelgen import RGB, OwnPalette
from tests.engine_bridges.tiny_creatures import COLOURS


def test_a_tone_of_all_is_a_silhouette_and_of_nothing_the_palette_itself() -> None:
    assert COLOURS.toned((9, 8, 7), 0) == COLOURS
    silhouette = COLOURS.toned((9, 8, 7), 1)
    assert (silhouette.rgba[1:] == (9, 8, 7, 255)).all()
    assert np.array_equal(silhouette.rgba[0], COLOURS.rgba[0])


def test_a_tone_of_half_lies_in_the_middle() -> None:
    assert COLOURS.toned((0, 0, 0), 0.5).rgba[2].tolist() == [100, 20, 25, 255]
    assert COLOURS.toned((255, 255, 255), 0.1).rgba[2].tolist() == [206, 62, 70, 255]


def test_whatever_can_be_seen_at_all_is_toned() -> None:
    faint = Palette("glass", np.array([[0, 0, 0, 0], [200, 40, 50, 1]], dtype=np.uint8))
    assert faint.toned((0, 0, 0), 1).rgba.tolist() == [[0, 0, 0, 0], [0, 0, 0, 1]]


@pytest.mark.parametrize(("rgb", "share"), [((0, 0, 256), 0.5), ((0, -1, 0), 0.5), ((0, 0, 0), 1.5), ((0, 0, 0), -0.5)])
def test_a_tone_that_there_is_not_is_refused(rgb: tuple[int, int, int], share: float) -> None:
    with pytest.raises(PackError, match=r"a tone('s share)? must be"):
        COLOURS.toned(rgb, share)


def test_a_games_own_colours_are_opaque_but_for_index_0() -> None:
    own = OwnPalette({"ink": ["#101018", "#f0f0f0"], "coral": ["#802020", "#f06040"]})
    palette = palette_of(own, name="mine")
    assert palette.name == "mine"
    assert palette.rgba[:, 3].tolist() == [0] + [255] * 63
    assert np.array_equal(palette.rgba[:, :3], own.rgb_table())


def test_the_librarys_colours_are_opaque_but_for_index_0() -> None:
    palette = sprite_palette()
    assert palette.rgba.tolist() == [[0, 0, 0, 0], *([*rgb, 255] for rgb in RGB[1:])]
    assert (palette.name, palette.labels) == ("pixelgen", ())
    assert sprite_palette() is palette  # made once, as every creature of every bridge asks for it


def colours(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((count, 4), 9, dtype=np.uint8)


@pytest.mark.parametrize("count", [1, MAX_COLOURS])
def test_a_palette_has_1_to_256_colours(count: int) -> None:
    assert MAX_COLOURS == 256  # as many as a byte tells apart
    assert len(Palette("mine", colours(count)).rgba) == count
    for wrong in (0, MAX_COLOURS + 1):
        with pytest.raises(PackError, match=f"1 to 256 colours; got {wrong}"):
            Palette("mine", colours(wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        [[1, 2, 3, 4]],
        np.zeros((2, 4), dtype=np.int64),
        np.zeros((2, 4, 1), dtype=np.uint8),
        np.zeros((2, 4, 4), dtype=np.uint8),
        np.zeros(4, dtype=np.uint8),
        np.zeros((2, 3), dtype=np.uint8),
    ],
)
def test_what_are_no_colours_is_refused(wrong: Any) -> None:
    with pytest.raises(PackError, match=r"must be a uint8 array \(n, 4\)"):
        Palette("mine", wrong)


def test_labels_are_none_or_one_a_colour() -> None:
    assert Palette("mine", colours(2), ("ink", "sand")).labels == ("ink", "sand")
    for wrong in (("ink",), ("ink", "sand", "rose")):
        with pytest.raises(PackError, match=r"no labels or one a colour \(2\)"):
            Palette("mine", colours(2), wrong)


@pytest.mark.parametrize("text", [" ink", "ink ", "in\nk", "\x1b", " \n"])
def test_texts_can_be_printed_on_one_line(text: str) -> None:
    for name, labels in ((text, ()), ("mine", ("ink", text))):
        with pytest.raises(PackError, match="texts must be printable"):
            Palette(name, colours(2), labels)


def test_a_palette_is_a_copy_that_nobody_can_write_to() -> None:
    given = colours(2)
    palette = Palette("mine", given)
    given[:] = 1
    assert (palette.rgba == 9).all()
    with pytest.raises(ValueError, match="read-only"):
        palette.rgba[0] = 1


def test_pixels_take_their_colours_and_indices_beyond_are_refused() -> None:
    assert COLOURS.coloured(np.array([[2, 0]], dtype=np.uint8)).tolist() == [[[200, 40, 50, 255], [0, 0, 0, 0]]]
    COLOURS.check(np.array([[4]], dtype=np.uint8))
    COLOURS.check(np.zeros((0, 3), dtype=np.uint8))
    for call in (COLOURS.check, COLOURS.coloured):
        with pytest.raises(PackError, match="tiny has 5 colours; got a pixel of index 5"):
            call(np.array([[0, 5]], dtype=np.uint8))


def test_palettes_are_equal_when_all_they_hold_is() -> None:
    one = Palette("mine", colours(2), ("ink", "sand"))
    same = Palette("mine", colours(2), ("ink", "sand"))
    others = [Palette("yours", colours(2), ("ink", "sand")), Palette("mine", colours(2)), Palette("mine", colours(3))]
    assert one == same
    assert hash(one) == hash(same)
    assert all(one != other for other in others)
    assert one != "mine"
    assert pickle.loads(pickle.dumps(one)) == one
