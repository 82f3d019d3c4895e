"""What outlives a screen: two games in one world, and messages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demo_game.app.game import Game
from demo_game.book.breeding import parents_of
from demo_game.book.logbook import Photo
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from pixelgen import SpriteRequest
from tests.demo_game.fake_artist import game


def session_of(played: Game) -> Session:
    assert played.session is not None
    return played.session


def with_child(played: Game, species: str) -> None:
    """Two pictures and a child of theirs."""
    session = session_of(played)
    for seed, name in enumerate((species, "conch")):
        request = SpriteRequest("reef", "grazer", "conch", seed=seed + 10 * len(species))
        session.book = session.book.with_photo(Photo(name, "reef", session.supply.dna(request), 2, 50))
    a, b = parents_of(session.book)[:2]
    assert session.family.lay(a, b) == 3
    one, *_ = session.progress.eggs
    session.progress = replace(session.progress, eggs=(replace(one, left=0.1),))
    session.reef.place_diver(520.0, 300.0, air=1.0)
    played.frame(0.05, Inputs(), shown=False)
    session.family.pass_time(0.6)
    session.family.release(next(child for child in session.book.children if child.home == "aquarium"))


def saved_and_seen(played: Game) -> None:
    session = session_of(played)
    session.save()
    assert session.saves is not None
    session.saves.dive(session.reef.seed)  # waits for it
    for _ in range(3):
        played.frame(0.05, Inputs(), shown=False)


def test_two_games_in_one_world_take_over_what_the_other_adds_and_say_so(tmp_path: Path) -> None:
    one, other = game(tmp_path), game(tmp_path)
    with_child(one, "tang")
    saved_and_seen(one)
    with_child(other, "clownfish")
    saved_and_seen(other)
    saved_and_seen(one)
    first, second = session_of(one), session_of(other)
    names = {child.name for child in first.book.children}
    assert len({child.dna for child in first.book.children}) == len(first.book.children) > 3
    assert sum(child.home == "sea" for child in first.book.children) == 2
    assert names == {child.name for child in second.book.children}
    assert {species for _, species in first.book.pages} == {"tang", "clownfish", "conch"}
    for session in (first, second):
        bred = [animal.resident for animal in session.reef.swimmers if animal.resident.generation]
        assert {resident.request for resident in bred} == {
            session.supply.request_of(child.dna) for child in session.book.children
        }
        assert len({resident.number for resident in bred}) == len(first.book.children)
        lines = [message.line for message in session.messages.told]
        assert any(line.startswith("Another game is open in this world: ") and "1 page" in line for line in lines)
    one.close()
    other.close()
    third = game(tmp_path)
    assert {child.name for child in session_of(third).book.children} == names
    third.close()
