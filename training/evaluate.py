"""Weights -> figures of the sprites that the public runtime draws with them, in all, by cell and by temperature.

    python -m training.judging.judge                                           # once: the judge that names what it sees
    python -m training.evaluate --sprites runs/sprites --json figures.json --pictures pictures

Every zone and category is asked for `--each` times from the bare prompt and as often by species, and `--each-breeding`
of each have a child; held-out corpus sprites of the same cells, measured alike, say what is possible. Every species in
every zone is drawn `--each-species` times more, to see how far the spread of what is drawn is from the corpus's. The
weights' labeller names the parts of held-out corpus sprites. With --sprites a run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.gallery.rows import TEMPERATURES
from pixelgen.generator import ENGINE_VERSION, SHIPPED_WEIGHTS, Generator
from pixelgen.interrupts import run_program
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import Weights, load_weights
from pixelgen.requests.request import DEFAULT_TEMPERATURE, SpriteRequest
from training.judging.breeding_figures import breeding_figures
from training.judging.evaluation_figures import Figures, Looked, figures_of, look
from training.judging.evaluation_report import Evaluation, Table, as_json, bars, markdown
from training.judging.evaluation_sets import (
    CELLS,
    asked,
    bare_requests,
    cell_name,
    corpus_cells,
    each_species_corpus,
    each_species_requests,
    individuals,
    learnt_species,
    species_requests,
    training_sprites,
)
from training.judging.judge import HELD_OUT_SEED
from training.judging.judge_network import DEFAULT_FOLDER, Judge, JudgeError, load_judge
from training.judging.likeness import Likeness, likeness, seen
from training.judging.nearest_sprites import NearestSprites
from training.judging.part_figures import PartFigures, part_figures
from training.judging.sprite_store import Source, SpriteStore
from training.judging.two_sample import SEEDS, two_sample_auc
from training.labelling.naming import found_parts
from training.pictures.weights_pictures import SHEETS, weights_pictures
from training.samples.drawn_sprites import CorpusError, draw_many
from training.samples.picture_files import save_picture

REAL_SEED = 1_000_037  # corpus sprites that both drawn and held-out ones are compared with; no run trains on them
EACH, EACH_TEMPERATURE, EACH_BREEDING, EACH_SPECIES, TRAINING_SPRITES = 64, 16, 8, 12, 10_000
PART_SPRITES = 1_000  # held-out corpus sprites whose parts are named

Tell = Callable[[str, int], Callable[[int], None]]  # a task and its size -> what is told how much more is done


@dataclass(frozen=True, slots=True)
class Plan:
    """each: sprites of a cell at the default temperature, by the bare prompt and again by species; each_temperature:
    of a cell at the others; each_breeding: children of a cell; each_species: of every species and zone, 0 for none;
    learnt: species that may be asked for; table: of the individuals that requests are drawn as."""

    each: int
    each_temperature: int
    each_breeding: int
    each_species: int
    temperatures: Sequence[float]
    learnt: Collection[str]
    table: TraitTable


def evaluate(store: SpriteStore, judge: Judge, training: NearestSprites, plan: Plan, *, tell: Tell) -> Evaluation:
    """All figures of what the store's source draws; the facts are left to the caller."""

    def drawn(requests: list[SpriteRequest], name: str) -> Looked | None:
        if not requests:
            return None
        indices = store.draw(requests, advance=tell(f"drawing {name}", len(requests)))
        return look(asked(requests, indices), judge, training, advance=tell(f"measuring {name}", len(requests)))

    most = max(plan.each, plan.each_temperature)
    sprites = {
        name: corpus_cells(seed, most)
        for seed, name in ((REAL_SEED, "corpus sprites"), (HELD_OUT_SEED, "held-out corpus sprites"))
    }
    corpus = [look(one, judge, training, advance=tell(name, most * len(CELLS))) for name, one in sprites.items()]
    temperatures: dict[str, Figures] = {}
    floors: dict[str, Figures] = {}
    cells: dict[str, Figures] = {}
    cell_floors: dict[str, Figures] = {}
    for temperature in sorted({*plan.temperatures, DEFAULT_TEMPERATURE}):
        each = plan.each if temperature == DEFAULT_TEMPERATURE else plan.each_temperature
        bare = drawn(bare_requests(each, temperature=temperature), f"at {temperature}")
        wishes = species_requests(each, temperature=temperature, learnt=plan.learnt)
        by_species = drawn(wishes, f"species at {temperature}")
        assert bare is not None
        real, held_out = (looked.first(each) for looked in corpus)
        temperatures[str(temperature)] = figures_of(bare, real, by_species=by_species)
        floors[str(temperature)] = figures_of(held_out, real, by_species=held_out)
        if temperature == DEFAULT_TEMPERATURE:
            cells, cell_floors = _cells(bare, by_species, real), _cells(held_out, held_out, real)
    default = str(DEFAULT_TEMPERATURE)
    breeding = breeding_figures(
        lambda requests: store.draw(requests, advance=tell("breeding", len(requests))),
        judge,
        sprites["corpus sprites"].indices,
        each=plan.each_breeding,
    )
    alike = _likeness(store, judge, plan, tell) if plan.each_species and plan.learnt else None
    return Evaluation(
        Table(temperatures[default], cells, temperatures),
        Table(floors[default], cell_floors, floors),
        breeding,
        likeness=None if alike is None else alike[0],
        likeness_floor=None if alike is None else alike[1],
        facts={},
    )


