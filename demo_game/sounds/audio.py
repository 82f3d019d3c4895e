"""Names of sounds and what surrounds the submarine -> what pygame's mixer plays. Knows not how sounds are made.

Sounds are synthesised by a thread while the game already runs; one that is not ready yet is not heard, and nothing
waits for it. Without an audio device everything goes on in silence, with one warning.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pygame

from demo_game.sounds.ambience import ambience
from demo_game.sounds.layers import WATER, Ducking, Layer, Surroundings, fade_seconds, levels, moved
from demo_game.sounds.music import music
from demo_game.sounds.sound import SOUNDS, ducks, sound, variants_of
from demo_game.sounds.synthesis import RATE, Samples

LOOPS = 12  # channels of layers that go round; those of effects come after them
_CHANNELS = LOOPS + 14
_KEPT = 4  # loops that are silent and yet kept, each of 5.6 MB: who turns back hears them at once
_FULL = 10 / 6  # the usual setting of 6 of music and effects is as loud as they were made
_AT_ONCE = 3  # of one sound; more of it would only be louder
_MUTES_SECONDS = 0.15  # from all to nothing, so that nothing clicks


@dataclass(slots=True)
class _Loop:
    """channel: it plays on, if it does. level: as far as it has faded. used: frame in which it was heard last."""

    made: Future[pygame.mixer.Sound]
    channel: int | None = None
    level: float = 0.0
    used: int = 0


class Audio:
    """Plays the game's sounds. volume, music, effects: 0 to 1, as sliders show them. muted: nothing is heard.

    warn: called with one line, once, when no sound can be played.
    """

    def __init__(
        self, *, volume: float = 0.6, muted: bool = False, warn: Callable[[str], None] = lambda _: None
    ) -> None:
        self.volume, self.muted, self._warn = volume, muted, warn
        self.music = self.effects = 1 / _FULL
        self._heard = 0.0 if muted else 1.0  # share of all that is heard, on its way to mute or back
        self._ducking = Ducking()
        self._loops: dict[Layer, _Loop] = {}
        self._frame = 0
        self._made: dict[tuple[str, int], Future[pygame.mixer.Sound]] = {}
        self._next: dict[str, int] = dict.fromkeys(SOUNDS, 0)
        self._pool: ThreadPoolExecutor | None = None
        with self._hearing():
            pygame.mixer.quit()  # `pygame.init` opened it at another rate
            pygame.mixer.init(RATE, -16, 2, 512, allowedchanges=0)
            pygame.mixer.set_num_channels(_CHANNELS)
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="reef-sound")
            for name in SOUNDS:
                for variant in range(variants_of(name)):
                    self._made[name, variant] = self._pool.submit(_handed_over, partial(sound, name, variant=variant))

    @property
    def silent(self) -> bool:
        """Whether no sound can be played."""
        return self._pool is None

    def play(self, name: str, *, volume: float = 1.0, side: float = 0.0) -> bool:
        """Start a sound of SOUNDS, or its next variant -> whether it plays. side: -1 left, 1 right."""
        variant = self._next[name]
        self._next[name] = (variant + 1) % variants_of(name)
        with self._hearing():
            made = self._made.get((name, variant))
            if made is None or not made.done() or self.silent or self.muted:
                return False
            heard = made.result()
            if heard.get_num_channels() >= _AT_ONCE:
                return False
            # pygame.mixer.find_channel would take one that is reserved
            free = (pygame.mixer.Channel(number) for number in range(LOOPS, _CHANNELS))
            channel = next((one for one in free if not one.get_busy()), None)
            if channel is None:
                return False
            heard.set_volume(_gain(self.volume, self.effects) * volume)  # before it begins; a channel's own is reset
            channel.play(heard)
            channel.set_volume(*ears(side))
            self._ducking.begin(ducks(name))
            return True
        return False

    def hear(self, around: Surroundings, dt: float) -> None:
        """Let the layers fade to what they are in such surroundings, as soon as they are ready; call it every frame."""
        if self._pool is None:
            return
        self._frame += 1
        self._ducking.pass_time(dt)
        self._heard = moved(self._heard, 0.0 if self.muted else 1.0, dt, seconds=_MUTES_SECONDS)
        with self._hearing():
            if self.muted:
                for number in range(LOOPS, _CHANNELS):
                    if pygame.mixer.Channel(number).get_busy():
                        pygame.mixer.Channel(number).fadeout(round(1000 * _MUTES_SECONDS))
            wanted = levels(around)
            for layer in wanted:
                if layer not in self._loops:
                    self._loops[layer] = _Loop(self._pool.submit(_handed_over, _recipe(layer)))
            for layer, loop in self._loops.items():
                self._fade(layer, loop, wanted.get(layer, 0.0), dt)
            self._forget(wanted)

    def close(self) -> None:
        """Stop all sound and release the mixer."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)  # what is being made takes a while, and is for nobody
            self._pool = None
            pygame.mixer.quit()

    def _fade(self, layer: Layer, loop: _Loop, to: float, dt: float) -> None:
        """A step towards its level. It begins and ends in silence: its own volume is 0 then."""
        if loop.channel is None:
            if not to or not loop.made.done() or (free := self._free_channel()) is None:
                return
            loop.made.result().set_volume(0.0)
            pygame.mixer.Channel(free).play(loop.made.result(), loops=-1)
            loop.channel, loop.level = free, 0.0
        loop.used = self._frame
        loop.level = moved(loop.level, to, dt, seconds=fade_seconds(layer))
        if not loop.level:
            pygame.mixer.Channel(loop.channel).stop()
            loop.channel = None
            return
        slider = self.effects if layer[0] == WATER else self.music
        loop.made.result().set_volume(loop.level * self._heard * self._ducking.share * _gain(self.volume, slider))

    def _free_channel(self) -> int | None:
        taken = {loop.channel for loop in self._loops.values()}
        return next((number for number in range(LOOPS) if number not in taken), None)

    def _forget(self, wanted: dict[Layer, float]) -> None:
        """Of the loops that nobody hears the last few are kept."""
        idle = [layer for layer, loop in self._loops.items() if loop.channel is None and layer not in wanted]
        for layer in sorted(idle, key=lambda one: self._loops[one].used)[: max(len(idle) - _KEPT, 0)]:
            self._loops.pop(layer).made.cancel()

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


def _gain(volume: float, slider: float) -> float:
    """Of both sliders, as loudness is felt; 1 at most."""
    return float(min((min(max(volume, 0.0), 1.0) * min(max(slider, 0.0), 1.0) * _FULL) ** 1.5, 1.0))


def _recipe(layer: Layer) -> Callable[[], Samples]:
    name, zone = layer
    return partial(ambience, zone) if name == WATER else partial(music, name, zone)


def _handed_over(make: Callable[[], Samples]) -> pygame.mixer.Sound:
    """Made and copied to the mixer, both in the thread: a frame waits for neither."""
    return pygame.mixer.Sound(buffer=make().tobytes())
