"""`python -m demo_game.tools.screenshots --out DIR`: a picture of each screen, each zone and each kind of message.

Without a window. CI keeps them; open them when you change the game's look. --scale enlarges by whole numbers. --kept
writes those of `demo_game/pictures/` anew.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from demo_game.app.game import Game, Options
from demo_game.book.logbook import Photo
from demo_game.canvas.letters import use_large_text
from demo_game.canvas.pixels import png_of
from demo_game.economy.upgrades import outfit_of
from demo_game.rules.daylight import DAY_SECONDS
from demo_game.rules.encounters import giant_depth
from demo_game.rules.outfit import Outfit
from demo_game.rules.reef import Reef
from demo_game.rules.rng import Rng
from demo_game.rules.zones import DEPTH, WIDTH, ZONE_HEIGHT, metres_at
from demo_game.saves.whole_files import write_whole
from demo_game.scenes.ending import EndingScene
from demo_game.scenes.leave import LeaveScene
from demo_game.session.inputs import Inputs, pressing
from pixelgen import ZONES, Cache, Generator, PixelgenError, other_use_of
from pixelgen.interrupts import run_program

PICTURES = Path(__file__).parents[1] / "pictures"
KEPT = ("title", "reef", "twilight", "abyss", "log_book")
_KEPT_SCALE = 2
_STEP = 1 / 30
_SETTLE = 70  # frames, so that schools form and things sway
_LONGEST = 1500
_RANDOM = 20  # moments by chance
_SEED = "CORAL-7431"


def shots(game: Game) -> Iterator[str]:
    """Bring one scene after the other into the game's view -> its name, each time it is there."""
    assert game.session is not None
    session = game.session
    session.fresh = False  # without the hints for the first dive
    _settle(game)
    yield "title"
    _press(game, "down", "confirm")
    yield "another_world"
    _press(game, "back", "up", "confirm")
    for zone in ZONES:
        session.reef.place_diver(*best_place(session.reef, zone), air=0.8)
        session.reef.visited.add(zone)
        _settle(game)
        session.messages.clear()
        session.last_photo = None
        game.frame(_STEP, Inputs())
        yield zone
    yield from _messages(game)
    _fill_the_book(game)
    _press(game, "log")
    _press(game, *["previous"] * 4, "right", "down")
    _settle(game)
    yield "log_book"
    session.book = replace(session.book, pages=dict(list(session.book.pages.items())[::3]))
    _settle(game)
    yield "silhouettes"
    _press(game, *["previous"] * 2)
    _settle(game)
    yield "rare"
    _press(game, "log", "keeper")
    yield "keeper"
    _press(game, "back", "workshop", "down", "down")
    yield "workshop"
    _press(game, "back", "incubator", "right", "confirm", "down", "confirm")
    _settle(game)
    yield "incubator"
    _press(game, "confirm")
    yield "eggs"
    _press(game, "back")
    session.reef.place_diver(*best_place(session.reef, "reef"), air=0.9)
    for _ in range(round(90 / _STEP / 2)):
        game.frame(_STEP * 2, Inputs(), shown=False)
    _press(game, "aquarium")
    _settle(game)
    yield "aquarium"
    _press(game, "confirm", "confirm", "back", "log", *["next"] * 5)
    _settle(game)
    yield "children"
    _press(game, "log", "pause")
    yield "pause"
    _press(game, *["up"] * 3, "confirm")
    yield "settings"
    for page in ("picture", "sound", "comfort", "keys"):
        _press(game, "confirm")
        yield f"settings_{page}"
        _press(game, "back", "down")
    _press(game, "back", "up", "confirm")
    yield "help"
    _press(game, "confirm")
    yield "tips"
    _press(game, "back", "back")
    game.scene = LeaveScene(session, game.scene) if game.scene is not None else None
    _press(game)
    yield "leave"
    _press(game, "back")
    assert game.scene is not None
    game.scene = EndingScene(session, game.scene)
    for _ in range(round(12 / _STEP)):
        game.frame(_STEP, Inputs(), shown=False)
    game.frame(_STEP, Inputs())
    yield "ending"
    _press(game, "back")
    yield from _moments(game)
    yield from random_moments(game, _RANDOM)


def random_moments(game: Game, count: int) -> Iterator[str]:
    """Places, times of the day and lamps by chance, as a dive comes by them."""
    assert game.session is not None
    session, reef = game.session, game.session.reef
    reef.outfit = Outfit()
    rng = Rng("moments", reef.seed)
    for number in range(count):
        x, y = rng.uniform(60, WIDTH - 60), rng.uniform(20, DEPTH - 60)
        while not reef.has_room(x, y):
            x, y = rng.uniform(60, WIDTH - 60), rng.uniform(20, DEPTH - 60)
        reef.place_diver(x, y, air=rng.uniform(0.15, 1.0))
        reef.seconds = DAY_SECONDS * rng.uniform(0, 3)
        reef.diver.lamp = rng.random() < 0.7
        session.messages.clear()
        _settle(game)
        yield f"moment_{number:02d}"


