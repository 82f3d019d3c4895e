"""The figures of sprites whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from tests.training.stand_ins import BLANK, NOISE
from training.drawing.pixel_rules import Indices
from training.judging.evaluation_figures import Looked, figures_of, look
from training.judging.evaluation_sets import CELLS, Asked, corpus_cells
from training.judging.judge_network import HEADS, Judge, JudgeNetwork, label_classes
from training.judging.nearest_sprites import NearestSprites
from training.samples.drawn_sprites import draw_many


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(JudgeNetwork())


@pytest.fixture(scope="module")
def training() -> NearestSprites:
    return NearestSprites(draw_many(1, range(20)).indices)


def of_category(sprites: list[Indices], category: str) -> Asked:
    places = np.full(len(sprites), HEADS["category"].index(category))
    return Asked(np.stack(sprites), {"zone": np.zeros_like(places), "category": places})


def test_blank_and_noise_are_told_from_drawn_sprites(judge: Judge, training: NearestSprites) -> None:
    drawn = draw_many(2, range(30))
    coral = label_classes(drawn)["category"] == HEADS["category"].index("coral")
    swimming = list(drawn.indices[~coral])
    looked = look(of_category([*swimming[:8], BLANK, NOISE], "grazer"), judge, training)
    assert looked.empty.tolist() == [False] * 8 + [True, False]
    assert looked.static.tolist() == [False] * 9 + [True]
    assert looked.rules.tolist() == [True] * 8 + [False, False]
    figures = figures_of(looked, looked)
    assert (figures.sprites, figures.empty, figures.static, figures.rules) == (10, 0.1, 0.1, 0.8)


def test_corals_are_held_to_the_rules_of_standing_ones(judge: Judge, training: NearestSprites) -> None:
    drawn = draw_many(2, range(60))
    category = label_classes(drawn)["category"]
    corals = list(drawn.indices[category == HEADS["category"].index("coral")])
    assert look(of_category(corals, "coral"), judge, training).rules.all()
    assert not look(of_category(corals, "grazer"), judge, training).rules.all()


def test_a_training_sprite_is_a_copy_flipped_or_not(judge: Judge, training: NearestSprites) -> None:
    own = training.indices
    almost = own[5].copy()
    almost[0, 0] = 63
    other = draw_many(2, range(1)).indices[0]
    looked = look(of_category([own[3], own[4][:, ::-1], almost, other], "grazer"), judge, training)
    assert (looked.nearest == 0).tolist() == [True, True, False, False]
    figures = figures_of(looked, looked)
    assert figures.copies == 0.5
    assert figures.nearest == np.median(looked.nearest)


class Knowing(Judge):
    """A judge that always says the same of all sprites."""

    def __init__(self, **answers: str) -> None:
        super().__init__(JudgeNetwork())
        self._answers = answers

    def opinion(self, indices: Indices):  # type: ignore[no-untyped-def]
        from training.judging.judge_network import Opinion

        says = {name: np.full(len(indices), HEADS[name].index(answer)) for name, answer in self._answers.items()}
        return Opinion(says, np.zeros((len(indices), 128), dtype=np.float32), {})


def test_recognised_is_what_the_judge_names_as_asked(training: NearestSprites) -> None:
    judge = Knowing(zone="shallows", category="grazer", species="crab")
    bare = look(of_category([NOISE] * 3, "grazer"), judge, training)
    other = look(of_category([NOISE] * 1, "coral"), judge, training)
    assert figures_of(bare, bare).category == figures_of(bare, bare).zone == 1.0
    assert figures_of(other, bare).category == 0.0


def test_species_are_those_of_the_sprites_asked_for_by_species(training: NearestSprites) -> None:
    judge = Knowing(zone="shallows", category="grazer", species="crab")
    bare = look(of_category([NOISE] * 3, "grazer"), judge, training)
    by_species = of_category([NOISE] * 4, "grazer")
    names = [HEADS["species"].index(name) for name in ("crab", "crab", "crab", "conch")]
    wished = look(Asked(by_species.indices, {**by_species.classes, "species": np.array(names)}), judge, training)
    assert figures_of(bare, bare).species is None
    assert figures_of(bare, bare, by_species=wished).species == 0.75
    assert figures_of(bare, bare, by_species=wished.part(np.zeros(4, dtype=np.bool_))).species is None


@pytest.fixture(scope="module")
def cells(judge: Judge, training: NearestSprites) -> Looked:
    return look(corpus_cells(3, 3), judge, training)


def test_a_part_of_a_set_keeps_all_that_is_known_of_it(cells: Looked) -> None:
    cell = CELLS.index(("reef", "jellyfish"))
    part = cells.cell(cell)
    assert part.cells.tolist() == [cell] * 3
    assert np.array_equal(part.features, cells.features[cell * 3 : cell * 3 + 3])
    assert np.array_equal(part.right["zone"], cells.right["zone"][cell * 3 : cell * 3 + 3])
    first = cells.first(2)
    assert len(first.cells) == 72
    assert np.array_equal(first.nearest, cells.nearest.reshape(36, 3)[:, :2].ravel())


def test_spread_is_measured_when_there_are_enough_sprites(cells: Looked) -> None:
    few, enough = figures_of(cells.cell(0), cells.cell(0)), figures_of(cells, cells)
    assert few.coverage is few.density is few.kid is None
    assert enough.coverage is not None
    assert enough.coverage > 0.5


def test_every_sprite_looked_at_is_told(judge: Judge, training: NearestSprites) -> None:
    told: list[int] = []
    look(of_category([NOISE, BLANK], "coral"), judge, training, advance=told.append)
    assert sum(told) == 2
