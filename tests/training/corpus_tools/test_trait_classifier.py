"""The trait classifier learns what can be seen and guesses what cannot."""

from __future__ import annotations

import pytest

from pixelgen.vocabulary import ZONES
from training.corpus_tools.trait_classifier import main, trait_figures
from training.drawing.canvas import Canvas
from training.drawing.masks import rectangle
from training.drawing.zones import scheme
from training.species.contract import Individual, Species


def _bar(canvas: Canvas, bar: Individual) -> None:
    canvas.part("body", rectangle(6, 10, 20, round(bar["high"])), bar.scheme.body)


BAR = Species(
    name="clownfish",
    draw=_bar,
    ranges={},
    schemes=dict.fromkeys(ZONES, (scheme("gold4 gold5 gold3 gold2 rose4 ink6"),)),
    traits={
        "build": {"slim": {"high": (6.0, 7.0)}, "stout": {"high": (14.0, 16.0)}},
        "pose": {"rest": {}, "turn": {}},  # drawn alike
    },
)


def test_a_trait_that_shows_is_named_and_one_that_does_not_is_guessed() -> None:
    figures = trait_figures(BAR, count=512, epochs=3)
    assert figures["build"].right > 0.95
    assert figures["pose"].right < 0.7
    assert 0.4 < figures["pose"].commonest < 0.7
    assert set(figures["pose"].mistakes) <= {("rest", "turn"), ("turn", "rest")}


def test_an_unknown_species_is_refused() -> None:
    with pytest.raises(SystemExit) as left:
        main(["shark"])
    assert left.value.code == 2
