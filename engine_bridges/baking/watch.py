"""What is heard of a pack's files, and the time -> when to bake it, and because of which files.

Editors write a file in several steps, so a pack is left alone until it has been quiet for a moment, but not for ever.
What is heard is a hint alone: systems drop events, so the files' content decides, and every few seconds it is looked at
unasked. Reads no clock and no file itself: both come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Digests = Mapping[Path, str | None]  # of each file its content's hash; None where there is none to be read
Look = Callable[[Iterable[Path]], Digests]


@dataclass(frozen=True, slots=True)
class Timing:
    """quiet: after the last event; ceiling: after the first, however many follow; rescan: between looks unasked."""

    quiet_seconds: float = 0.3
    ceiling_seconds: float = 2.0
    rescan_seconds: float = 3.0


class PackWatch:
    """One pack. now: seconds of a clock that never goes back. It is to be baked at the first step."""

    def __init__(self, now: float, timing: Timing | None = None) -> None:
        self._timing = timing or Timing()
        self._seen: Digests | None = None  # what the last bake read; None before the first
        self._failed = False
        self._first: float | None = None  # event since the last look
        self._last = now
        self._rescan_at = now

    @property
    def files(self) -> frozenset[Path]:
        """Those that the last bake read or missed."""
        return frozenset(self._seen or ())

    def heard(self, now: float) -> None:
        """Something may have happened to one of the files."""
        if self._first is None:
            self._first = now
        self._last = now

    def next_at(self) -> float:
        """When `step` has something to do, if nothing is heard until then."""
        if self._first is None:
            return self._rescan_at
        timing = self._timing
        return min(self._last + timing.quiet_seconds, self._first + timing.ceiling_seconds)

    def step(self, now: float, look: Look) -> tuple[Path, ...] | None:
        """The files because of which the pack is to be baked now, in order; None: it is not. () for the first bake, and
        when the last one failed for reasons that no file tells of."""
        if now < self.next_at():
            return None
        unasked = self._first is None
        self._first, self._rescan_at = None, now + self._timing.rescan_seconds
        if self._seen is None:
            return ()
        found = look(self._seen)
        changed = tuple(sorted(path for path, digest in self._seen.items() if found[path] != digest))
        if unasked and changed:
            self.heard(now)  # who writes it may not be done
            return None
        return changed if changed or (unasked and self._failed) else None

    def baked(self, seen: Digests, *, failed: bool = False) -> None:
        """seen: what was read for the bake. failed: for reasons that no file tells of, such as a full disk."""
        self._seen = dict(seen)
        self._failed = failed
