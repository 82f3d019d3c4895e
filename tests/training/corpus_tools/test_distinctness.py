"""How distinct individuals and species are: hand-made stacks, and species whose silhouettes are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pixelgen.palette import colour_index
from pixelgen.vocabulary import CATEGORIES, ZONES
from training.corpus_tools import distinctness
from training.corpus_tools.distinctness import SilhouetteFigures, cell_sprites, main, nearest_pixels, silhouette_figures
from training.corpus_tools.silhouette_classifier import Classes
from training.drawing.canvas import Canvas
from training.drawing.masks import rectangle
from training.drawing.pixel_rules import Indices, box
from training.drawing.zones import scheme
from training.species import DRAWN
from training.species.contract import Individual, Species

CORAL = colour_index("coral", 4)


def differing(*pixels: int) -> Indices:
    """A stack of sprites, each with its first so many pixels coloured."""
    sprites = np.zeros((len(pixels), 32 * 32), dtype=np.uint8)
    for sprite, count in zip(sprites, pixels, strict=True):
        sprite[:count] = CORAL
    return sprites.reshape(-1, 32, 32)


def _lying(canvas: Canvas, bar: Individual) -> None:
    canvas.part("body", rectangle(4, 12, 24, round(bar["thick"])), CORAL)


def _standing(canvas: Canvas, bar: Individual) -> None:
    canvas.part("body", rectangle(12, 4, round(bar["thick"]), 24), CORAL)


def draw_either(canvas: Canvas, bar: Individual) -> None:
    """Lying or standing."""
    (_lying if bar["thick"] < 6 else _standing)(canvas, bar)


THICK = {"thick": (4.0, 8.0)}
SCHEMES = dict.fromkeys(
    ZONES, tuple(scheme(f"{ramp}4 {ramp}5 {ramp}3 {ramp}2 gold4 ink6") for ramp in ("rose", "kelp"))
)
LYING = Species(name="clownfish", draw=_lying, ranges=THICK, schemes=SCHEMES)
STANDING = Species(name="octopus", draw=_standing, ranges=THICK, schemes=SCHEMES)
TWIN = Species(name="tang", draw=_lying, ranges=THICK, schemes=SCHEMES)  # another species of LYING's category


def only(monkeypatch: pytest.MonkeyPatch, *species: Species) -> None:
    """Let these be all species that are drawn."""
    monkeypatch.setattr(distinctness, "DRAWN", {one.name: one for one in species})


# --- individuals ----------------------------------------------------------------------------------------


def test_the_nearest_of_all_others_counts_and_the_median_of_them() -> None:
    # to the nearest: 0 -> 10, 10 -> 10, 40 -> 30, 100 -> 60, 300 -> 200
    sprites = differing(0, 10, 40, 100, 300)
    assert nearest_pixels(sprites, queries=5) == 30
    assert nearest_pixels(sprites, queries=2) == 10
    assert nearest_pixels(sprites[::-1], queries=1) == 200
    assert nearest_pixels(sprites[::-1], queries=2) == 130


def test_a_twin_is_no_pixel_away_and_a_sprite_is_not_its_own_twin() -> None:
    assert nearest_pixels(differing(7, 7, 7), queries=3) == 0
    assert nearest_pixels(differing(7, 9), queries=2) == 2


def test_a_pixel_of_another_colour_differs() -> None:
    sprites = differing(50, 50)
    sprites[1][sprites[1] > 0] += 1
    assert nearest_pixels(sprites, queries=2) == 50


def test_a_cell_is_drawn_from_its_category_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str]] = []

    def noting(species: Species, individual: Individual) -> Indices:
        seen.append((species.name, individual.zone))
        return np.zeros((32, 32), dtype=np.uint8)

    monkeypatch.setattr(distinctness, "draw", noting)
    names = [name for name, species in DRAWN.items() if species.category == "coral"]
    assert cell_sprites("hadal", "coral", count=2 * len(names), seed=0).shape == (2 * len(names), 32, 32)
    assert seen == [(name, "hadal") for name in names * 2]


def test_a_cell_repeats_by_seed_and_differs_by_zone() -> None:
    cell = cell_sprites("reef", "jellyfish", count=3, seed=5)
    assert np.array_equal(cell, cell_sprites("reef", "jellyfish", count=3, seed=5))
    assert not np.array_equal(cell, cell_sprites("reef", "jellyfish", count=3, seed=6))
    assert not np.array_equal(cell, cell_sprites("hadal", "jellyfish", count=3, seed=5))


def test_every_cell_is_measured_and_has_its_own_figure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(distinctness, "MEDIAN_PIXELS", 1)
    assert main(["--individuals", "2", "--seed", "4"]) == 0
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert head == f"| zone | {' | '.join(CATEGORIES)} |"
    assert rule == f"|---|{'---|' * len(CATEGORIES)}"
    table = {row.split(" | ")[0]: row.removesuffix(" |").split(" | ")[1:] for row in rows}
    assert list(table) == [f"| {zone}" for zone in ZONES]
    assert all(len(figures) == len(CATEGORIES) for figures in table.values())
    for zone, category in (("shallows", "coral"), ("abyss", "grazer")):
        figure = nearest_pixels(cell_sprites(zone, category, count=2, seed=4), queries=2)
        assert table[f"| {zone}"][CATEGORIES.index(category)] == f"{figure:g}"


@pytest.mark.parametrize(("worst", "status"), [(40.0, 0), (39.5, 1)])
def test_the_worst_cell_must_reach_the_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], worst: float, status: int
) -> None:
    asked: list[tuple[int, int, int]] = []

    def fake(*, count: int, seed: int, processes: int) -> dict[str, float]:
        asked.append((count, seed, processes))
        return {f"{zone}/{name}": worst if zone == "hadal" else 90.0 for zone in ZONES for name in CATEGORIES}

    monkeypatch.setattr(distinctness, "individual_distances", fake)
    assert main(["--individuals", "50", "--seed", "3", "--processes", "2"]) == status
    assert asked == [(50, 3, 2)]
    assert f"| hadal | {worst:g} |" in capsys.readouterr().out


# --- silhouettes ----------------------------------------------------------------------------------------


class Lessons:
    """Stands in for the classifier: notes what it is taught, and takes what is wide for class 0, what is tall for 1."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taught: list[tuple[Indices, Classes, int, int]] = []
        self.asked: list[Indices] = []
        monkeypatch.setattr(distinctness, "train_classifier", self.train)
        monkeypatch.setattr(distinctness, "classify", self.classify)

    def train(self, indices: Indices, classes: Classes, *, epochs: int, seed: int) -> None:
        self.taught.append((indices, classes, epochs, seed))

    def classify(self, model: None, indices: Indices) -> Classes:
        self.asked.append(indices)
        left, top, right, bottom = box(indices).T
        return np.asarray(bottom - top > right - left, dtype=np.int64)


