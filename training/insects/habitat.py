"""The insects' zones and categories, the light there, and the colours of their schemes. Knows no species."""

from __future__ import annotations

from training.drawing.zones import Scheme, scheme

ZONES = ("meadow", "forest", "pond", "night")
CATEGORIES = ("beetles", "winged", "legged", "soft")
LIT_ZONES = ("night",)  # a dark outline is lost there
# What lies behind them, as the sea's water does.
AIR: dict[str, tuple[int, int, int]] = {
    "meadow": (150, 190, 120),
    "forest": (38, 66, 48),
    "pond": (70, 130, 150),
    "night": (16, 18, 40),
}


def everywhere(*texts: str) -> dict[str, tuple[Scheme, ...]]:
    """The same schemes in every zone; see `training.drawing.zones.scheme`."""
    return dict.fromkeys(ZONES, tuple(scheme(text) for text in texts))
