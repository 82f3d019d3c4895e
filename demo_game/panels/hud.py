"""The state of a dive -> what is written over it: air, depth, zones, the viewfinder, messages. Decides nothing."""

from __future__ import annotations

import math

import pygame

from demo_game.book.nursery import spoken
from demo_game.canvas.letters import width_of
from demo_game.canvas.moods import MOODS, rgb
from demo_game.panels import widgets
from demo_game.panels.messages import draw_messages
from demo_game.panels.photo_card import draw_photo
from demo_game.rules.diver import LOW_AIR
from demo_game.rules.reef import VIEW
from demo_game.rules.zones import DEPTH, metres_at, zone_at
from demo_game.session.session import Session
from pixelgen import ZONES

_FLASH_SECONDS, _CARD_SECONDS, _RIBBON_SECONDS = 0.22, 3.2, 5.5
_ARROW = ((0.0, 1.2), (2.5, 1.0), (math.pi, 0.4), (-2.5, 1.0))  # corners: turn from ahead, and how far
_AIR, _AIR_LOW = rgb("6dd4fb"), rgb("f37725")
_SAFE_AIR, _SAFE_LOW = rgb("ffffff"), rgb("f37725")


class Hud:
    """Drawn over the view of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def draw(self, onto: pygame.Surface, *, hints: str = "") -> None:
        """Everything; hints: a line at the lower edge."""
        session = self._session
        self._draw_flash(onto)
        self._draw_finder(onto)
        self._draw_air(onto)
        self._draw_way_to_air(onto)
        self._draw_depth(onto)
        self._draw_card(onto)
        self._draw_aim(onto)
        draw_messages(onto, session)
        if hints:
            widgets.write(onto, hints, (VIEW[0] // 2, VIEW[1] - 14), align="middle", colour=widgets.SOFT)

    def _draw_air(self, onto: pygame.Surface) -> None:
        session, air = self._session, self._session.reef.diver.air
        safe, low = session.settings.safe_colours, air < LOW_AIR
        blink = low and session.seconds % 0.6 < 0.3
        colour = (_SAFE_LOW if low else _SAFE_AIR) if safe else (_AIR_LOW if low else _AIR)
        widgets.write(onto, "AIR", (8, 7))
        area = pygame.Rect(28, 7, 84, 9)
        if not blink:
            widgets.bar(onto, area, air, colour=colour, hatched=safe and low)
        else:
            pygame.draw.rect(onto, widgets.INK, area)
        if safe or low:
            widgets.write(onto, f"{round(air * 100)}%" + (" LOW" if low else ""), (116, 7))
        lamp = "Lamp on" if session.reef.diver.lamp else "Lamp off"
        widgets.write(onto, lamp, (8, 20), colour=widgets.GOLD if session.reef.diver.lamp else widgets.SOFT)

    def _draw_aim(self, onto: pygame.Surface) -> None:
        """A ribbon for an aim that was just reached."""
        session = self._session
        if session.last_aim is None:
            return
        aim, when = session.last_aim
        age = session.seconds - when
        if age > _RIBBON_SECONDS:
            return
        width = max(width_of(aim.title) + 56, 150)
        area = pygame.Rect(0, 0, width, 40)
        area.midtop = (VIEW[0] // 2, round(-46 + 84 * _sliding(age, _RIBBON_SECONDS)))
        widgets.panel(onto, area, rim=widgets.GOLD)
        widgets.write(onto, "Reached", (area.centerx, area.y + 7), align="middle", colour=widgets.GOLD)
        widgets.write(onto, aim.title, (area.centerx, area.y + 22), align="middle")
        for x in (area.x + 10, area.right - 17):
            widgets.write(onto, "\u2605", (x, area.y + 14 - int(session.seconds * 4) % 2), colour=widgets.GOLD)

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
        reach = 42 + 2 * (session.seconds % 0.6 < 0.3)
        x = diver.x - reef.camera_x + VIEW[0] / 2 + right / length * reach
        y = diver.y - reef.camera_y + VIEW[1] / 2 + down / length * reach
        heading = math.atan2(down, right)
        for size, colour in ((7.0, widgets.INK), (5.0, widgets.SAFE)):
            points = [
                (x + math.cos(heading + turn) * size * far, y + math.sin(heading + turn) * size * far)
                for turn, far in _ARROW
            ]
            pygame.draw.polygon(onto, colour, points)
        widgets.write(onto, "air", (round(x), round(y) + 7), align="middle", colour=widgets.SAFE)

    def _draw_depth(self, onto: pygame.Surface) -> None:
        session = self._session
        y = session.reef.diver.y
        zone = zone_at(y)
        pages = f"{len(session.book.species_of(zone))}/{len(session.reef.population.rosters[zone])}"
        metres = f"{metres_at(y):,} m".replace(",", " ")
        widgets.write(onto, metres, (VIEW[0] - 24, 7), align="right")
        widgets.write(onto, f"{zone.capitalize()}  {pages}", (VIEW[0] - 24, 20), align="right", colour=widgets.SOFT)
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

    def _draw_finder(self, onto: pygame.Surface) -> None:
        """Corners around what a picture would show, and the stars that it would get."""
        reef = self._session.reef
        target = reef.target
        if target is None:
            return
        x = round(target.x - reef.camera_x) + VIEW[0] // 2
        y = round(target.y - reef.camera_y) + VIEW[1] // 2
        stars = reef.stars(target)
        half = 19
        colour = widgets.GOLD if stars == 3 else widgets.PAPER
        for right in (-1, 1):
            for down in (-1, 1):
                px, py = x + right * half, y + down * half
                onto.fill(widgets.INK, (min(px, px - right * 5) - 1, py - 1, 8, 3))
                onto.fill(widgets.INK, (px - 1, min(py, py - down * 5) - 1, 3, 8))
                onto.fill(colour, (min(px, px - right * 5), py, 6, 1))
                onto.fill(colour, (px, min(py, py - down * 5), 1, 6))
        known = self._session.book.page(target.resident.request.zone, target.resident.species) is not None
        name = spoken(target.resident.species) if known else "New!"
        widgets.write(onto, name, (x, y - half - 12), align="middle", colour=widgets.PAPER if known else widgets.GOLD)
        widgets.stars(onto, stars, (x - 13, y + half + 3))

    def _draw_flash(self, onto: pygame.Surface) -> None:
        session = self._session
        if session.last_photo is None:
            return
        age = session.seconds - session.last_photo[2]
        if age < _FLASH_SECONDS:
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
        y = VIEW[1] - round(66 * _sliding(age, _CARD_SECONDS))
        draw_photo(
            onto,
            (10, y),
            zone=photo.zone,
            creature=session.supply.creature(number),
            flipped=photo.flipped,
        )
        widgets.write(onto, spoken(photo.species), (66, y + 12))
        widgets.stars(onto, photo.stars, (66, y + 26))


def _sliding(age: float, seconds: float) -> float:
    """From 0 to 1, where it stays, and back at the end."""
    return max(0.0, min(1.0, age / 0.3, (seconds - age) / 0.3))
