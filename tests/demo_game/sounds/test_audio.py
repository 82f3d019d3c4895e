"""With a mixer in which no time passes; once under SDL's dummy driver, which plays into nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import wait
from threading import Event

import numpy as np
import pygame
import pytest

from demo_game.sounds import audio as audio_module
from demo_game.sounds.audio import LOOPS, Audio, ears
from demo_game.sounds.layers import SILENT, Surroundings
from demo_game.sounds.sound import SOUNDS
from demo_game.sounds.synthesis import RATE, Samples
from pixelgen import ZONES
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
    monkeypatch.setattr(audio_module, "music", short)
    return silent


@pytest.fixture
def audio(mixer: SilentMixer) -> Iterator[Audio]:
    made = Audio()
    wait(made._made.values())
    yield made
    made.close()


def entered(audio: Audio, zone: str, *, seconds: float = 4.0, **more: float) -> None:
    """As if the thread had had its time, and the fades theirs."""
    audio.hear(Surroundings(zone, **more), 0.01)  # type: ignore[arg-type]
    wait([loop.made for loop in audio._loops.values()])
    for _ in range(round(seconds / 0.05)):
        audio.hear(Surroundings(zone, **more), 0.05)  # type: ignore[arg-type]


def heard(audio: Audio) -> dict[tuple[str, str], float]:
    """Volume of each layer that plays."""
    return {layer: loop.made.result().get_volume() for layer, loop in audio._loops.items() if loop.channel is not None}


def test_the_mixer_has_the_rate_that_sounds_are_made_for(audio: Audio, mixer: SilentMixer) -> None:
    assert mixer.settings == (RATE, -16, 2, 512)
    assert not audio.silent


def test_every_sound_can_be_played(audio: Audio, mixer: SilentMixer) -> None:
    for name in SOUNDS:
        mixer.stop()
        assert audio.play(name)
        assert mixer.busy(LOOPS, 99) == 1


def test_much_of_one_sound_is_not_louder_than_three(audio: Audio) -> None:
    assert [audio.play("ui_move") for _ in range(5)] == [True, True, True, False, False]


def test_effects_leave_the_channels_of_the_layers_alone(audio: Audio, mixer: SilentMixer) -> None:
    played = [audio.play(name) for name in (*SOUNDS, *SOUNDS)]
    assert sum(played) == mixer.busy(LOOPS, 99) == 14
    assert mixer.busy(0, LOOPS) == 0


def test_a_quieter_sound_is_quieter(audio: Audio, mixer: SilentMixer) -> None:
    for volume in (1.0, 0.25):
        mixer.stop()
        audio.play("discovery", volume=volume)
        played = mixer.channels[LOOPS].sound
        assert played is not None
        assert played.volume == pytest.approx(0.6**1.5 * volume)


def test_a_sound_is_louder_on_its_side(audio: Audio, mixer: SilentMixer) -> None:
    assert [ears(side) for side in (-1, -0.5, 0, 1)] == [(1, 0), (1, 0.5), (1, 1), (0, 1)]
    audio.play("bubble", side=-0.5)
    assert mixer.channels[LOOPS].volume == (1, 0.5)


def test_zones_fade_into_each_other_and_no_loop_begins_or_ends_but_in_silence(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "shallows")
    before = heard(audio)
    assert {layer for layer, _ in before} == {"water", "chords", "melody"}
    audio.hear(Surroundings("reef"), 0.01)
    wait([loop.made for loop in audio._loops.values()])
    seen = []
    for _ in range(100):
        audio.hear(Surroundings("reef"), 0.05)
        seen.append(heard(audio))
    assert max(len(one) for one in seen) == 6  # the old ones still fade
    assert {zone for _, zone in seen[-1]} == {"reef"}
    for layer in before:
        levels = [one[layer] for one in seen if layer in one]
        assert levels == sorted(levels, reverse=True)
        assert levels[-1] < 0.02  # then it is stopped
    for layer in seen[-1]:
        levels = [one[layer] for one in seen if layer in one]
        assert levels[0] < 0.02
        assert max(abs(b - a) for a, b in itertools.pairwise(levels)) < 0.02  # 50 ms apart
    assert mixer.busy(0, LOOPS) == 3


def test_to_and_fro_between_zones_goes_on_where_a_fade_was(audio: Audio) -> None:
    entered(audio, "shallows")
    entered(audio, "reef", seconds=0.5)
    fading = heard(audio)["chords", "shallows"]
    audio.hear(Surroundings("shallows"), 0.05)
    assert fading < heard(audio)["chords", "shallows"] < fading + 0.02


def test_danger_the_night_and_the_deep_are_heard_beside_the_zone(audio: Audio) -> None:
    entered(audio, "reef")
    calm = heard(audio)["chords", "reef"]
    entered(audio, "reef", seconds=12, danger=1.0, night=1.0, depth=0.9, wonder=1.0)
    found = heard(audio)
    assert {"danger", "night", "deep", "wonder"} < {layer for layer, _ in found}
    assert found["chords", "reef"] < 0.5 * calm


def test_an_effect_that_matters_pushes_the_music_back_for_a_moment(audio: Audio) -> None:
    entered(audio, "reef")
    calm = heard(audio)["chords", "reef"]
    audio.play("ui_move")
    audio.hear(Surroundings("reef"), 0.05)
    assert heard(audio)["chords", "reef"] == pytest.approx(calm)
    audio.play("discovery")
    lowest = []
    for _ in range(30):
        audio.hear(Surroundings("reef"), 0.05)
        lowest.append(heard(audio)["chords", "reef"] / calm)
    assert min(lowest) == pytest.approx(0.45)
    assert max(abs(b - a) for a, b in itertools.pairwise([1.0, *lowest])) < 0.25
    entered(audio, "reef", seconds=5)
    assert heard(audio)["chords", "reef"] == pytest.approx(calm)


def test_muting_silences_all_without_a_jump_and_is_undone(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "hadal")
    before = heard(audio)
    audio.play("bubble")
    audio.muted = True
    assert not audio.play("bubble")
    audio.hear(Surroundings("hadal"), 0.016)
    assert mixer.channels[LOOPS].fading
    assert all(0.8 * before[layer] < volume < before[layer] for layer, volume in heard(audio).items())
    entered(audio, "hadal", seconds=0.3)
    assert set(heard(audio).values()) == {0}
    audio.muted = False
    assert audio.play("bubble")
    entered(audio, "hadal", seconds=0.3)
    assert heard(audio) == pytest.approx(before)


def test_each_slider_moves_what_it_is_for(audio: Audio, mixer: SilentMixer) -> None:
    entered(audio, "reef")
    usual = heard(audio)
    audio.music = 0.3
    entered(audio, "reef", seconds=0.1)
    assert heard(audio)["chords", "reef"] == pytest.approx(usual["chords", "reef"] * 0.5**1.5)
    assert heard(audio)["water", "reef"] == usual["water", "reef"]
    audio.music, audio.effects = 0.6, 0.0
    entered(audio, "reef", seconds=0.1)
    assert heard(audio)["chords", "reef"] == usual["chords", "reef"]
    assert heard(audio)["water", "reef"] == 0
    audio.play("discovery")
    played = mixer.channels[LOOPS].sound
    assert played is not None
    assert played.volume == 0
    for asked in (7.0, -1.0):  # no slider is louder than all of it
        audio.volume = audio.music = asked
        entered(audio, "reef", seconds=6)
        assert heard(audio)["water", "reef"] == 0
        assert heard(audio)["chords", "reef"] == (1.0 if asked > 0 else 0.0)


def test_of_the_loops_that_are_not_heard_a_few_are_kept(audio: Audio) -> None:
    for zone in ZONES:
        entered(audio, zone, seconds=5)
    entered(audio, "", seconds=5)
    assert heard(audio) == {}
    assert len(audio._loops) == 4
    assert {zone for _, zone in audio._loops} <= {"abyss", "hadal"}


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
    audio.hear(Surroundings("reef"), 0.05)
    assert not audio.play("shutter")
    audio.muted = True
    audio.volume = 0.3
    audio.hear(SILENT, 0.05)
    audio.close()
    assert told == [says]


def test_a_loudspeaker_that_is_pulled_out_is_warned_once(mixer: SilentMixer) -> None:
    told: list[str] = []
    audio = Audio(warn=told.append)
    wait(audio._made.values())
    mixer.broken = pygame.error("mixer not initialized")
    audio.hear(Surroundings("reef"), 0.05)
    assert not audio.play("splash")
    assert audio.silent
    assert not audio.play("shutter")
    audio.hear(Surroundings("reef"), 0.05)
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
    assert not audio.play("bubble")
    may_go_on.set()
    wait(audio._made.values())
    assert audio.play("bubble")
    audio.close()
    assert not audio.play("shutter")
    audio.hear(Surroundings("reef"), 0.05)
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
