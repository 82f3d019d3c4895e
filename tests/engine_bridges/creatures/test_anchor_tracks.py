"""Anchors of frames <-> a list of points for each."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.creatures.anchor_tracks import anchors_in, tracks_of
from pixelgen import Anchors

POINTS = st.tuples(*[st.integers(-100, 600).map(lambda number: number / 2)] * 2)


@given(st.data(), st.integers(1, 4))
def test_tracks_are_the_anchors_again_through_json(data: st.DataObject, frames: int) -> None:
    has = data.draw(st.lists(st.booleans(), min_size=4, max_size=4))
    lights = data.draw(st.integers(0, 11))

    def anchors() -> Anchors:
        eye, mouth, tail, lure = (data.draw(POINTS) if one else None for one in has)
        return Anchors(eye, mouth, tail, tuple(data.draw(POINTS) for _ in range(lights)), lure)

    given_anchors = tuple(anchors() for _ in range(frames))
    tracks = json.loads(json.dumps(tracks_of(given_anchors), sort_keys=True))
    assert anchors_in(tracks, frames=frames, of="tang") == given_anchors


def test_what_is_missing_in_a_frame_has_no_track() -> None:
    assert tracks_of([Anchors(eye=(1, 2), tail=(3, 4)), Anchors(eye=(2, 2))]) == {"eye": [(1, 2), (2, 2)]}
    assert tracks_of(None) == {}
    assert anchors_in(None, frames=3, of="tang") is None
