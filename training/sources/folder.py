"""A folder of single pictures -> labelled sprites, and what was left out. Knows no sheets and no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.sources.background import NoForeground
from training.sources.labelled import Found, Labels, NoLicenceError, Skipped, SourceError, labels_with_family
from training.sources.licences import licence_for
from training.sources.picture_cards import Card, joined, labels_in, read_cards
from training.sources.pictures import PictureError, picture_files, read_picture
from training.sources.reduction import FitSettings, fit

Pixels = npt.NDArray[np.uint8]
# The place of each sprite in a picture ("" for the whole), and its pixels; ValueError refuses the picture.
Cut = Callable[[Pixels], list[tuple[str, Pixels]]]


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """How the pictures of a folder are read; labels given here hold where neither path nor CSV says otherwise."""

    licence: str = ""  # empty: a licence file must lie beside the pictures or above
    author: str = ""
    labels: str = ""  # a CSV file in the folder; labels.csv is read unasked
    only_listed: bool = False  # leave out what the CSV does not list
    ignore: tuple[str, ...] = ()  # patterns of relative paths, such as "sheets/*"
    known: Labels = field(default_factory=Labels)
    megapixels: float = 4.0
    fit: FitSettings = field(default_factory=FitSettings)


def import_folder(root: Path, options: PictureOptions) -> list[Found | Skipped]:
    """One sprite a picture, in the order of paths. SourceError when the folder or a licence is missing."""
    return import_pictures(root, options, cut=lambda pixels: [("", pixels)])


def import_pictures(root: Path, options: PictureOptions, *, cut: Cut) -> list[Found | Skipped]:
    """The sprites that `cut` finds in each picture of a folder; `root` may also be a single picture."""
    if not root.exists():
        raise SourceError(f"{root} does not exist; name a folder of pictures")
    folder = root if root.is_dir() else root.parent
    files = picture_files(folder, options.ignore) if root.is_dir() else [root]
    cards = _cards(folder, options)
    if options.only_listed:
        files = [path for path in files if path.relative_to(folder).as_posix() in cards]
    results: list[Found | Skipped] = []
    seen: dict[bytes, str] = {}
    for path in files:
        relative = path.relative_to(folder)
        below = labels_in([folder.name, *relative.parts[:-1], relative.stem], options.known)
        card = joined(cards.pop(relative.as_posix(), Card()), below)
        licence = card.licence or options.licence or licence_for(path, folder)
        if not licence:
            raise NoLicenceError(
                f"{path}: no licence is stated; give `licence` in the mix, a licence column in the CSV file, "
                "or put a LICENSE file beside the pictures"
            )
        card = Card(card.labels, licence, card.author or options.author or "not stated", card.origin)
        for result in _sprites(path, f"{folder.name}/{relative.as_posix()}", card, options, cut):
            results.append(_unless_seen(result, seen))
    if root.is_dir():
        results += [Skipped(f"{folder.name}/{name}", "listed in the CSV file, but not there") for name in cards]
    return results


def _cards(folder: Path, options: PictureOptions) -> dict[str, Card]:
    path = folder / (options.labels or "labels.csv")
    return read_cards(path) if options.labels or path.exists() else {}


def _sprites(path: Path, name: str, card: Card, options: PictureOptions, cut: Cut) -> list[Found | Skipped]:
    try:
        pieces = cut(read_picture(path, megapixels=options.megapixels))
    except (PictureError, NoForeground) as error:
        return [Skipped(name, str(error))]
    return [_sprite(pixels, f"{name} {place}".strip(), card, options) for place, pixels in pieces]


def _sprite(pixels: Pixels, place: str, card: Card, options: PictureOptions) -> Found | Skipped:
    try:
        indices = fit(pixels, options.fit, standing=card.labels.category == "coral")
    except NoForeground as error:
        return Skipped(place, str(error))
    return Found(indices, labels_with_family(card.labels, indices), card.origin or place, card.licence, card.author)


def _unless_seen(result: Found | Skipped, seen: dict[bytes, str]) -> Found | Skipped:
    if isinstance(result, Skipped):
        return result
    key = result.indices.tobytes() + repr(result.labels).encode()
    first = seen.setdefault(key, result.origin)
    return result if first == result.origin else Skipped(result.origin, f"the same sprite as {first}")
