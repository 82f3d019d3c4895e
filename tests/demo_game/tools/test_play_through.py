"""A whole dive without hands: down to the ground, pictures, a child, a save, and back from it."""

from __future__ import annotations

import re
from pathlib import Path

from demo_game.tools.play_through import play_through
from tests.demo_game.fake_artist import FakeArtist, game


def test_a_dive_can_be_played_from_the_surface_to_the_ground_and_saved(tmp_path: Path) -> None:
    artist, frames = FakeArtist(slow=True), 0

    def wait() -> None:
        nonlocal frames
        frames += 1
        if frames % 20 == 0:
            artist.draw(1)

    played = game(tmp_path, artist=artist)
    told = play_through(played, dt=1 / 12, shown_every=250, wait=wait)
    found = re.fullmatch(r"6 zones, (\d+) pages, 1 children", told)
    assert found is not None
    assert int(found[1]) >= 2
    played.close()
    again = game(tmp_path)
    assert again.session is not None
    assert len(again.session.book.visited) == 6
    again.close()
