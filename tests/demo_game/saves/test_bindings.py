"""Keys and buttons: what can be bound, what a file may say, and that nobody can lock himself out."""

from __future__ import annotations

import pytest

from demo_game.saves.bindings import ACTIONS, FIXED, TITLES, Bindings, bindings_of, label_of
from demo_game.saves.settings import Settings
from demo_game.saves.settings_file import settings_content, settings_of


def test_as_usual_no_key_does_two_things_and_each_action_has_one() -> None:
    names = [name for action in ACTIONS for name in Bindings().names(action) if name]
    assert len(names) == len(set(names))
    assert not set(names) & set(FIXED)
    assert all(Bindings().label(action) for action in ACTIONS)


def test_what_is_bound_elsewhere_is_taken_from_there_and_told() -> None:
    bindings, told = Bindings().bound("lamp", 1, "u")
    assert bindings.action_of("u") == "lamp"
    assert bindings.names("workshop") == ("", "", "pad lefttrigger")
    assert told == "Lamp: U. It was that of Workshop"
    bindings, told = bindings.bound("lamp", 2, "pad lefttrigger")
    assert told == "Lamp: LT. It was that of Workshop, which has none now"
    assert bindings.label("workshop") == ""


@pytest.mark.parametrize("name", sorted(FIXED))
def test_what_confirms_and_goes_back_is_bound_to_nothing_else(name: str) -> None:
    before = Bindings()
    after, told = before.bound("lamp", 2 if name.startswith("pad ") else 0, name)
    assert after == before
    assert "always does the same" in told


def test_keys_and_buttons_have_places_of_their_own() -> None:
    assert Bindings().bound("lamp", 2, "g") == (Bindings(), "A button of a pad belongs here")
    assert Bindings().bound("lamp", 0, "pad y") == (Bindings(), "A key belongs here")


def test_a_file_holds_what_was_changed_and_gives_it_back() -> None:
    bindings, _ = Bindings().bound("photo", 0, "left ctrl")
    settings = Settings(bindings=bindings)
    content = settings_content(settings, Settings(), {"version": 1, "bindings": {}})
    assert content["bindings"] == {"photo": ["left ctrl", "", "pad righttrigger"]}
    assert settings_of(content) == settings
    assert settings_of({}) == Settings()


@pytest.mark.parametrize(
    "content",
    [
        {"photo": ["escape", "up", "pad a"]},
        {"photo": [7, None, "space"]},
        {"photo": "space", "dance": ["x", "", ""]},
        {"photo": ["l", "l", ""], "lamp": ["l", "", ""]},
    ],
)
def test_a_file_that_is_wrong_gives_no_key_two_actions_and_no_fixed_key_any(content: object) -> None:
    found = bindings_of(content)
    names = [name for action in ACTIONS for name in found.names(action) if name]
    assert len(names) == len(set(names))
    assert not set(names) & set(FIXED)


def test_bindings_that_are_no_table_are_told_and_as_usual() -> None:
    told: list[str] = []
    assert settings_of({"bindings": [1], "volume": 3}, told.append) == Settings(volume=3)
    assert len(told) == 1
    assert told[0].startswith("settings.json: bindings is [1]")


def test_labels_are_short_and_different() -> None:
    labels = [label_of(name) for action in ACTIONS for name in Bindings().names(action) if name]
    assert len(labels) == len(set(labels))
    assert max(map(len, labels)) <= 6
    assert label_of("pad 11") == "pad 11"
    assert len(set(TITLES.values())) == len(ACTIONS)
