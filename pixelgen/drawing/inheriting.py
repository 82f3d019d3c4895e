"""A child's heredity and parent A's sprite -> a partial drawing for the decoder, and what it drew -> the child.

The parts that the child has of A stay, pixel by pixel; the others are open, with the room that they need: the water
where a part of the outline is drawn anew, the coat inside the outline where marks or light organs are. Of a picture
from elsewhere, whose parts nobody knows for sure, the water stays water. The model goes on in A's ramps. Then the ramps
of family and accent become the child's, shade for shade, but for eyes and light organs, whose tones are their own.
Knows nothing of genomes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from pixelgen.carriers import carriers
from pixelgen.drawing.breeding import Bools, Join, joined, lock_with_outlines, main_ramps
from pixelgen.drawing.colour_budget import within_budget
from pixelgen.drawing.pixel_flaws import STEPS_4, beside
from pixelgen.palette import COLOURS, RAMPS, TRANSPARENT, ramp_indices, ramp_numbers
from pixelgen.parts import PART_IDS, PARTS, SILHOUETTE, PartMap
from pixelgen.quadtree import UNKNOWN, Indices, Ints
from pixelgen.requests.mask_patterns import within
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

_COAT = {"mark", "light"}  # parts that are painted on others
_FACE = {"eye", "mouth"}
_FACE_ROOM, _LIGHT_ROOM = 1, 2  # pixels around A's eyes and mouth, around its light organs, that new ones may take
_LEAST_KEPT = 4  # with less than one of so many of A's pixels nothing is kept: an eye alone is no body to go on with
_GLOW, _DARK = "glow", "none"  # the ramp and the trait of light organs; its value without
_OWN_TONES = ("eye", "light")
_ACCENTED = ("mark", "fin")  # parts that wear the accent where A's family and accent are one ramp
_COLOURS_OF = {"family": ("body", "head", "tail", "shell", "limb"), "accent": _ACCENTED}  # where A's ramp is looked for
_RAMP_NAMES = np.array(["", *RAMPS])


@dataclass(frozen=True, slots=True)
class InheritedDrawing:
    """pinned (1024,), colours (64,): as a decoder's job has them. kept (32, 32): the pixels that are A's. prompt: trait
    -> value that the decoder is told."""

    pinned: Ints
    colours: Bools
    kept: Bools
    prompt: Mapping[str, str]
    _a: Sprite
    _ramps: Mapping[str, tuple[str, str]]  # of family and accent: the ramp that A wears, and that of the child

    def completed(self, drawn: Indices, join: Join = joined) -> Indices:
        """What the decoder drew -> the child in A's ramps, its kept pixels exactly A's. join: as `joined`."""
        return join(drawn, parent=self._a.indices, anew=~self.kept)

    def recoloured(self, child: Sprite) -> Sprite:
        """The completed child, its parts named, in its own ramps and with no more colours than it may have."""
        ramps, result = _RAMP_NAMES[ramp_numbers(child.indices)], child.indices.copy()
        own_tones, accented = (_of_parts(child.parts, parts) for parts in (_OWN_TONES, _ACCENTED))
        worn = {trait: (ramps == before) & ~own_tones for trait, (before, _) in self._ramps.items()}
        if len(worn) == 2 and self._ramps["family"][0] == self._ramps["accent"][0]:
            worn = {"family": worn["family"] & ~accented, "accent": worn["accent"] & accented}
        for trait, (before, after) in self._ramps.items():
            exchanged = np.arange(COLOURS, dtype=np.uint8)
            exchanged[list(ramp_indices(before))] = ramp_indices(after)
            result[worn[trait]] = exchanged[child.indices[worn[trait]]]
        return Sprite(within_budget(result, fixed=self.kept), child.parts)


def inherited_drawing(request: SpriteRequest, a: Sprite) -> InheritedDrawing | None:
    """What is to be drawn of a child of a cross; None where nothing of its first parent's sprite is kept.

    a: that sprite, its parts named. Of its marks and light organs those are kept that lie on parts that are.
    """
    assert request.heredity is not None
    heredity, traits = request.heredity, request.traits
    bearing = carriers(a.parts)
    kept = _of_parts(a.parts, heredity.kept)
    kept &= _of_parts(bearing, heredity.kept) | (bearing == a.parts)
    if int(kept.sum()) * _LEAST_KEPT <= int(np.count_nonzero(a.indices)):
        return None
    kept &= ~_painted_anew(a, heredity.kept, glows=traits.get(_GLOW, _DARK) != _DARK)
    kept |= a.indices == TRANSPARENT if request.parents[0].is_picture else _still_water(a, heredity.kept)
    ramps = {trait: (_ramp_of(a, trait, ramp), traits[trait]) for trait, ramp in heredity.worn.items()}
    offered = [*main_ramps(a.indices), *(before for before, _ in ramps.values())]
    if traits.get(_GLOW, _DARK) != _DARK:
        offered.append(_GLOW)
    return InheritedDrawing(
        pinned=np.where(kept, a.indices.astype(np.int64), UNKNOWN).ravel(),
        colours=lock_with_outlines(tuple(dict.fromkeys(offered))),
        kept=kept,
        prompt={**traits, **heredity.worn},
        _a=a,
        _ramps=ramps,
    )


def _of_parts(parts: PartMap, kinds: Collection[str]) -> Bools:
    is_of = np.zeros(len(PARTS), dtype=np.bool_)
    is_of[[PART_IDS[kind] for kind in kinds]] = True
    return is_of[parts]


def _still_water(a: Sprite, kept: Collection[str]) -> Bools:
    """The water that stays water: all of it where the outline is A's, but round light organs that are drawn anew."""
    water = a.indices == TRANSPARENT
    if {*SILHOUETTE} - {*kept} & _kinds_in(a):
        return np.zeros_like(water)
    return water if "light" in kept else np.asarray(water & ~within(_of_parts(a.parts, ("light",)), _LIGHT_ROOM))


def _painted_anew(a: Sprite, kept: Collection[str], *, glows: bool) -> Bools:
    """Pixels of kept parts on which something else is painted anew: the coat inside the outline, the face."""
    anew = np.zeros(a.parts.shape, dtype=np.bool_)
    shines = glows or "light" in _kinds_in(a)
    if "mark" not in kept or ("light" not in kept and shines):
        filled = a.indices != TRANSPARENT
        inside = filled.copy()
        for step in STEPS_4:
            inside &= beside(filled, step)
        anew |= inside & _of_parts(a.parts, SILHOUETTE)
    for kind in _FACE - {*kept}:
        anew |= within(_of_parts(a.parts, (kind,)), _FACE_ROOM)
    return anew


def _kinds_in(sprite: Sprite) -> set[str]:
    return {PARTS[part] for part in np.unique(sprite.parts).tolist()}


def _ramp_of(a: Sprite, trait: str, named: str) -> str:
    """The ramp that A wears of family or accent: the one that its genome names, unless its pixels have none of it."""
    ramps = np.bincount(ramp_numbers(a.indices[_of_parts(a.parts, _COLOURS_OF[trait])]), minlength=1 + len(RAMPS))
    if ramps[1 + RAMPS.index(named)] or not ramps.any():
        return named
    return RAMPS[int(ramps[1:].argmax())]
