"""A saved dive, also one from before there was research -> what its player has earned and built."""

from __future__ import annotations

from demo_game.economy.progress import Progress
from demo_game.economy.table import Economy
from demo_game.economy.upgrades import levels_of_visits
from demo_game.saves.dive_file import SavedDive
from pixelgen import ZONES


def progress_of(economy: Economy, saved: SavedDive | None) -> Progress:
    """Of a save; one from before there was any has earned what its book shows, and the hull that it needed."""
    if saved is None:
        return Progress()
    if saved.progress is not None:
        return saved.progress
    worth, pages = economy.worth, saved.book.pages.values()
    earned = sum(worth.species + ZONES.index(photo.zone) * worth.deeper + photo.stars * worth.star for photo in pages)
    return Progress(earned=earned, levels=levels_of_visits(economy, saved.book.visited), taught=("swim", "photo"))
