"""The rule report on species of two squares: what it counts is known before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pixelgen.palette import colour_index
from pixelgen.vocabulary import ZONES
from training.corpus_tools.rule_report import RuleReport, rule_report
from training.drawing.canvas import Canvas, lighter
from training.drawing.masks import rectangle
from training.drawing.pixel_rules import RULES
from training.drawing.zones import scheme
from training.samples.drawn_sprites import draw
from training.species.contract import Individual, Species

CORAL = colour_index("coral", 4)
SMALL, PALE = "fills the canvas as its growth says", "3 to 12 colours"


def _square(canvas: Canvas, square: Individual) -> None:
    """A square that keeps every rule while small < 1 and pale < 0.5."""
    window, whole = rectangle(12, 12, 7, 7), rectangle(4, 4, 24, 24)
    canvas.part("body", (rectangle(9, 9, 14, 14) if square["small"] >= 1 else whole) & ~window, CORAL)
    if square["pale"] < 0.5:
        canvas.countershade(canvas.filled(), lighter(CORAL), below=20)


GOOD = Species(
    name="clownfish",
    draw=_square,
    ranges={"small": (0.0, 0.5), "pale": (0.0, 0.4)},
    schemes=dict.fromkeys(ZONES, (scheme("coral4 coral5 coral3 coral2 gold4 ink6"),)),
)
# broken in the twilight by all, and at the upper end of `small` anywhere
BAD = replace(
    GOOD,
    name="staghorn",
    ranges={"small": (0.0, 1.0), "pale": (0.0, 0.4)},
    zone_ranges={"twilight": {"pale": (0.6, 1.0)}},
)


def test_a_species_that_keeps_every_rule_passes() -> None:
    report = rule_report([GOOD], each=2)
    assert report == RuleReport(sprites=12, failed=0, extremes=36, extremes_failed=0, broken=Counter())
    assert report.passed


def test_broken_rules_are_counted_by_rule_and_species_and_a_sprite_that_breaks_two_fails_once() -> None:
    report = rule_report([GOOD, BAD], each=3)
    assert (report.sprites, report.extremes) == (2 * 6 * 3, 2 * 6 * 6)
    assert report.failed == 3  # those of the twilight
    # of six extremes: `small` alone at its end, and both; in the twilight all six are pale
    assert report.extremes_failed == 5 * 2 + 6
    assert report.broken == {(SMALL, "staghorn"): 6 * 2, (PALE, "staghorn"): 3 + 6}
    assert not report.passed


def test_a_species_that_stands_is_held_to_the_ground_and_another_to_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rule_report([replace(GOOD, standing=True)], each=1).passed
    monkeypatch.setattr("training.corpus_tools.rule_report.draw", lambda species, individual: draw(GOOD, individual))
    floats = rule_report([replace(GOOD, standing=True)], each=1)
    assert floats.broken == {("centred, or standing", "clownfish"): 6 + 36}


def test_the_same_seed_gives_the_same_report_and_another_seed_other_sprites() -> None:
    half = replace(GOOD, ranges={"small": (0.0, 0.9), "pale": (0.0, 1.0)})
    reports = [rule_report([half], each=8, seed=seed) for seed in (1, 1, 2, 3)]
    assert reports[0] == reports[1]
    assert len({report.failed for report in reports}) > 1
    assert all(0 < report.failed < report.sprites for report in reports)


def test_one_sprite_in_a_hundred_may_fail_and_no_extreme() -> None:
    edge = RuleReport(sprites=1000, failed=10, extremes=10, extremes_failed=0, broken=Counter())
    assert edge.passed
    assert not replace(edge, failed=11).passed
    assert not replace(edge, failed=0, extremes_failed=1).passed


def test_the_table_names_the_worst_of_each_rule_and_the_shares() -> None:
    names = ("squid", "octopus", "nautilus", "cuttlefish", "crab")
    broken = Counter({(SMALL, name): times for times, name in enumerate(names, start=1)})
    report = RuleReport(sprites=400, failed=3, extremes=50, extremes_failed=2, broken=broken)
    lines = report.table().splitlines()
    width = max(len(rule) for rule in RULES)
    assert lines[: len(RULES)] == [
        f"{rule:{width}}      15  crab 5, cuttlefish 4, nautilus 3, octopus 2"
        if rule == SMALL
        else f"{rule:{width}}       0"
        for rule in RULES
    ]
    assert lines[len(RULES) :] == [
        "397 of 400 random sprites keep every rule (99.25%)",
        "48 of 50 sprites with a parameter at its end do",
    ]


def test_every_zone_is_looked_at() -> None:
    seen = []

    def noting(canvas: Canvas, square: Individual) -> None:
        seen.append(square.zone)
        _square(canvas, square)

    rule_report([replace(GOOD, draw=noting)], each=2)
    assert Counter(seen) == dict.fromkeys(ZONES, 2 + 6)
