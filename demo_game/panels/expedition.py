"""What a dive is for -> what is written of it: research, the goal, the line that the hull bears. Decides nothing."""

from __future__ import annotations

import pygame

from demo_game.canvas.letters import balanced, line_height, width_of
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.rules.zones import metres_at
from demo_game.session.session import Session

_GAIN_SECONDS = 2.5
_GOAL_MIDDLE, _GOAL_WIDTH = 260, 172
_CORNER = 46  # rows at the top in which the corners are written


def draw_research(onto: pygame.Surface, session: Session) -> None:
    """What can be spent, and for a moment what the last picture gave."""
    points, when = session.gained
    words = f"Research {session.progress.research}"
    top = 9 + 2 * line_height()
    x = 8 + widgets.write(onto, words, (8, top), colour=widgets.SAFE)
    age = session.seconds - when
    if points and age < _GAIN_SECONDS:
        rise = 0 if session.settings.steady else round(4 * max(0.0, 1 - age / 0.3))
        widgets.write(onto, f"+{points}", (x + 5, top + rise), colour=widgets.GOLD)


def draw_goal(onto: pygame.Surface, session: Session) -> list[pygame.Rect]:
    """The goal, how far it is, and its reward, in the middle of the upper edge -> the areas that they take."""
    one = session.goal
    if one is None:
        return []
    gift = session.economy.upgrades[one.goal.gift].title.lower() + " +1" if one.goal.gift else ""
    reward = gift or f"+{one.goal.reward}"
    line = f"{one.goal.title}  {one.done}/{one.of}  \u25b6 {reward}"
    lines = balanced(line, _GOAL_WIDTH)
    for number, part in enumerate(lines):
        place = (_GOAL_MIDDLE, 7 + number * line_height())
        widgets.write(onto, part, place, align="middle", colour=widgets.SOFT)
    area = pygame.Rect(0, 4, max(width_of(part) for part in lines) + 6, len(lines) * line_height() + 4)
    area.centerx = _GOAL_MIDDLE
    return [area]


def draw_pressure_line(onto: pygame.Surface, session: Session) -> list[pygame.Rect]:
    """The depth that the hull bears, as a dashed line across the water -> the areas that text takes."""
    reef = session.reef
    row = round(reef.outfit.bears - reef.camera_y) + VIEW[1] // 2
    if not 0 <= row < VIEW[1]:
        return []
    for x in range(0, VIEW[0], 12):
        place = reef.camera_x - VIEW[0] / 2 + x
        if reef.terrain.height(place + 3, reef.outfit.bears) < 0:
            onto.fill(widgets.INK, (x, row + 1, 7, 1))
            onto.fill(widgets.WARN, (x, row, 7, 1))
    words = f"The hull bears {metres_at(reef.outfit.bears):,} m".replace(",", " ")
    area = pygame.Rect(VIEW[0] - 30 - width_of(words), row - 1 - line_height(), width_of(words) + 4, line_height())
    if area.top <= _CORNER:
        return []
    widgets.write(onto, words, (area.x + 2, area.y), colour=widgets.WARN)
    return [area]
