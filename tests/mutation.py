"""Small changes to the pure modules, one at a time -> those that no test notices, and an exit status.

    python -m tests.mutation                                            # all modules: an hour or more
    python -m tests.mutation pixelgen.drawing.finishing                 # one: minutes
    python -m tests.mutation pixelgen.drawing.finishing --lines 20-60   # a part of it, and all changes of these lines
    python -m tests.mutation pixelgen.drawing.finishing --every 10      # a quick look: one change of ten

Needs the extra `dev`, and a POSIX system. Works in a copy of the checkout. Exit status 1 when less than 90 % of a
module's mutants are killed, when one lives that `mutation_survivors.toml` does not list, or when a test fails before
anything is changed; 2 for a module that is not in the table.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from tests.mutation_survivors import Mutant, Verdict, judged, read_survivors

ROOT = Path(__file__).resolve().parent.parent
LEAST_KILLED = 0.9
_NOT_COPIED = (".git", ".venv", "build", "dist", "runs", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")

_HOMES = "rules/test_recorded_worlds.py::test_who_lives_where_is_as_recorded"
_ANIMALS = "rules/test_behaviour_limits.py rules/test_company_limits.py rules/test_behaviours.py"
_DIVES = "rules/test_recorded_worlds.py::test_a_dive_goes_as_recorded"
_ROCK = "rules/test_recorded_worlds.py::test_the_rock_of_a_seed_is_as_recorded"
# Pure modules that are not in it: tables of words and figures without logic, as demo_game.rules.species_ways.
# module -> the tests that guard it, the quickest first, in the folder of tests/ named like the module's package
GUARDS: Mapping[str, str] = {
    "pixelgen.drawing.finishing": "drawing/test_finishing_limits.py drawing/test_finishing.py",
    "pixelgen.drawing.mending": "drawing/test_mending_choices.py drawing/test_mending.py",
    "pixelgen.drawing.lone_pixels": "drawing/test_lone_pixels_choices.py drawing/test_lone_pixels.py",
    "pixelgen.drawing.pixel_flaws": "drawing/test_pixel_flaws.py",
    "pixelgen.drawing.breeding": "drawing/test_breeding_limits.py drawing/test_breeding.py",
    "pixelgen.requests.request": "requests/test_request_limits.py requests/test_request.py requests/test_lineage.py",
    "pixelgen.requests.lineage": "requests/test_request_limits.py requests/test_lineage.py",
    "pixelgen.requests.mask_patterns": "requests/test_mask_shares.py drawing/test_breeding.py",
    "pixelgen.requests.bred_requests": "requests/test_request_limits.py requests/test_lineage.py",
    "pixelgen.requests.dna": "requests/test_dna_limits.py requests/test_dna.py",
    "pixelgen.requests.dna_members": "requests/test_dna_limits.py requests/test_dna.py",
    "pixelgen.requests.dna_text": "requests/test_dna_text_blocks.py requests/test_dna_text.py requests/test_dna.py",
    "pixelgen.requests.dna_picture": "requests/test_dna_picture.py",
    "pixelgen.requests.dna_library": "requests/test_dna_library_limits.py requests/test_dna_library.py",
    "pixelgen.genetics.genome": "genetics/test_genome.py",
    "pixelgen.genetics.gene_pool": "genetics/test_gene_pool.py genetics/test_crossing.py",
    "pixelgen.genetics.nearest": "genetics/test_nearest.py",
    "pixelgen.genetics.crossing": "genetics/test_crossing.py",
    "pixelgen.genetics.inherited_parts": "genetics/test_inherited_parts.py",
    "pixelgen.checks": "test_check_limits.py",
    "pixelgen.quadtree": "test_quadtree_cells.py test_quadtree.py",
    "pixelgen.look.lighting.normals": "look/test_normals.py",
    "pixelgen.look.own_palette": "look/test_own_palette_steps.py look/test_own_palette.py",
    "pixelgen.look.lighting.shading": "look/test_recorded_look.py look/test_shading_limits.py look/test_shading.py",
    "pixelgen.look.lighting.clusters": "look/lighting/test_clusters.py look/test_recorded_look.py",
    "pixelgen.look.lighting.kept_pixels": "look/lighting/test_kept_pixels.py look/test_recorded_look.py",
    "pixelgen.look.lighting.light": "look/lighting/test_light.py look/test_recorded_look.py",
    "pixelgen.look.lighting.lit_outline": "look/lighting/test_lit_outline.py look/test_recorded_look.py",
    "pixelgen.look.lighting.neighbours": "look/lighting/test_neighbours.py",
    "pixelgen.look.lighting.relief": "look/test_recorded_look.py look/lighting/test_relief.py",
    "pixelgen.model.fixed_point": "model/test_fixed_point.py",
    "pixelgen.model.sampling": "model/test_sampling_limits.py model/test_sampling.py",
    "pixelgen.model.stopping": "model/test_stopping.py",
    "pixelgen.groups": "test_groups.py",
    "pixelgen.group_writer": "test_group_writer.py",
    "engine_bridges.creatures.playback": "creatures/test_playback.py",
    "engine_bridges.creatures.palette": "creatures/test_palette.py",
    "engine_bridges.server.scheduler": "server/test_parts.py",
    "demo_game.book.logbook": "book/test_logbook.py",
    "demo_game.book.breeding": "book/test_logbook.py",
    "demo_game.economy.goals": "economy/test_goals.py",
    "demo_game.economy.research": "economy/test_goals.py",
    "demo_game.economy.upgrades": "economy/test_goals.py",
    "demo_game.rules.lamp": "rules/test_lamp.py",
    "demo_game.rules.seeds": "book/test_seeds.py book/test_logbook.py",
    "demo_game.rules.rng": "rules/test_rng.py",
    "demo_game.rules.zones": "rules/test_zones.py",
    "demo_game.rules.finder": "rules/test_finder.py",
    "demo_game.rules.swimmer": "rules/test_swimmer.py",
    "demo_game.rules.terrain": f"rules/test_terrain.py {_ROCK}",
    "demo_game.rules.carving": f"rules/test_terrain.py {_ROCK}",
    "demo_game.rules.noise": f"rules/test_terrain.py {_ROCK}",
    "demo_game.rules.population": f"rules/test_homes.py rules/test_population.py {_HOMES}",
    "demo_game.rules.way_up": f"rules/test_way_up_places.py {_DIVES}",
    "demo_game.rules.diver": f"rules/test_diver.py {_DIVES} rules/test_reef_limits.py",
    "demo_game.rules.behaviours": f"{_ANIMALS} {_DIVES}",
    "demo_game.rules.company": f"rules/test_reef_events.py rules/test_reef_limits.py {_DIVES}",
    "demo_game.rules.reef": f"rules/test_reef_events.py rules/test_reef_limits.py {_DIVES}",
}
# Of these large modules one change of so many is made, the same ones each time.
EVERY: Mapping[str, int] = {
    "pixelgen.groups": 3,
    "demo_game.rules.terrain": 4,
    "demo_game.rules.carving": 4,
    "demo_game.rules.population": 3,
    "demo_game.rules.behaviours": 5,
    "demo_game.rules.reef": 3,
    "demo_game.rules.company": 3,
    "demo_game.rules.way_up": 3,
    "demo_game.rules.diver": 3,
}
# Of these modules survivors are printed, but do not fail the run: nobody has looked at all of them yet.
UNFINISHED: frozenset[str] = frozenset()


class TestsFailError(Exception):
    """The tests of a module fail before anything is changed."""


def path_of(module: str) -> str:
    """From the root of the checkout."""
    return f"{module.replace('.', '/')}.py"


def guards_of(module: str) -> list[str]:
    """From the root of the checkout."""
    return [f"tests/{module.split('.')[0]}/{test}" for test in GUARDS[module].split()]


def verdict_on(module: str, checkout: Path, *, lines: tuple[int, int] | None, every: int) -> Verdict:
    """Mutate a module in a copy of the checkout, and print what lives unlisted as soon as it is known."""
    listed = [one for one in read_survivors() if one.module == module]
    job = json.dumps({"path": path_of(module), "tests": guards_of(module), "lines": lines, "every": every})
    command = [sys.executable, "-m", "tests.mutation_session", job]
    scratch = checkout.parent / "scratch"  # for what tests leave behind that are ended in the middle
    scratch.mkdir(exist_ok=True)
    # where the core draws, what is changed in NumPy's way would not be noticed
    environment = {**os.environ, "PYTHONPATH": str(checkout), "TMPDIR": str(scratch), KERNEL_VARIABLE: REFERENCE}
    found = []
    with subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdout is not None
        for line in session.stdout:
            found.append(mutant := Mutant(**json.loads(line)))
            if judged([mutant], listed, whole=False).unlisted:
                print(f"  {path_of(module)}:{mutant.line}: {mutant.was}\n    lives as {mutant.becomes}", flush=True)
    if session.returncode:
        raise TestsFailError
    return judged(found, listed, whole=lines is None and every == 1)


def passes(module: str, verdict: Verdict) -> bool:
    """Whether a module's tests are good enough."""
    return verdict.share >= LEAST_KILLED and (not verdict.unlisted or module in UNFINISHED)


