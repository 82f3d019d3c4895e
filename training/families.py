"""Weights -> figures and pictures of breeding: family likeness, drift over generations, a sheet of families.

    python -m training.families --likeness 240            # needs the judge: python -m training.judging.judge
    python -m training.families --generations 30 --lines 20 --plot drift.png
    python -m training.families --sheet families.png      # 24 families: both parents, then eight children
    python -m training.families --time 8                  # a litter against as many sprites from scratch, in turns

Everything is drawn by the public runtime at default settings, by fixed seeds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.errors import PixelgenError
from pixelgen.generator import Generator
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import contact_sheet
from training.judging.drift_plot import drift_plot
from training.judging.families import RandomCreatures, families
from training.judging.family_likeness import likeness_figures
from training.judging.generations import drift, generations
from training.judging.judge_network import DEFAULT_FOLDER, JudgeError, load_judge
from training.samples.picture_files import save_picture

_SEED = 1
_CHILDREN, _FAMILIES, _ON_SHEET = 4, 24, 8
_ALONG = 10  # generations of a line of figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and write what is asked for -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, metavar="FILE", help="other weights than those that ship")
    parser.add_argument("--judge", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--likeness", type=int, metavar="N", help="families, of which half teach")
    parser.add_argument("--generations", type=int, metavar="N")
    parser.add_argument("--lines", type=int, default=20, metavar="N", help="lines of descent (default 20)")
    parser.add_argument("--plot", type=Path, metavar="PNG", help="of the generations")
    parser.add_argument("--sheet", type=Path, metavar="PNG", help=f"of {_FAMILIES} families")
    parser.add_argument("--time", type=int, metavar="N", help="rounds of a litter of eight and eight from scratch")
    options = parser.parse_args(arguments)
    for name, least in (("likeness", 8), ("generations", 1), ("lines", 1), ("time", 1)):
        if getattr(options, name) is not None and getattr(options, name) < least:
            parser.error(f"--{name} must be {least} or more; got {getattr(options, name)}")
    try:
        with TemporaryDirectory() as folder, Generator(options.weights, cache=folder, batch=32) as generator:
            if options.sheet is not None:
                _sheet(generator, options.sheet)
            if options.time is not None:
                _time(options)
            if options.likeness is not None:
                _likeness(generator, options)
            if options.generations is not None:
                _generations(generator, options)
    except (PixelgenError, JudgeError, OSError) as error:
        print(f"families: {error}", file=sys.stderr)
        return 1
    return 0


def _sheet(generator: Generator, path: Path) -> None:
    found = families(generator, _FAMILIES // 2, children=_ON_SHEET, one_species=False, seed=_SEED)
    found += families(generator, _FAMILIES - len(found), children=_ON_SHEET, one_species=True, seed=_SEED)
    rows = [(family.requests[0].zone, [sprite.indices for sprite in family.sprites]) for family in found]
    save_picture(contact_sheet(rows, scale=4), path)
    print(f"{path}: {len(found)} families, a row each: A, B, {_ON_SHEET} children; the lower half of one species")


def _time(options: argparse.Namespace) -> None:
    """Processor time, each in a batch; parents are in the cache, as in a game that shows them."""
    spent = {"litter": 0.0, "scratch": 0.0}
    with TemporaryDirectory() as folder, Generator(options.weights, cache=folder, batch=16) as generator:
        creatures = RandomCreatures(generator, _SEED)
        for number in range(options.time):
            a = creatures.one()
            b = creatures.one(a.species)
            generator.sprites([a, b])
            litter = generator.litter(a, b, size=8, seed=number)
            for name, requests in (("litter", litter), ("scratch", [creatures.one(a.species) for _ in range(8)])):
                began = time.process_time()
                generator.sprites(requests)
                spent[name] += time.process_time() - began
    ratio = spent["litter"] / spent["scratch"]
    print(f"a litter of eight took {ratio:.2f} times what eight of its species from scratch took, {options.time} times")


def _likeness(generator: Generator, options: argparse.Namespace) -> None:
    judge = load_judge(options.judge)
    for one_species, name in ((False, "parents of any species"), (True, "parents of one species")):
        found = families(generator, options.likeness, children=_CHILDREN, one_species=one_species, seed=_SEED)
        told = likeness_figures(found, judge, seed=_SEED)
        shares = [
            f"{parent} {told.seen[parent]:.1%} by all that is seen, {told.shape[parent]:.1%} by shape"
            for parent in "AB"
        ]
        print(f"{name}: {'; '.join(shares)}; {told.asked} children, {told.kept:.0%} with parts of A", flush=True)


def _generations(generator: Generator, options: argparse.Namespace) -> None:
    found = generations(
        generator,
        load_judge(options.judge),
        lines=options.lines,
        count=options.generations,
        seed=_SEED,
    )
    for first in range(0, len(found), _ALONG):
        one = drift(found, first, first + _ALONG)
        print(
            f"generations {first + 1} to {min(first + _ALONG, len(found))}: area {one['area']:.3f} of that of twins "
            f"from scratch, at most {one['colours']:.0f} colours, species named {one['named']:.1%}, of twins "
            f"{one['twins_named']:.1%}; {one['kept']:.0%} with parts of A"
        )
    if options.plot is not None:
        save_picture(drift_plot(found), options.plot)


if __name__ == "__main__":
    run_program(lambda: main)
