"""A naming pattern and numbers -> the names of creatures, and from a name its seed. Knows nothing of files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z]+)(?::0([1-6]))?\}")
_NUMBERED = re.compile(r"\{number[}:]")
_NUMBER = "_{number:02}"


def names_of(pattern: str, count: int | None, known: Mapping[str, str | None]) -> list[str]:
    """One name for each, numbered from 1; count None is one that has no number unless the pattern asks for it.

    known: zone, category and species, as far as the table sets them. KeyError with the field when one is not.

    >>> names_of("clown", 2, {})
    ['clown_01', 'clown_02']
    >>> names_of("{zone}_{number}", None, {"zone": "reef"})
    ['reef_1']
    """
    if count is not None and not _NUMBERED.search(pattern):
        pattern += _NUMBER

    def filled(number: int) -> str:
        def value(field: re.Match[str]) -> str:
            if field[1] == "number":
                return f"{number:0{field[2] or 1}}"
            found = known.get(field[1])
            if found is None:
                raise KeyError(field[1])
            return found

        return _FIELD.sub(value, pattern)

    return [filled(number) for number in range(1, (count or 1) + 1)]


def seed_of(name: str, pack_seed: int) -> int:
    """A creature's seed, 0 to 2^63 - 1: from its name and the pack's seed alone, so that no other creature matters."""
    digest = hashlib.sha256(f"{pack_seed} {name}".encode("ascii")).digest()
    return int.from_bytes(digest[:8], "big") >> 1
