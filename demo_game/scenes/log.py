"""The log book: the aims, a sheet of photographs a zone, the chosen page with its DNA. Changes nothing but the view."""

from __future__ import annotations

import pygame

from demo_game.book.field_notes import field_note
from demo_game.book.logbook import Child, Photo
from demo_game.book.nursery import spoken
from demo_game.canvas.letters import width_of, wrapped
from demo_game.canvas.moods import MOODS, mixed, rgb
from demo_game.creatures.creature_pictures import Portrait
from demo_game.panels import widgets
from demo_game.panels.messages import draw_messages
from demo_game.panels.photo_card import draw_photo
from demo_game.rules.reef import VIEW
from demo_game.scenes.base import Over, Scene
from demo_game.scenes.log_aims import draw_aims
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from pixelgen import SPECIES, ZONES, SpriteRequest

_PAGE, _RULE, _TEXT, _PALE = rgb("f4eede"), rgb("d9c6a3"), rgb("3b2a20"), rgb("8a6a50")
_COVER, _EDGE = rgb("563627"), rgb("2b1e1a")
_TABS = ("aims", *ZONES, "children")
_COLUMNS = 4
_CELL = (53, 60)
_SHOWN = 12
_KINDS = {
    "reef_fish": "A fish of the reefs",
    "grazer": "A grazer",
    "coral": "One that stands where it grew",
    "jellyfish": "A jellyfish",
    "cephalopod": "One with arms and three hearts",
    "abyssal": "A hunter from the deep",
}