def _moments(game: Game) -> Iterator[str]:
    """A night, a giant, the line that the hull bears, a current, the whale fall."""
    assert game.session is not None
    session, reef = game.session, game.session.reef
    session.messages.clear()
    reef.seconds = DAY_SECONDS * 0.8
    reef.place_diver(*best_place(reef, "shallows"), air=0.9)
    _settle(game)
    yield "night"
    reef.place_diver(*best_place(reef, "reef"), air=0.9)
    _settle(game)
    yield "night_reef"
    reef.seconds = DAY_SECONDS * 1.2
    current = reef.currents[0]
    reef.place_diver(current.x, current.y - 40, air=0.9)
    _settle(game)
    yield "current"
    session.reef.outfit = outfit_of(session.economy, {})
    opening = next(one for one in reef.terrain.openings if one.top > reef.outfit.bears - 260)
    reef.place_diver(opening.x, min(opening.bottom + 90, reef.outfit.bears - 40), air=0.9)
    _settle(game)
    yield "pressure_line"
    reef.outfit = Outfit()
    if reef.population.fall is not None:
        reef.place_diver(reef.population.fall.x - 60, reef.population.fall.y - 60, air=0.9)
        _settle(game)
        yield "whale_fall"
    for zone in ZONES:
        for _ in range(40):
            reef.place_diver(520.0, giant_depth(zone), air=0.9)
            game.frame(_STEP, Inputs(), shown=False)
            if reef.giant is not None and reef.giant_framed:
                break
            reef.seconds += 4
        game.frame(_STEP, Inputs())
        yield f"giant_{zone}"


def _messages(game: Game) -> Iterator[str]:
    """What is written over a dive."""
    assert game.session is not None
    session = game.session
    session.reef.place_diver(*best_place(session.reef, "reef"), air=0.2)
    session.show_message("Air is low. Go up, or find a bubbling vent")
    session.messages.add("goal", "Breed a glowing creature of the third generation", "+30 research")
    _settle(game)
    _press(game, "photo")
    for _ in range(20):
        game.frame(_STEP, Inputs())
    yield "messages"
    session.messages.add("zone", "hadal")
    session.show_message("Cannot save to /home/diver/.local/share/pixelgen-reef: No space left on device", failure=True)
    for _ in range(30):
        game.frame(_STEP, Inputs())
    yield "failure"
    session.messages.clear()
    session.reef.place_diver(323.0, 2641.0, air=0.0)
    _settle(game)
    yield "adrift"


def best_place(reef: Reef, zone: str) -> tuple[float, float]:
    """Where a submarine sees most of a zone's residents, with ground near."""
    middle = (ZONES.index(zone) + 0.5) * ZONE_HEIGHT
    homes = [one for one in reef.population.residents if one.zone == zone]

    def seen(x: float, y: float) -> float:
        near = sum(abs(one.x - x - 40) < 200 and abs(one.y - y) < 110 for one in homes)
        room = -reef.terrain.height(x, y)
        return near if room > 34 and abs(y - middle) < ZONE_HEIGHT * 0.3 else -1.0

    places = [(one.x + right, one.y - 46) for one in homes for right in (-150, -110, -70, 70)]
    return max(places, key=lambda place: (seen(*place), place))


def _fill_the_book(game: Game) -> None:
    """As after some hours of play."""
    assert game.session is not None
    session, book = game.session, game.session.book
    for resident in session.reef.population.residents:
        if (resident.number * 7) % 10 < 8:
            dna = session.supply.dna(resident.request)
            stars, morph = 1 + resident.number % 3, resident.morph
            photo = Photo(resident.species, resident.zone, dna, stars, metres_at(resident.y), morph=morph)
            book = book.with_photo(photo).with_rare(photo)
    session.book = replace(book, visited=ZONES)
    session.progress = replace(session.progress, earned=260)


def _press(game: Game, *actions: str) -> None:
    for action in actions:
        game.frame(_STEP, pressing(action), shown=False)
    game.frame(_STEP, Inputs())


def _settle(game: Game) -> None:
    """Let time pass until nothing waits for the generator, and some more."""
    assert game.session is not None
    quiet = 0
    for _ in range(_LONGEST):
        game.frame(_STEP, Inputs(), shown=False)
        waiting = game.session.supply.busy
        quiet = 0 if waiting else quiet + 1
        if quiet >= _SETTLE:
            break
        if waiting:
            time.sleep(0.01)
    game.frame(_STEP, Inputs())


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures -> exit status."""
    parser = argparse.ArgumentParser(prog="python -m demo_game.tools.screenshots", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, help="folder for the pictures")
    where.add_argument("--kept", action="store_true", help="those that are kept beside the game, at scale 2")
    parser.add_argument("--scale", type=int, choices=range(1, 9), default=1, metavar="1-8", help="enlarged by so much")
    parser.add_argument("--large-text", action="store_true", help="with the large letters of the settings")
    parser.add_argument("--seed", default=_SEED, help="the world")
    asked = parser.parse_args(arguments)
    if asked.out is not None and (use := other_use_of(asked.out)) is not None:
        parser.error(f"--out: {asked.out} is {use}; name a folder for the pictures alone")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    try:
        game = Game(
            Options(asked.seed, headless=True), artist=lambda warn: Generator(cache=Cache(warn=warn), threads=1)
        )
        if asked.large_text and game.session is not None:
            game.session.change(replace(game.session.settings, large_text=True))
            use_large_text(True)
        folder, scale = (PICTURES, _KEPT_SCALE) if asked.kept else (asked.out, asked.scale)
        for name in shots(game):
            if name in KEPT or not asked.kept:
                write_whole(folder / f"{name}.png", png_of(pygame.transform.scale_by(game.window.view, scale)))
        game.close()
    except (PixelgenError, OSError, pygame.error) as error:
        print(f"screenshots: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
