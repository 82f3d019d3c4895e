"""Every scene, driven without a screen by what a player presses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from demo_game.app.game import Game
from demo_game.book.logbook import Photo
from demo_game.scenes.dive import DiveScene
from demo_game.scenes.help import HelpScene
from demo_game.scenes.log import LogScene
from demo_game.scenes.nursery import NurseryScene
from demo_game.scenes.pause import PauseScene
from demo_game.scenes.seed import SeedScene
from demo_game.scenes.settings import SettingsScene
from demo_game.scenes.title import TitleScene
from demo_game.session.inputs import Inputs, Press, pressing
from demo_game.session.messages import Notice
from demo_game.session.session import Session
from pixelgen import SpriteRequest
from tests.demo_game.fake_artist import FakeArtist, game

STEP = 1 / 20


class Player:
    """Presses, and looks at what is on."""

    def __init__(self, played: Game) -> None:
        assert played.session is not None
        self.game, self.session = played, played.session

    def press(self, *actions: str) -> Player:
        for action in actions:
            self.game.frame(STEP, pressing(action), shown=False)
        self.game.frame(STEP, Inputs(), shown=True)
        return self

    def give(self, *presses: Press) -> None:
        self.game.frame(STEP, Inputs(presses), shown=False)

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP)):
            self.game.frame(STEP, Inputs(), shown=False)

    @property
    def lines(self) -> list[str]:
        return [message.line for message in self.session.messages.shown]


@pytest.fixture
def player() -> Player:
    return Player(game())


def with_pictures(session: Session, *seeds: int) -> list[SpriteRequest]:
    requests = [SpriteRequest("reef", "reef_fish", "tang", seed=seed) for seed in seeds]
    species = ("tang", "clownfish", "angelfish")
    for name, request in zip(species, requests, strict=False):
        session.book = session.book.with_photo(Photo(name, "reef", session.supply.dna(request), 2, 50))
    return requests


def test_every_scene_comes_and_goes_by_its_key(player: Player) -> None:
    scenes: list[tuple[str, type]] = [
        ("confirm", DiveScene),
        ("log", LogScene),
        ("log", DiveScene),
        ("nursery", NurseryScene),
        ("nursery", DiveScene),
        ("help", HelpScene),
        ("back", DiveScene),
        ("pause", PauseScene),
        ("back", DiveScene),
    ]
    assert isinstance(player.game.scene, TitleScene)
    for action, scene in scenes:
        player.press(action)
        assert isinstance(player.game.scene, scene), action


def test_the_title_leads_everywhere_and_out(player: Player) -> None:
    for steps, scene in ((1, SeedScene), (2, LogScene), (3, SettingsScene), (4, HelpScene)):
        player.press(*["down"] * steps, "confirm")
        assert isinstance(player.game.scene, scene)
        player.press("back", *["up"] * steps)
        assert isinstance(player.game.scene, TitleScene)
    player.press("up", "confirm")
    assert player.game.scene is None


def test_a_pause_stands_still_and_leads_back_to_the_title(player: Player) -> None:
    player.press()
    assert isinstance(player.game.scene, TitleScene)
    assert player.game.scene._menu.lines[0] == "Dive"
    player.press("confirm", "pause")
    before = player.session.reef.seconds
    player.wait(2)
    assert player.session.reef.seconds == before
    player.press("up", "confirm")
    assert isinstance(player.game.scene, TitleScene)
    assert player.game.scene._menu.lines[0] == "Continue"


def test_a_picture_opens_a_page_and_is_said(player: Player) -> None:
    player.press("confirm")
    session = player.session
    animal = next(one for one in session.reef.swimmers if one.resident.zone == "reef")
    session.reef.swimmers = [animal]
    session.reef.place_diver(animal.x - 40, animal.y, air=1.0)
    player.wait(1)
    player.press("photo")
    page = session.book.page("reef", animal.resident.species)
    assert page is not None
    assert session.supply.request_of(page.dna) == animal.resident.request
    assert any("New in the log book" in line for line in player.lines)
    player.press("log", "right", "right", "left")  # and the pages can be turned
    assert isinstance(player.game.scene, LogScene)


def test_the_log_book_shows_every_tab(player: Player) -> None:
    with_pictures(player.session, 1, 2)
    player.press("confirm", "log")
    for _ in range(8):
        player.press("next")
    player.give(Press("click", at=(40, 25)))
    player.press("confirm")
    assert isinstance(player.game.scene, LogScene)


def test_two_parents_have_a_child_that_swims_and_is_written_down(player: Player) -> None:
    session = player.session
    with_pictures(session, 1, 2)
    player.press("confirm", "nursery", "confirm", "right", "confirm")
    scene = player.game.scene
    assert isinstance(scene, NurseryScene)
    assert scene.child is None  # an egg, for a moment
    egg = pygame.image.tobytes(player.game.window.view, "RGB")
    player.wait(1.5)
    assert scene.child is not None
    player.game.frame(STEP, Inputs())
    assert pygame.image.tobytes(player.game.window.view, "RGB") != egg
    player.press("up", "confirm")  # another child
    player.wait(1.5)
    player.press("up", "right")  # another pattern
    player.wait(1.5)
    player.press("down", "down", "confirm")
    assert len(session.book.children) == 1
    child = session.book.children[0]
    request = session.supply.request_of(child.dna)
    assert request is not None
    assert len(request.parents) == 2
    assert child.glows
    assert any(one.resident.request == request for one in session.reef.swimmers)
    player.press("confirm", "down")  # the child may be a parent at once
    assert scene._chosen[0].name == child.name


def test_a_glowing_great_grandchild_is_reached_by_breeding(player: Player) -> None:
    session = player.session
    with_pictures(session, 1, 2)
    player.press("confirm", "nursery")
    for _ in range(3):
        player.press("confirm", "right", "confirm")
        player.wait(1.5)
        player.press("confirm")
    assert [child.generation for child in session.book.children] == [1, 2, 3]
    player.press("nursery")
    player.wait(0.5)
    assert "glow" in session.book.reached
    assert session.notices.current is not None
    assert session.notices.current[0].kind == "goal"
    player.wait(5.5)
    assert session.notices.current is not None
    assert session.notices.current[0] == Notice("zone", "shallows")


def test_nobody_can_breed_without_pictures(player: Player) -> None:
    player.press("confirm", "nursery", "confirm", "right", "confirm", "down")
    assert isinstance(player.game.scene, NurseryScene)
    assert player.session.book.children == ()


def test_a_typed_world_is_dived_into_and_the_last_one_goes_on_later(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press("confirm")
    player.session.reef.place_diver(520.0, 500.0, air=0.5)
    player.press("pause", "up", "confirm", "down", "confirm")
    assert isinstance(player.game.scene, SeedScene)
    player.press(*["erase"] * 20)
    for letter in "tide 12":
        player.give(Press("type", letter))
    player.press("confirm")
    assert player.session.reef.seed == "TIDE-12"
    player.session.begin("CORAL-7431")
    assert abs(player.session.reef.diver.y - 500) < 20
    player.game.close()


def test_a_pasted_world_is_spelled_right(player: Player) -> None:
    player.press("down", "confirm")
    player.give(Press("paste", " kelp 77\n"))
    player.press("confirm")
    assert player.session.reef.seed == "KELP-77"


def test_what_is_typed_replaces_the_suggestion(player: Player) -> None:
    player.press("down", "confirm")
    scene = player.game.scene
    assert isinstance(scene, SeedScene)
    first = scene._typed
    player.press("up")
    assert scene._typed not in ("", first)
    for letter in "?k-7 7":  # what is no letter of a seed leaves the suggestion
        player.give(Press("type", letter))
    assert scene._typed == "K-7-7"
    player.press("erase")
    assert scene._typed == "K-7-"
    player.press("down", "erase")  # as if all of it were marked
    assert scene._typed == ""
    player.press("confirm")
    assert player.game.scene is scene  # no world has no name
    player.give(Press("type", "x"))
    player.press("confirm")
    assert player.session.reef.seed == "X"


def test_a_dive_pauses_and_is_saved_when_the_player_goes_to_another_window(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press("confirm")
    player.session.reef.place_diver(520.0, 321.0, air=0.5)
    player.game.frame(STEP, Inputs(away=True), shown=False)
    assert isinstance(player.game.scene, PauseScene)
    assert player.session.saves is not None
    saved = player.session.saves.dive("CORAL-7431")
    assert saved is not None
    assert saved.y == 321.0
    for scene in ("log", "nursery"):  # those stand still anyway
        player.press("back", scene)
        before = player.game.scene
        player.game.frame(STEP, Inputs(away=True), shown=False)
        assert player.game.scene is before
        player.press(scene)
        player.press("pause")
    player.game.close()


def test_a_child_that_is_not_released_waits_in_the_nursery_also_in_the_save(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    with_pictures(player.session, 1, 2)
    player.press("confirm", "nursery", "confirm", "right", "confirm")
    player.press("up", "confirm", "up", "right")  # another child, another pattern
    scene = player.game.scene
    assert isinstance(scene, NurseryScene)
    request = scene._request
    assert request is not None
    for leave in ("nursery", "log", "back", "pause"):
        player.press(leave)
        assert isinstance(player.game.scene, DiveScene), leave
        player.press("nursery")
        scene = player.game.scene
        assert isinstance(scene, NurseryScene)
        assert scene._request == request
    player.game.close()
    again = Player(game(tmp_path))
    again.press("confirm", "nursery")
    again.wait(1.5)
    scene = again.game.scene
    assert isinstance(scene, NurseryScene)
    assert scene._request == request
    again.press("confirm")
    assert len(again.session.book.children) == 1
    again.press("nursery", "nursery")
    scene = again.game.scene
    assert isinstance(scene, NurseryScene)
    assert scene._chosen == []
    again.game.close()


def test_other_parents_can_be_chosen(player: Player) -> None:
    with_pictures(player.session, 1, 2)
    player.press("confirm", "nursery", "confirm", "right", "confirm", "down", "confirm")
    scene = player.game.scene
    assert isinstance(scene, NurseryScene)
    assert scene._chosen == []
    assert player.session.pairing is None
    player.press("confirm", "back")  # the first one is taken back
    assert isinstance(player.game.scene, NurseryScene)
    assert scene._chosen == []


def test_only_sizes_that_fit_on_the_desktop_can_be_chosen(player: Player) -> None:
    player.session.most_scale = 3
    player.session.settings = replace(player.session.settings, scale=8, width=700, height=400)
    player.press(*["down"] * 3, "confirm")
    scene = player.game.scene
    assert isinstance(scene, SettingsScene)
    assert scene._lines()[0] == "Window size: 3x"
    sizes = []
    for _ in range(5):
        player.press("right")
        sizes.append(player.session.settings.scale)
    assert sizes == [0, 1, 2, 3, 0]
    assert (player.session.settings.width, player.session.settings.height) == (0, 0)


def test_a_bred_coral_is_said_to_live_on_ground(player: Player) -> None:
    session = player.session
    for name, seed in (("staghorn", 1), ("sea_fan", 2)):
        request = SpriteRequest("reef", "coral", name, seed=seed)
        session.book = session.book.with_photo(Photo(name, "reef", session.supply.dna(request), 2, 50))
    player.press("confirm", "nursery", "confirm", "right", "confirm")
    player.wait(1.5)
    player.press("confirm")
    child = session.book.children[0]
    assert any("settles on the ground of" in line for line in player.lines)
    home = next(one for one in session.reef.swimmers if one.resident.generation)
    assert (home.resident.x, home.resident.y) == (child.x, child.y)
    assert abs(session.reef.terrain.height(child.x, child.y + 15)) < 1


def test_a_child_lives_on_in_the_save(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    with_pictures(player.session, 1, 2)
    player.press("confirm", "nursery", "confirm", "right", "confirm")
    player.wait(1.5)
    player.press("confirm")
    player.game.close()
    again = Player(game(tmp_path))
    assert again.session.book == player.session.book
    child = again.session.book.children[0]
    home = [one.resident for one in again.session.reef.swimmers if one.resident.generation]
    assert [(one.x, one.y) for one in home] == [(child.x, child.y)]
    again.game.close()


def test_settings_change_and_stay(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press(*["down"] * 3, "confirm", "down", "down", "right", "down", "confirm", "down", "confirm")
    player.press("back")
    now = player.session.settings
    assert (now.volume, now.muted, now.safe_colours) == (7, True, True)
    player.game.close()
    assert Player(game(tmp_path)).session.settings == now


def test_m_mutes_and_says_so(player: Player) -> None:
    player.press("confirm", "mute")
    assert player.session.settings.muted
    assert "Sound off" in player.lines


def test_the_mouse_steers_and_chooses(player: Player) -> None:
    player.press("down")
    player.give(Press("click", at=(240, 112)))
    assert isinstance(player.game.scene, DiveScene)
    before = player.session.reef.diver.y
    for _ in range(20):
        player.game.frame(STEP, Inputs(pointer=(240, 260), steering=True), shown=False)
    assert player.session.reef.diver.y > before + 10


def test_eggs_swim_where_the_generator_is_slow() -> None:
    player = Player(game(artist=FakeArtist(slow=True)))
    player.press("confirm")
    player.wait(1)
    player.press("photo")
    assert player.session.supply.waiting > 0


def test_a_safe_display_tells_low_air_without_colour(player: Player) -> None:
    player.press("confirm")
    player.session.reef.place_diver(520.0, 300.0, air=0.2)
    player.press("photo")
    assert player.session.reef.diver.air < 0.25
