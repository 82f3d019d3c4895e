"""Species -> how many of their individuals break which art rule, as drawn: before anything is drawn again.

Random individuals of every zone, and each parameter of each species at both of its ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import DrawingError
from training.drawing.pixel_rules import RULES, Indices, rules_kept
from training.samples.drawn_sprites import draw
from training.species.contract import Individual, Species

SHARE_BROKEN = 0.01  # of random individuals, which are drawn again; none of the extremes


@dataclass(frozen=True, slots=True)
class RuleReport:
    """Random individuals (`sprites`) and extremes, how many of each `failed`, and (rule, species) -> times broken."""

    sprites: int
    failed: int
    extremes: int
    extremes_failed: int
    broken: Counter[tuple[str, str]]

    @property
    def passed(self) -> bool:
        """At most 1 % of the random individuals break a rule, and no extreme does."""
        return self.failed <= SHARE_BROKEN * self.sprites and not self.extremes_failed

    def table(self) -> str:
        """A line a rule: how often it is broken, and by whom most."""
        width = max(len(rule) for rule in RULES)
        lines = []
        for rule in RULES:
            by = Counter({species: times for (name, species), times in self.broken.items() if name == rule})
            worst = ", ".join(f"{species} {times}" for species, times in by.most_common(4))
            lines.append(f"{rule:{width}}  {by.total():6d}  {worst}".rstrip())
        kept, ends = self.sprites - self.failed, self.extremes - self.extremes_failed
        lines.append(f"{kept} of {self.sprites} random sprites keep every rule ({kept / self.sprites:.2%})")
        lines.append(f"{ends} of {self.extremes} sprites with a parameter at its end do")
        return "\n".join(lines)


def rule_report(species: Sequence[Species], *, each: int, seed: int = 0) -> RuleReport:
    """`each` random individuals of every species and zone, and every extreme, against the rules."""
    failed, extremes_failed, sprites, extremes = 0, 0, 0, 0
    broken: Counter[tuple[str, str]] = Counter()
    rng = np.random.default_rng(seed)
    for one in species:
        for zone in one.zones:
            individuals = [one.sample(zone, rng) for _ in range(each)]
            ends = one.extremes(zone)
            drawn = np.stack([_drawn(one, individual) for individual in (*individuals, *ends)])
            growths = [individual.traits.get("growth") for individual in (*individuals, *ends)]
            kept = rules_kept(drawn, standing=np.full(len(drawn), one.standing), growths=growths)
            broken.update({(rule, one.name): int((~good).sum()) for rule, good in kept.items() if not good.all()})
            whole = np.logical_and.reduce(list(kept.values()))
            failed += int((~whole[:each]).sum())
            extremes_failed += int((~whole[each:]).sum())
            sprites, extremes = sprites + each, extremes + len(ends)
    return RuleReport(sprites, failed, extremes, extremes_failed, broken)


def _drawn(species: Species, individual: Individual) -> Indices:
    """The sprite; an empty one, which breaks the rules, for a drawing that does not fit."""
    try:
        return draw(species, individual)
    except DrawingError:
        return np.zeros((32, 32), dtype=np.uint8)
