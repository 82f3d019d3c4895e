"""What Pygame does to surfaces and groups that games fall into; each with the way that works.

Where Pygame itself is at fault, the first assertion says what it does, so that we hear when it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pygame
import pytest

from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.palette import Palette
from engine_bridges.pygame_surfaces import (
    CreatureSprite,
    CreatureSurfaces,
    PackReload,
    SwimmingSprite,
    indexed_surface,
    write_pack,
)
from tests.engine_bridges.tiny_creatures import COLOURS, Pixels, drawn, fish, still

WATER = (1, 2, 3)
BLACK = Palette("black", np.array([(0, 0, 0, 0), (0, 0, 0, 255), (90, 5, 5, 255), (0, 0, 1, 255)], np.uint8))
ROCK = drawn("0123", "1110")
WHITE = COLOURS.toned((255, 255, 255), 1)


@pytest.fixture(name="screen", autouse=True)
def a_screen() -> Iterator[pygame.Surface]:
    pygame.display.init()
    yield pygame.display.set_mode((64, 48))
    pygame.display.quit()


def shown(surface: pygame.Surface) -> Pixels:
    """(H, W, 3) what the surface shows over water."""
    canvas = pygame.Surface(surface.get_size(), 0, 32)
    canvas.fill(WATER)
    canvas.blit(surface, (0, 0))
    pixels = np.frombuffer(pygame.image.tobytes(canvas, "RGB"), np.uint8)
    return pixels.reshape(surface.get_height(), surface.get_width(), 3)


def expected(indices: Pixels, palette: Palette) -> Pixels:
    return np.where(indices[..., None] == 0, WATER, palette.rgba[indices][..., :3]).astype(np.uint8)


def black_surfaces() -> Iterator[pygame.Surface]:
    rock = CreatureSurfaces(still("rock", ROCK), COLOURS)
    rock.recolour(BLACK)
    yield indexed_surface(ROCK, BLACK)
    yield rock.clips["idle"].surface(0)
    yield rock.recoloured("idle", 0, BLACK)
    yield CreatureSurfaces(still("rock", ROCK), BLACK).clips["idle"].surface(0)


@pytest.mark.parametrize(
    "converted",
    [pygame.Surface.convert, pygame.Surface.convert_alpha, lambda one: one.convert(24), pygame.Surface.copy],
)
def test_black_pixels_survive_every_conversion(converted: Callable[[pygame.Surface], pygame.Surface]) -> None:
    """Pygame converts the colour key by its colour: where index 0 was black, all black pixels were gone."""
    for surface in black_surfaces():
        assert np.array_equal(shown(converted(surface)), expected(ROCK, BLACK))


def test_black_pixels_of_lit_frames_and_outlines_survive_too() -> None:
    dark = LampPalette(BLACK, ambient=(0, 0, 0))
    rock = CreatureSurfaces(still("rock", ROCK), BLACK)
    lit = rock.lit("idle", 0, by=dark, azimuth=0, strength=0)
    line = rock.outline("idle", 0, (0, 0, 0))
    for surface in (lit, line):
        assert np.array_equal(shown(surface.convert()), shown(surface))
    assert (shown(lit)[ROCK > 0] == 0).all()
    assert (shown(line)[0, 0] == 0).all()


def test_palette_of_256_colours_that_holds_every_near_black_is_no_problem() -> None:
    rgba = np.zeros((256, 4), np.uint8)
    rgba[1:, 2], rgba[1:, 3] = np.arange(255), 255
    full = Palette("blacks", rgba)
    indices = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(shown(indexed_surface(indices, full).convert()), expected(indices, full))


def test_blended_fill_of_8_bits_paints_the_rectangle_and_the_ways_that_work() -> None:
    tang = CreatureSurfaces(fish(), COLOURS)
    frame = fish().clips["idle"].frames[0]
    surface = tang.clips["idle"].surface(0).copy()
    surface.fill((60, 60, 60), special_flags=pygame.BLEND_RGB_ADD)
    assert (shown(surface)[frame == 0] != WATER).any()  # Pygame's own: it blends colours, the key among them
    brighter = np.where(frame[..., None] == 0, WATER, np.minimum(COLOURS.rgba[frame][..., :3].astype(int) + 60, 255))
    for copied in (
        tang.clips["idle"].surface(0).convert_alpha(),
        CreatureSurfaces(fish(), COLOURS, converted=True).clips["idle"].surface(0).copy(),
    ):
        copied.fill((60, 60, 60), special_flags=pygame.BLEND_RGB_ADD)
        assert np.array_equal(shown(copied), brighter)
    assert np.array_equal(shown(tang.recoloured("idle", 0, WHITE)), expected(frame, WHITE))


def test_flash_of_one_sprite_leaves_the_others_as_they_are() -> None:
    tang = CreatureSurfaces(fish(), COLOURS)
    hit, other = CreatureSprite(tang), CreatureSprite(tang)
    frame = fish().clips["idle"].frames[0]
    hit.recolour(WHITE)
    assert np.array_equal(shown(hit.image), expected(frame, WHITE))
    assert np.array_equal(shown(other.image), expected(frame, COLOURS))
    hit.face(left=True)
    hit.update(0.15)  # by its turn
    assert np.array_equal(shown(hit.image), expected(frame[:, ::-1], WHITE))
    tang.recolour(COLOURS.toned((0, 0, 90), 0.5))
    assert np.array_equal(shown(hit.image), expected(frame[:, ::-1], WHITE))
    hit.recolour(None)
    assert np.array_equal(shown(hit.image), shown(tang.clips["idle"].surface(0, mirrored=True)))


def test_recoloured_sprite_glows_in_its_colours_and_is_lit_by_the_lamps() -> None:
    sprite = CreatureSprite(CreatureSurfaces(fish(), COLOURS))
    before = sprite.glow
    assert before is not None
    red = COLOURS.toned((255, 0, 0), 1)
    sprite.recolour(red)
    assert sprite.glow is not None
    assert not np.array_equal(shown(sprite.glow), shown(before))
    lamp = LampPalette(COLOURS)
    sprite.light(lamp, azimuth=0, strength=1)
    assert sprite.image is sprite.creature.lit("idle", 0, by=lamp, azimuth=0, strength=1)
    sprite.light(None)
    assert np.array_equal(shown(sprite.image), expected(fish().clips["idle"].frames[0], red))


def test_recoloured_sprites_keep_their_colours_in_another_creature_that_fits() -> None:
    sprite = CreatureSprite(CreatureSurfaces(fish(), COLOURS))
    sprite.recolour(WHITE)
    sprite.creature = CreatureSurfaces(fish(colour=3), COLOURS)
    assert np.array_equal(shown(sprite.image), expected(fish(colour=3).clips["idle"].frames[0], WHITE))
    sprite.creature = CreatureSurfaces(still("rock", drawn("57")), None)
    assert sprite.image is sprite.creature.clips["idle"].surface(0)
    with pytest.raises(PackError, match="tiny has 5 colours; got a pixel of index 7"):
        sprite.recolour(WHITE)
    assert sprite.image is sprite.creature.clips["idle"].surface(0)


def test_converted_creatures_can_be_recoloured_sprite_by_sprite() -> None:
    sprite = CreatureSprite(CreatureSurfaces(fish(), COLOURS, converted=True, scale=2))
    sprite.recolour(WHITE)
    assert sprite.image.get_bitsize() == 32
    frame = fish().clips["idle"].frames[0].repeat(2, axis=0).repeat(2, axis=1)
    assert np.array_equal(shown(sprite.image), expected(frame, WHITE))


def test_surfaces_of_other_colours_are_kept_and_bounded() -> None:
    tang = CreatureSurfaces(fish(), COLOURS)
    again = COLOURS.toned((255, 255, 255), 1)
    assert tang.recoloured("idle", 0, WHITE) is tang.recoloured("idle", 0, again)
    for number in range(600):
        colours = COLOURS.toned((number % 256, 0, 0), number / 600)
        tang.recoloured("idle", 0, colours)
        tang.glow("idle", 0, palette=colours)
    assert len(tang._recoloured) <= 64
    assert len(tang._glows) <= 256


def layered(*sprites: CreatureSprite) -> pygame.sprite.LayeredDirty[Any]:
    group: pygame.sprite.LayeredDirty[Any] = pygame.sprite.LayeredDirty(*sprites)
    background = pygame.Surface((64, 48))
    background.fill(WATER)
    screen = pygame.display.get_surface()
    assert screen is not None
    group.clear(screen, background)
    group.set_timing_threshold(1e9)  # it draws what is dirty however slow the machine is, from its second time on
    group.draw(screen)
    return group


def test_creatures_go_into_a_group_that_draws_what_is_dirty_alone(screen: pygame.Surface) -> None:
    """LayeredDirty took DirtySprites alone and told it by an AttributeError without a word."""
    one, other = (CreatureSprite(CreatureSurfaces(fish(), COLOURS), center=(20 * n, 20)) for n in (1, 2))
    group = layered(one)
    group.add(other, layer=1)
    assert (one.dirty, other.dirty) == (1, 1)
    group.draw(screen)
    assert (one.dirty, other.dirty) == (0, 0)
    assert screen.get_at(one.rect.center)[:3] != WATER
    group.update(0.001)  # nothing looks different
    assert (one.dirty, other.dirty) == (0, 0)
    assert group.draw(screen) == []
    one.update(0.17)  # the next frame
    assert (one.dirty, other.dirty) == (1, 0)
    group.draw(screen)
    one.rect.move_ip(0, 15)
    one.update(0.001)
    assert one.dirty == 1
    group.draw(screen)
    assert screen.get_at((20, 17))[:3] == WATER
    assert screen.get_at(one.rect.center)[:3] != WATER


@pytest.mark.parametrize(
    "change",
    [
        lambda sprite: sprite.creature.recolour(WHITE),
        lambda sprite: sprite.recolour(WHITE),
        lambda sprite: sprite.play("dart"),
        lambda sprite: sprite.light(LampPalette(COLOURS), strength=1),
        lambda sprite: setattr(sprite, "creature", CreatureSurfaces(fish(colour=3), COLOURS)),
        lambda sprite: setattr(sprite, "facing_left", True),
    ],
)
def test_whatever_changes_a_sprite_is_drawn(change: Callable[[CreatureSprite], None], screen: pygame.Surface) -> None:
    sprite = CreatureSprite(CreatureSurfaces(fish(), COLOURS), center=(20, 20))
    group = layered(sprite)
    group.draw(screen)
    before = shown(screen)
    change(sprite)
    group.update(0.0)
    group.draw(screen)
    assert not np.array_equal(shown(screen), before)


def test_sprite_that_is_always_dirty_stays_so() -> None:
    sprite = CreatureSprite(CreatureSurfaces(fish(), COLOURS))
    sprite.dirty = 2
    sprite.update(0.2)
    assert sprite.dirty == 2


def test_swimmers_are_drawn_where_they_are(screen: pygame.Surface) -> None:
    swimmer = SwimmingSprite(CreatureSurfaces(fish(), COLOURS), center=(30, 20), seed=3)
    group = layered(swimmer)
    for _ in range(120):
        group.update(1 / 60)
        group.draw(screen)
        drawn_alone = pygame.Surface((64, 48))
        drawn_alone.fill(WATER)
        drawn_alone.blit(swimmer.image, swimmer.rect)
        assert np.array_equal(shown(screen), shown(drawn_alone))


@pytest.mark.parametrize("milliseconds", [16, 17, 33, 1000])
def test_milliseconds_of_the_clock_are_refused_with_what_to_do(milliseconds: int, tmp_path: Any) -> None:
    write_pack(tmp_path, [fish()], name="tiny", format="pygame", palette=COLOURS)
    tang = CreatureSurfaces(fish(), COLOURS)
    group: pygame.sprite.Group[Any] = pygame.sprite.Group(CreatureSprite(tang, pace=2.0), SwimmingSprite(tang))
    with pytest.raises(PackError, match=rf"got {milliseconds}, which looks like milliseconds: divide .* by 1000"):
        group.update(milliseconds)
    for each in (CreatureSprite(tang), SwimmingSprite(tang), PackReload(tmp_path)):
        with pytest.raises(PackError, match="looks like milliseconds"):
            each.update(milliseconds)
        each.update(milliseconds / 1000)


def test_creature_may_be_pickled_for_another_process_and_shown_there() -> None:
    import pickle

    creature: Creature = pickle.loads(pickle.dumps(fish()))
    surface = CreatureSurfaces(creature, COLOURS).clips["idle"].surface(0)
    assert np.array_equal(shown(surface), expected(fish().clips["idle"].frames[0], COLOURS))
