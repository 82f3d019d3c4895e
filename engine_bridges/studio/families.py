"""Creatures of the page -> their children, answers for holes, recoloured ones and ancestors, as cards.

What the page asks for comes as JSON's types; `first` and `count` name a part of it, so that the first ones are there
early. Knows nothing of HTTP.
"""

from __future__ import annotations

from typing import Any

from engine_bridges.studio.content import MOST_AT_ONCE, Content, count_in
from engine_bridges.studio.items import Item, Items
from pixelgen import Generator, Mask, RequestError, Sprite, SpriteRequest, bred, inpainted


class Families:
    """What a generator breeds, mends and recolours. RequestError in one line for what cannot be."""

    def __init__(self, generator: Generator, items: Items) -> None:
        self._generator, self._items = generator, items

    def litter(self, content: Content) -> list[dict[str, Any]]:
        """Children of a cross of genes, or some of them, each with what it has of whom."""
        a, b = (self._items.read(content.get(name)) for name in ("a", "b"))
        home = next((item for item in (a, b) if isinstance(item.origin, Sprite)), None)
        first = count_in(content, "first", 0)
        children = self._generator.litter(
            a.origin,
            b.origin,
            size=count_in(content, "size", 8),
            seed=count_in(content, "seed", 0, most=2**53),
            zone=None if home is None else home.zone,
            species=None if home is None else home.species,
        )
        children = children[first : first + count_in(content, "count", len(children))]
        cards = self._items.cards([self._items.of(child) for child in children])
        return [{**card, "heredity": _heredity(child)} for card, child in zip(cards, children, strict=True)]

    def pair(self, content: Content) -> list[dict[str, Any]]:
        """Children that keep most of A's pixels, a part of them drawn anew in the colours of B."""
        a, b = (self._items.read(content.get(name)) for name in ("a", "b"))
        mask = Mask(str(content.get("pattern", "patches")))
        first = count_in(content, "seed", 0, most=2**53) + count_in(content, "first", 0)
        known = {} if isinstance(a.origin, SpriteRequest) else self._kind(a)
        children = [
            bred(a.origin, b.origin, seed=first + number, mask=mask, **known)
            for number in range(count_in(content, "count", 8))
        ]
        return self._items.cards([self._items.of(child) for child in children])

    def mend(self, content: Content) -> list[dict[str, Any]]:
        """So many answers for a hole. mask: 256 hex digits, or the name of parts; colours: ramps for what is new."""
        item = self._items.read(content.get("item"))
        asked = str(content.get("mask"))
        mask = Mask("drawn", pixels=asked) if len(asked) == 256 else Mask(asked)
        first = count_in(content, "seed", 0, most=2**53) + count_in(content, "first", 0)
        known = {} if isinstance(item.origin, SpriteRequest) else self._kind(item)
        answers = [
            inpainted(item.origin, mask, seed=first + number, colours=tuple(content.get("colours", ())), **known)
            for number in range(count_in(content, "count", 5))
        ]
        return self._items.cards([self._items.of(answer) for answer in answers])

    def recolour(self, content: Content) -> dict[str, Any]:
        """The same creature in other ramps. ramps: of family, of accent, or of both."""
        item, ramps = self._items.read(content.get("item")), content.get("ramps")
        if not isinstance(ramps, dict) or not {"family", "accent"} >= ramps.keys():
            raise RequestError("ramps must name a family, an accent or both")
        known = {} if isinstance(item.origin, SpriteRequest) else self._kind(item)
        known.pop("category", None)
        return self._items.cards([self._items.of(self._generator.recoloured(item.origin, **ramps, **known))])[0]

    @staticmethod
    def _kind(item: Item) -> dict[str, Any]:
        """What a picture does not say itself."""
        if item.category is None:
            raise RequestError("choose the species of your picture first")
        return {"zone": item.zone, "category": item.category, "species": item.species}

    def tree(self, content: Content) -> list[dict[str, Any]]:
        """Ancestors of a creature, itself first: their cards, who their parents are and what came from whom."""
        waiting = [self._items.read(content.get("item"))]
        found: list[tuple[Item, list[str], dict[str, Any]]] = []
        known = {waiting[0].name}
        while waiting and len(found) < MOST_AT_ONCE:
            item = waiting.pop(0)
            parents: list[str] = []
            how: dict[str, Any] = {}
            if isinstance(item.origin, SpriteRequest):
                how = _heredity(item.origin)
                for parent in item.origin.parents:
                    if parent.origin is None:
                        continue
                    one = self._items.of(parent.origin) if isinstance(parent.origin, SpriteRequest) else None
                    if one is None:
                        assert isinstance(parent.origin, Sprite)
                        one = Item(parent.origin, item.zone, None)
                    parents.append(one.name)
                    if one.name not in known:
                        known.add(one.name)
                        waiting.append(one)
            found.append((item, parents, how))
        cards = self._items.cards([item for item, _, _ in found])
        return [
            {"card": card, "parents": parents, "heredity": how}
            for card, (_, parents, how) in zip(cards, found, strict=True)
        ]


def _heredity(request: SpriteRequest) -> dict[str, Any]:
    """What came from whom, or what was drawn anew; nothing for one without parents."""
    if request.heredity is not None:
        heredity = request.heredity
        return {
            "species_from": heredity.home["species"],
            "zone_from": heredity.home["zone"],
            "kept": list(heredity.kept),
            "givers": {trait: heredity.givers_of(trait)[0] for trait in heredity.givers},
        }
    return {} if request.mask is None else {"anew": request.mask.pattern}
