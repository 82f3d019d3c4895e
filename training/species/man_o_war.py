"""The man o' war: a gas-filled float with a pleated sail, polyps below it, tentacles that trail to one side."""

from __future__ import annotations

from training.drawing.masks import blob, ellipse, empty, opened, shift, shrink, where_x, where_y
from training.drawing.patterns import mottling
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, kept_in, ribbon_mask, strand, strand_mask, thick_part, wave

# Tentacles back to front: place of the root on the float (0 stern to 1 bow), share of the length, two pixels thick?
_TENTACLES = (
    (0.68, 0.34, False),
    (0.24, 0.5, False),
    (0.46, 0.44, False),
    (0.56, 0.62, True),
    (0.12, 0.84, True),
    (0.34, 1.0, True),
)


def _man_o_war(canvas: UnlabelledCanvas, colony: Individual) -> None:
    """Field marks: a lying float, bow drawn out and raised to the right; pleated sail; tentacles trail far to the left.

    length: of the float, pixels. depth: its height over its length. bow: pixels that its tip stands above the water
    line. sail: height of the crest, pixels. peak: where the crest is highest, 0 stern to 1 bow. pleat: pixels from
    fold to fold. tentacle: length of the longest, pixels. trail: pixels a row that the tentacles drift to the left.
    polyps: height of the clumps under the float, pixels. curl: amplitude of the waving. wave: its phase.
    """
    length = colony["length"]
    deep = length * colony["depth"] * (0.5 + 0.5 * colony.look.bulk)
    stern = AXIS + 3.0 - length / 2
    water = 2.0 + colony["sail"] + deep
    _sail(canvas, colony, stern, water - deep)
    _float(canvas, colony, stern, water, deep)
    _trailing(canvas, colony, stern, water)
    _polyps(canvas, colony, stern, water)


def _trailing(canvas: UnlabelledCanvas, colony: Individual, stern: float, water: float) -> None:
    """The tentacles: thin dark ones, and thick ones with light beads before them."""
    s = colony.scheme
    length = colony["length"]
    top = round(water)
    limit = stern + length - 31.0
    bare = colony.look.photophores == "none"
    lit = (4, 5) if colony.look.photophores == "belly" else (4, 5, 11, 12)
    for place, share, thick in _TENTACLES:
        course = wave(
            stern + length * place,
            amplitude=colony["curl"],
            wavelength=18.0,
            phase=colony["wave"] + 1.2 * place,
            drift=-colony["trail"],
        )
        reach = min(colony["tentacle"] * colony.look.limb, 31.4 - top) * share
        bounded = kept_in(course, limit + 6 * place, 2 * AXIS)
        cells = strand(bounded, top, max(4, round(reach)), rows=2 if thick else 3)
        if thick:
            canvas.thin(ribbon_mask(cells, 0.8), s.fin)
            beads = [cell for row, cell in enumerate(thick_part(cells, 0.8)) if row in lit]
            canvas.thin(strand_mask(beads) | strand_mask(beads, dx=1), lighter(s.fin) if bare else s.accent)
        else:
            canvas.thin(strand_mask(cells), darker(s.fin))


def _polyps(canvas: UnlabelledCanvas, colony: Individual, stern: float, water: float) -> None:
    """Clumps of polyps at the roots of the tentacles."""
    s = colony.scheme
    clumps = empty()
    for place, share in ((0.16, 0.7), (0.3, 1.0), (0.45, 0.9), (0.58, 0.6)):
        clumps |= ellipse(stern + colony["length"] * place, water, 1.9, colony["polyps"] * share)
    canvas.thin(clumps & (where_y() > water - 0.5), s.fin)


def _sail(canvas: UnlabelledCanvas, colony: Individual, stern: float, back: float) -> None:
    """The crest along the float's back, its folds in two shades."""
    s = colony.scheme
    length, sail = colony["length"], colony["sail"]
    peak = stern + length * colony["peak"]
    fore, aft = stern + length * 0.9, stern + length * 0.1
    crest = opened(
        blob(
            [
                (aft, back + 2),
                ((aft * 0.55 + peak * 0.45), back - sail * 0.62),
                (peak, back - sail),
                ((fore * 0.5 + peak * 0.5), back - sail * 0.66),
                (fore, back + 2),
                (peak, back + 4),
            ]
        )
    )
    canvas.part(crest, s.mark)
    folds = (where_x() - peak - (back - where_y()) * 0.25) % colony["pleat"] < colony["pleat"] / 2
    canvas.pattern(folds, lighter(s.mark), clip=crest)


