from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.scenes import node_name
from engine_bridges.godot.values import (
    External,
    Internal,
    PackedColours,
    Rect2,
    StringName,
    TypedArray,
    value_text,
)

DIGITS = "abcdefghijklmnopqrstuvwxy012345678"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (8.0, "8.0"),
        (1000 / 160, "6.25"),
        (1000 / 70, "14.285714285714286"),
        ('say "reef" \\ here', '"say \\"reef\\" \\\\ here"'),
        (StringName("idle"), '&"idle"'),
        (External("Texture2D", "uid://a", "a.png", "1_sheet"), 'ExtResource("1_sheet")'),
        (Internal("AtlasTexture", "AtlasTexture_0", {}), 'SubResource("AtlasTexture_0")'),
        (Rect2(1, 2, 3, 4), "Rect2(1, 2, 3, 4)"),
        ([1, "a", []], '[1, "a", []]'),
        ({"b": 1, "a": {}}, '{\n"a": {},\n"b": 1\n}'),
        (TypedArray("Dictionary", [{"a": 1}]), 'Array[Dictionary]([{\n"a": 1\n}])'),
        (TypedArray("Dictionary", []), "Array[Dictionary]([])"),
        (PackedColours(np.array([[0, 128, 1, 255]], dtype=np.uint8)), "PackedColorArray(0, 0.5019608, 0.003921569, 1)"),
        (PackedColours(np.zeros((0, 4), dtype=np.uint8)), "PackedColorArray()"),
    ],
)
def test_values_are_written_as_the_engine_writes_them(value: Any, text: str) -> None:
    assert value_text(value) == text


def test_every_channel_comes_back_from_its_text() -> None:
    grey = np.arange(256, dtype=np.uint8)
    text = value_text(PackedColours(np.stack([grey] * 4, axis=-1)))
    shares = [float(share) for share in re.findall(r"[0-9.]+", text)]
    assert [round(share * 255) for share in shares[::4]] == grey.tolist()
    assert all(len(share) <= 13 for share in re.findall(r"[0-9.]+", text))


@given(st.text(), st.text())
def test_uids_are_what_the_engine_takes(pack: str, path: str) -> None:
    uid = Addresses(pack).uid(path)
    digits = uid.removeprefix("uid://")
    assert re.fullmatch(r"uid://[b-y0-8][a-y0-8]*", uid)
    number = sum(DIGITS.index(digit) * 34**place for place, digit in enumerate(reversed(digits)))
    assert 0 < number < (1 << 63) - 1
    assert 0 < Addresses(pack).node_id(path, "Glow") < (1 << 31) - 1


def test_uids_depend_on_pack_and_path_alone() -> None:
    assert Addresses("reef").uid("a/b.tscn") == Addresses("reef").uid("a/b.tscn") == "uid://ceyvmo8iubfp1"
    assert Addresses("reef").uid("a/b.tscn") != Addresses("reefa").uid("/b.tscn")
    assert Addresses("reef").node_id("a", "bc") != Addresses("reef").node_id("ab", "c")


@pytest.mark.parametrize(
    ("target", "user", "path"),
    [
        ("creatures/a/a.png", "creatures/a/a.tres", "a.png"),
        ("shared/b.tres", "creatures/a/a.tres", "../../shared/b.tres"),
        ("c.gd", "c.tres", "c.gd"),
        ("shared/b.tres", "c.tres", "shared/b.tres"),
    ],
)
def test_paths_start_from_the_file_that_names_them(target: str, user: str, path: str) -> None:
    assert Addresses("reef").external("Resource", target, user=user, id="1").path == path


@pytest.mark.parametrize(
    ("name", "node"), [("tang", "Tang"), ("sea_turtle-12", "SeaTurtle12"), ("__", "Creature"), ("7", "7")]
)
def test_nodes_are_called_as_the_engine_calls_them(name: str, node: str) -> None:
    assert node_name(name) == node
