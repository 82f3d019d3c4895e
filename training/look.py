"""Pictures to judge species by: zones, extremes, silhouettes; and their rule figures.

    python -m training.look clownfish --out sheet.png            # 12 random individuals in each zone
    python -m training.look clownfish --extremes --out sheet.png # every parameter at both ends
    python -m training.look clownfish --check 500                # rules broken, milliseconds a sprite

A tool for whoever draws species; knows none of them itself.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import replace

import numpy as np

from pixelgen.vocabulary import ZONES
from training.contact_sheet import contact_sheet
from training.corpus import draw
from training.pixel_rules import broken_rules
from training.species import DRAWN
from training.species.contract import Individual, Species


def extremes(species: Species, zone: str) -> list[Individual]:
    """The middle individual with each parameter in turn at its low and high end, then all low, all high."""
    ranges = species.ranges_in(zone)
    middle = {name: (low + high) / 2 for name, (low, high) in ranges.items()}
    sets = [{**middle, name: end} for name, pair in ranges.items() for end in pair]
    sets += [{name: pair[end] for name, pair in ranges.items()} for end in (0, 1)]
    base = species.sample(zone, np.random.default_rng(0))
    return [replace(base, values=values, rng=np.random.default_rng(7)) for values in sets]


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
                extremes(species, zone)
                if arguments.extremes
                else [species.sample(zone, rng) for _ in range(arguments.columns)]
            )
            rows.append((zone, [draw(species, individual) for individual in chosen]))
        if arguments.check:
            broken: Counter[str] = Counter()
            start = time.process_time()
            for zone in ZONES:
                for _ in range(arguments.check):
                    broken.update(broken_rules(draw(species, species.sample(zone, rng)), standing=species.standing))
                for individual in extremes(species, zone):
                    found = broken_rules(draw(species, individual), standing=species.standing)
                    broken.update(f"extremes: {rule}" for rule in found)
            seconds = time.process_time() - start
            print(f"{species.name}: {seconds / arguments.check / 6 * 1000:.1f} ms a sprite, rules included")
            lines = [f"  {count:5d} break: {rule}" for rule, count in broken.most_common()]
            print("\n".join(lines) or "  all rules kept")
    if arguments.out:
        contact_sheet(rows, silhouette=arguments.silhouette).save(arguments.out)


if __name__ == "__main__":
    main()
