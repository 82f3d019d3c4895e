"""Weights before and after a lesson -> whether the old is still there, and how near the new is to its pictures.

The judge names old species on sprites of the same requests, drawn by either weights. A new sprite is counted as near
when the picture most like it, of those of the lesson and as many or more of the corpus, is one of the lesson's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.generator import Generator
from pixelgen.model.world import World
from pixelgen.requests.request import SpriteRequest
from training.drawing.pixel_rules import Indices
from training.judging.judge_network import HEADS, Judge
from training.judging.nearest_sprites import NearestSprites
from training.samples.drawn_sprites import draw_many
from training.teaching.taught import Kind

CORPUS_SEED = 1_000_081  # of corpus sprites that new ones could be taken for
CORPUS_SPRITES = 400
KEPT = 0.97  # of the old species that were named rightly before
LEARNT_A_PICTURE = 200  # sprites, old ones too: with 30 what is drawn is hardly the kind, with 300 it is
HARDLY_OTHER = 0.03  # of a drawing's pixels: so few others make it a copy with some pixels changed


@dataclass(frozen=True, slots=True)
class NewFigures:
    """Of the drawn sprites of a kind: near: share whose nearest picture is the lesson's; pictures_near: the same of the
    pictures themselves, each against the others; copies: equal to a picture, flipped or not; hardly_other: nearly so;
    pixels: in which they differ from the nearest picture of the lesson, median."""

    drawn: int
    near: float
    pictures_near: float
    copies: int
    hardly_other: int
    pixels: float

    def as_dict(self) -> dict[str, float]:
        """Plain values."""
        return asdict(self)


def old_requests(world: World, names: Sequence[str], each: int) -> list[SpriteRequest]:
    """So many of each of these species, where it lives."""
    return [
        SpriteRequest(world.homes.get(name, world.zones)[0], world.category_of[name], name, seed=seed)
        for name in names
        for seed in range(each)
    ]


def new_requests(world: World, kind: Kind, homes: Sequence[str], count: int) -> list[SpriteRequest]:
    """So many of a kind, zone by zone in turn."""
    zones = homes or world.zones
    return [SpriteRequest(zones[seed % len(zones)], kind.category, kind.name, seed=seed) for seed in range(count)]


def drawn(generator: Generator, requests: Sequence[SpriteRequest]) -> Indices:
    """(n, 32, 32) of these requests."""
    return np.stack([sprite.indices for sprite in generator.sprites(requests)])


def named_rightly(judge: Judge, requests: Sequence[SpriteRequest], indices: Indices) -> npt.NDArray[np.bool_]:
    """(n,) whether the judge names the species that was asked for."""
    wanted = np.array([HEADS["species"].index(request.species or "") for request in requests])
    return np.asarray(judge.opinion(indices).classes["species"] == wanted)


def new_figures(indices: Indices, pictures: Indices) -> NewFigures:
    """Of drawn sprites (n, 32, 32) of a kind, and its pictures (m, 32, 32), m 2 or more."""
    others = draw_many(CORPUS_SEED, range(max(CORPUS_SPRITES, len(pictures)))).indices
    both, own = NearestSprites(np.concatenate([pictures, others])), NearestSprites(pictures)
    places = np.array([both.nearest(one).place for one in indices])
    pixels = np.array([own.nearest(one).pixels for one in indices])
    alone = [
        NearestSprites(np.concatenate([np.delete(pictures, place, axis=0), others])).nearest(one).place
        for place, one in enumerate(pictures)
    ]
    sizes = np.array([int((one > 0).sum()) for one in indices])
    return NewFigures(
        drawn=len(indices),
        near=round(float(np.mean(places < len(pictures))), 4),
        pictures_near=round(float(np.mean(np.array(alone) < len(pictures) - 1)), 4),
        copies=int((pixels == 0).sum()),
        hardly_other=int((pixels <= HARDLY_OTHER * sizes).sum()),
        pixels=float(np.median(pixels)),
    )


def too_short(learnt: int, pictures: int) -> str | None:
    """What to say of a lesson of so many sprites, new and old, about so many pictures, if it is too short."""
    wanted = LEARNT_A_PICTURE * pictures
    if learnt >= wanted:
        return None
    return (
        f"{learnt:,} sprites were learnt, {wanted:,} are wanted for {pictures} pictures: the machine is slow or busy; "
        f"go on with --resume --force"
    )


def lines(before: float | None, after: float | None, new: Mapping[str, NewFigures]) -> list[str]:
    """What the figures say, for a reader."""
    said = []
    if before is not None and after is not None:
        kept = after / max(before, 1e-9)
        verdict = "kept" if kept >= KEPT else f"less than {KEPT:.0%}: train longer, or with less of the new (--share)"
        said.append(f"old species named rightly: {before:.1%} before, {after:.1%} now; {kept:.1%} of it, {verdict}")
    for name, one in new.items():
        said.append(
            f"{name}: {one.near:.0%} of {one.drawn} are most like a picture of the folder (of the pictures themselves "
            f"{one.pictures_near:.0%}); {one.copies} copies, {one.hardly_other - one.copies} that are nearly; "
            f"{one.pixels:g} pixels from the nearest"
        )
    return said
