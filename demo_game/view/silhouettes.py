"""A zone and random numbers -> the outline of a ridge with what stands on it, as a mask. Knows no colours.

Shapes are set into a mask (rows, columns) whose sides meet: what leaves it on the right comes in on the left.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from demo_game.rules.rng import Rng

RIDGE_WIDTH, RIDGE_HEIGHT = 720, 180
Mask = npt.NDArray[np.bool_]


def ridge_mask(zone: str, rng: Rng, *, near: bool) -> Mask:
    """(RIDGE_HEIGHT, RIDGE_WIDTH): hills, and on them what the zone grows."""
    mask = np.zeros((RIDGE_HEIGHT, RIDGE_WIDTH), dtype=np.bool_)
    rough, amount, shapes = _SCENERY[zone]
    ground = _hills(rng, rough=rough)
    rows = np.arange(RIDGE_HEIGHT)[:, None]
    mask |= rows >= ground[None, :]
    for _ in range(round(amount * (1.0 if near else 1.3))):
        x = rng.randrange(RIDGE_WIDTH)
        size = rng.uniform(0.75, 1.25) * (1.25 if near else 0.8)
        rng.choice(shapes)(mask, x, int(ground[x]) + 2, size, rng)
    return mask


def _hills(rng: Rng, *, rough: float) -> npt.NDArray[np.int64]:
    """The ground's row at each column, from waves that fit the width."""
    x = np.arange(RIDGE_WIDTH) * (2 * math.pi / RIDGE_WIDTH)
    ground = np.full(RIDGE_WIDTH, RIDGE_HEIGHT * 0.5)
    for waves in (1, 2, 3, 5, 8, 13, 21, 34):
        height = (17 if waves < 5 else 26 * rough) / waves**0.75
        ground += np.sin(x * waves + rng.uniform(0, 7)) * height * rng.uniform(0.5, 1)
    return ground.astype(np.int64)


def _set(mask: Mask, x: float, y: float, width: int = 1, height: int = 1) -> None:
    top, bottom = max(int(y), 0), min(int(y) + height, mask.shape[0])
    if bottom > top:
        columns = (int(x) + np.arange(width)) % mask.shape[1]
        mask[top:bottom, columns] = True


def _disc(mask: Mask, x: float, y: float, across: float, down: float) -> None:
    for row in range(int(-down), int(down) + 1):
        half = across * math.sqrt(max(1 - (row / max(down, 0.5)) ** 2, 0))
        _set(mask, x - half, y + row, int(2 * half) + 1)


