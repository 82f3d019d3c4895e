"""Batches: what stands where, what is predicted and what it weighs; and that a step always gives the same one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt
import pytest
import torch

from pixelgen.quadtree import CELL_LEVEL, OUTSIDE, UNKNOWN, decode, encode, neighbours, raster
from pixelgen.vocabulary import BOS, MASK, PAD, PROMPT_LENGTH, WRITABLE, prompt_tokens
from training.network.batches import (
    SORTED_TOGETHER,
    Batch,
    BatchSettings,
    TrainingStream,
    collate,
    random_kept,
    sequence_of,
    validation_batches,
)
from training.network.model import NO_CELL
from training.samples.drawn_sprites import Sprites

PLAIN = BatchSettings(size=4)
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


def scattered() -> npt.NDArray[np.bool_]:
    return np.asarray(np.arange(64) % 3 == 0)


# --- one sequence in a batch ----------------------------------------------------------------------------


def test_a_row_begins_with_its_prompt_and_predicts_every_token_of_the_sprite() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, LABELS)], PLAIN)
    count = len(sequence.tokens)
    assert batch.tokens.shape == (1, FIRST + count)
    assert batch.tokens[0, :PROMPT_LENGTH].tolist() == [BOS, *LABELS.tolist()]
    assert batch.tokens[0, PROMPT_LENGTH:].tolist() == sequence.tokens[:-1].tolist()
    assert [WRITABLE[each] for each in batch.classes[0, FIRST:].tolist()] == sequence.tokens.tolist()
    assert batch.targets[0, FIRST:].tolist() == sequence.cells.tolist()
    assert np.array_equal(batch.around[0, FIRST:].numpy(), neighbours(sequence))
    assert batch.levels[0, FIRST:].tolist() == CELL_LEVEL[sequence.cells].tolist()


def test_a_token_carries_the_cell_it_was_written_into() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, LABELS)], PLAIN)
    assert batch.cells[0, :PROMPT_LENGTH].tolist() == [NO_CELL] * PROMPT_LENGTH
    assert batch.cells[0, PROMPT_LENGTH:].tolist() == sequence.cells[:-1].tolist()
    written = decode(batch.tokens[0, PROMPT_LENGTH:].numpy(), batch.cells[0, PROMPT_LENGTH:].numpy())
    assert (written != sprite(5)).sum() <= 1  # all but the last token, a pixel


def test_nothing_is_predicted_before_the_prompt_ends() -> None:
    batch = collate([(encode(sprite(5)), LABELS)], PLAIN)
    assert batch.classes[0, :FIRST].tolist() == [-1] * FIRST
    assert batch.weights[0, :FIRST].tolist() == [0] * FIRST
    assert batch.targets[0, :FIRST].tolist() == [NO_CELL] * FIRST
    assert not batch.missing[0, :FIRST].any()
    assert (batch.around[0, :FIRST] == UNKNOWN).all()


def test_the_first_target_sees_no_neighbour_but_the_edge() -> None:
    batch = collate([(encode(sprite(5)), LABELS)], PLAIN)
    around = batch.around[0, FIRST].tolist()
    assert around == [OUTSIDE, OUTSIDE, UNKNOWN, UNKNOWN, OUTSIDE, OUTSIDE, OUTSIDE, UNKNOWN]


def test_kept_cells_come_first_and_weigh_less() -> None:
    sequence = encode(sprite(9), kept=scattered())
    batch = collate([(sequence, LABELS)], replace(PLAIN, kept_weight=0.25))
    kept = sequence.kept
    assert 0 < kept < len(sequence.tokens)
    assert batch.weights[0, FIRST:].tolist() == [0.25] * kept + [1.0] * (len(sequence.tokens) - kept)
    assert batch.missing[0, FIRST:].tolist() == [False] * kept + [True] * (len(sequence.tokens) - kept)


def test_a_shorter_row_is_padded_and_its_padding_counts_for_nothing() -> None:
    short, long = encode(np.zeros((32, 32), dtype=np.uint8)), encode(sprite(15))
    batch = collate([(short, LABELS), (long, LABELS)], PLAIN)
    end = FIRST + len(short.tokens)
    assert batch.tokens.shape == (2, FIRST + len(long.tokens))
    assert set(batch.tokens[0, end:].tolist()) == {PAD}
    assert set(batch.cells[0, end:].tolist()) == set(batch.targets[0, end:].tolist()) == {NO_CELL}
    assert set(batch.classes[0, end:].tolist()) == {-1}
    assert not batch.weights[0, end:].any()
    assert not batch.missing[0, end:].any()
    alone = collate([(short, LABELS)], PLAIN)
    assert all(torch.equal(getattr(batch, item.name)[:1, :end], getattr(alone, item.name)) for item in fields(Batch))


def test_raster_order_predicts_the_pixels_row_by_row() -> None:
    settings = replace(PLAIN, order="raster")
    sequence = sequence_of(sprite(3), settings, np.random.default_rng(0))
    assert np.array_equal(sequence.tokens, raster(sprite(3)).tokens)
    batch = collate([(sequence, LABELS)], settings)
    assert batch.classes[0, FIRST:].tolist() == sprite(3).ravel().tolist()
    assert (batch.levels[0, FIRST:] == 2).all()


def test_classes_are_colours_and_mask() -> None:
    assert MASK not in range(64)
    batch = collate([(encode(sprite(15)), LABELS)], PLAIN)
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


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_the_asked_share_of_sprites_has_kept_cells(share: float, expected: float) -> None:
    settings, rng = replace(PLAIN, kept_first=share), np.random.default_rng(2)
    with_kept = [sequence_of(sprite(0), settings, rng).kept > 0 for _ in range(200)]
    assert np.mean(with_kept) == pytest.approx(expected, abs=0.1)


# --- the stream -----------------------------------------------------------------------------------------


def test_a_step_gives_the_same_batch_whenever_it_is_asked_for() -> None:
    steps = (0, 1, 5, 13)
    once = TrainingStream(fetch, PLAIN, seed=3)
    first = [once.batch(step) for step in steps]
    for step, batch in zip(reversed(steps), reversed(first), strict=True):
        assert equal(batch, once.batch(step))
        assert equal(batch, TrainingStream(fetch, PLAIN, seed=3).batch(step))


def test_another_step_or_seed_gives_another_batch() -> None:
    stream = TrainingStream(fetch, PLAIN, seed=3)
    assert not equal(stream.batch(0), stream.batch(1))
    assert not equal(stream.batch(0), stream.batch(SORTED_TOGETHER))
    assert not equal(stream.batch(0), TrainingStream(fetch, PLAIN, seed=4).batch(0))


def test_every_sprite_is_seen_once() -> None:
    asked: list[int] = []

    def counting(numbers: npt.NDArray[np.int64]) -> Sprites:
        asked.extend(numbers.tolist())
        return fetch(numbers)

    settings = replace(PLAIN, kept_first=0.0)
    stream = TrainingStream(counting, settings, seed=0)
    seen = []
    for step in range(2 * SORTED_TOGETHER):
        batch = stream.batch(step)
        for row in range(settings.size):
            count = int((batch.classes[row] >= 0).sum())
            tokens = [WRITABLE[each] for each in batch.classes[row, FIRST : FIRST + count].tolist()]
            cells = batch.targets[row, FIRST : FIRST + count].numpy()
            seen.append(decode(np.array(tokens), cells).tobytes())
    assert asked == list(range(2 * SORTED_TOGETHER * settings.size))
    assert sorted(seen) == sorted(sprite(number).tobytes() for number in asked)


def test_rows_of_like_length_share_a_batch() -> None:
    stream = TrainingStream(fetch, replace(PLAIN, kept_first=0.0), seed=1)
    ranges = []
    for step in range(SORTED_TOGETHER):
        lengths = (stream.batch(step).classes >= 0).sum(dim=1)
        ranges.append((int(lengths.min()), int(lengths.max())))
    ranges.sort()
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))


@pytest.mark.parametrize("place", [3, 4])
@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_species_and_family_are_dropped_as_often_as_asked(place: int, share: float, expected: float) -> None:
    species, family = (share if place == dropped else 0.0 for dropped in (3, 4))
    stream = TrainingStream(fetch, replace(PLAIN, size=16, drop_species=species, drop_family=family), seed=5)
    prompts = torch.cat([stream.batch(step).tokens[:, :PROMPT_LENGTH] for step in range(2 * SORTED_TOGETHER)])
    dropped = (prompts[:, place] == PAD).double().mean().item()
    assert dropped == pytest.approx(expected, abs=0.12)
    others = [column for column in range(PROMPT_LENGTH) if column != place]
    assert (prompts[:, others] == torch.tensor([BOS, *LABELS])[others]).all()


def test_dropping_a_label_leaves_the_corpus_as_it_was() -> None:
    sprites = fetch(range(SORTED_TOGETHER * PLAIN.size))
    stream = TrainingStream(lambda numbers: sprites, replace(PLAIN, drop_species=1.0, drop_family=1.0), seed=0)
    stream.batch(0)
    assert (sprites.labels == LABELS).all()


# --- validation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept_first", [False, True])
def test_validation_is_the_same_every_time_and_holds_every_sprite(kept_first: bool) -> None:
    sprites = fetch(range(10))
    once = list(validation_batches(sprites, PLAIN, kept_first=kept_first))
    again = list(validation_batches(sprites, PLAIN, kept_first=kept_first))
    assert [len(batch.tokens) for batch in once] == [4, 4, 2]
    assert all(equal(one, other) for one, other in zip(once, again, strict=True))
    for batch in once:
        assert (batch.tokens[:, 1:PROMPT_LENGTH] == torch.tensor(LABELS)).all()
        kept = (batch.classes >= 0) & ~batch.missing
        assert kept.any(dim=1).all() if kept_first else not kept.any()


def test_bare_prompts_name_zone_and_category_alone_and_leave_the_rest_as_it_was() -> None:
    sprites = fetch(range(3))
    for whole, bare in zip(
        validation_batches(sprites, PLAIN), validation_batches(sprites, PLAIN, bare=True), strict=True
    ):
        assert (bare.tokens[:, 3:PROMPT_LENGTH] == PAD).all()
        assert (whole.tokens[:, 3:PROMPT_LENGTH] != PAD).all()
        assert (bare.tokens[:, :3] == whole.tokens[:, :3]).all()
        assert (bare.tokens[:, PROMPT_LENGTH:] == whole.tokens[:, PROMPT_LENGTH:]).all()


def test_validation_in_raster_order_has_no_kept_cells() -> None:
    batches = list(validation_batches(fetch(range(2)), replace(PLAIN, order="raster"), kept_first=True))
    assert [tuple(batch.tokens.shape) for batch in batches] == [(2, FIRST + 1024)]
    assert bool(batches[0].missing[:, FIRST:].all())


def test_a_batch_moves_to_a_device_whole() -> None:
    batch = collate([(encode(sprite(5)), LABELS)], PLAIN)
    assert equal(batch, batch.to(torch.device("cpu")))
