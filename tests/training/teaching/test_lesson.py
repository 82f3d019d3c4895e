"""A folder of pictures is a lesson, or one line says why it is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.sources.foreign_art import fish, framed, licensed, one_of_a_shoal, save, upscaled
from training.teaching.lesson import FEWEST, LessonError, read_lesson


def shoal(folder: Path, count: int = FEWEST) -> Path:
    """So many fishes, no two alike, with a licence."""
    art = licensed(folder, "CC0 1.0 Universal")
    for number in range(count):
        save(art / f"fish_{number}.png", one_of_a_shoal(number))
    return art


def refusal(folder: Path, **how: object) -> str:
    with pytest.raises(LessonError) as refused:
        read_lesson(folder, **how)  # type: ignore[arg-type]
    said = str(refused.value)
    assert "\n" not in said
    assert str(folder) in said
    return said


def test_a_folder_of_pixel_art_is_a_lesson_and_says_what_was_found(tmp_path: Path) -> None:
    lesson = read_lesson(shoal(tmp_path / "art"), author="a stranger")
    assert len(lesson.found) == FEWEST
    assert {one.licence for one in lesson.found} == {"CC0-1.0 (LICENSE)"}
    assert {one.author for one in lesson.found} == {"a stranger"}
    said = "\n".join(lesson.lines())
    assert f"{FEWEST} sprites; 0 left out" in said
    assert "CC0-1.0" in said


def test_strips_are_cut_into_their_cells_and_smaller_pictures_are_whole(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art", "CC0 1.0 Universal")
    cells = [one_of_a_shoal(number) for number in range(FEWEST)]
    save(art / "strip.png", np.concatenate(cells[:-1], axis=1))
    save(art / "one.png", one_of_a_shoal(FEWEST - 1)[2:12])
    assert len(read_lesson(art, cell=(20, 14)).found) == FEWEST
    assert "--cell WIDTH HEIGHT" in refusal(art)


def test_a_picture_that_is_no_whole_number_of_cells_is_one_sprite(tmp_path: Path) -> None:
    art = shoal(tmp_path / "art")
    save(art / "larger.png", framed(one_of_a_shoal(FEWEST), 25, 33, left=3, top=2))
    found = read_lesson(art, cell=(20, 14)).found
    assert [one.origin for one in found if "larger" in one.origin] == ["art/larger.png"]


def test_what_is_enlarged_and_reduced_is_said(tmp_path: Path) -> None:
    said = "\n".join(read_lesson(shoal(tmp_path / "art")).lines())
    assert f"sides: 14 to 14 pixels, {FEWEST} shown twice as large" in said


def test_an_unreadable_picture_is_left_out_and_only_such_ones_are_refused(tmp_path: Path) -> None:
    art = shoal(tmp_path / "art")
    (art / "torn.png").write_bytes((art / "fish_0.png").read_bytes()[:60])
    lesson = read_lesson(art)
    assert len(lesson.found) == FEWEST
    assert "left out: art/torn.png: truncated or damaged" in "\n".join(lesson.lines())
    torn = licensed(tmp_path / "torn", "CC0 1.0 Universal")
    for number in range(FEWEST):
        (torn / f"{number}.png").write_bytes(b"no picture")
    assert f"0 usable sprites; {FEWEST} to 500 are wanted; {FEWEST} were left out, the first (torn/0.png): no PNG" in (
        refusal(torn)
    )


def test_thousands_of_pictures_are_refused_unread(tmp_path: Path) -> None:
    art = tmp_path / "art"
    art.mkdir()
    for number in range(2_000):
        (art / f"{number}.png").touch()
    assert "2,000 pictures; 20 to 500 are wanted" in refusal(art)


def test_a_missing_licence_is_said_with_its_cure(tmp_path: Path) -> None:
    art = shoal(tmp_path / "art")
    (art / "LICENSE").unlink()
    assert "no licence is stated; put a LICENSE file beside the pictures" in refusal(art)
    assert read_lesson(art, licence="CC-BY-4.0").found[0].licence == "CC-BY-4.0"


def test_photographs_are_refused(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art", "CC0 1.0 Universal")
    rng = np.random.default_rng(0)
    for number in range(FEWEST):
        light = np.add.outer(np.arange(48), np.arange(64))[..., None] * 2 + rng.integers(0, 30, (48, 64, 3))
        Image.fromarray(light.astype(np.uint8)).save(art / f"photo_{number}.png")
    assert f"{FEWEST} of {FEWEST} pictures are photographs or smooth drawings" in refusal(art)


def test_soft_edges_are_no_pixel_art(tmp_path: Path) -> None:
    art = licensed(tmp_path / "art", "CC0 1.0 Universal")
    for number in range(FEWEST):
        large = Image.fromarray(upscaled(fish(shift=7 * number), 7))
        large.resize((70, 40), Image.Resampling.BICUBIC).save(art / f"smooth_{number}.png")
    assert "smooth drawings" in refusal(art)


def test_mixed_sizes_are_refused(tmp_path: Path) -> None:
    art = shoal(tmp_path / "art")
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 2, (60, 60, 1)).astype(np.uint8) * 200  # no pixel of it is a square of two
    rgba = np.concatenate([noise, noise, noise, np.full_like(noise, 255)], axis=2)
    save(art / "whale.png", framed(rgba, 70, 70, left=5, top=5))
    assert "sizes are mixed, the drawings' longer sides go from 14 to 60 pixels" in refusal(art)


def test_one_picture_is_too_few(tmp_path: Path) -> None:
    assert f"1 usable sprite; {FEWEST} to 500 are wanted" in refusal(shoal(tmp_path / "art", 1))


def test_what_is_no_folder_of_pictures_is_refused(tmp_path: Path) -> None:
    assert "is no folder" in refusal(tmp_path / "nowhere")
    art = licensed(tmp_path / "art", "CC0 1.0 Universal")
    assert "no picture in it" in refusal(art)
    (art / "holiday.jpg").write_bytes(b"\xff\xd8")
    assert "it has .jpg: photographs teach nothing here" in refusal(art)
