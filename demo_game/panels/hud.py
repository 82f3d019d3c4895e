"""The state of a dive -> what is written over it: air, depth, zones, the viewfinder, messages. Decides nothing."""

from __future__ import annotations

import math

import pygame

from demo_game.book.breeding import child_name, display_name
from demo_game.canvas.letters import letter_height, line_height, width_of
from demo_game.canvas.moods import MOODS, rgb
from demo_game.panels import widgets
from demo_game.panels.expedition import draw_goal, draw_pressure_line, draw_research
from demo_game.panels.messages import draw_told, sliding
from demo_game.panels.photo_card import draw_print
from demo_game.rules.company import VIEW
from demo_game.rules.diver import LOW_AIR
from demo_game.rules.encounters import GIANTS, Box
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.zones import DEPTH, metres_at, zone_at
from demo_game.session.session import Session
from pixelgen import ZONES

_FLASH_SECONDS, _CARD_SECONDS = 0.22, 3.2
_FINDER = 19  # half of the finder's side
_VIEW = pygame.Rect(0, 0, *VIEW)
_CORNERS = (pygame.Rect(0, 0, 170, 54), pygame.Rect(VIEW[0] - 130, 0, 130, 38), pygame.Rect(VIEW[0] - 24, 0, 24, 132))
_ARROW = ((0.0, 1.2), (2.5, 1.0), (math.pi, 0.4), (-2.5, 1.0))  # corners: turn from ahead, and how far
_AIR, _AIR_LOW = rgb("6dd4fb"), rgb("f37725")
_SAFE_AIR, _SAFE_LOW = rgb("ffffff"), rgb("f37725")


