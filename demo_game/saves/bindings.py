"""Actions <-> the keys and pad buttons that they are bound to. Pure values; knows neither pygame nor screens.

A name is that of a key as SDL calls it ("space", "left ctrl"), or of a button of a pad with "pad " before it
("pad x", "pad leftshoulder", "pad 11" of one that SDL has no map of).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAD = "pad "
SLOTS = 3  # of an action: two keys and a button
# action -> its name for the player, its keys and its button; empty: none
_USUAL: dict[str, tuple[str, tuple[str, str, str]]] = {
    "swim_up": ("Swim up", ("w", "", "")),
    "swim_down": ("Swim down", ("s", "", "")),
    "swim_left": ("Swim left", ("a", "", "")),
    "swim_right": ("Swim right", ("d", "", "")),
    "photo": ("Photograph", ("space", "", "pad righttrigger")),
    "lamp": ("Lamp", ("l", "f", "pad x")),
    "log": ("Log book", ("tab", "b", "pad y")),
    "previous": ("Page before", ("q", "page up", "pad leftshoulder")),
    "next": ("Page after", ("e", "page down", "pad rightshoulder")),
    "keeper": ("Keeper's notes", ("k", "", "pad back")),
    "workshop": ("Workshop", ("u", "", "pad lefttrigger")),
    "incubator": ("Incubator", ("n", "", "pad leftstick")),
    "aquarium": ("Aquarium", ("v", "", "pad rightstick")),
    "share": ("Save a card", ("c", "", "")),
    "pause": ("Pause", ("p", "", "pad start")),
    "help": ("Help", ("h", "f1", "")),
    "mute": ("Sound on and off", ("m", "", "")),
    "full_screen": ("Full screen", ("f11", "", "")),
}
ACTIONS = tuple(_USUAL)
TITLES = {action: title for action, (title, _) in _USUAL.items()}
# What chooses, confirms and goes back in every screen, so that nobody can lock himself out; also for the arrows at sea.
FIXED = {
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "return": "confirm",
    "enter": "confirm",
    "escape": "back",
    "backspace": "erase",
    "delete": "erase",
    "pad a": "confirm",
    "pad b": "back",
    "pad dpup": "up",
    "pad dpdown": "down",
    "pad dpleft": "left",
    "pad dpright": "right",
}
_LABELS = {"return": "Enter", "escape": "Esc", "page up": "PgUp", "page down": "PgDn", "delete": "Del", "tab": "Tab"}
_PAD_LABELS = {
    "leftshoulder": "LB",
    "rightshoulder": "RB",
    "lefttrigger": "LT",
    "righttrigger": "RT",
    "leftstick": "L3",
    "rightstick": "R3",
    "back": "Back",
    "start": "Start",
    "guide": "Guide",
}


@dataclass(frozen=True, slots=True)
class Bindings:
    """changed: (action, its three names) of those that are not as usual."""

    changed: tuple[tuple[str, tuple[str, str, str]], ...] = ()

    def names(self, action: str) -> tuple[str, str, str]:
        """Two keys and a button; empty where there is none."""
        return dict(self.changed).get(action, _USUAL[action][1])

    def action_of(self, name: str) -> str | None:
        """What a key or button does, beside what is FIXED."""
        return next((action for action in ACTIONS if name in self.names(action)), None)

    def label(self, action: str, *, pad: bool = False) -> str:
        """The key to name in a hint, or the button for who plays with a pad; empty when it has none."""
        first, second, button = self.names(action)
        order = (button, first, second) if pad else (first, second, button)
        return next((label_of(name) for name in order if name), "")

    def bound(self, action: str, slot: int, name: str) -> tuple[Bindings, str]:
        """With a key or button at one of the places of an action, or none -> those, and what to tell the player.

        Who had it before loses it. What is FIXED cannot be bound, nor a key where a button belongs.
        """
        if name and name in FIXED:
            return self, f"{label_of(name)} always does the same; choose another"
        if name and name.startswith(PAD) != (slot == SLOTS - 1):
            return self, "A button of a pad belongs here" if slot == SLOTS - 1 else "A key belongs here"
        before = self.action_of(name) if name else None
        found = {each: list(self.names(each)) for each in ACTIONS}
        if before is not None:
            found[before][found[before].index(name)] = ""
        found[action][slot] = name
        told = f"{TITLES[action]}: {label_of(name) if name else 'nothing'}"
        if before is not None and before != action:
            told += f". It was that of {TITLES[before]}" + (", which has none now" if not any(found[before]) else "")
        return _of(found), told

    def content(self) -> dict[str, list[str]]:
        """As a file keeps it."""
        return {action: list(names) for action, names in self.changed}


def bindings_of(content: Any) -> Bindings:
    """Of a file; what is unknown, fixed or bound twice is left out. ValueError when it is no table."""
    if not isinstance(content, Mapping):
        raise ValueError(f"bindings is {content!r}"[:80])
    found = {action: list(names) for action, (_, names) in _USUAL.items()}
    taken: set[str] = set()
    for action, names in content.items():
        if action in found and isinstance(names, list) and len(names) == SLOTS:
            found[action] = [
                name
                if isinstance(name, str) and name not in FIXED and name.startswith(PAD) == (slot == SLOTS - 1)
                else ""
                for slot, name in enumerate(names)
            ]
    for action in sorted(found, key=lambda each: each not in content):  # what was chosen goes before what is usual
        for slot, name in enumerate(found[action]):
            if name and name in taken:
                found[action][slot] = ""
            taken.add(name)
    return _of(found)


def label_of(name: str) -> str:
    """A key or button as it is written."""
    if name.startswith(PAD):
        button = name.removeprefix(PAD)
        return _PAD_LABELS.get(button, button.upper() if len(button) == 1 else f"pad {button}")
    if name in _LABELS:
        return _LABELS[name]
    return name.upper() if len(name) <= 3 else name.capitalize()


def _of(found: Mapping[str, list[str]]) -> Bindings:
    triples = {action: (names[0], names[1], names[2]) for action, names in found.items()}
    return Bindings(tuple((action, names) for action, names in triples.items() if names != _USUAL[action][1]))
