"""The incubator: two photographed parents, a litter of eggs, how long they take. Draws no sprites."""

from __future__ import annotations

import math

import pygame

from demo_game.book.breeding import Parent, child_generation, display_name, parents_of
from demo_game.book.looks import short_looks
from demo_game.canvas.letters import is_large, line_height
from demo_game.canvas.moods import rgb
from demo_game.creatures import eggs
from demo_game.creatures.creature_pictures import Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import backdrop
from demo_game.panels.slots import CHOSEN, Grid, draw_creature, draw_slot
from demo_game.rules.company import VIEW
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_LEFT, _WIDTH = 214, 246  # of the right half


class IncubatorScene(Over):
    """Choose two in the grid; confirm once more and they have eggs, which hatch during the next dive."""

    title = "Incubator"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._parents = parents_of(session.book)
        self._grid = Grid(22, 40)
        self._chosen: list[Parent] = []
        session.teach("incubator")

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Choose in the grid until both are there, then lay."""
        self.pass_time(dt)
        if inputs.pressed("log", "incubator", "pause") or (inputs.pressed("back") and not self._chosen):
            return self.before
        for press in inputs.presses:
            if press.action in ("back", "erase") and self._chosen:
                self._chosen.pop()
            elif press.action in ("up", "down", "left", "right"):
                self._grid.step(press.action, len(self._parents))
                self.session.play("ui_move")
            elif press.action in ("confirm", "photo"):
                self._confirm()
            elif press.action == "click" and press.at is not None:
                place = self._grid.at(press.at, len(self._parents))
                if place is not None:
                    self._grid.place = place
                    self._confirm()
                elif press.at[0] >= _LEFT:
                    self._confirm()
        return self

    def _confirm(self) -> None:
        session = self.session
        if session.progress.eggs:
            session.reply("The incubator is full. Eggs hatch while you dive")
            return
        if len(self._chosen) < 2:
            if self._grid.place < len(self._parents):
                parent = self._parents[self._grid.place]
                if parent in self._chosen:
                    session.reply("Choose another one as the second parent")
                    return
                self._chosen.append(parent)
                session.play("ui_select")
            return
        laid = session.family.lay(*self._chosen)
        if laid:
            session.reply(f"{laid} eggs. They hatch during the next dive")
        else:
            session.play("denied")
            session.show_message("These two cannot have young here: one was drawn with other weights", failure=True)
        self._chosen = []

    def _creature(self, parent: Parent) -> Portrait | None:
        request = self.session.supply.request_of(parent.dna)
        return None if request is None else self.session.supply.portrait(request, species=parent.species)

    def draw(self, onto: pygame.Surface) -> None:
        """The parents on the left, the family on the right."""
        self.draw_ground(onto, pygame.Rect(10, 6, VIEW[0] - 20, PANEL_BOTTOM - 6))
        if not self._parents:
            words = "Photograph two animals. Then they can have eggs here."
            if not self.session.supply.draws:
                words = "Breeding is off, as the weights are missing."
            widgets.write_lines(onto, words, (22, 44), width=170, colour=widgets.FAINT)
        for number in self._grid.shown(len(self._parents)):
            parent, area = self._parents[number], self._grid.area(number)
            mine = parent in self._chosen
            lit = mine or number == self._grid.place
            draw_slot(onto, area, self._creature(parent), seconds=self._seconds, lit=lit)
            if parent.generation:
                widgets.write(onto, str(parent.generation), (area.right - 8, area.y + 2), colour=widgets.SAFE)
            if mine:
                widgets.write(onto, "AB"[self._chosen.index(parent)], (area.x + 3, area.y + 2), colour=CHOSEN)
        if self.session.progress.eggs:
            self._draw_eggs(onto)
        else:
            self._draw_pair(onto)

    def _draw_eggs(self, onto: pygame.Surface) -> None:
        """The litter, and what is known of it."""
        laid = self.session.progress.eggs
        area = pygame.Rect(_LEFT, 46, _WIDTH, 92)
        onto.blit(backdrop("shallows", area.width, area.height), area)
        pygame.draw.rect(onto, CHOSEN, area, width=1)
        for number in range(len(laid)):
            x = area.x + area.width * (number + 1) // (len(laid) + 1)
            shake = (
                0
                if self.session.settings.steady
                else round(math.sin(self._seconds * 20 + number) * (self._seconds * 0.7 + number * 0.3) % 1 > 0.8)
            )
            bright = (self._seconds + number * 0.37) % 1.6 < 0.15 and not self.session.settings.calm_flashes
            picture = pygame.transform.scale_by(eggs.picture(bright=bright), 2)
            onto.blit(picture, (x - 12 + shake, area.bottom - 37))
        a, b = laid[0].a, laid[0].b
        y = widgets.write_lines(onto, f"{len(laid)} eggs of {a} and {b}", (_LEFT, 148), width=_WIDTH)
        seconds = max(0, math.ceil(min(egg.left for egg in laid)))
        where = f"the aquarium ({self.session.key('aquarium')})"
        line = f"The first hatches after {seconds} seconds under water. The young move into {where}."
        widgets.write_lines(onto, line, (_LEFT, y + 6), width=_WIDTH, colour=widgets.FAINT)

    def _draw_pair(self, onto: pygame.Surface) -> None:
        """Both parents and what they may give."""
        for place in range(2):
            area = pygame.Rect(_LEFT + place * 128, 46, 118, 76)
            parent = self._chosen[place] if place < len(self._chosen) else None
            if parent is None and place == len(self._chosen) and self._grid.place < len(self._parents):
                parent = self._parents[self._grid.place]  # as it would be
            onto.blit(backdrop(parent.zone if parent else "reef", area.width, area.height), area)
            settled = place < len(self._chosen)
            pygame.draw.rect(onto, CHOSEN if settled else rgb("3a6a94"), area, width=1)
            widgets.write(onto, "AB"[place], (area.x + 4, area.y + 4), colour=CHOSEN if settled else widgets.FAINT)
            if parent is None:
                widgets.write(onto, "?", (area.centerx, area.y + 30), scale=2, align="middle", colour=widgets.FAINT)
                continue
            draw_creature(onto, self._creature(parent), area, seconds=self._seconds, scale=2)
            widgets.write(onto, parent.name, (area.centerx, area.bottom + 4), align="middle", colour=CHOSEN)
            kind = display_name(parent.species)
            widgets.write(
                onto, kind, (area.centerx, area.bottom + 4 + line_height()), align="middle", colour=widgets.FAINT
            )
            looks = short_looks(self.session.family.looks_of(parent.dna))
            widgets.write_lines(
                onto, looks, (area.x, area.bottom + 6 + 2 * line_height()), width=area.width, colour=widgets.SOFT
            )
        if len(self._chosen) == 2:
            generation = child_generation(*self._chosen)
            line = f"{self.session.confirm_key}: {self.session.reef.outfit.eggs} eggs of generation {generation}"
            colour = widgets.GOLD
        else:
            line, colour = f"Choose parent {'AB'[len(self._chosen)]}   {self.session.back_key}: back", widgets.FAINT
        widgets.write(onto, line, (_LEFT + _WIDTH // 2, 196), align="middle", colour=colour)
        hint = "A child has one allele of each parent for each look; what is hidden may come back in a grandchild."
        if is_large():
            hint = "What is hidden in both may come back in the young."
        widgets.write_lines(onto, hint, (_LEFT, 212), width=_WIDTH, colour=widgets.FAINT)
