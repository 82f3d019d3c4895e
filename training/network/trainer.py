"""The state of a training run and one step of it. Knows nothing of clocks, logs or pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from pixelgen.model.weights import Weights
from training.network.batches import Batch, Fetch, TrainingStream
from training.network.checkpoint import Checkpoint, CheckpointError, load_checkpoint, save_checkpoint
from training.network.dequantise import dequantised
from training.network.guidance import Guide, Teacher
from training.network.model import Transformer
from training.network.optimiser import build_optimisers
from training.network.processes import Processes
from training.network.settings import RunSettings
from training.species import DRAWN

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


class TrainingError(Exception):
    """Training cannot go on; the last good checkpoint is kept."""


def learning_rate_factor(settings: RunSettings, *, step: int, progress: float) -> float:
    """Warm-up by steps, then 1, then a linear fall over the last `cooldown` share of the run."""
    warm = min(1.0, (step + 1) / max(1, settings.optimiser.warmup_steps))
    return warm * min(1.0, max(0.0, (1.0 - progress) / settings.optimiser.cooldown))


def batch_loss(model: torch.nn.Module, batch: Batch, processes: Processes, *, teacher: Teacher | None = None) -> Tensor:
    """This process's share of the mean weighted loss, in nats a predicted token, of the batch of all processes; with a
    teacher of what that says instead of what the sprites hold."""
    predicted = batch.classes >= 0
    wanted = batch.classes[predicted] if teacher is None else teacher.shares(batch)
    losses = F.cross_entropy(model(*batch.inputs()), wanted, reduction="none")
    return (losses * batch.weights[predicted]).sum() / processes.sum(batch.weights.sum())


class Trainer:
    """The loop and its state. `folder` receives checkpoint.pt, log.jsonl and the sample sheets.

    With several `processes` each takes its part of every batch, and their weights stay alike. `compiled`: the blocks
    run as torch.compile's C++, the same but for rounding; it needs a compiler. `ahead`: see TrainingStream. `species`:
    what the run learns, for its record.
    """

    def __init__(
        self,
        settings: RunSettings,
        fetch: Fetch,
        *,
        folder: Path,
        device: torch.device,
        precision: str,
        processes: Processes | None = None,
        compiled: bool = False,
        ahead: bool = False,
        species: Sequence[str] = tuple(DRAWN),
    ) -> None:
        self.settings, self.folder, self.device = settings, folder, device
        self.processes = processes or Processes()
        torch.manual_seed(settings.seed)
        self._compiled, self._species = compiled, species
        self.model = self._network()
        self._teacher: Teacher | None = None
        self._parallel = self.processes.parallel(self.model)
        optimiser = settings.optimiser
        self._type = PRECISIONS[precision]
        self.optimisers = build_optimisers(
            self.model,
            kind=optimiser.kind,
            matrix_lr=optimiser.matrix_lr,
            other_lr=optimiser.other_lr,
            dtype=torch.bfloat16 if self._type is torch.bfloat16 else torch.float32,
        )
        self._base = [[group["lr"] for group in each.param_groups] for each in self.optimisers]
        self._stream = TrainingStream(
            fetch, settings.batches, seed=settings.seed, processes=self.processes, ahead=ahead
        )
        self._scaler = torch.amp.GradScaler(device.type, enabled=precision == "fp16")
        self.step = 0
        self.sprites_seen = 0
        self.seconds = 0.0

    @property
    def checkpoint_path(self) -> Path:
        """Where the run's state is kept."""
        return self.folder / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint."""
        state = Checkpoint(
            self.step,
            self.sprites_seen,
            self.seconds,
            self.model.state_dict(),
            [each.state_dict() for each in self.optimisers],
            {**self.settings.as_dict(), "species": list(self._species)},
            torch.get_rng_state(),
        )
        save_checkpoint(state, self.checkpoint_path)

    def resume(self) -> None:
        """Go on from the checkpoint; CheckpointError when its network is another one."""
        state = load_checkpoint(self.checkpoint_path)
        try:
            self.model.load_state_dict(state.model)
            for each, saved in zip(self.optimisers, state.optimisers, strict=True):
                each.load_state_dict(saved)
        except (RuntimeError, ValueError) as error:
            raise CheckpointError(
                f"{self.checkpoint_path} holds another network or optimiser ({error}); choose another --run folder"
            ) from error
        self.step, self.sprites_seen, self.seconds = state.step, state.sprites_seen, state.seconds
        torch.set_rng_state(state.torch_rng)

    def start_from(self, weights: Weights) -> None:
        """Begin with the network of a weights file; the optimisers begin anew, sprites and time go on from its facts.

        CheckpointError when the run's settings ask for another network.
        """
        model = dequantised(weights)
        theirs, wanted = (model.settings, model.head.settings), (self.settings.model, self.settings.head)
        if theirs != wanted:
            raise CheckpointError(f"the weights are of {theirs}, the settings ask for {wanted}")
        self.model.load_state_dict(model.state_dict())
        self.sprites_seen = int(weights.facts.get("sprites_seen", "0"))
        self.seconds = 3600 * float(weights.facts.get("hours", "0"))

    def learn_guidance(self, scale: float) -> None:
        """From now on learn what the network as it is says, moved towards the prompt; see training/network/guidance.py.

        ValueError for a scale below 1.
        """
        teacher = self._network()
        teacher.load_state_dict(self.model.state_dict())
        self.learn_from(Guide(teacher, scale))

    def learn_from(self, teacher: Teacher) -> None:
        """From now on learn what a teacher says of the sprites instead of what they hold."""
        self._teacher = teacher

    def _network(self) -> Transformer:
        model = Transformer(self.settings.model, self.settings.head).to(self.device)
        if self._compiled:
            for block in model.layers():
                block.compile(dynamic=True)  # one program for all lengths; the rest of the network gains nothing
        return model

    def close(self) -> None:
        """End what runs beside the training; the trainer can go on after it."""
        self._stream.close()

    def _autocast(self) -> AbstractContextManager[object]:
        if self._type is torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, dtype=self._type)

    def train_step(self, factor: float) -> float:
        """One optimiser step at `factor` of the base learning rates -> the loss in nats a token.

        Raises TrainingError on a loss or gradient that is not finite; the weights are untouched then.
        """
        optimiser = self.settings.optimiser
        total = 0.0
        for part in range(optimiser.accumulate):
            batch = self._stream.batch(self.step * optimiser.accumulate + part).to(self.device)
            with self._autocast():
                loss = batch_loss(self._parallel, batch, self.processes, teacher=self._teacher) / optimiser.accumulate
            # The gradients of all processes are averaged; these are shares of a mean, to be added up.
            self._scaler.scale(loss * self.processes.count).backward()  # type: ignore[no-untyped-call]
            total += float(self.processes.sum(loss.detach()))
        for each in self.optimisers:
            self._scaler.unscale_(each)
        length = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), optimiser.clip))
        if not math.isfinite(total) or (not math.isfinite(length) and not self._scaler.is_enabled()):
            raise TrainingError(
                f"loss {total} and gradient {length} at step {self.step}: not finite, stopped; the last good "
                f"state is {self.checkpoint_path}. Lower the learning rate or use --precision fp32."
            )
        for each, bases in zip(self.optimisers, self._base, strict=True):
            for group, base in zip(each.param_groups, bases, strict=True):
                group["lr"] = base * factor
            self._scaler.step(each)
        self._scaler.update()
        for each in self.optimisers:
            each.zero_grad(set_to_none=True)
        self.step += 1
        self.sprites_seen += self.settings.batches.size * optimiser.accumulate * self.processes.count
        return total
