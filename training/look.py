"""Pictures to judge species by: zones, traits, poses, parts, extremes, silhouettes; and their rule figures.

    python -m training.look clownfish --out sheet.png            # 12 random individuals in each zone
    python -m training.look clownfish --traits --out sheet.png   # one row a trait, one column a value, in --zone
    python -m training.look clownfish --poses --out sheet.png    # each zone: four poses young, adult and giant
    python -m training.look clownfish --parts --out sheet.png    # each sprite with its parts in flat colours beside it
    python -m training.look clownfish --extremes --out sheet.png # every parameter at both ends, every trait value
    python -m training.look clownfish --check 500                # rules broken, milliseconds a sprite, other figures

--zone, for all sheets but the extremes, shows one zone alone. A tool for whoever draws species; knows none of them
itself.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from pixelgen.errors import PixelgenError
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import WATER, contact_sheet
from pixelgen.vocabulary import ZONES
from training.corpus_tools.corpus_figures import FEWEST, corpus_figures
from training.corpus_tools.rule_report import rule_report
from training.corpus_tools.species_sheets import extreme_rows, part_rows, pose_rows, random_rows, trait_rows
from training.insects.habitat import AIR
from training.insects.kingdom import INSECTS
from training.samples.picture_files import save_picture
from training.species import DRAWN
from training.species.contract import Species

_EVERY = {**DRAWN, **INSECTS}  # those of one world at a time


def _check(species: Species, *, each: int, seed: int) -> None:
    start = time.process_time()
    report = rule_report([species], each=each, seed=seed)
    seconds = time.process_time() - start
    print(f"{seconds / report.sprites * 1000:.1f} ms a sprite, rules included\n{report.table()}")
    if species.name in DRAWN:  # its figures tell it from the sea's others
        for figures in corpus_figures([species], each=max(each, FEWEST), seed=seed):
            print(figures.line())


def main() -> int:
    """Draw the pictures and count the rules broken that the command line asks for -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("species", nargs="+", choices=list(_EVERY))
    parser.add_argument("--out", type=Path, metavar="PNG", help="PNG to write")
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=int, default=4, help="screen pixels a pixel")
    parser.add_argument("--zone", choices=[*ZONES, *AIR], help="only this zone; --traits takes the first home")
    kinds = parser.add_mutually_exclusive_group()
    for name in ("traits", "poses", "parts", "extremes"):
        kinds.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--silhouette", action="store_true")
    parser.add_argument("--check", type=int, metavar="N", help="individuals a zone to test against the rules")
    arguments = parser.parse_args()
    chosen = [_EVERY[name] for name in arguments.species]
    zones = chosen[0].zones if arguments.zone is None else (arguments.zone,)
    rows = []
    if arguments.traits:
        for species in chosen:
            rows += trait_rows(species, arguments.zone or (*species.homes, "reef")[0], seed=arguments.seed)
    elif arguments.poses:
        rows = [row for species in chosen for row in pose_rows(species, zones, seed=arguments.seed)]
    elif arguments.extremes:
        rows = [row for species in chosen for row in extreme_rows(species, zones)]
    else:
        make = part_rows if arguments.parts else random_rows
        rows = make(chosen, zones, columns=arguments.columns, seed=arguments.seed)
    for species in chosen if arguments.check else []:
        _check(species, each=arguments.check, seed=arguments.seed)
    if arguments.out:
        picture = contact_sheet(rows, scale=arguments.scale, silhouette=arguments.silhouette, water={**WATER, **AIR})
        try:
            save_picture(picture, arguments.out)
        except PixelgenError as error:
            print(f"look: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
