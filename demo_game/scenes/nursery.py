"""The nursery: choose two parents and what their child has of each, see it hatch, release it. Draws no sprites."""

from __future__ import annotations

import math

import pygame

from demo_game.book.nursery import PATTERN_NAMES, Pairing, Parent, child_generation, child_name, glows, parents_of
from demo_game.canvas.moods import rgb
from demo_game.creatures import eggs
from demo_game.creatures.creature_pictures import SIDE, Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import backdrop
from demo_game.rules.reef import VIEW
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from pixelgen import PATTERNS, SpriteRequest

_COLUMNS, _ROWS, _CELL = 4, 4, 44
_GRID = (22, 40)
_LINES = ("like", "another", "release", "others")
_HATCH_SECONDS = 1.0
_SLOT, _SLOT_RIM, _CHOSEN = rgb("0c1c30"), rgb("3a6a94"), rgb("e2ca6d")


class NurseryScene(Over):
    """Two parents and their child, which waits here, also in the save, until it is released or others are chosen."""

    title = "Nursery"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._parents = parents_of(session.book)
        self._place = 0
        self._chosen: list[Parent] = []
        self._pattern = 0
        self._seed = 1 + session.book.next_place
        self._line = 0
        self._request: SpriteRequest | None = None
        self._egg_since = 0.0
        if session.pairing is not None and session.supply.draws:
            waiting = session.pairing
            self._chosen = [waiting.a, waiting.b]
            self._pattern, self._seed = PATTERNS.index(waiting.pattern), waiting.seed
            self._line = _LINES.index("release")
            self._conceive()

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Choose in the grid until both are there, then decide about the child."""
        self.pass_time(dt)
        if inputs.pressed("log", "nursery", "pause"):
            return self._closed()
        for press in inputs.presses:
            if press.action == "back" and len(self._chosen) != 1:
                return self._closed()
            if press.action in ("back", "erase"):
                self._take_back()
            elif press.action == "click" and press.at is not None:
                self._click(press.at)
            elif press.action in ("up", "down", "left", "right"):
                self._step(press.action)
            elif press.action in ("confirm", "photo"):
                self._confirm()
        return self

    def _closed(self) -> Scene:
        self.session.save()
        return self.before

    def _take_back(self) -> None:
        """The parent that was chosen last."""
        if self._chosen:
            self._chosen.pop()
        self._request = self.session.pairing = None

    @property
    def child(self) -> Portrait | None:
        """The child, once its sprite is there and the egg was seen for a moment."""
        if self._request is None or self._seconds - self._egg_since < _HATCH_SECONDS:
            return None
        return self.session.supply.portrait(self._request, species=self._chosen[0].species)

    def draw(self, onto: pygame.Surface) -> None:
        """The parents on the left, the family on the right."""
        area = pygame.Rect(10, 6, VIEW[0] - 20, PANEL_BOTTOM - 6)
        self.draw_ground(onto, area)
        self._draw_grid(onto)
        self._draw_family(onto)

    def _step(self, action: str) -> None:
        self.session.play("ui_move")
        if len(self._chosen) == 2:
            if action in ("up", "down"):
                self._line = (self._line + (1 if action == "down" else -1)) % len(_LINES)
            elif _LINES[self._line] == "like":
                self._pattern = (self._pattern + (1 if action == "right" else -1)) % len(PATTERNS)
                self._conceive()
            return
        step = {"left": -1, "right": 1, "up": -_COLUMNS, "down": _COLUMNS}[action]
        if 0 <= self._place + step < len(self._parents):
            self._place += step

    def _confirm(self) -> None:
        if len(self._chosen) < 2:
            if self._place < len(self._parents):
                self._chosen.append(self._parents[self._place])
                self.session.play("ui_select")
                if len(self._chosen) == 2:
                    self._line = _LINES.index("release")
                    self._conceive()
            return
        match _LINES[self._line]:
            case "like":
                self._pattern = (self._pattern + 1) % len(PATTERNS)
                self._conceive()
            case "another":
                self._seed += 1
                self._conceive()
            case "release" if self.child is not None and self._request is not None:
                self.session.release(self._request, *self._chosen)
                self._parents = parents_of(self.session.book)
                self._chosen, self._request, self._place = [], None, 0
                self._seed += 1
            case "others":
                self._take_back()
                self._take_back()

    def _conceive(self) -> None:
        a, b = self._chosen
        self._egg_since = self._seconds
        pairing = Pairing(a, b, PATTERNS[self._pattern], self._seed)
        self._request = self.session.child_of(pairing)
        if self._request is None:
            self.session.play("denied")
            self.session.show_message("A parent was made with other weights: this child cannot be drawn", failure=True)
            self._chosen, self.session.pairing = [], None
        else:
            self.session.pairing = pairing
            self.session.supply.portrait(self._request, species=a.species)

    def _click(self, at: tuple[int, int]) -> None:
        if len(self._chosen) == 2:
            for number in range(len(_LINES)):
                if self._line_area(number).collidepoint(at):
                    self._line = number
                    self._confirm()
            return
        first = self._first()
        for number in range(first, min(len(self._parents), first + _COLUMNS * _ROWS)):
            if pygame.Rect(*_cell(number - first), _CELL, _CELL).collidepoint(at):
                self._place = number
                self._confirm()

    def _first(self) -> int:
        return max(0, self._place // _COLUMNS - _ROWS + 1) * _COLUMNS

    @staticmethod
    def _line_area(number: int) -> pygame.Rect:
        return pygame.Rect(226, 178 + number * 15, 220, 14)

    def _creature(self, parent: Parent) -> Portrait | None:
        request = self.session.supply.request_of(parent.dna)
        return None if request is None else self.session.supply.portrait(request, species=parent.species)

    def _draw_grid(self, onto: pygame.Surface) -> None:
        if not self._parents:
            words = "Photograph two animals. Then they can have a child here."
            if not self.session.supply.draws:
                words = "Breeding is off, as the weights are missing."
            widgets.write_lines(onto, words, _GRID, width=180, colour=widgets.FAINT)
        first = self._first()
        for number, parent in list(enumerate(self._parents))[first : first + _COLUMNS * _ROWS]:
            x, y = _cell(number - first)
            area = pygame.Rect(x, y, _CELL - 3, _CELL - 3)
            mine = parent in self._chosen
            here = number == self._place and len(self._chosen) < 2
            onto.fill(_SLOT, area)
            self._draw_creature(onto, self._creature(parent), area, moving=here)
            pygame.draw.rect(onto, _CHOSEN if here or mine else _SLOT_RIM, area, width=1)
            if parent.generation:
                widgets.write(onto, str(parent.generation), (area.right - 8, area.y + 2), colour=widgets.SAFE)
            if mine:
                widgets.write(onto, "AB"[self._chosen.index(parent)], (area.x + 2, area.y + 2), colour=_CHOSEN)
        if self._place < len(self._parents) and len(self._chosen) < 2:
            parent = self._parents[self._place]
            widgets.write(onto, f"{parent.name}, {parent.zone}", (_GRID[0], 222), colour=widgets.FAINT)

    def _draw_family(self, onto: pygame.Surface) -> None:
        for number, left in ((0, 226), (1, 386)):
            parent = self._chosen[number] if number < len(self._chosen) else None
            area = pygame.Rect(left, 40, 64, 60)
            if parent is None:
                onto.fill(_SLOT, area)
                widgets.write(
                    onto, "AB"[number], (area.centerx, area.y + 22), scale=2, align="middle", colour=_SLOT_RIM
                )
            else:
                onto.blit(backdrop(parent.zone, area.width, area.height), area)
                self._draw_creature(onto, self._creature(parent), area, moving=True)
                widgets.write(onto, parent.name, (area.centerx, area.bottom + 4), align="middle")
            pygame.draw.rect(onto, _SLOT_RIM, area, width=1)
        self._draw_child(onto, pygame.Rect(296, 54, 84, 84))
        if len(self._chosen) < 2:
            words = "Choose the first parent. The child is mostly like it."
            if self._chosen:
                words = "Choose the second parent. Esc: choose another first one."
            elif len(self._parents) == 1:
                words = "Photograph one more animal. A child has two parents."
            if self._parents:
                widgets.write_lines(onto, words, (226, 186), width=220, colour=widgets.FAINT)
            return
        generation = child_generation(*self._chosen)
        widgets.write(onto, f"generation {generation}", (338, 160), align="middle", colour=widgets.FAINT)
        release = "Release it" if self.child is not None else "..."
        like = f"< {PATTERN_NAMES[PATTERNS[self._pattern]]} of the second parent >"
        labels = (like, "Another child", release, "Other parents")
        for number, label in enumerate(labels):
            area = self._line_area(number)
            here = number == self._line
            widgets.write(
                onto, label, (area.centerx, area.y + 3), align="middle", colour=_CHOSEN if here else widgets.PAPER
            )
            if here:
                widgets.write(onto, "\u25b6", (area.x + 22, area.y + 3), colour=_CHOSEN)

    def _draw_child(self, onto: pygame.Surface, area: pygame.Rect) -> None:
        child = self.child
        zone = self._chosen[0].zone if self._chosen else "reef"
        onto.blit(backdrop(zone, area.width, area.height), area)
        pygame.draw.rect(onto, _CHOSEN if child else _SLOT_RIM, area, width=1)
        if len(self._chosen) < 2:
            widgets.write(onto, "?", (area.centerx, area.y + 34), scale=2, align="middle", colour=widgets.FAINT)
            return
        if child is None:
            picture = pygame.transform.scale_by(eggs.picture(bright=self._seconds % 0.5 < 0.1), 2)
            shake = round(math.sin(self._seconds * 22) * (self._seconds % 1 > 0.5))
            onto.blit(picture, (area.centerx - 12 + shake, area.centery - 13))
            return
        self._draw_creature(onto, child, area, moving=True, scale=2)
        assert self._request is not None
        name = child_name(self.session.supply.dna(self._request))
        star = "  \u2605 it glows" if glows(child.glow) else ""
        widgets.write(onto, name + star, (area.centerx, area.bottom + 8), align="middle", colour=_CHOSEN)

    def _draw_creature(
        self, onto: pygame.Surface, creature: Portrait | None, area: pygame.Rect, *, moving: bool, scale: int = 1
    ) -> None:
        if creature is None:
            onto.blit(eggs.picture(bright=False), (area.centerx - 6, area.centery - 6))
            return
        picture = creature.still(self._seconds if moving else 0.0)
        if scale > 1:
            picture = pygame.transform.scale_by(picture, scale)
        onto.blit(picture, (area.centerx - SIDE * scale // 2, area.centery - SIDE * scale // 2))


def _cell(place: int) -> tuple[int, int]:
    return _GRID[0] + place % _COLUMNS * _CELL, _GRID[1] + place // _COLUMNS * _CELL
