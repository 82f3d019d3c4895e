"""The log book: a sheet of photographs for each zone, the chosen page with its DNA. Changes nothing."""

from __future__ import annotations

import pygame

from demo_game.book.breeding import display_name
from demo_game.book.logbook import Photo
from demo_game.panels import widgets
from demo_game.panels.log_book import (
    CELL,
    COLUMNS,
    PALE,
    SHOWN,
    TABS,
    Entry,
    cell,
    draw_book,
    draw_sheet,
    draw_tab,
    portrait_of,
    tab_area,
)
from demo_game.panels.log_entry import FOOT, draw_entry, name_of
from demo_game.panels.share_card import ShareCard
from demo_game.rules.zones import ZONE_NAMES
from demo_game.scenes.base import Over, Scene
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session
from pixelgen import ZONES


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
                self._tab, self._place = (self._tab + (1 if press.action == "next" else -1)) % len(TABS), 0
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
        draw_book(onto)
        for number, name in enumerate(TABS):
            draw_tab(onto, number, name, opened=number == self._tab)
        widgets.write(onto, self._turning(), (124, FOOT), align="middle", colour=PALE, edge=None)
        entries, tab = self._entries(), TABS[self._tab]
        draw_sheet(
            onto,
            self.session,
            tab,
            entries,
            chosen=self._place,
            first=self._first(),
            seconds=self._seconds,
        )
        if self._place < len(entries):
            draw_entry(onto, self.session, tab, entries[self._place], seconds=self._seconds)
        self.draw_messages(onto)

    def _turning(self) -> str:
        session = self.session
        return f"{session.key('previous')} / {session.key('next')}: turn page   {session.back_key}: close"

    def _entries(self) -> list[Entry]:
        """(species, what is known of it) of the open tab."""
        name, book = TABS[self._tab], self.session.book
        if name == "rare":
            return [(photo.species, photo) for photo in book.rare[::-1]]
        if name == "children":
            return [(child.species, child) for child in book.children[::-1]]
        return [(species, book.page(name, species)) for species in self.session.reef.population.rosters[name]]

    def _step(self, action: str) -> None:
        count = len(self._entries())
        place = self._place + {"left": -1, "right": 1, "up": -COLUMNS, "down": COLUMNS}[action]
        if action in ("left", "right") and (place // COLUMNS != self._place // COLUMNS or not 0 <= place < count):
            self._tab, self._place = (self._tab + (1 if action == "right" else -1)) % len(TABS), 0
            self.session.play("page")
        elif 0 <= place < count:
            self._place = place
            self.session.play("ui_move")

    def _click(self, at: tuple[int, int]) -> None:
        for number in range(len(TABS)):
            if tab_area(number).collidepoint(at):
                self._tab, self._place = number, 0
                self.session.play("page")
        first = self._first()
        for number in range(first, min(len(self._entries()), first + SHOWN)):
            if pygame.Rect(*cell(number - first), *CELL).collidepoint(at):
                self._place = number

    def _copy(self) -> None:
        entries = self._entries()
        known = entries[self._place][1] if self._place < len(entries) else None
        if known is not None and known.dna:
            copied = copy_text(known.dna)
            self.session.reply("DNA copied" if copied else "No clipboard is available")

    def _share(self) -> None:
        """A card of the chosen animal as files beside the saves: a PNG, and a GIF in which it moves."""
        entries, session = self._entries(), self.session
        known = entries[self._place][1] if self._place < len(entries) else None
        creature = None if known is None else portrait_of(session, known)
        if known is None or creature is None:
            return
        name = name_of(known)
        kind = f"{known.morph} {display_name(known.species).lower()}".strip() if isinstance(known, Photo) else ""
        lines = (
            kind.capitalize() or f"{display_name(known.species)}, generation {known.generation}",
            f"Seen in {ZONE_NAMES[known.zone]} by nobody before",
        )
        card = ShareCard(creature, known.zone, name, lines, session.reef.seed, known.dna)
        session.reply(session.keep_picture(name, {".png": card.png(), ".gif": card.gif()}))

    def _first(self) -> int:
        return max(0, self._place // COLUMNS - 2) * COLUMNS
