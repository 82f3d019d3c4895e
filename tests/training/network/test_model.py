"""The network: what each step and each slot may see, and that its hand-written sums are right."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from pixelgen.groups import GROUPS, SLOTS
from pixelgen.vocabulary import MASK
from training.network.batches import Batch, BatchSettings, validation_batches
from training.network.layers import ModelSettings
from training.network.model import (
    NO_PLACE,
    PROMPT_STEPS,
    HeadSettings,
    Transformer,
    place_features,
    sum_of_rows,
)
from training.samples.drawn_sprites import Sprites, draw_many

SMALL = ModelSettings(layers=2, width=48, heads=3, hidden=96)
SMALL_HEAD = HeadSettings(hidden=40)
PLAIN = BatchSettings(size=2)
MIDDLE = 60  # a step that every sprite has


def awake(seed: int = 0) -> Transformer:
    """A network whose zero-initialised parts are random, so that every path matters."""
    torch.manual_seed(seed)
    model = Transformer(SMALL, SMALL_HEAD)
    for parameter in model.parameters():
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.15)
    return model


def logits_of(model: Transformer, batch: Batch) -> torch.Tensor:
    """(batch, time, 4, 65) logits, zeros where nothing is predicted."""
    predicted = batch.classes >= 0
    logits = torch.zeros(*predicted.shape, 65)
    with torch.no_grad():
        logits[predicted] = model(*batch.inputs())
    return logits


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(5, range(4))


@pytest.fixture
def batch(sprites: Sprites) -> Batch:
    return next(validation_batches(sprites, PLAIN))


def test_at_most_three_point_three_million_parameters() -> None:
    count = sum(parameter.numel() for parameter in Transformer().parameters())
    assert 3_000_000 < count <= 3_300_000


def test_a_later_group_changes_no_earlier_logit(batch: Batch) -> None:
    model = awake()
    before = logits_of(model, batch)
    for change in (batch.tokens, batch.own, batch.targets, batch.ring):
        old = change[:, MIDDLE].clone()
        change[:, MIDDLE] = (old + 1) % 16
        after = logits_of(model, batch)
        torch.testing.assert_close(before[:, :MIDDLE], after[:, :MIDDLE])
        assert not torch.equal(before[:, MIDDLE], after[:, MIDDLE])
        assert not torch.equal(before[:, MIDDLE + 1], after[:, MIDDLE + 1])
        change[:, MIDDLE] = old


@pytest.mark.parametrize("slot", range(SLOTS))
def test_what_is_near_a_cell_changes_its_own_token_alone(batch: Batch, slot: int) -> None:
    model = awake()
    before = logits_of(model, batch)
    batch.near[0, MIDDLE, slot, 3] = (batch.near[0, MIDDLE, slot, 3] + 1) % MASK
    changed = (logits_of(model, batch) != before).any(dim=-1)
    assert changed.nonzero().tolist() == [[0, MIDDLE, slot]]


def test_the_order_of_the_four_tokens_matters(batch: Batch) -> None:
    model = awake()
    batch.tokens[0, MIDDLE] = torch.tensor([1, 2, 3, 4])
    before = logits_of(model, batch)
    batch.tokens[0, MIDDLE] = torch.tensor([2, 1, 3, 4])
    assert not torch.equal(before[0, MIDDLE], logits_of(model, batch)[0, MIDDLE])


def test_slots_are_told_apart_where_all_else_is_alike(batch: Batch) -> None:
    model = awake()
    batch.near[:] = 0
    logits = logits_of(model, batch)[0, MIDDLE]
    assert len({tuple(row.tolist()) for row in logits}) == SLOTS


def test_every_id_of_the_prompt_changes_every_token(batch: Batch) -> None:
    model = awake()
    before = logits_of(model, batch)
    for step in range(PROMPT_STEPS):
        for slot in range(SLOTS):
            old = batch.tokens[:, step, slot].clone()
            batch.tokens[:, step, slot] = (old + 1) % 180
            after = logits_of(model, batch)
            assert (before != after).any(dim=-1)[batch.classes >= 0].all()
            batch.tokens[:, step, slot] = old


def test_steps_of_the_prompt_are_told_apart_when_all_is_open() -> None:
    model = awake()
    pad = torch.full((1, PROMPT_STEPS, SLOTS), 64)
    none = torch.full((1, PROMPT_STEPS), NO_PLACE)
    ring = torch.full((1, PROMPT_STEPS, 12), 64)
    x = model.embed(pad, none, none, ring)[0]
    assert len({tuple(row.tolist()) for row in x}) == PROMPT_STEPS
    later = model.embed(pad[:, 1:], none[:, 1:], none[:, 1:], ring[:, 1:], first=1)[0]
    torch.testing.assert_close(later, x[1:])


def test_the_passes_have_places_of_their_own() -> None:
    features = place_features()
    assert features.shape[0] == NO_PLACE + 1
    assert len({tuple(row.tolist()) for row in features}) == NO_PLACE + 1
    assert torch.equal(features[:GROUPS, :-7], features[GROUPS:NO_PLACE, :-7])
    assert features[NO_PLACE, :-1].abs().sum() == 0


def test_sums_of_rows_and_their_gradients_are_right() -> None:
    torch.manual_seed(2)
    table = torch.randn(9, 4, dtype=torch.float64, requires_grad=True)
    rows = torch.randint(0, 9, (5, 3))
    torch.testing.assert_close(sum_of_rows(table, rows), table[rows].sum(1))
    towards = torch.randn(5, 4, dtype=torch.float64)
    (found,) = torch.autograd.grad(sum_of_rows(table, rows), table, towards)
    (expected,) = torch.autograd.grad(F.embedding_bag(rows, table, mode="sum"), table, towards)
    torch.testing.assert_close(found, expected)


def test_a_new_network_finds_all_tokens_alike(batch: Batch) -> None:
    torch.manual_seed(0)
    assert not logits_of(Transformer(replace(SMALL), SMALL_HEAD), batch).any()
