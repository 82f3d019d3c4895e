"""Batches of single cells: what stands where and what is predicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
import numpy.typing as npt
import pytest
import torch

from pixelgen.quadtree import OUTSIDE, UNKNOWN, decode, encode, neighbours
from pixelgen.vocabulary import BOS, MASK, PAD, PROMPT_LENGTH, WRITABLE, prompt_tokens
from training.network.ungrouped.batches import Batch, collate, random_kept, validation_batches
from training.network.ungrouped.model import NO_CELL
from training.samples.drawn_sprites import Sprites

LABELS = np.array(prompt_tokens("reef", "coral", "staghorn", "coral")[1:])
FIRST = PROMPT_LENGTH - 1  # where the first prediction stands


def sprite(number: int) -> npt.NDArray[np.uint8]:
    """A made-up sprite: blocks of colours with a noisy corner, longer with its number."""
    rng = np.random.default_rng(number)
    grid = np.kron(rng.integers(0, 64, size=(8, 8)), np.ones((4, 4), dtype=np.int64))
    side = number % 16 + 1
    grid[:side, :side] = rng.integers(0, 64, size=(side, side))
    return grid.astype(np.uint8)


def fetch(numbers: Sequence[int] | npt.NDArray[np.int64]) -> Sprites:
    """A corpus without a pencil."""
    return Sprites(np.stack([sprite(int(number)) for number in numbers]), np.tile(LABELS, (len(numbers), 1)))


def equal(one: Batch, other: Batch) -> bool:
    return all(torch.equal(getattr(one, item.name), getattr(other, item.name)) for item in fields(Batch))


# --- one sequence in a batch ----------------------------------------------------------------------------


def test_a_row_begins_with_its_prompt_and_predicts_every_token_of_the_sprite() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, LABELS)])
    count = len(sequence.tokens)
    assert batch.tokens.shape == (1, FIRST + count)
    assert batch.tokens[0, :PROMPT_LENGTH].tolist() == [BOS, *LABELS.tolist()]
    assert batch.tokens[0, PROMPT_LENGTH:].tolist() == sequence.tokens[:-1].tolist()
    assert [WRITABLE[each] for each in batch.classes[0, FIRST:].tolist()] == sequence.tokens.tolist()
    assert batch.targets[0, FIRST:].tolist() == sequence.cells.tolist()
    assert np.array_equal(batch.around[0, FIRST:].numpy(), neighbours(sequence))


def test_a_token_carries_the_cell_it_was_written_into() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, LABELS)])
    assert batch.cells[0, :PROMPT_LENGTH].tolist() == [NO_CELL] * PROMPT_LENGTH
    assert batch.cells[0, PROMPT_LENGTH:].tolist() == sequence.cells[:-1].tolist()
    written = decode(batch.tokens[0, PROMPT_LENGTH:].numpy(), batch.cells[0, PROMPT_LENGTH:].numpy())
    assert (written != sprite(5)).sum() <= 1  # all but the last token, a pixel


def test_nothing_is_predicted_before_the_prompt_ends() -> None:
    batch = collate([(encode(sprite(5)), LABELS)])
    assert batch.classes[0, :FIRST].tolist() == [-1] * FIRST
    assert batch.targets[0, :FIRST].tolist() == [NO_CELL] * FIRST
    assert (batch.around[0, :FIRST] == UNKNOWN).all()


def test_the_first_target_sees_no_neighbour_but_the_edge() -> None:
    batch = collate([(encode(sprite(5)), LABELS)])
    around = batch.around[0, FIRST].tolist()
    assert around == [OUTSIDE, OUTSIDE, UNKNOWN, UNKNOWN, OUTSIDE, OUTSIDE, OUTSIDE, UNKNOWN]


def test_a_shorter_row_is_padded_and_its_padding_counts_for_nothing() -> None:
    short, long = encode(np.zeros((32, 32), dtype=np.uint8)), encode(sprite(15))
    batch = collate([(short, LABELS), (long, LABELS)])
    end = FIRST + len(short.tokens)
    assert batch.tokens.shape == (2, FIRST + len(long.tokens))
    assert set(batch.tokens[0, end:].tolist()) == {PAD}
    assert set(batch.cells[0, end:].tolist()) == set(batch.targets[0, end:].tolist()) == {NO_CELL}
    assert set(batch.classes[0, end:].tolist()) == {-1}
    alone = collate([(short, LABELS)])
    assert all(torch.equal(getattr(batch, item.name)[:1, :end], getattr(alone, item.name)) for item in fields(Batch))


def test_classes_are_colours_and_mask() -> None:
    assert MASK not in range(64)
    batch = collate([(encode(sprite(15)), LABELS)])
    assert int(batch.classes.max()) == 64 == WRITABLE.index(MASK)


# --- masks ----------------------------------------------------------------------------------------------


def test_masks_keep_a_part_of_every_size_and_leave_something_to_write() -> None:
    rng = np.random.default_rng(0)
    shares = [float(random_kept(rng).mean()) for _ in range(600)]
    assert min(shares) > 0.2
    assert max(shares) < 1
    assert np.std(shares) > 0.1


def test_masks_come_in_scattered_and_in_whole_shapes() -> None:
    rng = np.random.default_rng(1)
    borders = []
    for _ in range(300):
        kept = random_kept(rng).reshape(8, 8)
        borders.append(int((kept[1:] != kept[:-1]).sum() + (kept[:, 1:] != kept[:, :-1]).sum()))
    assert min(borders) <= 10  # a half plane
    assert max(borders) >= 40  # scattered cells, stripes


# --- validation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept_first", [False, True])
def test_validation_is_the_same_every_time_and_holds_every_sprite(kept_first: bool) -> None:
    sprites = fetch(range(10))
    once = list(validation_batches(sprites, size=4, kept_first=kept_first))
    again = list(validation_batches(sprites, size=4, kept_first=kept_first))
    assert [len(batch.tokens) for batch in once] == [4, 4, 2]
    assert all(equal(one, other) for one, other in zip(once, again, strict=True))
    for batch in once:
        assert (batch.tokens[:, 1:PROMPT_LENGTH] == torch.tensor(LABELS)).all()
    rows = [row for batch in once for row in batch.targets[:, FIRST].tolist()]
    assert any(rows) == kept_first  # another cell than the first comes first
