"""A process that forks -> in the new one, whatever holds locks or threads is told, as both stayed behind.

Knows nothing of what it tells.
"""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """What takes part; it must be hashable by identity."""

    def after_fork(self) -> None:
        """Called in the new process, whose only thread is the one that forked."""


_TAKING_PART: WeakSet[Forkable] = WeakSet()


def tell_after_fork(one: Forkable) -> None:
    """Call its `after_fork` in each process that is forked from this one, as long as it is there."""
    _TAKING_PART.add(one)


def _tell() -> None:
    for one in list(_TAKING_PART):
        one.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_tell)
