"""Which key and which button does what: a table in which each place can be bound anew."""

from __future__ import annotations

from dataclasses import replace

import pygame

from demo_game.canvas.letters import line_height
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.saves.bindings import ACTIONS, SLOTS, TITLES, Bindings, label_of
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_AREA = pygame.Rect(34, 6, VIEW[0] - 68, PANEL_BOTTOM - 6)
_HEADS = ("Key", "Or key", "Pad button")
_COLUMNS = (214, 292, 376)  # middles
_TOP, _FOOT = 56, 30  # rows above the table, and below it for the last line
_RESET, _BACK = len(ACTIONS), len(ACTIONS) + 1


class BindingsScene(Over):
    """Arrows choose a place, confirming it waits for a key or button, erasing leaves it empty."""

    title = "Keys and buttons"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._row, self._slot, self._waits = 0, 0, False

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Choose, bind, reset, or go back."""
        self.pass_time(dt)
        if self._waits:
            self._listen(inputs)
            return self
        for press in inputs.presses:
            if press.action in ("up", "down"):
                self._row = (self._row + (1 if press.action == "down" else -1)) % (_BACK + 1)
                self.session.play("ui_move")
            elif press.action in ("left", "right"):
                self._slot = (self._slot + (1 if press.action == "right" else -1)) % SLOTS
                self.session.play("ui_move")
            elif press.action == "erase" and self._row < _RESET:
                self._bind("")
            elif press.action == "click" and press.at is not None and not self._click(press.at):
                continue
            elif press.action == "back" or (press.action in ("confirm", "click") and self._row == _BACK):
                self.session.play("ui_back")
                return self.before
            elif press.action in ("confirm", "click"):
                self._choose()
        return self

    def _choose(self) -> None:
        self.session.play("ui_select")
        if self._row == _RESET:
            self.session.change(replace(self.session.settings, bindings=Bindings()))
            self.session.reply("All keys and buttons are as usual again")
        else:
            self._waits = True

    def _click(self, at: tuple[int, int]) -> bool:
        """Whether a place of the table was hit, which is chosen then."""
        for row in self._shown():
            if abs(at[1] - self._y(row) - 4) < line_height() // 2:
                self._row = row
                self._slot = min(range(SLOTS), key=lambda slot: abs(_COLUMNS[slot] - at[0]))
                return True
        return False

    def _listen(self, inputs: Inputs) -> None:
        """The next key or button is it; escape and a click leave all as it was."""
        if inputs.pressed("back", "click"):
            self._waits = False
        elif inputs.names:
            self._waits = False
            self._bind(inputs.names[0])

    def _bind(self, name: str) -> None:
        mine = self.session.settings
        bindings, told = mine.bindings.bound(ACTIONS[self._row], self._slot, name)
        self.session.change(replace(mine, bindings=bindings))
        self.session.messages.clear()
        self.session.reply(told)
        self.session.play("ui_select" if bindings != mine.bindings else "denied")

    def _shown(self) -> range:
        """The rows that have room, the chosen one among them."""
        count = (_AREA.height - _TOP - _FOOT) // line_height()
        first = min(max(self._row - count // 2, 0), _BACK + 1 - count)
        return range(first, first + count)

    def _y(self, row: int) -> int:
        return _AREA.y + _TOP + (row - self._shown().start) * line_height()

    def draw(self, onto: pygame.Surface) -> None:
        """The table, as much of it as has room."""
        self.draw_ground(onto, _AREA)
        for middle, head in zip(_COLUMNS, _HEADS, strict=True):
            widgets.write(onto, head, (middle, _AREA.y + 36), align="middle", colour=widgets.FAINT)
        shown = self._shown()
        for row in shown:
            self._draw_row(onto, row)
        for up, y, more in (
            (True, self._y(shown.start) - 4, shown.start > 0),
            (False, self._y(shown.stop), shown.stop <= _BACK),
        ):
            if more:
                middle = _AREA.right - 14
                pygame.draw.polygon(
                    onto, widgets.GOLD, [(middle - 4, y), (middle + 4, y), (middle, y - 4 if up else y + 4)]
                )
        session = self.session
        line = f"{session.confirm_key}: choose   Del: none   arrows, Enter, Esc, A and B always work"
        if self._waits:
            line = "Press a key" if self._slot < SLOTS - 1 else "Press a button of the pad"
            line += f" for {TITLES[ACTIONS[self._row]].lower()}, or Esc"
        widgets.write(
            onto,
            line,
            (_AREA.centerx, _AREA.bottom - line_height() - 6),
            align="middle",
            colour=widgets.GOLD if self._waits else widgets.FAINT,
        )

    def _draw_row(self, onto: pygame.Surface, row: int) -> None:
        y, chosen = self._y(row), row == self._row
        if row >= _RESET:
            words = "All as usual again" if row == _RESET else "Back"
            widgets.write(onto, words, (_AREA.x + 18, y), colour=widgets.GOLD if chosen else widgets.PAPER)
        else:
            action = ACTIONS[row]
            widgets.write(onto, TITLES[action], (_AREA.x + 18, y), colour=widgets.GOLD if chosen else widgets.PAPER)
            names = self.session.settings.bindings.names(action)
            for slot, name in enumerate(names):
                marked = chosen and slot == self._slot
                words = "..." if marked and self._waits else label_of(name) if name else "-"
                colour = widgets.GOLD if marked else widgets.WARN if not any(names) else widgets.PAPER
                width = widgets.write(onto, words, (_COLUMNS[slot], y), align="middle", colour=colour)
                if marked:
                    widgets.underline(onto, (_COLUMNS[slot] - width // 2, y + line_height() - 3, width))
        if chosen:
            widgets.write(onto, "\u25b6", (_AREA.x + 8, y), colour=widgets.GOLD)
