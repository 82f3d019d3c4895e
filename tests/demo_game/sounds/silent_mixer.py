"""A stand-in for pygame.mixer in which no time passes: what plays goes on until a test says otherwise."""

from __future__ import annotations

import pygame


class Sound:
    """What was handed to the mixer."""

    def __init__(self, mixer: SilentMixer, buffer: bytes) -> None:
        self._mixer, self.buffer, self.volume = mixer, buffer, 1.0

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def get_volume(self) -> float:
        return self.volume

    def get_num_channels(self) -> int:
        return sum(channel.sound is self for channel in self._mixer.channels)


class Channel:
    """volume: one for both sides or one for each; fading: it is on its way to silence."""

    def __init__(self) -> None:
        self.sound: Sound | None = None
        self.loops, self.fading = 0, False
        self.volume: tuple[float, ...] = (1.0,)

    def play(self, sound: Sound, loops: int = 0, fade_ms: int = 0) -> None:
        self.sound, self.loops, self.fading, self.volume = sound, loops, False, (1.0,)

    def fadeout(self, milliseconds: int) -> None:
        self.fading = self.sound is not None

    def stop(self) -> None:
        self.sound, self.fading = None, False

    def get_busy(self) -> bool:
        return self.sound is not None

    def set_volume(self, *volume: float) -> None:
        self.volume = volume


class SilentMixer:
    """broken: why there is no sound, from now on."""

    def __init__(self) -> None:
        self.channels: list[Channel] = []
        self.settings: tuple[int, ...] | None = None
        self.broken: Exception | None = None

    def init(self, *settings: int, allowedchanges: int = 0) -> None:
        self._check()
        self.settings = settings
        self.channels = [Channel() for _ in range(8)]

    def quit(self) -> None:
        self.settings, self.channels = None, []

    def set_num_channels(self, count: int) -> None:
        self._check()
        self.channels += [Channel() for _ in range(count - len(self.channels))]

    def Sound(self, *, buffer: bytes) -> Sound:  # noqa: N802
        self._check()
        return Sound(self, buffer)

    def Channel(self, number: int) -> Channel:  # noqa: N802
        self._check()
        if self.settings is None and not self.channels:
            raise pygame.error("mixer not initialized")
        return self.channels[number]

    def stop(self) -> None:
        for channel in self.channels:
            channel.stop()

    def pass_fades(self) -> None:
        """As if all fades were over."""
        for channel in self.channels:
            if channel.fading:
                channel.stop()

    def busy(self, first: int, last: int) -> int:
        """How many of some channels play."""
        return sum(channel.get_busy() for channel in self.channels[first:last])

    def _check(self) -> None:
        if self.broken is not None:
            raise self.broken
