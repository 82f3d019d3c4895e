"""`python -m pixelgen.native.wheels --out dist`: make, check and run the wheels, and write a table of them beside them.

    python -m pixelgen.native.wheels --out dist                       # all eight, each made twice: some minutes
    python -m pixelgen.native.wheels --out dist --only win_amd64      # one
    python -m pixelgen.native.wheels --out dist --once --not-run      # only made and checked
    python -m pixelgen.native.wheels --out dist --record              # and the table goes into pixelgen/WHEELS.md

A wheel that fails is not left in the folder. Needs `pip install -e '.[wheels]'`; to run them all, Debian and root.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.interrupts import run_program
from pixelgen.native.building.targets import PLATFORMS, Platform
from pixelgen.native.wheels.checking import check
from pixelgen.native.wheels.making import ROOT, WheelError, make
from pixelgen.native.wheels.running import run
from pixelgen.proof import shipped_line

TABLE, SUMS, FACTS = "WHEELS.md", "SHA256SUMS", "wheels.json"
DIGITS = 12  # of a digest, in the table
PAGE = ROOT / "pixelgen" / "WHEELS.md"
_PAGE_BEGINS = """# Wheels

What `python -m pixelgen.native.wheels --out dist --record` made, checked and ran: one wheel a platform, for every
Python. [CONTRIBUTING](../CONTRIBUTING.md#wheels) says what it needs. The digests are of the sources that this page came
with; any later change of them changes the bytes. A wheel holds every kernel of its processor; those named here ran.

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the wheels -> 0 all are there, 1 one is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the wheels and their table")
    parser.add_argument("--only", nargs="+", choices=PLATFORMS, metavar="TAG", help=f"of {', '.join(PLATFORMS)}")
    parser.add_argument("--once", action="store_true", help="do not make each a second time to compare")
    parser.add_argument("--not-run", action="store_true", help="do not run them")
    parser.add_argument("--record", action="store_true", help="write the table into the checkout, when all are there")
    options = parser.parse_args(arguments)
    rows: dict[str, dict[str, str]] = {}
    failed = False
    for platform in PLATFORMS.values():
        if options.only and platform.tag not in options.only:
            continue
        try:
            rows[platform.tag] = one(platform, options.out, twice=not options.once, runs=not options.not_run)
            print(f"{platform.tag}: {rows[platform.tag]['size']} bytes, {rows[platform.tag]['run']}", flush=True)
            write_tables(options.out, rows)
        except WheelError as error:
            failed = True
            print(f"{platform.tag}: {error}", file=sys.stderr, flush=True)
    if options.record and not failed:
        failed = not record(options.out, PAGE)
    return 1 if failed else 0


def one(platform: Platform, out: Path, *, twice: bool, runs: bool) -> dict[str, str]:
    """Make, check and run one wheel -> its row. WheelError, and no wheel, when something is wrong."""
    wheel = make(platform, out)
    try:
        if twice:
            with TemporaryDirectory() as folder:
                if make(platform, Path(folder)).read_bytes() != wheel.read_bytes():
                    raise WheelError("made a second time, it has other bytes")
        passed = check(wheel, platform)
        ran = run(wheel, platform) if runs else None
    except BaseException:
        wheel.unlink()
        raise
    said = "not run" if not runs else "nothing can run it on Linux: looked at alone"
    return {
        "wheel": wheel.name,
        "size": str(wheel.stat().st_size),
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "checked": ", ".join([*passed, *(["made twice, equal"] if twice else [])]),
        "run": said if ran is None else ran.how,
        "kernels": "" if ran is None else ran.kernels,
        "drew": "" if ran is None else ran.drew,
    }


def write_tables(out: Path, rows: dict[str, dict[str, str]]) -> None:
    """The table for people, the sums for `sha256sum --check`, and all of it as JSON; rows of other runs are kept."""
    facts = out / FACTS
    line = shipped_line()
    before = json.loads(facts.read_text(encoding="utf-8")) if facts.exists() else {}
    known = before.get("wheels", {}) if before.get("line") == line else {}
    merged = {tag: {**known, **rows}[tag] for tag in PLATFORMS if tag in {**known, **rows}}
    there = {tag: row for tag, row in merged.items() if (out / row["wheel"]).exists()}
    out.mkdir(parents=True, exist_ok=True)
    facts.write_text(json.dumps({"line": line, "wheels": there}, indent=1) + "\n", encoding="utf-8")
    sums = "".join(f"{row['sha256']}  {row['wheel']}\n" for row in there.values())
    (out / SUMS).write_text(sums, encoding="utf-8")
    (out / TABLE).write_text(table(there, line), encoding="utf-8")


def record(out: Path, page: Path) -> bool:
    """Write the page of the folder's table; False, and a line on stderr, when a platform is missing in it."""
    facts = json.loads((out / FACTS).read_text(encoding="utf-8"))
    missing = [tag for tag in PLATFORMS if tag not in facts["wheels"]]
    if missing:
        print(f"not recorded: there is no wheel for {', '.join(missing)}", file=sys.stderr)
        return False
    page.write_text(_PAGE_BEGINS + table(facts["wheels"], facts["line"]), encoding="utf-8")
    return True


def table(rows: Mapping[str, Mapping[str, str]], line: str) -> str:
    """Platform -> what is known of its wheel; and the line that all of them must draw: as Markdown."""
    lines = ["| platform | bytes | SHA-256 | run | kernels | drew | checked |", "|---|---|---|---|---|---|---|"]
    for tag, row in rows.items():
        digest = f"`{row['sha256'][:DIGITS]}`"
        cells = (tag, row["size"], digest, row["run"], row["kernels"], row["drew"], row["checked"])
        lines.append(f"| {' | '.join(cell or '-' for cell in cells)} |")
    return "\n".join([*lines, "", f"The line that ships: `{line}`"]) + "\n"


if __name__ == "__main__":
    run_program(lambda: main)
