"""What can be opened during a dive or a pause: action -> the screen. Knows not what is on them."""

from __future__ import annotations

from collections.abc import Callable

from demo_game.scenes.aquarium import AquariumScene
from demo_game.scenes.base import Scene
from demo_game.scenes.help import HelpScene
from demo_game.scenes.incubator import IncubatorScene
from demo_game.scenes.keeper import KeeperScene
from demo_game.scenes.log import LogScene
from demo_game.scenes.workshop import WorkshopScene
from demo_game.session.session import Session

PLACES: dict[str, Callable[[Session, Scene], Scene]] = {
    "log": LogScene,
    "keeper": KeeperScene,
    "workshop": WorkshopScene,
    "incubator": IncubatorScene,
    "aquarium": AquariumScene,
    "help": HelpScene,
}
