"""The log book: a sheet of photographs for each zone, the chosen page with its DNA. Changes nothing."""

from __future__ import annotations

import pygame

from demo_game.book.breeding import child_name, display_name
from demo_game.book.field_notes import field_note
from demo_game.book.logbook import Child, Photo
from demo_game.book.looks import short_looks
from demo_game.canvas.letters import is_large, line_height, width_of, wrapped
from demo_game.canvas.moods import MOODS, mixed, rgb
from demo_game.canvas.pixels import tinted
from demo_game.creatures.creature_pictures import Portrait
from demo_game.panels import widgets
from demo_game.panels.photo_card import draw_photo
from demo_game.panels.share_card import ShareCard
from demo_game.rules.reef import VIEW
from demo_game.rules.species_ways import fears_lamp, way_of
from demo_game.rules.zones import ZONE_NAMES, metres_at
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from pixelgen import SPECIES, ZONES, SpriteRequest

_PAGE, _RULE, _TEXT, _PALE = rgb("f4eede"), rgb("d9c6a3"), rgb("3b2a20"), rgb("8a6a50")
_COVER, _EDGE = rgb("563627"), rgb("2b1e1a")
_TABS = ("rare", *ZONES, "children")
_COLUMNS = 4
_CELL = (55, 60)
_PAGE_TOP, _PAGE_HEIGHT = 32, 208
_FOOT = 225  # row of the lines at the foot of the pages
_SHOWN = 12
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


