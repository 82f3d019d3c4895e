"""The keeper's notes: what the aquarium wants next, all open goals with their rewards, what was reached."""

from __future__ import annotations

import pygame

from demo_game.canvas.letters import is_large, width_of
from demo_game.canvas.moods import rgb
from demo_game.economy.goals import Standing, open_tier, standings
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.rules.daylight import day_number, part_of_day
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_NOTES = {
    1: "Our aquarium is empty. Bring us life. Begin with pictures: each one teaches us something.",
    2: "You have an eye. Now choose two that belong together, and let us see what their young look like.",
    3: "People come to look. They ask for what nobody has seen: the rare, the strange, the far away.",
    4: "Below the light live those whom we only know from stories. Your hull must be better than a story.",
    5: "One line is left on the chart, at the very end. Whatever lives there, come back and tell us.",
    6: "You have seen what there is to see, and the sea goes on. Stay as long as you like.",
}
_TOP, _ROW, _SHOWN = 86, 17, 9


class KeeperScene(Over):
    """A note, and the goals; up and down go through them."""

    title = "The keeper's notes"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        session.reach_goals()
        self._tier = open_tier(session.economy, session.book.reached)
        every = [one for one in standings(session.economy, session.state) if one.goal.tier <= self._tier]
        reached = session.book.reached
        self._goals = sorted(every, key=lambda one: (one.goal.id in reached, -one.goal.tier))
        self._first = 0
        session.teach("keeper")

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Any key but up and down goes back."""
        self.pass_time(dt)
        for press in inputs.presses:
            if press.action in ("up", "down"):
                step = 1 if press.action == "down" else -1
                self._first = min(max(self._first + step, 0), max(len(self._goals) - _SHOWN, 0))
        return self.before if inputs.pressed("back", "keeper", "pause", "confirm", "photo") else self

    def draw(self, onto: pygame.Surface) -> None:
        """The note above, the goals below."""
        session = self.session
        self.draw_ground(onto, pygame.Rect(30, 4, VIEW[0] - 60, PANEL_BOTTOM - 4))
        note = _NOTES[min(self._tier, max(_NOTES))]
        widgets.write_lines(onto, note, (50, 36), width=VIEW[0] - 100, colour=widgets.SOFT)
        day = f"Day {day_number(session.reef.seconds) + 1}, {part_of_day(session.reef.seconds)}"
        widgets.write(onto, f"{day}. Dive {session.reef.dives}", (50, 64), colour=widgets.FAINT)
        reached = f"{len(session.book.reached)} of {len(session.economy.goals)} goals"
        widgets.write(onto, reached, (VIEW[0] - 50, 64), align="right", colour=widgets.FAINT)
        for number, one in enumerate(self._goals[self._first : self._first + _SHOWN]):
            self._draw_goal(onto, one, _TOP + number * _ROW)
        for up, y in ((True, _TOP - 6), (False, _TOP + _SHOWN * _ROW - 6)):
            more = self._first > 0 if up else self._first + _SHOWN < len(self._goals)
            if more:
                points = [(VIEW[0] // 2 - 4, y), (VIEW[0] // 2 + 4, y), (VIEW[0] // 2, y - 4 if up else y + 4)]
                pygame.draw.polygon(onto, widgets.GOLD, points)

    def _draw_goal(self, onto: pygame.Surface, one: Standing, y: int) -> None:
        goal, session = one.goal, self.session
        done = goal.id in session.book.reached
        shown = session.goal
        now = shown is not None and shown.goal.id == goal.id
        colour = widgets.FAINT if done else widgets.GOLD if now else widgets.PAPER
        mark = "\u2605" if done else "\u2606"
        widgets.write(onto, mark, (50, y), colour=rgb("d29d00") if done else colour)
        widgets.write(onto, goal.title, (64, y), colour=colour)
        if done:
            return
        bare = is_large()  # then there is no room for a bar
        reward, end = reward_of(session, one), VIEW[0] - 50
        count_end = min(390, end - width_of(reward) - 6) if bare else 356
        widgets.write(onto, f"{one.done}/{one.of}", (count_end, y), align="right", colour=colour)
        widgets.write(onto, reward, (end, y), align="right", colour=widgets.SAFE)
        if not bare:
            widgets.bar(onto, pygame.Rect(364, y + 1, 26, 7), one.done / max(one.of, 1), colour=rgb("d29d00"))


def reward_of(session: Session, one: Standing) -> str:
    """What reaching it gives, in a few words."""
    goal = one.goal
    return f"{session.economy.upgrades[goal.gift].title.lower()} +1" if goal.gift else f"+{goal.reward}"
