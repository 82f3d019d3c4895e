"""Decoding by groups: complete sprites, whatever runs beside them, with every kept pixel kept."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.decoding import decode_jobs
from pixelgen.model.sampling import Sampling
from pixelgen.model.transformer import Transformer
from pixelgen.quadtree import UNKNOWN
from tests.pixelgen.model.jobs import PROMPT, job_numbered, picture, pinned_of, some, various_jobs
from tests.tiny_weights import tiny_weights


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer(tiny_weights())


def test_batch_size_and_company_change_no_pixel(transformer: Transformer) -> None:
    jobs = various_jobs()[:8]
    alone = [decode_jobs(transformer, [each], rows=1)[0] for each in jobs]
    for rows in (2, 32):
        for expected, got in zip(alone, decode_jobs(transformer, jobs, rows=rows), strict=True):
            np.testing.assert_array_equal(expected, got)
    assert len({sprite.tobytes() for sprite in alone}) == 8


def test_each_job_is_told_once_when_it_is_finished(transformer: Transformer) -> None:
    told: list[int] = []
    decode_jobs(transformer, [job_numbered(number) for number in range(3)], rows=2, finished=told.append)
    assert sorted(told) == [0, 1, 2]
    assert decode_jobs(transformer, [], rows=4) == []


@pytest.mark.parametrize(("share", "side"), [(0.5, 4), (0.5, 2), (0.1, 1), (0.5, 1), (0.999, 1), (1.0, 1)])
def test_kept_pixels_of_any_shape_keep_their_colours(transformer: Transformer, share: float, side: int) -> None:
    parent, kept = picture(2), some(3, share, side=side)
    (child,) = decode_jobs(transformer, [job_numbered(1, pinned=pinned_of(parent, kept))], rows=1)
    np.testing.assert_array_equal(child[kept], parent[kept])
    assert kept.all() or (child[~kept] != parent[~kept]).any()


def test_what_is_kept_changes_what_is_written(transformer: Transformer) -> None:
    half = np.arange(32) < 16
    kept = np.broadcast_to(half, (32, 32))
    jobs = [job_numbered(1, pinned=pinned_of(picture(seed), kept)) for seed in (3, 4)]
    one, other = decode_jobs(transformer, jobs, rows=2)
    assert (one[:, 16:] != other[:, 16:]).any()


def test_a_colour_lock_leaves_no_other_colour_beside_what_is_kept(transformer: Transformer) -> None:
    colours = np.zeros(64, dtype=np.bool_)
    colours[[0, 5, 9]] = True
    parent, kept = picture(5), some(6, 0.3)
    free, partly = decode_jobs(
        transformer,
        [job_numbered(1, colours=colours), job_numbered(2, colours=colours, pinned=pinned_of(parent, kept))],
        rows=2,
    )
    assert set(np.unique(free)) <= {0, 5, 9}
    assert len(np.unique(free)) > 1
    assert set(np.unique(partly[~kept])) <= {0, 5, 9}
    np.testing.assert_array_equal(partly[kept], parent[kept])


def test_greedy_needs_no_draws(transformer: Transformer) -> None:
    greedy = Sampling(temperature=0)
    first, second = decode_jobs(transformer, [job_numbered(n, sampling=greedy) for n in (1, 2)], rows=2)
    np.testing.assert_array_equal(first, second)


def test_nothing_kept_changes_no_pixel(transformer: Transformer) -> None:
    jobs = [job_numbered(1), job_numbered(1, pinned=np.full(1024, UNKNOWN))]
    first, second = decode_jobs(transformer, jobs, rows=2)
    np.testing.assert_array_equal(first, second)


def test_every_id_of_the_prompt_counts(transformer: Transformer) -> None:
    sampling = Sampling(temperature=0.7, min_p=0.05)
    jobs = [job_numbered(1, sampling=sampling)]
    for place in range(12):
        prompt = list(PROMPT)
        prompt[place] = 150
        jobs.append(job_numbered(1, prompt=prompt, sampling=sampling))
    sprites = decode_jobs(transformer, jobs, rows=13)
    assert len({sprite.tobytes() for sprite in sprites}) == 13
