"""The parts of the networks: gradients by hand, norms and attention are torch's."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from training.network.layers import Block, ModelSettings, attention, norm, squared_relu, waves


@pytest.mark.parametrize("function", [norm, squared_relu])
def test_hand_written_gradients_are_right(function: object) -> None:
    torch.manual_seed(1)
    x = torch.randn(3, 5, 7, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(function, (x,))  # type: ignore[arg-type]


def test_norm_is_torchs_rms_norm() -> None:
    x = torch.randn(4, 6, 8)
    torch.testing.assert_close(norm(x), torch.nn.functional.rms_norm(x, (8,), eps=1e-6))


@pytest.mark.parametrize("time", [1, 128, 300])  # one block, exactly one, some and a part
def test_attention_in_blocks_is_torchs_causal_attention(time: int) -> None:
    generator = torch.Generator().manual_seed(3)
    query, key, value = (torch.randn(2, 3, time, 8, generator=generator, requires_grad=True) for _ in range(3))
    towards = torch.randn(2, 3, time, 8, generator=generator)
    expected = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    found = attention(query, key, value)
    inputs = query, key, value
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(
        torch.autograd.grad(found, inputs, towards), torch.autograd.grad(expected, inputs, towards)
    )


def test_a_block_sees_no_later_step() -> None:
    torch.manual_seed(4)
    block = Block(ModelSettings(width=24, heads=2, hidden=48))
    for parameter in block.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    x = torch.randn(1, 9, 24)
    before = block(x)
    x[0, 5] += 1
    after = block(x)
    torch.testing.assert_close(before[:, :5], after[:, :5])
    assert (before[:, 5:] != after[:, 5:]).any(dim=-1).all()


def test_waves_tell_places_apart() -> None:
    x, y = torch.meshgrid(
        torch.arange(32.0, dtype=torch.float64), torch.arange(32.0, dtype=torch.float64), indexing="ij"
    )
    rows = waves(x.flatten() + 0.5, y.flatten() + 0.5)
    assert rows.shape == (1024, 64)
    assert len({tuple(row.tolist()) for row in rows}) == 1024
