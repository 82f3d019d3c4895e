"""What light knows of parts: what stands apart, what is paint, what lies over the trunk, what shines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.lighting.neighbours import Indices, Layout
from pixelgen.look.lighting.surfaces import Surfaces
from pixelgen.parts import PART_IDS
from tests.pixelgen.look.lighting.part_shapes import FIN_AT, beast

KINDS = {".": 0, "b": 1, "h": 2, "e": 3, "w": 4, "f": 5, "l": 6, "t": 7, "s": 8, "m": 9, "o": 10}


def parts_of(*rows: str) -> Indices:
    return np.array([[KINDS[letter] for letter in row] for row in rows], dtype=np.uint8)


def surfaces_of(parts: Indices) -> tuple[Surfaces, Layout]:
    layout = Layout(parts.shape)
    return Surfaces.of(parts, layout), layout


def apart(*rows: str) -> list[str]:
    found, layout = surfaces_of(parts_of(*rows))
    return ["".join(".123456"[int(number)] for number in row) for row in layout.lifted(found.apart)]


def test_trunk_shell_fins_and_limbs_stand_apart() -> None:
    assert apart("bbhhttssffll", "bbhhttssffll") == ["111111223344"] * 2


def test_paint_is_part_of_what_carries_it_and_known_as_paint() -> None:
    rows = ("bbbbffff", "bmmbfoof", "beebfffw", "bbbbffff")
    assert apart(*rows) == ["11113333"] * 4
    found, layout = surfaces_of(parts_of(*rows))
    painted: npt.NDArray[np.bool_] = layout.lifted(found.paint)
    assert np.array_equal(painted, np.isin(parts_of(*rows), [KINDS[letter] for letter in "mewo"]))


def test_paint_that_nothing_carries_or_that_lies_far_from_it_is_trunk() -> None:
    assert apart("mmm", "mmm") == ["111"] * 2
    assert apart("ssmmmmmmmmm") == ["22222211111"]


def test_a_pixel_without_its_like_goes_with_those_beside_it_and_a_line_stays() -> None:
    assert apart("bbbbb", "bbfbb", "bbbbb") == ["11111"] * 3
    assert apart("bbbbb", "lllll", "bbbbb") == ["11111", "44444", "11111"]
    assert apart("..f..") == ["..3.."]


def test_what_lies_over_the_trunk_has_trunk_on_both_sides() -> None:
    pixels, parts = beast()
    found, layout = surfaces_of(parts)
    fin = np.zeros(pixels.shape, dtype=np.bool_)
    fin[slice(*FIN_AT[0]), slice(*FIN_AT[1])] = True
    over: npt.NDArray[np.bool_] = layout.lifted(found.over)
    assert np.array_equal(over & (parts == PART_IDS["fin"]), fin)
    assert not over[23:].any()
    assert not over[parts == PART_IDS["body"]].any()


def test_the_trunk_is_looked_for_within_its_own_row_and_sprite() -> None:
    one, other = parts_of("bbb....", "......f"), parts_of("f......", "....bbb")
    found, _ = surfaces_of(np.stack([one, other]))
    assert not found.over.any()


def test_a_shell_is_glossy_and_without_one_the_trunk_of_what_has_eyes() -> None:
    def glossy(*rows: str) -> list[str]:
        found, layout = surfaces_of(parts_of(*rows))
        return ["".join(row) for row in np.where(layout.lifted(found.glossy), "x", ".")]

    assert glossy("ssbbee", "ssbbll") == ["xx....", "xx...."]
    assert glossy("bbhhee", "bbhhbb", "llllll") == ["xxxxxx", "xxxxxx", "......"]
    assert glossy("bbhhbb", "bbhhll") == ["......"] * 2


def test_sprites_whose_parts_nobody_knows_have_no_surfaces() -> None:
    _, parts = beast()
    found, layout = surfaces_of(np.stack([parts, parts * 0]))
    for cells in (found.apart, found.paint, found.over, found.glossy):
        known, unknown = layout.lifted(cells)
        assert known.any()
        assert not unknown.any()


def test_no_sprites_have_no_surfaces() -> None:
    assert not surfaces_of(np.zeros((0, 4, 4), dtype=np.uint8))[0].apart.size
