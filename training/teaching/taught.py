"""A lesson and weights -> what is to be learnt: new names, their individuals, labelled sprites, a first guess.

A kind takes a place of its own among the world's species. A style takes one for each category that its pictures show,
so that what the weights drew before stays as it was. Knows nothing of training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from pixelgen.checks import WORD
from pixelgen.drawing.labelling import Labelling
from pixelgen.groups import SLOTS
from pixelgen.litters import told_by
from pixelgen.model.labeller import BY_SPECIES, UNKNOWN
from pixelgen.model.weights import Weights
from pixelgen.model.world import World, WorldError
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import PAD
from training.network.model import SLOT_TOKENS, Transformer
from training.samples.drawn_sprites import LABELS, TRAIT_LABELS, Sprites
from training.samples.trait_rows import EACH
from training.sources.labelled import Found
from training.teaching.lesson import Lesson, LessonError

FEWEST_OF_A_CATEGORY = 5  # pictures, for a style

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A species to be learnt: its name, its category and the sprites that show it."""

    name: str
    category: str
    sprites: tuple[Found, ...]


def kinds_of(lesson: Lesson, world: World, name: str, category: str | None) -> tuple[Kind, ...]:
    """One kind of this category; with None a style, a kind for each category that the pictures show.

    LessonError for a name or category that will not do, and a style whose pictures do not say what they show.
    """
    if not WORD.fullmatch(name):
        raise LessonError(f"--name must be a word of a-z, 0-9 and _; got {name!r}")
    if category is not None:
        kinds = [Kind(name, category, lesson.found)]
    else:
        shown = {one: tuple(each for each in lesson.found if each.labels.category == one) for one in world.categories}
        kinds = [
            Kind(f"{name}_{one}", one, sprites)
            for one, sprites in shown.items()
            if len(sprites) >= FEWEST_OF_A_CATEGORY
        ]
        if not kinds:
            raise LessonError(
                f"a style needs pictures that say what they show, {FEWEST_OF_A_CATEGORY} or more of a category: put "
                f"them into folders named {', '.join(world.categories)}, or list them in a labels.csv"
            )
    try:
        for kind in kinds:
            world = world.with_species(kind.name, kind.category)
    except WorldError as error:
        raise LessonError(f"{kind.name} cannot be added to the weights' world: {error}") from error
    return tuple(kinds)


def taught_world(world: World, kinds: Sequence[Kind], homes: Sequence[str]) -> World:
    """The world with these kinds. homes: zones where they live; none for all alike."""
    for kind in kinds:
        world = world.with_species(kind.name, kind.category, homes=tuple(homes))
    return world


def taught_rows(rows: Array, world: World, kinds: Sequence[Kind]) -> Array:
    """Trait rows of weights, and those of the kinds: of every zone, with what the pictures' pixels tell."""
    more = []
    for kind in kinds:
        told = [told_by(Sprite(one.indices)) for one in kind.sprites]
        for zone in world.zones:
            for place in range(EACH):
                traits = told[place * len(told) // EACH if len(told) > EACH else place % len(told)]
                ids = [world.token_id("zone", zone), world.token_id("species", kind.name)]
                ids += [world.token_id(trait, traits[trait]) if trait in traits else PAD for trait in world.traits]
                more.append(ids)
    return np.concatenate([rows, np.array(more, dtype=np.uint8)])


def taught_labeller(tensors: Mapping[str, Array] | None, kinds: Sequence[Kind]) -> Mapping[str, Array] | None:
    """A labeller that treats the kinds as it treats what it does not know."""
    if tensors is None:
        return None
    if BY_SPECIES not in tensors:
        return tensors  # the rows of places that were kept free are 0: they tell nothing
    known = tensors[BY_SPECIES]
    rows = np.repeat(known[UNKNOWN : UNKNOWN + 1], len(kinds), axis=0)
    return {**tensors, BY_SPECIES: np.concatenate([known, rows])}


def labelled_sprites(kinds: Sequence[Kind], weights: Weights, world: World, homes: Sequence[str]) -> Sprites:
    """Every picture once for each zone where its kind lives, with its parts as the weights' labeller names them, its
    labels and what its pixels tell of its traits."""
    labelling = Labelling(weights, native=False)
    indices, labels, parts, traits = [], [], [], []
    for kind in kinds:
        for one in kind.sprites:
            told = told_by(Sprite(one.indices))
            seen = labelling.picture(one.indices).parts
            named = {"category": kind.category, "species": kind.name, **told}
            for zone in homes or world.zones:
                indices.append(one.indices)
                parts.append(seen)
                labels.append(_ids(world, LABELS, {**named, "zone": zone}))
                traits.append(_ids(world, TRAIT_LABELS, named))
    return Sprites(np.stack(indices), np.array(labels), np.stack(parts), np.array(traits, dtype=np.uint8))


def _ids(world: World, kinds: Sequence[str], named: Mapping[str, str]) -> list[int]:
    return [world.token_id(kind, named[kind]) if kind in named else PAD for kind in kinds]


@torch.no_grad()
def plant(model: Transformer, before: World, world: World, kinds: Sequence[Kind]) -> None:
    """The kinds' tokens begin as the mean of their category's."""
    first = (SLOTS - 1) * SLOT_TOKENS  # ids of the prompt alone have one row each, after those of the slots
    table = model.token.weight
    for kind in kinds:
        kin = [name for name in before.species if before.category_of[name] == kind.category]
        rows = [first + before.token_id("species", name) for name in kin]
        if rows:
            table[first + world.token_id("species", kind.name)] = table[rows].mean(dim=0)
