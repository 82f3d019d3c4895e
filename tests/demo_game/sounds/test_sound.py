from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from demo_game.sounds import sound as made_anew
from demo_game.sounds.sound import SOUNDS, variants_of
from demo_game.sounds.synthesis import RATE, Samples, echoing, noise
from pixelgen import CATEGORIES

WANTED = {
    *("shutter", "bubble", "hatching", "discovery", "aim", "low_oxygen", "breath"),
    *("ui_move", "ui_select", "ui_back", "denied", "page", "splash", "rumble"),
    *(f"voice_{category}" for category in (*CATEGORIES, "giant")),
}
LOW = {"rumble", "low_oxygen", "denied"}


@cache
def sound(name: str, *, variant: int = 0) -> Samples:
    return made_anew.sound(name, variant=variant)


def power(samples: Samples, low: float, high: float) -> float:
    """Share of a sound's energy between two pitches."""
    energy = np.abs(np.fft.rfft(samples.astype(np.float64).mean(axis=1))) ** 2
    pitches = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(energy[(pitches >= low) & (pitches < high)].sum() / energy.sum())


def centre(samples: Samples) -> float:
    """Pitch at the middle of a sound's energy."""
    energy = np.abs(np.fft.rfft(samples.astype(np.float64).mean(axis=1))) ** 2
    return float((energy * np.fft.rfftfreq(len(samples), 1 / RATE)).sum() / energy.sum())


def test_the_game_has_every_sound_that_it_plays() -> None:
    assert {*SOUNDS} == WANTED


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_short_stereo_of_16_bits_and_never_harsh(name: str) -> None:
    made = sound(name)
    assert made.dtype == np.int16
    assert made.ndim == 2
    assert made.shape[1] == 2
    assert 0.1 < len(made) / RATE < 4.5
    heard = made / 32_768
    assert 0.1 < np.abs(heard).max() <= 0.73
    assert 0.005 < np.sqrt(np.mean(heard**2)) < 0.19
    assert power(made, 6000, RATE) < 0.02  # nothing hisses or squeaks
    assert np.abs(heard.mean(axis=0)).max() < 1e-3


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_begins_and_ends_without_a_click(name: str) -> None:
    for variant in range(variants_of(name)):
        made = sound(name, variant=variant).astype(np.int64)
        assert np.abs(made[[0, -1]]).max() <= 32  # -60 dB
        assert np.abs(np.diff(made[-64:], axis=0)).max() <= 64


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_the_same_each_time_and_its_variants_differ(name: str) -> None:
    made = [sound(name, variant=variant) for variant in range(variants_of(name))]
    assert np.array_equal(made[0], made_anew.sound(name))
    assert np.array_equal(made[0], sound(name, variant=variants_of(name)))
    assert len({one.tobytes() for one in made}) == variants_of(name)


@pytest.mark.parametrize("name", SOUNDS)
def test_low_sounds_are_low_and_the_others_can_be_heard_on_small_loudspeakers(name: str) -> None:
    assert (centre(sound(name)) < 250) == (name in LOW)
    assert power(sound(name), 150, 6000) > (0.02 if name == "rumble" else 0.2)


def test_choosing_rises_and_going_back_falls() -> None:
    def halves(name: str) -> tuple[float, float]:
        made = sound(name)
        return centre(made[: round(0.05 * RATE)]), centre(made[round(0.08 * RATE) : round(0.3 * RATE)])

    first, then = halves("ui_select")
    assert first < then
    first, then = halves("ui_back")
    assert first > then


def test_an_echo_does_not_come_before_its_sound() -> None:
    signal = np.zeros(RATE)
    signal[RATE // 2] = 1.0
    heard = np.abs(echoing(np.random.default_rng(1), signal, half_life=0.3, share=1.0))
    assert heard[: RATE // 4].max() < 1e-3 * heard.max()
    assert heard[RATE * 3 // 4 :].max() > 1e-2 * heard.max()


def test_noise_has_its_band_and_level() -> None:
    made = noise(np.random.default_rng(2), 1.0, low=300, high=800)
    assert np.sqrt(np.mean(made**2)) == pytest.approx(1)
    stereo = np.rint(np.stack([made, made], axis=1) * 1000).astype(np.int16)
    assert power(stereo, 200, 1200) > 0.9
