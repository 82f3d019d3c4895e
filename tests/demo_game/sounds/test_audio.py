"""With a mixer in which no time passes; once under SDL's dummy driver, which plays into nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import wait
from threading import Event

import numpy as np
import pygame
import pytest

from demo_game.sounds import audio as audio_module
from demo_game.sounds.audio import Audio, ears
from demo_game.sounds.sound import SOUNDS
from demo_game.sounds.synthesis import RATE, Samples
from tests.demo_game.sounds.silent_mixer import SilentMixer


def short(*_: object, **__: object) -> Samples:
    """In place of a sound that takes long to make."""
    return np.zeros((8, 2), dtype=np.int16)


@pytest.fixture
def mixer(monkeypatch: pytest.MonkeyPatch) -> SilentMixer:
    silent = SilentMixer()
    monkeypatch.setattr(pygame, "mixer", silent)
    monkeypatch.setattr(audio_module, "sound", short)
    monkeypatch.setattr(audio_module, "ambience", short)
    return silent


@pytest.fixture
def audio(mixer: SilentMixer) -> Iterator[Audio]:
    made = Audio()
    wait(made._made.values())
    yield made
    made.close()


def entered(audio: Audio, zone: str) -> None:
    """As if the thread had had its time."""
    audio.be_in(zone)
    wait(audio._made.values())
    audio.be_in(zone)


def test_the_mixer_has_the_rate_that_sounds_are_made_for(audio: Audio, mixer: SilentMixer) -> None:
    assert mixer.settings == (RATE, -16, 2, 512)
    assert not audio.silent


def test_every_sound_can_be_played(audio: Audio, mixer: SilentMixer) -> None:
    for name in SOUNDS:
        mixer.stop()
        assert audio.play(name)
        assert mixer.busy(2, 16) == 1


def test_much_of_one_sound_is_not_louder_than_three(audio: Audio) -> None:
    assert [audio.play("ui_move") for _ in range(5)] == [True, True, True, False, False]


def test_effects_leave_the_channels_of_the_zones_alone(audio: Audio, mixer: SilentMixer) -> None:
    played = [audio.play(name) for name in (*SOUNDS, *SOUNDS)]
    assert sum(played) == mixer.busy(2, 16) == 14
    assert mixer.busy(0, 2) == 0


def test_a_quieter_sound_is_quieter(audio: Audio, mixer: SilentMixer) -> None:
    for volume in (1.0, 0.25):
        mixer.stop()
        audio.play("discovery", volume=volume)
        heard = mixer.channels[2].sound
        assert heard is not None
        assert heard.volume == pytest.approx(0.8**2 * volume)


def test_a_sound_is_louder_on_its_side(audio: Audio, mixer: SilentMixer) -> None:
    assert [ears(side) for side in (-1, -0.5, 0, 1)] == [(1, 0), (1, 0.5), (1, 1), (0, 1)]
    audio.play("bubble", side=-0.5)
    assert mixer.channels[2].volume == (1, 0.5)


def test_zones_fade_into_each_other(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "shallows")
    audio.be_in("shallows")
    assert mixer.busy(0, 2) == 1
    entered(audio, "reef")
    assert [channel.fading for channel in mixer.channels[:2]].count(True) == 1
    assert mixer.busy(0, 2) == 2  # the old one still fades
    mixer.pass_fades()
    assert mixer.busy(0, 2) == 1
    audio.be_in(None)
    mixer.pass_fades()
    assert mixer.busy(0, 2) == 0


def test_to_and_fro_between_zones_cuts_no_fade_short(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "shallows")
    entered(audio, "reef")
    playing = [channel.sound for channel in mixer.channels[:2]]
    entered(audio, "shallows")
    assert [channel.sound for channel in mixer.channels[:2]] == playing
    mixer.pass_fades()
    audio.be_in("shallows")
    assert mixer.busy(0, 2) == 2


def test_muting_silences_all_and_is_undone(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "hadal")
    audio.play("rumble")
    audio.muted = True
    assert mixer.busy(2, 16) == 0
    assert not audio.play("rumble")
    assert [channel.volume for channel in mixer.channels[:2]] == [(0,), (0,)]
    audio.muted = False
    assert audio.play("rumble")
    assert mixer.channels[1].volume[0] == pytest.approx(0.8**2)


def test_volume_stays_in_its_range_and_is_heard_at_once(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "reef")
    for asked, found in ((0.5, 0.5), (7, 1), (-1, 0)):
        audio.volume = asked
        assert audio.volume == found
        assert mixer.channels[1].volume[0] == pytest.approx(found**2)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (pygame.error("ALSA: Couldn't open audio device: No such file"), "No sound: no audio device was found"),
        (NotImplementedError("mixer module not available"), "No sound: pygame was built without a mixer"),
    ],
)
def test_without_a_loudspeaker_the_game_goes_on_and_says_so_once_in_its_own_words(
    mixer: SilentMixer, error: Exception, says: str
) -> None:
    mixer.broken = error
    told: list[str] = []
    audio = Audio(warn=told.append)
    assert audio.silent
    audio.be_in("reef")
    assert not audio.play("shutter")
    audio.muted = True
    audio.volume = 0.3
    audio.be_in(None)
    audio.close()
    assert told == [says]


def test_a_loudspeaker_that_is_pulled_out_is_warned_once(mixer: SilentMixer) -> None:
    told: list[str] = []
    audio = Audio(warn=told.append)
    wait(audio._made.values())
    mixer.broken = pygame.error("mixer not initialized")
    audio.volume = 0.5
    assert audio.silent
    assert not audio.play("shutter")
    audio.be_in("reef")
    audio.close()
    assert told == ["No sound: the audio device stopped"]


def test_a_sound_that_is_not_ready_is_not_waited_for_and_after_closing_nothing_fails(
    mixer: SilentMixer, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def slow(*_: object, **__: object) -> Samples:
        may_go_on.wait()
        return short()

    monkeypatch.setattr(audio_module, "sound", slow)
    audio = Audio()
    assert not audio.play("rumble")
    may_go_on.set()
    wait(audio._made.values())
    assert audio.play("rumble")
    audio.close()
    assert not audio.play("shutter")
    audio.be_in("reef")
    audio.muted = True


def test_closing_waits_for_no_sound_that_is_being_made(mixer: SilentMixer, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = Event()
    monkeypatch.setattr(audio_module, "sound", lambda *_, **__: may_go_on.wait())
    Audio().close()  # would never end
    may_go_on.set()


def test_the_real_mixer_takes_what_is_made() -> None:
    audio = Audio()
    assert pygame.mixer.get_init() == (RATE, -16, 2)
    wait([audio._made["rumble", 0]])
    assert audio.play("rumble")
    audio.close()
    assert pygame.mixer.get_init() is None
