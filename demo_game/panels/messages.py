"""The session's messages -> lines at the lower edge of the view. Decides nothing."""

from __future__ import annotations

import pygame

from demo_game.canvas.letters import balanced, width_of
from demo_game.panels import widgets
from demo_game.rules.reef import VIEW
from demo_game.session.session import Session


def draw_messages(onto: pygame.Surface, session: Session, *, since: float = 0.0) -> None:
    """The last messages, newest at the bottom; a failure has a mark of its own. since: older ones are left out."""
    row = VIEW[1] - 34
    for message in session.messages[::-1]:
        if message.said < since and not message.grave:
            continue
        line = f"! {message.line}" if message.grave else message.line
        lines = balanced(line, VIEW[0] - 160 if not message.grave else VIEW[0] - 40)
        if message.grave:  # on a plate, as it must be read over anything
            widest = max(width_of(part) for part in lines) + 12
            height = len(lines) * widgets.LINE + 3
            plate = pygame.Rect((VIEW[0] - widest) // 2, row + widgets.LINE - height, widest, height)
            pygame.draw.rect(onto, widgets.INK, plate, border_radius=2)
        for part in lines[::-1]:
            colour = widgets.WARN if message.grave else widgets.PAPER
            widgets.write(onto, part, (VIEW[0] // 2, row), align="middle", colour=colour)
            row -= widgets.LINE
