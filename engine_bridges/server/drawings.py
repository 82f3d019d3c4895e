"""A request -> the drawings that it takes, one by one: its bred ancestors first, then itself.

Knows nothing of who draws, nor when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pixelgen import Parent, Sprite, SpriteRequest


def drawings_of(request: SpriteRequest) -> list[SpriteRequest]:
    """All requests of its family tree, each once, parents before children; the request itself comes last.

    Ancestors that are pictures, or known by name alone, need no drawing.
    """
    order: dict[str, SpriteRequest] = {}
    waiting = [(Parent.of(request), False)]
    while waiting:
        one, parents_done = waiting.pop()
        if one.name in order or not isinstance(one.origin, SpriteRequest):
            continue
        if parents_done or not one.origin.parents:
            order[one.name] = one.origin
            continue
        waiting.append((one, True))
        waiting += [(parent, False) for parent in reversed(one.origin.parents)]
    return list(order.values())


def with_drawn_parents(request: SpriteRequest, sprites: Mapping[str, Sprite]) -> SpriteRequest:
    """The same request, of which those parents are pictures now whose sprites are there, by `Parent.name`.

    It has the same key, hence the same pixels, and takes one drawing. For drawing alone: its DNA would be another.
    """
    parents = tuple(Parent(one.name, sprites.get(one.name, one.origin)) for one in request.parents)
    return replace(request, parents=parents)


def with_named_parents(request: SpriteRequest) -> SpriteRequest:
    """The same request, of which bred parents are known by name alone: it is drawn only where a cache has them."""
    parents = tuple(Parent(one.name, one.origin if isinstance(one.origin, Sprite) else None) for one in request.parents)
    return replace(request, parents=parents)
