"""The words of a licence file beside pictures -> a short name for the record. Gives no legal advice."""

from __future__ import annotations

import re
from pathlib import Path

_FILE = re.compile(r"(licen[sc]e|copying)", re.IGNORECASE)
_TEXT_BYTES = 20_000
# The first that stands in the text wins, so "CC0" before a mention of another licence.
_KNOWN = re.compile(
    r"(?P<zero>\bCC0\b|creative commons zero|publicdomain/zero)"
    r"|(?P<by>\bCC[- ]BY(?P<by_kind>(?:[- ](?:NC|SA|ND))*)(?:[- ]v?(?P<by_version>\d\.\d))?"
    r"|creative commons attribution(?P<long_kind>(?:[- ](?:noncommercial|sharealike|noderivatives|noderivs))*)"
    r"(?: (?P<long_version>\d\.\d))?)"
    r"|(?P<mit>\bMIT licen[sc]e\b)"
    r"|(?P<gpl>gnu general public licen[sc]e)"
    r"|(?P<public>\bpublic domain\b)",
    re.IGNORECASE,
)
_SHORT = {"noncommercial": "NC", "sharealike": "SA", "noderivatives": "ND", "noderivs": "ND"}


def licence_for(picture: Path, root: Path) -> str | None:
    """What the nearest licence file says: beside the picture, above it up to `root`, or beside `root`; None if none."""
    folder = picture.parent
    while True:
        name = _licence_in(folder)
        if name is not None or folder == root.parent or folder == folder.parent:
            return name
        folder = folder.parent


def _licence_in(folder: Path) -> str | None:
    said: dict[str, str] = {}  # of files that say the same the first is named
    for path in sorted(folder.iterdir()):
        if _FILE.match(path.name) and path.suffix.lower() in ("", ".txt", ".md") and path.is_file():
            with path.open("rb") as file:
                name = licence_name(file.read(_TEXT_BYTES).decode("utf-8", errors="replace"))
            if name:
                said.setdefault(name, path.name)
    return " or ".join(f"{name} ({file})" for name, file in said.items()) or None


def licence_name(text: str) -> str:
    """ "CC-BY-4.0" and the like, the first line when the licence is not known, nothing when there is none.

    >>> licence_name("released under Creative Commons Attribution-ShareAlike 4.0 International")
    'CC-BY-SA-4.0'
    """
    known = _KNOWN.search(text)
    if known is None:
        lines = [line.strip(" #*=-") for line in text.splitlines()]
        return next((line[:80] for line in lines if line), "")
    if known["zero"]:
        return "CC0-1.0"
    if known["by"]:
        kinds = re.findall(r"[a-z]+", ((known["by_kind"] or "") + (known["long_kind"] or "")).lower())
        parts = ["CC-BY", *(_SHORT.get(kind, kind.upper()) for kind in kinds)]
        return "-".join([*parts, *filter(None, [known["by_version"] or known["long_version"]])])
    if known["gpl"]:
        return "GPL"
    return "MIT" if known["mit"] else "public domain"
