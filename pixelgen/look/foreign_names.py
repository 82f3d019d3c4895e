"""Names of any weights' world -> names that are shown here: a foreign kind moves as its shape says, in reef light.

Knows nothing of how they are lit or move.
"""

from __future__ import annotations

from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES

_PLAIN_ZONE = "reef"


def moves_as(category: str | None, species: str | None = None) -> tuple[str | None, str | None]:
    """What `animate` takes for a creature: a species that is not of the sea moves as its category, a category that is
    not as any picture.

    >>> moves_as("reef_fish", "roundfish")
    ('reef_fish', None)
    """
    return category if category in CATEGORIES else None, species if species in SPECIES else None


def lit_as(zone: str) -> str:
    """The zone whose light and water a zone has.

    >>> lit_as("meadow")
    'reef'
    """
    return zone if zone in ZONES else _PLAIN_ZONE
