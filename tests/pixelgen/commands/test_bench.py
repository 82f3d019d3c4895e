"""The benchmark: ways take turns, medians are shown, and the shape of the JSON is what scripts read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pixelgen.commands import bench_surroundings
from pixelgen.commands.bench import Times, figures, table, take_turns
from pixelgen.commands.cli import main
from pixelgen.native.library import NativeError, kernels


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
    times = take_turns(ways, rounds=3, batch=4, clock=clock, told=lambda _number, _total: None)  # type: ignore[arg-type]
    assert times == {"slow": Times([2, 3, 4], [8]), "fast": Times([1, 1, 1], [2])}
    assert clock.drawn == [("slow", 1), ("fast", 1)] * 4 + [("slow", 4), ("fast", 4)]


def test_figures_are_medians() -> None:
    found = figures({"native": Times([0.1, 0.2, 9.0], [1.0, 2.0, 30.0])}, batch=8)
    assert found["single_ms"] == {"native": pytest.approx(200)}
    assert found["single_p95_ms"] == {"native": pytest.approx(9000)}
    assert found["batch_sprites_per_s"] == {"native": pytest.approx(4)}


def test_the_table_says_how_many_times_faster_the_first_way_is() -> None:
    found = figures({"native": Times([0.01], [0.1]), "torch": Times([0.3], [1.5])}, batch=8)
    more = {"kernel": "avx2", "threads": {"1": 80.0}, "cold_ms": 300.0, "cache_hit_ms": 0.2, "memory_mb": None}
    (torch,) = [line for line in table(found | more).splitlines() if line.startswith("torch")]
    assert torch.split() == ["torch", "300.0", "ms", "300.0", "ms", "30.0x", "5.33", "15.0x"]


@pytest.mark.slow
def test_json_holds_every_figure(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_surroundings, "_COLD_STARTS", 1)
    assert main(["bench", "--rounds", "1", "--batch", "2", "--json"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert {"native", "reference", "torch", "onnxruntime"} >= set(found["single_ms"])
    assert set(found["single_ms"]) == set(found["batch_sprites_per_s"])
    try:
        assert found["kernel"] in kernels()
        assert set(found["threads"]) == {"1", "2"}
        assert "native" in found["single_ms"]
    except NativeError:
        assert "native" not in found["single_ms"]
        assert "without the native core" in said.err
    assert found["cold_ms"] > found["cache_hit_ms"] > 0
    assert found["memory_mb"] is None or 0 < found["memory_mb"] < 1000


def test_missing_weights_are_told_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["bench", "--weights", str(tmp_path / "none.safetensors")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
