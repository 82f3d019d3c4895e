"""A training run's whole state <-> one file, written atomically. Knows nothing of what is trained.

The file is a torch archive and is opened with weights_only; the library that ships never reads it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch


class CheckpointError(Exception):
    """A checkpoint that cannot be read or does not fit the run."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """model and optimisers: state dicts; settings: the run's settings as plain values; torch_rng: random state."""

    step: int
    sprites_seen: int
    seconds: float
    model: dict[str, Any]
    optimisers: list[dict[str, Any]]
    settings: dict[str, Any]
    torch_rng: torch.Tensor


def save_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Write beside, flush to the disk, rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    with temporary.open("wb") as file:
        torch.save({name: getattr(checkpoint, name) for name in Checkpoint.__slots__}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def load_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint onto the CPU; CheckpointError when it is missing, damaged or of another kind."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        return Checkpoint(**state)
    except FileNotFoundError as error:
        raise CheckpointError(f"no checkpoint at {path}; leave --resume out to begin a new run") from error
    except Exception as error:  # torch raises many kinds for a damaged archive
        raise CheckpointError(f"{path} is no readable checkpoint ({type(error).__name__}: {error})") from error