def test_shapes_that_differ_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, LYING, STANDING)
    lessons = Lessons(monkeypatch)
    assert silhouette_figures(count=40, epochs=3, seed=7) == SilhouetteFigures(
        category=1.0, species=1.0, by_species={"clownfish": 1.0, "octopus": 1.0}, mistakes={}
    )
    ((sprites, classes, epochs, seed),) = lessons.taught
    assert (epochs, seed) == (3, 7)
    assert np.array_equal(lessons.classify(None, sprites), classes)
    assert Counter(classes.tolist()) == {0: 20, 1: 20}
    assert len(lessons.asked[0]) == 10  # a quarter as many


def test_a_twin_of_the_same_category_is_a_mistake_in_species_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, LYING, STANDING, TWIN)
    Lessons(monkeypatch)
    assert silhouette_figures(count=48) == SilhouetteFigures(
        category=1.0,
        species=2 / 3,
        by_species={"clownfish": 1.0, "octopus": 1.0, "tang": 0.0},
        mistakes={("tang", "clownfish"): 1.0},
    )


def test_a_double_in_another_category_is_a_mistake_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    double = replace(STANDING, name="conch", draw=draw_either)
    only(monkeypatch, LYING, STANDING, double)
    Lessons(monkeypatch)
    figures = silhouette_figures(count=400)
    lies = figures.mistakes["conch", "clownfish"]
    assert 0 < lies < 1
    assert figures.mistakes == {("conch", "clownfish"): lies, ("conch", "octopus"): pytest.approx(1 - lies)}
    assert figures.category == figures.species == pytest.approx(2 / 3, abs=0.01)


def test_training_and_measuring_show_every_species_in_every_zone_and_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, LYING, STANDING, TWIN)
    seen: list[tuple[str, str, float]] = []

    def noting(species: Species, individual: Individual) -> Indices:
        seen.append((species.name, individual.zone, individual["thick"]))
        return np.full((32, 32), CORAL, dtype=np.uint8)

    monkeypatch.setattr(distinctness, "draw", noting)
    Lessons(monkeypatch)
    silhouette_figures(count=72, seed=1)
    cells = {(name, zone) for name in ("clownfish", "octopus", "tang") for zone in ZONES}
    assert {(name, zone) for name, zone, _ in seen[:72]} == {(name, zone) for name, zone, _ in seen[72:]} == cells
    assert len(set(seen)) == len(seen) == 72 + 18
    once = [*seen]
    seen.clear()
    silhouette_figures(count=72, seed=1)
    assert seen == once
    seen.clear()
    silhouette_figures(count=72, seed=2)
    assert seen != once


@pytest.mark.parametrize(
    ("category", "species", "status"), [(0.95, 0.85, 0), (0.94, 0.9, 1), (0.99, 0.84, 1), (1.0, 1.0, 0)]
)
def test_both_shares_must_reach_their_bars(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    category: float,
    species: float,
    status: int,
) -> None:
    figures = SilhouetteFigures(category, species, {"crab": 0.9, "conch": 0.25}, {("conch", "crab"): 0.75})
    monkeypatch.setattr(distinctness, "silhouette_figures", lambda *, count, epochs, seed: figures)
    assert main(["--silhouettes", "640"]) == status
    assert capsys.readouterr().out.splitlines() == [
        f"category named for {category:.1%}, species for {species:.1%} of held-out silhouettes",
        "conch 25%, crab 90%",
        "75.0% of conch taken for crab",
    ]


@pytest.mark.parametrize("bar", ["CATEGORY_SHARE", "SPECIES_SHARE"])
def test_a_bar_out_of_reach_is_status_1(monkeypatch: pytest.MonkeyPatch, bar: str) -> None:
    only(monkeypatch, LYING, STANDING)
    Lessons(monkeypatch)
    assert main(["--silhouettes", "16"]) == 0
    monkeypatch.setattr(distinctness, bar, 1.01)
    assert main(["--silhouettes", "16"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what to measure"),
        (["--individuals", "1"], "--individuals must be 2 or more; got 1"),
        (["--silhouettes", "163"], "--silhouettes must be 164 or more, four of each species; got 163"),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert said in capsys.readouterr().err
