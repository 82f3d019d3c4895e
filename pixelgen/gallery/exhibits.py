"""Weights -> the pictures that a person judges them by, as PNG and GIF bytes, with a title and a caption.

Knows nothing of files, pages or the command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.files.animated_gif import gif_of_colours, png_of_colours
from pixelgen.gallery.rows import (
    AZIMUTHS,
    FRAMES,
    Row,
    Source,
    SpriteRow,
    breeding_rows,
    cell_requests,
    direction_row,
    drawn_rows,
    flat_rows,
    moving,
    shaded_rows,
    species_requests,
    temperature_requests,
)
from pixelgen.look.contact_sheet import WATER, Rows, sheet_pixels
from pixelgen.look.lighting.light import Light
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.relit import relit
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES

Pixels = npt.NDArray[np.uint8]

SCALE, SMALL = 4, 3
LAMP_FRAMES, LAMP_MS = 24, 90
GAP = 2
_LAMP_LIGHTS = ("from the left", "from above", "from the right")
_STRIP_SPECIES = ("clownfish", "sea_turtle", "anemone", "moon_jelly", "octopus", "anglerfish")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """name: of its file, with the ending. caption: what it shows. content: the file's bytes."""

    name: str
    title: str
    caption: str
    content: bytes


def exhibits(source: Source, *, learnt: Sequence[str], seed: int = 0) -> Iterator[Exhibit]:
    """All of them in turn. learnt: the species that the weights know; seed: of the first sprites."""
    cells = drawn_rows(source, cell_requests(seed=seed))
    yield _still("shaded", cells_beside(cells))
    every = drawn_rows(source, species_requests(learnt, seed=seed))
    names = [name for name in SPECIES if name in learnt]
    yield _still("species", shaded_rows(every), scale=SMALL)
    some = [(zone, row[2 * place]) for place, (zone, row) in enumerate(cells)]
    yield _still("light", [direction_row(zone, sprite) for zone, sprite in some])
    yield _exhibit(
        "layers.png", png_of_colours(_stacked([_layers_and_lights(zone, sprite) for zone, sprite in some]), scale=SMALL)
    )
    yield _exhibit("lamp.gif", _lamp(cells))
    for animation in ("idle", "dart", "turn"):
        yield _exhibit(f"{animation}.gif", _film(every, names, animation))
    yield _still("frames", _strips(every, names))
    yield _still("breeding", breeding_rows(source, seed=seed))
    yield _still("temperatures", shaded_rows(drawn_rows(source, temperature_requests(seed=seed))), scale=SMALL)


_TEXTS: dict[str, tuple[str, str]] = {
    "shaded.png": (
        "Flat and shaded",
        "Every zone and category, two sprites each. One row as the model drew them, the next row in the zone's light.",
    ),
    "species.png": (
        "Every species in every zone",
        "One row per zone, the shallows at the top; one column per species.",
    ),
    "light.png": (
        "Light from every side",
        f"Flat, then lit from {', '.join(map(str, AZIMUTHS))} degrees (0 is the right, 90 above), in palette colours.",
    ),
    "layers.png": (
        "Layers for an engine",
        f"Flat, shaded, normal map, emission map; then lit in 24-bit colours through the normal map, "
        f"{', '.join(_LAMP_LIGHTS)}.",
    ),
    "lamp.gif": ("A lamp circles", "Flat sprites, lit through their normal maps. Pixels of the glow ramp emit light."),
    "idle.gif": ("Idle", "The loop of an animal at rest. Pixels are moved; none is drawn again."),
    "dart.gif": ("Dart", "A dash, for animals that swim. Squid and their relatives dash backwards."),
    "turn.gif": ("Turn", "A turn to the other side; the last frame is the sprite mirrored."),
    "frames.png": ("Idle, frame by frame", "One animal per row, each in another zone: the frames of its idle loop."),
    "breeding.png": (
        "Breeding",
        "Parent A; A with the pixels to be drawn again hatched; parent B; four children with A's body and B's colours.",
    ),
    "temperatures.png": (
        "Temperature",
        "One zone and category per row, three seeds: temperatures from 0 (the likeliest sprite) over 0.7 (the default) "
        "to 1.6.",
    ),
}
NAMES = tuple(_TEXTS)


def cells_beside(cells: Sequence[SpriteRow]) -> list[Row]:
    """Each row, and below it the same shaded."""
    return [row for pair in zip(flat_rows(cells), shaded_rows(cells), strict=True) for row in pair]


def layers(zone: str, sprite: Sprite) -> Pixels:
    """(H, W, 3) flat, shaded, normal map and emission, side by side."""
    flat = sprite.indices
    ((_, (lit,)),) = shaded_rows([(zone, [sprite])])
    glow = np.repeat(emission_mask(flat)[..., None], 3, axis=-1)
    facing = normal_map(flat, sprite.parts)[..., :3]
    return np.concatenate([sheet_pixels([(zone, [flat, lit])], gap=0), facing, glow], axis=1)


def _layers_and_lights(zone: str, sprite: Sprite) -> Pixels:
    """The same, and relit from three sides."""
    lights = [
        relit(sprite.indices, Light(azimuth=float(azimuth)), WATER[zone], sprite.parts) for azimuth in (180, 90, 0)
    ]
    return np.concatenate([layers(zone, sprite), *lights], axis=1)


def _lamp(rows: Sequence[SpriteRow]) -> bytes:
    """Sprites of every cell under a light that goes round them once."""

    def picture(at: int) -> Pixels:
        light = Light(azimuth=360 * at / LAMP_FRAMES)
        return _stacked(
            [
                np.concatenate([relit(one.indices, light, WATER[zone], one.parts) for one in row[::2]], axis=1)
                for zone, row in rows
            ]
        )

    return gif_of_colours([picture(at) for at in range(LAMP_FRAMES)], [LAMP_MS] * LAMP_FRAMES, scale=SMALL)


def _film(every: Sequence[SpriteRow], names: Sequence[str], animation: str) -> bytes:
    """A row a zone, a column a species that has the animation, all at the same pace."""
    grid = [
        (zone, [one for sprite, name in zip(row, names, strict=True) if (one := moving(zone, sprite, name, animation))])
        for zone, row in every
    ]
    pace = round(float(np.mean([one.durations_ms.mean() for _, row in grid for one in row])))
    pictures = [
        sheet_pixels([(zone, [one.frames[at] for one in row]) for zone, row in grid], gap=0) for at in range(FRAMES)
    ]
    rest = [pace] if animation == "idle" else [*[pace] * (FRAMES - 1), 6 * pace]
    return gif_of_colours(pictures, rest if len(rest) > 1 else rest * FRAMES, scale=2)


def _strips(every: Sequence[SpriteRow], names: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for (zone, row), name in zip(every, _STRIP_SPECIES, strict=True):
        if name in names:
            loop = moving(zone, row[list(names).index(name)], name, "idle")
            assert loop is not None
            rows.append((zone, list(loop.frames)))
    return rows


def _still(name: str, rows: Rows, *, scale: int = SCALE) -> Exhibit:
    return _exhibit(f"{name}.png", png_of_colours(sheet_pixels(rows, gap=GAP), scale=scale))


def _exhibit(name: str, content: bytes) -> Exhibit:
    title, caption = _TEXTS[name]
    return Exhibit(name, title, caption, content)


def _stacked(pictures: Sequence[Pixels]) -> Pixels:
    return np.concatenate(pictures, axis=0)
