"""The sheets of what weights draw."""

from __future__ import annotations

import numpy as np

from pixelgen.requests.request import SpriteRequest
from tests.training.stand_ins import CorpusSource, corpus_sprite
from training.judging.nearest_sprites import NearestSprites
from training.pictures.weights_pictures import SHEETS, neighbour_rows, weights_pictures


def test_neighbours_stand_to_the_right_turned_as_their_sprite() -> None:
    sprites = [corpus_sprite(SpriteRequest("reef", "grazer", seed=seed)) for seed in range(4)]
    training = NearestSprites(np.stack([sprite[:, ::-1] for sprite in sprites]))
    ((zone, row),) = neighbour_rows([("reef", sprites)], training)
    assert zone == "reef"
    assert len(row) == 8
    assert all(np.array_equal(row[at], row[at + 1]) for at in range(0, 8, 2))


def test_every_sheet_is_drawn_once() -> None:
    training = NearestSprites(np.stack([corpus_sprite(SpriteRequest("reef", "grazer"))]))
    sheets = list(weights_pictures(CorpusSource(), learnt=["crab"], training=training))
    assert [name for name, _ in sheets] == list(SHEETS)
    assert all(picture.width >= 136 for _, picture in sheets)
