from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine_bridges.creatures.creature import Card, Clip, Creature, PackError, check_name
from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.playback import Playback
from engine_bridges.folders.creature_pack import pixels_digest
from pixelgen import Anchors
from tests.engine_bridges.tiny_creatures import COLOURS, clip_of, drawn, fish

FRAMES = np.zeros((2, 4, 6), dtype=np.uint8)


@pytest.mark.parametrize("name", ["a", "sea_turtle-12", "9", "con1", "a" * 64])
def test_plain_names_pass(name: str) -> None:
    assert check_name("creature", name) == name


@pytest.mark.parametrize(
    "name", ["", "a" * 65, "Tang", "tang.", "a b", "../tang", "/tang", "tang\n", "täng", "a\0", "con", "nul", "lpt3", 7]
)
def test_names_that_are_no_file_name_everywhere_are_refused(name: Any) -> None:
    with pytest.raises(PackError, match=r"^the name of the creature must"):
        check_name("creature", name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"zone": "the reef"}, "the name of the zone must be"),
        ({"category": ""}, "the name of the category must be"),
        ({"species": "Tang"}, "the name of the species must be"),
        ({"dna": "two words"}, "the DNA of tang must be one word"),
        ({"dna": "x" * 1_000_001}, "the DNA of tang must be one word"),
        ({"dna": '"'}, "the DNA of tang must be one word"),
    ],
)
def test_a_card_with_a_bad_field_is_refused(change: dict[str, str], message: str) -> None:
    good = {"name": "tang", "zone": "reef", "category": "reef_fish", "species": "", "dna": ""}
    Card(**good)
    with pytest.raises(PackError, match=f"^{message}"):
        Card(**{**good, **change})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"frames": FRAMES.astype(np.int64)}, "frames must be"),
        ({"frames": FRAMES[0]}, "frames must be"),
        ({"frames": [[1]]}, "frames must be"),
        ({"frames": FRAMES[:0], "durations_ms": []}, "a clip must have 1 to 1024 frames"),
        ({"frames": np.zeros((2, 4, 257), dtype=np.uint8)}, "a clip must have .* 1 to 256 pixels"),
        ({"durations_ms": [100]}, "durations_ms must be 2"),
        ({"durations_ms": [100, 99.5]}, "durations_ms must be 2"),
        ({"durations_ms": [100, 0]}, "durations_ms must be 2"),
        ({"durations_ms": [100, 60_001]}, "durations_ms must be 2"),
        ({"normals": FRAMES}, r"normals must be a uint8 array \(2, 4, 6, 4\)"),
        ({"emission": FRAMES[:1]}, r"emission must be a uint8 array \(2, 4, 6\)"),
        ({"emission": FRAMES.astype(bool)}, "emission must be"),
        ({"flat": FRAMES[:1]}, r"flat must be a uint8 array \(2, 4, 6\)"),
        ({"anchors": [Anchors()]}, "anchors must be 2 Anchors, one a frame"),
        ({"anchors": [Anchors(), (1, 2)]}, "anchors must be 2 Anchors, one a frame"),
    ],
)
def test_a_clip_of_wrong_shapes_is_refused(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"frames": FRAMES, "durations_ms": np.array([100, 50])}
    assert Clip(**good).durations_ms == (100, 50)
    with pytest.raises(PackError, match=f"^{message}"):
        Clip(**{**good, **change})


def test_a_creature_needs_an_animation_and_one_frame_size() -> None:
    card = fish().card
    with pytest.raises(PackError, match="tang must have an animation"):
        Creature(card, {})
    with pytest.raises(PackError, match="the name of the animation must be"):
        Creature(card, {"to swim": clip_of([drawn("1")])})
    with pytest.raises(PackError, match="all frames of tang must have one size"):
        Creature(card, {"idle": clip_of([drawn("1")]), "dart": clip_of([drawn("11")])})


def test_parts_are_numbers_of_a_drawing() -> None:
    parts = np.eye(4, dtype=np.uint8)
    copied = pickle.loads(pickle.dumps(replace(fish(), parts=parts)))
    assert np.array_equal(copied.parts, parts)
    odd: list[Any] = [parts[0], parts.astype(np.int64), parts * 11, np.zeros((257, 1), dtype=np.uint8)]
    for wrong in odd:
        with pytest.raises(PackError, match="parts must be a uint8 array"):
            replace(fish(), parts=wrong)


def test_animations_are_in_one_order_however_they_came() -> None:
    given = fish()
    backwards = Creature(given.card, {name: given.clips[name] for name in reversed([*given.clips])})
    assert list(given.clips) == list(backwards.clips) == ["dart", "idle", "turn"]


def test_what_light_needs_is_known() -> None:
    assert fish().has_normals
    assert fish().has_emission
    dark = Creature(fish().card, {"idle": clip_of([drawn("12")])})  # an emission layer, but nothing in it shines
    assert dark.has_normals
    assert not dark.has_emission
    assert not fish(lit=False).has_normals


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_creature_can_be_pickled_and_copied(again: Callable[[Creature], Creature]) -> None:
    creature = fish()
    copied = again(creature)
    assert copied.card == creature.card
    assert pixels_digest(copied) == pixels_digest(creature)
    with pytest.raises(TypeError):
        copied.clips["idle"] = clip_of([drawn("1")])  # type: ignore[index]


def test_what_a_game_keeps_of_a_creature_can_be_pickled() -> None:
    palette = pickle.loads(pickle.dumps(COLOURS))
    assert palette == COLOURS
    assert not palette.rgba.flags.writeable
    playback = Playback(fish().clips, phase=0.5)
    again = pickle.loads(pickle.dumps(playback))
    for _ in range(9):
        again.advance(0.05)
        playback.advance(0.05)
        assert (again.animation, again.frame) == (playback.animation, playback.frame)
    lamp = pickle.loads(pickle.dumps(LampPalette(COLOURS)))
    assert [*lamp.table(0.5)] == [*LampPalette(COLOURS).table(0.5)]
