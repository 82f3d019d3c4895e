"""Every scene, driven without a screen by what a player presses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from demo_game.app.game import Game
from demo_game.book.logbook import Photo
from demo_game.canvas.letters import use_large_text
from demo_game.saves.bindings import Bindings
from demo_game.scenes.aquarium import AquariumScene
from demo_game.scenes.bindings import BindingsScene
from demo_game.scenes.dive import DiveScene
from demo_game.scenes.ending import EndingScene
from demo_game.scenes.help import HelpScene
from demo_game.scenes.incubator import IncubatorScene
from demo_game.scenes.keeper import KeeperScene
from demo_game.scenes.leave import LeaveScene
from demo_game.scenes.log import LogScene
from demo_game.scenes.pause import PauseScene
from demo_game.scenes.seed import SeedScene
from demo_game.scenes.settings import SettingsPage, SettingsScene
from demo_game.scenes.title import TitleScene
from demo_game.scenes.workshop import WorkshopScene
from demo_game.session.inputs import Inputs, Press, pressing
from demo_game.session.session import Session
from demo_game.session.teaching import hint_of
from pixelgen import SPECIES, SpriteRequest
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
        return [message.line for message in self.session.messages.told]


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
        ("incubator", IncubatorScene),
        ("incubator", DiveScene),
        ("keeper", KeeperScene),
        ("keeper", DiveScene),
        ("workshop", WorkshopScene),
        ("workshop", DiveScene),
        ("aquarium", AquariumScene),
        ("aquarium", DiveScene),
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
    for steps, scene in ((1, SeedScene), (3, LogScene), (4, SettingsScene), (5, HelpScene)):
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
    animal = next(
        one for one in session.reef.swimmers if one.resident.zone == "reef" and session.reef.has_room(one.x - 40, one.y)
    )
    session.reef.swimmers = [animal]
    session.reef.place_diver(animal.x - 40, animal.y, air=1.0)
    player.wait(1)
    player.press("photo")
    page = session.book.page("reef", animal.resident.species)
    assert page is not None
    assert session.supply.request_of(page.dna) == animal.resident.request
    assert any("new species" in line for line in player.lines)
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


def test_a_typed_world_is_dived_into_and_the_last_one_goes_on_later(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press("confirm")
    player.session.reef.place_diver(520.0, 300.0, air=0.5)
    player.press("pause", "up", "confirm", "down", "confirm")
    assert isinstance(player.game.scene, SeedScene)
    player.press(*["erase"] * 20)
    for letter in "tide 12":
        player.give(Press("type", letter))
    player.press("confirm")
    assert player.session.reef.seed == "TIDE-12"
    player.session.begin("CORAL-7431")
    assert abs(player.session.reef.diver.y - 300) < 20
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
    for scene in ("log", "incubator"):  # those stand still anyway
        player.press("back", scene)
        before = player.game.scene
        player.game.frame(STEP, Inputs(away=True), shown=False)
        assert player.game.scene is before
        player.press(scene)
        player.press("pause")
    player.game.close()


SETTINGS = ("down", "down", "down", "down", "confirm")


def test_only_sizes_that_fit_on_the_desktop_can_be_chosen(player: Player) -> None:
    player.session.most_scale = 3
    player.session.settings = replace(player.session.settings, scale=8, width=700, height=400)
    player.press(*SETTINGS, "confirm")
    scene = player.game.scene
    assert isinstance(scene, SettingsPage)
    assert scene._lines()[0] == "Window size: 3x"
    sizes = []
    for _ in range(5):
        player.press("right")
        sizes.append(player.session.settings.scale)
    assert sizes == [0, 1, 2, 3, 0]
    assert (player.session.settings.width, player.session.settings.height) == (0, 0)


def test_settings_change_and_stay(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press(*SETTINGS, "down", "confirm")  # sound
    player.press("down", "right", "down", "left", "down", "right", "right", *["up"] * 3, "confirm", "back")
    player.press("down", "confirm")  # comfort
    player.press("confirm", "down", "confirm", "down", "right", "down", "left", "down", "confirm")
    player.press(*["up"] * 2, "confirm", *["down"] * 3, "left", "down", "right", "back")  # picture
    now = player.session.settings
    assert (now.volume, now.music, now.effects, now.muted) == (7, 5, 8, True)
    assert (now.relaxed, now.swim_toggles, now.calm_flashes, now.steady) == (True, True, True, True)
    assert (now.large_text, now.safe_colours) == (True, True)
    player.game.close()
    assert Player(game(tmp_path)).session.settings == now
    use_large_text(False)


def test_a_key_can_be_bound_and_who_had_it_before_is_told(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press(*SETTINGS, *["down"] * 3, "confirm")
    assert isinstance(player.game.scene, BindingsScene)
    player.press(*["down"] * 5, "confirm")  # the lamp
    player.game.frame(STEP, Inputs((Press("photo"), Press("type", " ")), names=("space",)), shown=False)
    bindings = player.session.settings.bindings
    assert bindings.names("lamp") == ("space", "f", "pad x")
    assert bindings.names("photo") == ("", "", "pad righttrigger")
    assert player.lines == ["Lamp: Space. It was that of Photograph"]
    player.press("right", "confirm")
    player.game.frame(STEP, Inputs((Press("back"),), names=("escape",)), shown=False)  # leaves it as it was
    assert player.session.settings.bindings == bindings
    player.press("right", "erase")
    assert player.session.settings.bindings.names("lamp") == ("space", "f", "")
    player.press("back")
    assert isinstance(player.game.scene, SettingsScene)
    player.game.close()
    again = Player(game(tmp_path))
    assert again.session.settings.bindings.names("lamp") == ("space", "f", "")
    again.press(*SETTINGS, *["down"] * 3, "confirm", "up", "up", "confirm")
    assert again.session.settings.bindings == Bindings()
    again.game.close()


def test_while_a_key_is_awaited_no_key_does_what_it_did(player: Player) -> None:
    player.press(*SETTINGS, *["down"] * 3, "confirm", "confirm")
    player.game.frame(STEP, Inputs((Press("mute"),), names=("m",)), shown=False)
    assert not player.session.settings.muted
    assert player.session.settings.bindings.names("swim_up")[0] == "m"


def test_leaving_asks_when_what_was_found_cannot_be_saved(player: Player) -> None:
    player.press("back", "confirm")  # nothing was found yet
    assert player.game.scene is None
    player = Player(game())
    player.press("confirm")
    with_pictures(player.session, 1)
    dive = player.game.scene
    player.game.frame(STEP, Inputs(quits=True))
    assert isinstance(player.game.scene, LeaveScene)
    player.press("confirm")  # stay
    assert player.game.scene is dive
    player.game.frame(STEP, Inputs(quits=True))
    player.game.frame(STEP, Inputs(quits=True))  # who closes the window twice means it
    assert player.game.scene is None


def test_leaving_does_not_ask_when_all_is_saved(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    player.press("confirm")
    with_pictures(player.session, 1)
    player.game.frame(STEP, Inputs(quits=True))
    assert player.game.scene is None
    player.game.close()


def test_hints_name_the_keys_that_are_bound_and_the_buttons_of_a_pad(player: Player) -> None:
    player.press("confirm")
    session = player.session
    assert hint_of(session) == "Arrows or W A S D: swim down"
    bindings, _ = session.settings.bindings.bound("photo", 0, "x")
    session.change(replace(session.settings, bindings=bindings))
    session.teach("swim")
    session.reef.target = session.reef.swimmers[0]
    assert hint_of(session) == "X: photograph"
    session.pad = True
    assert hint_of(session) == "RT: photograph"


def test_with_less_motion_nothing_slides_and_the_title_stands_still(player: Player) -> None:
    import pygame

    def pictures() -> set[bytes]:
        found = set()
        for _ in range(6):
            player.game.scene._seconds += 0.4  # type: ignore[union-attr]
            player.game.scene.draw(player.game.window.view)  # type: ignore[union-attr]
            found.add(pygame.image.tobytes(player.game.window.view.subsurface((170, 8, 140, 60)), "RGB"))
        return found

    assert len(pictures()) > 1
    player.session.change(replace(player.session.settings, steady=True))
    assert len(pictures()) == 1


def test_m_mutes_and_says_so(player: Player) -> None:
    player.press("confirm", "mute")
    assert player.session.settings.muted
    assert "Sound off" in player.lines


def test_the_mouse_steers_and_chooses(player: Player) -> None:
    player.press("down")
    player.give(Press("click", at=(240, 108)))
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


def hatched(player: Player) -> None:
    """Lay by keys, dive, and let time pass until the eggs are ripe."""
    player.press("confirm", "incubator", "confirm", "right", "confirm", "confirm", "back")
    assert isinstance(player.game.scene, DiveScene)
    session = player.session
    assert len(session.progress.eggs) == 3
    session.progress = replace(session.progress, eggs=tuple(replace(egg, left=1.0) for egg in session.progress.eggs))
    session.reef.place_diver(520.0, 300.0, air=0.9)
    player.wait(2)


def test_two_parents_have_a_litter_that_hatches_under_water_and_lives_in_the_aquarium(player: Player) -> None:
    session = player.session
    with_pictures(session, 1, 2)
    hatched(player)
    children = session.book.children
    assert [(child.home, child.generation) for child in children] == [("aquarium", 1)] * 3
    assert session.progress.eggs == ()
    assert all(session.supply.request_of(child.dna) for child in children)
    assert not any(one.resident.generation for one in session.reef.swimmers)
    assert "first_eggs" not in session.book.reached  # its tier is not open yet


def test_eggs_wait_while_nobody_dives_and_the_incubator_holds_one_litter(player: Player) -> None:
    session = player.session
    with_pictures(session, 1, 2)
    player.press("confirm", "incubator", "confirm", "right", "confirm", "confirm")
    laid = session.progress.eggs
    player.press("confirm")
    assert any("full" in line for line in player.lines)
    player.press("back")
    player.wait(3)  # at the surface
    assert session.progress.eggs == laid


def test_a_released_animal_lives_beside_the_submarine_and_its_kin_are_met_from_then_on(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    session = player.session
    with_pictures(session, 1, 2)
    hatched(player)
    player.press("aquarium", "confirm")
    assert [child.home for child in session.book.children] == ["aquarium"] * 3  # it asks first
    player.press("confirm")
    homes = [child.home for child in session.book.children]
    assert sorted(homes) == ["aquarium", "aquarium", "sea", "strain", "strain"]
    swims = [one.resident for one in session.reef.swimmers if one.resident.generation]
    assert sorted(one.generation for one in swims) == [1, 2, 2]
    assert session.progress.released == 1
    kin = next(one for one in session.reef.swimmers if one.resident.generation == 2)
    player.press("back")
    session.reef.swimmers = [kin]
    session.reef.place_diver(kin.x - 40, kin.y, air=1.0)
    player.wait(1)
    player.press("photo")
    assert "strain" in session.progress.counts
    player.game.close()
    again = Player(game(tmp_path))
    assert again.session.book == session.book
    assert sum(bool(one.resident.generation) for one in again.session.reef.swimmers) == 3
    again.game.close()


def test_nobody_can_lay_without_pictures(player: Player) -> None:
    player.press("confirm", "incubator", "confirm", "right", "confirm", "confirm")
    assert isinstance(player.game.scene, IncubatorScene)
    assert player.session.progress.eggs == ()


def test_a_part_is_built_for_research_and_changes_the_submarine_at_once(player: Player) -> None:
    session = player.session
    before = session.reef.outfit.bears
    player.press("confirm", "workshop", "confirm")
    assert session.progress.levels == {}
    assert any("more research is needed" in line for line in player.lines)
    cost = session.economy.upgrades["hull"].costs[0]
    session.progress = replace(session.progress, earned=cost)
    player.press("confirm")
    assert session.progress.level("hull") == 1
    assert session.progress.research == next(
        goal.reward for goal in session.economy.goals if goal.id == "first_upgrade"
    )
    assert session.reef.outfit.bears > before


def test_the_end_comes_once_and_the_dive_goes_on(player: Player) -> None:
    player.press("confirm")
    player.session.progress = replace(player.session.progress, ended=True)
    player.press()
    assert isinstance(player.game.scene, EndingScene)
    player.wait(2)
    player.press("confirm")
    assert isinstance(player.game.scene, DiveScene)
    player.wait(1)
    assert isinstance(player.game.scene, DiveScene)


def test_a_relaxed_dive_uses_no_air(player: Player) -> None:
    player.session.settings = replace(player.session.settings, relaxed=True)
    player.press("confirm")
    player.session.reef.place_diver(520.0, 300.0, air=0.4)
    player.wait(3)
    assert player.session.reef.diver.air > 0.97


def test_the_first_minute_is_taught_by_doing(player: Player) -> None:
    player.press("confirm")
    assert "swim" in hint_of(player.session)
    assert player.session.messages.current is not None
    assert player.session.messages.current.kind == "note"
    for _ in range(40):
        player.game.frame(STEP, pressing(down=1.0), shown=False)
    assert "swim" in player.session.progress.taught
    assert "animal" in hint_of(player.session) or "photograph" in hint_of(player.session)


def test_a_card_of_an_animal_is_saved_as_a_picture_and_one_that_moves(tmp_path: Path) -> None:
    player = Player(game(tmp_path))
    session = player.session
    species = session.reef.population.rosters["reef"][0]
    request = SpriteRequest("reef", SPECIES[species], species, seed=1)
    session.book = session.book.with_photo(Photo(species, "reef", session.supply.dna(request), 2, 50))
    player.press("confirm", "log", "next")
    scene = player.game.scene
    assert isinstance(scene, LogScene)
    page = next(number for number, (_, known) in enumerate(scene._entries()) if known is not None)
    scene._place = page
    player.press()
    player.wait(0.5)
    player.press("share")
    found = sorted(path.suffix for path in (tmp_path / "pictures").iterdir())
    assert found == [".gif", ".png"]
    assert any("Saved as pictures/CORAL-7431-" in line for line in player.lines)
    for path in (tmp_path / "pictures").iterdir():
        picture = pygame.image.load(path)
        assert picture.get_width() == 600
    player.game.close()