def summary(module: str, verdict: Verdict, *, every: int = 1) -> str:
    """One line on a module, and one for each stale entry of the list."""
    lived = verdict.mutants - verdict.killed
    sampled = f" (one of {every})" if every > 1 else ""
    text = f"{module}: {verdict.mutants} mutants{sampled}, {verdict.killed} killed ({verdict.share:.1%})"
    if lived:
        text += f", {lived - len(verdict.unlisted)} live as listed, {len(verdict.unlisted)} unlisted"
    for one in verdict.stale:
        text += f"\n  stale in the list, killed or made no more: {one.was} -> {one.becomes}"
    return text


def _lines(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the modules -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="dotted names; default: all of the table")
    parser.add_argument("--lines", type=_lines, metavar="FIRST-LAST", help="only changes that begin on these lines")
    parser.add_argument("--every", type=int, metavar="N", help="only one change of so many")
    options = parser.parse_args(arguments)
    if unknown := [module for module in options.modules if module not in GUARDS]:
        parser.error(f"no module of the table: {', '.join(unknown)}; there are {', '.join(GUARDS)}")
    summaries, failed = [], []
    with TemporaryDirectory(prefix="pixelgen-mutation-") as folder:
        checkout = Path(folder, "checkout")
        shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        for module in options.modules or GUARDS:
            print(module, flush=True)
            try:
                every = options.every or (EVERY.get(module, 1) if options.lines is None else 1)
                verdict = verdict_on(module, checkout, lines=options.lines, every=every)
            except TestsFailError:
                summaries.append(f"{module}: its tests fail, or the session did, before it was done")
                failed.append(module)
                continue
            summaries.append(summary(module, verdict, every=every))
            print(summaries[-1], flush=True)
            if not passes(module, verdict):
                failed.append(module)
    if len(summaries) > 1:
        print("", *summaries, sep="\n")
    print(f"not good enough: {', '.join(failed)}" if failed else "good enough")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
