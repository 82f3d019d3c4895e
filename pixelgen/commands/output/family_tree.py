"""A request and its ancestors -> a tree, and pictures of them -> one picture of it, the ancestors above.

A branch to a first parent is red, one to a second parent blue, one to the only parent grey. An ancestor that two
creatures share stands in the tree twice. Knows nothing of files or of how sprites are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import colour_index
from pixelgen.quadtree import SIDE, Indices
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest

_BRANCHES = (colour_index("coral", 3), colour_index("azure", 3))
_GREY = colour_index("ink", 4)
_ACROSS, _UP = SIDE + 4, SIDE + 12  # pixels from one picture to the next
_STEM = (_UP - SIDE) // 2


@dataclass(frozen=True, slots=True)
class Node:
    """A creature of a tree and its parents', none of one at the top. place: columns left of its own, whole or half."""

    one: Parent
    parents: tuple[Node, ...]
    place: float

    def all(self) -> Iterator[tuple[Node, int]]:
        """Each creature and how many generations it is above the first one."""
        yield self, 0
        for parent in self.parents:
            yield from ((node, above + 1) for node, above in parent.all())


def tree_of(request: SpriteRequest, *, generations: int) -> Node:
    """The tree of a request with so many generations above it."""
    width = 0

    def grown(one: Parent, left: int) -> Node:
        nonlocal width
        above = one.origin.parents if isinstance(one.origin, SpriteRequest) and left else ()
        parents = tuple(grown(parent, left - 1) for parent in above)
        if parents:
            return Node(one, parents, (parents[0].place + parents[-1].place) / 2)
        width += 1
        return Node(one, (), width - 1)

    return grown(Parent.of(request), generations)


def tree_picture(tree: Node, picture_of: Callable[[Parent], Indices | None]) -> Indices:
    """(height, width) palette indices. picture_of: the picture (32, 32) of a creature; None where nobody knows it."""
    nodes = [*tree.all()]
    height = max(above for _, above in nodes)
    found = np.zeros((height * _UP + SIDE, int(max(node.place for node, _ in nodes) * _ACROSS) + SIDE), dtype=np.uint8)
    for node, above in nodes:
        top, left = (height - above) * _UP, int(node.place * _ACROSS)
        middle = left + SIDE // 2
        for number, parent in enumerate(node.parents):
            colour = _BRANCHES[number] if len(node.parents) > 1 else _GREY
            start, end = sorted((middle, int(parent.place * _ACROSS) + SIDE // 2))
            found[top - _STEM, start : end + 1] = colour
            found[top - 2 * _STEM + 1 : top - _STEM + 1, int(parent.place * _ACROSS) + SIDE // 2] = colour
        if node.parents:
            found[top - _STEM : top - 1, middle] = _GREY
        picture = picture_of(node.one)
        found[top : top + SIDE, left : left + SIDE] = _unknown() if picture is None else picture
    return found


def _unknown() -> Indices:
    """The frame of a creature that nobody can draw."""
    found = np.zeros((SIDE, SIDE), dtype=np.uint8)
    found[8:24, 8:24] = _GREY
    found[9:23, 9:23] = 0
    return found
