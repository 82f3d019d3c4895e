"""The workshop: five parts of the submarine, three steps each, paid in research."""

from __future__ import annotations

import pygame

from demo_game.economy.table import PARTS, STEPS
from demo_game.economy.upgrades import price
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_TOP, _ROW = 62, 35
_PARTS = tuple(PARTS)


class WorkshopScene(Over):
    """Choose a part and pay for its next step."""

    title = "Workshop"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._place = 0
        session.teach("workshop")

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Up and down choose, confirm buys."""
        self.pass_time(dt)
        if inputs.pressed("back", "workshop", "pause"):
            return self.before
        for press in inputs.presses:
            if press.action in ("up", "down"):
                self._place = (self._place + (1 if press.action == "down" else -1)) % len(_PARTS)
                self.session.play("ui_move")
            elif press.action in ("confirm", "photo"):
                self._buy()
            elif press.action == "click" and press.at is not None:
                for number in range(len(_PARTS)):
                    if _area(number).collidepoint(press.at):
                        self._place = number
                        self._buy()
        return self

    def _buy(self) -> None:
        session, part = self.session, _PARTS[self._place]
        cost = price(session.economy, session.progress, part)
        if cost is None:
            session.reply("This part has all its steps")
        elif session.buy(part):
            upgrade = session.economy.upgrades[part]
            session.reply(f"{upgrade.title}: {upgrade.says[session.progress.level(part) - 1]}")
        else:
            session.reply(f"{cost - session.progress.research} more research is needed")

    def draw(self, onto: pygame.Surface) -> None:
        """A row for each part: its steps, what the next one gives and costs."""
        session = self.session
        self.draw_ground(onto, pygame.Rect(40, 6, VIEW[0] - 80, PANEL_BOTTOM - 6))
        line = f"{session.progress.research} research to spend"
        widgets.write(onto, line, (VIEW[0] // 2, 38), align="middle", colour=widgets.SAFE)
        for number, part in enumerate(_PARTS):
            self._draw_part(onto, number, part)

    def _draw_part(self, onto: pygame.Surface, number: int, part: str) -> None:
        session, area = self.session, _area(number)
        upgrade, level = session.economy.upgrades[part], session.progress.level(part)
        cost = price(session.economy, session.progress, part)
        chosen = number == self._place
        widgets.panel(onto, area, rim=widgets.GOLD if chosen else widgets.FAINT)
        widgets.write(onto, upgrade.title, (area.x + 9, area.y + 5), colour=widgets.GOLD if chosen else widgets.PAPER)
        for step in range(STEPS):
            pip = pygame.Rect(area.x + 9 + step * 15, area.y + 18, 12, 6)
            pygame.draw.rect(onto, widgets.INK, pip.inflate(2, 2))
            onto.fill(widgets.GOLD if step < level else widgets.MARKED, pip)
        says = f"Next: {upgrade.says[level]}" if level < STEPS else f"It has all steps: {upgrade.says[-1]}"
        widgets.write(onto, says, (area.x + 88, area.y + 11))
        if cost is not None:
            enough = cost <= session.progress.research
            words = f"{cost} research"
            colour = widgets.SAFE if enough else widgets.FAINT
            widgets.write(onto, words, (area.right - 9, area.y + 5), align="right", colour=colour)
            if chosen:
                hint = f"{session.confirm_key}: build it" if enough else "not enough yet"
                widgets.write(onto, hint, (area.right - 9, area.y + 17), align="right", colour=colour)


def _area(number: int) -> pygame.Rect:
    return pygame.Rect(52, _TOP + number * _ROW - 8, VIEW[0] - 104, _ROW - 4)
