"""What a bake costs: time by phase, sprites a second, peak memory for few and for many, threads, workers.

python -m tests.bake_figures                        # 200 and 1,000 creatures with idle frames and normal maps
python -m tests.bake_figures --count 60 --workers   # also on a local cluster of one, two and four workers

Each bake is a process of its own with an empty cache. Prints figures and judges none.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pixelgen.vocabulary import CATEGORIES, ZONES
from tests.engine_bridges.local_cluster import local_cluster

FRAMES = 8
_PROGRAM = """
import resource, sys
from pixelgen.commands.cli import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
sys.exit(code)
"""


def pack_of(folder: Path, count: int) -> Path:
    """The file of a pack of so many creatures, of every zone and category alike."""
    cells = [(zone, category) for zone in ZONES for category in CATEGORIES]
    tables = [f'[pack]\nname = "figures"\nframes = {FRAMES}\n']
    for number, (zone, category) in enumerate(cells):
        own = count // len(cells) + (number < count % len(cells))
        if own:
            tables.append(f'[[creatures]]\nzone = "{zone}"\ncategory = "{category}"\ncount = {own}\n')
    path = folder / f"pack_{count}.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def baked(pack: Path, *options: str, out: Path, cache: Path) -> tuple[dict[str, Any], int]:
    """What `pixelgen bake` says, and the MB that it took at most."""
    command = [sys.executable, "-c", _PROGRAM, "bake", str(pack), "--json", "--out", str(out), *options]
    environment = {**os.environ, "PIXELGEN_CACHE_DIR": str(cache)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told, megabytes = done.stdout.splitlines()
    return json.loads(told), int(megabytes)


def line(what: str, told: dict[str, Any], megabytes: int) -> str:
    """For people."""
    seconds = dict(told["seconds"])
    whole = seconds.pop("all")
    rate = f"{len(told['made']) / whole:.1f} creatures/s, " if told["made"] else ""
    phases = ", ".join(f"{phase} {spent:.2f}" for phase, spent in seconds.items())
    return f"{what}: {whole:.1f} s, {rate}{megabytes} MB at most; seconds waited for each phase: {phases}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, nargs="+", default=[200, 1000], help="creatures (default 200 1000)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[2], help="sprites drawn at once (default 2)")
    parser.add_argument("--workers", action="store_true", help="also on local Dask clusters of one, two, four")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for count in options.count:
            pack = pack_of(folder, count)
            for jobs in options.jobs:
                out, cache = folder / f"{count}_{jobs}", folder / f"cache_{count}_{jobs}"
                for what in ("nothing there", "all drawn before", "nothing to do"):
                    where = folder / "again" if what == "all drawn before" else out
                    found = baked(pack, "--jobs", str(jobs), out=where / str(count), cache=cache)
                    print(line(f"{count} creatures, {jobs} threads, {what}", *found), flush=True)
            for workers in (1, 2, 4) if options.workers else ():
                own = folder / f"{workers} workers"
                own.mkdir(exist_ok=True)
                with local_cluster(own, workers=workers) as cluster:
                    baked(pack_of(folder, 36), "--scheduler", cluster.address, out=own / "warm", cache=own / "c")
                    found = baked(pack, "--scheduler", cluster.address, out=own / str(count), cache=own / "c")
                print(line(f"{count} creatures, cluster of {workers}", *found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
