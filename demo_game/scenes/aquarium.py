"""The aquarium: three tanks with the animals that the player bred; look at them, move them, release them."""

from __future__ import annotations

import math

import pygame

from demo_game.book.breeding import display_name
from demo_game.book.logbook import TANKS, Child
from demo_game.book.looks import looks_of
from demo_game.canvas.letters import is_large, line_height, width_of
from demo_game.canvas.moods import MOODS, Rgb, mixed, rgb
from demo_game.creatures import eggs
from demo_game.creatures.creature_pictures import SIDE, Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import backdrop
from demo_game.rules.company import VIEW
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import way_of
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_TANKS = (("The sunny tank", "shallows"), ("The reef tank", "reef"), ("The night tank", "midnight"))
_GIVERS: dict[str, Rgb] = {"A": rgb("f37725"), "B": rgb("6dd4fb"), "new": rgb("bf77d4")}
_WATER = pygame.Rect(14, 34, 282, 190)
_ASIDE = pygame.Rect(304, 34, 162, 190)
_GROUND = 17  # pixels from the floor of a tank to the middle of what stands on it


class AquariumScene(Over):
    """Q and E go from tank to tank, left and right from animal to animal."""

    title = "Aquarium"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._tank, self._place = 0, 0
        self._asked: Child | None = None  # whom to release, when confirmed once more
        newest = next((one for one in session.book.children[::-1] if one.home == "aquarium"), None)
        if newest is not None:
            self._tank = newest.tank
            self._place = self._here().index(newest)
        session.teach("aquarium")

    def _here(self) -> list[Child]:
        return [one for one in self.session.book.children if one.home == "aquarium" and one.tank == self._tank]

    @property
    def chosen(self) -> Child | None:
        """The animal that is looked at."""
        here = self._here()
        return here[min(self._place, len(here) - 1)] if here else None

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Choose, move with up and down, release with confirm."""
        self.pass_time(dt)
        if inputs.pressed("back", "aquarium", "pause"):
            self.session.save()
            return self.before
        for press in inputs.presses:
            self._press(press.action)
            if press.action == "click" and press.at is not None:
                self._click(press.at)
        return self

    def _press(self, action: str) -> None:
        here, child = self._here(), self.chosen
        if action in ("previous", "next"):
            self._tank = (self._tank + (1 if action == "next" else -1)) % TANKS
            self._place = 0
            self.session.play("page")
        elif action in ("left", "right") and here:
            self._place = (min(self._place, len(here) - 1) + (1 if action == "right" else -1)) % len(here)
            self.session.play("ui_move")
        elif action in ("up", "down") and child is not None:
            self.session.family.move(child, child.tank + (1 if action == "down" else -1))
            self._place = 0
        elif action in ("confirm", "photo") and child is not None:
            if self._asked == child:
                self.session.family.release(child)
                self._place = 0
            else:
                self._asked = child
                self.session.reply(f"{self.session.confirm_key} again: {child.name} goes into the sea for good")
                return
        if action not in ("type", "click"):
            self._asked = None

    def _click(self, at: tuple[int, int]) -> None:
        for number, child in enumerate(self._here()):
            x, y = self._swims(child)
            if math.hypot(at[0] - x, at[1] - y) < 18:
                self._place = number

    def _swims(self, child: Child) -> tuple[int, int]:
        """Where in the tank an animal is now."""
        rng, way = Rng("tank", child.dna), way_of(child.species)
        speed, phase = rng.uniform(0.05, 0.11), rng.uniform(0, 6)
        if way.ground:
            x = _WATER.x + 24 + rng.uniform(0, 1) * (_WATER.width - 48)
            return round(
                x + math.sin(self._seconds * speed + phase) * (14 if way.speed else 0)
            ), _WATER.bottom - _GROUND
        x = _WATER.centerx + math.sin(self._seconds * speed * 2 + phase) * (_WATER.width / 2 - 26)
        level = rng.uniform(0.18, 0.72)
        return round(x), round(_WATER.y + level * _WATER.height + math.sin(self._seconds * 0.7 + phase) * 6)

    def _portrait(self, child: Child) -> Portrait | None:
        request = self.session.supply.request_of(child.dna)
        return None if request is None else self.session.supply.portrait(request, species=child.species)

    def draw(self, onto: pygame.Surface) -> None:
        """The tank, and beside it who is looked at."""
        self.draw_ground(onto, pygame.Rect(6, 4, VIEW[0] - 12, PANEL_BOTTOM - 4))
        name, zone = _TANKS[self._tank]
        onto.blit(backdrop(zone, _WATER.width, _WATER.height), _WATER)
        self._draw_plants(onto, zone)
        before = onto.get_clip()
        onto.set_clip(_WATER)
        chosen = self.chosen
        for child in self._here():
            self._draw_animal(onto, child, lit=child is chosen)
        onto.set_clip(before)
        pygame.draw.rect(onto, rgb("c5ced5"), _WATER.inflate(4, 4), width=2, border_radius=2)
        onto.fill(mixed(MOODS[zone].water, (255, 255, 255), 0.6), (_WATER.x, _WATER.y, _WATER.width, 2))
        widgets.write(
            onto,
            f"< {self.session.key('previous')}   {name}   {self.session.key('next')} >",
            (_WATER.centerx, _WATER.y + 6),
            align="middle",
            colour=widgets.SOFT,
        )
        if chosen is None:
            where = f"in the incubator ({self.session.key('incubator')})"
            words = f"Nobody lives in this tank. Lay eggs {where}, then dive: the young move in here."
            widgets.write_lines(onto, words, (_ASIDE.x, _ASIDE.y + 8), width=_ASIDE.width, colour=widgets.FAINT)
        else:
            self._draw_card(onto, chosen)
        keys = f"Left, right: who   Up, down: other tank   {self.session.confirm_key}: release it"
        widgets.write(onto, keys, (VIEW[0] // 2, 241 - line_height()), align="middle", colour=widgets.FAINT)

    def _draw_plants(self, onto: pygame.Surface, zone: str) -> None:
        """Weeds and stones that sway a little."""
        mood = MOODS[zone]
        for number in range(9):
            rng = Rng("weed", zone, number)
            x, height = _WATER.x + 8 + round(rng.random() * (_WATER.width - 16)), round(rng.uniform(10, 46))
            for row in range(height):
                sway = math.sin(self.beat * 1.1 + number + row * 0.12) * row * 0.09
                colour = mood.crust[1] if row % 5 else mood.crust[0]
                onto.fill(mixed(mood.inside, colour, 0.75), (x + round(sway), _WATER.bottom - 5 - row, 2, 1))

    def _draw_animal(self, onto: pygame.Surface, child: Child, *, lit: bool) -> None:
        portrait = self._portrait(child)
        x, y = self._swims(child)
        if portrait is None:
            onto.blit(eggs.picture(bright=False), (x - 6, y - 6))
        else:
            ahead = math.cos(self._seconds * Rng("tank", child.dna).uniform(0.05, 0.11) * 2) >= 0
            picture = portrait.still(self._seconds, mirrored=not ahead)
            onto.blit(picture, (x - SIDE // 2, y - SIDE // 2))
        if lit:
            widgets.write(onto, "\u25b6", (x - 26, y - 4), colour=widgets.GOLD)

    def _draw_card(self, onto: pygame.Surface, child: Child) -> None:
        x, y = _ASIDE.topleft
        widgets.write(onto, child.name, (x, y), scale=2, colour=widgets.GOLD)
        kind = f"{display_name(child.species)}, generation {child.generation}"
        row = widgets.write_lines(onto, kind, (x, y + 22), width=_ASIDE.width) + 2
        if child.a and child.b:
            left = widgets.write(onto, f"A {child.a}", (x, row), colour=_GIVERS["A"])
            widgets.write(onto, f"B {child.b}", (x + left + 8, row), colour=_GIVERS["B"])
        draw_inheritance(onto, self.session, child.dna, (x, row + line_height() + 3), width=_ASIDE.width)


def draw_inheritance(onto: pygame.Surface, session: Session, dna: str, at: tuple[int, int], *, width: int) -> int:
    """A line for each look: what it is, which parent gave it, what is hidden -> the row below."""
    request = session.supply.request_of(dna)
    x, y = at
    for look in looks_of(session.family.looks_of(dna), request):
        if look.giver:
            mark = look.giver if len(look.giver) == 1 else "+"
            widgets.write(onto, mark, (x, y), colour=_GIVERS[look.giver])
        widgets.write(onto, look.trait, (x + 10, y), colour=widgets.FAINT)
        wide = widgets.write(onto, look.value, (x + 66, y), colour=_GIVERS.get(look.giver, widgets.PAPER))
        hidden = f"({look.hidden})"
        if look.hidden and look.hidden != look.value:
            inside = x + 69 + wide + width_of(hidden) <= at[0] + width
            y += 0 if inside else line_height() - 2
            widgets.write(onto, hidden, (x + 69 + wide if inside else x + 66, y), colour=widgets.FAINT)
        y += line_height() - (2 if is_large() else 0)
    if request is not None and request.heredity is not None:
        y = widgets.write_lines(
            onto,
            "A, B: who gave it; (what is hidden).",
            (x, y + 3),
            width=width,
            colour=widgets.FAINT,
        )
    return y
