"""Frames come back from a GIF as they were."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from pixelgen.files.animated_gif import gif_of_colours, gif_of_indices, gif_text, png_of_colours
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
    assert (durations, loops) == ([100, 110, 10], True)  # 100, 214 and 218 milliseconds after the start
    for frame, indices in zip(frames, FRAMES, strict=True):
        seen = frame[::scale, ::scale]
        assert np.array_equal(seen[..., 3] > 0, indices > 0)
        assert np.array_equal(seen[indices > 0][:, :3], np.array(RGB, dtype=np.uint8)[indices[indices > 0]])


def test_equal_frames_stay_frames_of_their_own() -> None:
    still = np.repeat(FRAMES[:1], 8, axis=0)
    frames, durations, _ = read(gif_of_indices(still, [100] * 8))
    assert (len(frames), durations) == (8, [100] * 8)
    coloured = np.repeat(still[..., None], 3, axis=-1)
    assert read(gif_of_colours(list(coloured), [50] * 8))[1] == [50] * 8
    assert len(read(gif_of_indices(still * 0, [100] * 8))[0]) == 8


@pytest.mark.parametrize("each", [172.5, 112.5, 3, 104, 96])
def test_rounding_to_hundredths_does_not_add_up(each: float) -> None:
    wanted = [int(each * (at + 1)) - int(each * at) for at in range(8)]
    durations = read(gif_of_indices(np.repeat(FRAMES[:1], 8, axis=0), wanted))[1]
    assert min(durations) >= 10
    assert abs(sum(durations) - max(80, sum(wanted))) <= 5
    assert max(durations) - min(durations) <= 10


def test_a_gif_of_two_and_of_256_colours_has_a_table_of_that_size() -> None:
    for colours in (1, 2, 3, 256):
        frame = np.zeros((16, 16, 3), dtype=np.uint8)
        frame[..., 0] = np.arange(256).reshape(16, 16) % colours
        (seen,), _, _ = read(gif_of_colours([frame], [50]))
        assert np.array_equal(seen[..., :3], frame)


def test_text_comes_back_and_unchanged_frames_are_known() -> None:
    text = {"pixelgen-dna": "pg1_" + "x" * 3000, "pixelgen": '{"zone":"reef"}'}
    content = gif_of_indices(FRAMES, [50, 50, 50], scale=2, text=text)
    assert gif_text(content) == (text, True)
    assert len(read(content)[0]) == 3
    painted = FRAMES.copy()
    painted[1, 7, 7] = 30
    other = gif_of_indices(painted, [50, 50, 50], scale=2, text=text)
    swapped = content[: content.index(b"\x21\xf9")] + other[other.index(b"\x21\xf9") :]  # its comment, others' frames
    assert gif_text(swapped) == (text, False)


def test_frames_saved_again_by_another_program_are_unchanged() -> None:
    content = gif_of_indices(FRAMES, [50, 50, 50], text={"a": "b"})
    with Image.open(io.BytesIO(content)) as film:
        file = io.BytesIO()
        film.save(file, "GIF", save_all=True, disposal=2, comment=film.info["comment"])
    assert file.getvalue() != content
    assert gif_text(file.getvalue()) == ({"a": "b"}, True)


def test_damaged_and_foreign_bytes_are_no_text_or_changed() -> None:
    content = gif_of_indices(FRAMES, [50, 50, 50], text={"a": "b"})
    for at in range(len(content)):
        found = gif_text(content[:at])
        assert found is None or found == ({"a": "b"}, False) or at >= len(content) - 2
        flipped = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
        gif_text(flipped)
    foreign = gif_of_indices(FRAMES, [50, 50, 50])
    comment = b"\x21\xfe\x05hello\x00"
    start = foreign.index(b"\x21\xf9")
    for odd in (b"", b"GIF89a", foreign, foreign[:start] + comment + foreign[start:]):
        assert gif_text(odd) is None


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
