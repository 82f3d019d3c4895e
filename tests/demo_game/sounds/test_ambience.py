"""Loops of water and music: their seams, levels and pitches, one by one and together as they are heard."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from demo_game.sounds.ambience import ambience
from demo_game.sounds.layers import Layer, Surroundings, levels
from demo_game.sounds.loops import LOOP_SECONDS
from demo_game.sounds.music import EVERYWHERE, ZONE_LAYERS, music
from demo_game.sounds.synthesis import RATE, Samples
from pixelgen import ZONES

LAYERS = [(layer, zone) for zone in ZONES for layer in ("water", *ZONE_LAYERS)] + [(layer, "") for layer in EVERYWHERE]
USUAL_VOLUME = 0.6**1.5


@cache
def loop_of(layer: Layer) -> Samples:
    name, zone = layer
    return ambience(zone) if name == "water" else music(name, zone)


def mixed(around: Surroundings) -> np.ndarray:
    """What comes out of the loudspeakers at full volume, as shares of the full scale."""
    return np.asarray(sum(level * loop_of(layer) / 32_768.0 for layer, level in levels(around).items()))


def decibels(heard: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(heard**2))))


def power(heard: np.ndarray, low: float, high: float) -> float:
    """Share of the energy between two pitches."""
    energy = np.abs(np.fft.rfft(heard.mean(axis=1))) ** 2
    pitches = np.fft.rfftfreq(len(heard), 1 / RATE)
    return float(energy[(pitches >= low) & (pitches < high)].sum() / energy.sum())


def centre(heard: np.ndarray) -> float:
    """Pitch at the middle of the energy."""
    energy = np.abs(np.fft.rfft(heard.mean(axis=1))) ** 2
    return float((energy * np.fft.rfftfreq(len(heard), 1 / RATE)).sum() / energy.sum())


@pytest.mark.parametrize("layer", LAYERS)
def test_a_loop_lasts_over_a_minute_and_is_quiet_stereo_without_a_constant_part(layer: Layer) -> None:
    loop = loop_of(layer)
    assert loop.dtype == np.int16
    assert loop.shape == (LOOP_SECONDS * RATE, 2)
    assert LOOP_SECONDS > 60
    heard = loop / 32_768
    assert -26 < decibels(heard) < -15
    assert np.abs(heard).max() < 0.56
    assert np.abs(heard.mean(axis=0)).max() < 1e-4
    assert abs(np.corrcoef(loop[:, 0], loop[:, 1])[0, 1]) < 0.85
    assert power(heard, 6000, RATE) < 0.01  # nothing hisses or squeaks


def has_seam(loop: Samples) -> bool:
    """Where it begins again, it bends more than it does elsewhere."""
    twice = np.concatenate([loop[-RATE:], loop[:RATE]]).astype(np.int64)
    for order in (1, 2, 3):
        steps = np.abs(np.diff(twice, n=order, axis=0)).max(axis=1)
        if steps[RATE - order - 1 : RATE + 1].max() > np.quantile(steps, 0.998):
            return True
    return False


@pytest.mark.parametrize("layer", LAYERS)
def test_a_loop_has_no_seam(layer: Layer) -> None:
    loop = loop_of(layer)
    assert not has_seam(loop)
    if layer[0] in ("water", "chords"):  # what never rests has one when it is cut
        assert sum(has_seam(loop[:-cut]) for cut in range(1003, 30_003, 1811)) >= 9  # of 17


@pytest.mark.parametrize("layer", LAYERS)
def test_no_sample_of_a_loop_clicks(layer: Layer) -> None:
    """A click is what is left above the pitches that a loop is made of."""
    pitches = np.fft.rfft(loop_of(layer)[:, 0] / 32_768)
    pitches[: 6000 * LOOP_SECONDS] = 0
    assert np.abs(np.fft.irfft(pitches)).max() < 0.03


@pytest.mark.parametrize("zone", ZONES)
def test_at_the_usual_volume_a_zone_is_heard_at_about_20_decibels_under_full_scale(zone: str) -> None:
    number = ZONES.index(zone)
    heard = mixed(Surroundings(zone, depth=(number + 0.5) / len(ZONES)))
    assert -22 < decibels(heard * USUAL_VOLUME) < -18
    assert np.abs(heard * USUAL_VOLUME).max() < 0.7
    assert (np.abs(heard) > 1.0).mean() < 1e-4  # with all sliders at their end


@pytest.mark.parametrize("zone", ZONES)
def test_all_layers_at_once_leave_room_for_effects(zone: str) -> None:
    heard = mixed(Surroundings(zone, depth=1.0, night=1.0, danger=1.0, wonder=1.0))
    assert np.abs(heard * USUAL_VOLUME).max() < 0.6


@pytest.mark.parametrize("zone", ZONES[3:])
def test_the_deep_can_be_heard_on_small_loudspeakers(zone: str) -> None:
    heard = mixed(Surroundings(zone, depth=(ZONES.index(zone) + 0.5) / len(ZONES)))
    assert power(heard, 250, 2000) > 0.4


def test_the_water_of_each_zone_is_duller_than_that_above() -> None:
    centres = [centre(loop_of(("water", zone)) / 32_768) for zone in ZONES]
    assert centres == sorted(centres, reverse=True)


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_never_jumps_in_loudness(zone: str) -> None:
    heard = mixed(Surroundings(zone))
    level = np.sqrt(np.mean(heard.reshape(LOOP_SECONDS * 2, -1, 2) ** 2, axis=(1, 2)))  # each half second
    around = np.append(level, level[0])
    assert np.abs(np.diff(20 * np.log10(around))).max() < 9


def test_zones_and_layers_differ_and_a_loop_is_the_same_each_time() -> None:
    assert len({loop_of(layer).tobytes() for layer in LAYERS}) == len(LAYERS)
    for layer in (("chords", "reef"), ("wonder", "")):
        assert np.array_equal(loop_of(layer), music(*layer))


def test_danger_takes_the_melody_away_and_the_deep_brings_the_choir() -> None:
    calm, low = levels(Surroundings("reef")), levels(Surroundings("reef", danger=1.0))
    assert ("danger", "") in low
    assert low["melody", "reef"] < 0.5 * calm["melody", "reef"]
    choir = [levels(Surroundings("abyss", depth=depth)).get(("deep", ""), 0.0) for depth in (0.0, 0.3, 0.6, 1.0)]
    assert choir == sorted(choir)
    assert choir[0] == 0
    assert choir[-1] == 1
    middle, edge = (levels(Surroundings("reef", within=within))["melody", "reef"] for within in (0.5, 0.0))
    assert edge < middle
