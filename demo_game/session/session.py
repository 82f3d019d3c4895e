"""One player's dive: the reef, its view, its log book, what is saved, and what is said about what happened.

Turns the events of the rules into pages, sounds, messages and saves. Knows no scenes and reads no input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from demo_game.book.aims import Aim, newly_reached
from demo_game.book.logbook import Child, LogBook, Photo, joined
from demo_game.book.nursery import GLOW_SHARE, Pairing, Parent, child_generation, child_name, child_request, spoken
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.rules import events
from demo_game.rules.events import Command
from demo_game.rules.reef import Reef, child_number, child_resident
from demo_game.rules.zones import zone_at
from demo_game.saves.dive_file import SavedDive
from demo_game.saves.saves import Saves
from demo_game.saves.settings import Settings
from demo_game.view.drawing import DiveView
from pixelgen import SpriteRequest

_SAVE_SECONDS = 20.0
_MESSAGE_SECONDS = 4.5
_ASK_SECONDS = 0.1
_ADDED = (("child", "children"), ("page of the log book", "pages of the log book"))


@dataclass(frozen=True, slots=True)
class Message:
    """A line for the player. said, until: seconds of the session; grave: a failure."""

    line: str
    said: float
    until: float
    grave: bool = False


class Session:
    """Everything that outlives a scene."""

    def __init__(self, seed: str, *, supply: SpriteSupply, saves: Saves | None, settings: Settings) -> None:
        self.supply = supply
        self.saves = saves
        self.settings = replace(settings, seed=seed)
        self.play: Callable[[str], object] = lambda _: None
        self.messages: list[Message] = []
        self.seconds = 0.0
        self.last_photo: tuple[Photo, int, float] | None = None  # with the animal's number and when
        self.last_aim: tuple[Aim, float] | None = None  # with when it was reached
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
        self.reef = Reef(seed, learnt=self.supply.learnt, starters=self.supply.starters, visited=self.book.visited)
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
            self._tell(event)
        self.view.update(dt)
        self.book, reached = newly_reached(self.book, self.reef.population.rosters)
        for aim in reached:
            self.play("aim")
            self.last_aim = aim, self.seconds
        if self.seconds - self._saved_at > _SAVE_SECONDS or reached:
            self.save()

    def tick(self, dt: float) -> None:
        """Pass the time outside of the world: messages go, saves end."""
        self.seconds += dt
        self.messages = [message for message in self.messages if message.until > self.seconds]
        for dive in () if self.saves is None else self.saves.poll():
            if dive.seed == self.reef.seed:
                self._take_over(dive.book)

    def say(self, line: str, *, grave: bool = False) -> None:
        """Show a line for some seconds, a failure for longer."""
        until = self.seconds + _MESSAGE_SECONDS * (2.2 if grave else 1)
        if all(message.line != line for message in self.messages):
            self.messages = [*self.messages[-2:], Message(line, self.seconds, until, grave)]

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

    def child_of(self, a: Parent, b: Parent, *, pattern: str, seed: int) -> SpriteRequest | None:
        """The request of a child; None when a parent cannot be drawn any more."""
        one, other = self.supply.request_of(a.dna), self.supply.request_of(b.dna)
        return None if one is None or other is None else child_request(one, other, pattern=pattern, seed=seed)

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
            glows=creature is not None and creature.glow >= GLOW_SHARE,
            x=resident.x,
            y=resident.y,
        )
        self.book = self.book.with_child(child)
        self.play("hatching")
        self.say(f"{child.name} swims in the {child.zone}")
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
        self.say(f"Another game is open in this world: {' and '.join(parts) or 'what it found'} came from there")

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

    def _tell(self, event: events.Event) -> None:
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
                self.say("Air is low: go up, or find bubbling vents")
            case events.AirFull():
                self.play("breath")
            case events.FloatsUp():
                self.say("Out of air: the weights drop, up we go")
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
            self.say(f"New page: {spoken(photo.species)}")
            self.save()
        elif better and resident.generation == 0:
            self.say(f"A better picture: {spoken(photo.species)}")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
