"""A game -> a whole scripted dive: to the bottom, pictures, a child, a save, and back from the save.

Plays through the scenes as a player would; says at the end what was reached. Knows no drawing.
"""

from __future__ import annotations

from collections.abc import Callable

from demo_game.app.game import Game
from demo_game.rules.reef import VIEW
from demo_game.rules.zones import DEPTH, metres_at, zone_at
from demo_game.scenes.dive import DiveScene
from demo_game.session.inputs import pressing
from pixelgen import PixelgenError

_STEP = 1 / 60
_LONGEST = 60 * 60 * 8  # frames


def play_through(
    game: Game, *, dt: float = _STEP, shown_every: int = 1, wait: Callable[[], None] = lambda: None
) -> str:
    """Play -> a line of what was reached; PixelgenError when the dive cannot be played to its end.

    dt: seconds a frame, of which one in so many is shown. wait: called once a frame, to let the generator draw.
    """
    player = _Player(game, dt, shown_every, wait)
    player.press("confirm")  # past the title
    player.until(lambda: isinstance(game.scene, DiveScene), "the dive begins")
    player.dive_to(DEPTH - 60)
    player.press("nursery")
    for step in ("confirm", "right", "confirm"):
        player.press(step)
    player.until(lambda: getattr(game.scene, "child", None) is not None, "a child hatches")
    player.press("confirm")
    player.press("nursery")
    player.until(lambda: isinstance(game.scene, DiveScene), "the dive goes on")
    session = player.session
    session.save()
    kept = session.book
    session.begin(session.reef.seed)
    if game.saves is not None and session.book != kept:
        raise PixelgenError("the dive that was loaded is not the one that was saved")
    pages = len(kept.pages)
    return f"{len(kept.visited)} zones, {pages} pages, {len(kept.children)} children"


class _Player:
    def __init__(self, game: Game, dt: float, shown_every: int, wait: Callable[[], None]) -> None:
        assert game.session is not None
        self.game, self.session = game, game.session
        self._dt, self._wait = dt, wait
        self._frames = 0
        self._shown_every = shown_every

    def frame(self, *actions: str, right: float = 0.0, down: float = 0.0) -> None:
        self._frames += 1
        if self._frames > _LONGEST:
            raise PixelgenError("the scripted dive takes too long")
        self._wait()
        self.game.frame(
            self._dt, pressing(*actions, right=right, down=down), shown=self._frames % self._shown_every == 0
        )

    def press(self, action: str) -> None:
        self.frame(action)
        self.frame()

    def until(self, reached: Callable[[], bool], what: str) -> None:
        for _ in range(60 * 30):
            if reached():
                return
            self.frame()
        raise PixelgenError(f"waited 30 seconds of the game in vain until {what}")

    def dive_to(self, depth: float) -> None:
        """Down past ledges, taking pictures of what is new; a while at a vent when air is low."""
        reef = self.session.reef
        side, stuck, before = 1.0, 0, reef.diver.y
        while reef.diver.y < depth:
            target = reef.target
            fresh = target is not None and self.session.book.page(zone_at(target.y), target.resident.species) is None
            ahead = reef.terrain.height(reef.diver.x, reef.diver.y + 40) > -8
            room_left = reef.terrain.height(reef.diver.x - 60, reef.diver.y + 20)
            room_right = reef.terrain.height(reef.diver.x + 60, reef.diver.y + 20)
            if ahead:
                stuck += 1
                if stuck % 40 == 1:
                    side = -1.0 if room_left < room_right else 1.0
                self.frame(*(("photo",) if fresh else ()), right=side, down=0.2)
            else:
                stuck = max(0, stuck - 1)
                to_middle = (VIEW[0] * 1.25 - reef.diver.x) / 400
                self.frame(*(("photo",) if fresh else ()), right=to_middle, down=1.0)
            if reef.diver.adrift:
                raise PixelgenError(f"the air ran out {metres_at(before)} m deep")
            before = reef.diver.y
