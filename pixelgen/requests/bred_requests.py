"""Sprites or requests -> the request of their child, or of one of them with a part drawn anew. Draws nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pixelgen.checks import checked_word
from pixelgen.errors import RequestError
from pixelgen.names import Category, Zone
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.request import DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite


def bred(
    a: SpriteRequest | Sprite | Parent,
    b: SpriteRequest | Sprite | Parent,
    *,
    seed: int = 0,
    mask: Mask | None = None,
    zone: Zone | str | None = None,
    category: Category | str | None = None,
    species: str | None = None,
    colours: tuple[str, ...] = (),
    temperature: float = DEFAULT_TEMPERATURE,
) -> SpriteRequest:
    """The request of a child: most of `a` kept, 40 % drawn anew by the model in the colours of `b`.

    zone, category and species are those of `a` when it is a request, else the zone and category of `b`; RequestError
    when neither is a request and they are not given. mask: `Mask()`, 40 % in patches, when None.
    """
    parents = Parent.of(a), Parent.of(b)
    zone, category, species = _kind(parents, zone, category, species)
    return SpriteRequest(
        zone, category, species, colours, seed, temperature, parents=parents, mask=Mask() if mask is None else mask
    )


def inpainted(
    sprite: SpriteRequest | Sprite | Parent,
    mask: Mask | npt.NDArray[np.bool_],
    *,
    seed: int = 0,
    zone: Zone | str | None = None,
    category: Category | str | None = None,
    species: str | None = None,
    colours: tuple[str, ...] = (),
    temperature: float = DEFAULT_TEMPERATURE,
) -> SpriteRequest:
    """The request of a sprite of which `mask` is drawn anew: a Mask, or (32, 32) bool, True where it is.

    zone, category and species are the sprite's own when it is a request; RequestError when it is none and zone and
    category are not given.
    """
    parents = (Parent.of(sprite),)
    zone, category, species = _kind(parents, zone, category, species)
    anew = mask if isinstance(mask, Mask) else Mask.of_pixels(mask)
    return SpriteRequest(zone, category, species, colours, seed, temperature, parents=parents, mask=anew)


def _kind(
    parents: Sequence[Parent], zone: str | None, category: str | None, species: str | None
) -> tuple[str, str, str | None]:
    origins = [parent.origin for parent in parents]
    known = [origin for origin in origins if isinstance(origin, SpriteRequest)]
    if category is not None:
        category = checked_word("category", category)
    if not known and (zone is None or category is None):
        raise RequestError("zone and category must be named when no parent is a request")
    zone = known[0].zone if zone is None else zone
    if species is None and known and known[0] is origins[0] and category in (None, known[0].category):
        species = known[0].species
    return zone, known[0].category if category is None else category, species
