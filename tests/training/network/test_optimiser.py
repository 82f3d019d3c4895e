"""What an optimiser's step does to matrices."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from training.network.optimiser import Muon, orthogonalise


@pytest.mark.parametrize("shape", [(2, 24, 24), (2, 48, 16), (2, 16, 48)])
def test_orthogonalised_matrices_have_singular_values_near_one(shape: tuple[int, ...]) -> None:
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(1))
    values = torch.linalg.svdvals(orthogonalise(matrices))
    assert values.min() > 0.3
    assert values.max() < 1.3


@pytest.mark.parametrize("shape", [(2, 12, 12), (2, 20, 8), (2, 8, 20)])
def test_the_iteration_is_the_quintic_polynomial_of_singular_values(shape: tuple[int, ...]) -> None:
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    left, values, right = torch.linalg.svd(matrices, full_matrices=False)
    values = values / (matrices.norm(dim=(1, 2))[:, None] + 1e-7)
    for _ in range(5):
        values = 3.4445 * values - 4.7750 * values**3 + 2.0315 * values**5
    torch.testing.assert_close(orthogonalise(matrices), left * values[:, None] @ right)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_step_of_muon_goes_against_the_gradient_and_leaves_the_precision(dtype: torch.dtype) -> None:
    matrix = nn.Parameter(torch.zeros(8, 8))
    matrix.grad = torch.randn(8, 8, generator=torch.Generator().manual_seed(2))
    optimiser = Muon([matrix], lr=0.1, dtype=dtype)
    optimiser.step()
    assert matrix.dtype == optimiser.state[matrix]["momentum"].dtype == torch.float32
    assert (matrix * matrix.grad).sum() < 0
    assert torch.linalg.svdvals(matrix.detach()).max() < 0.13  # the rate times about one
