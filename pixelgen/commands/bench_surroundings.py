"""What drawing costs around the drawing itself: a process that starts, a cache that answers, memory at its peak.

Each figure comes with the engine that drew. Processes that are started import the pixelgen of this process, wherever
they run: another copy in the current folder, without a compiled core, would be measured under the wrong name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pixelgen.commands.engine_name import engine_name
from pixelgen.errors import PixelgenError

_COLD_STARTS, _CACHE_HITS = 3, 50
_ENGINE = """
import sys
from pathlib import Path
from pixelgen.commands.engine_name import engine_name
from pixelgen.generator import Generator
print(engine_name(Generator(Path(sys.argv[1]) if sys.argv[1] else None)))
"""
_PEAK = """
import resource, sys
from pathlib import Path
from pixelgen.commands.engine_name import engine_name
from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest
weights, batch = Path(sys.argv[1]) if sys.argv[1] else None, int(sys.argv[2])
generator = Generator(weights, batch=batch)
generator.sprites([SpriteRequest("reef", "reef_fish", seed=n) for n in range(batch)])
if sys.platform == "linux":  # where ru_maxrss begins with what the parent process had
    (peak,) = (line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(int(peak.split()[1]) / 2**10)
else:
    unit = 1 if sys.platform == "darwin" else 2**10
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20)
print(engine_name(generator))
"""


def cold_seconds(weights: Path | None, *, clock: Callable[[], float]) -> tuple[float, str]:
    """From starting a process to one sprite on the disk, the median of three, and the engine of such a process."""
    command = ["-m", "pixelgen", "generate", "--zone", "reef", "--category", "reef_fish", "--no-cache", "--force"]
    if weights is not None:
        command += ["--weights", str(weights.absolute())]
    seconds = []
    for _ in range(_COLD_STARTS):
        start = clock()
        _python([*command, "--out", "one.png"])
        seconds.append(clock() - start)
    return median(seconds), _python(["-c", _ENGINE, _named(weights)]).strip()


def cache_hit_seconds(weights: Path | None, *, clock: Callable[[], float]) -> tuple[float, str]:
    """A sprite that was drawn before, the median of fifty, and the engine of the generator that was asked."""
    from pixelgen.generator import Generator
    from pixelgen.requests.request import SpriteRequest

    request, seconds = SpriteRequest("reef", "reef_fish"), []
    with TemporaryDirectory() as folder, Generator(weights, folder) as generator:
        generator.sprite(request)
        for _ in range(_CACHE_HITS):
            start = clock()
            generator.sprite(request)
            seconds.append(clock() - start)
        return median(seconds), engine_name(generator)


def peak_megabytes(weights: Path | None, *, batch: int) -> tuple[float, str] | None:
    """The most memory that a process had which drew a batch, and its engine; None on Windows."""
    if sys.platform == "win32":
        return None
    megabytes, engine = _python(["-c", _PEAK, _named(weights), str(batch)]).splitlines()
    return float(megabytes), engine


def _python(arguments: list[str]) -> str:
    """What a new Python prints, in an empty folder. PixelgenError with its last line when it fails."""
    import pixelgen

    here = str(Path(pixelgen.__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise PixelgenError(f"a process that was started to be measured failed: {last}")
    return done.stdout


def _named(weights: Path | None) -> str:
    return "" if weights is None else str(weights.absolute())
