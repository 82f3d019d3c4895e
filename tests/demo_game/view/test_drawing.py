"""What is drawn by code: pieces fit together, the same place looks the same, letters are there and lines fit."""

from __future__ import annotations

import itertools
import string
from functools import lru_cache

import numpy as np
import pygame
import pytest

from demo_game.book.field_notes import field_note
from demo_game.canvas.dither import stepped
from demo_game.canvas.letters import balanced, width_of, wrapped, written
from demo_game.canvas.moods import MOODS, mood_of, water_at
from demo_game.creatures.creature_pictures import lamp_palette
from demo_game.panels.widgets import Menu
from demo_game.rules.carving import terrain_of
from demo_game.rules.events import Command
from demo_game.rules.lamp import REACH, strength
from demo_game.rules.reef import Reef
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import Terrain
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, zone_at
from demo_game.session.inputs import pressing
from demo_game.tools.frame_figures import Crowd
from demo_game.tools.screenshots import best_place
from demo_game.view.ahead import DrawnAhead, Pixels
from demo_game.view.backdrop import ridge_pixels
from demo_game.view.drawing import _CANVAS_FRAMES
from demo_game.view.giants import draw_giant
from demo_game.view.lamp_light import LampPictures
from demo_game.view.particles import Particles
from demo_game.view.plants import plants_of
from demo_game.view.rocks import PIECE, rock_pixels
from demo_game.view.silhouettes import ridge_mask
from demo_game.view.submarine import picture
from demo_game.view.water import column_pixels
from pixelgen import SPECIES, ZONES
from tests.demo_game.fake_artist import game


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> pygame.Surface:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    return pygame.display.set_mode((480, 270))


@lru_cache(maxsize=1)
def terrain() -> Terrain:
    return terrain_of("CORAL-7431")


def test_pieces_of_rock_fit_together() -> None:
    left, top = 128, 640
    whole = rock_pixels(terrain(), left, top, side=2 * PIECE)
    assert whole is not None
    for row in (0, 1):
        for column in (0, 1):
            piece = rock_pixels(terrain(), left + column * PIECE, top + row * PIECE)
            part = whole[row * PIECE : (row + 1) * PIECE, column * PIECE : (column + 1) * PIECE]
            assert ((piece == part) if piece is not None else (part[..., 3] == 0)).all()


def test_open_water_has_no_rock_and_rock_lies_where_the_rules_say() -> None:
    assert rock_pixels(terrain(), 480, 8, side=32) is None
    pixels = rock_pixels(terrain(), 0, 1200)
    assert pixels is not None
    drawn = pixels[..., 3] > 0
    y, x = np.mgrid[0:PIECE:9, 0:PIECE:9]
    heights = np.array([terrain().height(a, 1200 + b) for a, b in zip(x.ravel(), y.ravel(), strict=True)])
    sure = np.abs(heights) > 8  # the edge itself is rough
    assert (drawn[y.ravel(), x.ravel()] == (heights > 0))[sure].all()


def test_a_ridge_goes_on_where_it_ends_and_zones_have_their_own() -> None:
    ridge = ridge_pixels("CORAL-7431", 1, 6)
    solid = ridge[..., 3] > 0
    assert (solid[:, 0] == solid[:, -1]).mean() > 0.9
    assert (ridge == ridge_pixels("CORAL-7431", 1, 6)).all()
    assert (ridge != ridge_pixels("CORAL-7431", 1, 10)).any()


def test_every_zone_has_its_own_mood_and_they_blend() -> None:
    middles = [mood_of(round((number + 0.5) * ZONE_HEIGHT)) for number in range(6)]
    assert middles == [MOODS[zone] for zone in ZONES]
    assert len({mood.water for mood in middles}) == 6
    steps = [np.abs(np.subtract(water_at(y), water_at(y + 10))).max() for y in range(0, DEPTH, 10)]
    assert max(steps) <= 8
    brightness = [sum(mood.ambient) for mood in middles[:4]]
    assert brightness == sorted(brightness, reverse=True)


def test_each_border_of_two_zones_is_seen_and_the_trench_begins_rusty() -> None:
    for border in range(ZONE_HEIGHT, DEPTH, ZONE_HEIGHT):
        above, below = (np.array(water_at(border + step), dtype=int) for step in (-240, 240))
        assert np.abs(above - below).max() > 12, border
    trench = ZONES.index("hadal") * ZONE_HEIGHT
    silt = [water_at(trench + step) for step in (-120, 0, 120)]
    assert silt[1][0] > 30 + max(silt[0][0], silt[2][0])
    assert silt[1][0] > silt[1][2] + 15


