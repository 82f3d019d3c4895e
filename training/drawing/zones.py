"""A zone -> its light, its colour schemes and what it does to a body. Knows nothing of species."""

from __future__ import annotations

from dataclasses import dataclass

from pixelgen.palette import colour_index, ramp_of


@dataclass(frozen=True, slots=True)
class Scheme:
    """Tones (palette indices) by the part of an animal that they colour."""

    body: int
    belly: int  # countershading: lighter than the body
    fin: int  # fins, arms, tentacles, branches
    mark: int  # the pattern
    accent: int  # a second mark, fins' edges, or glowing organs in the deep
    iris: int

    @property
    def family(self) -> str:
        """Ramp of the body: the colour family an individual is labelled with."""
        return str(ramp_of(self.body))

    @property
    def accent_ramp(self) -> str:
        """Ramp of the accent tone: the accent an individual is labelled with. It must be plain to see."""
        return str(ramp_of(self.accent))


@dataclass(frozen=True, slots=True)
class Look:
    """What a zone does to a body. Factors multiply a species' own proportions; eye sizes are pixels."""

    schemes: tuple[Scheme, ...]
    bulk: float  # height of bodies
    limb: float  # length of fins, arms, feelers
    eye: tuple[int, int]  # smallest and largest eye
    camouflage: bool  # mottled rather than boldly marked
    photophores: str  # "none", "belly" (first few), "rows", "spots"
    lit: bool = False  # a dark outline is lost on its water: upper edges are lit instead


def tone(text: str) -> int:
    """Palette index of "ramp shade", e.g. tone("coral4")."""
    return colour_index(text[:-1], int(text[-1]))


def scheme(text: str) -> Scheme:
    """A scheme from six words: body belly fin mark accent iris."""
    return Scheme(*(tone(word) for word in text.split()))


LOOKS: dict[str, Look] = {
    "shallows": Look(
        schemes=(
            scheme("sand4 sand5 sand3 sand2 kelp4 gold5"),
            scheme("ink4 ink5 azure4 ink3 azure3 gold5"),
            scheme("kelp4 sand5 kelp3 kelp2 sand4 gold5"),
            scheme("azure4 ink5 azure5 azure3 sand4 gold5"),
        ),
        bulk=0.86,
        limb=0.85,
        eye=(2, 2),
        camouflage=True,
        photophores="none",
    ),
    "reef": Look(
        schemes=(
            scheme("coral4 gold5 gold4 azure3 azure4 ink6"),
            scheme("azure3 azure5 gold4 gold5 gold4 ink6"),
            scheme("gold4 gold5 violet3 violet3 azure3 ink6"),
            scheme("rose4 rose5 gold4 kelp3 gold5 ink6"),
            scheme("violet4 violet5 gold4 gold5 rose4 ink6"),
            scheme("kelp3 gold5 rose4 rose4 azure4 ink6"),
        ),
        bulk=1.12,
        limb=1.0,
        eye=(2, 3),
        camouflage=False,
        photophores="none",
    ),
    "twilight": Look(
        schemes=(
            scheme("azure2 ink4 azure3 azure4 glow4 ink6"),
            scheme("ink4 ink5 azure3 azure2 glow4 ink6"),
            scheme("violet2 ink4 violet3 violet4 glow4 ink6"),
            scheme("azure3 ink5 violet3 violet2 glow5 ink6"),
        ),
        bulk=1.0,
        limb=1.05,
        eye=(3, 4),
        camouflage=False,
        photophores="belly",
    ),
    "midnight": Look(
        schemes=(
            scheme("coral2 coral3 coral1 rose3 glow4 gold5"),
            scheme("ink2 ink3 coral2 coral3 glow4 gold5"),
            scheme("violet2 violet3 violet1 rose3 glow4 gold5"),
            scheme("rose2 rose3 violet2 violet3 glow5 gold5"),
        ),
        bulk=0.9,
        limb=1.12,
        eye=(2, 3),
        camouflage=False,
        photophores="rows",
        lit=True,
    ),
    "abyss": Look(
        schemes=(
            scheme("violet5 ink6 violet4 violet3 glow4 ink5"),
            scheme("ink4 ink5 ink3 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet4 glow5 ink6"),
            scheme("violet4 violet5 ink5 ink4 glow5 ink6"),
        ),
        bulk=0.88,
        limb=1.3,
        eye=(1, 2),
        camouflage=False,
        photophores="spots",
        lit=True,
    ),
    "hadal": Look(
        schemes=(
            scheme("rose5 rose6 rose4 rose3 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose4 rose5 ink5"),
            scheme("rose6 ink6 rose5 rose4 sand5 ink5"),
        ),
        bulk=1.08,
        limb=1.15,
        eye=(0, 1),
        camouflage=False,
        photophores="none",
        lit=True,
    ),
}
