"""Places on a sprite: eye, mouth, tail tip, lights and a lure; and that they go with what they are on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.anchors import MOST_LIGHTS, Anchors, anchors_of
from pixelgen.errors import RequestError
from pixelgen.look.animation import animate, move_anchors
from pixelgen.palette import colour_index
from pixelgen.parts import PART_IDS
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES, ZONES
from training.samples.drawn_sprites import drawing
from training.species import DRAWN

Picture = npt.NDArray[np.uint8]

KINDS = {".": 0, "b": 1, "e": 3, "w": 4, "f": 5, "l": 6, "t": 7, "o": 10}
FISH = (
    ".......fff...",
    "......f...oo.",
    "......f...oo.",
    "t...bbbbb....",
    "ttbbbbbbeeb..",
    "tt.bbbbbeebw.",
    "t...boobbbww.",
)


def parts_of(*rows: str) -> Picture:
    return np.array([[KINDS[letter] for letter in row] for row in rows], dtype=np.uint8)


def anchors(*rows: str) -> Anchors:
    parts = parts_of(*rows)
    return anchors_of(np.where(parts > 0, 20, 0).astype(np.uint8), parts)


def test_a_fish_has_its_eye_mouth_tail_tip_lights_and_lure_where_they_are() -> None:
    found = anchors(*FISH)
    assert found.eye == (9, 5)
    assert found.mouth == (11, 6)
    assert found.tail is not None
    assert found.tail[0] <= 1
    assert found.lights == ((11, 2), (6, 6.5))
    assert found.lure == (11, 2)
    assert dict(found.named()) == {
        "eye": found.eye,
        "mouth": found.mouth,
        "tail": found.tail,
        "lure": (11, 2),
        "light_1": (11, 2),
        "light_2": (6, 6.5),
    }


def test_of_several_eyes_the_largest_counts_and_one_pixel_is_none() -> None:
    assert anchors("ee.eee", "bbbbbb").eye == (4.5, 0.5)
    assert anchors("e.bbbb", "bbbbbb").eye is None
    assert anchors("ee.ee", "bbbbb").eye == (4, 0.5)  # of equals the one further right


@pytest.mark.parametrize(
    "rows",
    [
        ("..oo...", "..f....", "bbbbeeb", "bbbbeeb", "lll...."),
        ("bbooeeb", "bbbbeeb"),  # on the body
        ("bbbbeeb", "bbbbeeb", "..f....", "..oo..."),  # below
        ("..oo...", "..l....", "..l....", "bbbbeeb", "bbbbeeb"),  # on a limb
        ("..oo...", "..f....", "..f....", "bbbbbbb", "bbbbbbb"),  # an animal without eyes
        ("..o....", "..f....", "..f....", "bbbbeeb", "bbbbeeb"),  # a single pixel
    ],
)
def test_not_every_light_is_a_lure(rows: tuple[str, ...]) -> None:
    found = anchors(*rows)
    assert (found.lure is None) == (rows[0] != "..oo..." or "l" in "".join(rows[1:3]) or "e" not in "".join(rows))


def test_a_picture_without_part_map_has_its_pupil_and_what_glows() -> None:
    picture = np.full((6, 8), 20, dtype=np.uint8)
    picture[2, 4:6] = colour_index("ink", 0), colour_index("ink", 6)
    picture[4, 1:3] = colour_index("glow", 3)
    found = Sprite(np.pad(picture, ((0, 26), (0, 24)))).anchors()
    assert found == Anchors(eye=(5, 2.5), lights=((2, 4.5),))
    assert anchors_of(np.zeros((4, 4), np.uint8), np.zeros((4, 4), np.uint8)) == Anchors()


def test_there_are_eight_lights_at_most_the_largest_first() -> None:
    row = "ooo" + ".o" * 12
    found = anchors(row, "b" * len(row))
    assert len(found.lights) == MOST_LIGHTS
    assert found.lights[0] == (1.5, 0.5)


def test_each_point_is_put_where_it_is_told() -> None:
    assert Anchors(eye=(3, 4), lights=((1, 2),)).each(lambda at: (10 - at[0], at[1])) == Anchors(
        eye=(7, 4), lights=((9, 2),)
    )


def test_anchors_of_frames_are_on_the_pixels_that_moved_and_mirror_with_a_turn() -> None:
    parts = np.zeros((32, 32), dtype=np.uint8)
    parts[8:15, 10:23] = parts_of(*FISH)
    picture = np.where(parts > 0, parts + 10, 0).astype(np.uint8)
    still = anchors_of(picture, parts)
    turn = animate(picture, "abyssal", species="anglerfish", parts=parts, animation="turn", margin=2)
    last = move_anchors(picture, parts, turn)[-1]
    assert last == still.each(lambda at: (36 - at[0] - 2, at[1] + 2))
    idle = animate(picture, "abyssal", species="anglerfish", parts=parts, margin=2)
    found = move_anchors(picture, parts, idle)
    assert len(found) == 6
    assert len({one.tail for one in found}) > 1
    for frame, one in zip(idle.frames, found, strict=True):
        for at, kind in ((one.eye, "eye"), (one.mouth, "mouth"), (one.lure, "light")):
            assert at is not None
            y, x = np.nonzero(frame == PART_IDS[kind] + 10)
            assert np.hypot(x + 0.5 - at[0], y + 0.5 - at[1]).min() <= 1.5


def test_what_a_frame_hides_is_where_it_was_last_seen() -> None:
    parts = np.zeros((32, 32), dtype=np.uint8)
    parts[8:15, 10:23] = parts_of(*FISH)
    picture = np.where(parts > 0, 20, 0).astype(np.uint8)
    loop = animate(picture, "abyssal", species="anglerfish", parts=parts, margin=2)
    eye = np.flatnonzero(parts == PART_IDS["eye"])
    hidden = loop.sources.copy()
    hidden[3:][np.isin(hidden[3:], eye)] = -1
    found = move_anchors(picture, parts, replace(loop, sources=hidden))
    assert found[3].eye == found[2].eye
    assert found[5].eye == found[2].eye


def test_every_frame_has_the_same_anchors_in_every_species() -> None:
    rng = np.random.default_rng(4)
    lures = set()
    for at, (name, category) in enumerate(SPECIES.items()):
        drawn = drawing(DRAWN[name], DRAWN[name].sample(ZONES[at % len(ZONES)], rng))
        still = [told for told, _ in anchors_of(drawn.pixels, drawn.parts).named()]
        moved = animate(drawn.pixels, category, species=name, parts=drawn.parts, margin=2)
        for one in move_anchors(drawn.pixels, drawn.parts, moved):
            assert [told for told, _ in one.named()] == still, name
            assert all(0 <= x <= 36 and 0 <= y <= 36 for _, (x, y) in one.named()), name
        lures |= {name} if "lure" in still else set()
    assert "anglerfish" in lures
    assert len(lures - {"anglerfish", "viperfish"}) <= 1  # a light at a fin's end may be taken for one


def test_parts_of_another_picture_are_refused() -> None:
    picture = np.full((8, 8), 20, dtype=np.uint8)
    with pytest.raises(RequestError, match="parts must be a uint8 array"):
        move_anchors(picture, np.ones((4, 4), np.uint8), animate(picture, "reef_fish"))
