from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.pictures.sprite_sheet import FLAT_NORMAL, Packing, Place, _placed, placed, sprite_sheets
from tests.engine_bridges.tiny_creatures import Pixels, drawn, fish, still

packings = st.builds(
    Packing,
    padding=st.integers(0, 3),
    extrusion=st.integers(0, 3),
    power_of_two=st.booleans(),
    largest_side=st.integers(30, 120),
)
sizes = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), min_size=1, max_size=60)


def cut(layer: Pixels, place: Place) -> Pixels:
    return layer[place.y : place.y + place.height, place.x : place.x + place.width]


@given(sizes, packings)
def test_places_lie_within_their_sheets_and_apart(frames: list[tuple[int, int]], packing: Packing) -> None:
    places, sheets = placed(frames, packing)
    assert [(place.height, place.width) for place in places] == frames
    margin = packing.extrusion
    for place in places:
        height, width = sheets[place.sheet]
        assert margin <= place.x <= width - place.width - margin
        assert margin <= place.y <= height - place.height - margin
    gap = 2 * margin + packing.padding
    for one, other in itertools.combinations(places, 2):
        beside = one.x + one.width + gap <= other.x or other.x + other.width + gap <= one.x
        above = one.y + one.height + gap <= other.y or other.y + other.height + gap <= one.y
        assert one.sheet != other.sheet or beside or above


@given(sizes, packings)
def test_no_sheet_is_too_large_or_of_odd_sides(frames: list[tuple[int, int]], packing: Packing) -> None:
    _, sheets = placed(frames, packing)
    for side in itertools.chain(*sheets):
        assert side <= packing.largest_side
        assert not packing.power_of_two or side & (side - 1) == 0


@given(sizes, packings)
def test_the_same_frames_are_placed_the_same_way(frames: list[tuple[int, int]], packing: Packing) -> None:
    first = placed(frames, packing)
    _placed.cache_clear()
    assert placed(frames, packing) == first


def test_sixteen_frames_of_a_sprite_fill_a_square() -> None:
    _, sheets = placed([(32, 32)] * 16, Packing(padding=0, extrusion=0))
    assert sheets == ((128, 128),)


def test_what_fits_on_no_sheet_goes_on_to_another() -> None:
    places, sheets = placed([(32, 32)] * 5, Packing(padding=0, extrusion=0, largest_side=64))
    assert sheets == ((64, 64), (32, 32))
    assert [place.sheet for place in places] == [0, 0, 0, 0, 1]


def test_a_frame_larger_than_a_sheet_is_refused() -> None:
    with pytest.raises(PackError, match="a frame of 63 by 8 pixels with 1 of extrusion must fit into a sheet of 64"):
        placed([(8, 63)], Packing(largest_side=100))


@pytest.mark.parametrize("change", [{"padding": -1}, {"extrusion": 17}, {"largest_side": 0}, {"largest_side": 4097}])
def test_packings_out_of_range_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PackError, match=f"^{next(iter(change))} must be"):
        Packing(**change)


def test_every_frame_of_every_layer_comes_back_from_the_sheet() -> None:
    creatures = [fish(), fish("wrasse", colour=3), still("rock", drawn("11", "11"))]
    found = sprite_sheets(creatures, Packing(largest_side=16))
    assert len(found.sheets) > 1
    tags = {(tag.creature, tag.animation): tag for tag in found.tags}
    assert len(tags) == 7
    for creature in creatures:
        for name, clip in creature.clips.items():
            tag = tags[creature.card.name, name]
            assert (tag.durations_ms, tag.loops) == (clip.durations_ms, clip.loops)
            for number, place in enumerate(tag.places):
                sheet = found.sheets[place.sheet]
                assert np.array_equal(cut(sheet.indices, place), clip.frames[number])
                assert sheet.normals is not None
                assert sheet.emission is not None
                if clip.normals is None:
                    assert (cut(sheet.normals, place) == FLAT_NORMAL).all()
                    assert not cut(sheet.emission, place).any()
                else:
                    assert clip.emission is not None
                    assert np.array_equal(cut(sheet.normals, place), clip.normals[number])
                    assert np.array_equal(cut(sheet.emission, place), clip.emission[number])


def test_equal_frames_are_stored_once() -> None:
    found = sprite_sheets([fish(), fish("twin")])
    first, second, third = next(tag for tag in found.tags if tag.animation == "idle").places
    assert first == third != second
    assert len({place for tag in found.tags for place in tag.places}) == 3  # right, down, left


@pytest.mark.parametrize("layer", ["normals", "emission"])
def test_frames_that_differ_in_one_layer_are_other_frames(layer: str) -> None:
    clip = fish().clips["dart"]
    other = replace(clip, **{layer: 255 - getattr(clip, layer)})
    found = sprite_sheets([Creature(fish().card, {"a": clip, "b": other, "c": clip})])
    a, b, c = (tag.places[0] for tag in found.tags)
    assert a == c != b


def test_borders_are_repeated_and_the_gap_stays_empty() -> None:
    found = sprite_sheets(
        [still("a", drawn("12", "34")), still("b", drawn("44", "44"))],
        Packing(padding=2, extrusion=1, power_of_two=False),
    )
    painted = ["".join(map(str, row)) for row in found.sheets[0].indices.tolist()]
    assert painted == ["1122", "1122", "3344", "3344", "0000", "0000", "4444", "4444", "4444", "4444"]
    assert found.sheets[0].normals is None
    assert found.sheets[0].emission is None


def test_flat_frames_have_the_places_of_their_frames_and_stand_for_themselves_where_there_are_none() -> None:
    shaded, flat = drawn("12", "33"), drawn("22", "22")
    clip = replace(
        fish(lit=False).clips["idle"],
        frames=shaded[None],
        durations_ms=[100],
        flat=flat[None],
        anchors=None,
    )
    lit, plain = Creature(fish("lit").card, {"idle": clip}), still("plain", drawn("44", "11"))
    found = sprite_sheets([lit, plain])
    (sheet,) = found.sheets
    assert sheet.flat is not None
    places = {tag.creature: tag.places[0] for tag in found.tags}
    assert np.array_equal(cut(sheet.flat, places["lit"]), flat)
    assert np.array_equal(cut(sheet.indices, places["lit"]), shaded)
    assert np.array_equal(cut(sheet.flat, places["plain"]), cut(sheet.indices, places["plain"]))
    assert sprite_sheets([plain]).sheets[0].flat is None
