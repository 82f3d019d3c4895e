"""Frames come back from a GIF as they were."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pixelgen.files.animated_gif import gif_of_colours, gif_of_indices, png_of_colours
from pixelgen.palette import RGB

FRAMES = np.zeros((3, 8, 10), dtype=np.uint8)
FRAMES[0, 1:3], FRAMES[1, 2:4], FRAMES[2, 3:5] = 9, 20, 63


def read(content: bytes) -> tuple[list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]], list[int], bool]:
    """RGBA frames, milliseconds, and whether it loops."""
    frames, durations = [], []
    with Image.open(io.BytesIO(content)) as film:
        loops = "loop" in film.info
        for at in range(getattr(film, "n_frames", 1)):
            film.seek(at)
            frames.append(np.asarray(film.convert("RGBA")))
            durations.append(int(film.info["duration"]))
    return frames, durations, loops


@pytest.mark.parametrize("scale", [1, 3])
def test_indices_come_back_in_their_colours_with_zero_transparent(scale: int) -> None:
    frames, durations, loops = read(gif_of_indices(FRAMES, [100, 114, 4], scale=scale))
    assert (durations, loops) == ([100, 110, 10], True)
    for frame, indices in zip(frames, FRAMES, strict=True):
        seen = frame[::scale, ::scale]
        assert np.array_equal(seen[..., 3] > 0, indices > 0)
        assert np.array_equal(seen[indices > 0][:, :3], np.array(RGB, dtype=np.uint8)[indices[indices > 0]])


def test_what_does_not_loop_says_so() -> None:
    assert not read(gif_of_indices(FRAMES, [50, 50, 50], loops=False))[2]


def test_a_games_own_colours_are_taken() -> None:
    own = np.full((64, 3), 77, dtype=np.uint8)
    frames, _, _ = read(gif_of_indices(FRAMES, [50, 50, 50], rgb=own))
    assert (frames[0][1, 0] == (77, 77, 77, 255)).all()


def test_few_colours_are_exact_and_many_are_near() -> None:
    rng = np.random.default_rng(0)
    few = [rng.choice(np.array([0, 90, 255], dtype=np.uint8), (6, 6, 3)) for _ in range(3)]
    for seen, frame in zip(read(gif_of_colours(few, [50] * 3))[0], few, strict=True):
        assert np.array_equal(seen[..., :3], frame)
    ramp = np.arange(0, 255, dtype=np.uint8)
    many = np.stack(np.broadcast_arrays(ramp[:, None], ramp[None], np.uint8(9)), axis=-1)
    (seen,), _, _ = read(gif_of_colours([many], [50]))
    assert np.abs(seen[..., :3].astype(int) - many).max() < 40


def test_an_indexed_png_is_exact() -> None:
    picture = np.array([[[1, 2, 3], [4, 5, 6]]], dtype=np.uint8)
    with Image.open(io.BytesIO(png_of_colours(picture, scale=2))) as read_back:
        assert np.array_equal(np.asarray(read_back.convert("RGB"))[::2, ::2], picture)


@pytest.mark.parametrize("frames", [FRAMES + np.uint8(10), FRAMES[0], FRAMES.astype(np.int64)])
def test_what_is_no_palette_picture_is_refused(frames: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    with pytest.raises(ValueError, match="frames must be uint8"):
        gif_of_indices(frames, [50, 50, 50])
