"""Names of files in a folder: readable, and different for different requests."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.commands.output.names import stem_of
from pixelgen.look.appearance import Appearance
from pixelgen.look.lighting.light import Light
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.request import SpriteRequest

JELLY = SpriteRequest("reef", "jellyfish", seed=7)


@pytest.mark.parametrize(
    ("request_", "look", "scale", "expected"),
    [
        (JELLY, Appearance(), 1, "reef-jellyfish-7"),
        (SpriteRequest("reef", "reef_fish", "tang"), Appearance(), 1, "reef-tang-0"),
        (SpriteRequest("reef", "coral", colours=("azure", "glow")), Appearance(), 4, "reef-coral-azure-glow-0-x4"),
        (SpriteRequest("reef", "coral", temperature=1.25), Appearance(shaded=False), 1, "reef-coral-0-t1.25-flat"),
        (JELLY, Appearance(frames=6, margin=2), 1, "reef-jellyfish-7-idle6"),
        (JELLY, Appearance(frames=8, animation="dart", margin=0), 1, "reef-jellyfish-7-dart8-m0"),
        (JELLY, Appearance(light=Light(-45.0, 30.5)), 1, "reef-jellyfish-7-light-45_30.5"),
    ],
)
def test_the_parts_that_people_ask_by_are_in_the_name(
    request_: SpriteRequest, look: Appearance, scale: int, expected: str
) -> None:
    assert stem_of([request_], look, scale=scale) == expected


def test_what_the_parts_do_not_say_is_eight_digits_of_the_hash() -> None:
    plain, bred_ = stem_of([JELLY], Appearance()), stem_of([bred(JELLY, JELLY, seed=7)], Appearance())
    assert bred_.startswith(f"{plain}-")
    assert len(bred_) == len(plain) + 9
    assert stem_of([SpriteRequest("reef", "jellyfish", seed=7, top_k=3)], Appearance()) not in (plain, bred_)


def test_a_sheet_of_a_run_of_seeds_names_the_first_and_the_last() -> None:
    some = [SpriteRequest("reef", "coral", seed=seed) for seed in range(9, 21)]
    assert stem_of(some, Appearance()) == "reef-coral-9-20"


def test_a_palette_of_ones_own_is_told_by_its_colours() -> None:
    one, other = np.zeros((64, 3), np.uint8), np.ones((64, 3), np.uint8)
    assert len({stem_of([JELLY], Appearance(), rgb=rgb) for rgb in (None, one, other)}) == 3
