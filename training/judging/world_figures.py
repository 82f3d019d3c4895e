"""Sprites of any world -> a reduced evaluation: what its judge names, the rules that are kept, how alike they are.

The figures that the sea's weights are judged by as well, but for those that compare spreads, temperatures and children.
Knows nothing of who drew the sprites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product

import numpy as np

from pixelgen.model.world import World
from pixelgen.requests.request import SpriteRequest
from training.drawing.pixel_rules import Indices, orphan_share, rules_kept
from training.judging.evaluation_figures import STATIC_SHARE
from training.judging.judge import shares_by_species, shares_right
from training.judging.judge_network import UNKNOWN, Judge, label_classes
from training.judging.likeness import overlap, seen
from training.samples.drawn_sprites import Corpus, Sprites


@dataclass(frozen=True, slots=True)
class WorldFigures:
    """named: category, species, zone and each trait -> share that the judge names as asked for, of traits the mean over
    the species; by_species: species -> share that is named as it; rules: share that keeps every rule of the art;
    static: share with more than 5 % orphan pixels; overlap: median IoU of silhouettes of one species, zone and growth;
    bare: share whose category is named as asked for by zone and category alone, None where that was not asked."""

    sprites: int
    named: Mapping[str, float]
    by_species: Mapping[str, float]
    rules: float
    static: float
    overlap: float
    bare: float | None = None

    def as_dict(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def bare_wishes(each: int, world: World) -> list[SpriteRequest]:
    """So many of every zone and category, the species left open."""
    return [
        SpriteRequest(zone, category, seed=seed)
        for zone, category in product(world.zones, world.categories)
        for seed in range(each)
    ]


def category_named(judge: Judge, wishes: Sequence[SpriteRequest], indices: Indices, world: World) -> float:
    """Share of sprites (n, 32, 32) whose category the judge names as it was asked for."""
    asked = np.array([world.categories.index(wish.category) for wish in wishes])
    return round(float(np.mean(judge.opinion(indices).classes["category"] == asked)), 4)


def world_figures(sprites: Sprites, judge: Judge, corpus: Corpus, *, bare: float | None = None) -> WorldFigures:
    """Figures of sprites with labels of a corpus' world, by that world's judge."""
    world = corpus.world
    is_ = label_classes(sprites, world)
    names = [world.species[place] for place in is_["species"].tolist()]
    growths = [None if place == UNKNOWN else world.traits["growth"][place] for place in is_["growth"].tolist()]
    standing = np.array([corpus.drawn[name].standing for name in names])
    kept = rules_kept(sprites.indices, standing=standing, growths=growths)
    opinion = judge.opinion(sprites.indices)
    right = opinion.classes["species"] == is_["species"]
    return WorldFigures(
        sprites=len(sprites),
        named={name: round(share, 4) for name, share in shares_right(opinion, sprites, world).items()},
        by_species={
            name: round(float(right[is_["species"] == place].mean()), 4)
            for place, name in enumerate(world.species)
            if (is_["species"] == place).any()
        },
        rules=round(float(np.logical_and.reduce(list(kept.values())).mean()), 4),
        static=round(float((orphan_share(sprites.indices) > STATIC_SHARE).mean()), 4),
        overlap=round(overlap(seen(sprites, judge, world)), 4),
        bare=bare,
    )


def weakest_traits(sprites: Sprites, judge: Judge, world: World, *, count: int = 8) -> list[tuple[str, str, float]]:
    """(species, trait, share named as asked for) of the lowest shares."""
    shares = shares_by_species(judge.opinion(sprites.indices), sprites, world)
    every = [(species, trait, share) for trait, of in shares.items() for species, share in of.items()]
    return sorted(every, key=lambda one: one[2])[:count]


def table(drawn: WorldFigures, held_out: WorldFigures) -> str:
    """Markdown: a row a figure, drawn ones beside held-out corpus sprites."""

    def row(name: str, here: float | None, there: float | None) -> str:
        return f"| {name} | {' | '.join('-' if one is None else f'{one:.1%}' for one in (there, here))} |"

    lines = [f"| of {drawn.sprites} sprites | held-out corpus | drawn |", "|---|---|---|"]
    lines += [row(name, share, held_out.named[name]) for name, share in drawn.named.items()]
    lines.append(row("category by the bare prompt", drawn.bare, held_out.bare))
    lines += [row(name, getattr(drawn, name), getattr(held_out, name)) for name in ("rules", "static")]
    lines.append(f"| overlap of silhouettes | {held_out.overlap:.3f} | {drawn.overlap:.3f} |")
    lines += [row(f"named as {name}", share, held_out.by_species[name]) for name, share in drawn.by_species.items()]
    return "\n".join(lines)
