from __future__ import annotations

import pytest

from pixelgen.genetics.nearest import nearest
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import TRAITS


@pytest.mark.parametrize("value", RAMPS)
def test_what_is_offered_is_its_own_nearest(value: str) -> None:
    assert nearest(value, RAMPS, among=RAMPS) == value


def test_a_ramp_becomes_the_one_of_the_nearest_colour() -> None:
    others = {ramp: nearest(ramp, [one for one in RAMPS if one not in (ramp, "ink")], among=RAMPS) for ramp in RAMPS}
    assert others["gold"] == "coral"
    assert others["azure"] == "glow"
    assert others["violet"] == "rose"
    assert others["ink"] == "sand"
    assert nearest("coral", ("azure", "gold", "kelp"), among=RAMPS) == "gold"


def test_other_values_are_as_near_as_their_places_and_the_first_of_two_counts() -> None:
    assert nearest("stout", ("slim", "regular"), among=TRAITS["build"]) == "regular"
    assert nearest("regular", ("slim", "stout"), among=TRAITS["build"]) == "slim"
    assert nearest("rich", ("none", "some"), among=TRAITS["glow"]) == "some"
    assert nearest("banded", ("spotted", "striped", "masked"), among=TRAITS["pattern"]) == "striped"
