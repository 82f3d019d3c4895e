"""The decoder: complete sprites, whatever runs beside them, with kept cells kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pixelgen.model.decoding import Job, decode_jobs
from pixelgen.model.sampling import Sampling
from pixelgen.model.transformer import Transformer
from pixelgen.quadtree import CELLS, UNKNOWN, encode
from pixelgen.vocabulary import prompt_tokens
from tests.tiny_weights import tiny_weights


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer(tiny_weights())


def job(number: int, **changes: object) -> Job:
    # A high min_p keeps a random network from writing over a thousand tokens a sprite.
    draws = np.random.default_rng(number).integers(0, 2**64, size=CELLS, dtype=np.uint64)
    made = Job(prompt_tokens("reef", "coral"), draws, Sampling(temperature=0.7, min_p=0.3))
    return replace(made, **changes)  # type: ignore[arg-type]


def test_batch_size_and_company_change_no_pixel(transformer: Transformer) -> None:
    jobs = [job(number) for number in range(7)]
    alone = [decode_jobs(transformer, [each], rows=1)[0] for each in jobs]
    for rows in (2, 3, 32):
        for expected, got in zip(alone, decode_jobs(transformer, jobs, rows=rows), strict=True):
            np.testing.assert_array_equal(expected, got)
    assert len({sprite.tobytes() for sprite in alone}) == 7


def test_each_job_is_told_once_when_it_is_finished(transformer: Transformer) -> None:
    told: list[int] = []
    decode_jobs(transformer, [job(number) for number in range(5)], rows=2, finished=told.append)
    assert sorted(told) == [0, 1, 2, 3, 4]


def test_no_jobs_give_no_sprites(transformer: Transformer) -> None:
    assert decode_jobs(transformer, [], rows=4) == []


def test_kept_cells_keep_every_pixel_and_the_rest_is_written(transformer: Transformer) -> None:
    parent = np.random.default_rng(1).integers(0, 64, size=(32, 32), dtype=np.uint8)
    kept = np.zeros((8, 8), dtype=np.bool_)
    kept[:, :4] = True
    (child,) = decode_jobs(transformer, [job(1, kept=encode(parent, kept=kept.ravel()))], rows=1)
    np.testing.assert_array_equal(child[:, :16], parent[:, :16])
    assert (child[:, 16:] != parent[:, 16:]).any()


def test_a_wholly_kept_sprite_comes_back_unchanged(transformer: Transformer) -> None:
    parent = np.random.default_rng(2).integers(0, 64, size=(32, 32), dtype=np.uint8)
    everything = encode(parent, kept=np.ones(64, dtype=np.bool_))
    mixed = decode_jobs(transformer, [job(1), job(2, kept=everything), job(3)], rows=2)
    np.testing.assert_array_equal(mixed[1], parent)
    np.testing.assert_array_equal(mixed[2], decode_jobs(transformer, [job(3)], rows=1)[0])


def test_what_is_kept_changes_what_is_written(transformer: Transformer) -> None:
    half = np.arange(64) % 8 < 4
    children = []
    for seed in (3, 4):
        parent = np.random.default_rng(seed).integers(0, 64, size=(32, 32), dtype=np.uint8)
        children += decode_jobs(transformer, [job(1, kept=encode(parent, kept=half))], rows=1)
    assert (children[0][:, 16:] != children[1][:, 16:]).any()


def test_a_colour_lock_leaves_no_other_colour(transformer: Transformer) -> None:
    colours = np.zeros(64, dtype=np.bool_)
    colours[[0, 5, 9]] = True
    locked = decode_jobs(transformer, [job(number, colours=colours) for number in range(4)], rows=4)
    assert set(np.unique(locked)) <= {0, 5, 9}
    assert len(np.unique(locked)) > 1


def test_greedy_needs_no_draws(transformer: Transformer) -> None:
    greedy = Sampling(temperature=0)
    first, second = decode_jobs(transformer, [job(1, sampling=greedy), job(2, sampling=greedy)], rows=2)
    np.testing.assert_array_equal(first, second)


def pinned_of(parent: np.ndarray, free: np.ndarray) -> np.ndarray:
    return np.where(free, UNKNOWN, parent.astype(np.int64)).ravel()


@pytest.mark.parametrize("colours", [2, 64])
def test_pinned_pixels_keep_their_colours_whatever_is_drawn_around_them(transformer: Transformer, colours: int) -> None:
    rng = np.random.default_rng(5)
    parent = np.where(rng.random((32, 32)) < 0.5, rng.integers(0, colours, size=(32, 32)), 0).astype(np.uint8)
    free = np.zeros((32, 32), dtype=np.bool_)
    free[5:19, 7:22] = True
    whole = ~free.reshape(8, 4, 8, 4).any(axis=(1, 3))
    in_whole = whole.repeat(4, axis=0).repeat(4, axis=1)
    pinned = pinned_of(parent, free | in_whole)
    lock = np.zeros(64, dtype=np.bool_)
    lock[[0, 5]] = True
    inpainted = job(1, kept=encode(parent, kept=whole.ravel()), pinned=pinned, colours=lock)
    alone = decode_jobs(transformer, [inpainted], rows=1)[0]
    np.testing.assert_array_equal(alone[~free], parent[~free])
    assert set(np.unique(alone[free]).tolist()) <= {0, 5}
    together = decode_jobs(transformer, [job(2), inpainted, job(3)], rows=3)
    np.testing.assert_array_equal(together[1], alone)
    np.testing.assert_array_equal(together[0], decode_jobs(transformer, [job(2)], rows=1)[0])


def test_pinned_pixels_are_seen_before_they_are_written(transformer: Transformer) -> None:
    free = np.ones((32, 32), dtype=np.bool_)
    free[31, 31] = False
    sprites = []
    for colour in (3, 40):
        pinned = pinned_of(np.full((32, 32), colour, dtype=np.uint8), free)
        sprites += decode_jobs(transformer, [job(1, pinned=pinned)], rows=1)
    assert (sprites[0][28:31, 27:] != sprites[1][28:31, 27:]).any()


def test_nothing_pinned_changes_no_pixel(transformer: Transformer) -> None:
    nothing = np.full(1024, UNKNOWN)
    expected = decode_jobs(transformer, [job(1)], rows=1)[0]
    np.testing.assert_array_equal(decode_jobs(transformer, [job(1, pinned=nothing)], rows=1)[0], expected)
