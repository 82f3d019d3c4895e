"""Items that many owners queue -> which of them start now: round robin by owner, a bounded number at once.

Round robin by source (Nagle, "On Packet Switches with Infinite Storage", RFC 970, 1985), on two levels: an owner who
never runs out of items falls behind those who ask now and then (Corbato, Merwin-Daggett and Daley, "An Experimental
Time-Sharing System", 1962). Of one owner the item with the least work left (Schrage, "A Proof of the Optimality of the
Shortest Remaining Processing Time Discipline", 1968). Knows nothing of what the items are, of sockets or of time.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
AT_ONCE = 4  # items that an owner starts in a row, without a rest, before it falls behind
PATIENCE = 16  # items of others that may start before one who has fallen behind is served all the same


class Scheduler(Generic[T]):
    """At most `slots` items run at once. Of several owners each runs one at a time, so that whoever comes with one item
    waits for one of each other owner at most; an owner who is alone may use all slots. An owner who has started AT_ONCE
    items without a rest starts its next when nobody else runs or waits, or when PATIENCE others have started meanwhile.

    Owners `join` before they queue anything and `leave` when nothing of theirs is queued or runs any more.
    """

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._owners: set[Hashable] = set()
        # Owners in the order in which they are served next. Their items by work left, then as they came; none is empty.
        self._queues: dict[Hashable, list[tuple[int, int, T]]] = {}
        self._numbers = itertools.count()
        self._running: Counter[Hashable] = Counter()
        self._in_a_row: Counter[Hashable] = Counter()  # items that an owner has started since it last rested
        self._passed: Counter[Hashable] = Counter()  # items that have started since an owner had its last turn

    def join(self, owner: Hashable) -> None:
        """An owner who may queue items from now on."""
        self._owners.add(owner)

    def leave(self, owner: Hashable) -> None:
        """The owner queues nothing any more."""
        self._owners.discard(owner)

    def put(self, owner: Hashable, item: T, *, left: int = 1) -> None:
        """Queue an item; an owner who had none is served last. left: work until it is complete, this time included."""
        bisect.insort(self._queues.setdefault(owner, []), (left, next(self._numbers), item))

    def take(self) -> T | None:
        """The item that starts now; None when nothing waits that may start. It runs until `end`."""
        if self._running.total() >= self._slots:
            return None
        self._forget_the_rested()
        owner = self._next_owner()
        if owner is None:
            return None
        queue = self._queues.pop(owner)
        _, _, item = queue.pop(0)
        self._passed.update(list(self._queues))
        if queue:
            self._queues[owner] = queue  # at the end
        self._running[owner] += 1
        self._in_a_row[owner] += 1
        self._passed[owner] = 0
        return item

    def _next_owner(self) -> Hashable | None:
        share = self._slots if len(self._owners) <= 1 else 1
        waiting = [one for one in self._queues if self._running[one] < share]
        behind = {one for one in (*waiting, *self._running) if self._in_a_row[one] >= AT_ONCE}
        ready = [one for one in waiting if one not in behind or self._passed[one] >= PATIENCE]
        if ready or not behind.issuperset(self._running):
            return next(iter(ready), None)
        return next(iter(waiting), None)

    def _forget_the_rested(self) -> None:
        """Who has nothing queued and nothing running begins anew."""
        for counted in (self._in_a_row, self._passed):
            for owner in [one for one in counted if one not in self._queues and one not in self._running]:
                del counted[owner]

    def end(self, owner: Hashable) -> None:
        """An item of the owner's runs no more."""
        self._running[owner] -= 1
        if not self._running[owner]:
            del self._running[owner]

    def withdraw(self, owner: Hashable, item: T) -> bool:
        """Remove an item from its owner's queue; False when it is not there any more."""
        queue = self._queues.get(owner, [])
        place = next((place for place, (_, _, queued) in enumerate(queue) if queued is item), None)
        if place is None:
            return False
        del queue[place]
        if not queue:
            del self._queues[owner]
        return True

    def __len__(self) -> int:
        """How many items wait."""
        return sum(map(len, self._queues.values()))
