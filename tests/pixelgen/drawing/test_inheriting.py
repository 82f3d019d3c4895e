"""Which pixels of parent A a child keeps, what room the others have, and whose colours it wears; no model needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pixelgen.drawing.inheriting import InheritedDrawing, inherited_drawing
from pixelgen.palette import colour_index, ramp_of
from pixelgen.parts import PART_IDS, PARTS
from pixelgen.quadtree import UNKNOWN
from pixelgen.requests.heredity import Heredity
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.drawings import drawing

ALL = tuple(PARTS[1:])
BODY, FIN, MARK, EYE = (colour_index(*which) for which in (("coral", 3), ("gold", 3), ("gold", 2), ("ink", 6)))
BOXES = {
    "fin": (6, 12, 4, 6, FIN),
    "body": (10, 8, 12, 16, BODY),
    "mark": (14, 16, 4, 2, MARK),
    "eye": (13, 20, 2, 2, EYE),
    "tail": (13, 4, 6, 4, BODY),
}


def fish(**colours: int) -> Sprite:
    """A fish of these parts, in coral with gold."""
    indices, parts = np.zeros((32, 32), np.uint8), np.zeros((32, 32), np.uint8)
    for kind, (row, column, height, width, colour) in BOXES.items():
        place = np.s_[row : row + height, column : column + width]
        indices[place], parts[place] = colours.get(kind, colour), PART_IDS[kind]
    return Sprite(indices, parts)


def drawn(kept: Any, *, a: Sprite | None = None, worn: Any = None, **traits: str) -> InheritedDrawing | None:
    shows = {"family": "coral", "accent": "gold", "glow": "none"} | traits
    parents = (SpriteRequest("reef", "reef_fish", "tang"),) * 2
    heredity = Heredity(
        {},
        dict.fromkeys(shows, "A/B"),
        {"zone": "A", "species": "A"},
        kept,
        worn if worn is not None else {"family": "coral", "accent": "gold"},
    )
    request = SpriteRequest("reef", "reef_fish", "tang", parents=parents, traits=shows, heredity=heredity)  # type: ignore[arg-type]
    return inherited_drawing(request, fish() if a is None else a)


def of(kept: Any, **more: Any) -> InheritedDrawing:
    found = drawn(kept, **more)
    assert found is not None
    return found


def without(*kinds: str) -> tuple[str, ...]:
    return tuple(kind for kind in ALL if kind not in kinds)


def test_with_all_parts_kept_nothing_is_open() -> None:
    found = of(ALL)
    assert found.kept.all()
    assert np.array_equal(found.pinned.reshape(32, 32), fish().indices)


def test_what_is_kept_is_pinned_and_what_is_anew_is_open_with_all_water() -> None:
    a, found = fish(), of(without("fin"))
    assert np.array_equal(found.kept, (a.parts > 0) & (a.parts != PART_IDS["fin"]))
    assert np.array_equal(found.pinned.reshape(32, 32), np.where(found.kept, a.indices, UNKNOWN))


def test_marks_drawn_anew_have_the_coat_inside_the_outline_and_no_water() -> None:
    a, found = fish(), of(without("mark"))
    assert found.kept[a.indices == 0].all()
    assert not found.kept[15, 12]  # inside the body
    assert found.kept[21, 12]  # on its lower edge
    assert found.kept[13:15, 20:22].all()  # the eye
    assert not found.kept[14:18, 16:18].any()  # the mark itself


def test_light_organs_that_nobody_has_open_nothing() -> None:
    assert of(without("light")).kept.all()
    assert not of(without("light"), glow="some").kept[15, 12]


def test_a_face_drawn_anew_has_a_pixel_of_room_and_no_more() -> None:
    found = of(without("eye", "mouth"))
    row, column, height, width, _ = BOXES["eye"]
    room = np.zeros((32, 32), np.bool_)
    room[row - 1 : row + height + 1, column - 1 : column + width + 1] = True
    assert np.array_equal(~found.kept, room)


def test_marks_on_a_part_that_is_drawn_anew_go_with_it() -> None:
    a = fish()
    indices, parts = a.indices.copy(), a.parts.copy()
    indices[7, 14], parts[7, 14] = MARK, PART_IDS["mark"]  # on the fin
    found = of(without("fin"), a=Sprite(indices, parts))
    assert not found.kept[7, 14]
    assert found.kept[15, 16]  # on the body


@pytest.mark.parametrize("kept", [("eye",), ("light",), ("eye", "mouth", "mark")])
def test_with_too_little_of_a_nothing_is_kept(kept: Any) -> None:
    assert drawn(kept) is None


def test_without_parts_nothing_is_kept() -> None:
    assert drawn(ALL, a=Sprite(fish().indices)) is None


def test_the_model_is_told_the_childs_traits_and_the_ramps_of_a() -> None:
    found = of(without("fin"), family="azure", accent="violet", limbs="long")
    assert dict(found.prompt) == {"family": "coral", "accent": "gold", "glow": "none", "limbs": "long"}
    offered = {ramp_of(index) for index in np.flatnonzero(found.colours).tolist()}
    assert offered == {None, "ink", "coral", "gold"}
    assert "glow" in {ramp_of(index) for index in np.flatnonzero(of(ALL, glow="rich").colours).tolist()}


def test_ramps_become_the_childs_shade_for_shade_but_for_the_eye() -> None:
    a = fish(eye=colour_index("gold", 5))
    child = of(ALL, a=a, family="azure", accent="violet").recoloured(a)
    assert child.indices[12, 10] == colour_index("azure", 3)
    assert child.indices[7, 13] == colour_index("violet", 3)
    assert child.indices[15, 16] == colour_index("violet", 2)
    assert child.indices[13, 20] == colour_index("gold", 5)
    assert np.array_equal(child.parts, a.parts)


def test_ramps_that_change_places_do() -> None:
    child = of(ALL, family="gold", accent="coral").recoloured(fish())
    assert {int(index) for index in np.unique(child.indices)} == {
        *(0, EYE),
        *(colour_index(*which) for which in (("gold", 3), ("coral", 3), ("coral", 2))),
    }


def test_of_one_ramp_fins_and_marks_are_the_accent() -> None:
    a = fish(fin=colour_index("coral", 4), mark=colour_index("coral", 1))
    worn = {"family": "coral", "accent": "coral"}
    child = of(ALL, a=a, worn=worn, family="coral", accent="azure").recoloured(a)
    assert {ramp_of(int(child.indices[place])) for place in ((7, 13), (15, 16))} == {"azure"}
    assert {ramp_of(int(child.indices[place])) for place in ((12, 10), (15, 5))} == {"coral"}


def test_the_ramp_that_a_has_counts_where_its_genome_names_another() -> None:
    child = of(ALL, worn={"family": "violet", "accent": "gold"}, family="azure").recoloured(fish())
    assert ramp_of(int(child.indices[12, 10])) == "azure"


def test_what_the_decoder_drew_becomes_the_child_around_what_is_kept() -> None:
    a, found = fish(), of(without("fin"))
    scribble = drawing((2, 10, 8, 8, FIN), (10, 8, 12, 16, EYE))
    child = found.completed(scribble)
    assert np.array_equal(child[found.kept], a.indices[found.kept])
    assert (child[3:9, 11:17] == FIN).all()
    assert child[7, 20] == 0


def test_of_a_picture_from_elsewhere_the_water_stays_water() -> None:
    a = fish()
    heredity = Heredity({}, {"family": "A/B"}, {"zone": "A", "species": "A"}, without("fin"), {"family": "coral"})
    request = SpriteRequest(
        *("reef", "reef_fish", "tang"),
        parents=(Parent.of(a), Parent.of(a)),
        traits={"family": "coral"},
        heredity=heredity,
    )
    found = inherited_drawing(request, a)
    assert found is not None
    assert np.array_equal(~found.kept, a.parts == PART_IDS["fin"])
