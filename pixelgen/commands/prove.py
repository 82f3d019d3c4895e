"""`pixelgen prove`: 200 fixed creatures, by every step -> a line of digests, and whether it is the one that ships."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pixelgen
from pixelgen.commands.engine_name import engine_name
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.errors import PixelgenError
from pixelgen.native.library import NativeError, kernels

if TYPE_CHECKING:
    from pixelgen.proof import Proof

HELP = "show that this machine draws the same pixels as every other"
DESCRIPTION = """\
Draw 200 fixed creatures through every step (pixels, parts, light, normal maps, frames), without a cache, and print what
draws here and one line of digests. With the weights that ship, the line must be the one that ships with them: exit
status 1 when it is another. PIXELGEN_KERNEL names a kernel other than the best."""
EPILOG = """\
examples:
  pixelgen prove
  pixelgen prove --weights mine.safetensors     # compare the lines of two machines
"""
EQUAL, DIFFERENT, OTHER_WEIGHTS = "equal", "different", "other weights"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_weights_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(no_cache=True)


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """The lines to print. PixelgenError, after they are printed, when the line is not the one that ships."""
    from pixelgen.proof import prove, shipped_line

    generator = generator_factory(options.weights)
    with progress_bar(sys.stderr, what="creatures") as progress:
        proof = prove(generator, progress=progress)
    shipped = shipped_line()
    verdict = compared(proof.line, shipped)
    text = described(surroundings(generator), proof, verdict, as_json=options.json)
    if verdict == DIFFERENT:
        print(text, flush=True)
        raise PixelgenError(f"this machine draws other pixels than the line that ships: {shipped}; please report it")
    return text


def compared(line: str, shipped: str) -> str:
    """EQUAL, DIFFERENT, or OTHER_WEIGHTS when the lines are not of the same weights."""
    if line == shipped:
        return EQUAL
    weights, expected = (each.split(" sprites ")[0].rpartition(" ")[2] for each in (line, shipped))
    return DIFFERENT if weights == expected else OTHER_WEIGHTS


def surroundings(generator: Any) -> dict[str, str]:
    """What drew: platform, engine, kernels that run here, versions."""
    import numpy as np

    try:
        runs = ", ".join(name for name, there in kernels().items() if there)
    except NativeError as error:
        runs = str(error)
    libc = " ".join(part for part in platform.libc_ver() if part)
    return {
        "platform": f"{platform.system()} {platform.release()} {platform.machine()} {libc}".rstrip(),
        "engine": engine_name(generator),
        "kernels": runs,
        "versions": f"pixelgen {pixelgen.__version__}, {platform.python_implementation()} {platform.python_version()}, "
        f"NumPy {np.__version__}",
    }


_SAID = {
    EQUAL: "equal to the line that ships: this machine draws what every other draws",
    DIFFERENT: "different from the line that ships",
    OTHER_WEIGHTS: "of other weights than those that ship: compare it with another machine's",
}


def described(facts: Mapping[str, str], proof: Proof, verdict: str, *, as_json: bool) -> str:
    """A table for people, whose last lines are the proof and the verdict; or one JSON object."""
    if as_json:
        found = {**facts, "weights": proof.weights, "engine_version": proof.engine_version, **proof.digests}
        return json.dumps({**found, "line": proof.line, "verdict": verdict})
    rows = [f"{name:<9} {value}" for name, value in facts.items()]
    return "\n".join([*rows, f"weights   {proof.weights}", proof.line, _SAID[verdict]])
