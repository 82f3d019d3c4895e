from __future__ import annotations

import json

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.pictures.sprite_sheet import Packing, Place, sprite_sheets
from engine_bridges.sheets.aseprite_json import sheet_json
from tests.engine_bridges.tiny_creatures import drawn, fish, still


def test_a_reader_of_aseprites_json_gets_every_animation_back() -> None:
    sheets = sprite_sheets([fish(), fish("wrasse", colour=3)])
    told = json.loads(sheet_json(sheets, 0, image="reef.png"))
    frames = list(told["frames"].items())
    height, width = sheets.sheets[0].indices.shape
    assert told["meta"]["image"] == "reef.png"
    assert told["meta"]["size"] == {"w": width, "h": height}
    assert len(told["meta"]["frameTags"]) == len(sheets.tags) == 6
    for shown, tag in zip(told["meta"]["frameTags"], sheets.tags, strict=True):
        assert shown["name"] == f"{tag.creature} {tag.animation}"
        assert shown["direction"] == "forward"
        assert shown.get("repeat") == (None if tag.loops else "1")
        own = frames[shown["from"] : shown["to"] + 1]
        assert [name for name, _ in own] == [f"{shown['name']} {number}" for number in range(len(tag.places))]
        assert tuple(frame["duration"] for _, frame in own) == tag.durations_ms
        assert tuple(place_of(frame["frame"]) for _, frame in own) == tag.places
        assert all(frame["sourceSize"] == {"w": 6, "h": 4} for _, frame in own)
    assert len(frames) == sum(len(tag.places) for tag in sheets.tags)


def place_of(rectangle: dict[str, int]) -> Place:
    return Place(0, rectangle["x"], rectangle["y"], rectangle["w"], rectangle["h"])


def test_the_whole_text_of_a_small_sheet() -> None:
    sheets = sprite_sheets([still("rock", drawn("12"))], Packing(extrusion=0))
    assert sheet_json(sheets, 0, image="rock.png") == GOLDEN


SMALL = Packing(padding=2, largest_side=6, power_of_two=False)


def test_each_sheet_tells_its_own_animations() -> None:
    sheets = sprite_sheets([still("a", drawn("1111")), still("b", drawn("2222"))], SMALL)
    names = [
        [tag["name"] for tag in json.loads(sheet_json(sheets, number, image="a.png"))["meta"]["frameTags"]]
        for number in range(len(sheets.sheets))
    ]
    assert names == [["a idle"], ["b idle"]]


def test_an_animation_on_two_sheets_is_refused() -> None:
    sheets = sprite_sheets([fish()], Packing(largest_side=8))
    with pytest.raises(PackError, match="all frames of tang idle must be on one sheet"):
        sheet_json(sheets, 0, image="a.png")


GOLDEN = """{
 "frames": {
  "rock idle 0": {
   "frame": {
    "x": 0,
    "y": 0,
    "w": 2,
    "h": 1
   },
   "rotated": false,
   "trimmed": false,
   "spriteSourceSize": {
    "x": 0,
    "y": 0,
    "w": 2,
    "h": 1
   },
   "sourceSize": {
    "w": 2,
    "h": 1
   },
   "duration": 100
  }
 },
 "meta": {
  "app": "https://www.aseprite.org/",
  "version": "1.3",
  "image": "rock.png",
  "format": "RGBA8888",
  "size": {
   "w": 2,
   "h": 1
  },
  "scale": "1",
  "frameTags": [
   {
    "name": "rock idle",
    "from": 0,
    "to": 0,
    "direction": "forward",
    "color": "#000000ff"
   }
  ],
  "layers": [],
  "slices": []
 }
}
"""
