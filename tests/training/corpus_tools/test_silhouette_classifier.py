"""The classifier of silhouettes: it learns what two shapes are, sees no colour, and repeats by seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from training.corpus_tools.silhouette_classifier import Classes, SilhouetteClassifier, classify, train_classifier
from training.drawing.pixel_rules import Indices


def bars(count: int, *, seed: int) -> tuple[Indices, Classes]:
    """Sprites with a lying bar (class 0) or a standing one (class 1) somewhere, in random colours."""
    rng = np.random.default_rng(seed)
    sprites = np.zeros((count, 32, 32), dtype=np.uint8)
    classes = np.arange(count) % 2
    for sprite, standing in zip(sprites, classes, strict=True):
        place = int(rng.integers(2, 26))
        bar = sprite.T if standing else sprite
        bar[place : place + 4, 4:28] = rng.integers(1, 64)
    return sprites, classes


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def trained(one_thread: None) -> SilhouetteClassifier:
    return train_classifier(*bars(192, seed=0), epochs=8, seed=3)


def same_weights(one: SilhouetteClassifier, other: SilhouetteClassifier) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_it_tells_bars_that_lie_from_bars_that_stand(trained: SilhouetteClassifier) -> None:
    sprites, classes = bars(64, seed=1)
    assert (classify(trained, sprites) == classes).mean() >= 0.95


def test_it_sees_the_silhouette_and_no_colour(trained: SilhouetteClassifier) -> None:
    noise = np.random.default_rng(0).integers(0, 64, size=(40, 32, 32)).astype(np.uint8)
    black = (noise > 0).astype(np.uint8)
    with torch.no_grad():
        assert torch.equal(trained(torch.from_numpy(noise > 0)), trained(torch.from_numpy(black > 0)))
    assert np.array_equal(classify(trained, noise), classify(trained, black))
    sprites, classes = bars(64, seed=0)
    once = train_classifier(sprites, classes, epochs=1)
    assert same_weights(once, train_classifier(np.minimum(sprites, 9), classes, epochs=1))


def test_the_same_seed_learns_the_same_weights_and_another_seed_others() -> None:
    sprites, classes = bars(130, seed=0)
    once, again, other = (train_classifier(sprites, classes, epochs=2, seed=seed) for seed in (3, 3, 4))
    assert same_weights(once, again)
    assert not same_weights(once, other)


def test_fewer_sprites_than_a_batch_train_it_too() -> None:
    model = train_classifier(*bars(20, seed=0), epochs=2)
    assert classify(model, bars(3, seed=0)[0]).shape == (3,)


def test_many_sprites_are_named_in_their_order(trained: SilhouetteClassifier) -> None:
    sprites, _ = bars(30, seed=2)
    order = np.random.default_rng(0).integers(0, 30, size=1100)
    assert np.array_equal(classify(trained, sprites[order]), classify(trained, sprites)[order])


def test_a_sprite_is_named_the_same_in_any_company(trained: SilhouetteClassifier) -> None:
    silhouettes = torch.from_numpy(bars(8, seed=2)[0] > 0)
    with torch.no_grad():
        alone = torch.cat([trained(one[None]) for one in silhouettes])
        torch.testing.assert_close(trained(silhouettes), alone, rtol=0, atol=1e-4)


def test_it_has_an_answer_for_each_class_and_no_more() -> None:
    sprites, _ = bars(70, seed=0)
    model = train_classifier(sprites, np.arange(70) % 5, epochs=1)
    assert model(torch.from_numpy(sprites[:2] > 0)).shape == (2, 5)
