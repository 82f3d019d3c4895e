"""Which cell of which group comes next while a sprite is written, and what is around it. See pixelgen/groups.py.

Knows nothing of models or prompts.
"""

from __future__ import annotations

import numpy as np

from pixelgen.groups import BLOCKS, GROUP_CELLS, RING_PIXELS, SLOTS, GroupSequence, kept_cells, kept_pass, open_blocks
from pixelgen.quadtree import CELL_PLACE, NEIGHBOUR_PIXELS, OUTSIDE, PIXELS, SIDE, UNKNOWN, Indices, Ints
from pixelgen.vocabulary import MASK, PAD


class GroupWriter:
    """The state of the writing pass.

    pinned (1024,): colours of kept pixels, UNKNOWN elsewhere; `kept` is their kept pass, already written.

    >>> writer = GroupWriter()
    >>> writer.group, writer.cell
    (0, 0)
    """

    def __init__(self, *, pinned: Ints | None = None) -> None:
        pinned = np.full(PIXELS, UNKNOWN) if pinned is None else pinned.ravel()
        self._cells = kept_cells(pinned)
        groups = kept_pass(self._cells)
        tokens = self._cells.tokens[GROUP_CELLS[groups]]
        self.kept = GroupSequence(groups, tokens, np.ones(tokens.shape, dtype=np.bool_), len(groups))
        self._grid = np.full(PIXELS + 1, UNKNOWN)
        self._grid[PIXELS] = OUTSIDE
        self._open = np.ones((SIDE, SIDE), dtype=np.bool_)
        for cell, token in zip(GROUP_CELLS[groups].ravel().tolist(), tokens.ravel().tolist(), strict=True):
            if token != PAD:
                self._paint(cell, token)
        self._open = pinned.reshape(SIDE, SIDE) == UNKNOWN
        self._queue = open_blocks(self._cells).tolist()
        self._next_level: list[int] = []
        self._at = self.slot = 0
        self.tokens: list[int] = []  # of the group that is being written

    @property
    def group(self) -> int | None:
        """The group that is being written; None when the sprite is complete."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    @property
    def cell(self) -> int:
        """The cell that is written next."""
        return int(GROUP_CELLS[self.group, self.slot])

    @property
    def bound(self) -> int:
        """What the next cell may become, as in `Kept`."""
        return int(self._cells.bound[self.cell])

    @property
    def forced(self) -> int | None:
        """The next cell's token where kept pixels decide it."""
        token = int(self._cells.tokens[self.cell])
        return None if token == PAD else token

    def ring(self) -> Ints:
        """(12,) what is around the group."""
        return np.asarray(self._grid[RING_PIXELS[self.group]])

    def near(self) -> Ints:
        """(8,) what is around the next cell."""
        return np.asarray(self._grid[NEIGHBOUR_PIXELS[self.cell]])

    def write(self, token: int) -> None:
        """Write the next cell's token; after the fourth of a group the next group begins."""
        cell = self.cell
        self._paint(cell, token)
        if token == MASK and not self._cells.whole[cell]:
            self._next_level.append(BLOCKS + cell)
        self.tokens = [*self.tokens, token] if self.slot else [token]
        self.slot = (self.slot + 1) % SLOTS
        if self.slot:
            return
        self._at += 1
        if self._at == len(self._queue) and self._next_level:
            self._queue, self._next_level, self._at = self._next_level, [], 0

    def indices(self) -> Indices:
        """(32, 32) palette indices of the complete sprite."""
        return self._grid[:PIXELS].reshape(SIDE, SIDE).astype(np.uint8)

    def _paint(self, cell: int, token: int) -> None:
        top, left, side = CELL_PLACE[:, cell]
        place = slice(top, top + side), slice(left, left + side)
        self._grid[:PIXELS].reshape(SIDE, SIDE)[place][self._open[place]] = token
