"""Corpus sprites with their part maps -> the labeller of finished sprites, its figures, and a picture of what it names.

    python -m training.labeller --minutes 8 --precision bf16 --out runs/labeller.safetensors
    python -m training.labeller --minutes 8 --precision bf16 --start FILE --out FILE        # goes on
    python -m training.labeller --sheet sheet.png                              # of the labeller that new weights get
    python -m training.labeller --measure FILE --into pixelgen/data/pixelgen.safetensors

Minutes are of processor time, so that a busy machine makes the same labeller later. Figures are those of the integers
that ship, on corpus sprites that no training has seen: with all told that a drawn sprite's request says, with the
species alone, and with nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.vocabulary import SPECIES
from training.judging.judge import HELD_OUT_SEED, drawn
from training.judging.part_figures import accuracy_by_species, part_figures
from training.labelling.learning import Recipe, train_labeller
from training.labelling.naming import EVERYTHING, NOTHING, SPECIES_ALONE, found_parts, species_rows
from training.labelling.network import labeller_tensors
from training.labelling.sheets import labelled_rows
from training.labelling.weights_file import put_into_weights, save_labeller
from training.network.labeller_file import LABELLER_FILE, Tensors, load_labeller
from training.network.trainer import PRECISIONS
from training.samples.drawn_sprites import CorpusError, Sprites
from training.samples.picture_files import save_picture
from training.samples.shards import load_shards

LABELLER_SEED = 1_000_017  # a corpus seed that no other training uses
SPRITES, HELD_OUT, EACH_OF_SHEET = 13_000, 1_000, 6
_WORST = 5


def report(tensors: Tensors, sprites: Sprites) -> tuple[str, dict[str, float]]:
    """What it names rightly of sprites with part maps: lines to read, and the figures of the weights' header."""
    lines, figures = [], {}
    rows = species_rows(sprites)
    for name, known in (("all told", EVERYTHING), ("species known", SPECIES_ALONE), ("species unknown", NOTHING)):
        found = found_parts(tensors, sprites, known=known)
        measured = part_figures(found, sprites.parts)
        worst = list(accuracy_by_species(found, sprites.parts, rows).items())[:_WORST]
        lines += [f"{name}, {len(sprites)} held-out corpus sprites", measured.table(), *measured.misses()]
        lines.append("lowest: " + ", ".join(f"{list(SPECIES)[row - 1]} {share:.1%}" for row, share in worst))
        figures[f"accuracy, {name}"] = round(measured.accuracy, 4)
        figures[f"lowest recall, {name}"] = round(min(measured.recall.values()), 4)
    return "\n".join(lines), figures


def _trained(options: argparse.Namespace) -> tuple[Tensors, Sprites]:
    if options.data_dir is not None:
        sprites = load_shards(options.data_dir)
    else:
        sprites = drawn(LABELLER_SEED, options.sprites, processes=options.processes)

    def tell(step: int, spent: float, loss: float) -> None:
        if step % 100 == 0:
            print(f"step {step}  {spent:.0%} of the time  loss {loss:.4f}", file=sys.stderr, flush=True)

    start = None if options.start is None else load_labeller(options.start)[0]
    recipe = Recipe() if start is None else replace(Recipe(), matrix_lr=Recipe().matrix_lr / 2)
    network = train_labeller(
        sprites,
        seconds=options.minutes * 60,
        recipe=recipe,
        kind=PRECISIONS[options.precision],
        seed=options.seed,
        start=start,
        progress=tell,
    )
    return labeller_tensors(network), sprites


def main(arguments: Sequence[str] | None = None) -> int:
    """Train or read a labeller, then measure it; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--minutes", type=float, help="processor time of a training")
    source.add_argument("--measure", type=Path, default=LABELLER_FILE, metavar="FILE", help="weights with a labeller")
    parser.add_argument("--start", type=Path, metavar="FILE", help="the labeller that a training goes on from")
    parser.add_argument("--out", type=Path, help="where a trained labeller is written")
    parser.add_argument("--into", type=Path, metavar="WEIGHTS", help="a weights file that gets the labeller")
    parser.add_argument("--sheet", type=Path, metavar="PNG", help="sprites, true parts, found parts")
    parser.add_argument("--data-dir", type=Path, help="shards written by training.corpus to learn from")
    parser.add_argument("--sprites", type=int, default=SPRITES, help="corpus sprites to learn from, without shards")
    parser.add_argument("--held-out", type=int, default=HELD_OUT, help="corpus sprites to measure on")
    parser.add_argument("--processes", type=int, default=1, help="that draw the corpus")
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument("--seed", type=int, default=0, help="of the first weights and the order")
    options = parser.parse_args(arguments)
    if (options.minutes is None) == (options.out is not None):
        parser.error("--minutes and --out go together")
    if options.start is not None and options.minutes is None:
        parser.error("--start needs --minutes")
    for name in ("sprites", "held_out", "processes"):
        if getattr(options, name) < 1:
            parser.error(f"--{name.replace('_', '-')} must be 1 or more; got {getattr(options, name)}")
    torch.set_num_threads(1)
    try:
        return _run(options)
    except (PixelgenError, CorpusError, ValueError, OSError) as error:
        print(f"labeller: {error}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    trained_on = None
    if options.minutes is not None:
        tensors, sprites = _trained(options)
        trained_on = len(sprites)
    else:
        tensors, _ = load_labeller(options.measure)
    held_out = drawn(HELD_OUT_SEED, options.held_out, processes=options.processes)
    text, figures = report(tensors, held_out)
    print(text)
    if trained_on is not None:
        told = {"sprites": trained_on, "minutes": options.minutes, "precision": options.precision, **figures}
        save_labeller(tensors, options.out, figures=told)
    if options.into is not None:
        put_into_weights(tensors, options.into, figures=figures)
    if options.sheet is not None:
        found = found_parts(tensors, held_out)
        save_picture(contact_sheet(labelled_rows(held_out, found, each=EACH_OF_SHEET)), options.sheet)
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