def mound(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A round head of coral or stone."""
    _disc(mask, x, y + 2, rng.uniform(12, 26) * size, rng.uniform(8, 15) * size)


def _low(height: float, x: int, y: int) -> int:
    """A height that keeps below the mask's upper edge, which would cut it off flat: what is too tall grows less."""
    return int(min(height, y * (0.97 - x % 7 * 0.04)))


def branches(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """Staghorn: a trunk that forks again and again."""

    def grow(px: float, py: float, angle: float, length: float, thick: int) -> None:
        if length < 4:
            return
        for step in range(int(length)):
            _set(mask, px + math.sin(angle) * step, py - math.cos(angle) * step, thick, 1 + thick // 2)
        px, py = px + math.sin(angle) * length, py - math.cos(angle) * length
        for turn in (-rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)):
            grow(px, py, angle * 0.7 + turn, length * rng.uniform(0.6, 0.8), max(thick - 1, 2))

    grow(x, y, rng.uniform(-0.2, 0.2), 17 * size, 4)


def fan(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A sea fan: ribs in a half disc, with holes between."""
    reach = rng.uniform(22, 34) * size
    _set(mask, x, y - 6, 3, 8)
    for rib in range(-6, 7):
        angle = rib * 0.19
        for step in range(int(reach * (1 - abs(rib) * 0.03))):
            bend = math.sin(step * 0.35 + rib) * 0.8
            _set(mask, x + 1 + math.sin(angle) * step + bend, y - 5 - math.cos(angle) * step, 2)
    for ring in (0.45, 0.7, 0.95):
        for step in range(-40, 41):
            angle = step * 0.029
            _set(mask, x + 1 + math.sin(angle) * reach * ring, y - 5 - math.cos(angle) * reach * ring, 2)


def tubes(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A cluster of sponge tubes, open at the top."""
    for number in range(3 + rng.randrange(3)):
        width, height = int(rng.uniform(6, 9) * size), int(rng.uniform(16, 42) * size)
        left = x + number * int(8 * size) - int(14 * size)
        _set(mask, left, y - height, width, height + 4)
        _set(mask, left - 1, y - height, width + 2, 3)


def table(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A table coral: plates on a stem."""
    height = int(rng.uniform(16, 30) * size)
    _set(mask, x - 2, y - height, int(5 * size), height + 3)
    for plate in range(1 + rng.randrange(3)):
        half = int(rng.uniform(16, 30) * size) - plate * 4
        _set(mask, x - half, y - height + plate * 9, 2 * half, 3)
        _set(mask, x - half + 4, y - height + plate * 9 + 3, 2 * half - 8, 2)


def kelp(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A long frond with leaves on both sides."""
    height, phase = _low(rng.uniform(40, 85) * size, x, y), rng.uniform(0, 6)
    for step in range(height):
        sway = math.sin(step * 0.09 + phase) * (2 + step * 0.05)
        _set(mask, x + sway, y - step, 2)
        if step % 6 == 0 and step > 5:
            side = 1 if step % 12 else -1
            for leaf in range(7):
                _set(mask, x + sway + side * leaf, y - step - leaf // 2, 2, 3 if leaf < 5 else 2)


def cliff(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A steep tower with ledges."""
    width, height = rng.uniform(18, 44) * size, _low(rng.uniform(40, 95) * size, x, y)
    for step in range(height):
        wide = width * (1 - 0.35 * step / height) + (step // 9 % 3) * 3 * size
        _set(mask, x - wide / 2 + (step // 13 % 2) * 2, y - step, int(wide))


def spire(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A thin needle of stone."""
    height, lean = _low(rng.uniform(40, 110) * size, x, y), rng.uniform(-0.18, 0.18)
    for step in range(height):
        wide = (1 - step / height) ** 1.4 * 15 * size + 1
        _set(mask, x - wide / 2 + lean * step, y - step, int(wide) + 1)


def arch(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A gate of stone."""
    reach, thick = rng.uniform(26, 44) * size, rng.uniform(8, 13) * size
    reach = min(reach, _low(999, x, y) / 1.25 - thick)
    for step in range(-70, 71):
        angle = step / 70 * math.pi / 2
        for layer in range(int(thick)):
            distance = reach + layer
            _set(mask, x + math.sin(angle) * distance, y - math.cos(angle) * distance * 1.25 + 6, 2, 3)


def smoker(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A chimney with a plume that widens and breaks up."""
    height = int(rng.uniform(24, 52) * size)
    for step in range(height):
        wide = 14 * size * (1 - 0.6 * step / height) + (step // 5 % 2) * 2
        _set(mask, x - wide / 2, y - step, int(wide))
    _set(mask, x - 5, y - height, 10, 3)
    for puff in range(7):
        middle = y - height - 7 - puff * 9
        if middle < 10:  # the mask ends: better no puff than half of one
            break
        _disc(mask, x + math.sin(puff * 1.1) * puff * 1.6, middle, 3 + puff * 0.9, 3 + puff * 0.5)


def ribs(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """What is left of a whale: ribs that curve up out of the ground, and a spine."""
    for rib in range(7):
        height = (26 + 10 * math.sin(rib * 0.52)) * size
        foot = x + (rib - 3) * 10 * size
        for step in range(int(height)):
            bend = math.sin(step / height * 2.2) * 8 * size
            _set(mask, foot + bend, y - step, 3 if step < height * 0.6 else 2)
    _set(mask, x - 34 * size, y - 3, int(72 * size), 4)


def mast(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """A wreck on its side: a hull, two broken masts, some rigging."""
    length = int(64 * size)
    for step in range(length):
        deep = int(17 * size * math.sin(min(step / length * 2.4, math.pi * 0.62)) + 4)
        _set(mask, x - length // 2 + step, y - deep - step // 9, 1, deep + 8)
    for foot, height, lean in ((-14, 58, 0.28), (12, 44, 0.34)):
        for step in range(int(height * size)):
            _set(mask, x + foot * size + lean * step, y - 12 * size - step, 2)
        yard = int(height * size * 0.62)
        for step in range(-13, 14):
            _set(mask, x + foot * size + lean * yard + step, y - 12 * size - yard + step * 0.35, 2)


def sea_pens(mask: Mask, x: int, y: int, size: float, rng: Rng) -> None:
    """Feathers on stalks, leaning in the current."""
    for pen in range(3):
        height, lean = int(rng.uniform(26, 48) * size), rng.uniform(0.1, 0.35)
        left = x + (pen - 1) * 13 * size
        for step in range(height):
            _set(mask, left + lean * step * step / height, y - step, 2)
            if step > height * 0.45 and step % 3 == 0:
                reach = int((1 - abs(step / height - 0.72) * 2.6) * 9 * size) + 2
                _set(mask, left + lean * step * step / height - reach, y - step - 2, 2 * reach, 1)


Shape = Callable[[Mask, int, int, float, Rng], None]
# zone -> how rough its hills are, how many things stand on them, which
_SCENERY: dict[str, tuple[float, float, tuple[Shape, ...]]] = {
    "shallows": (0.1, 13, (kelp, kelp, kelp, mound, kelp, branches)),
    "reef": (0.5, 17, (branches, fan, tubes, table, mound, branches, kelp)),
    "twilight": (0.8, 8, (cliff, cliff, fan, mast, sea_pens, cliff)),
    "midnight": (1.1, 8, (arch, spire, cliff, arch, sea_pens)),
    "abyss": (0.5, 8, (smoker, smoker, sea_pens, mound, smoker)),
    "hadal": (1.5, 11, (spire, spire, ribs, spire, spire)),
}
