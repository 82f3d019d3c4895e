"""A session and its screen -> what is heard: the layers of the music, and animals where they are."""

from __future__ import annotations

from demo_game.rules.company import VIEW
from demo_game.rules.daylight import night_in
from demo_game.rules.diver import LOW_AIR
from demo_game.rules.rng import Rng
from demo_game.rules.swimmer import Swimmer
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, zone_at
from demo_game.session.session import Session
from demo_game.sounds.audio import Audio
from demo_game.sounds.layers import Surroundings
from pixelgen import SPECIES

_NEAR_LINE = 90.0  # pixels above the pressure line from which on it is felt
_WONDERS = 14.0  # seconds for which something new is in the music
_EARSHOT = 260.0  # pixels
_HALF = 90.0  # pixels at which a voice is half as loud
_PAUSE = (1.6, 4.2)  # seconds between two voices
_SONG = 9.0  # seconds between two songs of a giant
_ADRIFT_DANGER = 0.6
_NEW = ("discovery", "aim", "hatching")  # sounds after which the music is full of wonder


class Hearing:
    """What a session lets be heard of its world."""

    def __init__(self, session: Session, audio: Audio) -> None:
        self._session, self._audio = session, audio
        self._rng = Rng("voices")
        self._waits, self._song, self._since_new = _PAUSE[0], 0.0, _WONDERS

    def play(self, name: str) -> bool:
        """An effect, in the middle."""
        if name in _NEW:
            self._since_new = 0.0
        return self._audio.play(name)

    def pass_time(self, dt: float, *, aside: bool) -> None:
        """A frame. aside: a screen lies over the dive."""
        self._since_new += dt
        if not aside:
            self._let_call(dt)
        self._audio.hear(surroundings(self._session, wonder=max(1 - self._since_new / _WONDERS, 0.0), aside=aside), dt)

    def _let_call(self, dt: float) -> None:
        """Now and then one that is near, the nearer the likelier; a giant as soon as it comes."""
        self._waits -= dt
        self._song = max(self._song - dt, 0.0)
        reef = self._session.reef
        if reef.giant is not None and not self._song:
            self._song = _SONG
            left, _, width, _ = reef.giant[1]
            self._audio.play("voice_giant", volume=0.7, side=_side(left + width / 2 - VIEW[0] / 2))
        if self._waits > 0:
            return
        self._waits = self._rng.uniform(*_PAUSE)
        near = [one for one in reef.awake if one.hatched and self._distance(one) < _EARSHOT]
        if near:
            one = min(self._rng.choice(near), self._rng.choice(near), key=self._distance)
            volume = 1 / (1 + (self._distance(one) / _HALF) ** 2)
            self._audio.play(
                f"voice_{SPECIES.get(one.resident.species, 'reef_fish')}",
                volume=volume,
                side=_side(one.x - reef.diver.x),
            )

    def _distance(self, one: Swimmer) -> float:
        diver = self._session.reef.diver
        return float(((one.x - diver.x) ** 2 + (one.y - diver.y) ** 2) ** 0.5)


def surroundings(session: Session, *, wonder: float, aside: bool) -> Surroundings:
    """What the music goes by."""
    reef, y = session.reef, max(session.reef.diver.y, 0.0)
    breath = 1 - min(reef.diver.air / LOW_AIR, 1.0)
    line = 1 - min(max(reef.outfit.bears - y, 0.0) / _NEAR_LINE, 1.0)
    return Surroundings(
        zone_at(y),
        within=y % ZONE_HEIGHT / ZONE_HEIGHT,
        depth=min(y / DEPTH, 1.0),
        night=night_in(y, reef.seconds),
        danger=_ADRIFT_DANGER if reef.diver.adrift else max(min(2 * breath, 1.0), 0.8 * line),
        wonder=wonder,
        aside=aside,
    )


def _side(right: float) -> float:
    return max(-0.85, min(0.85, right / 200))
