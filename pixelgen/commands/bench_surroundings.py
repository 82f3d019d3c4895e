"""What drawing costs around the drawing itself: a process that starts, a cache that answers, memory at its peak."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

_COLD_STARTS, _CACHE_HITS = 3, 50
_PEAK = """
import resource, sys
from pathlib import Path
from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest
weights, batch = Path(sys.argv[1]) if sys.argv[1] else None, int(sys.argv[2])
Generator(weights, batch=batch).sprites([SpriteRequest("reef", "reef_fish", seed=n) for n in range(batch)])
if sys.platform == "linux":  # where ru_maxrss begins with what the parent process had
    (peak,) = (line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(int(peak.split()[1]) / 2**10)
else:
    unit = 1 if sys.platform == "darwin" else 2**10
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20)
"""


def cold_seconds(weights: Path | None, *, clock: Callable[[], float]) -> float:
    """From starting a process to one sprite on the disk, the median of three."""
    command = [sys.executable, "-m", "pixelgen", "generate", "--zone", "reef", "--category", "reef_fish", "--no-cache"]
    if weights is not None:
        command += ["--weights", str(weights)]
    seconds = []
    with TemporaryDirectory() as folder:
        for _ in range(_COLD_STARTS):
            start = clock()
            subprocess.run([*command, "--out", str(Path(folder) / "one.png")], check=True, stdout=subprocess.DEVNULL)
            seconds.append(clock() - start)
    return median(seconds)


def cache_hit_seconds(weights: Path | None, *, clock: Callable[[], float]) -> float:
    """A sprite that was drawn before, the median of fifty."""
    from pixelgen.generator import Generator
    from pixelgen.requests.request import SpriteRequest

    request, seconds = SpriteRequest("reef", "reef_fish"), []
    with TemporaryDirectory() as folder, Generator(weights, folder) as generator:
        generator.sprite(request)
        for _ in range(_CACHE_HITS):
            start = clock()
            generator.sprite(request)
            seconds.append(clock() - start)
    return median(seconds)


def peak_megabytes(weights: Path | None, *, batch: int) -> float | None:
    """The most memory that a process had which drew a batch; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    command = [sys.executable, "-c", _PEAK, "" if weights is None else str(weights), str(batch)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
