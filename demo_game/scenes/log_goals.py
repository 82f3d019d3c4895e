"""The log book's first pages: the goals and how far they are, the world and what is known of its zones."""

from __future__ import annotations

import pygame

from demo_game.book.goals import goals_of
from demo_game.canvas.moods import MOODS, rgb
from demo_game.panels import widgets
from demo_game.session.session import Session
from pixelgen import ZONES

_TEXT, _PALE = rgb("3b2a20"), rgb("8a6a50")


def draw_goals(onto: pygame.Surface, session: Session) -> None:
    """What there is to reach on the left, the world and its zones on the right."""
    book, rosters = session.book, session.reef.population.rosters
    y = 48
    for goal in goals_of(book, rosters):
        mark = "\u2605" if goal.reached else "\u2606"
        widgets.write(onto, mark, (38, y), scale=2, colour=rgb("b17600"), edge=None)
        bottom = widgets.write_lines(onto, goal.title, (58, y), width=160, colour=_TEXT)
        area = pygame.Rect(58, bottom + 1, 110, 7)
        widgets.bar(onto, area, goal.done / max(goal.of, 1), colour=rgb("d29d00"))
        widgets.write(onto, f"{goal.done} of {goal.of}", (174, bottom), colour=_PALE, edge=None)
        y = bottom + 17
    widgets.write(onto, "This world", (262, 48), scale=2, colour=_TEXT, edge=None)
    widgets.write(onto, session.reef.seed, (262, 72), colour=_PALE, edge=None)
    y = 94
    for zone in ZONES:
        onto.fill(MOODS[zone].water, (262, y, 9, 9))
        pages, of = len(book.species_of(zone)), len(rosters[zone])
        seen = "" if zone in book.visited else "  (not visited)"
        widgets.write(onto, f"{zone.capitalize()}  {pages} of {of}{seen}", (278, y), colour=_TEXT, edge=None)
        y += 15
    children = "1 child" if len(book.children) == 1 else f"{len(book.children)} children"
    widgets.write(onto, children, (262, y + 6), colour=_TEXT, edge=None)
