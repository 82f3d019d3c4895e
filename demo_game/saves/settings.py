"""What the player prefers. Pure values: knows neither the file they are kept in nor the screen that changes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo_game.saves.bindings import Bindings

LOUDEST = 10
MOST_SCALE = 8
LARGEST_WINDOW = 16_384


@dataclass(frozen=True, slots=True)
class Settings:
    """scale: pixels of the screen for one of the game's, 0 as large as fits. volume 0 to 10.

    width, height: of a window that was drawn to a size by hand, else 0. safe_colours: a display that does not rely on
    red and green. seed: the world played last. music: its volume, 0 to 10.
    effects: the same of effects and of the water. relaxed: no air is used up. calm_flashes: the camera does not
    flash, nothing blinks. steady: nothing sways or slides that need not. large_text: letters half as large again.
    swim_toggles: a direction is pressed once to swim and once to stop. whole_pixels: the view is enlarged by whole
    numbers alone, with a rim; otherwise it fills window and screen.
    """

    scale: int = 0
    width: int = 0
    height: int = 0
    full_screen: bool = False
    volume: int = 6
    muted: bool = False
    safe_colours: bool = False
    seed: str = ""
    music: int = 6
    relaxed: bool = False
    calm_flashes: bool = False
    effects: int = 6
    steady: bool = False
    large_text: bool = False
    swim_toggles: bool = False
    whole_pixels: bool = False
    bindings: Bindings = field(default_factory=Bindings)
