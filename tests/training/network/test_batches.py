"""Batches: what stands where, what is predicted and what it weighs; and that a step always gives the same one."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt
import pytest
import torch

from pixelgen.groups import GROUP_LEVEL, GROUPS, SLOTS, GroupSequence, decode, encode, surroundings
from pixelgen.quadtree import OUTSIDE, UNKNOWN
from pixelgen.vocabulary import PAD, TRAITS, WRITABLE, meaning, token_id
from tests.pixelgen.test_groups import mask
from training.network.batches import (
    PROMPT,
    SORTED_TOGETHER,
    Batch,
    BatchSettings,
    TrainingStream,
    collate,
    dropped,
    prompts_of,
    validation_batches,
)
from training.network.model import NO_PLACE, PROMPT_STEPS
from training.network.processes import Processes
from training.samples.drawn_sprites import Sprites, draw_many

PLAIN = BatchSettings(size=4, kept_first=0.0, drop=0.0, bare=0.0)
NAMES = (("zone", "reef"), ("category", "coral"), ("species", "staghorn"), ("family", "coral"))
LABELS = np.array([token_id(*name) for name in NAMES])
WHOLE = np.arange(100, 100 + PROMPT)  # a prompt with nothing left open
FIRST = PROMPT_STEPS - 1  # the step that writes the first group


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


def kept_first(seed: int = 1) -> GroupSequence:
    return encode(sprite(9), kept=mask(seed, block=1, share=0.3))


# --- one sequence in a batch ----------------------------------------------------------------------------


def test_a_row_begins_with_its_prompt_and_predicts_every_token_of_the_sprite() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, WHOLE)], PLAIN)
    end = FIRST + len(sequence.groups)
    assert batch.tokens[0, :PROMPT_STEPS].flatten().tolist() == WHOLE.tolist()
    assert batch.tokens[0, PROMPT_STEPS:end].tolist() == sequence.tokens[:-1].tolist()
    assert [WRITABLE[each] for each in batch.classes[0, FIRST:end].flatten()] == sequence.tokens.flatten().tolist()
    assert batch.targets[0, FIRST:end].tolist() == sequence.groups.tolist()
    around = surroundings(sequence)
    assert np.array_equal(batch.ring[0, FIRST:end].numpy(), around.ring)
    assert np.array_equal(batch.near[0, FIRST:end].numpy(), around.near)
    assert batch.levels[0, FIRST:end].tolist() == GROUP_LEVEL[sequence.groups].tolist()


def test_tokens_carry_the_place_of_their_group() -> None:
    sequence = encode(sprite(5))
    batch = collate([(sequence, WHOLE)], PLAIN)
    assert batch.own[0, :PROMPT_STEPS].tolist() == [NO_PLACE] * PROMPT_STEPS
    end = FIRST + len(sequence.groups)
    assert batch.own[0, PROMPT_STEPS:end].tolist() == batch.targets[0, FIRST : end - 1].tolist()


def test_nothing_is_predicted_before_the_prompt_ends() -> None:
    batch = collate([(encode(sprite(5)), WHOLE)], PLAIN)
    assert (batch.classes[0, :FIRST] == -1).all()
    assert not batch.weights[0, :FIRST].any()
    assert not batch.missing[0, :FIRST].any()
    assert batch.targets[0, :FIRST].tolist() == [NO_PLACE] * FIRST
    assert (batch.ring[0, :FIRST] == UNKNOWN).all()
    assert (batch.near[0, :FIRST] == UNKNOWN).all()


def test_the_first_group_sees_no_neighbour_but_the_edge() -> None:
    batch = collate([(encode(sprite(5)), WHOLE)], PLAIN)
    assert set(batch.ring[0, FIRST].tolist()) == {UNKNOWN, OUTSIDE}
    assert set(batch.near[0, FIRST, 0].tolist()) == {UNKNOWN, OUTSIDE}


def test_the_kept_pass_has_places_of_its_own_and_weighs_less() -> None:
    sequence = kept_first()
    settings = replace(PLAIN, kept_weight=0.25)
    batch = collate([(sequence, WHOLE)], settings)
    middle, end = FIRST + sequence.kept, FIRST + len(sequence.groups)
    assert 0 < sequence.kept < len(sequence.groups)
    assert batch.targets[0, FIRST:middle].tolist() == (sequence.groups[: sequence.kept] + GROUPS).tolist()
    assert batch.targets[0, middle:end].tolist() == sequence.groups[sequence.kept :].tolist()
    known = torch.from_numpy(sequence.tokens[: sequence.kept] != PAD)
    assert torch.equal(batch.weights[0, FIRST:middle], 0.25 * known)
    assert torch.equal(batch.classes[0, FIRST:middle] >= 0, known)
    assert not batch.missing[0, FIRST:middle].any()


def test_forced_tokens_of_the_writing_pass_are_not_predicted() -> None:
    sequence = kept_first()
    batch = collate([(sequence, WHOLE)], PLAIN)
    middle, end = FIRST + sequence.kept, FIRST + len(sequence.groups)
    forced = torch.from_numpy(sequence.forced[sequence.kept :])
    assert forced.any()
    assert torch.equal(batch.classes[0, middle:end] == -1, forced)
    assert torch.equal(batch.missing[0, middle:end], ~forced)
    assert torch.equal(batch.weights[0, middle:end], (~forced).float())


def test_kept_tokens_without_weight_are_not_predicted_at_all() -> None:
    sequence = kept_first()
    batch = collate([(sequence, WHOLE)], replace(PLAIN, kept_weight=0.0))
    assert (batch.classes[0, FIRST : FIRST + sequence.kept] == -1).all()


def test_a_shorter_row_is_padded_and_its_padding_counts_for_nothing() -> None:
    short, long = encode(np.zeros((32, 32), dtype=np.uint8)), encode(sprite(15))
    batch = collate([(short, WHOLE), (long, WHOLE)], PLAIN)
    end = FIRST + len(short.groups)
    assert batch.tokens.shape[1] >= FIRST + len(long.groups)
    assert batch.tokens.shape[1] % 16 == 0
    assert (batch.tokens[0, end:] == PAD).all()
    assert (batch.own[0, end:] == NO_PLACE).all()
    assert (batch.targets[0, end:] == NO_PLACE).all()
    assert (batch.classes[0, end:] == -1).all()
    assert not batch.weights[0, end:].any()
    assert not batch.missing[0, end:].any()
    alone = collate([(short, WHOLE)], PLAIN)
    for item in fields(Batch):
        assert torch.equal(getattr(batch, item.name)[:1, :end], getattr(alone, item.name)[:, :end])


# --- prompts --------------------------------------------------------------------------------------------


def test_a_prompt_is_zone_category_species_and_family_then_the_other_traits() -> None:
    sprites = draw_many(2, range(3))
    prompts = prompts_of(sprites)
    assert prompts.shape == (3, PROMPT)
    names = ["zone", "category", "species", *TRAITS]
    for prompt in prompts.tolist():
        found = [meaning(each)[0] for each in prompt if each != PAD]
        assert found == [name for name, each in zip(names, prompt, strict=True) if each != PAD]
        assert found[:4] == ["zone", "category", "species", "family"]


def test_a_whole_prompt_stays_whole_and_a_bare_one_is_all_pad() -> None:
    rng = np.random.default_rng(0)
    assert np.array_equal(dropped(WHOLE, PLAIN, rng), WHOLE)
    assert (dropped(WHOLE, replace(PLAIN, bare=1.0), rng) == PAD).all()


def test_every_id_is_left_open_now_and_then_and_any_number_of_them() -> None:
    rng = np.random.default_rng(0)
    open_ids = np.stack([dropped(WHOLE, replace(PLAIN, drop=1.0), rng) == PAD for _ in range(2000)])
    assert open_ids.mean(axis=0) == pytest.approx(np.full(PROMPT, 0.5), abs=0.06)
    assert set(open_ids.sum(axis=1).tolist()) == set(range(PROMPT + 1))
    together = np.stack([dropped(WHOLE, replace(PLAIN, drop=0.3, bare=0.1), rng) == PAD for _ in range(2000)])
    assert (together.sum(axis=1) == 0).mean() == pytest.approx(0.9 * (0.7 + 0.3 / 13), abs=0.05)


def test_dropping_leaves_the_corpus_as_it_was() -> None:
    sprites = fetch(range(SORTED_TOGETHER * PLAIN.size))
    before = sprites.labels.copy()
    TrainingStream(lambda numbers: sprites, replace(PLAIN, drop=1.0, bare=0.5), seed=0).batch(0)
    assert np.array_equal(sprites.labels, before)


# --- the stream -----------------------------------------------------------------------------------------


def test_a_step_gives_the_same_batch_whenever_it_is_asked_for() -> None:
    settings, steps = BatchSettings(size=4), (0, 1, 5, 13)
    once = TrainingStream(fetch, settings, seed=3)
    first = [once.batch(step) for step in steps]
    for step, batch in zip(reversed(steps), reversed(first), strict=True):
        assert equal(batch, once.batch(step))
        assert equal(batch, TrainingStream(fetch, settings, seed=3).batch(step))


def test_batches_drawn_ahead_by_another_process_are_the_same() -> None:
    ahead = TrainingStream(fetch, PLAIN, seed=3, ahead=True)
    for step in (5, 6, SORTED_TOGETHER, 2, 3):
        assert equal(ahead.batch(step), TrainingStream(fetch, PLAIN, seed=3).batch(step))


FORGOTTEN = """
import gc
from tests.training.network.test_batches import PLAIN, TrainingStream, fetch

