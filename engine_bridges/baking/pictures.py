"""The pictures of a pack -> a task for each, with a key for all that decides its pixels; a task -> its creature.

Pictures are made where the bake runs, as they cost no drawing. Knows nothing of folders.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Protocol

from engine_bridges.baking.plan import LOOK_VERSION, Look
from engine_bridges.creatures.creature import Card, Creature
from engine_bridges.creatures.picture_clips import creature_of_picture
from engine_bridges.pack_file.pack import Pack
from engine_bridges.pack_file.pictures import PackPicture
from pixelgen import OwnPicture, Sprite, __version__


class PartsNamer(Protocol):
    """The part of a generator that names parts."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    def labelled(self, sprite: Sprite, species: str | None = None) -> Sprite:
        """A sprite with its parts named; as it was where the weights name none."""


@dataclass(frozen=True, slots=True)
class PictureTask:
    """A picture to be made; key as in BakeTask."""

    card: Card
    picture: OwnPicture
    own_colours: bool
    look: Look
    key: str


def picture_tasks_of(pack: Pack, weights: str) -> dict[str, PictureTask]:
    """By name, in the pack's order. weights: hash of those that name the parts."""
    return {picture.card.name: _task(picture, weights, format=pack.format) for picture in pack.pictures}


def picture_creature(task: PictureTask, namer: PartsNamer) -> Creature:
    """The task's creature."""
    return creature_of_picture(
        task.picture,
        task.card,
        **task.look.options(),
        own_colours=task.own_colours,
        name_parts=partial(namer.labelled, species=task.card.species or None),
    )


def _task(told: PackPicture, weights: str, *, format: str) -> PictureTask:
    look = Look.of(told, format=format)
    task = PictureTask(told.card, told.picture, told.own_colours, look, "")
    return replace(task, key=_key(task, weights))


def _key(task: PictureTask, weights: str) -> str:
    picture = task.picture
    pixels = hashlib.sha256(picture.rgba.tobytes()).hexdigest()
    told = [picture.rgba.shape, pixels, picture.durations_ms, sorted(picture.glow), task.own_colours]
    versions = [__version__, LOOK_VERSION, weights]
    text = json.dumps([versions, asdict(task.card), told, asdict(task.look)], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
