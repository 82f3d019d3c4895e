"""What the parts of a session use of the whole: they know it by this alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from demo_game.book.logbook import Child, LogBook, Photo
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.economy.progress import Progress
from demo_game.economy.table import Economy
from demo_game.rules.reef import Reef
from demo_game.session.messages import Messages


class Bred(Protocol):
    """Who knows the animals that the player bred."""

    def child_of(self, number: int) -> Child | None:
        """The one that a resident of the reef is."""


class Expedition(Protocol):
    """A session, as its parts see it."""

    economy: Economy
    supply: SpriteSupply
    play: Callable[[str], object]
    messages: Messages
    seconds: float
    last_photo: tuple[Photo, int, float] | None
    gained: tuple[int, float]
    book: LogBook
    progress: Progress
    reef: Reef

    @property
    def family(self) -> Bred:
        """The animals that the player bred."""

    def key(self, action: str) -> str:
        """What the player presses for an action."""

    def save(self) -> object:
        """Keep all of it."""

    def show_message(self, line: str, *, failure: bool = False, urgent: bool = False) -> None:
        """Tell the player a line."""

    def let_swim(self, child: Child) -> None:
        """Put a bred animal into the reef."""