def _float(canvas: UnlabelledCanvas, colony: Individual, stern: float, water: float, deep: float) -> None:
    """The bladder: drawn out at the bow, light below, a gleam on its upper side."""
    s = colony.scheme
    length, bow = colony["length"], colony["bow"]
    tip = stern + length
    outline = [
        (stern, water - deep * 0.42),
        (stern + length * 0.1, water - deep * 0.8),
        (stern + length * 0.34, water - deep),
        (stern + length * 0.62, water - deep * 0.92),
        (stern + length * 0.84, water - deep * 0.66 - bow * 0.4),
        (tip - 0.6, water - deep * 0.5 - bow),
        (tip, water - deep * 0.12 - bow),
        (stern + length * 0.84, water - bow * 0.3),
        (stern + length * 0.62, water + 0.6),
        (stern + length * 0.3, water + 0.9),
        (stern + length * 0.08, water - deep * 0.08),
    ]
    bladder = opened(blob(outline))
    canvas.part(bladder, s.body, seam=darker(s.body, 2))
    inner = shrink(bladder)
    if colony.look.camouflage:
        canvas.pattern(mottling(colony.rng, scale=3, share=0.25), darker(s.body), clip=inner)
    canvas.pattern(inner & ~shift(bladder, 0, -3), s.belly, clip=inner)
    gleam = shift(bladder, 0, 2) & ~shift(bladder, 0, 3) & (where_x() > stern + length * 0.2)
    canvas.pattern(gleam & (where_x() < stern + length * 0.42), s.belly, clip=inner)


MAN_O_WAR = Species(
    name="man_o_war",
    draw=unlabelled(_man_o_war),
    ranges={
        "length": (20.0, 23.5),
        "depth": (0.32, 0.40),
        "bow": (1.5, 4.5),
        "sail": (3.5, 6.5),
        "peak": (0.34, 0.62),
        "pleat": (3.6, 5.4),
        "tentacle": (15.0, 20.0),
        "trail": (0.15, 0.6),
        "polyps": (1.8, 3.6),
        "curl": (0.4, 1.8),
        "wave": (0.0, 6.28),
    },
    zone_ranges={
        "midnight": {"depth": (0.28, 0.35), "sail": (4.0, 6.5)},
        "abyss": {"tentacle": (17.0, 22.0), "sail": (4.0, 7.0)},
        "hadal": {"depth": (0.42, 0.5), "bow": (0.5, 2.5), "sail": (2.6, 4.4), "peak": (0.4, 0.56)},
    },
    schemes={
        "shallows": (
            scheme("azure4 azure5 azure3 rose5 azure4 gold5"),
            scheme("violet5 azure5 azure3 rose4 azure4 gold5"),
            scheme("ink5 azure5 azure3 violet5 azure4 gold5"),
            scheme("sand5 azure5 kelp3 rose5 azure4 gold5"),
        ),
        "reef": (
            scheme("azure4 azure5 violet4 rose4 gold4 ink6"),
            scheme("violet4 violet5 azure4 gold5 gold4 ink6"),
            scheme("rose4 rose5 violet4 violet3 gold4 ink6"),
            scheme("coral4 coral5 rose4 rose3 gold4 ink6"),
            scheme("gold4 gold5 azure4 coral3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 violet3 violet4 glow4 gold5"),
            scheme("violet3 violet4 azure3 azure4 glow4 gold5"),
            scheme("ink4 ink5 violet3 azure3 glow4 gold5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose3 glow4 gold5"),
            scheme("rose3 rose4 violet3 violet3 glow4 gold5"),
            scheme("violet3 violet4 rose3 rose3 glow4 gold5"),
            scheme("ink3 ink4 coral3 coral3 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 violet3 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet4 glow4 ink6"),
            scheme("ink5 ink6 ink4 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink6"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink6"),
            scheme("ink5 ink6 rose5 rose4 ink6 ink6"),
        ),
    },
)
