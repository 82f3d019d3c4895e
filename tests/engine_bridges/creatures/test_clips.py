from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_bridges.creatures.clips import STILL, clips_of, creature_of
from pixelgen import (
    PARTS,
    Anchors,
    RequestError,
    Sprite,
    SpriteRequest,
    animate,
    animations_of,
    bred,
    emission_mask,
    move_normals,
    normal_map,
    shade,
    style_of,
)

TANG = SpriteRequest("reef", "reef_fish", "tang", seed=3)


def sprite() -> Sprite:
    """A body of 20 by 12 pixels with an eye and a light."""
    indices = np.zeros((32, 32), np.uint8)
    indices[10:22, 6:26] = 11
    indices[14, 22], indices[18, 10] = 1, 60
    return Sprite(indices)


def test_a_still_has_the_margin_and_every_layer() -> None:
    clips = clips_of(sprite(), category="coral", species=None, style=style_of("reef"), animations=(), margin=3)
    assert [*clips] == [STILL]
    still = clips[STILL]
    assert (still.frames.shape, still.loops) == ((1, 38, 38), False)
    assert np.array_equal(still.frames[0, 3:35, 3:35], shade(sprite().indices, style_of("reef")))
    assert still.normals is not None
    assert np.array_equal(still.normals[0, 3:35, 3:35], normal_map(sprite().indices))
    assert still.emission is not None
    assert np.array_equal(still.emission[0, 3:35, 3:35], emission_mask(sprite().indices))


def test_an_animation_moves_all_layers_alike() -> None:
    clip = clips_of(sprite(), category="reef_fish", species="tang", style=None, animations=["turn"], frames=5)["turn"]
    moved = animate(sprite().indices, "reef_fish", species="tang", animation="turn", frames=5, margin=2)
    assert np.array_equal(clip.frames, moved.frames)
    assert clip.normals is not None
    assert np.array_equal(clip.normals, move_normals(normal_map(sprite().indices), moved))
    assert (clip.emission is None, clip.durations_ms, clip.loops) == (False, tuple(moved.durations_ms.tolist()), False)


@pytest.mark.parametrize("animations", [(), ("idle", "turn")])
def test_flat_frames_are_those_without_baked_light(animations: tuple[str, ...]) -> None:
    shown = {"category": "reef_fish", "species": "tang", "animations": animations, "scale": 2}
    lit = clips_of(sprite(), style=style_of("reef"), flat=True, **shown)  # type: ignore[arg-type]
    unlit = clips_of(sprite(), style=None, flat=True, **shown)  # type: ignore[arg-type]
    for name, clip in lit.items():
        assert clip.flat is not None
        assert np.array_equal(clip.flat, unlit[name].frames)
        assert not np.array_equal(clip.flat, clip.frames)
        assert unlit[name].flat is None  # it is flat anyway


def test_what_it_cannot_do_is_left_out_and_idle_is_all_that_remains() -> None:
    assert "dart" not in animations_of("coral")
    clips = clips_of(sprite(), category="coral", species=None, style=None, animations=["dart"])
    assert [*clips] == ["idle"]


def test_scaled_frames_have_whole_pixels_and_layers_can_be_left_out() -> None:
    plain, large = (
        clips_of(
            sprite(), category="coral", species=None, style=None, scale=scale, normals=scale == 1, emission=scale == 1
        )["idle"]
        for scale in (1, 3)
    )
    assert np.array_equal(large.frames, plain.frames.repeat(3, axis=1).repeat(3, axis=2))
    assert large.normals is large.emission is None


def test_a_creature_says_who_it_is() -> None:
    creature = creature_of(sprite(), TANG, dna="pg1_x")
    assert (creature.card.name, creature.card.species, creature.card.dna) == ("reef_tang_3", "tang", "pg1_x")
    assert creature.clips.keys() == {*animations_of("reef_fish", "tang")}
    jelly = SpriteRequest("abyss", "jellyfish", seed=1)
    assert creature_of(sprite(), jelly).card.name == "abyss_jellyfish_1"
    named = creature_of(sprite(), jelly, species="moon_jelly", name="luna")
    assert (named.card.name, named.card.species) == ("luna", "moon_jelly")


def test_a_creature_has_the_parts_of_its_sprite_where_they_are_known() -> None:
    pixels = np.full((32, 32), 5, dtype=np.uint8)
    request = SpriteRequest("reef", "reef_fish")
    assert creature_of(Sprite(pixels), request).parts is None
    parts = creature_of(Sprite(pixels, pixels), request).parts
    assert parts is not None
    assert np.array_equal(parts, pixels)


def test_children_of_different_parents_have_different_names() -> None:
    children = [bred(TANG, SpriteRequest("reef", "coral", seed=seed)) for seed in range(3)]
    names = {creature_of(sprite(), child).card.name for child in children}
    assert len(names) == 3


def test_a_creature_is_lit_by_its_zone_unless_it_is_not_to_be() -> None:
    lit, flat = (creature_of(sprite(), TANG, animations=(), shaded=shaded) for shaded in (True, False))
    assert np.array_equal(flat.clips[STILL].frames[0, 2:34, 2:34], sprite().indices)
    assert not np.array_equal(lit.clips[STILL].frames, flat.clips[STILL].frames)


def test_frames_out_of_range_are_refused() -> None:
    with pytest.raises(RequestError, match="frames must be"):
        creature_of(sprite(), TANG, frames=99)


def test_anchors_are_where_the_parts_are_in_each_frame_whatever_margin_and_scale() -> None:
    pixels = np.zeros((32, 32), dtype=np.uint8)
    pixels[10:20, 8:24] = 20
    parts = np.where(pixels > 0, PARTS.index("body"), 0).astype(np.uint8)
    parts[12:14, 20:22] = PARTS.index("eye")
    known = Sprite(pixels, parts)
    shown: dict[str, Any] = {"category": "reef_fish", "species": "tang", "style": None}
    still = clips_of(known, animations=(), margin=3, scale=2, **shown)["default"]
    assert still.anchors == (Anchors(eye=(48, 32)),)
    clips = clips_of(known, animations=("idle", "turn"), margin=2, **shown)
    assert clips["idle"].anchors is not None
    assert len(clips["idle"].anchors) == 6
    assert clips["turn"].anchors is not None
    assert clips["turn"].anchors[-1] == Anchors(eye=(36 - 23, 15))
    assert clips_of(Sprite(pixels), **shown)["idle"].anchors == (Anchors(),) * 6
