"""A save as the game wrote it before there were research, hulls and eggs: nothing of it is lost."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import pytest

from demo_game.book.breeding import Parent
from demo_game.book.logbook import Photo
from demo_game.saves.dive_file import dive_content, dive_of
from demo_game.session.inputs import Inputs
from pixelgen import SpriteRequest
from tests.demo_game.fake_artist import game
from tests.fake_generator import dna_of

SEED = "CORAL-7431"
A = dna_of(SpriteRequest("twilight", "grazer", "crab", seed=1))
B = dna_of(SpriteRequest("reef", "coral", "sea_fan", seed=2))


def old_photo(species: str, zone: str, dna: str, stars: int) -> dict[str, object]:
    return {
        "species": species,
        "zone": zone,
        "dna": dna,
        "stars": stars,
        "metres": 40,
        "generation": 0,
        "flipped": False,
    }


def old_save(**changed: object) -> dict[str, object]:
    """The keys of that version, no others."""
    child = {
        "place": 0,
        "name": "Lira",
        "dna": A,
        "species": "crab",
        "zone": "reef",
        "generation": 1,
        "glows": True,
        "x": 430.0,
        "y": 1090.0,
    }
    return {
        "version": 1,
        "seed": SEED,
        "x": 520.0,
        "y": 300.0,
        "air": 0.75,
        "lamp": False,
        "pages": [old_photo("crab", "twilight", A, 3), old_photo("sea_fan", "reef", B, 1)],
        "children": [child],
        "visited": ["shallows", "reef", "twilight"],
        "reached": ["roster"],
        "nursery": None,
        **changed,
    }


def put(folder: Path, content: dict[str, object]) -> Path:
    path = folder / f"reef-{blake2b(SEED.encode(), digest_size=8).hexdigest()}.json"
    path.write_text(json.dumps(content))
    return path


def test_an_old_save_goes_on_with_its_book_its_child_and_the_hull_that_it_needed(tmp_path: Path) -> None:
    path = put(tmp_path, old_save())
    played = game(tmp_path)
    session = played.session
    assert session is not None
    assert {species for _, species in session.book.pages} == {"crab", "sea_fan"}
    assert [(child.name, child.home) for child in session.book.children] == [("Lira", "sea")]
    assert any(one.resident.generation for one in session.reef.swimmers)
    assert (session.reef.diver.x, session.reef.diver.y, session.reef.diver.lamp) == (520.0, 300.0, False)
    assert session.progress.level("hull") == 1
    worth = session.economy.worth
    assert session.progress.earned >= 2 * worth.species + 4 * worth.star
    assert session.book.reached[0] == "roster"
    played.close()
    content = json.loads(path.read_text())
    assert content["version"] == 1  # the game of before reads it, and keeps what it does not know
    assert content["progress"]["levels"] == {"hull": 1}


def test_who_was_where_rock_is_now_goes_on_at_the_surface(tmp_path: Path) -> None:
    put(tmp_path, old_save(x=520.0, y=1000.0))
    played = game(tmp_path)
    assert played.session is not None
    assert played.session.reef.diver.y < 20
    played.close()


def test_the_child_that_waited_in_the_nursery_is_an_egg(tmp_path: Path) -> None:
    pair = {
        "a": asdict(Parent("Crab", A, "crab", "twilight", 0)),
        "b": asdict(Parent("Sea fan", B, "sea_fan", "reef", 0)),
        "pattern": "fins",
        "seed": 2,
    }
    put(tmp_path, old_save(nursery=pair))
    played = game(tmp_path)
    session = played.session
    assert session is not None
    assert [(egg.species, egg.generation) for egg in session.progress.eggs] == [("crab", 1)]
    played.frame(0.05, Inputs(), shown=False)
    played.close()
    again = game(tmp_path)
    assert again.session is not None
    assert again.session.progress.eggs == session.progress.eggs
    again.close()


@pytest.mark.parametrize(
    "progress",
    [
        {"earned": -1},
        {"earned": "9"},
        {"levels": [1]},
        {"met": {"x": 1}},
        {"eggs": [{"dna": "pg1_a"}]},
        {"counts": {"shy": 5}},
        {"seconds": -4},
        [],
    ],
)
def test_a_progress_that_is_none_is_no_save(progress: object) -> None:
    content = dive_content(dive_of(old_save()))
    with pytest.raises((ValueError, KeyError, TypeError)):
        dive_of({**content, "progress": progress})


def test_a_progress_is_read_as_it_was_written(tmp_path: Path) -> None:
    put(tmp_path, old_save())
    played = game(tmp_path)
    session = played.session
    assert session is not None
    session.book = session.book.with_rare(Photo("crab", "reef", A, 3, 60, morph="giant", moment="hunting"))
    session.save()
    assert session.saves is not None
    kept = session.saves.dive(SEED)
    assert kept is not None
    assert dive_of(json.loads(json.dumps(dive_content(kept)))) == kept
    assert kept.book.rare == session.book.rare
    played.close()
