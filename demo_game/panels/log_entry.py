"""The log book's right page: one animal, or where to look for it -> pixels of the view. Decides nothing."""

from __future__ import annotations

import pygame

from demo_game.book.breeding import child_name, display_name
from demo_game.book.field_notes import field_note
from demo_game.book.logbook import Child, Photo
from demo_game.book.looks import short_looks
from demo_game.canvas.letters import is_large, line_height, wrapped
from demo_game.canvas.moods import rgb
from demo_game.panels import widgets
from demo_game.panels.log_book import PALE, TEXT, Entry, draw_silhouette, portrait_of
from demo_game.panels.photo_card import draw_photo
from demo_game.rules.species_ways import fears_lamp, way_of
from demo_game.rules.zones import metres_at
from demo_game.session.session import Session
from pixelgen import SPECIES, SpriteRequest

FOOT = 225  # row of the lines at the foot of the pages
_ASIDE = 82  # pixels beside the picture of a page
_LIVES = {"sea": "lives in the sea", "aquarium": "in the aquarium", "strain": "born in the sea"}
_KINDS = {
    "reef_fish": "A reef fish",
    "grazer": "A grazer",
    "coral": "A coral, sponge or anemone",
    "jellyfish": "A jellyfish",
    "cephalopod": "A cephalopod",
    "abyssal": "A deep-sea animal",
}


def draw_entry(onto: pygame.Surface, session: Session, tab: str, entry: Entry, *, seconds: float) -> None:
    """The right page: all that is known of an animal, or where to look for it."""
    species, known = entry
    left, width = 262, 188
    if known is None:
        widgets.write(onto, "Not found yet", (left, 46), scale=2, colour=PALE, edge=None)
        hint = f"{_KINDS[SPECIES[species]]}. {_where(session, species, tab)}"
        row = widgets.write_lines(onto, hint, (left, 72), width=width, colour=PALE)
        draw_silhouette(onto, session, species, pygame.Rect(left, row + 8, 80, 72), scale=2)
        return
    draw_photo(
        onto,
        (left, 40),
        zone=known.zone,
        creature=portrait_of(session, known),
        seconds=seconds,
        flipped=isinstance(known, Photo) and known.flipped,
        scale=2,
        size=(92, 80),
    )
    title = name_of(known)
    right = left + 106
    row = widgets.write_lines(onto, title, (right, 41), width=_ASIDE, colour=TEXT) + 2
    if isinstance(known, Photo):
        for number in range(3):
            mark = "\u2605" if number < known.stars else "\u2606"
            widgets.write(onto, mark, (right + number * 10, row), colour=rgb("b17600"), edge=None)
        row += line_height() + 1
        kind = f"{known.morph} {display_name(species).lower()}".strip().capitalize()
        facts = (kind, f"{known.zone.capitalize()}, " + f"{known.metres:,} m".replace(",", " "), known.moment)
    else:
        facts = (display_name(species), f"generation {known.generation}", _LIVES[known.home])
    for fact in facts:
        row = widgets.write_lines(onto, fact, (right, row), width=_ASIDE, colour=PALE)
    if isinstance(known, Child):
        row = _draw_parents(onto, session, known, (left, 134))
    else:
        row = widgets.write_lines(onto, field_note(species), (left, 130), width=width, colour=TEXT)
        looks = short_looks(session.family.looks_of(known.dna))
        row = widgets.write_lines(onto, looks, (left, row + 2), width=width, colour=PALE)
    dna = known.dna or "not known, as there were no weights"
    step = line_height() - 1
    most = (FOOT - 2 - row) // step - 1
    lines = wrapped(dna, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], "... and more"]
    if most > 1:
        row += min((FOOT - 2 - row - (len(lines) + 1) * step), 8)
        widgets.write(onto, "DNA", (left, row), colour=TEXT, edge=None)
    for number, line in enumerate(lines if most > 1 else ()):
        widgets.write(onto, line, (left, row + (number + 1) * step), colour=PALE, edge=None)
    if known.dna:
        here = session.supply.request_of(known.dna) is not None
        confirm, share = session.confirm_key, session.key("share")
        line = f"{confirm}: copy the DNA   {share}: save a card" if here else "Made with other weights"
        if here and is_large():
            line = f"{confirm}: copy DNA   {share}: card"
        widgets.write(onto, line, (left, FOOT), colour=PALE, edge=None)


def _draw_parents(onto: pygame.Surface, session: Session, child: Child, at: tuple[int, int]) -> int:
    """Both, as they are drawn; gives the row below."""
    request = session.supply.request_of(child.dna)
    x, y = at
    widgets.write(onto, "Child of", (x, y + 16), colour=TEXT, edge=None)
    for number, parent in enumerate(() if request is None else request.parents):
        origin = parent.origin
        if isinstance(origin, SpriteRequest):
            portrait = session.supply.portrait(origin, species=origin.species)
            place = (x + 52 + number * 50, y - 4)
            draw_photo(onto, place, zone=origin.zone, creature=portrait, size=(40, 36))
    return y + 42


def _where(session: Session, species: str, zone: str) -> str:
    """Where to look for it, from how it lives and how deep."""
    homes = [one for one in session.reef.population.residents if (one.species, one.zone) == (species, zone)]
    if not homes:
        return "It has been heard of here."
    way, metres = way_of(species), sorted(metres_at(one.y) for one in homes)
    depth = f"{metres[0]:,} m".replace(",", " ")
    where = "on the ground" if way.ground else "near the rock" if way.name == "hide" else "in open water"
    habits = [f"Look {where}, about {depth} deep"]
    habits += ["by night it comes up"] if way.rises else []
    habits += ["the lamp draws it"] if way.drawn else []
    habits += ["it is shy of the lamp"] if fears_lamp(species, zone) else []
    return ". ".join(part[0].upper() + part[1:] for part in habits) + "."


def name_of(known: Photo | Child) -> str:
    """A child's own; of an animal that its DNA gives, or the species where there is none."""
    if isinstance(known, Child):
        return known.name
    return child_name(known.dna) if known.dna else display_name(known.species)
