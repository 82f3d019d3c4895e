"""Several processes that train together are one process with their batches put together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from training.network.checkpoint import load_checkpoint
from training.network.processes import Processes, join

ROOT = Path(__file__).resolve().parents[3]
CONFIG = """
[model]
layers = 1
width = 32
heads = 2
hidden = 64
[batches]
size = 2
[optimiser]
warmup_steps = 1
accumulate = 2
"""


def test_one_process_is_alone() -> None:
    alone, device = join({}, "cpu")
    assert (alone, device) == (Processes(), torch.device("cpu"))
    assert alone.writes
    assert not Processes(1, 2).writes
    assert float(alone.sum(torch.tensor(3.0))) == 3.0
    assert alone.largest(0.25, device) == 0.25
    model = torch.nn.Linear(1, 1)
    assert alone.parallel(model) is model


def trained(folder: Path, launcher: list[str], *more: str) -> tuple[list[dict[str, float]], dict[str, torch.Tensor]]:
    config = folder.parent / "tiny.toml"
    config.write_text(CONFIG, encoding="utf-8")
    bounds = ["--steps", "6", "--validation", "2", "--validate-every", "0.0001", "--threads", "1", "--device", "cpu"]
    command = [
        *launcher,
        "training.train",
        "--synthetic",
        "--config",
        str(config),
        "--run",
        str(folder),
        *bounds,
        *more,
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    return log, load_checkpoint(folder / "checkpoint.pt").model


@pytest.mark.slow
def test_two_processes_have_the_losses_of_one_with_twice_the_batch(tmp_path: Path) -> None:
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "--"]
    two, weights_of_two = trained(tmp_path / "two", torchrun)
    one, weights_of_one = trained(tmp_path / "one", [sys.executable, "-m"], "--batch-size", "4")
    assert [line["step"] for line in two] == [1, 2, 3, 4, 5, 6, 6]  # a line a step, of one process alone
    assert two[-1]["sprites"] == one[-1]["sprites"] == 48
    assert [line["loss"] for line in two] == pytest.approx([line["loss"] for line in one], abs=1e-4)
    assert [line["nats"] for line in two] == pytest.approx([line["nats"] for line in one], rel=1e-4)
    assert one[-1]["nats"] < one[0]["nats"]
    for name, tensor in weights_of_one.items():
        apart = (tensor - weights_of_two[name]).abs() > 1e-4
        assert apart.float().mean() < 1e-3, name  # Adam makes whole steps of gradients that are rounding errors
