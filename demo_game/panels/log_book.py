"""The log book's left page, its cover and its tabs -> pixels of the view. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.book.breeding import display_name
from demo_game.book.logbook import Child, Photo
from demo_game.canvas.letters import width_of
from demo_game.canvas.moods import MOODS, mixed, rgb
from demo_game.canvas.pixels import tinted
from demo_game.creatures.creature_pictures import Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import draw_photo
from demo_game.rules.company import VIEW
from demo_game.session.session import Session
from pixelgen import ZONES

Entry = tuple[str, Photo | Child | None]  # a species, and what is known of it
TABS = ("rare", *ZONES, "children")
COLUMNS, SHOWN = 4, 12
CELL = (55, 60)
PAGE, RULE, TEXT, PALE = rgb("f4eede"), rgb("d9c6a3"), rgb("3b2a20"), rgb("8a6a50")
_COVER, _EDGE = rgb("563627"), rgb("2b1e1a")
_PAGE_TOP, _PAGE_HEIGHT = 32, 208
_BOTTOM = 244  # of the cover


def draw_book(onto: pygame.Surface) -> None:
    """The cover and two empty pages."""
    cover = pygame.Rect(12, 26, VIEW[0] - 24, _BOTTOM - 26)
    pygame.draw.rect(onto, _EDGE, cover.inflate(4, 4), border_radius=4)
    pygame.draw.rect(onto, _COVER, cover, border_radius=3)
    for left in (18, VIEW[0] // 2 + 1):
        page = pygame.Rect(left, _PAGE_TOP, VIEW[0] // 2 - 19, _PAGE_HEIGHT)
        onto.fill(RULE, page.move(0, 2))
        onto.fill(PAGE, page)
    middle = VIEW[0] // 2
    for step, share in ((0, 0.35), (1, 0.2), (2, 0.12), (3, 0.06)):
        shade = mixed(PAGE, TEXT, share)
        onto.fill(shade, (middle - 1 - step, _PAGE_TOP, 1, _PAGE_HEIGHT))
        onto.fill(shade, (middle + step, _PAGE_TOP, 1, _PAGE_HEIGHT))


def draw_tab(onto: pygame.Surface, number: int, name: str, *, opened: bool) -> None:
    """One of TABS, in the colour of its zone."""
    area = tab_area(number)
    colour = MOODS[name].water if name in MOODS else rgb("b17600") if name == "rare" else rgb("00a4a6")
    pygame.draw.rect(onto, _EDGE, area.inflate(2, 2), border_radius=2)
    onto.fill(mixed(colour, (255, 255, 255), 0.18) if opened else mixed(colour, (0, 0, 0), 0.25), area)
    label = name.capitalize()
    widgets.write(onto, label, (area.centerx, area.y + 3), align="middle", colour=widgets.PAPER if opened else RULE)


def tab_area(number: int) -> pygame.Rect:
    """Where a tab is."""
    return pygame.Rect(20 + number * 55, 14, 53, 15)


def cell(place: int) -> tuple[int, int]:
    """Corner of the place of an entry on the page."""
    return 19 + place % COLUMNS * CELL[0], 42 + place // COLUMNS * CELL[1]


def draw_sheet(
    onto: pygame.Surface,
    session: Session,
    tab: str,
    entries: Sequence[Entry],
    *,
    chosen: int,
    first: int,
    seconds: float,
) -> None:
    """The left page: a photograph or a silhouette for each entry from `first` on; the chosen one moves."""
    if not entries:
        words = f"No bred animals yet. {session.key('incubator')} in a dive opens the incubator."
        if tab == "rare":
            words = "Nothing rare yet: albino, melanistic, giant, glowing and mosaic animals, and strays from far."
        widgets.write_lines(onto, words, (42, 60), width=180, colour=PALE)
    for number, (species, known) in list(enumerate(entries))[first : first + SHOWN]:
        x, y = cell(number - first)
        if known is None:
            area = pygame.Rect(x + 2, y + 1, 50, 46)
            pygame.draw.rect(onto, RULE, area, width=1)
            draw_silhouette(onto, session, species, area)
            label, colour = "", PALE
        else:
            moment = seconds if number == chosen else 0.0
            draw_photo(
                onto,
                (x + 2, y + 1),
                zone=known.zone,
                creature=portrait_of(session, known),
                seconds=moment,
                flipped=isinstance(known, Photo) and known.flipped,
            )
            label, colour = known.name if isinstance(known, Child) else display_name(species), TEXT
            if tab == "rare" and isinstance(known, Photo):
                label = known.morph.capitalize()
        if width_of(label) > CELL[0] - 1:
            while width_of(f"{label}..") > CELL[0] - 1:
                label = label[:-1]
            label = f"{label}.."
        widgets.write(onto, label, (x + 27, y + 49), align="middle", colour=colour, edge=None)
        if number == chosen:
            pygame.draw.rect(onto, rgb("d64410"), (x, y - 1, CELL[0], CELL[1]), width=1)


def draw_silhouette(onto: pygame.Surface, session: Session, species: str, area: pygame.Rect, *, scale: int = 1) -> None:
    """The outline of what is missing."""
    sprite = session.supply.starter_of(species)
    if sprite is None:
        widgets.write(onto, "?", (area.centerx, area.y + 16), scale=2, align="middle", colour=RULE, edge=None)
        return
    picture = pygame.transform.scale_by(tinted(sprite.indices > 0, RULE), scale)
    onto.blit(picture, picture.get_rect(center=area.center))


def portrait_of(session: Session, known: Photo | Child) -> Portrait | None:
    """An animal as it is drawn; None while it is not, or when it cannot be here."""
    request = session.supply.request_of(known.dna)
    return None if request is None else session.supply.portrait(request, species=known.species)
