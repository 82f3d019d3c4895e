"""What many owners wait for -> one after the other, each owner in its turn. Knows nothing of what is waited for."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Queues taken in rotation, so that an owner of a hundred things delays another's one thing by one place a turn.

    Round robin by source (Nagle, "On Packet Switches with Infinite Storage", RFC 970, 1985).
    """

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[T]] = {}  # in the order in which owners have their next turn

    def put(self, owner: Hashable, item: T) -> None:
        """At the end of the owner's own queue; an owner that had none comes last."""
        self._waiting.setdefault(owner, deque()).append(item)

    def take(self) -> T | None:
        """The first item of the owner whose turn it is, None when nobody waits."""
        if not self._waiting:
            return None
        owner = next(iter(self._waiting))
        queue = self._waiting.pop(owner)
        item = queue.popleft()
        if queue:
            self._waiting[owner] = queue  # at the end
        return item

    def withdraw(self, owner: Hashable, item: T) -> bool:
        """Take an item out of its owner's queue; False when it is not there any more."""
        queue = self._waiting.get(owner)
        if queue is None or item not in queue:
            return False
        queue.remove(item)
        if not queue:
            del self._waiting[owner]
        return True

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))
