"""Under SDL's dummy driver, which plays into nothing at the right speed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import wait

import pygame
import pytest

from demo_game.sounds.audio import Audio, _without_words_of_drivers, ears
from demo_game.sounds.sound import SOUNDS
from demo_game.sounds.synthesis import RATE


@pytest.fixture(scope="module")
def prepared() -> Iterator[Audio]:
    audio = Audio()
    wait(audio._made.values())
    yield audio
    audio.close()


@pytest.fixture(name="audio")
def an_audio(prepared: Audio) -> Audio:
    """With nothing to hear yet."""
    prepared.be_in(None)
    pygame.mixer.stop()
    prepared.muted = False
    prepared.volume = 0.8
    return prepared


def channels(first: int, last: int) -> int:
    return sum(pygame.mixer.Channel(number).get_busy() for number in range(first, last))


def entered(audio: Audio, zone: str) -> None:
    """As if the thread had had its time."""
    audio.be_in(zone)
    wait(audio._made.values())
    audio.be_in(zone)


def test_the_mixer_has_the_rate_that_sounds_are_made_for(audio: Audio) -> None:
    assert pygame.mixer.get_init() == (RATE, -16, 2)
    assert not audio.silent


def test_every_sound_can_be_played(audio: Audio) -> None:
    for name in SOUNDS:
        pygame.mixer.stop()
        assert audio.play(name)
        assert channels(2, 16) == 1


def test_much_of_one_sound_is_not_louder_than_three(audio: Audio) -> None:
    assert [audio.play("ui_move") for _ in range(5)] == [True, True, True, False, False]


def test_effects_leave_the_channels_of_the_zones_alone(audio: Audio) -> None:
    played = [audio.play(name) for name in (*SOUNDS, *SOUNDS)]
    assert sum(played) == channels(2, 16) == 14
    assert channels(0, 2) == 0


def test_a_quieter_sound_is_quieter(audio: Audio) -> None:
    for volume in (1.0, 0.25):
        pygame.mixer.stop()
        audio.play("discovery", volume=volume)
        heard = pygame.mixer.Channel(2).get_sound()
        assert heard is not None
        assert heard.get_volume() == pytest.approx(0.8**2 * volume, abs=0.01)


def test_a_sound_is_louder_on_its_side() -> None:
    assert [ears(side) for side in (-1, -0.5, 0, 1)] == [(1, 0), (1, 0.5), (1, 1), (0, 1)]


def test_zones_fade_into_each_other(audio: Audio) -> None:
    entered(audio, "shallows")
    assert channels(0, 2) == 1
    audio.be_in("shallows")
    assert channels(0, 2) == 1
    entered(audio, "reef")
    assert channels(0, 2) == 2  # the old one still fades
    audio.be_in(None)


def test_to_and_fro_between_zones_cuts_no_fade_short(audio: Audio) -> None:
    entered(audio, "shallows")
    entered(audio, "reef")
    playing = [pygame.mixer.Channel(number).get_sound() for number in range(2)]
    entered(audio, "shallows")
    assert [pygame.mixer.Channel(number).get_sound() for number in range(2)] == playing
    pygame.mixer.stop()  # as if both fades were over
    audio.be_in("shallows")
    assert channels(0, 2) == 1


def test_muting_silences_all_and_is_undone(audio: Audio) -> None:
    entered(audio, "hadal")
    audio.play("rumble")
    audio.muted = True
    assert channels(2, 16) == 0
    assert not audio.play("rumble")
    levels = [pygame.mixer.Channel(number).get_volume() for number in range(2)]
    assert levels == [0, 0]
    audio.muted = False
    assert audio.play("rumble")
    assert pygame.mixer.Channel(1).get_volume() == pytest.approx(0.8**2, abs=0.01)


def test_volume_stays_in_its_range_and_is_heard_at_once(audio: Audio) -> None:
    entered(audio, "reef")
    for asked, found in ((0.5, 0.5), (7, 1), (-1, 0)):
        audio.volume = asked
        assert audio.volume == found
        assert pygame.mixer.Channel(1).get_volume() == pytest.approx(found**2, abs=0.01)


def test_without_a_loudspeaker_the_game_goes_on_and_says_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "there-is-no-such-driver")
    told: list[str] = []
    audio = Audio(tell=told.append)
    assert audio.silent
    assert len(told) == 1
    assert told[0].startswith("there is no sound: ")
    audio.be_in("reef")
    assert not audio.play("shutter")
    audio.muted = True
    audio.volume = 0.3
    audio.be_in(None)
    audio.close()
    assert len(told) == 1


def test_a_loudspeaker_that_is_pulled_out_is_told_once() -> None:
    told: list[str] = []
    audio = Audio(tell=told.append)
    wait(audio._made.values())
    pygame.mixer.quit()
    audio.volume = 0.5
    assert audio.silent
    assert not audio.play("shutter")
    audio.be_in("reef")
    audio.close()
    assert told == ["there is no sound: mixer not initialized; the game goes on without"]


def test_a_sound_that_is_not_ready_is_not_waited_for_and_after_closing_nothing_fails() -> None:
    audio = Audio()
    assert not audio.play("rumble")  # the last that is made
    wait(audio._made.values())
    assert audio.play("rumble")
    audio.close()
    assert not audio.play("shutter")
    audio.be_in("reef")
    audio.muted = True


def test_drivers_say_nothing_and_errors_are_heard_again(capfd: pytest.CaptureFixture[str]) -> None:
    with _without_words_of_drivers():
        os.write(2, b"ALSA lib confmisc.c: cannot find card 0\n")
    os.write(2, b"ours\n")
    assert capfd.readouterr().err == "ours\n"
