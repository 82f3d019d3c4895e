"""Names of effects -> their sounds, synthesised. Knows nothing of loudspeakers, nor of when they are played.

    sound("shutter")                # (n, 2) int16 at 22,050 Hz
    sound("bubble", variant=2)      # the same kind of sound, not the same sound

All of it is heard through water: dull above a few kilohertz, and with a soft tail. Nothing begins or ends with a click.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demo_game.sounds import voices
from demo_game.sounds.synthesis import (
    Samples,
    Signal,
    bell,
    decaying,
    echoing,
    faded,
    noise,
    panned,
    placed,
    samples,
    swelling,
    times,
    tone,
)

_GLASS = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.18), (4.2, 0.07))
_MARIMBA = ((1.0, 1.0), (3.9, 0.16), (9.2, 0.03))
_A3 = 220.0
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class _Recipe:
    """make: a signal (n, 2). peak: its highest sample as a share of the full scale. variants: how many differ."""

    make: Callable[[Rng], Signal]
    peak: float
    variants: int = 1


def sound(name: str, *, variant: int = 0) -> Samples:
    """The effect of that name, one of SOUNDS; variants go round."""
    recipe = _RECIPES[name]
    rng = np.random.default_rng([zlib.crc32(name.encode("ascii")), variant % recipe.variants])
    return samples(faded(recipe.make(rng)), peak=recipe.peak)


def ducks(name: str) -> float:
    """Seconds for which the music stands back when it is played; 0: it does not."""
    return _DUCKS.get(name, 0.0)


def variants_of(name: str) -> int:
    """How many sounds go by that name."""
    return _RECIPES[name].variants


def _note(steps: int) -> float:
    """Pitch of so many semitones above A3."""
    return _A3 * 2 ** (steps / 12)


def _click(rng: Rng, *, low: float, high: float, half_life: float) -> Signal:
    seconds = half_life * 9
    return noise(rng, seconds, low=low, high=high, tilt=0.3) * decaying(seconds, half_life=half_life, attack=0.001)


def _blip(rng: Rng, hertz: float, *, rise: float = 1.9, half_life: float = 0.03) -> Signal:
    """One bubble: it rings at the pitch of its size (Minnaert 1933), which rises as it nears the surface."""
    seconds = half_life * 6
    pitch = hertz * (1 + (rise - 1) * (times(seconds) / seconds) ** 1.5)
    return tone(seconds, pitch) * decaying(seconds, half_life=half_life, attack=0.006)


def _bubble_cloud(rng: Rng, seconds: float, count: int, *, low: float, high: float) -> Signal:
    """Many bubbles, most of them early, the loud ones low."""
    starts = np.sort(rng.random(count) ** 1.4) * (seconds - 0.25)
    pitches = low * (high / low) ** rng.random(count)
    parts = [
        (float(start), _blip(rng, float(pitch), half_life=0.02 + 8 / pitch) * float(low / pitch) ** 0.5)
        for start, pitch in zip(starts, pitches, strict=True)
    ]
    return placed(seconds, parts)


def _shutter(rng: Rng) -> Signal:
    opening = _click(rng, low=900, high=4200, half_life=0.006)
    closing = _click(rng, low=600, high=3200, half_life=0.009)
    body = tone(0.09, 210 - 700 * times(0.09)) * decaying(0.09, half_life=0.014)
    whirr = noise(rng, 0.16, low=1200, high=2600, tilt=0.0) * swelling(0.16, peak=0.3)
    heard = placed(
        0.5,
        [
            (0.0, opening),
            (0.0, 0.8 * body),
            (0.085, 0.8 * closing),
            (0.085, 0.5 * body),
            (0.11, 0.08 * whirr),
        ],
    )
    return echoing(rng, heard, half_life=0.05, share=0.22)


def _bubble(rng: Rng) -> Signal:
    first = float(rng.uniform(380, 620))
    heard = placed(0.4, [(0.0, _blip(rng, first)), (0.07, 0.5 * _blip(rng, first * float(rng.uniform(1.3, 1.7))))])
    return echoing(rng, panned(heard, float(rng.uniform(-0.3, 0.3))), half_life=0.06, share=0.2)


def _hatching(rng: Rng) -> Signal:
    cracks = [(at, 0.4 * level * _click(rng, low=700, high=2800, half_life=0.007)) for at, level in _CRACKS]
    rising = [
        (0.42 + 0.085 * place, (0.55 + 0.08 * place) * bell(0.9, _note(steps), half_life=0.16, partials=_MARIMBA))
        for place, steps in enumerate((12, 16, 19, 24, 28))
    ]
    first_breath = [(0.40, 0.35 * _bubble_cloud(rng, 0.8, 14, low=500, high=1500))]
    return echoing(rng, placed(2.0, [*cracks, *rising, *first_breath]), half_life=0.25, share=0.35)


_CRACKS = ((0.0, 0.6), (0.13, 0.8), (0.19, 0.5), (0.34, 1.0))


def _discovery(rng: Rng) -> Signal:
    notes = [
        (0.11 * place, level * bell(1.4, _note(steps), half_life=0.28, partials=_GLASS))
        for place, (steps, level) in enumerate(((15, 0.7), (19, 0.8), (22, 0.9), (27, 1.0)))
    ]
    return echoing(rng, placed(2.8, notes), half_life=0.4, share=0.4)


def _aim_reached(rng: Rng) -> Signal:
    run = [
        (0.10 * place, 0.7 * bell(1.2, _note(steps), half_life=0.22, partials=_GLASS))
        for place, steps in enumerate((10, 14, 17, 22))
    ]
    chord = [(0.48, 0.6 * bell(2.2, _note(steps), half_life=0.6, partials=_GLASS)) for steps in (10, 17, 26, 29)]
    under = [(0.48, 0.5 * tone(2.0, _note(-2)) * swelling(2.0, peak=0.15))]
    return echoing(rng, placed(3.4, [*run, *chord, *under]), half_life=0.5, share=0.4)


def _low_oxygen(rng: Rng) -> Signal:
    beat = tone(0.3, 62 - 40 * times(0.3)) * decaying(0.3, half_life=0.05, attack=0.012)
    call = [
        (at, 0.32 * bell(0.5, _note(steps), half_life=0.12, partials=((1.0, 1.0), (2.0, 0.12))))
        for at, steps in ((0.02, 12), (0.24, 9))
    ]
    return echoing(rng, placed(1.1, [(0.0, beat), (0.24, 0.8 * beat), *call]), half_life=0.12, share=0.25, high=1200)


def _breath(rng: Rng) -> Signal:
    air = noise(rng, 1.0, low=500, high=1500, tilt=0.4) * swelling(1.0, peak=0.62)
    valve = noise(rng, 1.0, low=1800, high=2900, tilt=0.0) * swelling(1.0, peak=0.7) ** 2
    out = _bubble_cloud(rng, 1.5, 46, low=150, high=700)
    out *= 1.6 / max(float(np.abs(out).max()), 1e-9)
    return echoing(rng, placed(2.9, [(0.0, 0.42 * air + 0.10 * valve), (1.15, out)]), half_life=0.1, share=0.25)


def _ui_move(rng: Rng) -> Signal:
    return echoing(
        rng, placed(0.22, [(0.0, bell(0.15, _note(19), half_life=0.022, partials=_MARIMBA))]), half_life=0.03, share=0.1
    )


def _ui_select(rng: Rng) -> Signal:
    notes = [
        (0.0, bell(0.3, _note(15), half_life=0.05, partials=_MARIMBA)),
        (0.06, bell(0.4, _note(22), half_life=0.08, partials=_MARIMBA)),
    ]
    return echoing(rng, placed(0.6, notes), half_life=0.08, share=0.2)


def _ui_back(rng: Rng) -> Signal:
    notes = [
        (0.0, bell(0.3, _note(19), half_life=0.05, partials=_MARIMBA)),
        (0.06, bell(0.4, _note(12), half_life=0.08, partials=_MARIMBA)),
    ]
    return echoing(rng, placed(0.6, notes), half_life=0.08, share=0.2)


def _denied(rng: Rng) -> Signal:
    notes = [(at, tone(0.12, _note(-5)) * decaying(0.12, half_life=0.05, attack=0.01)) for at in (0.0, 0.13)]
    return echoing(rng, placed(0.5, notes), half_life=0.06, share=0.2)


def _page(rng: Rng) -> Signal:
    sweep = noise(rng, 0.24, low=700, high=2600, tilt=0.5) * swelling(0.24, peak=0.65) ** 1.5
    return echoing(rng, placed(0.4, [(0.0, sweep)]), half_life=0.04, share=0.15)


def _splash(rng: Rng) -> Signal:
    hit = noise(rng, 0.9, low=180, high=1900, tilt=0.8) * decaying(0.9, half_life=0.11, attack=0.012)
    spray = noise(rng, 0.9, low=1500, high=4000, tilt=0.0) * decaying(0.9, half_life=0.07, attack=0.03)
    below = _bubble_cloud(rng, 1.3, 40, low=220, high=900)
    below *= 1.3 / max(float(np.abs(below).max()), 1e-9)
    return echoing(rng, placed(1.9, [(0.0, hit), (0.02, 0.22 * spray), (0.12, below)]), half_life=0.2, share=0.3)


def _rumble(rng: Rng) -> Signal:
    ground = noise(rng, 3.2, low=38, high=110, tilt=1.0) * swelling(3.2, peak=0.35)
    groan = tone(3.2, 74 - 6 * times(3.2) + 2 * np.sin(5 * times(3.2))) * swelling(3.2, peak=0.5) ** 2
    stones = [
        (float(at), 0.7 * _click(rng, low=90, high=420, half_life=0.025)) for at in np.sort(rng.uniform(0.3, 2.4, 9))
    ]
    return echoing(rng, placed(4.2, [(0.0, ground), (0.0, 0.7 * groan), *stones]), half_life=0.5, share=0.35, high=500)


# in the order in which they are made when the game begins: what the title needs first, what takes long last
_RECIPES: dict[str, _Recipe] = {
    "ui_move": _Recipe(_ui_move, 0.29),
    "ui_select": _Recipe(_ui_select, 0.42),
    "ui_back": _Recipe(_ui_back, 0.38),
    "denied": _Recipe(_denied, 0.45),
    "page": _Recipe(_page, 0.26, 2),
    "bubble": _Recipe(_bubble, 0.35, 6),
    "shutter": _Recipe(_shutter, 0.72, 2),
    "splash": _Recipe(_splash, 0.64),
    "low_oxygen": _Recipe(_low_oxygen, 0.67),
    "breath": _Recipe(_breath, 0.32, 3),
    "hatching": _Recipe(_hatching, 0.67),
    "discovery": _Recipe(_discovery, 0.64),
    "aim": _Recipe(_aim_reached, 0.72),
    "rumble": _Recipe(_rumble, 0.72),
    "voice_reef_fish": _Recipe(voices.fish, 0.3, 3),
    "voice_grazer": _Recipe(voices.grazer, 0.25, 3),
    "voice_coral": _Recipe(voices.coral, 0.25, 3),
    "voice_jellyfish": _Recipe(voices.jellyfish, 0.28, 3),
    "voice_cephalopod": _Recipe(voices.cephalopod, 0.3, 3),
    "voice_abyssal": _Recipe(voices.abyssal, 0.32, 3),
    "voice_giant": _Recipe(voices.giant, 0.5, 2),
}
SOUNDS: tuple[str, ...] = tuple(_RECIPES)
_DUCKS = {
    "hatching": 1.2,
    "discovery": 1.6,
    "aim": 1.8,
    "low_oxygen": 1.0,
    "rumble": 2.0,
    "shutter": 0.3,
    "voice_giant": 2.5,
}