@pytest.mark.parametrize("zone", ZONES)
def test_what_stands_in_the_distance_has_a_top(zone: str) -> None:
    for number in range(12):
        rows = ridge_mask(zone, Rng("tops", number), near=True)[:2]
        runs = np.diff(np.flatnonzero(np.diff(np.pad(rows[1], 1).astype(int))))[::2]
        assert max(runs, default=0) < 12, "cut off flat at the picture's upper edge"


def test_creatures_are_brighter_than_the_rock_around_them() -> None:
    for mood in MOODS.values():
        ambient = lamp_palette(mood.body).ambient
        assert all(255 * share >= rock * 0.8 for share, rock in zip(ambient, mood.ambient, strict=True))
        assert sum(ambient) * 255 > sum(mood.water) + 60 or mood.rays > 0.5


def test_the_water_is_one_column_without_a_seam() -> None:
    column = column_pixels().astype(int)
    assert np.abs(np.diff(column.mean(axis=1), axis=0)).max() < 12
    assert len(column) >= DEPTH


def test_dithered_steps_lie_around_their_value() -> None:
    values = np.full((8, 8), 2.25)
    assert set(np.unique(stepped(values))) == {2, 3}
    assert stepped(values).mean() == pytest.approx(2.25, abs=0.07)
    assert (stepped(values, top=4, left=8) == stepped(values)).all()


def test_every_letter_that_is_written_is_in_the_font() -> None:
    unknown = written("\ue000")
    for letter in (
        string.ascii_letters
        + string.digits
        + string.punctuation.replace("`", "").translate(str.maketrans("", "", "$^{}~"))
    ):
        assert not np.array_equal(written(letter), unknown), letter
    for species in SPECIES:
        assert all(not np.array_equal(written(letter), unknown) for letter in field_note(species))


def test_lines_fit_and_lose_no_word() -> None:
    text = "Lives among tentacles that sting everyone else, and seldom leaves them. " * 2
    lines = wrapped(text, 120)
    assert all(width_of(line) <= 120 for line in lines)
    assert " ".join(lines).split() == text.split()
    assert "".join(wrapped("pg1_" + "A" * 200, 60)) == "pg1_" + "A" * 200
    assert wrapped("", 50) == []
    assert written("").shape == (written("A").shape[0], 1)


def test_the_lamp_is_strong_ahead_and_reaches_only_so_far() -> None:
    ahead = [strength(distance, 0, aim=(1, 0)) for distance in range(60, int(REACH) + 40, 20)]
    assert ahead == sorted(ahead, reverse=True)
    assert ahead[-1] == 0
    assert strength(-100, 0, aim=(1, 0)) == 0
    assert strength(-20, 0, aim=(1, 0)) > 0  # around the hull there is some


def test_the_light_that_is_seen_is_the_light_that_animals_notice(screen: pygame.Surface) -> None:
    pictures = LampPictures()
    seen = pygame.surfarray.array3d(pictures.cone(1.0, 0.0))[..., 0] / 255
    middle = seen.shape[0] // 2
    for right, down in ((90, 0), (90, 30), (40, -10), (-25, 0), (0, 50), (120, 60), (-70, 5), (150, 0)):
        assert seen[middle + right, middle + down] == pytest.approx(strength(right, down, aim=(1, 0)), abs=0.22)
    pictures.close()


def test_the_submarine_is_drawn_both_ways_and_tilts() -> None:
    right, left = (pygame.surfarray.array3d(picture(facing=way, tilt=0, blade=1)) for way in (1, -1))
    assert (right == left[::-1]).all()
    tilted = pygame.surfarray.array3d(picture(facing=1, tilt=3, blade=1))
    assert tilted.sum() == right.sum()  # pixels moved, none redrawn
    assert (tilted != right).any()


def test_plants_stand_on_the_ground_of_their_world() -> None:
    plants = plants_of(terrain().seed, terrain().spots)
    ground = {round(spot.y) for spot in terrain().spots}
    assert len(plants) > 200
    assert all(plant.y in ground for plant in plants)
    assert {plant.zone for plant in plants} == set(ZONES)


