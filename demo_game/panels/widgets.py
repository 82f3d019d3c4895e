"""Panels, lines of text, bars, stars and menus -> pixels of the view. Knows nothing of what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from demo_game.canvas.letters import balanced, line_height, width_of
from demo_game.canvas.moods import Rgb, rgb
from demo_game.canvas.pixels import text
from demo_game.rules.company import VIEW
from demo_game.session.inputs import Inputs

INK, PAPER, FAINT = rgb("0b1524"), rgb("f6fbfe"), rgb("8fb4cc")
SOFT = rgb("cfe6f2")  # as faint as can be read over bright water
GOLD, WARN, SAFE = rgb("e2ca6d"), rgb("f37725"), rgb("6dd4fb")
MARKED = rgb("1d56ab")
_PANEL, _RIM, _SHADE = rgb("10243c"), rgb("3a6a94"), rgb("081222")


def panel(onto: pygame.Surface, area: pygame.Rect, *, fill: Rgb = _PANEL, rim: Rgb = _RIM) -> None:
    """A dark plate with clipped corners and a lit upper edge."""
    pygame.draw.rect(onto, _SHADE, area.inflate(2, 2), border_radius=3)
    pygame.draw.rect(onto, fill, area, border_radius=2)
    pygame.draw.rect(onto, rim, area.inflate(-2, -2), width=1, border_radius=2)


def veil(onto: pygame.Surface, share: float) -> None:
    """Darken everything drawn so far."""
    level = round(255 * (1 - share))
    onto.fill((level, level, min(255, level + 8)), special_flags=pygame.BLEND_RGB_MULT)


def write(
    onto: pygame.Surface,
    line: str,
    at: tuple[int, int],
    *,
    colour: Rgb = PAPER,
    scale: int = 1,
    edge: Rgb | None = INK,
    align: str = "left",
) -> int:
    """One line of text -> its width. at: its upper left corner, or the middle or right end of its upper edge."""
    picture = text(line, colour, scale=scale, edge=edge)
    width = picture.get_width()
    x = at[0] - {"left": 0, "middle": width // 2, "right": width}[align]
    onto.blit(picture, (x, at[1]))
    return width


def write_lines(
    onto: pygame.Surface, line: str, at: tuple[int, int], *, width: int, colour: Rgb = PAPER, edge: Rgb | None = None
) -> int:
    """A paragraph -> the row below it."""
    x, y = at
    for part in balanced(line, width):
        write(onto, part, (x, y), colour=colour, edge=edge)
        y += line_height() - 1
    return y


def underline(onto: pygame.Surface, at: tuple[int, int, int], *, colour: Rgb = GOLD) -> None:
    """A mark that needs no colour. at: x, y and its width."""
    onto.fill(colour, (*at, 1))


def stars(onto: pygame.Surface, count: int, at: tuple[int, int], *, most: int = 3) -> None:
    """Full and empty stars."""
    for number in range(most):
        full = number < count
        write(onto, "\u2605" if full else "\u2606", (at[0] + number * 9, at[1]), colour=GOLD if full else FAINT)


def bar(onto: pygame.Surface, area: pygame.Rect, share: float, *, colour: Rgb, hatched: bool = False) -> None:
    """A gauge; hatched, it can be read without colour."""
    pygame.draw.rect(onto, INK, area)
    inside = area.inflate(-2, -2)
    width = round(inside.width * max(0.0, min(1.0, share)))
    onto.fill(_SHADE, inside)
    onto.fill(colour, (inside.x, inside.y, width, inside.height))
    if width > 2:
        onto.fill(PAPER, (inside.x, inside.y, width - 1, 1))
    if hatched:
        for x in range(inside.x, inside.x + width, 3):
            onto.fill(INK, (x, inside.y + 1, 1, inside.height - 1))


@dataclass(slots=True)
class Menu:
    """Lines to choose from, by keys, mouse or gamepad; the chosen one is marked by more than its colour."""

    lines: Sequence[str]
    chosen: int = 0
    top: int = 0
    middle: int = VIEW[0] // 2
    spacing: int = 16

    def handle(self, inputs: Inputs) -> tuple[int | None, str | None]:
        """(line that was confirmed or None, left or right when one was pressed)."""
        picked, step = None, None
        for press in inputs.presses:
            if press.action in ("up", "down"):
                self.chosen = (self.chosen + (1 if press.action == "down" else -1)) % len(self.lines)
            elif press.action in ("left", "right"):
                step = press.action
            elif press.action in ("confirm", "photo"):
                picked = self.chosen
            elif press.action == "click" and press.at is not None and (line := self.line_at(press.at)) is not None:
                self.chosen = picked = line
        if inputs.pointer is not None and (line := self.line_at(inputs.pointer)) is not None:
            self.chosen = line
        return picked, step

    def line_at(self, at: tuple[int, int]) -> int | None:
        """The line under a place."""
        x, y = at
        for number, line in enumerate(self.lines):
            top = self.top + number * self.spacing
            if top - 3 <= y < top + line_height() and abs(x - self.middle) < width_of(line) // 2 + 24:
                return number
        return None

    def draw(self, onto: pygame.Surface, seconds: float) -> None:
        """All lines, in the middle. seconds: the mark beside the chosen one sways with them."""
        for number, line in enumerate(self.lines):
            top = self.top + number * self.spacing
            chosen = number == self.chosen
            write(onto, line, (self.middle, top), colour=GOLD if chosen else PAPER, align="middle")
            if chosen:
                reach = width_of(line) // 2 + 10 + int(seconds * 3) % 2
                write(onto, "\u25b6", (self.middle - reach - 4, top), colour=GOLD)