def _likeness(store: SpriteStore, judge: Judge, plan: Plan, tell: Tell) -> tuple[Likeness, Likeness]:
    """How far the sprites drawn by species, and other corpus sprites, are from the corpus."""
    wishes = each_species_requests(plan.each_species, learnt=plan.learnt)
    indices = store.draw(wishes, advance=tell("drawing every species", len(wishes)))
    drawn = individuals(wishes, indices, plan.table)
    corpus, other = (
        each_species_corpus(seed, plan.each_species, learnt=plan.learnt, advance=tell(name, len(wishes)))
        for seed, name in ((REAL_SEED, "corpus sprites by species"), (HELD_OUT_SEED, "others by species"))
    )
    learning = tell("telling drawn ones apart", 2 * len(SEEDS))
    aucs = [two_sample_auc(corpus.indices, one.indices, advance=learning) for one in (drawn, other)]
    looks = [seen(one, judge) for one in (corpus, drawn, other)]
    return likeness(looks[0], looks[1], auc=aucs[0]), likeness(looks[0], looks[2], auc=aucs[1])


def _cells(looked: Looked, by_species: Looked | None, real: Looked) -> dict[str, Figures]:
    return {
        cell_name(*cell): figures_of(
            looked.cell(number),
            real.cell(number),
            by_species=None if by_species is None else by_species.cell(number),
        )
        for number, cell in enumerate(CELLS)
    }


@contextmanager
def progress_bars() -> Iterator[Tell]:
    """What shows, on a terminal, how far each task is."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars_:

        def tell(name: str, total: int) -> Callable[[int], None]:
            task = bars_.add_task(name, total=total)
            return lambda more: bars_.advance(task, more)

        yield tell


def main(arguments: Sequence[str] | None = None, *, open_source: Callable[[Path], Source] = Generator) -> int:
    """Draw, measure, print the tables; 0 done, 1 an expected error in one line, or a bar missed with --strict."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED_WEIGHTS, help="another weights file")
    parser.add_argument("--judge", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="of training.judging.judge")
    parser.add_argument("--each", type=_positive, default=EACH, metavar="N", help="sprites a cell")
    parser.add_argument("--each-temperature", type=_positive, default=EACH_TEMPERATURE, metavar="N")
    parser.add_argument("--each-breeding", type=_positive, default=EACH_BREEDING, metavar="N")
    parser.add_argument(
        "--each-species", type=_none_or_more, default=EACH_SPECIES, metavar="N", help="of every species and zone"
    )
    parser.add_argument("--temperatures", type=float, nargs="*", default=TEMPERATURES, help="beside the default one")
    parser.add_argument("--training", type=Path, metavar="SHARDS", help="look for copies among these shards")
    parser.add_argument(
        "--training-sprites", type=_positive, default=TRAINING_SPRITES, metavar="N", help="or the first N drawn ones"
    )
    parser.add_argument("--sprites", type=Path, metavar="DIR", help="keep what is drawn here, and go on from it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the tables here")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="also draw the sheets of weights_pictures.py")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when a bar is missed")
    options = parser.parse_args(arguments)
    try:
        with progress_bars() as tell:
            evaluation = _run(options, open_source(options.weights), tell)
    except (PixelgenError, JudgeError, CorpusError, ValueError, OSError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    return int(options.strict and not all(bar.met for bar in bars(evaluation)))


def _run(options: argparse.Namespace, source: Source, tell: Tell) -> Evaluation:
    weights = load_weights(options.weights)
    judge = load_judge(options.judge)
    training = NearestSprites(training_sprites(options.training, options.training_sprites))
    learnt = learnt_species(weights)
    plan = Plan(
        options.each,
        options.each_temperature,
        options.each_breeding,
        options.each_species,
        options.temperatures,
        learnt,
        TraitTable(weights.world, weights.trait_rows),
    )
    facts: dict[str, str | int | float] = {
        "weights": source.weights_digest[:16],
        "judge": judge.digest()[:16],
        "engine": ENGINE_VERSION,
        "species learnt": len(learnt),
        "training sprites searched": len(training.indices),
    }
    found = evaluate(SpriteStore(source, options.sprites), judge, training, plan, tell=tell)
    evaluation = replace(found, facts=facts, parts=_parts(weights))
    table = markdown(evaluation)
    print(table)
    files = {options.json: as_json(evaluation), options.markdown: table + "\n"}
    write_files({path: text.encode("utf-8") for path, text in files.items() if path is not None})
    if options.pictures is not None:
        done = tell("pictures", len(SHEETS))
        for name, picture in weights_pictures(source, learnt=learnt, training=training):
            save_picture(picture, options.pictures / f"{name}.png")
            done(1)
    return evaluation


def _parts(weights: Weights) -> PartFigures | None:
    """What the weights' labeller names rightly of held-out corpus sprites whose species it is told."""
    if weights.labeller is None:
        return None
    sprites = draw_many(HELD_OUT_SEED, range(PART_SPRITES))
    return part_figures(found_parts(weights.labeller, sprites), sprites.parts)


def _positive(text: str) -> int:
    return _at_least(1, text)


def _none_or_more(text: str) -> int:
    return _at_least(0, text)


def _at_least(least: int, text: str) -> int:
    number = int(text)
    if number < least:
        raise argparse.ArgumentTypeError(f"must be {least} or more; got {text}")
    return number


if __name__ == "__main__":
    run_program(lambda: main)
