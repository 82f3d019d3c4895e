"""How a classifier of sprites learns, on a network of one layer."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.judging.convolutions import BATCH, convolutions, learn


class Told:
    """A model with one number to learn, and what it was asked for."""

    def __init__(self) -> None:
        self.model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.BatchNorm1d(1, affine=False))
        nn.init.zeros_(self.model[0].weight)  # type: ignore[arg-type]
        self.numbers: list[list[int]] = []
        self.modes: set[bool] = set()

    def loss(self, chosen: Tensor) -> Tensor:
        self.numbers.append(chosen.tolist())
        self.modes.add(self.model.training)
        weight = self.model[0].weight
        assert isinstance(weight, Tensor)
        return (weight - 0.05).square().sum()


def test_the_loss_is_minimised_in_training_mode_and_the_model_left_for_use() -> None:
    told = Told()
    before = float(told.loss(torch.arange(2)).detach())
    told.modes.clear()
    learn(told.model, told.loss, count=BATCH, epochs=60)
    assert float(told.loss(torch.arange(2)).detach()) < 0.2 * before
    assert told.modes == {True, False}  # False is the look just now
    assert not told.model.training


def test_every_epoch_shows_each_example_once_in_another_order() -> None:
    told = Told()
    learn(told.model, told.loss, count=2 * BATCH, epochs=2)
    first, second = told.numbers[0] + told.numbers[1], told.numbers[2] + told.numbers[3]
    assert sorted(first) == sorted(second) == list(range(2 * BATCH))
    assert first != second != sorted(second)


def test_progress_is_told_of_every_step() -> None:
    told, heard = Told(), []
    learn(told.model, told.loss, count=5, epochs=3, progress=lambda step, steps: heard.append((step, steps)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert [len(chosen) for chosen in told.numbers] == [5, 5, 5]


def test_each_stage_halves_the_side() -> None:
    assert convolutions(3, (4, 5, 6))(torch.zeros(2, 3, 32, 32)).shape == (2, 6, 4, 4)
