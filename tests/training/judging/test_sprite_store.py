"""Drawn sprites that are kept: each is drawn once, and what is damaged or another's is drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from training.judging import sprite_store
from training.judging.sprite_store import SpriteStore


class CountingSource:
    """Draws a sprite that is full of its request's seed."""

    def __init__(self, digest: str = "a" * 64, *, stops_after: int = 1000) -> None:
        self.weights_digest = digest
        self.drawn: list[int] = []
        self._stops_after = stops_after

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        if len(self.drawn) >= self._stops_after:
            raise KeyboardInterrupt
        self.drawn += [request.seed for request in requests]
        return [Sprite(np.full((32, 32), request.seed, dtype=np.uint8)) for request in requests]


def wishes(*seeds: int, temperature: float = 0.7) -> list[SpriteRequest]:
    return [SpriteRequest("reef", "coral", seed=seed, temperature=temperature) for seed in seeds]


def test_sprites_come_in_the_order_of_their_requests(tmp_path: Path) -> None:
    store = SpriteStore(CountingSource(), tmp_path)
    store.draw(wishes(5, 6))
    assert store.draw(wishes(7, 6, 5, 7))[:, 0, 0].tolist() == [7, 6, 5, 7]


def test_each_sprite_is_drawn_once(tmp_path: Path) -> None:
    source = CountingSource()
    SpriteStore(source, tmp_path).draw(wishes(1, 2, 2))
    SpriteStore(source, tmp_path).draw(wishes(2, 3, 1))
    assert source.drawn == [1, 2, 3]


def test_without_a_folder_nothing_is_kept() -> None:
    source = CountingSource()
    store = SpriteStore(source)
    store.draw(wishes(1))
    store.draw(wishes(1))
    assert source.drawn == [1, 1]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sprite_store, "TOGETHER", 2)
    with pytest.raises(KeyboardInterrupt):
        SpriteStore(CountingSource(stops_after=4), tmp_path).draw(wishes(*range(7)))
    source = CountingSource()
    told: list[int] = []
    sprites = SpriteStore(source, tmp_path).draw(wishes(*range(7)), advance=told.append)
    assert source.drawn == [4, 5, 6]
    assert told == [4, 2, 1]
    assert sprites[:, 0, 0].tolist() == list(range(7))


def test_other_weights_and_temperatures_have_files_of_their_own(tmp_path: Path) -> None:
    one, other = CountingSource("a" * 64), CountingSource("b" * 64)
    SpriteStore(one, tmp_path).draw(wishes(1))
    SpriteStore(one, tmp_path).draw(wishes(1, temperature=1.0))
    SpriteStore(other, tmp_path).draw(wishes(1))
    assert one.drawn == [1, 1]
    assert other.drawn == [1]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "colour"])
def test_a_damaged_file_is_a_miss(tmp_path: Path, damage: str) -> None:
    SpriteStore(CountingSource(), tmp_path).draw(wishes(1, 2))
    (path,) = tmp_path.iterdir()
    content = path.read_bytes()
    if damage == "colour":
        np.savez(path, keys=[wishes(1)[0].key()], indices=np.full((1, 32, 32), 64, dtype=np.uint8))
    else:
        path.write_bytes({"empty": b"", "cut": content[: len(content) // 2], "noise": b"noise" * 50}[damage])
    source = CountingSource()
    assert SpriteStore(source, tmp_path).draw(wishes(1, 2))[:, 0, 0].tolist() == [1, 2]
    assert source.drawn == [1, 2]
    assert SpriteStore(source, tmp_path).draw(wishes(1, 2)).shape == (2, 32, 32)
    assert source.drawn == [1, 2]


def test_no_requests_are_no_sprites() -> None:
    assert SpriteStore(CountingSource()).draw([]).shape == (0, 32, 32)