class LogScene(Over):
    """An open book, at the pages of the zone where the submarine is."""

    title = "Log book"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        here = ZONES.index(session.reef_zone)
        self._tab, self._place = here + 1, 0

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Turn pages, choose a picture, copy its DNA."""
        self.pass_time(dt)
        if inputs.pressed("back", "log", "pause"):
            return self.before
        for press in inputs.presses:
            if press.action in ("previous", "next"):
                self._tab, self._place = (self._tab + (1 if press.action == "next" else -1)) % len(_TABS), 0
                self.session.play("page")
            elif press.action in ("left", "right", "up", "down"):
                self._step(press.action)
            elif press.action == "click" and press.at is not None:
                self._click(press.at)
            elif press.action in ("copy", "confirm", "photo"):
                self._copy()
            elif press.action == "share":
                self._share()
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """Both pages."""
        self.draw_world(onto)
        widgets.veil(onto, 0.5)
        _draw_book(onto)
        for number, name in enumerate(_TABS):
            self._draw_tab(onto, number, name)
        widgets.write(onto, self._turning(), (124, _FOOT), align="middle", colour=_PALE, edge=None)
        self._draw_sheet(onto)
        self._draw_entry(onto)
        self.draw_messages(onto)

    def _turning(self) -> str:
        session = self.session
        return f"{session.key('previous')} / {session.key('next')}: turn page   {session.back_key}: close"

    def _entries(self) -> list[tuple[str, Photo | Child | None]]:
        """(species, what is known of it) of the open tab."""
        name, book = _TABS[self._tab], self.session.book
        if name == "rare":
            return [(photo.species, photo) for photo in book.rare[::-1]]
        if name == "children":
            return [(child.species, child) for child in book.children[::-1]]
        return [(species, book.page(name, species)) for species in self.session.reef.population.rosters[name]]

    def _step(self, action: str) -> None:
        count = len(self._entries())
        place = self._place + {"left": -1, "right": 1, "up": -_COLUMNS, "down": _COLUMNS}[action]
        if action in ("left", "right") and (place // _COLUMNS != self._place // _COLUMNS or not 0 <= place < count):
            self._tab, self._place = (self._tab + (1 if action == "right" else -1)) % len(_TABS), 0
            self.session.play("page")
        elif 0 <= place < count:
            self._place = place
            self.session.play("ui_move")

    def _click(self, at: tuple[int, int]) -> None:
        for number in range(len(_TABS)):
            if _tab_area(number).collidepoint(at):
                self._tab, self._place = number, 0
                self.session.play("page")
        first = self._first()
        for number in range(first, min(len(self._entries()), first + _SHOWN)):
            if pygame.Rect(*_cell(number - first), *_CELL).collidepoint(at):
                self._place = number

    def _copy(self) -> None:
        entries = self._entries()
        known = entries[self._place][1] if self._place < len(entries) else None
        if known is not None and known.dna:
            copied = copy_text(known.dna)
            self.session.show_message("DNA copied" if copied else "No clipboard is available")

    def _share(self) -> None:
        """A card of the chosen animal as files beside the saves: a PNG, and a GIF in which it moves."""
        entries, session = self._entries(), self.session
        known = entries[self._place][1] if self._place < len(entries) else None
        creature = None if known is None else self._creature(known)
        if known is None or creature is None:
            return
        name = _name(known)
        kind = f"{known.morph} {display_name(known.species).lower()}".strip() if isinstance(known, Photo) else ""
        lines = (
            kind.capitalize() or f"{display_name(known.species)}, generation {known.generation}",
            f"Seen in {ZONE_NAMES[known.zone]} by nobody before",
        )
        card = ShareCard(creature, known.zone, name, lines, session.reef.seed, known.dna)
        session.show_message(session.keep_picture(name, {".png": card.png(), ".gif": card.gif()}))

    def _first(self) -> int:
        return max(0, self._place // _COLUMNS - 2) * _COLUMNS

    def _draw_silhouette(self, onto: pygame.Surface, species: str, area: pygame.Rect, *, scale: int = 1) -> None:
        """The outline of what is missing."""
        sprite = self.session.supply.starter_of(species)
        if sprite is None:
            widgets.write(onto, "?", (area.centerx, area.y + 16), scale=2, align="middle", colour=_RULE, edge=None)
            return
        picture = pygame.transform.scale_by(tinted(sprite.indices > 0, _RULE), scale)
        onto.blit(picture, picture.get_rect(center=area.center))

    def _where(self, species: str) -> str:
        """Where to look for it, from how it lives and how deep."""
        zone = _TABS[self._tab]
        homes = [one for one in self.session.reef.population.residents if (one.species, one.zone) == (species, zone)]
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

    def _creature(self, known: Photo | Child) -> Portrait | None:
        request = self.session.supply.request_of(known.dna)
        return None if request is None else self.session.supply.portrait(request, species=known.species)

    def _draw_tab(self, onto: pygame.Surface, number: int, name: str) -> None:
        area = _tab_area(number)
        open_ = number == self._tab
        colour = MOODS[name].water if name in MOODS else rgb("b17600") if name == "rare" else rgb("00a4a6")
        pygame.draw.rect(onto, _EDGE, area.inflate(2, 2), border_radius=2)
        onto.fill(mixed(colour, (255, 255, 255), 0.18) if open_ else mixed(colour, (0, 0, 0), 0.25), area)
        label = name.capitalize()
        widgets.write(onto, label, (area.centerx, area.y + 3), align="middle", colour=widgets.PAPER if open_ else _RULE)

    def _draw_sheet(self, onto: pygame.Surface) -> None:
        entries, first = self._entries(), self._first()
        if not entries:
            words = f"No bred animals yet. {self.session.key('incubator')} in a dive opens the incubator."
            if _TABS[self._tab] == "rare":
                words = "Nothing rare yet: albino, melanistic, giant, glowing and mosaic animals, and strays from far."
            widgets.write_lines(onto, words, (42, 60), width=180, colour=_PALE)
        for number, (species, known) in list(enumerate(entries))[first : first + _SHOWN]:
            x, y = _cell(number - first)
            if known is None:
                area = pygame.Rect(x + 2, y + 1, 50, 46)
                pygame.draw.rect(onto, _RULE, area, width=1)
                self._draw_silhouette(onto, species, area)
                label, colour = "", _PALE
            else:
                seconds = self._seconds if number == self._place else 0.0
                draw_photo(
                    onto,
                    (x + 2, y + 1),
                    zone=known.zone,
                    creature=self._creature(known),
                    seconds=seconds,
                    flipped=isinstance(known, Photo) and known.flipped,
                )
                label, colour = known.name if isinstance(known, Child) else display_name(species), _TEXT
                if _TABS[self._tab] == "rare" and isinstance(known, Photo):
                    label = known.morph.capitalize()
            if width_of(label) > _CELL[0] - 1:
                while width_of(f"{label}..") > _CELL[0] - 1:
                    label = label[:-1]
                label = f"{label}.."
            widgets.write(onto, label, (x + 27, y + 49), align="middle", colour=colour, edge=None)
            if number == self._place:
                pygame.draw.rect(onto, rgb("d64410"), (x, y - 1, _CELL[0], _CELL[1]), width=1)

    def _draw_entry(self, onto: pygame.Surface) -> None:
        entries = self._entries()
        if self._place >= len(entries):
            return
        species, known = entries[self._place]
        left, width = 262, 188
        if known is None:
            widgets.write(onto, "Not found yet", (left, 46), scale=2, colour=_PALE, edge=None)
            hint = f"{_KINDS[SPECIES[species]]}. {self._where(species)}"
            row = widgets.write_lines(onto, hint, (left, 72), width=width, colour=_PALE)
            self._draw_silhouette(onto, species, pygame.Rect(left, row + 8, 80, 72), scale=2)
            return
        draw_photo(
            onto,
            (left, 40),
            zone=known.zone,
            creature=self._creature(known),
            seconds=self._seconds,
            flipped=isinstance(known, Photo) and known.flipped,
            scale=2,
            size=(92, 80),
        )
        title = _name(known)
        right = left + 106
        row = widgets.write_lines(onto, title, (right, 41), width=_ASIDE, colour=_TEXT) + 2
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
            row = widgets.write_lines(onto, fact, (right, row), width=_ASIDE, colour=_PALE)
        if isinstance(known, Child):
            row = self._draw_parents(onto, known, (left, 134))
        else:
            row = widgets.write_lines(onto, field_note(species), (left, 130), width=width, colour=_TEXT)
            looks = short_looks(self.session.family.looks_of(known.dna))
            row = widgets.write_lines(onto, looks, (left, row + 2), width=width, colour=_PALE)
        dna = known.dna or "not known, as there were no weights"
        step = line_height() - 1
        most = (_FOOT - 2 - row) // step - 1
        lines = wrapped(dna, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], "... and more"]
        if most > 1:
            row += min((_FOOT - 2 - row - (len(lines) + 1) * step), 8)
            widgets.write(onto, "DNA", (left, row), colour=_TEXT, edge=None)
        for number, line in enumerate(lines if most > 1 else ()):
            widgets.write(onto, line, (left, row + (number + 1) * step), colour=_PALE, edge=None)
        if known.dna:
            here = self.session.supply.request_of(known.dna) is not None
            confirm, share = self.session.confirm_key, self.session.key("share")
            line = f"{confirm}: copy the DNA   {share}: save a card" if here else "Made with other weights"
            if here and is_large():
                line = f"{confirm}: copy DNA   {share}: card"
            widgets.write(onto, line, (left, _FOOT), colour=_PALE, edge=None)

    def _draw_parents(self, onto: pygame.Surface, child: Child, at: tuple[int, int]) -> int:
        """Both, as they are drawn; gives the row below."""
        request = self.session.supply.request_of(child.dna)
        x, y = at
        widgets.write(onto, "Child of", (x, y + 16), colour=_TEXT, edge=None)
        for number, parent in enumerate(() if request is None else request.parents):
            origin = parent.origin
            if isinstance(origin, SpriteRequest):
                portrait = self.session.supply.portrait(origin, species=origin.species)
                place = (x + 52 + number * 50, y - 4)
                draw_photo(onto, place, zone=origin.zone, creature=portrait, size=(40, 36))
        return y + 42


def _cell(place: int) -> tuple[int, int]:
    return 19 + place % _COLUMNS * _CELL[0], 42 + place // _COLUMNS * _CELL[1]


def _tab_area(number: int) -> pygame.Rect:
    return pygame.Rect(20 + number * 55, 14, 53, 15)


def _draw_book(onto: pygame.Surface) -> None:
    cover = pygame.Rect(12, 26, VIEW[0] - 24, PANEL_BOTTOM - 28)
    pygame.draw.rect(onto, _EDGE, cover.inflate(4, 4), border_radius=4)
    pygame.draw.rect(onto, _COVER, cover, border_radius=3)
    for left in (18, VIEW[0] // 2 + 1):
        page = pygame.Rect(left, _PAGE_TOP, VIEW[0] // 2 - 19, _PAGE_HEIGHT)
        onto.fill(_RULE, page.move(0, 2))
        onto.fill(_PAGE, page)
    middle = VIEW[0] // 2
    for step, share in ((0, 0.35), (1, 0.2), (2, 0.12), (3, 0.06)):
        shade = mixed(_PAGE, _TEXT, share)
        onto.fill(shade, (middle - 1 - step, _PAGE_TOP, 1, _PAGE_HEIGHT))
        onto.fill(shade, (middle + step, _PAGE_TOP, 1, _PAGE_HEIGHT))


def _name(known: Photo | Child) -> str:
    """A child's own; of an animal that its DNA gives, or the species where there is none."""
    if isinstance(known, Child):
        return known.name
    return child_name(known.dna) if known.dna else display_name(known.species)
