"""Lines of descent are followed as they are told, and their figures are those of the children."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pixelgen import Generator
from training.judging.drift_plot import drift_plot
from training.judging.families import families
from training.judging.generations import Generation, drift, generations
from training.judging.judge_network import Judge, JudgeNetwork


def generation(area: int, colours: int, *, named: bool) -> Generation:
    return Generation(
        np.array([area, area]),
        np.array([100.0, 100.0]),
        np.array([3, colours]),
        np.array([named, True]),
        np.array([True, True]),
        np.array([True, False]),
    )


FOUND = [*[generation(110, 5, named=True)] * 5, *[generation(90, 9, named=False)] * 5]


def test_figures_are_of_the_generations_asked_for() -> None:
    assert drift(FOUND, 0, 5) == {"area": 1.1, "colours": 5.0, "named": 1.0, "twins_named": 1.0, "kept": 0.5}
    assert drift(FOUND, 5, 10) == {"area": 0.9, "colours": 9.0, "named": 0.5, "twins_named": 1.0, "kept": 0.5}
    assert drift(FOUND, 0, 10)["area"] == 1.0


def test_the_plot_has_a_line_that_falls_where_the_area_does() -> None:
    pixels = np.asarray(drift_plot(FOUND).convert("RGB")).astype(int)
    red = (pixels[18:108] == (204, 62, 40)).all(axis=-1)
    columns = np.flatnonzero(red.any(axis=0))
    first, last = (np.flatnonzero(red[:, at]).mean() for at in (columns[0], columns[-1]))
    assert last > first + 20


def test_lines_go_on_from_child_to_child(tmp_path: Path) -> None:
    with Generator(cache=tmp_path) as generator:
        told: list[int] = []
        found = generations(generator, Judge(JudgeNetwork()), lines=2, count=2, seed=3, told=told.append)
        assert told == [1, 2]
        assert [one.area.shape for one in found] == [(2,), (2,)]
        assert all((one.area > 0).all() and (one.colours <= 8).all() for one in found)
        again = generations(generator, Judge(JudgeNetwork()), lines=2, count=1, seed=3)
        assert np.array_equal(again[0].area, found[0].area)


def test_families_have_parents_of_one_species_where_asked(tmp_path: Path) -> None:
    with Generator(cache=tmp_path) as generator:
        (family,) = families(generator, 1, children=1, one_species=True, seed=4)
        assert len(family.sprites) == len(family.requests) == 3
        assert {request.species for request in family.requests} == {family.requests[0].species}
        assert family.children == (generator.sprite(family.requests[2]),)
