"""The core's aims of speed, each beside its figure, met or missed: all in one run, medians, some three minutes.

    python -m tests.core_aims                # on a quiet machine
    python -m tests.core_aims --only look --only steps

One thread unless said. The yardsticks take turns with today's core: the release before there was one of groups
(its commit is compiled into a folder), and plain PyTorch on the same weights. What cannot be measured here is told so.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from pixelgen import Generator, animate, move, normal_map, shade, style_of
from pixelgen.commands.bench_steps import measured_steps
from pixelgen.drawing.engines import KERNEL_VARIABLE
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.weights import load_weights
from pixelgen.native.library import kernels
from pixelgen.requests.request import SpriteRequest
from tests.bake_figures import FRAMES, baked, pack_of
from tests.core_figures import PAIRS, jobs_of

ROOT = Path(__file__).resolve().parent.parent
RELEASE = "811af6e"
BATCH = 32
_TURNS, _SINGLES, _BATCHES = 3, 7, 2
_TORCH_SINGLES = 3
_IN_BROWSER = 9
_CREATURES = 1000  # of a bake; then twice as many
# Runs with today's package and with the release's: only what both have.
_DRAW = """
import json, sys
from statistics import median
from time import perf_counter
from pixelgen import Generator, SpriteRequest
singles, batches, pairs = json.loads(sys.argv[1])
wishes = [SpriteRequest(*pairs[7 * n % len(pairs)], seed=n) for n in range(32)]
generator = Generator(None, None, 1, batch=32)
generator.sprite(wishes[0])
def spent(some):
    start = perf_counter()
    generator.sprites(some)
    return perf_counter() - start
print(json.dumps({
    "single": median(spent([wishes[n]]) for n in range(singles)),
    "batch": median(spent(wishes) for _ in range(batches)) / len(wishes),
}))
"""
_IN_PAGE = """async (count) => {
  const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
  const { Core } = await import("./core.js");
  const core = await Core.load(await bytes("pixelgen.wasm"), await bytes("pixelgen.safetensors"));
  const wish = (seed) => ({ zone: "reef", category: "reef_fish", seed });
  core.draw([wish(99)]);
  const spent = [];
  for (let seed = 0; seed < count; seed++) {
    const start = performance.now();
    core.draw([wish(seed)]);
    spent.push(performance.now() - start);
  }
  return spent;
}"""


class NotHereError(Exception):
    """Why something cannot be measured here: a few words."""


@dataclass(frozen=True, slots=True)
class Aim:
    """what: of CORE's table; bound: in `unit`, met by that or better; most: it is an upper bound."""

    what: str
    bound: float
    unit: str
    most: bool

    def line(self, figure: float) -> str:
        """For people."""
        met = figure <= self.bound if self.most else figure >= self.bound
        side = "at most" if self.most else "at least"
        return f"{self.what:<58}{figure:>9.2f} {self.unit:<10}{side} {self.bound:g}: {'met' if met else 'MISSED'}"


def at_most(what: str, bound: float, unit: str) -> Aim:
    return Aim(what, bound, unit, most=True)


def at_least(what: str, bound: float, unit: str) -> Aim:
    return Aim(what, bound, unit, most=False)


Figures = Iterator[tuple[Aim, float]]


@contextmanager
def release() -> Iterator[Path]:
    """The earlier release, compiled, in a folder. NotHereError without its commit or a compiler."""
    with tempfile.TemporaryDirectory() as name:
        archive = subprocess.run(["git", "archive", RELEASE], cwd=ROOT, capture_output=True, check=False)
        if archive.returncode:
            raise NotHereError(f"the commit {RELEASE} is not in this clone")
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as opened:
            opened.extractall(name, filter="data")
        build = [sys.executable, "-c", "from setuptools import setup; setup()", "-q", "build_ext", "--inplace"]
        done = subprocess.run(build, cwd=name, capture_output=True, text=True, check=False)
        if done.returncode or not list(Path(name, "pixelgen", "native").glob("*.so")):
            raise NotHereError(f"the release {RELEASE} does not compile here: {done.stderr.strip()[-200:]}")
        yield Path(name)


