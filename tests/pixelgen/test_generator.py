"""The chain from requests to sprites, on the weights that ship."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from pixelgen.errors import RequestError, WeightsError
from pixelgen.generator import SHIPPED_WEIGHTS, Generator, allowed_colours, draws_of
from pixelgen.palette import ramp_of
from pixelgen.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator()


def test_the_shipped_weights_are_at_most_four_megabytes() -> None:
    assert SHIPPED_WEIGHTS.stat().st_size <= 4 << 20


def test_draws_depend_on_the_whole_request() -> None:
    first = draws_of(SpriteRequest("reef", "coral", seed=1))
    assert first.shape == (1344,)
    np.testing.assert_array_equal(first, draws_of(SpriteRequest("reef", "coral", seed=1)))
    for other in (SpriteRequest("reef", "coral", seed=2), SpriteRequest("hadal", "coral", seed=1)):
        assert (first != draws_of(other)).mean() > 0.99


def test_a_palette_lock_leaves_its_ramps_ink_and_transparent() -> None:
    allowed = allowed_colours(SpriteRequest("reef", "coral", colours=("gold", "rose")))
    assert {ramp_of(index) for index in np.flatnonzero(allowed).tolist()} == {None, "ink", "gold", "rose"}
    assert allowed_colours(SpriteRequest("reef", "coral")).all()


def test_a_locked_sprite_uses_no_other_colour(generator: Generator) -> None:
    sprite = generator.sprite(SpriteRequest("twilight", "jellyfish", colours=("azure", "violet"), seed=3))
    used = {ramp_of(index) for index in np.unique(sprite.indices).tolist()}
    assert used <= {None, "ink", "azure", "violet"}
    assert len(used) >= 2


def test_sprites_come_in_the_order_of_their_requests_with_progress(generator: Generator) -> None:
    requests = [SpriteRequest("reef", category, seed=5) for category in CATEGORIES[:3]]
    told: list[tuple[int, int]] = []
    sprites = generator.sprites(requests, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert sprites[2] == generator.sprite(requests[2])
    assert len(set(sprites)) == 3


def test_the_matrix_library_runs_on_the_threads_asked_for_and_gets_its_own_back() -> None:
    def blas_threads() -> set[int]:
        return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}

    before, during = blas_threads(), set()
    Generator(threads=2).sprites([SpriteRequest("reef", "coral")], progress=lambda *_: during.update(blas_threads()))
    assert during == {2}
    assert blas_threads() == before == {1}


@pytest.mark.parametrize("temperature", [0.0, 0.2, 0.7, 1.3])
def test_no_cell_is_empty_at_any_temperature(generator: Generator, temperature: float) -> None:
    requests = [SpriteRequest(zone, CATEGORIES[row], temperature=temperature) for row, zone in enumerate(ZONES)]
    for request, sprite in zip(requests, generator.sprites(requests), strict=True):
        assert np.count_nonzero(sprite.indices) >= 20, request


def test_a_species_that_was_never_learnt_is_refused_before_anything_is_drawn(generator: Generator) -> None:
    with pytest.raises(RequestError, match=r"have learnt: .*clownfish.*; got 'moray'"):
        generator.sprites([SpriteRequest("reef", "coral"), SpriteRequest("reef", "reef_fish", species="moray")])


def test_missing_weights_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot read the weights"):
        Generator(tmp_path / "none.safetensors")