class Hud:
    """Drawn over the view of a session. What is written beside things of the world gives way to all other text."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._taken: list[pygame.Rect] = []

    def draw(self, onto: pygame.Surface) -> None:
        """Everything."""
        self._taken = [*_CORNERS, self._hull()]
        self._draw_flash(onto)
        self._taken += draw_pressure_line(onto, self._session)
        self._draw_air(onto)
        draw_research(onto, self._session)
        self._taken += draw_goal(onto, self._session)
        self._draw_depth(onto)
        self._draw_card(onto)
        self._taken += draw_told(onto, self._session)
        self._draw_way_to_air(onto)
        self._draw_brackets(onto)
        self._draw_finder(onto)

    def _hull(self) -> pygame.Rect:
        """What the submarine covers."""
        reef = self._session.reef
        area = pygame.Rect(0, 0, 46, 34)
        x, y = reef.diver.x - reef.camera_x + VIEW[0] / 2, reef.diver.y - reef.camera_y + VIEW[1] / 2
        area.center = (round(x), round(y))
        return area

    def _take(self, area: pygame.Rect) -> bool:
        """Whether an area is free and in view; from now on it is taken."""
        if not _VIEW.contains(area) or area.collidelist(self._taken) >= 0:
            return False
        self._taken.append(area)
        return True

    def _draw_air(self, onto: pygame.Surface) -> None:
        session, air = self._session, self._session.reef.diver.air
        safe, low = session.settings.safe_colours, air < LOW_AIR
        blink = low and session.seconds % 0.6 < 0.3 and not session.settings.calm_flashes
        colour = (_SAFE_LOW if low else _SAFE_AIR) if safe else (_AIR_LOW if low else _AIR)
        left = 12 + widgets.write(onto, "AIR", (8, 7))
        area = pygame.Rect(left, 7, 84, letter_height() + 2)
        if not blink:
            widgets.bar(onto, area, air, colour=colour, hatched=safe and low)
        else:
            pygame.draw.rect(onto, widgets.INK, area)
        if safe or low:
            widgets.write(onto, f"{round(air * 100)}%" + (" LOW" if low else ""), (area.right + 4, 7))
        lamp = "Lamp on" if session.reef.diver.lamp else "Lamp off"
        widgets.write(
            onto, lamp, (8, 8 + line_height()), colour=widgets.GOLD if session.reef.diver.lamp else widgets.SOFT
        )

    def _draw_way_to_air(self, onto: pygame.Surface) -> None:
        """An arrow beside the submarine to the nearest air, when it is low."""
        session = self._session
        reef, diver = session.reef, session.reef.diver
        if diver.air >= LOW_AIR or diver.adrift or reef.at_vent() is not None:
            return
        places = [(diver.x, 0.0), *((vent.x, vent.y - 30) for vent in reef.population.vents)]
        right, down = min(
            ((x - diver.x, y - diver.y) for x, y in places), key=lambda way: way[0] * way[0] + way[1] * way[1]
        )
        length = max(math.hypot(right, down), 1.0)
        if length < 30:
            return
        reach = 42 + 2 * (session.seconds % 0.6 < 0.3 and not session.settings.steady)
        x = diver.x - reef.camera_x + VIEW[0] / 2 + right / length * reach
        y = diver.y - reef.camera_y + VIEW[1] / 2 + down / length * reach
        arrow = pygame.Rect(round(x) - 7, round(y) - 7, 15, 15)
        if arrow.collidelist([area for area in self._taken if area != self._hull()]) >= 0:
            return  # a message passes; the gauge says it too
        heading = math.atan2(down, right)
        for size, colour in ((7.0, widgets.INK), (5.0, widgets.SAFE)):
            points = [
                (x + math.cos(heading + turn) * size * far, y + math.sin(heading + turn) * size * far)
                for turn, far in _ARROW
            ]
            pygame.draw.polygon(onto, colour, points)
        if self._take(pygame.Rect(round(x) - 11, round(y) + 7, 22, line_height())):
            widgets.write(onto, "Air", (round(x), round(y) + 7), align="middle", colour=widgets.SAFE)

    def _draw_depth(self, onto: pygame.Surface) -> None:
        session = self._session
        y = session.reef.diver.y
        zone = zone_at(y)
        pages = f"{len(session.book.species_of(zone))}/{len(session.reef.population.rosters[zone])}"
        metres = f"{metres_at(y):,} m".replace(",", " ")
        widgets.write(onto, metres, (VIEW[0] - 24, 7), align="right")
        widgets.write(
            onto, f"{zone.capitalize()}  {pages}", (VIEW[0] - 24, 8 + line_height()), align="right", colour=widgets.SOFT
        )
        x, top, height = VIEW[0] - 13, 8, 120
        onto.fill(widgets.INK, (x - 1, top - 1, 7, height + 2))
        for number, name in enumerate(ZONES):
            row = top + number * height // len(ZONES)
            seen = name in session.book.visited
            colour = MOODS[name].rock[4] if seen else widgets.INK
            onto.fill(MOODS[name].water, (x, row, 5, height // len(ZONES)))
            if number:
                onto.fill(widgets.INK, (x, row, 5, 1))
            if seen:
                onto.fill(colour, (x + 2, row + height // len(ZONES) // 2, 1, 1))
        mark = top + round(max(0.0, min(1.0, y / DEPTH)) * (height - 1))
        for step in range(4):
            onto.fill(widgets.INK, (x - 5 - step, mark - step - 1, 1, 2 * step + 3))
        for step in range(3):
            onto.fill(widgets.GOLD, (x - 4 - step, mark - step, 1, 2 * step + 1))

    def _draw_brackets(self, onto: pygame.Surface) -> None:
        """Corners around what a picture would show."""
        reef = self._session.reef
        if reef.giant is not None and reef.giant_framed:
            self._draw_giant_finder(onto, reef.giant)
        if reef.target is None:
            return
        (x, y), half = self._target_place(reef.target), _FINDER
        over = [area for area in self._taken if area != self._hull()]
        colour = widgets.GOLD if reef.stars(reef.target) == 3 else widgets.PAPER
        for right in (-1, 1):
            for down in (-1, 1):
                px, py = x + right * half, y + down * half
                if pygame.Rect(px - 6, py - 6, 13, 13).collidelist(over) >= 0:
                    continue
                onto.fill(widgets.INK, (min(px, px - right * 5) - 1, py - 1, 8, 3))
                onto.fill(widgets.INK, (px - 1, min(py, py - down * 5) - 1, 3, 8))
                onto.fill(colour, (min(px, px - right * 5), py, 6, 1))
                onto.fill(colour, (px, min(py, py - down * 5), 1, 6))

    def _draw_giant_finder(self, onto: pygame.Surface, giant: tuple[str, Box]) -> None:
        """Corners around a giant in the distance, and who it is."""
        zone, box = giant
        area = pygame.Rect(box).inflate(8, 8).clip(pygame.Rect(4, 4, VIEW[0] - 8, VIEW[1] - 8))
        met = zone in self._session.progress.giants
        for x, right in ((area.left, 1), (area.right - 1, -1)):
            for y, down in ((area.top, 1), (area.bottom - 1, -1)):
                onto.fill(widgets.GOLD, (min(x, x + right * 9), y, 10, 1))
                onto.fill(widgets.GOLD, (x, min(y, y + down * 9), 1, 10))
        name = GIANTS[zone].capitalize() if met else "Something large"
        place = pygame.Rect(area.centerx - width_of(name) // 2 - 2, area.bottom + 3, width_of(name) + 4, line_height())
        if self._take(place):
            widgets.write(onto, name, (area.centerx, place.y), align="middle", colour=widgets.GOLD)

    def _target_place(self, target: Swimmer) -> tuple[int, int]:
        reef = self._session.reef
        return round(target.x - reef.camera_x) + VIEW[0] // 2, round(target.y - reef.camera_y) + VIEW[1] // 2

    def name_of(self, target: Swimmer) -> tuple[str, bool]:
        """What the finder says of an animal, and whether it is known."""
        resident, child = target.resident, self._session.family.child_of(target.resident.number)
        known = self._session.book.page(resident.request.zone, resident.species) is not None or child is not None
        name = child.name if child is not None else display_name(resident.species) if known else "New!"
        if resident.morph and resident.number not in self._session.progress.met:
            known, name = False, "Rare!"
        return name, known

    def _draw_finder(self, onto: pygame.Surface) -> None:
        """The name above the brackets, the stars of a picture below them; elsewhere or not at all without room."""
        reef = self._session.reef
        target = reef.target
        if target is None:
            return
        x, y = self._target_place(target)
        name, known = self.name_of(target)
        half = width_of(name) // 2 + 2
        for top in (y - _FINDER - 1 - line_height(), y + _FINDER + 14):
            if self._take(pygame.Rect(x - half, top, 2 * half, line_height())):
                colour = widgets.PAPER if known else widgets.GOLD
                widgets.write(onto, name, (x, top + 1), align="middle", colour=colour)
                break
        for top in (y + _FINDER + 2, y - _FINDER - 13):
            if self._take(pygame.Rect(x - 14, top, 29, 11)):
                widgets.stars(onto, reef.stars(target), (x - 13, top + 1))
                break

    def _draw_flash(self, onto: pygame.Surface) -> None:
        session = self._session
        if session.last_photo is None:
            return
        age = session.seconds - session.last_photo[2]
        if age < _FLASH_SECONDS and not session.settings.calm_flashes:
            level = round(120 * (1 - age / _FLASH_SECONDS))
            onto.fill((level, level, level), special_flags=pygame.BLEND_RGB_ADD)

    def _draw_card(self, onto: pygame.Surface) -> None:
        session = self._session
        if session.last_photo is None:
            return
        photo, number, when = session.last_photo
        age = session.seconds - when
        if age > _CARD_SECONDS:
            return
        card = pygame.Rect(8, VIEW[1] - round(86 * sliding(session, age, _CARD_SECONDS - age)), 78, 72)
        portrait = session.supply.creature(number)
        draw_print(
            onto,
            card,
            zone=photo.zone,
            creature=portrait,
            flipped=photo.flipped,
            stars=photo.stars,
            name=child_name(photo.dna) if photo.dna else display_name(photo.species),
        )
        self._taken.append(card)