def drawn(root: Path, kernel: str) -> dict[str, float]:
    """Seconds of one sprite, and of each in a batch, by a copy of the package in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(root), KERNEL_VARIABLE: kernel}
    asked = json.dumps([_SINGLES, _BATCHES, PAIRS])
    done = subprocess.run(
        [sys.executable, "-c", _DRAW, asked], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHereError(f"drawing with {kernel} in {root} failed: {done.stderr.strip().splitlines()[-1:]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def in_turns(ways: dict[str, tuple[Path, str]]) -> dict[str, dict[str, float]]:
    """Way -> medians of its turns. ways: a copy and a kernel each."""
    turns = [{name: drawn(*way) for name, way in ways.items()} for _ in range(_TURNS)]
    return {name: {what: median(turn[name][what] for turn in turns) for what in ("single", "batch")} for name in ways}


def with_torch() -> dict[str, float]:
    """Seconds of one sprite, and of each in a batch, by PyTorch on the same weights."""
    try:
        from training.network.plain_decoder import PlainDecoder
    except ImportError as error:
        raise NotHereError(f"PyTorch is not here: {error}") from error
    weights = load_weights(SHIPPED_WEIGHTS)
    decoder, jobs = PlainDecoder(weights), jobs_of(weights, BATCH)
    decoder.draw(jobs[:1])
    single = median(_seconds(partial(decoder.draw, [jobs[number]])) for number in range(_TORCH_SINGLES))
    return {"single": single, "batch": _seconds(lambda: decoder.draw(jobs)) / BATCH}


def sprites() -> Figures:
    """One sprite and a batch, by the kernels of the table; beside the release, and beside PyTorch."""
    there = [name for name in ("avx2", "avx512vnni", "scalar") if kernels().get(name)]
    own = {name: (ROOT, name) for name in there}
    with release() as folder:
        found = in_turns({**own, "release": (folder, "avx2")} if "avx2" in there else own)
    torch = with_torch()
    for kernel, milliseconds, rate in (("avx2", 15, 90), ("avx512vnni", 7, 200)):
        if kernel not in found:
            continue
        yield at_most(f"one sprite, {kernel}", milliseconds, "ms"), 1e3 * found[kernel]["single"]
        yield at_least(f"batch of {BATCH}, {kernel}", rate, "sprites/s"), 1 / found[kernel]["batch"]
    if "avx2" in found:
        for what, of_release, of_torch in (("single", 3.5, 35), ("batch", 4.5, 15)):
            own_seconds, name = found["avx2"][what], "one sprite" if what == "single" else f"batch of {BATCH}"
            yield at_least(f"{name}, avx2, as {RELEASE}", of_release, "times"), found["release"][what] / own_seconds
            yield at_least(f"{name}, avx2, as PyTorch on these weights", of_torch, "times"), torch[what] / own_seconds
    yield at_most("one sprite, scalar", 250, "ms"), 1e3 * found["scalar"]["single"]


def steps() -> Figures:
    """How near each kernel's products come to its bare loop, in batches."""
    weights = load_weights(SHIPPED_WEIGHTS)
    jobs = jobs_of(weights, BATCH)
    for kernel in (name for name in ("avx2", "avx512vnni") if kernels().get(name)):
        found = measured_steps(weights, jobs, rounds=3, clock=perf_counter, kernel=kernel)
        aim = at_least(f"share of the bare loop's multiply-adds in a batch, {kernel}", 60, "%")
        yield aim, 100 * found["share"]["batch"]


def in_browser() -> Figures:
    """One sprite in a page of Chromium."""
    try:
        from engine_bridges.studio.static_site import export_site
        from tests.browser.pages import opened_browser, static_host
        from tests.browser.place import browser
    except ImportError as error:
        raise NotHereError(f"no browser can be driven: {error}") from error
    if browser() is None:
        raise NotHereError("there is no Chromium")
    with tempfile.TemporaryDirectory() as name, opened_browser() as opened, Generator() as generator:
        folder = Path(name, "site")
        export_site(folder, generator, SHIPPED_WEIGHTS.read_bytes())
        with static_host(folder) as address:
            page = opened.new_page()
            page.goto(address + "core.js")  # a page without scripts of its own, of the same origin
            spent: list[float] = page.evaluate(_IN_PAGE, _IN_BROWSER)
    yield at_most("one sprite, WebAssembly in Chromium", 60, "ms"), median(spent)


def look() -> Figures:
    """Light, normals and eight frames, called from Python."""
    with Generator(batch=BATCH) as generator:
        wishes = [SpriteRequest(*PAIRS[7 * number % len(PAIRS)], seed=number) for number in range(BATCH)]
        made = [(wish, generator.sprite(wish), generator.species_of(wish)) for wish in wishes]

    def looked(wish: SpriteRequest, sprite: Any, species: str | None) -> None:
        lit = shade(sprite.indices, style_of(wish.zone), sprite.parts)
        normal_map(sprite.indices, sprite.parts)
        move(lit, animate(sprite.indices, wish.category, species=species, parts=sprite.parts, frames=FRAMES))

    for each in made:
        looked(*each)
    spent = [_seconds(partial(looked, *each)) for _ in range(_TURNS) for each in made]
    yield at_most("light, normals and 8 frames of one creature", 0.5, "ms"), 1e3 * median(spent)


def bake() -> Figures:
    """A Godot pack with normals, two threads; then one of twice as many."""
    whole = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (_CREATURES, 2 * _CREATURES):
            told, _ = baked(pack_of(folder, count), "--jobs", "2", out=folder / str(count), cache=folder / f"c{count}")
            whole.append(told["seconds"]["all"])
    yield at_most(f"bake of {_CREATURES:,} creatures, {FRAMES} frames, normals, two cores", 20, "s"), whole[0]
    yield at_most(f"{2 * _CREATURES:,} of them beside {_CREATURES:,}", 2.1, "times"), whole[1] / whole[0]


PARTS: dict[str, Callable[[], Figures]] = {
    "sprites": sprites,
    "steps": steps,
    "browser": in_browser,
    "look": look,
    "bake": bake,
}


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> int:
    """Print the table -> 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=[*PARTS], help="these parts; default: all")
    options = parser.parse_args()
    began = perf_counter()
    for name in options.only or PARTS:
        try:
            for aim, figure in PARTS[name]():
                print(aim.line(figure), flush=True)
        except NotHereError as error:
            print(f"{name}: not measured: {error}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f} at the end; {perf_counter() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
