"""Messages to the player -> those that are shown now. Knows neither pixels nor what they are about.

Messages are lines at the lower edge, a few at a time; notices are shown at the top, one after the other.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

_SHOWN = 2
_SECONDS, _FAILURE_SECONDS = 4.5, 10.0
_LEAST, _WAITING = 2.0, 3  # seconds that a line is shown at least; lines that wait at most, beside failures
_ZONE_SECONDS, _GOAL_SECONDS = 3.6, 5.5
_LEAVING = 0.35  # seconds in which a notice goes when another one waits


@dataclass(frozen=True, slots=True)
class Message:
    """A line for the player. since, until: when it is shown, in seconds of the game; failure: something went wrong."""

    line: str
    since: float = 0.0
    until: float = 0.0
    failure: bool = False


class Messages:
    """shown: a few, the newest last. Who finds no room waits; of many that wait the oldest that is no failure goes.

    Nobody is cut off sooner than after _LEAST seconds; then a line makes room for one that waits.
    """

    def __init__(self) -> None:
        self.shown: tuple[Message, ...] = ()
        self._waiting: deque[Message] = deque()
        self._seconds = 0.0

    def add(self, line: str, *, failure: bool = False) -> None:
        """Show a line for some seconds, a failure for longer; not twice at the same time."""
        if any(message.line == line for message in (*self.shown, *self._waiting)):
            return
        message = Message(line, failure=failure)
        if len(self.shown) < _SHOWN:
            self._show(message)
            return
        self._waiting.append(message)
        light = [each for each in self._waiting if not each.failure]
        if len(light) > _WAITING:
            self._waiting.remove(light[0])

    def pass_time(self, dt: float) -> None:
        """Let lines go whose time is over, and others come."""
        self._seconds += dt
        self.shown = tuple(message for message in self.shown if message.until > self._seconds)
        while self._waiting:
            if len(self.shown) >= _SHOWN:
                read = next((each for each in self.shown if self._gives_way(each)), None)
                if read is None:
                    return
                self.shown = tuple(each for each in self.shown if each is not read)
            self._show(self._waiting.popleft())

    def _gives_way(self, message: Message) -> bool:
        return not message.failure and self._seconds - message.since >= _LEAST

    def clear(self) -> None:
        """Show nothing."""
        self.shown = ()
        self._waiting.clear()

    def _show(self, message: Message) -> None:
        seconds = _FAILURE_SECONDS if message.failure else _SECONDS
        self.shown = (*self.shown, replace(message, since=self._seconds, until=self._seconds + seconds))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something large at the top. kind: "zone" that was entered, "goal" that was reached, "hatch" of an egg,
    or a "note" of the keeper. text: its name; more: a line below it."""

    kind: str
    text: str
    more: str = ""

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return _ZONE_SECONDS if self.kind == "zone" else _GOAL_SECONDS


class Notices:
    """One after the other. Of zones that are entered while another notice is shown only the last one is."""

    def __init__(self) -> None:
        self._queue: list[Notice] = []
        self._age = 0.0

    @property
    def current(self) -> tuple[Notice, float, float] | None:
        """(the notice that is shown, how long it has been, how long it will be)."""
        if not self._queue:
            return None
        notice = self._queue[0]
        return notice, self._age, notice.seconds - self._age

    def add(self, notice: Notice) -> None:
        """Show it next. Another zone takes the place of one that waits, and sends one away that is shown."""
        if notice.kind == "zone":
            self._queue[1:] = [other for other in self._queue[1:] if other.kind != "zone"]
            if self._queue and self._queue[0].kind == "zone":
                self._age = max(self._age, self._queue[0].seconds - _LEAVING)
        self._queue.append(notice)

    def clear(self) -> None:
        """Show none."""
        self._queue.clear()
        self._age = 0.0

    def pass_time(self, dt: float) -> None:
        """Let the one that is shown go when its time is over."""
        if self._queue:
            self._age += dt
            if self._age >= self._queue[0].seconds:
                del self._queue[0]
                self._age = 0.0
