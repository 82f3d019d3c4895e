"""One process of a training run among several: which part of a batch is its own, and sums over all of them.

torchrun starts N of them, see train.py; a run of one process is the case N = 1, where every sum is the value itself.
Knows nothing of what is trained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, distributed, nn


@dataclass(frozen=True, slots=True)
class Processes:
    """rank: which of `count` processes this is; the first writes what the run leaves."""

    rank: int = 0
    count: int = 1

    @property
    def writes(self) -> bool:
        """Whether this is the process that writes files and lines."""
        return self.rank == 0

    def sum(self, value: Tensor) -> Tensor:
        """The sum of a value over all processes."""
        if self.count > 1:
            value = value.clone()
            distributed.all_reduce(value)
        return value

    def largest(self, value: float, device: torch.device) -> float:
        """The largest of a value over all processes, the same in each."""
        if self.count == 1:
            return value
        shared = torch.tensor(value, dtype=torch.float64, device=device)
        distributed.all_reduce(shared, op=distributed.ReduceOp.MAX)
        return float(shared)

    def wait(self) -> None:
        """Until all have come so far: who closes its connections while another one reads from them breaks that one."""
        if self.count > 1:
            distributed.barrier()

    def parallel(self, model: nn.Module) -> nn.Module:
        """The model as one that averages its gradients over all processes after each backward pass."""
        return nn.parallel.DistributedDataParallel(model) if self.count > 1 else model


def join(environment: Mapping[str, str], device: str) -> tuple[Processes, torch.device]:
    """Join the processes that torchrun's variables tell of, if any; the device of this one."""
    count = int(environment.get("WORLD_SIZE", "1"))
    if count == 1:
        return Processes(), torch.device(device)
    local = int(environment["LOCAL_RANK"])
    chosen = torch.device("cuda", local) if device == "cuda" else torch.device(device)
    if chosen.type == "cuda":
        torch.cuda.set_device(chosen)
    distributed.init_process_group("nccl" if chosen.type == "cuda" else "gloo")
    return Processes(int(environment["RANK"]), count), chosen


def leave() -> None:
    """Part from the other processes, if there are any."""
    if distributed.is_initialized():
        distributed.destroy_process_group()
