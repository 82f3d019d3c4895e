"""One player's dive: the reef, its view, its log book, what is saved, and the messages to the player.

Turns the events of the rules into pages, sounds, messages and saves. Knows no scenes and reads no input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from demo_game.book.goals import newly_reached
from demo_game.book.logbook import Child, LogBook, Photo, joined
from demo_game.book.nursery import (
    Pairing,
    Parent,
    child_generation,
    child_name,
    child_request,
    display_name,
    glows,
)
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.rules import events
from demo_game.rules.events import Command
from demo_game.rules.reef import Reef, child_number, child_resident
from demo_game.rules.species_ways import way_of
from demo_game.rules.zones import ZONE_NAMES, zone_at
from demo_game.saves.dive_file import SavedDive
from demo_game.saves.saves import Saves
from demo_game.saves.settings import MOST_SCALE, Settings
from demo_game.session.messages import Messages, Notice, Notices
from demo_game.view.drawing import DiveView
from pixelgen import SpriteRequest

_SAVE_SECONDS = 20.0
_ASK_SECONDS = 0.1
_ADDED = (("child", "children"), ("page of the log book", "pages of the log book"))


class Session:
    """Everything that outlives a scene."""

    def __init__(self, seed: str, *, supply: SpriteSupply, saves: Saves | None, settings: Settings) -> None:
        self.supply = supply
        self.saves = saves
        self.settings = replace(settings, seed=seed)
        self.play: Callable[[str], object] = lambda _: None
        self.messages = Messages()
        self.notices = Notices()
        self.most_scale = MOST_SCALE  # that fits on the desktop
        self.seconds = 0.0
        self.last_photo: tuple[Photo, int, float] | None = None  # with the animal's number and when
        self.pairing: Pairing | None = None  # in the nursery, not released yet
        self._view: DiveView | None = None
        self.begin(seed)

    def begin(self, seed: str) -> None:
        """Go to a world: on with its save when there is one."""
        saved = None if self.saves is None else self.saves.dive(seed)
        self.settings = replace(self.settings, seed=seed)
        self.book = LogBook() if saved is None else saved.book
        self.pairing = None if saved is None else saved.pairing
        self.supply.forget_residents()
        self.reef = Reef(
            seed,
            learnt=self.supply.learnt,
            starters=self.supply.starters,
            twins=self.supply.slow,
            visited=self.book.visited,
        )
        self.fresh = saved is None
        self.dived = not self.fresh  # whether the dive into this world has begun
        if saved is not None:
            self.reef.place_diver(saved.x, saved.y, air=saved.air)
            self.reef.diver.lamp = saved.lamp
            for child in self.book.children:
                self._let_swim(child)
        if self._view is not None:
            self._view.close()
        self._view = DiveView(self.reef, self.supply)
        self._saved_at = self._ask_at = self.seconds
        self.notices.clear()

    @property
    def view(self) -> DiveView:
        """What the reef looks like."""
        assert self._view is not None
        return self._view

    @property
    def reef_zone(self) -> str:
        """The zone in which the submarine is."""
        return zone_at(self.reef.diver.y)

    def update(self, dt: float, command: Command) -> None:
        """Pass the time in the world."""
        self.tick(dt)
        if self.seconds >= self._ask_at:
            self._ask_at = self.seconds + _ASK_SECONDS
            self.supply.ask(self.reef.wanted())
        for event in self.reef.update(dt, replace(command, hatched=self.supply.arrived())):
            self._handle(event)
        self.view.update(dt)
        self.notices.pass_time(dt)
        self.book, reached = newly_reached(self.book, self.reef.population.rosters)
        for goal in reached:
            self.play("aim")
            self.notices.add(Notice("goal", goal.title))
        if self.seconds - self._saved_at > _SAVE_SECONDS or reached:
            self.save()

    def tick(self, dt: float) -> None:
        """Pass the time outside of the world: messages go, saves end."""
        self.seconds += dt
        self.messages.pass_time(dt)
        for dive in () if self.saves is None else self.saves.poll():
            if dive.seed == self.reef.seed:
                self._take_over(dive.book)

    def show_message(self, line: str, *, failure: bool = False) -> None:
        """Show a line for some seconds, a failure for longer."""
        self.messages.add(line, failure=failure)

    def save(self) -> None:
        """Keep the dive and the settings; the disk is written in the background."""
        self._saved_at = self.seconds
        if self.saves is None:
            return
        diver = self.reef.diver
        y = max(diver.y, 0.0)
        dive = SavedDive(self.reef.seed, diver.x, y, diver.air, diver.lamp, self.book, self.pairing)
        self.saves.keep_dive(dive)
        self.saves.keep_settings(self.settings)

    def change(self, settings: Settings) -> None:
        """Other settings, kept at once."""
        self.settings = settings
        if self.saves is not None:
            self.saves.keep_settings(settings)

    def child_of(self, pair: Pairing) -> SpriteRequest | None:
        """The request of a pair's child; None when a parent cannot be drawn any more."""
        a, b = self.supply.request_of(pair.a.dna), self.supply.request_of(pair.b.dna)
        return None if a is None or b is None else child_request(a, b, pattern=pair.pattern, seed=pair.seed)

    def release(self, request: SpriteRequest, a: Parent, b: Parent) -> Child:
        """Let a child whose sprite is there swim beside the submarine, and write it into the book."""
        dna, place = self.supply.dna(request), self.book.next_place
        resident = self.reef.add_child(request, species=a.species, generation=child_generation(a, b), place=place)
        creature = self.supply.portrait(request, species=a.species)
        child = Child(
            place=place,
            name=child_name(dna),
            dna=dna,
            species=a.species,
            zone=resident.zone,
            generation=resident.generation,
            glows=creature is not None and glows(creature.glow),
            x=resident.x,
            y=resident.y,
        )
        self.book, self.pairing = self.book.with_child(child), None
        self.play("hatching")
        home = f"settles on the ground of {ZONE_NAMES[child.zone]}" if way_of(child.species).ground else ""
        self.show_message(f"{child.name} {home or f'swims in {ZONE_NAMES[child.zone]} now'}")
        self.save()
        return child

    def _take_over(self, book: LogBook) -> None:
        """Another game has added to the file of this world: both go on with all of it."""
        before, self.book = self.book, joined(self.book, book)
        for child in self.book.children:
            if child not in before.children:
                self.supply.forget(child_number(child.place))  # its number may have been another's
                self._let_swim(child)
        new = len(self.book.children) - len(before.children), len(self.book.pages) - len(before.pages)
        parts = [_counted(number, *words) for number, words in zip(new, _ADDED, strict=True) if number > 0]
        self.show_message(
            f"Another game is open in this world: {' and '.join(parts) or 'what it found'} came from there"
        )

    def _let_swim(self, child: Child) -> None:
        request = self.supply.request_of(child.dna)
        if request is not None:
            self.reef.put(
                child_resident(
                    request,
                    species=child.species,
                    generation=child.generation,
                    place=child.place,
                    x=child.x,
                    y=child.y,
                )
            )

    def _handle(self, event: events.Event) -> None:
        match event:
            case events.Photographed():
                self._keep_photo(event)
            case events.Missed():
                self.play("shutter")
                self.last_photo = None
            case events.Hatched(resident):
                self.view.hatched(resident.number)
                self.play("hatching")
            case events.ZoneEntered(zone, first):
                self.book = self.book.with_visit(zone)
                if first:
                    self.play("rumble")
                    self.save()
            case events.AirLow():
                self.play("low_oxygen")
                self.show_message("Air is low. Go up, or find a bubbling vent")
            case events.AirFull():
                self.play("breath")
            case events.FloatsUp():
                self.show_message("Out of air: floating up to the surface")
            case events.LampSwitched():
                self.play("ui_select")
            case events.Bumped():
                self.play("bubble")
            case events.Surfaced():
                self.play("splash")

    def _keep_photo(self, event: events.Photographed) -> None:
        resident = event.resident
        photo = Photo(
            species=resident.species,
            zone=resident.request.zone if resident.generation == 0 else zone_at(self.reef.diver.y),
            dna=self.supply.dna(resident.request),
            stars=event.stars,
            metres=event.metres,
            generation=resident.generation,
            flipped=event.flipped,
        )
        first = self.book.is_first(photo) and resident.generation == 0
        better = self.book.is_better(photo)
        self.play("shutter")
        self.last_photo = photo, resident.number, self.seconds
        if resident.generation == 0:
            self.book = self.book.with_photo(photo)
        if first:
            self.play("discovery")
            self.show_message(f"New in the log book: {display_name(photo.species)}")
            self.save()
        elif better and resident.generation == 0:
            self.show_message(f"Better picture: {display_name(photo.species)}")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
