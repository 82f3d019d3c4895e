"""The session's messages -> lines at the lower edge of the view. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.canvas.letters import balanced, line_height, width_of
from demo_game.panels import widgets
from demo_game.rules.reef import VIEW
from demo_game.session.messages import Message
from demo_game.session.session import Session

BESIDE_CARD = VIEW[0] - 180  # a line's width that leaves the lower left corner to the photograph
WHOLE = VIEW[0] - 30


def draw_messages(
    onto: pygame.Surface,
    session: Session,
    *,
    bottom: int,
    top: int = 0,
    width: int = WHOLE,
    plates: bool = False,
    since: float = 0.0,
) -> list[pygame.Rect]:
    """The last messages, the newest at the bottom -> the areas that they take.

    bottom, top: rows between which there is room; the newest one is shown in any case. plates: put each on one, as over
    a panel; a failure has one anywhere, and a mark. since: older ones are left out.
    """
    areas: list[pygame.Rect] = []
    for message in session.messages.shown[::-1]:
        if not message.failure and message.since < since:
            continue
        lines = balanced(f"! {message.line}" if message.failure else message.line, width)
        area = pygame.Rect(0, 0, max(width_of(part) for part in lines) + 12, len(lines) * line_height() + 3)
        area.midbottom = (VIEW[0] // 2, bottom)
        if areas and area.top < top:
            break
        _draw_message(onto, message, lines, area, plate=plates or message.failure)
        areas.append(area)
        bottom = area.top - 1
    return areas


def _draw_message(
    onto: pygame.Surface, message: Message, lines: Sequence[str], area: pygame.Rect, *, plate: bool
) -> None:
    if plate:
        pygame.draw.rect(onto, widgets.INK, area, border_radius=2)
    for number, part in enumerate(lines):
        place = (VIEW[0] // 2, area.top + 2 + number * line_height())
        widgets.write(onto, part, place, align="middle", colour=widgets.WARN if message.failure else widgets.PAPER)
