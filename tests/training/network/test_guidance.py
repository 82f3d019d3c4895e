"""Guidance: what a network is to learn that heeds its prompt, and that training learns it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from pixelgen.vocabulary import PAD
from tests.training.network.test_batches import PLAIN, fetch
from training import train
from training.network.batches import TrainingStream
from training.network.guidance import PLAUSIBLE, Guide, guided
from training.network.model import PROMPT_STEPS
from training.network.processes import Processes
from training.network.trainer import batch_loss

ASKED = torch.tensor([[0.5, 0.3, 0.15, 0.049, 0.001]]).log()
BARE = torch.tensor([[0.6, 0.2, 0.15, 0.04999, 0.00001]]).log()


def test_plausible_tokens_share_what_they_have_by_the_ratio_of_prompt_and_none() -> None:
    moved = guided(ASKED, BARE, 2.0)[0]
    shares, bare = ASKED.exp()[0], BARE.exp()[0]
    expected = shares[:3] ** 2 / bare[:3]
    torch.testing.assert_close(moved[:3], expected / expected.sum() * shares[:3].sum())
    assert float(moved.sum()) == pytest.approx(1)
    assert moved[1] > shares[1]
    assert moved[0] < shares[0]


def test_what_is_not_plausible_stays_however_large_its_ratio() -> None:
    moved = guided(ASKED, BARE, 3.0)[0]
    assert [bool(share < PLAUSIBLE * 0.5) for share in ASKED.exp()[0]] == [False, False, False, True, True]
    torch.testing.assert_close(moved[3:], ASKED.exp()[0, 3:])


def test_a_scale_of_one_moves_nothing() -> None:
    torch.testing.assert_close(guided(ASKED, BARE, 1.0), ASKED.exp())


class _Told(nn.Module):
    """Logits that say whether the prompt is empty."""

    def forward(self, tokens: Tensor, *rest: Tensor) -> Tensor:
        self.prompts = [*getattr(self, "prompts", []), tokens[:, :PROMPT_STEPS].clone()]
        logits = torch.zeros(int(rest[-1].sum()), 65)
        logits[:, 0] = 2.0 if bool((tokens[:, :PROMPT_STEPS] == PAD).all()) else 2.5
        return logits


def test_a_guide_compares_the_prompt_with_none_and_leaves_the_batch_alone() -> None:
    batch, teacher = TrainingStream(fetch, PLAIN, seed=3).batch(0), _Told()
    before = batch.tokens.clone()
    shares = Guide(teacher, 2.0).shares(batch)
    asked, bare = teacher.prompts
    assert torch.equal(batch.tokens, before)
    assert torch.equal(asked, before[:, :PROMPT_STEPS])
    assert (bare == PAD).all()
    assert len(shares) == int((batch.classes >= 0).sum())
    # The first token alone is plausible, a twelfth is not: nothing is moved.
    torch.testing.assert_close(shares[:, 0], torch.full((len(shares),), 12.1825 / (12.1825 + 64)))


def test_the_loss_with_a_guide_is_least_for_the_guides_own_shares() -> None:
    batch, guide = TrainingStream(fetch, PLAIN, seed=3).batch(0), Guide(_Told(), 2.0)

    class Fixed(nn.Module):
        def __init__(self, logits: Tensor) -> None:
            super().__init__()
            self.logits = logits

        def forward(self, *_: Tensor) -> Tensor:
            return self.logits

    wanted = guide.shares(batch).log()
    noise = torch.randn(wanted.shape, generator=torch.Generator().manual_seed(1))
    least, more = (
        float(batch_loss(Fixed(logits), batch, Processes(), teacher=guide)) for logits in (wanted, wanted + 0.1 * noise)
    )
    assert least < more


def test_a_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"guidance must be 1 or more; got 0\.5"):
        Guide(_Told(), 0.5)


def test_guidance_needs_a_trained_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--synthetic", "--steps", "1", "--guide", "2", "--run", str(tmp_path / "run"), "--validation", "1"]
    assert train.main(options) == 1
    assert "--guide needs a trained network" in capsys.readouterr().err
