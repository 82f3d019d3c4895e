"""A mix of sources -> shards for training, a list of what was found and skipped, a contact sheet.

python -m training.sources --mix mix.toml --list
python -m training.sources --mix mix.toml --preview sheet.png
python -m training.sources --mix mix.toml --count 200000 --out DIR
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import contact_sheet
from training.drawing.pixel_rules import Indices
from training.samples.picture_files import save_picture
from training.samples.shards import write_shards
from training.sources.mix import load_mix
from training.sources.mixture import Gathered, gather, mixture, record

SHEET_COLUMNS = 24
SHOWN_OF_OTHERS = 48  # sprites of a source that has too many to show, or draws them
UNKNOWN_ZONE = "twilight"  # its background shows dark and light sprites alike


def print_list(everything: Sequence[Gathered]) -> None:
    """A line for each sprite and for each picture that was left out."""
    for gathered in everything:
        print(f"{gathered.source.title}, weight {gathered.source.weight:g}")
        for one in gathered.found:
            labels = " ".join(name or "-" for name in astuple(one.labels))
            print(f"  found    {one.origin}: {labels}; {one.licence}, {one.author}")
        for left_out in gathered.skipped:
            print(f"  skipped  {left_out.origin}: {left_out.reason}")


def print_sums(everything: Sequence[Gathered]) -> None:
    """How many were found under which licence, how many left out."""
    found = Counter(one.licence for gathered in everything for one in gathered.found)
    skipped = sum(len(gathered.skipped) for gathered in everything)
    told = ", ".join(f"{count} {licence}" for licence, count in found.most_common())
    print(f"{found.total()} sprites found ({told or 'none'}), {skipped} pictures or cells skipped")


def preview_rows(everything: Sequence[Gathered], *, seed: int) -> list[tuple[str, list[Indices]]]:
    """Rows for the contact sheet, each on its zone: all imported sprites, and some that are drawn or in shards."""
    rows: list[tuple[str, list[Indices]]] = []
    for gathered in everything:
        by_zone: dict[str, list[Indices]] = {}
        for one in gathered.found:
            by_zone.setdefault(one.labels.zone or UNKNOWN_ZONE, []).append(one.indices)
        if gathered.source.kind in ("drawn", "shards"):
            by_zone[UNKNOWN_ZONE] = list(mixture([gathered], seed=seed)(range(SHOWN_OF_OTHERS)).indices)
        for zone, sprites in by_zone.items():
            rows += [(zone, sprites[start : start + SHEET_COLUMNS]) for start in range(0, len(sprites), SHEET_COLUMNS)]
    return rows


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more; got {text}")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for -> exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m training.sources", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mix", type=Path, required=True, metavar="FILE", help="TOML: the sources and their weights")
    parser.add_argument("--list", action="store_true", help="print what was found, and what was skipped and why")
    parser.add_argument("--preview", type=Path, metavar="PNG", help="draw a contact sheet")
    parser.add_argument("--count", type=_at_least_one, metavar="N", help="sprites to write into shards")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the shards")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=_at_least_one, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    if (options.count is None) != (options.out is None):
        parser.error("--count and --out go together")
    if not options.list and options.preview is None and options.count is None:
        parser.error("say what to do: --list, --preview, or --count with --out")
    try:
        everything = [gather(source) for source in load_mix(options.mix)]
        if options.list:
            print_list(everything)
        print_sums(everything)
        if options.preview is not None:
            rows = preview_rows(everything, seed=options.seed)
            if not rows:
                raise ValueError(f"{options.mix}: no sprite was found, so there is nothing to show; --list says why")
            save_picture(contact_sheet(rows), options.preview)
        if options.count is not None:
            write_shards(
                options.out,
                seed=options.seed,
                count=options.count,
                processes=options.processes,
                draw=mixture(everything, seed=options.seed),
                sources=[record(gathered) for gathered in everything],
            )
    except (ValueError, OSError, PixelgenError) as error:
        print(f"sources: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
