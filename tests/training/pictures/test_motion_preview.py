"""Pictures and figures of motions: what they hold, and that the figures see what they are for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import training.pictures.motion_preview
from pixelgen.look.animation import Animation, animate
from pixelgen.vocabulary import SPECIES
from training.pictures.motion_figures import motion_figures, pieces
from training.pictures.motion_preview import MARGIN, corpus_supply, figures_by_species, main, species_with, strip

SIDE = (32 + 2 * MARGIN + 2) * 4


def block() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A sprite of many colours, so that every move shows."""
    picture = np.zeros((32, 32), dtype=np.uint8)
    picture[6:26, 6:26] = np.arange(400).reshape(20, 20) % 60 + 1
    return picture


def still() -> Animation:
    """A loop in which nothing moves."""
    loop = animate(block(), None)
    return replace(loop, frames=loop.frames[[0] * len(loop.frames)], sources=loop.sources[[0] * len(loop.sources)])


def test_a_still_sprite_has_no_figures() -> None:
    found = motion_figures(block(), still())
    assert (found.jitter, found.moving, found.seam, found.torn, found.surge, found.pinholes) == (0, 0, 0, 0, 0, 0)
    assert found.still == 6


def test_a_hop_of_the_whole_is_a_surge() -> None:
    frames = still().frames.copy()
    frames[3] = np.roll(frames[3], 1, axis=0)
    assert motion_figures(block(), replace(still(), frames=frames)).surge == 3  # 2 of 6 pairs change, both alike


def test_a_pinhole_is_counted_beyond_those_of_the_sprite() -> None:
    holed = block()
    holed[9, 9] = 0
    frames = np.stack([block()] * 6)
    frames[3, 15, 15] = frames[4, 20, 20] = 0
    assert motion_figures(block(), replace(still(), frames=frames)).pinholes == 2
    assert motion_figures(holed, replace(still(), frames=frames)).pinholes == 0


def test_a_frame_that_goes_astray_and_comes_back_is_jitter() -> None:
    sources = still().sources.copy()
    sources[2] = np.roll(sources[2], 1, axis=1)
    assert motion_figures(block(), replace(still(), sources=sources)).jitter == pytest.approx(1 / 6)


def test_a_loop_that_does_not_close_shows_in_the_seam() -> None:
    sources = np.stack([np.roll(one, at // 2, axis=1) for at, one in enumerate(still().sources)])
    assert motion_figures(block(), replace(still(), sources=sources)).seam >= 1
    assert motion_figures(block(), animate(block(), "reef_fish", species="tang")).seam <= 1


def test_a_torn_frame_is_counted() -> None:
    frames = still().frames.copy()
    frames[3, 15] = 0
    assert pieces(frames[3]) == 2
    assert motion_figures(block(), replace(still(), frames=frames)).torn == 1


def test_a_strip_has_the_sprite_and_its_frames_in_a_row_a_species_and_zone() -> None:
    picture = strip(corpus_supply(0), "jellyfish", "dart", zones=["reef", "hadal"], frames=5)
    assert species_with("jellyfish", "dart") == ["moon_jelly", "box_jelly", "lions_mane", "crown_jelly"]
    assert picture.size == (6 * SIDE, 8 * SIDE)
    sheet = np.asarray(picture)
    # A dart ends at rest: the last frame is the sprite in the first column.
    assert np.array_equal(sheet[:SIDE, :SIDE], sheet[:SIDE, -SIDE:])
    assert not np.array_equal(sheet[:SIDE, :SIDE], sheet[:SIDE, SIDE : 2 * SIDE])


def test_pictures_are_written_for_what_each_category_can_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training.pictures.motion_preview, "CATEGORIES", ("coral",))
    monkeypatch.setattr(training.pictures.motion_preview, "SPECIES", {"sea_fan": "coral"})
    assert main(["--out", str(tmp_path / "new"), "--zones", "reef", "--frames", "4"]) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["idle_coral.gif", "idle_coral.png"]
    with Image.open(tmp_path / "new" / "idle_coral.gif") as film:
        assert getattr(film, "n_frames", 1) == 4
        assert film.size == (SIDE, 6 * SIDE)


def test_figures_are_printed_a_line_a_species(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(training.pictures.motion_preview, "SPECIES", {"tang": "reef_fish", "conch": "grazer"})
    assert main(["--figures", "1"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["species", "jitter", "moving", "seam", "torn", "still", "surge", "pinholes", "ms"]
    assert [line.split()[0] for line in lines] == ["tang", "conch"]


def test_figures_come_for_every_species_and_hold_the_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training.pictures.motion_preview, "ZONES", ("reef",))
    found = list(figures_by_species(corpus_supply(1), each=1))
    assert [species for species, _, _ in found] == list(SPECIES)
    assert all(worst.torn == 0 and ms > 0 for _, worst, ms in found)
