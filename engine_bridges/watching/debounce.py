"""Change events of a pack's files, and the time -> when to bake the pack, and because of which files.

Editors write a file in several steps, so the bake waits until the events pause, but not for ever. An event is only a
hint: operating systems drop events, so the files' content decides, and every few seconds it is checked without one.
Reads no clock and no file: both come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Digests = Mapping[Path, str | None]  # each file's content as a hash; None for a file that cannot be read
Digest = Callable[[Iterable[Path]], Digests]


@dataclass(frozen=True, slots=True)
class Timing:
    """quiet: wait after the last event; ceiling: after the first, however many follow; rescan: between checks."""

    quiet_seconds: float = 0.3
    ceiling_seconds: float = 2.0
    rescan_seconds: float = 3.0


class Debounce:
    """The state of one pack. now: seconds of a monotonic clock. The first step always asks for a bake."""

    def __init__(self, now: float, timing: Timing | None = None) -> None:
        self._timing = timing or Timing()
        self._baked: Digests | None = None  # what the last bake read; None before the first
        self._failed = False
        self._first_event: float | None = None  # since the last check
        self._last_event = now
        self._rescan_at = now

    @property
    def files(self) -> frozenset[Path]:
        """Those that the last bake read, or looked for and did not find."""
        return frozenset(self._baked or ())

    def event(self, now: float) -> None:
        """One of the files may have changed."""
        if self._first_event is None:
            self._first_event = now
        self._last_event = now

    def due_at(self) -> float:
        """When `step` has work, if no event comes before."""
        if self._first_event is None:
            return self._rescan_at
        timing = self._timing
        return min(self._last_event + timing.quiet_seconds, self._first_event + timing.ceiling_seconds)

    def step(self, now: float, digest: Digest) -> tuple[Path, ...] | None:
        """The files because of which the pack is to be baked now, sorted; None: it is not to be baked.

        () asks for the first bake, or to try again what failed for a reason outside the files.
        """
        if now < self.due_at():
            return None
        is_rescan = self._first_event is None
        self._first_event, self._rescan_at = None, now + self._timing.rescan_seconds
        if self._baked is None:
            return ()
        found = digest(self._baked)
        changed = tuple(sorted(path for path, before in self._baked.items() if found[path] != before))
        if is_rescan and changed:
            self.event(now)  # the program that writes it may not have finished
            return None
        return changed if changed or (is_rescan and self._failed) else None

    def baked(self, read: Digests, *, failed: bool = False) -> None:
        """read: the files that the bake read. failed: for a reason outside them, such as a full disk."""
        self._baked = dict(read)
        self._failed = failed