def test_bubbles_rise_burst_and_are_never_too_many() -> None:
    particles = Particles()
    for _ in range(1000):
        particles.bubble(100, 50)
    heights = [bubble.y for bubble in particles._bubbles]
    assert 50 < len(heights) < 500
    particles.update(0.5)
    assert all(bubble.y < 50 for bubble in particles._bubbles)
    for _ in range(20):
        particles.update(0.5)
    assert particles._bubbles == []


def test_giants_pass_by_now_and_then(screen: pygame.Surface) -> None:
    seen = 0
    for seconds in range(0, 120, 4):
        screen.fill((0, 0, 0))
        draw_giant(screen, 500, 2.42 * ZONE_HEIGHT, float(seconds))
        seen += bool(pygame.surfarray.array3d(screen).any())
    assert 3 < seen < 27


def test_a_menu_goes_round_and_is_chosen_by_key_and_mouse() -> None:
    menu = Menu(("One", "Two", "Three"), top=100)
    assert menu.handle(pressing("up")) == (None, None)
    assert menu.chosen == 2
    assert menu.handle(pressing("down", "confirm")) == (0, None)
    assert menu.handle(pressing("left")) == (None, "left")
    assert menu.line_at((menu.middle, 100 + menu.spacing + 4)) == 1
    assert menu.line_at((5, 104)) is None


def test_pictures_are_taken_where_much_lives() -> None:
    reef = Reef("CORAL-7431")
    for zone in ZONES:
        x, y = best_place(reef, zone)
        assert zone_at(y) == zone
        assert reef.terrain.height(x, y) < -20


def test_the_crowd_of_the_figures_stays_in_view() -> None:
    reef = Reef("CORAL-7431")
    crowd = Crowd(reef)
    for _ in range(2):
        crowd.come(60)
        reef.place_diver(520.0, reef.diver.y + 40, air=1.0)
        crowd.follow()
        reef.update(0.05, Command())
        near = [one for one in reef.awake if one.resident.number >= 10_000]
        assert len(near) == 60
        assert all(abs(one.x - reef.camera_x) < 250 and abs(one.y - reef.camera_y) < 145 for one in near)


def test_what_was_not_drawn_ahead_is_drawn_when_it_is_asked_for() -> None:
    drawn: list[tuple[int, int]] = []

    def draw(x: int, y: int) -> Pixels | None:
        drawn.append((x, y))
        return np.zeros((2, 2, 4), np.uint8) if x else None

    ahead = DrawnAhead(draw, keeps=2)
    assert ahead.picture((1, 1)) is not None
    assert ahead.picture((0, 1)) is None
    assert ahead.picture((1, 1)) is not None
    assert drawn == [(1, 1), (0, 1)]
    ahead.prepare([(2, 1)])
    ahead.close()
    ahead.prepare([(3, 1)])
    assert ahead.picture((2, 1)) is not None
    assert ahead.picture((3, 1)) is not None
    assert drawn.count((2, 1)) == 1


def test_a_message_leaves_no_word_alone() -> None:
    words = "the save is damaged; it is kept beside the others, and a new one begins"
    width = width_of(words) - 4
    assert wrapped(words, width)[1:] == ["begins"]
    first, second = balanced(words, width)
    assert f"{first} {second}" == words
    assert abs(width_of(first) - width_of(second)) < 60
    assert balanced("begins", 400) == ("begins",)


def test_the_canvas_is_a_new_one_now_and_then_and_the_view_stays(screen: pygame.Surface) -> None:
    played = game()
    assert played.session is not None
    view = played.session.view
    canvases, pictures = [], set()
    for frame in (1, 2, _CANVAS_FRAMES - 1, _CANVAS_FRAMES, _CANVAS_FRAMES + 1, 2 * _CANVAS_FRAMES):
        view._frames = frame - 1
        view.draw(screen)
        canvases.append(view._canvas)
        pictures.add(pygame.image.tobytes(screen, "RGB"))
    changes = [one is not other for one, other in itertools.pairwise(canvases)]
    assert changes == [False, False, True, False, True]  # one that remembers all makes each that leaves cost a frame
    assert len(pictures) == 1
    played.close()


def test_who_hatched_long_ago_is_forgotten() -> None:
    played = game()
    assert played.session is not None
    session = played.session
    for number in range(200):
        session.reef.seconds += 0.1
        session.view.hatched(number)
    assert 199 in session.view._hatched_at
    assert len(session.view._hatched_at) < 10
    played.close()
