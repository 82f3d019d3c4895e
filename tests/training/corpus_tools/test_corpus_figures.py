"""Figures of contrast, variety and traits on drawings whose figures are known."""

from __future__ import annotations

from dataclasses import replace

from pixelgen.vocabulary import ZONES
from training.corpus_tools.corpus_figures import CorpusFigures, corpus_figures
from training.drawing.canvas import Canvas
from training.drawing.masks import rectangle
from training.drawing.zones import Scheme, scheme
from training.species.contract import Individual, Species


def _bar(canvas: Canvas, bar: Individual) -> None:
    """A bar in the body's tone, `long` pixels long, with a band of the accent."""
    body = canvas.part("body", rectangle(4, 10, round(bar["long"]), 10), bar.scheme.body)
    canvas.mark(rectangle(8, 0, round(bar["band"]), 40), bar.scheme.accent, clip=body)


def figures(species: Species) -> CorpusFigures:
    return next(iter(corpus_figures([species], each=12)))


def same_everywhere(text: str) -> dict[str, tuple[Scheme, ...]]:
    return {zone: (scheme(text),) for zone in ZONES}


BAR = Species(
    name="clownfish",
    draw=_bar,
    ranges={"long": (20.0, 20.0), "band": (3.0, 3.0)},
    schemes=same_everywhere("gold6 gold6 gold6 gold6 rose4 ink6"),
    traits={"build": {"regular": {}}, "growth": {"adult": {"size": (20.0, 20.0)}}},
    span=20.0,
)


def test_the_same_drawing_over_and_over_has_no_variety() -> None:
    found = figures(BAR)
    assert found.overlap == 1
    assert found.spread == 0
    assert found.mended == 0
    assert (found.family, found.accent) == (1, 1)


def test_other_lengths_spread_but_scaled_to_one_box_they_are_alike() -> None:
    found = figures(replace(BAR, ranges={"long": (20.0, 27.0), "band": (3.0, 3.0)}))
    assert found.spread > 0.05
    assert found.overlap == 1


def test_a_band_too_small_to_see_is_no_accent() -> None:
    assert figures(replace(BAR, ranges={"long": (20.0, 20.0), "band": (0.0, 0.0)})).accent == 0


def test_a_body_under_another_ramp_is_not_of_its_family() -> None:
    assert figures(replace(BAR, ranges={"long": (20.0, 20.0), "band": (16.0, 16.0)})).family == 0


def test_dull_sprites_are_counted_by_zone() -> None:
    found = figures(BAR).dull
    assert list(found) == list(ZONES)
    assert found["hadal"] == 0
    dark = replace(BAR, schemes=same_everywhere("gold0 gold0 gold0 gold0 rose1 ink6"))
    assert figures(dark).dull == {zone: float(zone not in ("shallows", "reef")) for zone in ZONES}
