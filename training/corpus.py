"""The command line of the corpus that is drawn by code: look at it, check it, write it to disk.

python -m training.corpus --preview sheet.png        # random sprites of each zone
python -m training.corpus --check 10000              # art rules broken, contrast, variety, what traits show
python -m training.corpus --count 200000 --out DIR   # shards for a long training run
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.vocabulary import ZONES
from training.corpus_tools.corpus_figures import FEWEST, corpus_figures
from training.corpus_tools.previews import preview_rows
from training.corpus_tools.rule_report import rule_report
from training.samples.drawn_sprites import CorpusError, draw_many
from training.samples.picture_files import save_picture
from training.samples.shards import write_shards
from training.samples.trait_rows import all_trait_rows, rows_text
from training.species import DRAWN


def _check(names: Sequence[str], *, count: int, seed: int) -> int:
    each = -(-count // (len(names) * len(ZONES)))
    start = time.process_time()
    report = rule_report([DRAWN[name] for name in names], each=each, seed=seed)
    seconds = time.process_time() - start
    print(report.table())
    print(f"{(report.sprites + report.extremes) / seconds:.0f} sprites a second on one core, rules included")
    for figures in corpus_figures([DRAWN[name] for name in names], each=max(each, FEWEST), seed=seed):
        print(figures.line())
    return 0 if report.passed else 1


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more; got {text}")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preview", type=Path, metavar="PNG", help="draw a contact sheet")
    parser.add_argument("--species", nargs="+", choices=list(DRAWN), default=list(DRAWN), help="only these")
    parser.add_argument("--columns", type=_at_least_one, default=len(DRAWN), help="sprites a row of the sheet")
    parser.add_argument("--silhouette", action="store_true", help="draw the sheet in black")
    parser.add_argument("--check", type=_at_least_one, metavar="N", help="test N random sprites against the art rules")
    parser.add_argument("--count", type=_at_least_one, metavar="N", help="sprites to draw into shards")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the shards")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=_at_least_one, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    if (options.count is None) != (options.out is None):
        parser.error("--count and --out go together")
    if options.preview is None and options.check is None and options.count is None:
        parser.error("say what to do: --preview, --check, or --count with --out")
    try:
        if options.preview is not None:
            rows = preview_rows(options.species, columns=options.columns, seed=options.seed)
            save_picture(contact_sheet(rows, silhouette=options.silhouette), options.preview)
        if options.count is not None:
            drawing = partial(draw_many, options.seed)
            write_shards(
                options.out,
                seed=options.seed,
                count=options.count,
                processes=options.processes,
                draw=drawing,
                metadata={
                    "trait_rows": rows_text(all_trait_rows()),
                    "homes": {name: list(species.homes) for name, species in DRAWN.items()},
                },
            )
        if options.check is not None:
            return _check(options.species, count=options.check, seed=options.seed)
    except (ValueError, OSError, PixelgenError, CorpusError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