gc.disable()
stream = TrainingStream(fetch, PLAIN, seed=3, ahead=True)
stream.batch(0)
if forgets:
    del stream
"""


@pytest.mark.parametrize("forgets", [False, True])
def test_a_stream_that_nobody_closed_does_not_hold_the_interpreter(forgets: bool) -> None:
    # Its process heeds no signal, and multiprocessing waits for it at the end.
    subprocess.run([sys.executable, "-c", f"forgets = {forgets}\n{FORGOTTEN}"], timeout=60, check=True)


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

    stream = TrainingStream(counting, PLAIN, seed=0)
    seen = []
    for step in range(2 * SORTED_TOGETHER):
        batch = stream.batch(step)
        for row in range(PLAIN.size):
            steps = (batch.classes[row] >= 0).all(dim=1)
            tokens = np.array(WRITABLE)[batch.classes[row][steps].numpy()]
            groups = batch.targets[row][steps].numpy()
            seen.append(decode(GroupSequence(groups, tokens, np.zeros(tokens.shape, bool), 0)).tobytes())
    assert asked == list(range(2 * SORTED_TOGETHER * PLAIN.size))
    assert sorted(seen) == sorted(sprite(number).tobytes() for number in asked)


def test_rows_of_like_length_share_a_batch() -> None:
    stream = TrainingStream(fetch, PLAIN, seed=1)
    ranges = []
    for step in range(SORTED_TOGETHER):
        lengths = (stream.batch(step).classes >= 0).sum(dim=(1, 2)) // SLOTS
        ranges.append((int(lengths.min()), int(lengths.max())))
    ranges.sort()
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_the_asked_share_of_sprites_has_something_kept(share: float, expected: float) -> None:
    stream = TrainingStream(fetch, replace(PLAIN, size=16, kept_first=share), seed=2)
    in_kept_pass = [(stream.batch(step).targets[:, FIRST] >= GROUPS).double().mean() for step in range(16)]
    assert float(np.mean(in_kept_pass)) == pytest.approx(expected, abs=0.13)  # a mask may keep nothing at all


def test_the_parts_of_a_batch_are_the_whole_batch() -> None:
    whole = TrainingStream(fetch, replace(PLAIN, size=4), seed=1)
    small = replace(PLAIN, size=2)
    parts = [TrainingStream(fetch, small, seed=1, processes=Processes(rank, 2)) for rank in range(2)]
    for step in range(SORTED_TOGETHER):
        batch, halves = whole.batch(step), [part.batch(step) for part in parts]
        for rank, half in enumerate(halves):
            assert torch.equal(half.tokens, batch.tokens[rank::2, : half.tokens.shape[1]])


# --- validation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [(), ("bred",), ("pixels", "ramps")])
def test_validation_is_the_same_every_time_and_holds_every_sprite(kept: tuple[str, ...]) -> None:
    sprites = fetch(range(10))
    once = list(validation_batches(sprites, PLAIN, kept=kept))
    again = list(validation_batches(sprites, PLAIN, kept=kept))
    assert [len(batch.tokens) for batch in once] == [4, 4, 2]
    assert all(equal(one, other) for one, other in zip(once, again, strict=True))
    for batch in once:
        assert (batch.tokens[:, :PROMPT_STEPS].flatten(1) == torch.from_numpy(prompts_of(sprites)[0])).all()
        assert ((batch.classes >= 0) & ~batch.missing).any() == bool(kept)


def test_bare_prompts_name_zone_and_category_alone_and_leave_the_rest_as_it_was() -> None:
    sprites = fetch(range(3))
    for whole, bare in zip(
        validation_batches(sprites, PLAIN), validation_batches(sprites, PLAIN, bare=True), strict=True
    ):
        prompts = bare.tokens[:, :PROMPT_STEPS].flatten(1)
        assert (prompts[:, 2:] == PAD).all()
        assert torch.equal(prompts[:, :2], whole.tokens[:, 0, :2])
        assert torch.equal(bare.tokens[:, PROMPT_STEPS:], whole.tokens[:, PROMPT_STEPS:])


def test_a_batch_moves_to_a_device_whole() -> None:
    batch = collate([(kept_first(), WHOLE)], PLAIN)
    assert equal(batch, batch.to(torch.device("cpu")))
