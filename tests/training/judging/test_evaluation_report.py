"""Which bars figures reach, and what is printed and saved of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from training.judging.breeding_figures import BreedingFigures, Seams
from training.judging.evaluation_figures import Figures
from training.judging.evaluation_report import Evaluation, Table, as_json, bars, markdown
from training.judging.likeness import Likeness
from training.judging.part_figures import PartFigures

GOOD = Figures(
    sprites=64,
    category=0.995,
    species=0.988,
    zone=0.95,
    empty=0.0,
    static=0.0,
    rules=0.95,
    copies=0.0,
    nearest=210.0,
    density=0.9,
    coverage=0.9,
    kid=0.01,
)
POSSIBLE = replace(GOOD, zone=0.99, coverage=1.0, copies=0.001, kid=0.0)
SEAMS = Seams(orphans=0.01, corners=0.0, loose=0.0)
BRED = BreedingFigures(
    children=8, kept=1.0, category=0.97, parents=0.98, coloured=1.0, strange=0.0, seams=SEAMS, own=SEAMS, floor=SEAMS
)
LIKE = Likeness(
    auc=0.6,
    distances={"pose": 0.22, "area": 8.0},
    overlap=0.70,
    dull={"reef": 0.04, "hadal": 0.0},
    named={"species": 0.9, "pose": 0.94, "pattern": 0.76},
)
LIKE_FLOOR = replace(
    LIKE,
    auc=0.53,
    distances={"pose": 0.2, "area": 8.0},
    overlap=0.69,
    named={"species": 1, "pose": 0.98, "pattern": 0.8},
)
PARTS = PartFigures(0.97, {"body": 0.98, "eye": 0.90}, {"body": 0.96, "eye": 0.8}, {"body": 900, "eye": 100})
SWEEP = dict.fromkeys(("0.2", "0.7", "1.3", "1.6"), GOOD)
CELLS = {"reef/coral": GOOD, "abyss/coral": GOOD}


def evaluation(drawn: dict[str, Any]) -> Evaluation:
    table = replace(Table(GOOD, CELLS, SWEEP), **drawn)
    return Evaluation(table, Table(POSSIBLE, {}, {}), BRED, LIKE, LIKE_FLOOR, {"weights": "abc"}, PARTS)


def missed(**drawn: Any) -> list[str]:
    return [bar.asks for bar in bars(evaluation(drawn)) if not bar.met]


def test_good_weights_reach_every_bar() -> None:
    assert missed() == []
    assert len(bars(evaluation({}))) == 23


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({"category": 0.989}, "category at least 100%, or 0.5% below"),
        ({"species": 0.982}, "species at least 99%"),
        ({"species": None}, "species at least 99%"),
        ({"zone": 0.93}, "zone at most 5% below held-out"),
        ({"empty": 0.0001}, "none empty"),
        ({"static": 0.011}, "static at most 1%"),
        ({"copies": 0.002}, "copies of training sprites"),
        ({"coverage": 0.84}, "coverage at least 85%"),
        ({"coverage": None}, "coverage at least 85%"),
        ({"rules": 0.89}, "all pixel rules"),
    ],
)
def test_a_bar_is_missed_by_the_figure_that_it_asks_for(change: dict[str, Any], bar: str) -> None:
    (found,) = missed(overall=replace(GOOD, **change))
    assert found.startswith(bar)


def test_one_bad_cell_misses_the_bar_and_is_named() -> None:
    bad = evaluation({"cells": {**CELLS, "abyss/coral": replace(GOOD, category=0.94)}})
    (found,) = [bar for bar in bars(bad) if not bar.met]
    assert found.reaches == "lowest 94.0% (abyss/coral), 1 below"


@pytest.mark.parametrize("change", [{"category": 0.89}, {"empty": 0.011}])
def test_one_bad_temperature_misses_a_bar_within_the_sweep_alone(change: dict[str, Any]) -> None:
    bad = replace(GOOD, **change)
    assert len(missed(temperatures={**SWEEP, "1.3": bad})) == 1
    assert missed(temperatures={**SWEEP, "1.6": bad, "0.0": bad}) == []


def test_a_sweep_that_was_not_measured_is_missed() -> None:
    assert len(missed(temperatures={"0.7": GOOD})) == 2


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({"kept": 0.99}, "children keep"),
        ({"category": 0.94}, "children's category"),
        ({"coloured": 0.89}, "B's colours"),
        ({"strange": 0.01}, "no colour of neither"),
        ({"seams": replace(SEAMS, loose=0.001)}, "seams"),
    ],
)
def test_a_bar_of_breeding_is_missed_by_its_figure(change: dict[str, Any], bar: str) -> None:
    bad = replace(evaluation({}), breeding=replace(BRED, **change))
    (found,) = [one.asks for one in bars(bad) if not one.met]
    assert found.startswith(bar)


@pytest.mark.parametrize(
    ("change", "bar", "reaches"),
    [
        ({"auc": 0.66}, "two-sample test", "0.66, corpus against corpus 0.53"),
        ({"auc": None}, "two-sample test", "-, corpus against corpus 0.53"),
        ({"distances": {"pose": 0.24, "area": 8.0}}, "frequencies and sizes", "farthest 1.20 (pose)"),
        ({"overlap": 0.72}, "silhouettes overlap", "0.720 against 0.690"),
        ({"dull": {"reef": 0.01, "hadal": 0.05}}, "below 2:1", "most 5.0% (hadal)"),
        ({"named": {"pose": 0.92, "pattern": 0.76}}, "each trait", "farthest 92.0% against 98.0% (pose)"),
    ],
)
def test_a_bar_of_likeness_is_missed_by_its_figure(change: dict[str, Any], bar: str, reaches: str) -> None:
    bad = replace(evaluation({}), likeness=replace(LIKE, **change))
    (found,) = [one for one in bars(bad) if not one.met]
    assert found.asks.startswith(bar)
    assert found.reaches == reaches


def test_a_two_sample_test_whose_control_tells_the_corpus_apart_says_nothing() -> None:
    bad = replace(evaluation({}), likeness_floor=replace(LIKE_FLOOR, auc=0.56))
    assert [one.asks.split(",")[0] for one in bars(bad) if not one.met] == ["two-sample test at most 0.65"]


def test_a_perfect_judge_asks_for_99_percent_of_the_species() -> None:
    perfect = replace(evaluation({}), held_out=Table(replace(POSSIBLE, species=1.0), {}, {}))
    assert [one.asks.split(" ")[0] for one in bars(perfect) if not one.met] == ["species"]


def test_likeness_that_was_not_measured_has_no_bars_and_no_table() -> None:
    without = replace(evaluation({}), likeness=None, likeness_floor=None)
    assert len(bars(without)) == 18
    assert "two-sample" in markdown(evaluation({}))
    assert "two-sample" not in markdown(without)
    assert json.loads(as_json(without))["likeness"] is None
    assert json.loads(as_json(evaluation({})))["likeness_floor"]["auc"] == 0.53


def test_json_has_overall_cells_and_temperatures_with_the_possible_beside() -> None:
    saved = json.loads(as_json(evaluation({})))
    for part in (saved["overall"], saved["cells"]["reef/coral"], saved["temperatures"]["0.7"]):
        assert set(part) >= {"category", "species", "zone", "empty", "static", "copies", "rules"}
        assert set(part) >= {"density", "coverage", "kid"}
    assert saved["held_out"]["overall"]["coverage"] == 1.0
    assert saved["breeding"]["floor"]["orphans"] == 0.01
    assert saved["bars"][0]["met"] is True
    assert saved["facts"] == {"weights": "abc"}


def test_the_table_has_a_row_for_each_and_shows_what_is_missed() -> None:
    text = markdown(evaluation({"overall": replace(GOOD, rules=0.5, species=None)}))
    lines = text.splitlines()
    assert lines[2].startswith("| held-out corpus | 64 | 99.5% | 98.8% | 99.0% |")
    assert lines[3].startswith("| **overall** | 64 | 99.5% | - | 95.0% | 0.0% | 0.0% | 50.0% | 0.0% | 210 px | 0.90 |")
    assert "| temperature 1.6 |" in text
    assert "| reef/coral |" in text
    assert "| all pixel rules kept by at least 90% | 50.0% | **missed** |" in text
    assert text.count("**missed**") == 2
    assert len({line.count("|") for line in lines[:8]}) == 1


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (replace(PARTS, accuracy=0.969), "parts named rightly in 97% of drawn pixels: 96.90%"),
        (replace(PARTS, recall={"body": 0.98, "eye": 0.899}), "90% of every part found: lowest 89.9% (eye)"),
        (None, "parts are named: the weights hold no labeller"),
    ],
)
def test_a_bar_of_parts_is_missed_by_its_figure(parts: PartFigures | None, told: str) -> None:
    (found,) = [bar for bar in bars(replace(evaluation({}), parts=parts)) if not bar.met]
    assert f"{found.asks}: {found.reaches}" == told


def test_parts_are_in_both_files() -> None:
    assert "| eye | 100 | 90.0% | 80.0% |" in markdown(evaluation({}))
    assert "| **all** | 1000 | 97.00% | |" in markdown(evaluation({}))
    assert json.loads(as_json(evaluation({})))["parts"]["recall"] == {"body": 0.98, "eye": 0.9}
