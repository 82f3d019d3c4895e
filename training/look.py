"""Pictures to judge species by: zones, extremes, silhouettes; and their rule figures.

    python -m training.look clownfish --out sheet.png            # 12 random individuals in each zone
    python -m training.look clownfish --extremes --out sheet.png # every parameter at both ends
    python -m training.look clownfish --check 500                # rules broken, milliseconds a sprite

A tool for whoever draws species; knows none of them itself.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.vocabulary import ZONES
from training.corpus_tools.rule_report import rule_report
from training.samples.drawn_sprites import draw
from training.species import DRAWN


def main() -> None:
    """Draw the pictures and count the rules broken that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("species", nargs="+", choices=list(DRAWN))
    parser.add_argument("--out", help="PNG to write")
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--extremes", action="store_true")
    parser.add_argument("--silhouette", action="store_true")
    parser.add_argument("--check", type=int, metavar="N", help="individuals a zone to test against the rules")
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    rows = []
    for species in (DRAWN[name] for name in arguments.species):
        for zone in ZONES:
            chosen = (
                species.extremes(zone)
                if arguments.extremes
                else [species.sample(zone, rng) for _ in range(arguments.columns)]
            )
            rows.append((zone, [draw(species, individual) for individual in chosen]))
        if arguments.check:
            start = time.process_time()
            report = rule_report([species], each=arguments.check, seed=arguments.seed)
            seconds = time.process_time() - start
            print(f"{seconds / report.sprites * 1000:.1f} ms a sprite, rules included\n{report.table()}")
    if arguments.out:
        contact_sheet(rows, silhouette=arguments.silhouette).save(arguments.out)


if __name__ == "__main__":
    main()
