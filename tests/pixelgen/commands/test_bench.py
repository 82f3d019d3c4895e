"""The benchmark: ways take turns, medians are shown, and the shape of the JSON is what scripts read."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

import pixelgen
from pixelgen.commands import bench, bench_surroundings
from pixelgen.commands.bench import Times, figures, rounds_of, table, take_turns
from pixelgen.commands.bench_steps import STEPS
from pixelgen.commands.cli import main
from pixelgen.commands.engine_name import engine_name
from pixelgen.drawing import best_engine
from pixelgen.drawing.best_engine import ReferenceEngine
from pixelgen.drawing.engines import KERNEL_VARIABLE
from pixelgen.errors import PixelgenError
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.model.decoding import Job
from pixelgen.model.weights import load_weights
from pixelgen.native.library import NativeError, kernels
from pixelgen.quadtree import Indices


class FakeClock:
    """Every drawing takes the seconds that its way says."""

    def __init__(self) -> None:
        self.now = 0.0
        self.drawn: list[tuple[str, int]] = []

    def __call__(self) -> float:
        return self.now

    def way(self, name: str, seconds: Iterator[float]) -> tuple[str, object]:
        def draw(jobs: Sequence[int]) -> None:
            self.drawn.append((name, len(jobs)))
            self.now += next(seconds)

        return name, draw


def test_ways_take_turns_and_the_first_sprite_is_not_counted() -> None:
    clock = FakeClock()
    ways = dict([clock.way("slow", iter([100, 2, 3, 4, 8])), clock.way("fast", iter([50, 1, 1, 1, 2]))])
    begun: list[None] = []
    times = take_turns(ways, rounds=3, batch=4, clock=clock, begun=lambda: begun.append(None))  # type: ignore[arg-type]
    assert times == {"slow": Times([2, 3, 4], [8]), "fast": Times([1, 1, 1], [2])}
    assert clock.drawn == [("slow", 1), ("fast", 1)] * 4 + [("slow", 4), ("fast", 4)]
    assert len(begun) == rounds_of(3) == 5


def test_figures_are_medians() -> None:
    found = figures({"native": Times([0.1, 0.2, 9.0], [1.0, 2.0, 30.0])}, batch=8)
    assert found["single_ms"] == {"native": pytest.approx(200)}
    assert found["single_p95_ms"] == {"native": pytest.approx(9000)}
    assert found["batch_sprites_per_s"] == {"native": pytest.approx(4)}


FOUND = {
    **figures({"native": Times([0.01], [0.1]), "torch": Times([0.3], [1.5])}, batch=8),
    "engines": {
        "native": "native avx2",
        "torch": "torch float32",
        "threads": "native avx2",
        "cold": "numpy",
        "cache_hit": "native avx2",
        "memory": "numpy",
    },
    "kernel": "avx2",
    "threads": {"1": 80.0},
    "steps": {
        "step_ms": {"single": dict.fromkeys(STEPS, 1.25), "batch": dict.fromkeys(STEPS, 0.5)},
        "multiply_adds_per_s": {"single": 20e9, "batch": 48.5e9},
        "bare_loop_per_s": 80e9,
        "share": {"single": 0.25, "batch": 0.606},
    },
    "cold_ms": 300.0,
    "cache_hit_ms": 0.2,
    "memory_mb": 49.0,
}


def test_the_table_says_how_many_times_as_long_each_way_takes() -> None:
    (torch,) = [line for line in table(FOUND).splitlines() if line.startswith("torch")]
    assert torch.split() == ["torch", "torch", "float32", "300.0", "ms", "300.0", "ms", "30.0x", "5.33", "15.0x"]


def test_each_step_has_its_line_and_the_products_their_share_of_a_bare_loop() -> None:
    lines = table(FOUND).splitlines()[2:]
    steps = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("  ")}
    assert steps == {step: ["1.25", "ms", "0.50", "ms"] for step in STEPS}
    assert {"attention", "sampling", "neighbours", "quantising", "finishing"} < steps.keys()
    (rates,) = [line for line in lines if "multiply-adds" in line]
    assert "alone 20.0 (25 %), in a batch 48.5 (61 %); a bare loop of the kernel 80.0" in rates


def test_every_row_names_its_engine() -> None:
    rows = [line for line in table(FOUND).splitlines()[2:] if not line.startswith(("steps", "  ", "thousand"))]
    assert len(rows) == 6
    named = [next(name for name in ("native avx2", "numpy", "torch float32") if name in row) for row in rows]
    assert named == ["native avx2", "torch float32", "native avx2", "numpy", "native avx2", "numpy"]


def test_the_engine_of_a_generator_is_that_of_its_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = load_weights(SHIPPED_WEIGHTS)
    assert engine_name(ReferenceEngine(weights, batch=1, threads=1)) == "numpy"
    monkeypatch.setenv(KERNEL_VARIABLE, "reference")
    with Generator() as generator:
        assert engine_name(generator) == "numpy"
    monkeypatch.delenv(KERNEL_VARIABLE)
    with Generator() as generator:
        assert engine_name(generator) in {"numpy", *(f"native {kernel}" for kernel in kernels_here())}


def kernels_here() -> list[str]:
    try:
        return [*kernels()]
    except NativeError:
        return []


def test_processes_that_are_measured_import_the_same_pixelgen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pixelgen"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit('another copy')")
    monkeypatch.chdir(tmp_path)
    here = "import pixelgen; print(pixelgen.__file__)"
    assert bench_surroundings._python(["-c", here]).strip() == pixelgen.__file__


def test_a_measured_process_that_fails_is_one_line() -> None:
    with pytest.raises(PixelgenError, match="failed: ZeroDivisionError: division by zero"):
        bench_surroundings._python(["-c", "1/0"])


@pytest.mark.slow
def test_json_holds_every_figure(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_surroundings, "_COLD_STARTS", 1)
    assert main(["bench", "--rounds", "1", "--batch", "2", "--json"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert {"native", "reference", "torch"} >= set(found["single_ms"])
    assert set(found["single_ms"]) == set(found["batch_sprites_per_s"])
    try:
        assert found["kernel"] in kernels()
        assert set(found["threads"]) == {"1", "2"}
        assert "native" in found["single_ms"]
        assert all(0 < share < 1 for share in found["steps"]["share"].values())
        assert all(set(steps) == set(STEPS) for steps in found["steps"]["step_ms"].values())
    except NativeError:
        assert "native" not in found["single_ms"]
        assert "without the native core" in said.err
    assert found["cold_ms"] > 0
    assert found["cache_hit_ms"] > 0
    assert found["memory_mb"] is None or 0 < found["memory_mb"] < 1000
    engines = found["engines"]
    assert engines.keys() >= {*found["single_ms"], "cold", "cache_hit"}
    assert {engines[name] for name in ("cold", "cache_hit", *(["memory"] if "memory" in engines else []))} == {
        engines.get("native", "numpy")
    }


def test_missing_weights_are_told_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["bench", "--weights", str(tmp_path / "none.safetensors")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


class Quick:
    """An engine that draws nothing, by the reference's name."""

    def decode(self, jobs: Sequence[Job]) -> list[Indices]:
        return [np.zeros((32, 32), dtype=np.uint8) for _ in jobs]


def test_without_a_core_it_says_so_and_every_row_names_numpy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_core(*_: object, **__: object) -> None:
        raise NativeError("none was built")

    monkeypatch.setattr(best_engine, "NativeEngine", no_core)
    monkeypatch.setattr(best_engine, "ReferenceEngine", lambda *_, **__: Quick())
    for measured in ("cold_seconds", "cache_hit_seconds", "peak_megabytes"):
        monkeypatch.setattr(bench_surroundings, measured, lambda *_, **__: (0.1, "numpy"))
    options = Namespace(weights=None, rounds=1, batch=2, threads=2, json=False)
    _, _, *rows = bench.run(options, lambda _: []).splitlines()
    assert [row.split()[0] for row in rows] == ["reference", "new", "cache", "peak"]
    assert all("numpy" in row and "native" not in row for row in rows)
    assert capsys.readouterr().err == "pixelgen bench: without the native core: none was built\n"
