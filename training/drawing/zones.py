"""Colour schemes: the tone of each part of an animal; and the zones without light. Knows nothing of species."""

from __future__ import annotations

from dataclasses import dataclass

from pixelgen.palette import colour_index, ramp_of

LIT_ZONES = ("midnight", "abyss", "hadal")  # a dark outline is lost on their water: upper edges are lit instead


@dataclass(frozen=True, slots=True)
class Scheme:
    """Tones (palette indices) by the part of an animal that they colour."""

    body: int
    belly: int  # countershading: lighter than the body
    fin: int  # fins, arms, tentacles, branches
    mark: int  # the pattern
    accent: int  # a second mark, fins' edges
    iris: int
    light: int = colour_index("glow", 5)  # light organs

    @property
    def family(self) -> str:
        """Ramp of the body: the colour family an individual is labelled with."""
        return str(ramp_of(self.body))

    @property
    def accent_ramp(self) -> str:
        """Ramp of the accent tone: the accent an individual is labelled with. It must be plain to see."""
        return str(ramp_of(self.accent))


def tone(text: str) -> int:
    """Palette index of "ramp shade", e.g. tone("coral4")."""
    return colour_index(text[:-1], int(text[-1]))


def scheme(text: str) -> Scheme:
    """A scheme from six words, body belly fin mark accent iris, or seven, the light organs last."""
    return Scheme(*(tone(word) for word in text.split()))