class LogScene(Over):
    """An open book. The tab and the place in it are where they were left."""

    title = "Log book"
    _tab = 1
    _place = 0

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
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """Both pages."""
        self.before.draw(onto)
        widgets.veil(onto, 0.5)
        _draw_book(onto)
        for number, name in enumerate(_TABS):
            self._draw_tab(onto, number, name)
        widgets.write(onto, "Q, E turn the page   Esc closes", (124, 238), align="middle", colour=_PALE, edge=None)
        if _TABS[self._tab] == "aims":
            draw_aims(onto, self.session)
        else:
            self._draw_sheet(onto)
            self._draw_entry(onto)
        draw_messages(onto, self.session, since=self.since)

    def _entries(self) -> list[tuple[str, Photo | Child | None]]:
        """(species, what is known of it) of the open tab."""
        name, book = _TABS[self._tab], self.session.book
        if name == "aims":
            return []
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
            self.session.say("The DNA is copied" if copied else "There is no clipboard to copy to")

    def _first(self) -> int:
        return max(0, self._place // _COLUMNS - 2) * _COLUMNS

    def _creature(self, known: Photo | Child) -> Portrait | None:
        request = self.session.supply.request_of(known.dna)
        return None if request is None else self.session.supply.portrait(request, species=known.species)

    def _draw_tab(self, onto: pygame.Surface, number: int, name: str) -> None:
        area = _tab_area(number)
        open_ = number == self._tab
        colour = MOODS[name].water if name in MOODS else rgb("be9e73") if name == "aims" else rgb("00a4a6")
        pygame.draw.rect(onto, _EDGE, area.inflate(2, 2), border_radius=2)
        onto.fill(mixed(colour, (255, 255, 255), 0.18) if open_ else mixed(colour, (0, 0, 0), 0.25), area)
        label = name.capitalize()
        widgets.write(onto, label, (area.centerx, area.y + 3), align="middle", colour=widgets.PAPER if open_ else _RULE)

    def _draw_sheet(self, onto: pygame.Surface) -> None:
        entries, first = self._entries(), self._first()
        if not entries:
            widgets.write_lines(
                onto, "No child yet. The nursery is a press of N away.", (42, 60), width=180, colour=_PALE
            )
        for number, (species, known) in list(enumerate(entries))[first : first + _SHOWN]:
            x, y = _cell(number - first)
            if known is None:
                area = pygame.Rect(x + 1, y + 1, 50, 46)
                pygame.draw.rect(onto, _RULE, area, width=1)
                widgets.write(onto, "?", (area.centerx, area.y + 16), scale=2, align="middle", colour=_RULE, edge=None)
                label, colour = "", _PALE
            else:
                seconds = self._seconds if number == self._place else 0.0
                draw_photo(
                    onto,
                    (x + 1, y + 1),
                    zone=known.zone,
                    creature=self._creature(known),
                    seconds=seconds,
                    flipped=isinstance(known, Photo) and known.flipped,
                )
                label, colour = known.name if isinstance(known, Child) else spoken(species), _TEXT
            while label and width_of(label) > _CELL[0] - 4:
                label = label[:-1]
            widgets.write(onto, label, (x + 26, y + 49), align="middle", colour=colour, edge=None)
            if number == self._place:
                pygame.draw.rect(onto, rgb("d64410"), (x - 1, y - 1, _CELL[0] + 1, _CELL[1] + 1), width=1)

    def _draw_entry(self, onto: pygame.Surface) -> None:
        entries = self._entries()
        if self._place >= len(entries):
            return
        species, known = entries[self._place]
        left, width = 262, 188
        if known is None:
            widgets.write(onto, "Not met yet", (left, 50), scale=2, colour=_PALE, edge=None)
            hint = f"{_KINDS[SPECIES[species]]} that lives in this zone. Photograph it to open its page."
            widgets.write_lines(onto, hint, (left, 76), width=width, colour=_PALE)
            return
        draw_photo(
            onto,
            (left, 44),
            zone=known.zone,
            creature=self._creature(known),
            seconds=self._seconds,
            flipped=isinstance(known, Photo) and known.flipped,
            scale=2,
            size=(92, 80),
        )
        title = known.name if isinstance(known, Child) else spoken(species)
        right = left + 106
        widgets.write_lines(onto, title, (right, 46), width=84, colour=_TEXT)
        if isinstance(known, Photo):
            for number in range(3):
                mark = "\u2605" if number < known.stars else "\u2606"
                widgets.write(onto, mark, (right + number * 10, 74), colour=rgb("b17600"), edge=None)
            facts = (known.zone.capitalize(), f"{known.metres:,} m".replace(",", " "), "wild")
        else:
            glows = "glows in the dark" if known.glows else "does not glow"
            facts = (spoken(species), f"generation {known.generation}", glows)
        for number, fact in enumerate(facts):
            widgets.write(onto, fact, (right, 88 + number * 12), colour=_PALE, edge=None)
        if isinstance(known, Child):
            row = self._draw_parents(onto, known, (left, 138))
        else:
            row = widgets.write_lines(onto, field_note(species), (left, 138), width=width, colour=_TEXT)
        widgets.write(onto, "DNA", (left, row + 8), colour=_TEXT, edge=None)
        dna = known.dna or "not known: nobody can draw it"
        lines = wrapped(dna, width)
        most = max((234 - row - 20) // (widgets.LINE - 1), 2)
        if len(lines) > most:
            lines = [*lines[: most - 1], "... and more"]
        for number, line in enumerate(lines):
            widgets.write(onto, line, (left, row + 20 + number * (widgets.LINE - 1)), colour=_PALE, edge=None)
        if known.dna:
            here = self.session.supply.request_of(known.dna) is not None
            line = "Enter copies the DNA" if here else "Drawn with other weights: it has no picture here"
            widgets.write(onto, line, (left, 238), colour=_PALE, edge=None)

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
    return 23 + place % _COLUMNS * _CELL[0], 46 + place // _COLUMNS * _CELL[1]


def _tab_area(number: int) -> pygame.Rect:
    return pygame.Rect(20 + number * 55, 18, 53, 15)


def _draw_book(onto: pygame.Surface) -> None:
    cover = pygame.Rect(12, 30, VIEW[0] - 24, VIEW[1] - 40)
    pygame.draw.rect(onto, _EDGE, cover.inflate(4, 4), border_radius=4)
    pygame.draw.rect(onto, _COVER, cover, border_radius=3)
    for left in (18, VIEW[0] // 2 + 1):
        page = pygame.Rect(left, 36, VIEW[0] // 2 - 19, VIEW[1] - 52)
        onto.fill(_RULE, page.move(0, 2))
        onto.fill(_PAGE, page)
    middle = VIEW[0] // 2
    for step, share in ((0, 0.35), (1, 0.2), (2, 0.12), (3, 0.06)):
        shade = mixed(_PAGE, _TEXT, share)
        onto.fill(shade, (middle - 1 - step, 36, 1, VIEW[1] - 52))
        onto.fill(shade, (middle + step, 36, 1, VIEW[1] - 52))
