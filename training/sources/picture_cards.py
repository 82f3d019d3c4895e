"""Names of folders and lines of a CSV file -> what is known of each picture. Opens no picture.

A name of the vocabulary anywhere in a path counts: `reef/clownFish_2.png` and `hermit-crab/walk.png` say what they
show. The CSV file says more, and knows better: file, and any of zone, category, species, family, licence, author,
origin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath

from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.sources.labelled import Labels, SourceError

COLUMNS = ("file", *(one.name for one in fields(Labels)), "licence", "author", "origin")
_KINDS = {
    **dict.fromkeys(ZONES, "zone"),
    **dict.fromkeys(CATEGORIES, "category"),
    **dict.fromkeys(SPECIES, "species"),
}
_LONGEST = max(name.count("_") + 1 for name in _KINDS)


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a picture before it is opened; empty where nothing is said."""

    labels: Labels = field(default_factory=Labels)
    licence: str = ""
    author: str = ""
    origin: str = ""


def labels_in(parts: Iterable[str], known: Labels = Labels()) -> Labels:  # noqa: B008
    """Names of folders, then of the file without its ending -> labels; a later name overrides an earlier one."""
    named = {one.name: getattr(known, one.name) for one in fields(Labels)}
    for part in parts:
        for name in _names_in(part):
            named[_KINDS[name]] = name
    if named["species"] is not None:
        named["category"] = SPECIES[named["species"]]
    return Labels(**named)


def _names_in(part: str) -> list[str]:
    """Names of the vocabulary in a text, longer ones first: "reef_fish" is not also the zone "reef"."""
    plain = part.replace("'", "")
    for spelling in (re.sub(r"(?<=[a-z])(?=[A-Z])", "_", plain), plain):
        words = [word for word in re.split(r"[^a-z]+", spelling.lower()) if word]
        names = []
        for length in range(min(_LONGEST, len(words)), 0, -1):
            start = 0
            while start + length <= len(words):
                run = "_".join(words[start : start + length])
                name = next((name for name in (run, run.removesuffix("s")) if name in _KINDS), None)
                if name is not None:
                    names.append(name)
                    words[start : start + length] = ["|"]
                start += 1
        if names:
            return names
    return []


def read_cards(path: Path) -> dict[str, Card]:
    """A CSV file -> card by picture, path relative to the CSV's folder; SourceError names file and line."""
    cards: dict[str, Card] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="more than the head has")
            unknown = [name for name in reader.fieldnames or [] if name not in COLUMNS]
            if unknown or "file" not in (reader.fieldnames or []):
                got = ", ".join(unknown) or "none of that name"
                raise SourceError(f"{path}: expected the columns file and any of {', '.join(COLUMNS[1:])}; got {got}")
            for row in reader:
                name, card = _card(row, f"{path}:{reader.line_num}")
                if name in cards:
                    raise SourceError(f"{path}:{reader.line_num}: {name} is listed twice")
                cards[name] = card
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: {error}") from error
    return cards


def _card(row: Mapping[str, str | None], place: str) -> tuple[str, Card]:
    if any(name not in COLUMNS for name in row):
        raise SourceError(f"{place}: more values than columns")
    cells = {name: (text or "").strip() for name, text in row.items()}
    if not cells["file"]:
        raise SourceError(f"{place}: no file is named")
    try:
        labels = Labels(**{one.name: cells.get(one.name) or None for one in fields(Labels)})
    except ValueError as error:
        raise SourceError(f"{place}: {error}") from error
    rest = {name: cells.get(name, "") for name in ("licence", "author", "origin")}
    return PurePosixPath(cells["file"].replace("\\", "/")).as_posix(), Card(labels, **rest)


def joined(card: Card, below: Labels) -> Card:
    """The card with labels that it leaves open taken from another source; what it says itself stays."""
    given = {one.name: getattr(card.labels, one.name) for one in fields(Labels)}
    if given["species"] is not None:
        given["category"] = SPECIES[given["species"]]
    if given["category"] not in (None, below.category):  # of another kind than the path says: no species from there
        below = replace(below, category=None, species=None)
    filled = {name: text if text is not None else getattr(below, name) for name, text in given.items()}
    return replace(card, labels=Labels(**filled))
