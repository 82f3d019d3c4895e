"""A pack and the weights -> a task for each creature: all that decides its pixels, and a key for all of that.

What has the same key looks the same, so it need not be made again. Draws nothing, knows nothing of folders.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

from engine_bridges.creatures.clips import clips_of, known_parts
from engine_bridges.creatures.creature import Card, Creature
from engine_bridges.pack_file.creature import PackCreature
from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.pack_file.pack import Pack
from engine_bridges.pack_file.pictures import PackPicture
from pixelgen import ENGINE_VERSION, Parent, RequestError, ShadingStyle, Sprite, SpriteRequest, __version__

LOOK_VERSION = 3  # raise it whenever the same sprite and look would give other pixels


class Drawer(Protocol):
    """The part of a generator that a plan needs."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    @property
    def learnt_species(self) -> Sequence[str]:
        """Names of those that the weights can draw."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """What a request is drawn as, if that is known."""

    def dna(self, request: SpriteRequest) -> str:
        """One line that recreates the sprite."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a sprite is shown; as `clips_of` takes it."""

    style: ShadingStyle | None
    animations: tuple[str, ...]
    frames: int
    margin: int
    scale: int
    normals: bool
    emission: bool
    flat: bool

    @classmethod
    def of(cls, told: PackCreature | PackPicture, *, format: str) -> Look:
        """As the pack's file has it, for a format."""
        own = {field.name: getattr(told, field.name) for field in fields(cls) if field.name != "flat"}
        return cls(**own, flat=told.normals and format == "godot")  # whose lit scenes are shaded by the game's lights

    def options(self) -> dict[str, Any]:
        """By name, as `clips_of` takes them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class BakeTask:
    """A creature to be made. key: differs whenever its pixels may. generation: its parents' plus one."""

    card: Card
    request: SpriteRequest
    look: Look
    key: str
    generation: int


def tasks_of(pack: Pack, drawer: Drawer) -> dict[str, BakeTask]:
    """By name, in the pack's order. PackFileError for what these weights cannot draw."""
    pack.check_drawable(drawer.weights_digest, ENGINE_VERSION, drawer.learnt_species)
    tasks, mistakes = {}, []
    for creature in pack.creatures:
        try:
            tasks[creature.name] = _task(creature, drawer, format=pack.format)
        except RequestError as error:
            mistakes.append(pack.mistake(creature, "", str(error)))
    if mistakes:
        raise PackFileError(mistakes, pack.sources)
    return tasks


def creature_of(task: BakeTask, sprite: Sprite) -> Creature:
    """The task's creature, from its sprite."""
    card = task.card
    clips = clips_of(sprite, category=card.category, species=card.species or None, **task.look.options())
    return Creature(card, clips, known_parts(sprite))


def key_of(request: SpriteRequest, species: str, look: Look, *, weights: str) -> str:
    """What stands for all that decides the pixels, for this pixelgen. weights: hash of those at hand."""
    versions = [__version__, LOOK_VERSION, ENGINE_VERSION, weights]
    text = json.dumps([versions, Parent.of(request).name, species, asdict(look)], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _task(creature: PackCreature, drawer: Drawer, *, format: str) -> BakeTask:
    request = creature.request
    species = drawer.species_of(request) or ""
    card = Card(creature.name, request.zone, request.category, species, drawer.dna(request))
    look = Look.of(creature, format=format)
    key = key_of(request, species, look, weights=drawer.weights_digest)
    return BakeTask(card, request, look, key, creature.generation)
