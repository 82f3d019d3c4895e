"""The figures of an evaluation -> JSON, Markdown tables, and which bars they reach. Measures nothing itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from pixelgen.vocabulary import TRAITS
from training.judging.breeding_figures import BreedingFigures
from training.judging.evaluation_figures import Figures
from training.judging.likeness import Likeness
from training.judging.part_figures import ACCURACY_BAR, RECALL_BAR, PartFigures

# What shipped weights are held to.
CELL_CATEGORY = 0.95
CATEGORY, SPECIES, CHANCE = 1.0, 0.99, 0.005  # or so much below held-out sprites, as the judge errs too
ZONE_BELOW = 0.05
STATIC, RULES = 0.01, 0.90
COOLEST, HOTTEST, SWEEP_CATEGORY, SWEEP_EMPTY = 0.2, 1.3, 0.90, 0.01
COVERAGE_OF_FLOOR = 0.85
CHILD_CATEGORY, CHILD_COLOURS = 0.95, 0.90
AUC, CONTROL, DISTANCE_OF_FLOOR, OVERLAP_ABOVE, DULL = 0.65, 0.55, 1.15, 0.02, 0.05
TRAIT_BELOW = 0.05


@dataclass(frozen=True, slots=True)
class Table:
    """overall, by cell "reef/jellyfish" and by temperature "0.7"."""

    overall: Figures
    cells: Mapping[str, Figures]
    temperatures: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """drawn by the weights; held_out: as many corpus sprites of the same cells, which say what is possible;
    breeding: of children that the weights drew; likeness, likeness_floor: how far what they draw by species, and other
    corpus sprites, are from the corpus, None when that was not asked for; facts: what was evaluated, by what; parts: of
    held-out corpus sprites, by the weights' labeller, None without one."""

    drawn: Table
    held_out: Table
    breeding: BreedingFigures
    likeness: Likeness | None
    likeness_floor: Likeness | None
    facts: Mapping[str, str | int | float]
    parts: PartFigures | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that shipped weights are held to, what they reach, and whether that is enough."""

    asks: str
    reaches: str
    met: bool


def bars(evaluation: Evaluation) -> list[Bar]:
    """All bars in turn; one whose figures are missing is not met."""
    drawn, floor = evaluation.drawn, evaluation.held_out
    all_, possible = drawn.overall, floor.overall
    cell, worst = min(drawn.cells.items(), key=lambda item: item[1].category)
    failing = sum(figures.category < CELL_CATEGORY for figures in drawn.cells.values())
    least = COVERAGE_OF_FLOOR * (possible.coverage or 0.0)
    sweep = {name: one for name, one in drawn.temperatures.items() if COOLEST <= float(name) <= HOTTEST}
    low = min(sweep, key=lambda name: sweep[name].category, default="")
    hollow = max(sweep, key=lambda name: sweep[name].empty, default="")
    reached = {float(name) for name in sweep} >= {COOLEST, HOTTEST}
    return [
        Bar(
            f"category at least {CELL_CATEGORY:.0%} in each of {len(drawn.cells)} cells",
            f"lowest {worst.category:.1%} ({cell}), {failing} below",
            failing == 0,
        ),
        Bar(
            f"category at least {CATEGORY:.0%}, or {CHANCE:.1%} below held-out sprites",
            f"{all_.category:.1%} against {possible.category:.1%}",
            all_.category >= min(CATEGORY, possible.category - CHANCE),
        ),
        Bar(
            f"species at least {SPECIES:.0%} when asked for, or {CHANCE:.1%} below held-out sprites",
            f"{_percent(all_.species)} against {_percent(possible.species)}",
            all_.species is not None and all_.species >= min(SPECIES, (possible.species or 1) - CHANCE),
        ),
        Bar(
            f"zone at most {ZONE_BELOW:.0%} below held-out sprites",
            f"{all_.zone:.1%} against {possible.zone:.1%}",
            all_.zone >= possible.zone - ZONE_BELOW,
        ),
        Bar("none empty", f"{all_.empty:.2%}", all_.empty == 0),
        Bar(f"static at most {STATIC:.0%}", f"{all_.static:.2%}", all_.static <= STATIC),
        Bar(
            f"category at least {SWEEP_CATEGORY:.0%} from temperature {COOLEST} to {HOTTEST}",
            f"lowest {sweep[low].category:.1%} at {low}" if reached else "not measured at both ends",
            reached and sweep[low].category >= SWEEP_CATEGORY,
        ),
        Bar(
            f"empty at most {SWEEP_EMPTY:.0%} from temperature {COOLEST} to {HOTTEST}",
            f"highest {sweep[hollow].empty:.2%} at {hollow}" if reached else "not measured at both ends",
            reached and sweep[hollow].empty <= SWEEP_EMPTY,
        ),
        Bar(
            "copies of training sprites no more than among held-out ones",
            f"{all_.copies:.2%} against {possible.copies:.2%}",
            all_.copies <= possible.copies,
        ),
        Bar(
            f"coverage at least {COVERAGE_OF_FLOOR:.0%} of real against real",
            f"{_number(all_.coverage)} against {_number(possible.coverage)}",
            all_.coverage is not None and possible.coverage is not None and all_.coverage >= least,
        ),
        Bar(f"all pixel rules kept by at least {RULES:.0%}", f"{all_.rules:.1%}", all_.rules >= RULES),
        *_breeding_bars(evaluation.breeding),
        *_likeness_bars(evaluation.likeness, evaluation.likeness_floor),
        *_part_bars(evaluation.parts),
    ]


def _likeness_bars(drawn: Likeness | None, floor: Likeness | None) -> list[Bar]:
    if drawn is None or floor is None:
        return []
    distances = {name: distance / max(floor.distances[name], 1e-9) for name, distance in drawn.distances.items()}
    farthest = max(distances, key=lambda name: distances[name])
    dullest = max(drawn.dull, key=lambda zone: drawn.dull[zone])
    below = {trait: floor.named[trait] - drawn.named[trait] for trait in TRAITS if trait in drawn.named}
    least = max(below, key=lambda trait: below[trait])
    return [
        Bar(
            f"two-sample test at most {AUC:.2f}, corpus against corpus at most {CONTROL:.2f}",
            f"{_number(drawn.auc)}, corpus against corpus {_number(floor.auc)}",
            drawn.auc is not None and drawn.auc <= AUC and floor.auc is not None and floor.auc <= CONTROL,
        ),
        Bar(
            f"frequencies and sizes at most {DISTANCE_OF_FLOOR} times as far from the corpus as it is from itself",
            f"farthest {distances[farthest]:.2f} ({farthest})",
            distances[farthest] <= DISTANCE_OF_FLOOR,
        ),
        Bar(
            f"silhouettes overlap at most {OVERLAP_ABOVE} more than the corpus's",
            f"{drawn.overlap:.3f} against {floor.overlap:.3f}",
            drawn.overlap <= floor.overlap + OVERLAP_ABOVE,
        ),
        Bar(
            f"below 2:1 with the water under {DULL:.0%} in every zone",
            f"most {drawn.dull[dullest]:.1%} ({dullest})",
            drawn.dull[dullest] < DULL,
        ),
        Bar(
            f"each trait named as asked for at most {TRAIT_BELOW:.0%} less often than of corpus sprites",
            f"farthest {drawn.named[least]:.1%} against {floor.named[least]:.1%} ({least})",
            below[least] <= TRAIT_BELOW,
        ),
    ]


def _part_bars(parts: PartFigures | None) -> list[Bar]:
    if parts is None:
        return [Bar("parts are named", "the weights hold no labeller", False)]
    least = min(parts.recall, key=lambda name: parts.recall[name])
    return [
        Bar(
            f"parts named rightly in {ACCURACY_BAR:.0%} of drawn pixels",
            f"{parts.accuracy:.2%}",
            parts.accuracy >= ACCURACY_BAR,
        ),
        Bar(
            f"{RECALL_BAR:.0%} of every part found",
            f"lowest {parts.recall[least]:.1%} ({least})",
            parts.recall[least] >= RECALL_BAR,
        ),
    ]


def _breeding_bars(bred: BreedingFigures) -> list[Bar]:
    return [
        Bar("children keep every kept pixel", f"{bred.kept:.1%} of {bred.children}", bred.kept == 1),
        Bar(
            f"children's category A's in at least {CHILD_CATEGORY:.0%}",
            f"{bred.category:.1%}, A itself {bred.parents:.1%}",
            bred.category >= CHILD_CATEGORY,
        ),
        Bar(
            f"B's colours in what was drawn of at least {CHILD_COLOURS:.0%}",
            f"{bred.coloured:.1%}",
            bred.coloured >= CHILD_COLOURS,
        ),
        Bar("no colour of neither parent", f"in {bred.strange:.1%}", bred.strange == 0),
        Bar(
            "seams no worse than corpus sprites there",
            f"{bred.seams.worst:.2%} flawed pixels against {bred.floor.worst:.2%}, A itself {bred.own.worst:.2%}",
            bred.seams.worst <= bred.floor.worst,
        ),
    ]


def as_json(evaluation: Evaluation) -> str:
    """overall, cells, temperatures; the same under held_out; breeding; likeness and its floor; parts; bars; facts."""
    held_out = asdict(evaluation.held_out)
    alike = {"likeness": evaluation.likeness, "likeness_floor": evaluation.likeness_floor}
    content = {
        **asdict(evaluation.drawn),
        "held_out": held_out,
        "breeding": asdict(evaluation.breeding),
        **{name: None if one is None else asdict(one) for name, one in alike.items()},
        "parts": None if evaluation.parts is None else asdict(evaluation.parts),
        "bars": [asdict(bar) for bar in bars(evaluation)],
        "facts": dict(evaluation.facts),
    }
    return json.dumps(content, indent=1) + "\n"


_COLUMNS = "sprites category species zone empty static rules copies nearest density coverage KID".split()


def markdown(evaluation: Evaluation) -> str:
    """Tables: the figures, a row each, held-out sprites first; how like the corpus they are; then the bars."""
    drawn, floor = evaluation.drawn, evaluation.held_out
    lines = [f"| what | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    lines += [_row("held-out corpus", floor.overall), _row("**overall**", drawn.overall)]
    lines += [_row(f"temperature {name}", figures) for name, figures in drawn.temperatures.items()]
    lines += [_row(name, figures) for name, figures in drawn.cells.items()]
    if evaluation.likeness is not None and evaluation.likeness_floor is not None:
        lines += ["", *_likeness_table(evaluation.likeness, evaluation.likeness_floor)]
    if evaluation.parts is not None:
        lines += ["", *_part_table(evaluation.parts)]
    lines += ["", "| bar | reached | |", "|---|---|---|"]
    lines += [f"| {bar.asks} | {bar.reaches} | {'met' if bar.met else '**missed**'} |" for bar in bars(evaluation)]
    lines += ["", ", ".join(f"{name} {value}" for name, value in evaluation.facts.items())]
    return "\n".join(lines)


def _part_table(parts: PartFigures) -> list[str]:
    lines = ["| part | pixels | recall | IoU |", "|---|---|---|---|"]
    for name, recall in parts.recall.items():
        lines.append(f"| {name} | {parts.pixels[name]} | {recall:.1%} | {parts.iou[name]:.1%} |")
    return [*lines, f"| **all** | {sum(parts.pixels.values())} | {parts.accuracy:.2%} | |"]


def _likeness_table(drawn: Likeness, floor: Likeness) -> list[str]:
    lines = ["| by species and zone | corpus against corpus | drawn |", "|---|---|---|"]
    lines.append(f"| two-sample AUC | {_number(floor.auc)} | {_number(drawn.auc)} |")
    for name, distance in drawn.distances.items():
        lines.append(f"| distance of {name} | {floor.distances[name]:.3f} | {distance:.3f} |")
    lines.append(f"| overlap of silhouettes | {floor.overlap:.3f} | {drawn.overlap:.3f} |")
    lines += [f"| {name} as asked for | {floor.named[name]:.1%} | {share:.1%} |" for name, share in drawn.named.items()]
    lines += [f"| below 2:1 in {zone} | {floor.dull[zone]:.1%} | {share:.1%} |" for zone, share in drawn.dull.items()]
    return lines


def _row(name: str, one: Figures) -> str:
    shares = (one.category, one.species, one.zone, one.empty, one.static, one.rules, one.copies)
    values = [str(one.sprites), *map(_percent, shares), f"{one.nearest:g} px"]
    values += [_number(one.density), _number(one.coverage), "-" if one.kid is None else f"{one.kid:.4f}"]
    return f"| {name} | {' | '.join(values)} |"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
