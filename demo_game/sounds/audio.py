"""Names of sounds and the zone of the submarine -> what pygame's mixer plays. Knows not how sounds are made.

Sounds are synthesised by a thread while the game already runs; one that is not ready yet is not heard, and nothing
waits for it. Without an audio device everything goes on in silence, with one warning.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pygame

from demo_game.sounds.ambience import ambience
from demo_game.sounds.sound import SOUNDS, sound, variants_of
from demo_game.sounds.synthesis import RATE, Samples

_CHANNELS = 16
_AMBIENT = 2  # channels that take turns, so that one zone fades out while the next fades in
_FADE_MS = 2500
_MUSIC_FULL = 10 / 6  # the usual setting of 6 is as loud as it was made
_AT_ONCE = 3  # of one sound; more of it would only be louder


class Audio:
    """Plays the game's sounds. volume: 0 to 1. warn: called with one line, once, when no sound can be played."""

    def __init__(
        self, *, volume: float = 0.8, muted: bool = False, warn: Callable[[str], None] = lambda _: None
    ) -> None:
        self._volume, self._muted, self._warn = volume, muted, warn
        self._music = 1 / _MUSIC_FULL
        self._heard_zone: str | None = None
        self._turn = 0
        self._made: dict[tuple[str, int], Future[Samples]] = {}
        self._sounds: dict[tuple[str, int], pygame.mixer.Sound] = {}
        self._next: dict[str, int] = dict.fromkeys(SOUNDS, 0)
        self._pool: ThreadPoolExecutor | None = None
        with self._hearing():
            pygame.mixer.quit()  # `pygame.init` opened it at another rate
            pygame.mixer.init(RATE, -16, 2, 512, allowedchanges=0)
            pygame.mixer.set_num_channels(_CHANNELS)
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="reef-sound")
            for name in SOUNDS:
                for variant in range(variants_of(name)):
                    self._made[name, variant] = self._pool.submit(sound, name, variant=variant)

    @property
    def silent(self) -> bool:
        """Whether no sound can be played."""
        return self._pool is None

    @property
    def muted(self) -> bool:
        """Whether the player has turned the sound off."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        self._muted = muted
        self._level_ambience()
        with self._hearing():
            for number in range(_AMBIENT, _CHANNELS if muted and not self.silent else 0):
                pygame.mixer.Channel(number).stop()

    @property
    def volume(self) -> float:
        """0 to 1, as a slider shows it."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        self._level_ambience()

    @property
    def music(self) -> float:
        """0 to 1, of what is heard all the time, beside the volume of everything."""
        return self._music

    @music.setter
    def music(self, music: float) -> None:
        self._music = min(max(music, 0.0), 1.0)
        self._level_ambience()

    def play(self, name: str, *, volume: float = 1.0, side: float = 0.0) -> bool:
        """Start a sound of SOUNDS, or its next variant -> whether it plays. side: -1 left, 1 right."""
        variant = self._next[name]
        self._next[name] = (variant + 1) % variants_of(name)
        with self._hearing():
            heard = self._sound(name, variant)
            if heard is None or self._muted or heard.get_num_channels() >= _AT_ONCE:
                return False
            # pygame.mixer.find_channel would take one that is reserved
            free = (pygame.mixer.Channel(number) for number in range(_AMBIENT, _CHANNELS))
            channel = next((one for one in free if not one.get_busy()), None)
            if channel is None:
                return False
            heard.set_volume(self._level * volume)  # before it begins; a channel's own is reset when it does
            channel.play(heard)
            channel.set_volume(*ears(side))
            return True
        return False

    def be_in(self, zone: str | None) -> None:
        """Play the ambience of a zone as soon as it is ready; call it every frame. None: fade it out."""
        if self._pool is None or zone == self._heard_zone:
            return
        with self._hearing():
            if zone is None:
                self._fade_out()
                return
            if (zone, 0) not in self._made:
                self._made[zone, 0] = self._pool.submit(ambience, zone)
            heard, after = self._sound(zone, 0), (self._turn + 1) % _AMBIENT
            # Who goes to and fro between two zones hears the last change to its end; cut short, it would click.
            if heard is not None and not pygame.mixer.Channel(after).get_busy():
                self._fade_out()
                self._turn = after
                pygame.mixer.Channel(after).play(heard, loops=-1, fade_ms=_FADE_MS)
                self._heard_zone = zone
                self._level_ambience()

    def close(self) -> None:
        """Stop all sound and release the mixer."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)  # what is being made takes a while, and is for nobody
            self._pool = None
            pygame.mixer.quit()

    @property
    def _level(self) -> float:
        return 0.0 if self._muted else self._volume**2  # as loudness is felt

    def _sound(self, name: str, variant: int) -> pygame.mixer.Sound | None:
        """None while it is being made."""
        key = name, variant
        made = self._made.get(key)
        if key not in self._sounds and made is not None and made.done() and not self.silent:
            self._sounds[key] = pygame.mixer.Sound(buffer=made.result().tobytes())
        return self._sounds.get(key)

    def _fade_out(self) -> None:
        pygame.mixer.Channel(self._turn).fadeout(_FADE_MS)
        self._heard_zone = None

    def _level_ambience(self) -> None:
        with self._hearing():
            for number in range(0 if self.silent else _AMBIENT):
                pygame.mixer.Channel(number).set_volume(min(self._level * (self._music * _MUSIC_FULL) ** 2, 1.0))

    @contextlib.contextmanager
    def _hearing(self) -> Iterator[None]:
        """Turn errors of the mixer, without an audio device or when it is gone, into silence."""
        try:
            yield
        except (pygame.error, NotImplementedError) as error:  # the second: a Pygame without a mixer
            missing = "no audio device was found" if self._pool is None else "the audio device stopped"
            if isinstance(error, NotImplementedError):
                missing = "pygame was built without a mixer"
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None
            self._warn(f"No sound: {missing}")


def ears(side: float) -> tuple[float, float]:
    """How loud a sound is on the left and on the right. side: -1 left, 1 right."""
    return min(1.0, 1 - side), min(1.0, 1 + side)
