"""What someone typed or pasted -> the seed of a world, in one spelling; and new ones. Knows nothing of worlds."""

from __future__ import annotations

from demo_game.rules.rng import Rng

LONGEST = 16
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
_WORDS = (
    "CORAL LAGOON ATOLL KELP PEARL MANTA TRENCH TIDE SQUID URCHIN COVE ABYSS LANTERN NAUTILUS SHELL CURRENT "
    "ANCHOR FATHOM SIREN DRIFT"
).split()


def normalised_seed(text: str) -> str:
    """Capitals, digits and hyphens; blanks become hyphens, the rest is left out. Empty when nothing remains.

    >>> normalised_seed(" coral 7431!")
    'CORAL-7431'
    """
    joined = "-".join(text.upper().split())
    return "".join(letter for letter in joined if letter in _LETTERS)[:LONGEST].strip("-")


def suggested_seed(key: object) -> str:
    """A seed that is easy to remember; another key gives another one."""
    rng = Rng("suggested", key)
    return f"{rng.choice(_WORDS)}-{rng.randrange(9000) + 1000}"


def daily_seed(day: str) -> str:
    """The world of a day in the form of ISO 8601, the same for everybody.

    >>> daily_seed("2026-03-09")
    'DAY-2026-03-09'
    """
    return f"DAY-{day}"
