"""Same weights, same request, same pixels: against the record, and across processors, threads and batch sizes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pixelgen.drawing.engines import KERNEL_VARIABLE
from pixelgen.generator import ENGINE_VERSION, Generator
from pixelgen.native.library import NativeError, kernels
from pixelgen.requests.request import SpriteRequest
from tests.golden_sprites import FEW, RECORD, REQUESTS, children, digests

# What NumPy would use on older processors: without these features it takes other code paths.
NEWER_FEATURES = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX"
CORES = ("Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX")
MACHINES = [
    *(({"OPENBLAS_CORETYPE": core}, threads) for core in CORES for threads in (1, 2)),
    ({"NPY_DISABLE_CPU_FEATURES": NEWER_FEATURES}, 1),
]


def engines() -> list[str]:
    """The reference and every native kernel that runs here, as the environment names them."""
    try:
        return ["reference", *(name for name, runs in kernels().items() if runs)]
    except NativeError:
        return ["reference"]


@pytest.fixture(scope="module")
def record() -> dict[str, object]:
    loaded: dict[str, object] = json.loads(RECORD.read_text(encoding="utf-8"))
    return loaded


def recorded(record: dict[str, object], requests: Sequence[SpriteRequest]) -> dict[str, str]:
    sprites = record["sprites"]
    assert isinstance(sprites, dict)
    return {request.canonical(): sprites[request.canonical()] for request in requests}


def test_every_recorded_sprite_comes_out_again(record: dict[str, object]) -> None:
    generator = Generator()
    assert record["weights"] == generator.weights_digest, "new weights: run `python -m tests.golden_sprites --write`"
    assert record["engine_version"] == ENGINE_VERSION
    whole = [*REQUESTS, *children(generator)]
    assert digests(generator, whole) == recorded(record, whole) == record["sprites"]


def test_the_record_is_not_one_picture(record: dict[str, object]) -> None:
    sprites = recorded(record, REQUESTS)
    assert len(set(sprites.values())) == len(sprites) == len(REQUESTS)


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize(("batch", "threads"), [(1, 1), (2, 2), (32, 1)])
def test_engine_batch_size_and_threads_change_no_pixel(
    record: dict[str, object], engine: str, batch: int, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, engine)
    assert digests(Generator(batch=batch, threads=threads), FEW) == recorded(record, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("engine", engines())
def test_every_engine_draws_the_whole_record(
    record: dict[str, object], engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, engine)
    generator = Generator()
    whole = [*REQUESTS, *children(generator)]
    assert digests(generator, whole) == record["sprites"]


@pytest.mark.slow
@pytest.mark.parametrize(("machine", "threads"), MACHINES, ids=str)
def test_processors_and_threads_change_no_pixel(
    record: dict[str, object], machine: dict[str, str], threads: int
) -> None:
    environment = {**os.environ, KERNEL_VARIABLE: "reference", "OPENBLAS_NUM_THREADS": str(threads), **machine}
    options = ["--few", "--batch", "3", "--threads", str(threads)]
    command = [sys.executable, "-W", "ignore", "-m", "tests.golden_sprites", *options]
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGILL:
        pytest.skip(f"this processor has not the instructions of {machine}")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == recorded(record, FEW)
