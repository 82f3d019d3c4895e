"""The message that is told now -> a banner at the top of the view or a line at its lower edge. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.canvas.letters import balanced, line_height, width_of
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.session.messages import BANNERS, Message
from demo_game.session.session import Session

BESIDE_CARD = VIEW[0] - 180  # a line's width that leaves the lower left corner to the photograph
WHOLE = VIEW[0] - 30
HEADS = {"goal": "Goal reached", "hatch": "An egg has hatched", "note": "A note from the keeper"}
ZONE_LINES = {
    "shallows": "sun, sand and silver",
    "reef": "the colours live here",
    "twilight": "the last light of day",
    "midnight": "red is invisible here, teeth are not",
    "abyss": "cold, slow, and shining",
    "hadal": "few have come so deep",
}
_BANNER, _UNDER_HULL = (
    76,
    26,
)  # rows that a banner and the space below it take; rows from the hull's middle to one below
_SLIDE = 0.3  # seconds in which a banner comes and goes


def draw_told(onto: pygame.Surface, session: Session) -> list[pygame.Rect]:
    """What is told now, over a dive -> the areas that it takes."""
    message = session.messages.current
    if message is None:
        return []
    if message.kind in BANNERS:
        return [_draw_banner(onto, session, message)]
    return draw_line(onto, session, bottom=VIEW[1] - 3, width=BESIDE_CARD)


def draw_line(
    onto: pygame.Surface, session: Session, *, bottom: int, width: int = WHOLE, plate: bool = False
) -> list[pygame.Rect]:
    """What is told now, in a line at the lower edge that ends above the row bottom -> the areas that it takes.

    plate: put it on one, as over a panel, where hints and zones are left out; a failure has one anywhere, and a mark.
    """
    message = session.messages.current
    if message is None or (plate and message.kind in ("hint", "zone")):
        return []
    lines = balanced(_words(message), width)
    area = pygame.Rect(0, 0, max(width_of(part) for part in lines) + 12, len(lines) * line_height() + 3)
    area.midbottom = (VIEW[0] // 2, bottom)
    _draw_lines(onto, message, lines, area, plate=plate or message.failure)
    return [area]


def _words(message: Message) -> str:
    head = HEADS.get(message.kind)
    if head is not None:
        return f"{head}: {message.line}" + (f" ({message.more})" if message.more else "")
    return f"! {message.line}" if message.failure else message.line


def _draw_lines(
    onto: pygame.Surface, message: Message, lines: Sequence[str], area: pygame.Rect, *, plate: bool
) -> None:
    if plate:
        pygame.draw.rect(onto, widgets.INK, area, border_radius=2)
    colours = {"failure": widgets.WARN, "alarm": widgets.GOLD, "hint": widgets.SOFT}
    for number, part in enumerate(lines):
        place = (VIEW[0] // 2, area.top + 2 + number * line_height())
        widgets.write(onto, part, place, align="middle", colour=colours.get(message.kind, widgets.PAPER))


def _draw_banner(onto: pygame.Surface, session: Session, message: Message) -> pygame.Rect:
    """It comes from behind what is written at the upper edge, and stays clear of the submarine."""
    rest = 8 + 3 * line_height()
    hull = round(session.reef.diver.y - session.reef.camera_y) + VIEW[1] // 2
    if hull < rest + _BANNER:
        rest = hull + _UNDER_HULL
    top = round(rest - 60 * (1 - sliding(session, *session.messages.ages)))
    onto.set_clip(pygame.Rect(0, rest - 4, *VIEW))
    if message.kind == "zone":
        title, line = message.line.upper(), ZONE_LINES[message.line]
        widgets.write(onto, title, (VIEW[0] // 2, top), scale=2, align="middle")
        widgets.write(onto, line, (VIEW[0] // 2, top + 21), align="middle", colour=widgets.SOFT)
        wide = max(width_of(line), 2 * width_of(title, large=False)) + 8
        area = pygame.Rect(0, top, wide, 22 + line_height())
        area.centerx = VIEW[0] // 2
    else:
        wide = max(width_of(message.line), width_of(message.more), width_of(HEADS[message.kind]))
        high = (3 if message.more else 2) * line_height() + 16
        area = pygame.Rect(0, 0, max(wide + 56, 150), high)
        area.midtop = (VIEW[0] // 2, top)
        _draw_ribbon(onto, session, message, area)
    taken = area.clip(onto.get_clip())
    onto.set_clip(None)
    return taken


def _draw_ribbon(onto: pygame.Surface, session: Session, message: Message, area: pygame.Rect) -> None:
    widgets.panel(onto, area, rim=widgets.GOLD)
    rows = (HEADS[message.kind], widgets.GOLD), (message.line, widgets.PAPER), (message.more, widgets.SAFE)
    for number, (line, colour) in enumerate(rows):
        place = (area.centerx, area.y + 7 + number * (line_height() + 1) + (number > 0))
        widgets.write(onto, line, place, align="middle", colour=colour)
    if message.kind == "goal":
        beat = 0 if session.settings.steady else int(session.seconds * 4) % 2
        for x in (area.x + 10, area.right - 17):
            widgets.write(onto, "\u2605", (x, area.y + 14 - beat), colour=widgets.GOLD)


def sliding(session: Session, age: float, left: float) -> float:
    """From 0 to 1, where it stays, and back at the end; at once for who wants less motion. In seconds."""
    return 1.0 if session.settings.steady else max(0.0, min(1.0, age / _SLIDE, left / _SLIDE))
