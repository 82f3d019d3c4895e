"""A folder of pictures -> the sprites that can be learnt from it, or one line that says why none can.

Reads with the readers of training/sources. Knows nothing of networks and of worlds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training.sources.background import SOLID, NoForeground, foreground
from training.sources.folder import PictureOptions, Pixels, import_pictures
from training.sources.labelled import Found, NoLicenceError, Skipped, SourceError
from training.sources.pictures import PICTURE_ENDINGS, picture_files
from training.sources.pixel_grid import native
from training.sources.reduction import FitSettings
from training.sources.sheet import cells
from training.sources.sheet_grid import GivenGrid

FEWEST, MOST = 20, 500
MOST_COLOURS = 128  # of a picture in pixel art; photographs and smooth drawings have more
MOST_SOFT = 0.1  # of the pixels that are seen: half transparent ones
MOST_APART = 3.0  # times: the largest drawing and the smallest
_PHOTOGRAPHS = (".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".heic", ".avif")


class LessonError(SourceError):
    """A folder that nothing can be learnt from."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """found: the sprites, each once; skipped: what was left out and why; sides: longer sides of the drawings as they
    were found, pixels."""

    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    sides: tuple[int, ...]

    def lines(self) -> list[str]:
        """What was found, for a reader."""
        licences, authors = (Counter(getattr(one, name) for one in self.found) for name in ("licence", "author"))
        families = Counter(one.labels.family or "none" for one in self.found)
        reduced, enlarged = sum(side > 32 for side in self.sides), sum(side <= 16 for side in self.sides)
        said = [
            f"{len(self.found)} sprites; {len(self.skipped)} left out",
            f"sides: {min(self.sides)} to {max(self.sides)} pixels"
            + (f", {reduced} reduced to 32" if reduced else "")
            + (f", {enlarged} shown twice as large" if enlarged else ""),
            f"licence: {_counted(licences)}; author: {_counted(authors)}",
            f"colours: {_counted(families)}",
        ]
        return said + [f"left out: {one.origin}: {one.reason}" for one in self.skipped[:10]]


@dataclass(slots=True)
class _Measured:
    """What is seen of the pictures while they are read."""

    cell: tuple[int, int] | None
    smooth: int = 0
    pictures: int = 0
    sides: list[int] = field(default_factory=list)

    def cut(self, pixels: Pixels) -> list[tuple[str, Pixels]]:
        """The pieces of a picture: its cells, or the whole of it where it is no whole number of them."""
        self.pictures += 1
        self.smooth += _is_smooth(pixels)
        pieces = [("", pixels)]
        if self.cell is not None and not pixels.shape[1] % self.cell[0] and not pixels.shape[0] % self.cell[1]:
            pieces = cells(pixels, GivenGrid(cell_width=self.cell[0], cell_height=self.cell[1]), FitSettings())
        for _, piece in pieces:
            try:
                rows, columns = np.nonzero(foreground(native(piece)))
            except NoForeground:
                continue  # the import says so
            self.sides.append(int(max(np.ptp(rows), np.ptp(columns))) + 1)
        return pieces


def read_lesson(
    folder: Path, *, licence: str = "", author: str = "", cell: tuple[int, int] | None = None, flip: bool = False
) -> Lesson:
    """The sprites of a folder's PNG, GIF and WebP pictures.

    licence, author: of all of them, where no licence file lies beside them and no labels.csv says it. cell: width and
    height of the cells of strips and sheets; a picture that is no whole number of them is one sprite. flip: they face
    left. LessonError says in one line what is wrong with the folder.
    """
    if not folder.is_dir():
        raise LessonError(f"{folder} is no folder; name a folder of {FEWEST} to {MOST} pictures")
    files = picture_files(folder)
    if not files:
        others = sorted({path.suffix for path in folder.rglob("*") if path.suffix.lower() in _PHOTOGRAPHS})
        has = f"; it has {', '.join(others)}: photographs teach nothing here" if others else ""
        raise LessonError(f"{folder}: no picture in it; pixel art in {', '.join(PICTURE_ENDINGS)} is wanted{has}")
    if len(files) > 2 * MOST:  # reading them takes minutes, and few of so many are alike
        raise LessonError(f"{folder}: {len(files):,} pictures; {FEWEST} to {MOST} are wanted, so choose among them")
    measured = _Measured(cell)
    options = PictureOptions(licence=licence.strip(), author=author.strip(), fit=FitSettings(flip=flip))
    try:
        results = import_pictures(folder, options, cut=measured.cut)
    except NoLicenceError as error:
        raise LessonError(
            f"{folder}: no licence is stated; put a LICENSE file beside the pictures, or say it: --licence CC0-1.0"
        ) from error
    found = tuple(one for one in results if isinstance(one, Found))
    skipped = tuple(one for one in results if isinstance(one, Skipped))
    if 2 * measured.smooth > measured.pictures:
        raise LessonError(
            f"{folder}: {measured.smooth} of {measured.pictures} pictures are photographs or smooth drawings (more "
            f"than {MOST_COLOURS} colours, or soft edges); pixel art is wanted"
        )
    if not FEWEST <= len(found) <= MOST:
        why = f"; {len(skipped)} were left out, the first ({skipped[0].origin}): {skipped[0].reason}" if skipped else ""
        strips = "" if len(found) > MOST or cell is not None else "; strips and sheets need --cell WIDTH HEIGHT"
        raise LessonError(
            f"{folder}: {len(found)} usable {'sprite' if len(found) == 1 else 'sprites'}; {FEWEST} to {MOST} are "
            f"wanted{why}{strips}"
        )
    if max(measured.sides) > MOST_APART * min(measured.sides):
        raise LessonError(
            f"{folder}: sizes are mixed, the drawings' longer sides go from {min(measured.sides)} to "
            f"{max(measured.sides)} pixels; one scale is wanted, the largest at most {MOST_APART:g} times the smallest"
        )
    return Lesson(found, skipped, tuple(measured.sides))


def _is_smooth(pixels: Pixels) -> bool:
    alpha = pixels[..., 3]
    seen = alpha > 0
    colours = len(np.unique(pixels[alpha >= SOLID][:, :3], axis=0))
    soft = int((seen & (alpha < 255)).sum())
    return colours > MOST_COLOURS or (colours > MOST_COLOURS // 4 and soft > MOST_SOFT * max(1, int(seen.sum())))


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({count})" if len(counts) > 1 else name for name, count in counts.most_common())
