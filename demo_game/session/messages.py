"""All that is told to a player -> the one message that is shown now. Knows neither pixels nor what it is about.

One queue for everything, so that no two texts are ever shown over or beside each other. What matters more comes first;
what is shown gives way to what waits, but not before it could be read; a hint is shown while nothing else is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

_WAITING = 2  # lines that wait at most
_LEAVING = 0.35  # seconds in which a message goes when another one waits
_HINT_AFTER = 0.4  # seconds without a message, until a hint is shown


@dataclass(frozen=True, slots=True)
class _Kind:
    """rank: who comes first; seconds: how long it is shown; least: and how long when others wait; waits: how long it
    is worth waiting for."""

    rank: int
    seconds: float
    least: float
    waits: float = math.inf


KINDS: Mapping[str, _Kind] = {
    "reply": _Kind(0, 3.5, 0.4),  # to what was pressed
    "failure": _Kind(1, 9.0, 4.0),
    "alarm": _Kind(2, 4.5, 2.0),
    "note": _Kind(3, 6.0, 3.5),  # of the keeper
    "goal": _Kind(4, 5.0, 3.0),
    "hatch": _Kind(5, 4.5, 2.5),
    "zone": _Kind(6, 3.6, 1.8, waits=12.0),
    "line": _Kind(7, 4.5, 2.0, waits=5.0),
    "hint": _Kind(8, 0.0, 0.0),
}
BANNERS = ("note", "goal", "hatch", "zone")  # shown large, at the top
_OF_THE_MOMENT = ("reply", "alarm", "zone", "line")  # worth nothing once the player looks at something else


@dataclass(frozen=True, slots=True)
class Message:
    """kind: one of KINDS. line: its text, of a zone its name; more: a smaller line below a banner.

    told: when it was; since, until: when it is shown, in seconds of the queue.
    """

    kind: str
    line: str
    more: str = ""
    told: float = 0.0
    since: float = 0.0
    until: float = 0.0

    @property
    def failure(self) -> bool:
        """Whether something went wrong."""
        return self.kind == "failure"


class Messages:
    """The queue. hint: what helps now, shown while nothing else is."""

    def __init__(self) -> None:
        self.hint = ""
        self._shown: Message | None = None
        self._waiting: list[Message] = []
        self._seconds = 0.0
        self._free_since = -_HINT_AFTER

    @property
    def current(self) -> Message | None:
        """The one that is shown."""
        if self._shown is None and self.hint and self._seconds - self._free_since >= _HINT_AFTER:
            return Message("hint", self.hint)
        return self._shown

    @property
    def told(self) -> tuple[Message, ...]:
        """The one that is shown and those that wait, in their order."""
        return (*(() if self._shown is None else (self._shown,)), *self._waiting)

    @property
    def ages(self) -> tuple[float, float]:
        """(how long the message has been shown, how long it will be), in seconds."""
        if self._shown is None:
            return 0.0, 0.0
        return self._seconds - self._shown.since, self._shown.until - self._seconds

    def add(self, kind: str, line: str, more: str = "") -> None:
        """Tell something, once at a time; a reply at once, what it covers after it.

        Another zone or reply takes the place of one that waits; of many lines that wait the oldest goes.
        """
        if any((one.kind, one.line) == (kind, line) for one in self.told):
            return
        if kind in ("zone", "reply"):
            self._waiting = [one for one in self._waiting if one.kind != kind]
        self._waiting.append(Message(kind, line, more, told=self._seconds))
        if kind == "reply" and self._shown is not None and self._shown.kind not in ("reply", "failure"):
            self._waiting.append(replace(self._shown, told=self._seconds))  # its turn comes again
            self._shown = None
        self._waiting.sort(key=lambda one: KINDS[one.kind].rank)
        lines = [one for one in self._waiting if one.kind == "line"]
        if len(lines) > _WAITING:
            self._waiting.remove(lines[0])
        self.pass_time(0.0)

    def pass_time(self, dt: float) -> None:
        """Let the message go whose time is over, and the next one come."""
        self._seconds += dt
        self._waiting = [one for one in self._waiting if self._seconds - one.told <= KINDS[one.kind].waits]
        shown = self._shown
        if shown is not None and self._waiting and self._seconds - shown.since >= KINDS[shown.kind].least:
            leaving = _LEAVING if shown.kind in BANNERS else 0.0
            shown = self._shown = replace(shown, until=min(shown.until, self._seconds + leaving))
        if shown is not None and self._seconds >= shown.until:
            shown = self._shown = None
            self._free_since = self._seconds
        if shown is None and self._waiting:
            one = self._waiting.pop(0)
            self._shown = replace(one, since=self._seconds, until=self._seconds + KINDS[one.kind].seconds)

    def look_away(self) -> None:
        """The player opens something else: what was said of the moment before is of no use there."""
        self._waiting = [one for one in self._waiting if one.kind not in _OF_THE_MOMENT]
        if self._shown is not None and self._shown.kind in _OF_THE_MOMENT:
            self._shown = None
        self.pass_time(0.0)

    def begin_world(self) -> None:
        """Another world: of the one before nothing is told but failures and replies."""
        self._waiting = [one for one in self._waiting if one.kind in ("failure", "reply")]
        if self._shown is not None and self._shown.kind not in ("failure", "reply"):
            self._shown = None
        self.hint = ""

    def clear(self) -> None:
        """Show nothing."""
        self._shown, self.hint = None, ""
        self._waiting.clear()
