"""What the page names a creature by -> its request or picture, and back: what the page shows of it.

An item is `{"dna": ...}`, a wish's fields, or `{"picture": ..., "zone": ..., "species": ...}` for a picture that
somebody drew: a file in base64 under `file`, or as the page took it in under `picture`.
Knows nothing of HTTP or of files.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from engine_bridges.studio.encoding import encoded
from engine_bridges.studio.own_pictures import ShownPicture, picture_in, picture_of, taken_in
from pixelgen import (
    Generator,
    Genome,
    OwnPicture,
    Parent,
    RequestError,
    Sprite,
    SpriteRequest,
    lit_as,
    shade,
    style_of,
)

MOST_KEPT = 2048  # drawn creatures that are known by their names
_WISH = ("zone", "category", "species", "colours", "traits", "seed", "temperature")


class Item:
    """A creature of the page: its request, or a picture and where it is said to live. category: of the animal, None for
    a picture of anything. sprite: once it is drawn; own: a picture's frames in its own colours."""

    def __init__(
        self,
        origin: SpriteRequest | Sprite,
        zone: str,
        species: str | None,
        category: str | None = None,
        own: ShownPicture | None = None,
    ) -> None:
        self.origin, self.zone, self.species, self.own = origin, zone, species, own
        self.category = origin.category if isinstance(origin, SpriteRequest) else category
        self.sprite = origin if isinstance(origin, Sprite) else None

    @property
    def name(self) -> str:
        """One for each creature, whoever asks."""
        return Parent.of(self.origin).name


class Items:
    """Draws items and remembers what was drawn last. Threads may share it."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._drawn: OrderedDict[str, Sprite] = OrderedDict()
        self._lock = Lock()

    def read(self, content: Any) -> Item:
        """The item that the page names. RequestError, DnaError or PictureError for anything else."""
        if not isinstance(content, Mapping):
            raise RequestError("a creature must be an object with a dna, a picture, or a zone and a category")
        if "dna" in content:
            return self.of(self._generator.request_of(content["dna"]))
        if "file" in content:
            return self._picture(taken_in(content), content)
        if "picture" in content:
            return self._picture(picture_in(content["picture"]), content)
        wish = {key: content[key] for key in _WISH if content.get(key) is not None}
        if "seed" in wish:
            wish["seed"] = _whole(wish["seed"])
        if "colours" in wish:
            wish["colours"] = tuple(wish["colours"])
        try:
            return self.of(SpriteRequest(**wish))
        except TypeError as error:  # zone or category is missing, or colours are none
            raise RequestError("a creature must have a zone and a category") from error

    def of(self, request: SpriteRequest) -> Item:
        """The item of a request."""
        return Item(request, request.zone, self._generator.species_of(request))

    def kept(self, origin: SpriteRequest | OwnPicture, zone: str, species: str | None) -> Item:
        """The item of a favourite."""
        return self.of(origin) if isinstance(origin, SpriteRequest) else self._shown(origin, zone, species)

    def _picture(self, picture: OwnPicture, content: Mapping[str, Any]) -> Item:
        zone, species = content.get("zone"), content.get("species")
        if zone is None:
            raise RequestError("a picture must have the zone that it is shown in")
        return self._shown(picture, zone, species)

    def _shown(self, picture: OwnPicture, zone: str, species: str | None) -> Item:
        world = self._generator.world
        if zone not in world.zones:
            raise RequestError(f"zone must be one of {', '.join(world.zones)}; got {str(zone)[:40]!r}")
        sprite = self._generator.labelled(picture.sprite(), species)
        category = world.category_of.get(species or "")
        return Item(sprite, zone, species, category, ShownPicture(self._generator, picture, zone, species))

    def draw(self, items: Sequence[Item]) -> list[Item]:
        """The same items, each with its sprite."""
        missing: dict[str, SpriteRequest] = {}
        with self._lock:
            for item in items:
                if item.sprite is None and item.name in self._drawn:
                    self._drawn.move_to_end(item.name)
                    item.sprite = self._drawn[item.name]
        for item in items:
            if item.sprite is None and isinstance(item.origin, SpriteRequest):
                missing[item.name] = item.origin
        found = dict(zip(missing, self._generator.sprites(list(missing.values())), strict=True))
        with self._lock:
            self._drawn.update(found)
            while len(self._drawn) > MOST_KEPT:
                self._drawn.popitem(last=False)
        for item in items:
            if item.sprite is None:
                item.sprite = found[item.name]
        return list(items)

    def cards(self, items: Sequence[Item]) -> list[dict[str, Any]]:
        """What the page shows of them: DNA, names, traits, and pixels flat and lit, in base64."""
        return [self._card(item) for item in self.draw(items)]

    def genome(self, request: SpriteRequest) -> Genome | None:
        """What it is and passes on; None for a picture of which a part was drawn anew, whose genes nobody knows."""
        try:
            return self._generator.genome(request)
        except RequestError:
            return None

    def _card(self, item: Item) -> dict[str, Any]:
        sprite = drawn(item)
        card: dict[str, Any] = {
            "id": item.name,
            "zone": item.zone,
            "category": item.category,
            "species": item.species,
            "traits": {},
            "indices": encoded(sprite.indices),
            "parts": encoded(sprite.parts),
            "lit": encoded(shade(sprite.indices, style_of(lit_as(item.zone)), sprite.parts)),
        }
        if isinstance(item.origin, Sprite):
            own = item.own
            if own is None:  # an ancestor
                own = ShownPicture(self._generator, picture_of(sprite), item.zone, item.species)
            else:
                card["id"] = f"{item.name} {own.digest}"
            return {**card, "picture": own.told()}
        request = item.origin
        genome = self.genome(request)
        shown = {} if genome is None else {locus.trait: locus.shown for locus in genome.loci}
        card["traits"] = {**dict(request.traits), **shown}
        return {**card, "dna": self._generator.dna(request), "bred": bool(request.parents)}


def drawn(item: Item) -> Sprite:
    """Its sprite, which is there after `Items.draw`."""
    assert item.sprite is not None
    return item.sprite


def _whole(seed: Any) -> Any:
    """A seed may be text: numbers of JavaScript end at 2^53."""
    return int(seed) if isinstance(seed, str) and seed.isascii() and seed.isdigit() and len(seed) < 20 else seed
