"""Figures of generations -> a small picture of their curves. Knows nothing of how they came about."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from training.judging.generations import Generation, drift

_WIDE, _HIGH, _LEFT, _GAP = 520, 90, 40, 34
_ALONG = 5  # generations of a point
_INK, _PALE, _FIRST, _SECOND = (30, 30, 34), (216, 216, 220), (204, 62, 40), (40, 104, 190)


def drift_plot(found: Sequence[Generation]) -> Image.Image:
    """Area over that of creatures from scratch, share whose species is named beside theirs, and the most colours."""
    points = [drift(found, first, first + _ALONG) for first in range(0, len(found) - len(found) % _ALONG, _ALONG)]
    panels = (
        ("area of children / area of creatures drawn from scratch with the same traits", 0.8, 1.2, ("area",), 1.0),
        ("species named by the judge: children red, from scratch blue", 0.0, 1.0, ("named", "twins_named"), None),
        ("most colours of a child, outlines and lights not counted", 0.0, 10.0, ("colours",), 8.0),
    )
    picture = Image.new("RGB", (_LEFT + _WIDE + 20, len(panels) * (_HIGH + _GAP) + 20), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    for number, (title, low, high, names, level) in enumerate(panels):
        top = 18 + number * (_HIGH + _GAP)
        draw.text((_LEFT, top - 14), title, fill=_INK)
        draw.rectangle((_LEFT, top, _LEFT + _WIDE, top + _HIGH), outline=_PALE)
        for value in (low, high):
            draw.text((4, top + _HIGH * (value == low) - 6), f"{value:g}", fill=_INK)

        def place(at: int, value: float, low: float = low, high: float = high, top: int = top) -> tuple[float, float]:
            x = _LEFT + _WIDE * (at + 0.5) / max(1, len(points))
            return x, top + _HIGH * (1 - (min(max(value, low), high) - low) / (high - low))

        if level is not None:
            draw.line([(_LEFT, place(0, level)[1]), (_LEFT + _WIDE, place(0, level)[1])], fill=_PALE)
        for name, colour in zip(names, (_FIRST, _SECOND), strict=False):
            draw.line([place(at, point[name]) for at, point in enumerate(points)], fill=colour, width=2)
    last = 18 + len(panels) * (_HIGH + _GAP) - _GAP
    for at in range(len(points)):
        draw.text(
            (_LEFT + _WIDE * (at + 0.5) / len(points) - 14, last + 4),
            f"{at * _ALONG + 1}-{(at + 1) * _ALONG}",
            fill=_INK,
        )
    return picture
