"""No text lies over another, in any scene, whatever is said at the same time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from demo_game.app.game import Game
from demo_game.book.logbook import Photo
from demo_game.canvas.letters import letter_height, use_large_text
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.session.inputs import Inputs, pressing
from demo_game.session.session import Session
from pixelgen import ZONES, SpriteRequest
from tests.demo_game.fake_artist import game

LONG = "Cannot save to /home/somebody/.local/share/pixelgen-reef: No space left on device"
STEP = 1 / 20
SETTINGS = ("down", "down", "down", "down")


class Texts:
    """What was written since the last look, and where, without the dark edge around letters."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._boxes: list[tuple[str, pygame.Rect]] = []
        write = widgets.write

        def recorded(onto: pygame.Surface, line: str, at: tuple[int, int], **named: object) -> int:
            width = write(onto, line, at, **named)  # type: ignore[arg-type]
            x = at[0] - {"left": 0, "middle": width // 2, "right": width}[str(named.get("align", "left"))]
            scale = int(str(named.get("scale", 1)))
            height = 7 * scale if scale > 1 else letter_height()
            seen = pygame.Rect(x + 1, at[1] + 1, max(width - 2, 1), height)
            if onto.get_clip() != onto.get_rect():
                seen = seen.clip(onto.get_clip())
            if seen.width and seen.height:
                self._boxes.append((line, seen))
            return width

        monkeypatch.setattr(widgets, "write", recorded)

    def look(self) -> list[str]:
        """Pairs that overlap, and what lies beyond the view, of one drawing."""
        boxes, self._boxes = self._boxes, []
        assert boxes
        pairs = itertools.combinations(boxes, 2)
        over = [f"{a!r} over {b!r}" for (a, one), (b, other) in pairs if one.colliderect(other)]
        return over + [repr(line) for line, box in boxes if not pygame.Rect(0, 0, *VIEW).contains(box)]


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Texts:
    return Texts(monkeypatch)


@pytest.fixture(params=["small", "large"])
def played(request: pytest.FixtureRequest) -> Iterator[Game]:
    made = game()
    session = session_of(made)
    session.change(replace(session.settings, large_text=request.param == "large"))
    use_large_text(request.param == "large")
    yield made
    made.close()
    use_large_text(False)


def session_of(played: Game) -> Session:
    assert played.session is not None
    return played.session


def drawn(played: Game) -> None:
    assert played.scene is not None
    played.scene.draw(played.window.view)


def press(played: Game, *actions: str) -> None:
    for action in actions:
        played.frame(STEP, pressing(action), shown=False)


def with_book(session: Session) -> None:
    for number, resident in enumerate(session.reef.population.residents):
        if number % 3:
            dna = session.supply.dna(resident.request)
            session.book = session.book.with_photo(Photo(resident.species, resident.zone, dna, 3, 4000))
            rare = Photo(resident.species, resident.zone, dna, 3, 4000, morph="melanistic", moment="schooling")
            session.book = session.book.with_rare(rare)
    session.progress = replace(session.progress, earned=1234, taught=("swim", "photo", "near"))
    session.book = replace(session.book, reached=tuple(goal.id for goal in session.economy.goals[::2]))


def test_a_dive_writes_nothing_over_anything(played: Game, texts: Texts) -> None:
    session = session_of(played)
    press(played, "confirm")
    reef = session.reef
    reef.place_diver(520.0, 300.0, air=0.2)
    played.frame(STEP, Inputs())
    session.messages.clear()
    session.messages.add("goal", "Breed a glowing creature of the third generation", "+30 research")
    session.messages.add("zone", "midnight")
    session.show_message("Air is low. Go up, or find a bubbling vent", urgent=True)
    session.show_message(LONG, failure=True)
    animal = reef.swimmers[0]
    animal.hatched = True
    photo = Photo("vampire_squid", "reef", "", 3, 50)
    seen: set[str] = set()
    for moment in range(70):
        session.last_photo = photo, 1, session.seconds - 1
        session.fresh = moment % 2 == 0
        reef.target = animal
        animal.x = reef.camera_x - 220 + moment * 7.4
        animal.y = reef.camera_y - 120 + moment * 67 % 240
        texts._boxes.clear()
        drawn(played)
        assert texts.look() == [], moment
        seen.add(session.messages.current.kind if session.messages.current is not None else "")
        session.messages.pass_time(0.3)  # through all of them
    assert seen == {"failure", "alarm", "goal", "zone", ""}


@pytest.mark.parametrize(
    "actions",
    [
        (),
        ("down", "confirm"),  # another world
        (*SETTINGS, "confirm"),
        *((*SETTINGS, "confirm", *["down"] * page, "confirm") for page in range(4)),
        (*SETTINGS, "confirm", "down", "down", "down", "confirm", "up", "up"),
        ("help",),
        ("help", "confirm"),
        ("confirm", "pause"),
        ("confirm", "incubator"),
        ("confirm", "incubator", "confirm"),
        ("confirm", "incubator", "confirm", "right", "confirm"),
        ("confirm", "incubator", "confirm", "right", "confirm", "confirm"),
        ("confirm", "keeper"),
        ("confirm", "keeper", *["down"] * 9),
        ("confirm", "workshop"),
        ("confirm", "aquarium"),
        *(("confirm", "log", *["next"] * number) for number in range(len(ZONES) + 2)),
    ],
)
@pytest.mark.parametrize("filled", [False, True])
def test_no_scene_writes_over_itself_or_its_messages(
    played: Game, texts: Texts, filled: bool, actions: tuple[str, ...]
) -> None:
    session = session_of(played)
    if filled:
        with_book(session)
    press(played, *actions)
    if actions[-1:] == ("confirm",):
        for _ in range(25):  # until a child has hatched
            played.frame(STEP, Inputs(), shown=False)
    for said in ("", "Seed copied", LONG):
        session.messages.clear()
        if said:
            session.show_message(said, failure=said == LONG)
        played.frame(STEP, Inputs(), shown=False)
        drawn(played)
        assert texts.look() == [], said


def test_a_child_and_its_page_have_room(played: Game, texts: Texts) -> None:
    session = session_of(played)
    with_book(session)
    press(played, "confirm", "incubator", "confirm", "right", "confirm", "confirm", "back")
    session.progress = replace(session.progress, eggs=tuple(replace(egg, left=0.2) for egg in session.progress.eggs))
    session.reef.place_diver(520.0, 300.0, air=0.9)
    for _ in range(30):
        played.frame(STEP, Inputs(), shown=False)
    assert len(session.book.children) == 3
    texts._boxes.clear()
    for action in ("aquarium", "right", "next", "next", "next", "back"):
        press(played, action)
        for _ in range(4):
            played.frame(STEP, Inputs(), shown=False)
        drawn(played)
        assert texts.look() == [], action
    press(played, "log", *["next"] * 6)
    for _ in range(30):
        played.frame(STEP, Inputs(), shown=False)
    drawn(played)
    assert texts.look() == []
    assert isinstance(session.supply.request_of(session.book.children[0].dna), SpriteRequest)
