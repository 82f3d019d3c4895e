"""The traits of an animal -> words for the player, and which of its parents gave them. Knows no pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pixelgen import SpriteRequest

_TRAITS = {
    "family": "Colour",
    "accent": "Edges",
    "build": "Build",
    "limbs": "Limbs, fins",
    "pattern": "Pattern",
    "eye": "Eyes",
    "growth": "Size",
    "glow": "Glow",
}
_VALUES = {"ink": "black", "growth young": "small", "growth adult": "medium", "growth giant": "large"}


@dataclass(frozen=True, slots=True)
class Look:
    """One trait. giver: "A", "B" or "new", empty for a wild animal; hidden: what it may pass on but does not show."""

    trait: str
    value: str
    giver: str = ""
    hidden: str = ""


def looks_of(traits: Mapping[str, str], request: SpriteRequest | None = None) -> tuple[Look, ...]:
    """In words, in a fixed order; with the givers where the request is that of a child."""
    heredity = None if request is None else request.heredity
    found = []
    for trait, word in _TRAITS.items():
        if trait in traits:
            giver = "" if heredity is None else heredity.givers.get(trait, "").partition("/")[0]
            hidden = "" if heredity is None else heredity.hidden.get(trait, "")
            found.append(
                Look(word, value_in_words(trait, traits[trait]), giver, hidden and value_in_words(trait, hidden))
            )
    return tuple(found)


def value_in_words(trait: str, value: str) -> str:
    """A trait's value for the player."""
    return _VALUES.get(f"{trait} {value}") or _VALUES.get(value, value)


def short_looks(traits: Mapping[str, str]) -> str:
    """What strikes one first, in a line."""
    words = [value_in_words("growth", traits["growth"])] if traits.get("growth", "adult") != "adult" else []
    words += [traits["build"]] if traits.get("build", "regular") != "regular" else []
    words += [value_in_words("family", traits["family"])] if "family" in traits else []
    words += [traits["pattern"]] if traits.get("pattern", "plain") != "plain" else []
    words += ["glows"] if traits.get("glow", "none") != "none" else []
    return ", ".join(words)
