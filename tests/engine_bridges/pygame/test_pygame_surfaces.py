"""Under SDL's dummy drivers, with whichever Pygame is installed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from engine_bridges.creatures.creature import Card, Clip, Creature, PackError
from engine_bridges.creatures.lamp_light import BANDS, LampPalette
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.pygame_surfaces import (
    CreatureSprite,
    CreatureSurfaces,
    PackReload,
    SurfacePack,
    SwimmingSprite,
    draw_glow,
    indexed_surface,
    load_pack,
)
from engine_bridges.sheets.pack import write_pack
from pixelgen import Anchors
from tests.engine_bridges import baked_packs
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, pack_in
from tests.engine_bridges.tiny_creatures import COLOURS, Pixels, clip_of, drawn, fish, still

WATER = (1, 2, 3)


@pytest.fixture(name="screen")
def a_screen() -> Iterator[pygame.Surface]:
    pygame.display.init()
    yield pygame.display.set_mode((64, 48))
    pygame.display.quit()


def shown(surface: pygame.Surface) -> Pixels:
    """(H, W, 3) what the surface shows over water, on a screen of 32 bits."""
    screen = pygame.Surface(surface.get_size(), 0, 32)
    screen.fill(WATER)
    screen.blit(surface, (0, 0))
    pixels = np.frombuffer(pygame.image.tobytes(screen, "RGB"), np.uint8)
    return pixels.reshape(surface.get_height(), surface.get_width(), 3)


def expected(indices: Pixels, palette: Palette = COLOURS) -> Pixels:
    return np.where(indices[..., None] == 0, WATER, palette.rgba[indices][..., :3]).astype(np.uint8)


def baked(folder: Path, *creatures: Creature, palette: Palette = COLOURS) -> Path:
    write_pack(folder, creatures, name="reef", format="pygame", palette=palette)
    return folder


def test_a_surface_has_8_bits_and_shows_the_palettes_colours() -> None:
    frame = fish().clips["idle"].frames[0]
    surface = indexed_surface(frame, COLOURS)
    assert surface.get_bitsize() == 8
    assert np.array_equal(shown(surface), expected(frame))
    ours = np.arange(64, dtype=np.uint8).reshape(8, 8)
    assert np.array_equal(shown(indexed_surface(ours)), expected(ours, sprite_palette()))


def test_only_index_0_is_not_drawn_even_if_others_have_its_colour() -> None:
    black = Palette("black", np.array([(0, 0, 0, 0), (0, 0, 0, 255), (5, 5, 5, 255)], np.uint8))
    frame = drawn("0121", "1002")
    for surface in (
        indexed_surface(frame, black),
        CreatureSurfaces(still("rock", frame), black).clips["idle"].surface(0),
    ):
        assert np.array_equal(shown(surface), expected(frame, black))
    mirrored = CreatureSurfaces(still("rock", frame), black).clips["idle"].surface(0, mirrored=True)
    assert np.array_equal(shown(mirrored), expected(frame[:, ::-1], black))


def test_an_index_without_a_colour_is_refused() -> None:
    with pytest.raises(PackError, match="tiny has 5 colours; got a pixel of index 7"):
        indexed_surface(drawn("17"), COLOURS)
    with pytest.raises(PackError, match="tiny has 5 colours; got a pixel of index 7"):
        CreatureSurfaces(still("rock", drawn("17")), COLOURS)


def test_set_palette_recolours_a_creature_where_it_is() -> None:
    creature = CreatureSurfaces(fish(), COLOURS)
    clip = creature.clips["idle"]
    held = [clip.surface(0), clip.surface(1, mirrored=True)]
    night = COLOURS.toned((0, 0, 40), 0.6)
    creature.recolour(night)
    frames = fish().clips["idle"].frames
    assert np.array_equal(shown(held[0]), expected(frames[0], night))
    assert np.array_equal(shown(held[1]), expected(frames[1][:, ::-1], night))
    assert creature.palette == night
    with pytest.raises(PackError, match="has 2 colours"):
        creature.recolour(Palette("two", COLOURS.rgba[:2]))


def test_scaled_surfaces_have_whole_pixels() -> None:
    surface = CreatureSurfaces(fish(), COLOURS, scale=3).clips["idle"].surface(0)
    frame = fish().clips["idle"].frames[0].repeat(3, axis=0).repeat(3, axis=1)
    assert np.array_equal(shown(surface), expected(frame))


@pytest.mark.parametrize("scale", [0, -1, 2.5, "2", None])
def test_scale_that_is_no_whole_number_is_refused(scale: Any) -> None:
    with pytest.raises(PackError, match="scale must be a whole number from 1 to 64; got "):
        CreatureSurfaces(fish(), COLOURS, scale=scale)


def test_converted_surfaces_are_as_the_display(screen: pygame.Surface) -> None:
    black = COLOURS.toned((0, 0, 0), 1)
    creature = CreatureSurfaces(fish(), black, converted=True)
    surface = creature.clips["idle"].surface(0)
    assert surface.get_bitsize() == screen.get_bitsize() == 32
    assert np.array_equal(shown(surface), expected(fish().clips["idle"].frames[0], black))
    with pytest.raises(PackError, match="tang was converted, which loses its palette"):
        creature.recolour(COLOURS)


def test_converting_without_a_display_says_what_to_do() -> None:
    with pytest.raises(PackError, match=r"call pygame.display.set_mode first"):
        CreatureSurfaces(fish(), COLOURS, converted=True)


def test_masks_are_what_is_drawn() -> None:
    clip = CreatureSurfaces(fish(), COLOURS).clips["idle"]
    frame = fish().clips["idle"].frames[0]
    for mirrored in (False, True):
        mask = clip.mask(0, mirrored=mirrored)
        found = [[mask.get_at((x, y)) for x in range(frame.shape[1])] for y in range(frame.shape[0])]
        assert np.array_equal(found, (frame[:, ::-1] if mirrored else frame) > 0)
    assert clip.mask(0) is clip.mask(0)


def test_a_pack_is_loaded_as_it_was_baked(tmp_path: Path) -> None:
    pack = load_pack(baked(tmp_path, fish(), fish("wrasse", "hadal", colour=3), still("rock", drawn("12"))))
    assert (pack.name, len(pack), sorted(pack)) == ("reef", 3, ["rock", "tang", "wrasse"])
    assert pack.palette.rgba.tolist() == COLOURS.rgba.tolist()
    tang = pack["tang"]
    assert tang.card == fish().card
    assert (tang.clips["turn"].loops, tang.clips["idle"].loops) == (False, True)
    for name, clip in fish().clips.items():
        assert tang.clips[name].durations_ms == clip.durations_ms
        for number, frame in enumerate(clip.frames):
            assert np.array_equal(shown(tang.clips[name].surface(number)), expected(frame))
    assert [one.name for one in pack.select(zone="hadal")] == ["wrasse"]
    assert [one.name for one in pack.select(category="reef_fish", species="tang")] == ["tang", "wrasse"]
    assert len(pack.select()) == 3


@pytest.mark.parametrize("damage", [b"", b"\x89PNG\r\n\x1a\n" + bytes(30)])
def test_a_bad_pack_is_one_pack_error(damage: bytes, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nowhere: pack.json cannot be read"):
        load_pack(tmp_path / "nowhere")
    (baked(tmp_path, fish()) / "creatures" / "tang" / "tang.png").write_bytes(damage)
    with pytest.raises(PackError, match=r"creatures/tang/tang.png must be a PNG"):
        load_pack(str(tmp_path))


def lit_ball() -> Creature:
    """A square of index 2 that faces right in its right half and left in its left one; a pixel of it shines."""
    frames = np.full((1, 6, 6), 2, np.uint8)
    frames[0, 0, 0] = 4
    normals = np.zeros((1, 6, 6, 4), np.uint8)
    normals[..., :3], normals[..., 3] = (128, 128, 255), 255
    normals[:, :, 3:, 0], normals[:, :, :3, 0] = 250, 6
    normals[..., 2] = 150
    emission = np.where(frames == 4, 255, 0).astype(np.uint8)
    return Creature(Card("ball", "hadal", "jellyfish"), {"idle": Clip(frames, [100], True, normals, emission)})


def test_a_lamp_lights_the_side_that_it_is_on() -> None:
    creature = CreatureSurfaces(lit_ball(), COLOURS)
    lamp = LampPalette(COLOURS, ambient=(0.2, 0.2, 0.2))
    for azimuth, mirrored in ((0, False), (180, False), (0, True), (180, True)):
        surface = creature.lit("idle", 0, by=lamp, azimuth=azimuth, strength=1, mirrored=mirrored)
        left, right = shown(surface)[3, 1].astype(int), shown(surface)[3, 4].astype(int)
        assert (left.sum() < right.sum()) == (azimuth == 0)
        corner = shown(surface)[0, -1 if mirrored else 0]
        assert corner.tolist() == COLOURS.rgba[4, :3].tolist()  # it shines by itself


def test_a_lamp_lights_creatures_of_more_colours_too() -> None:
    many = Palette("many", np.concatenate([COLOURS.rgba, np.full((250, 4), 255, np.uint8)])[:256])
    few, more = CreatureSurfaces(lit_ball(), COLOURS), CreatureSurfaces(lit_ball(), many)
    for azimuth, mirrored in ((0, False), (90, True)):
        surfaces = [
            one.lit("idle", 0, by=LampPalette(palette), azimuth=azimuth, strength=0.7, mirrored=mirrored)
            for one, palette in ((few, COLOURS), (more, many))
        ]
        assert np.array_equal(shown(surfaces[0]), shown(surfaces[1]))
    lamp = LampPalette(many)
    assert more.lit("idle", 0, by=lamp, azimuth=0, strength=1) is more.lit("idle", 0, by=lamp, azimuth=3, strength=0.99)


def test_lit_surfaces_are_kept_and_never_change(screen: pygame.Surface) -> None:
    creature = CreatureSurfaces(lit_ball(), COLOURS)
    lamp = LampPalette(COLOURS)
    near = creature.lit("idle", 0, by=lamp, azimuth=0, strength=1)
    before = shown(near)
    far = creature.lit("idle", 0, by=lamp, azimuth=0, strength=0.1)
    assert near is not far
    assert np.array_equal(shown(near), before)
    assert not np.array_equal(shown(far), before)
    assert creature.lit("idle", 0, by=lamp, azimuth=3, strength=0.99) is near
    for step in range(1000):  # what is kept is bounded
        creature.lit("idle", 0, by=LampPalette(COLOURS), azimuth=step, strength=1)
    assert len(creature._lit) <= 96
    assert len(creature._bands) <= BANDS * 4


def test_only_what_a_level_needs_is_read(tmp_path: Path) -> None:
    baked(tmp_path, fish(), fish("wrasse", "hadal"))
    (tmp_path / "creatures" / "tang" / "tang.png").unlink()
    assert list(load_pack(tmp_path, only=lambda card: card.zone == "hadal")) == ["wrasse"]


def test_what_shines_glows_in_the_dark(screen: pygame.Surface) -> None:
    group: pygame.sprite.Group[CreatureSprite] = pygame.sprite.Group()
    sprite = CreatureSprite(CreatureSurfaces(lit_ball(), COLOURS, scale=2), group, center=(30, 20))
    CreatureSprite(CreatureSurfaces(still("rock", drawn("12")), COLOURS), group, center=(30, 20))
    for mirrored in (False, True):
        sprite.facing_left = mirrored
        screen.fill((0, 0, 0))
        draw_glow(group, screen)
        corner = (35, 14) if mirrored else (24, 14)
        assert screen.get_at(corner)[:3] == tuple(COLOURS.rgba[4, :3].tolist())
        assert screen.get_at((corner[0] + (-2 if mirrored else 2), 14))[:3] > (0, 0, 0)
        assert screen.get_at((30, 25))[:3] == (0, 0, 0)
    sprite.creature.recolour(COLOURS.toned((255, 0, 0), 1))
    draw_glow(group, screen)
    assert screen.get_at((35, 14))[0] == 255


def test_an_outline_goes_round_and_covers_nothing() -> None:
    frame = drawn(".....", "..1..", ".232.", ".....", ".....")
    sprite = CreatureSprite(CreatureSurfaces(still("rock", frame), COLOURS, scale=2))
    expected_line = drawn("..1..", ".1.1.", "1...1", ".111.", ".....").repeat(2, axis=0).repeat(2, axis=1)
    white = (250, 251, 252)
    assert np.array_equal((shown(sprite.outline(white)) == white).all(axis=-1), expected_line > 0)
    assert sprite.outline(white) is sprite.outline(white)
    moved = CreatureSurfaces(fish(), COLOURS)
    plain, mirrored = (moved.outline("idle", 0, white, mirrored=one) for one in (False, True))
    assert np.array_equal(shown(plain), shown(mirrored)[:, ::-1])


def test_what_hurries_beats_faster() -> None:
    slow, fast = (CreatureSprite(CreatureSurfaces(fish(), COLOURS), pace=pace) for pace in (1, 2))
    slow.update(0.1)
    fast.update(0.1)
    assert slow.image is slow.creature.clips["idle"].surface(0)
    assert fast.image is fast.creature.clips["idle"].surface(1)


def test_a_sprite_plays_and_keeps_its_centre(screen: pygame.Surface) -> None:
    dart = clip_of([drawn(".11111", "122221")], duration_ms=80, loops=False)
    idle = clip_of([drawn("111111", "122221"), drawn("122221", "111111")], duration_ms=160)
    creature = CreatureSurfaces(Creature(fish().card, {"dart": dart, "idle": idle}), COLOURS)
    group: pygame.sprite.Group[CreatureSprite] = pygame.sprite.Group()
    sprite = CreatureSprite(creature, group, center=(20, 10))
    assert sprite.image is creature.clips["idle"].surface(0)
    group.update(0.17)
    assert sprite.image is creature.clips["idle"].surface(1)
    sprite.play("dart")
    assert sprite.image is creature.clips["dart"].surface(0)
    group.update(0.09)
    assert (sprite.animation, sprite.rect.center) == ("idle", (20, 10))
    screen.fill(WATER)
    group.draw(screen)
    assert screen.get_at((20, 10))[:3] != WATER


def test_a_sprite_turns_round_by_its_turn() -> None:
    creature = CreatureSurfaces(fish(), COLOURS)
    sprite = CreatureSprite(creature)
    sprite.face(left=True)
    assert (sprite.animation, sprite.facing_left) == ("turn", False)
    sprite.face(left=False)  # too late
    sprite.face(left=True)
    sprite.update(0.15)
    assert (sprite.animation, sprite.facing_left) == ("idle", True)
    assert sprite.image is creature.clips["idle"].surface(0, mirrored=True)
    sprite.face(left=True)
    assert sprite.animation == "idle"


def test_a_sprite_without_a_turn_is_mirrored_at_once() -> None:
    creature = CreatureSurfaces(still("rock", drawn("12")), COLOURS)
    sprite = CreatureSprite(creature)
    sprite.face(left=True)
    assert sprite.image is creature.clips["idle"].surface(0, mirrored=True)


def test_anchors_are_where_the_pixels_are_on_the_screen() -> None:
    creature = CreatureSurfaces(fish(lure=True), COLOURS, scale=2)
    sprite = CreatureSprite(creature, center=(100, 50))
    left, top = sprite.rect.topleft
    assert sprite.anchors.lure == sprite.anchors.lights[0] == (left + 9, top + 5)
    assert shown(sprite.image)[5, 9].tolist() == COLOURS.rgba[4, :3].tolist()
    sprite.update(0.16)
    assert sprite.anchors.eye == (left + 9, top + 5)  # a pixel lower: two on the screen
    still_one = CreatureSprite(CreatureSurfaces(still("rock", drawn("12")), COLOURS))
    assert still_one.anchors == Anchors()
    mirrored = CreatureSprite(creature, facing_left=True)
    assert mirrored.anchors.lure == (mirrored.rect.left + 12 - 9, mirrored.rect.top + 5)
    assert shown(mirrored.image)[5, 3].tolist() == COLOURS.rgba[4, :3].tolist()


def test_a_creature_that_swims_by_itself_looks_where_it_goes() -> None:
    group: pygame.sprite.Group[SwimmingSprite] = pygame.sprite.Group()
    sprite = SwimmingSprite(CreatureSurfaces(fish(), COLOURS), group, center=(100, 50), seed=1)
    seen = set()
    for _ in range(60 * 60):
        group.update(1 / 60)
        assert math.dist(sprite.rect.center, sprite.swimming.position) < 1
        sideways = sprite.swimming.velocity[0]
        if abs(sideways) > 10 and sprite.animation == "idle":
            assert sprite.facing_left == (sideways < 0)
        seen.add((sprite.animation, sprite.facing_left))
    assert {("idle", True), ("idle", False), ("turn", True), ("turn", False)} <= seen


def test_a_startled_creature_darts_and_does_not_turn_first() -> None:
    sprite = SwimmingSprite(CreatureSurfaces(fish(), COLOURS), center=(100, 50))
    sprite.startle((110, 50))
    assert sprite.animation == "dart"
    sprite.update(1 / 60)
    assert (sprite.animation, sprite.facing_left) == ("dart", True)
    sprite.swim_to((100, 50))
    for _ in range(900):
        sprite.update(1 / 60)
    assert sprite.swimming.arrived


def test_sprites_in_different_light_can_share_a_creature() -> None:
    creature = CreatureSurfaces(lit_ball(), COLOURS)
    one, other = CreatureSprite(creature), CreatureSprite(creature)
    lamp = LampPalette(COLOURS)
    one.light(lamp, azimuth=0, strength=1)
    bright = shown(one.image)
    other.light(lamp, azimuth=0, strength=0.2)
    assert np.array_equal(shown(one.image), bright)
    assert shown(other.image).sum() < bright.sum()
    one.light(None)
    assert one.image is creature.clips["idle"].surface(0)


def test_sprites_collide_by_their_pixels() -> None:
    creature = CreatureSurfaces(fish(), COLOURS)
    one, other = CreatureSprite(creature, center=(10, 10)), CreatureSprite(creature, center=(15, 7))
    assert one.rect.colliderect(other.rect)  # the corners touch, where nothing is drawn
    assert not pygame.sprite.collide_mask(one, other)
    other.rect.center = (11, 10)
    assert pygame.sprite.collide_mask(one, other)


def test_a_school_does_not_beat_as_one() -> None:
    creature = CreatureSurfaces(fish(), COLOURS)
    assert CreatureSprite(creature, phase=0.5).image is creature.clips["idle"].surface(1)


def test_a_running_game_picks_up_a_new_bake(tmp_path: Path) -> None:
    reload = PackReload(baked(tmp_path, fish(), fish("wrasse")))
    assert isinstance(reload.pack, SurfacePack)
    group: pygame.sprite.Group[CreatureSprite] = pygame.sprite.Group()
    sprite = CreatureSprite(reload.pack["tang"], group, center=(30, 20))
    same = reload.pack["wrasse"]
    sprite.update(0.2)
    baked(tmp_path, fish(colour=3), fish("wrasse"), fish("ray"))
    assert reload.update(0.1, group) == frozenset()  # it does not look at every frame
    assert reload.update(0.5, group) == {"tang", "ray"}
    assert np.array_equal(shown(sprite.image), expected(fish(colour=3).clips["idle"].frames[1]))
    assert sprite.rect.center == (30, 20)
    assert sprite.creature is reload.pack["tang"]
    assert reload.pack["wrasse"] is same
    baked(tmp_path, fish("wrasse"), fish("ray"))
    reload.update(1, group)
    assert sorted(reload.pack) == ["ray", "wrasse"]
    assert sprite.alive()  # whoever swims on the screen does so until the game says otherwise
    assert np.array_equal(shown(sprite.image), expected(fish(colour=3).clips["idle"].frames[1]))


def test_a_broken_pack_keeps_the_old_one_until_it_is_mended(tmp_path: Path) -> None:
    reload = PackReload(baked(tmp_path, fish()))
    old = reload.pack["tang"]
    baked(tmp_path, fish(colour=3))
    sheet = tmp_path / "creatures" / "tang" / "tang.png"
    whole = sheet.read_bytes()
    sheet.write_bytes(whole[:40])
    assert reload.update(1) == frozenset()
    assert reload.pack["tang"] is old
    assert reload.error is not None
    assert "tang.png is not the file that the manifest lists" in reload.error
    sheet.write_bytes(whole)
    assert reload.update(1) == {"tang"}
    assert reload.error is None
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert reload.update(1) == frozenset()
    assert "pack_manifest.json cannot be read" in str(reload.error)
    assert list(reload.pack) == ["tang"]
    assert reload.update(0.1) == frozenset()


def test_a_reload_needs_a_whole_pack_to_begin_with(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack_manifest.json cannot be read"):
        PackReload(tmp_path)


def test_a_pack_file_that_is_edited_and_baked_changes_what_swims(tmp_path: Path) -> None:
    head = HEAD + 'format = "pygame"\nshading = false\nanimations = ["idle", "turn"]\n'
    baked_packs.baked(pack_in(tmp_path, TANGS, CRAB + "seed = 1\n", head=head))
    reload = PackReload(tmp_path / "reef")
    assert sorted(reload.pack) == ["crab", "tang_1", "tang_2", "tang_3"]
    assert {"idle", "turn"} <= reload.pack["tang_1"].clips.keys()
    sprite, tang = CreatureSprite(reload.pack["crab"]), reload.pack["tang_1"]
    colours = []
    for seed in (1, 9):
        baked_packs.baked(pack_in(tmp_path, TANGS, CRAB + f"seed = {seed}\n", head=head))
        reload.update(1, [sprite])
        colours.append({*map(tuple, shown(sprite.image).reshape(-1, 3).tolist())})
        assert tuple(sprite_palette().rgba[1 + seed, :3].tolist()) in colours[-1]
    assert colours[0] != colours[1]
    assert reload.pack["tang_1"] is tang
