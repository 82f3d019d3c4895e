"""A fork of the process -> a call to every object that holds locks or threads: neither works in the new process.

Knows nothing of those objects.
"""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """An object to be called after a fork; hashable by identity."""

    def after_fork(self) -> None:
        """Called in the new process, whose only thread is the one that forked."""


_REGISTERED: WeakSet[Forkable] = WeakSet()


def register_after_fork(one: Forkable) -> None:
    """Call its `after_fork` in each process that is forked from this one, as long as it is there."""
    _REGISTERED.add(one)


def _call_all() -> None:
    for one in list(_REGISTERED):
        one.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_call_all)
