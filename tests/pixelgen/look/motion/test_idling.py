"""An idle loop never stands still: what stirs where an animal's own movements change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.idling import idling
from pixelgen.look.motion.waves import Movement


def branching() -> Body:
    """A block with a long arm to the right, on a canvas with room."""
    picture = np.zeros((20, 30), dtype=np.uint8)
    picture[6:16, 3:13] = 12
    picture[9:11, 13:27] = np.arange(14) % 5 + 20
    return Body.of(picture)


def pictures(body: Body, sources: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> list[bytes]:
    tones = np.concatenate([[0], body.indices[body.y, body.x]])
    return [tones[one].tobytes() for one in sources]


@pytest.mark.parametrize("frames", [4, 5, 6, 7, 8])
def test_what_has_no_movement_stirs_at_its_tips_in_every_frame(frames: int) -> None:
    body = branching()
    loop = pictures(body, idling(body, [], frames))
    assert all(one != other for one, other in zip(loop, loop[1:] + loop[:1], strict=True))
    trunk = np.arange(1, len(body) + 1)[body.bulk]
    for frame in idling(body, [], frames):
        assert np.array_equal(frame[body.y[body.bulk], body.x[body.bulk]], trunk)


@pytest.mark.parametrize("frames", [4, 6, 8])
def test_what_has_no_tips_either_swells_at_its_upper_rim(frames: int) -> None:
    picture = np.zeros((20, 30), dtype=np.uint8)
    picture[5:18, 4:26] = 12
    body = Body.of(picture)
    sources = idling(body, [], frames)
    loop = pictures(body, sources)
    assert all(one != other for one, other in zip(loop, loop[1:] + loop[:1], strict=True))
    assert (sources[:, 6:] == sources[0, 6:]).all()


def test_what_moves_enough_is_left_to_its_own_movements() -> None:
    body = branching()
    own = [Movement("down", np.where(body.x > 13, 1, 0), body.x * 60)]
    moved = idling(body, own, 6)
    assert (moved[:, 6:16, 3:13] == moved[0, 6:16, 3:13]).all()
    columns = [np.flatnonzero(frame[:, 26])[0] for frame in moved]
    assert len(set(columns)) == 3  # up, level, down, and nothing to the sides
    assert not (moved[:, :, 27:] > 0).any()


def test_an_empty_picture_has_empty_frames() -> None:
    assert not idling(Body.of(np.zeros((8, 8), dtype=np.uint8)), [], 4).any()
