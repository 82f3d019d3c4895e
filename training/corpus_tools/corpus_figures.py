"""A species -> how far its sprites stand out from the water, differ in shape, and show what their traits say.

Figures of what is cheap to count; whether a trait is told apart is the trait classifier's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.finisher import best_finisher
from pixelgen.palette import RAMPS, ramp_numbers
from pixelgen.vocabulary import ZONES
from training.drawing.contrast import LEAST, median_contrast
from training.drawing.pixel_rules import Indices, box
from training.judging.silhouettes import overlaps
from training.samples.drawn_sprites import unfinished
from training.species.contract import Individual, Species

FEWEST = 12  # individuals a zone that figures need
ACCENT_PIXELS = 6  # of a ramp that is plain to see


@dataclass(frozen=True, slots=True)
class CorpusFigures:
    """Of one species; shares 0 to 1.

    dull: zone -> share of sprites whose median contrast with the water is below 2:1; overlap: median IoU of
    silhouettes of one zone and growth, scaled to one bounding box; spread: standard deviation of log(width / height)
    within a growth and build; family, accent: share in which that ramp is the commonest, or has six pixels; mended:
    share that the runtime's finishing changes, which a clean drawing does not need.
    """

    species: str
    dull: dict[str, float]
    overlap: float
    spread: float
    family: float
    accent: float
    mended: float

    def line(self) -> str:
        """The figures in one line."""
        dull = " ".join(f"{share:4.0%}" for share in self.dull.values())
        return (
            f"{self.species:14}  below 2:1 by zone {dull}  overlap {self.overlap:.2f}  spread {self.spread:.3f}"
            f"  family commonest {self.family:4.0%}  accent seen {self.accent:4.0%}  mended {self.mended:.1%}"
        )


def corpus_figures(species: Sequence[Species], *, each: int, seed: int = 0) -> Iterator[CorpusFigures]:
    """Figures of each species on `each` random individuals a zone."""
    for one in species:
        rng, finish = np.random.default_rng([seed, 2]), best_finisher().finish
        chosen = {zone: [one.sample(zone, rng) for _ in range(each)] for zone in ZONES}
        raw = {zone: np.stack([unfinished(one, each).pixels for each in chosen[zone]]) for zone in ZONES}
        drawn = {zone: np.stack([finish(sprite, standing=one.standing) for sprite in raw[zone]]) for zone in ZONES}
        everyone = [individual for zone in ZONES for individual in chosen[zone]]
        together = np.concatenate([drawn[zone] for zone in ZONES])
        yield CorpusFigures(
            species=one.name,
            dull={zone: float((median_contrast(drawn[zone], zone) < LEAST).mean()) for zone in ZONES},
            overlap=_within(everyone, together, ("growth",), overlaps),
            spread=_within(everyone, together, ("growth", "build"), _spread),
            family=float(np.mean([_commonest(s) == i.scheme.family for s, i in zip(together, everyone, strict=True)])),
            accent=_accent_seen(everyone, together),
            mended=float(np.mean((together != np.concatenate([raw[zone] for zone in ZONES])).any(axis=(1, 2)))),
        )


def _spread(indices: Indices) -> list[float]:
    left, top, right, bottom = np.moveaxis(box(indices), -1, 0)
    return [float(np.std(np.log((right - left) / (bottom - top))))]


def _within(
    individuals: Sequence[Individual],
    indices: Indices,
    traits: tuple[str, ...],
    figure: Callable[[Indices], list[float]],
) -> float:
    """Median of a figure over the groups that share zone and these traits."""
    groups: dict[tuple[str | None, ...], list[int]] = {}
    for at, individual in enumerate(individuals):
        key = (individual.zone, *(individual.traits.get(trait) for trait in traits))
        groups.setdefault(key, []).append(at)
    values = [value for places in groups.values() if len(places) > 2 for value in figure(indices[places])]
    return float(np.median(values)) if values else float("nan")


def _commonest(sprite: npt.NDArray[np.uint8]) -> str:
    """The ramp with the most pixels, but for ink's two darkest: outlines are no family."""
    ramps = ramp_numbers(sprite)[sprite > 2]
    return RAMPS[int(np.bincount(ramps).argmax()) - 1] if len(ramps) else ""


def _accent_seen(individuals: Sequence[Individual], indices: Indices) -> float:
    seen = [
        int((ramp_numbers(sprite) == 1 + RAMPS.index(individual.traits["accent"])).sum()) >= ACCENT_PIXELS
        for sprite, individual in zip(indices, individuals, strict=True)
    ]
    return float(np.mean(seen))
