"""Weights of any world -> figures of what they draw beside those of its corpus, and a sheet: the reduced evaluation.

    python -m training.judging.judge --world insects --sprites 12000 --epochs 6 --precision bf16   # once
    python -m training.evaluate_world --world insects --weights insects.safetensors --sheet insects.png

Every species is asked for `--each` times in every zone, and every zone and category as often by the bare prompt, by the
public runtime at default settings. The judge that names what they show is the world's own. With --sprites a run goes
on where it stopped. training.evaluate is the whole evaluation, of the sea.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.generator import Generator
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import WATER, contact_sheet
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import load_weights
from training.evaluate import REAL_SEED, progress_bars
from training.insects.worlds import WORLDS
from training.judging.evaluation_sets import each_species_corpus, each_species_requests, individuals
from training.judging.judge import judge_folder
from training.judging.judge_network import JudgeError, load_judge
from training.judging.sprite_store import Source, SpriteStore
from training.judging.world_figures import bare_wishes, category_named, table, weakest_traits, world_figures
from training.network.sample_sheet import water_of
from training.samples.drawn_sprites import CorpusError, Sprites
from training.samples.picture_files import save_picture

EACH = 12
_SHOWN, _COLUMNS = 3, 12  # of a species and zone in the sheet; of a row there


def main(arguments: Sequence[str] | None = None, *, open_source: Callable[[Path], Source] = Generator) -> int:
    """Draw, measure, print the table; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, metavar="FILE")
    parser.add_argument("--world", choices=list(WORLDS), default="insects", help="whose corpus they learnt")
    parser.add_argument("--judge", type=Path, metavar="DIR", help="of training.judging.judge --world")
    parser.add_argument("--each", type=int, default=EACH, metavar="N", help="sprites of a species and zone")
    parser.add_argument("--sprites", type=Path, metavar="DIR", help="keep what is drawn here, and go on from it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--sheet", type=Path, metavar="PNG", help="also draw every species, zone by zone")
    options = parser.parse_args(arguments)
    if options.each < 2:
        parser.error(f"--each must be 2 or more; got {options.each}")
    try:
        _run(options, open_source)
    except (PixelgenError, JudgeError, CorpusError, OSError) as error:
        print(f"evaluate_world: {error}", file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace, open_source: Callable[[Path], Source]) -> None:
    corpus, weights = WORLDS[options.world], load_weights(options.weights)
    world = corpus.world
    folder = options.judge or judge_folder(options.world)
    judge = load_judge(folder, world=world, name=options.world)
    if not set(world.species) <= set(weights.world.species) or weights.world.zones != world.zones:
        raise JudgeError(f"{options.weights} draws another world than {options.world}; name its own with --world")
    store, learnt = SpriteStore(open_source(options.weights), options.sprites), tuple(corpus.drawn)
    wishes = each_species_requests(options.each, learnt=learnt, world=world)
    bare = bare_wishes(options.each, world)
    with progress_bars() as tell:
        indices = store.draw(wishes, advance=tell("drawing every species", len(wishes)))
        bare_indices = store.draw(bare, advance=tell("drawing by bare prompts", len(bare)))
        counted = tell("corpus sprites", len(wishes))
        real = each_species_corpus(REAL_SEED, options.each, learnt=learnt, corpus=corpus, advance=counted)
    drawn = individuals(wishes, indices, TraitTable(weights.world, weights.trait_rows))
    figures = world_figures(drawn, judge, corpus, bare=category_named(judge, bare, bare_indices, world))
    possible = world_figures(real, judge, corpus)
    print(table(figures, possible))
    weak = weakest_traits(drawn, judge, world)
    print("least: " + ", ".join(f"{trait} of {species} {share:.0%}" for species, trait, share in weak))
    if options.json is not None:
        told = {"drawn": figures.as_dict(), "corpus": possible.as_dict()}
        write_files({options.json: (json.dumps(told, indent=1) + "\n").encode()})
    if options.sheet is not None:
        shown = _sheet_rows(drawn, options.each, world.zones)
        save_picture(contact_sheet(shown, water={**WATER, **water_of(world)}), options.sheet)


def _sheet_rows(drawn: Sprites, each: int, zones: Sequence[str]) -> list[tuple[str, list[npt.NDArray[np.uint8]]]]:
    """Zone by zone, the first of every species."""
    cells = drawn.indices.reshape(-1, len(zones), each, 32, 32)
    rows = []
    for place, zone in enumerate(zones):
        shown = list(cells[:, place, :_SHOWN].reshape(-1, 32, 32))
        rows += [(zone, shown[first : first + _COLUMNS]) for first in range(0, len(shown), _COLUMNS)]
    return rows


if __name__ == "__main__":
    run_program(lambda: main)
