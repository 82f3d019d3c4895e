"""Of the species that a network knew it goes on learning what it said; of all else what the sprites hold."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from pixelgen.model.world import SEA
from pixelgen.vocabulary import PAD, WRITABLE
from training.network.batches import Batch, BatchSettings, TrainingStream
from training.samples.drawn_sprites import draw_many
from training.teaching.remembered import Remembered

STREAM = TrainingStream(
    lambda numbers: draw_many(5, numbers.tolist()), BatchSettings(size=6, kept_first=0.0, bare=0.0, drop=0.0), seed=3
)


class Sure(nn.Module):
    """Says the first token of every cell, and counts the sprites that it was asked about."""

    asked = 0

    def forward(self, tokens: Tensor, *rest: Tensor) -> Tensor:
        self.asked += len(tokens)
        logits = torch.zeros(int(rest[-1].sum()), len(WRITABLE))
        logits[:, 0] = 50.0
        return logits


def species_of(batch: Batch) -> list[int]:
    return [int(one) for one in batch.tokens[:, 0, 2]]


def test_known_species_are_what_the_network_said_and_others_what_the_sprites_hold() -> None:
    batch, teacher = STREAM.batch(0), Sure()
    known = species_of(batch)[:1]
    rows = torch.tensor([one in known for one in species_of(batch)])
    assert rows.any()
    assert not rows.all()
    shares = Remembered(teacher, known).shares(batch)
    predicted = batch.classes >= 0
    old = rows[:, None, None].expand_as(predicted)[predicted]
    assert (shares[old][:, 0] > 0.99).all()
    assert torch.equal(shares[~old].argmax(dim=1), batch.classes[predicted][~old])
    torch.testing.assert_close(shares.sum(dim=1), torch.ones(len(shares)))
    assert teacher.asked == int(rows.sum())


def test_where_no_species_is_named_sprites_are_learnt_as_they_are() -> None:
    batch, teacher = STREAM.batch(1), Sure()
    batch.tokens[:, 0, 2] = PAD
    shares = Remembered(teacher, [SEA.token_id("species", name) for name in SEA.species]).shares(batch)
    assert torch.equal(shares.argmax(dim=1), batch.classes[batch.classes >= 0])
    assert teacher.asked == 0
