"""Categories of animals -> their voices, short and soft: who is near can be heard before it is seen. Knows no sea."""

from __future__ import annotations

import numpy as np

from demo_game.sounds.synthesis import (
    Signal,
    bell,
    decaying,
    echoing,
    noise,
    placed,
    swelling,
    times,
    tone,
)

Rng = np.random.Generator
_BELL = ((1.0, 1.0), (2.4, 0.25), (4.1, 0.08))


def fish(rng: Rng) -> Signal:
    """Two or three knocks of a swim bladder."""
    first = float(rng.uniform(260, 420))
    knocks = [
        (0.09 * place, tone(0.09, first * (1 - 0.1 * place)) * decaying(0.09, half_life=0.02, attack=0.008))
        for place in range(int(rng.integers(2, 4)))
    ]
    return echoing(rng, placed(0.7, knocks), half_life=0.08, share=0.3)


def grazer(rng: Rng) -> Signal:
    """It scrapes over stones."""
    bites = [
        (0.14 * place, noise(rng, 0.1, low=600, high=1900, tilt=0.5) * swelling(0.1, peak=0.6) * level)
        for place, level in enumerate((0.7, 1.0, 0.8)[: int(rng.integers(2, 4))])
    ]
    return echoing(rng, placed(0.8, bites), half_life=0.06, share=0.25)


def coral(rng: Rng) -> Signal:
    """Small things open and close in it."""
    ticks = [
        (float(at), 0.6 * tone(0.05, float(rng.uniform(900, 1700))) * decaying(0.05, half_life=0.01, attack=0.003))
        for at in np.sort(rng.uniform(0, 0.5, 5))
    ]
    return echoing(rng, placed(0.9, ticks), half_life=0.1, share=0.35)


def jellyfish(rng: Rng) -> Signal:
    """A bell that opens."""
    pitch = float(rng.choice((440.0, 587.3, 659.3, 880.0)))
    opening = bell(1.6, pitch, half_life=0.3, partials=_BELL) * np.minimum(times(1.6) / 0.12, 1)
    return echoing(rng, placed(2.0, [(0.0, opening)]), half_life=0.4, share=0.45)


def cephalopod(rng: Rng) -> Signal:
    """Water through a siphon, then a low chirp."""
    jet = noise(rng, 0.35, low=300, high=1300, tilt=0.8) * swelling(0.35, peak=0.25) ** 1.5
    chirp = tone(0.22, float(rng.uniform(300, 380)) * (1 + 0.5 * times(0.22) / 0.22)) * swelling(0.22, peak=0.4)
    return echoing(rng, placed(1.0, [(0.0, 0.7 * jet), (0.3, 0.6 * chirp)]), half_life=0.15, share=0.3)


def abyssal(rng: Rng) -> Signal:
    """A creak that ends in a question."""
    moments = times(0.9)
    pitch = float(rng.uniform(240, 320)) * (1 - 0.25 * moments + 0.5 * np.maximum(moments - 0.55, 0))
    rattle = 0.6 + 0.4 * np.sin(2 * np.pi * 17 * moments)
    made = (
        (tone(0.9, pitch) + 0.4 * tone(0.9, 2 * pitch) + 0.2 * tone(0.9, 3 * pitch)) * rattle * swelling(0.9, peak=0.4)
    )
    return echoing(rng, placed(1.8, [(0.0, made)]), half_life=0.4, share=0.45)


def giant(rng: Rng) -> Signal:
    """A song from very far, that glides over an octave."""
    along = np.linspace(0, 1, len(times(3.4)))
    pitch = float(rng.uniform(150, 190)) * 2 ** (0.9 * np.sin(np.pi * along) ** 2 - 0.3 * along)
    made = tone(3.4, pitch) + 0.5 * tone(3.4, 2 * pitch) + 0.25 * tone(3.4, 3 * pitch)
    return echoing(rng, placed(4.4, [(0.0, made * swelling(3.4, peak=0.45))]), half_life=0.7, share=0.5, high=1500)
