"""What is heard of a world: danger, depth, wonder, and voices where the animals are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo_game.app.game import Game
from demo_game.app.hearing import Hearing, surroundings
from demo_game.rules.outfit import Outfit
from demo_game.session.session import Session
from demo_game.sounds.layers import Surroundings
from demo_game.sounds.sound import SOUNDS
from pixelgen import SPECIES
from tests.demo_game.fake_artist import game


class Loudspeaker:
    """Notes what it is to play."""

    def __init__(self) -> None:
        self.played: list[tuple[str, float, float]] = []
        self.around: Surroundings | None = None

    def play(self, name: str, *, volume: float = 1.0, side: float = 0.0) -> bool:
        self.played.append((name, volume, side))
        return True

    def hear(self, around: Surroundings, dt: float) -> None:
        self.around = around


@pytest.fixture
def played() -> Iterator[Game]:
    made = game()
    yield made
    made.close()


def session_of(played: Game) -> Session:
    assert played.session is not None
    return played.session


def test_low_air_the_pressure_line_and_drifting_are_dangers(played: Game) -> None:
    session = session_of(played)
    reef = session.reef

    def danger(x: float, y: float, air: float) -> float:
        reef.place_diver(x, y, air=air)
        return surroundings(session, wonder=0, aside=False).danger

    reef.outfit = Outfit(bears=900.0)
    assert danger(520.0, 300.0, 0.9) == 0
    assert 0.3 < danger(520.0, 300.0, 0.2) < danger(520.0, 300.0, 0.05) <= 1
    assert 0.3 < danger(520.0, 850.0, 0.9) < danger(520.0, 895.0, 0.9) <= 1
    reef.place_diver(520.0, 300.0, air=0.0)
    reef.diver.adrift = True
    assert surroundings(session, wonder=0, aside=False).danger > 0.5


def test_the_music_knows_how_deep_it_is_and_when_a_screen_lies_over_it(played: Game) -> None:
    session = session_of(played)
    found = []
    for y in (40.0, 1500.0, 4200.0):
        session.reef.place_diver(520.0, y, air=1.0)
        found.append(surroundings(session, wonder=0, aside=False))
    assert [one.zone for one in found] == ["shallows", "twilight", "hadal"]
    assert found[0].depth < found[1].depth < found[2].depth <= 1
    assert surroundings(session, wonder=0, aside=True).aside


def test_an_animal_is_heard_from_where_it_is_and_the_farther_the_fainter(played: Game) -> None:
    session = session_of(played)
    animal = session.reef.swimmers[0]
    animal.hatched = True
    session.reef.awake = [animal]
    found = {}
    for away in (-150.0, 20.0, 150.0, 900.0):
        animal.x, animal.y = session.reef.diver.x + away, session.reef.diver.y
        speaker = Loudspeaker()
        hearing = Hearing(session, speaker)  # type: ignore[arg-type]
        for _ in range(200):
            hearing.pass_time(0.05, aside=False)
        found[away] = speaker.played
    assert found[900.0] == []
    assert {name for name, _, _ in found[20.0]} == {f"voice_{SPECIES[animal.resident.species]}"} <= set(SOUNDS)
    assert 2 <= len(found[20.0]) <= 7  # in ten seconds
    assert found[-150.0][0][2] < -0.5
    assert found[150.0][0][2] > 0.5
    assert found[150.0][0][1] < 0.5 * found[20.0][0][1]


def test_no_voice_is_heard_through_a_screen_and_a_discovery_fills_the_music(played: Game) -> None:
    session = session_of(played)
    speaker = Loudspeaker()
    hearing = Hearing(session, speaker)  # type: ignore[arg-type]
    for _ in range(200):
        hearing.pass_time(0.05, aside=True)
    assert speaker.played == []
    hearing.play("discovery")
    hearing.pass_time(0.05, aside=False)
    assert speaker.around is not None
    assert speaker.around.wonder > 0.9
    for _ in range(300):
        hearing.pass_time(0.05, aside=False)
    assert speaker.around.wonder == 0


def test_a_giant_sings_as_it_comes_on_its_side(played: Game) -> None:
    session = session_of(played)
    session.reef.awake = []
    session.reef.giant = ("abyss", (380, 20, 90, 60))
    speaker = Loudspeaker()
    hearing = Hearing(session, speaker)  # type: ignore[arg-type]
    for _ in range(100):
        hearing.pass_time(0.05, aside=False)
    assert [name for name, _, _ in speaker.played] == ["voice_giant"]
    assert speaker.played[0][2] > 0.5
