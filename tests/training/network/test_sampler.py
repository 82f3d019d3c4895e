"""The plain sampler: it writes what the network says of the whole sequence, and holds what is pinned."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
import torch

from pixelgen.group_writer import GroupWriter
from pixelgen.groups import GROUPS, SLOTS, GroupSequence, surroundings
from pixelgen.model.sampling import Sampling
from pixelgen.quadtree import CELLS, UNKNOWN, Ints
from pixelgen.vocabulary import MASK, PAD, WRITABLE
from tests.pixelgen.test_groups import mask
from tests.training.network.test_model import awake, logits_of
from training.network.batches import BatchSettings, collate
from training.network.model import PROMPT_STEPS, Transformer
from training.network.sampler import Sampler, Wish, allowed
from training.samples.drawn_sprites import Sprites, draw_many

GREEDY = Sampling(0.0)
PROMPT: Ints = np.array([69, 76, 95, PAD, *[PAD] * 8])


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(7, range(3))


@pytest.fixture(scope="module")
def model() -> Transformer:
    """So that a sprite has some of every level: colours and MASK are about as likely."""
    model = awake(3)
    with torch.no_grad():
        model.head.out.weight[-1] += 0.1
    return model


def wish(seed: int, pinned: Ints | None = None) -> Wish:
    return Wish(PROMPT, np.random.default_rng(seed).integers(0, 2**64, size=CELLS, dtype=np.uint64), pinned)


def pinned_part(sprites: Sprites, number: int) -> Ints:
    kept = mask(number, block=2, share=0.5)
    return np.where(kept, sprites.indices[number].astype(np.int64), UNKNOWN).ravel()


class Watched(GroupWriter):
    """Remembers the sequence that is written."""

    all: ClassVar[list[Watched]] = []

    def __init__(self, *, pinned: Ints | None = None) -> None:
        super().__init__(pinned=pinned)
        self.written: list[tuple[int, list[int]]] = []
        self.given_cells: list[bool] = []
        Watched.all.append(self)

    def write(self, token: int) -> None:
        group = self.group
        assert group is not None
        self.given_cells.append(self.forced is not None)
        super().write(token)
        if self.slot == 0:
            self.written.append((group, self.tokens))

    def sequence(self) -> GroupSequence:
        groups = np.array([*self.kept.groups, *(group for group, _ in self.written)], dtype=np.int64)
        tokens = np.concatenate([self.kept.tokens, np.array([tokens for _, tokens in self.written])])
        given = np.concatenate([self.kept.forced, np.array(self.given_cells).reshape(-1, SLOTS)])
        return GroupSequence(groups, tokens, given, self.kept.kept)


@pytest.mark.parametrize("is_pinned", [False, True])
def test_each_token_is_the_likeliest_of_the_whole_sequence(
    monkeypatch: pytest.MonkeyPatch, model: Transformer, sprites: Sprites, is_pinned: bool
) -> None:
    monkeypatch.setattr("training.network.sampler.GroupWriter", Watched)
    Watched.all.clear()
    wishes = [wish(number, pinned_part(sprites, number) if is_pinned else None) for number in range(3)]
    drawn = Sampler(model).draw(wishes, GREEDY)
    for writer, each, indices in zip(Watched.all, wishes, drawn, strict=True):
        sequence = writer.sequence()
        batch = collate([(sequence, PROMPT)], BatchSettings(kept_weight=0.0))
        logits = logits_of(model, batch)[0]
        replay = GroupWriter(pinned=each.pinned)
        for step in range(sequence.kept, len(sequence.groups)):
            for slot, token in enumerate(sequence.tokens[step].tolist()):
                if not sequence.forced[step, slot]:
                    scores = np.where(allowed(replay), logits[PROMPT_STEPS - 1 + step, slot].numpy(), -np.inf)
                    assert scores[WRITABLE.index(token)] >= scores.max() - 1e-4
                replay.write(token)
        assert np.array_equal(replay.indices(), indices)
        assert (surroundings(sequence).near < 68).all()


def test_what_is_pinned_comes_back_and_a_sprite_of_its_own_does_not_depend_on_the_others(
    model: Transformer, sprites: Sprites
) -> None:
    warm = Sampling(1.0)
    wishes = [wish(number, pinned_part(sprites, number)) for number in range(3)]
    drawn = Sampler(model).draw(wishes, warm)
    for each, indices in zip(wishes, drawn, strict=True):
        assert each.pinned is not None
        known = each.pinned != UNKNOWN
        assert np.array_equal(indices.ravel()[known], each.pinned[known])
        (alone,) = Sampler(model).draw([each], warm)
        assert (alone != indices).mean() < 0.02  # sums in another order may turn a close choice


def test_a_sprite_that_is_pinned_whole_needs_no_network(model: Transformer, sprites: Sprites) -> None:
    whole = sprites.indices[0].astype(np.int64).ravel()
    (drawn,) = Sampler(model).draw([wish(0, whole)], GREEDY)
    assert np.array_equal(drawn, sprites.indices[0])
    assert Sampler(model).draw([], GREEDY) == []


def test_pixels_are_never_mask_and_a_bound_cell_has_one_colour_or_mask() -> None:
    pinned = np.full(1024, UNKNOWN)
    pinned[0] = 9
    writer = GroupWriter(pinned=pinned)
    assert np.flatnonzero(allowed(writer)).tolist() == [9, WRITABLE.index(MASK)]
    writer.write(MASK)
    assert allowed(writer).all()
    while writer.group is not None and writer.group < GROUPS - 256:
        writer.write(MASK if writer.group in (0, 16) else 1)
    if writer.group is not None:
        assert not allowed(writer)[-1]
