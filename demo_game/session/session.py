"""One player's dive: the reef, its view, its log book, what is saved, and the messages to the player.

Turns the events of the rules into pages, sounds, messages and saves. Knows no scenes and reads no input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from demo_game.book.logbook import Child, LogBook, Photo, joined
from demo_game.creatures.sprite_supply import SpriteSupply
from demo_game.economy.goals import Standing, State, newly_reached, next_goal
from demo_game.economy.progress import Progress, joined_progress
from demo_game.economy.table import Economy, shipped_economy
from demo_game.economy.upgrades import bought, outfit_of
from demo_game.rules.company import child_number, child_resident
from demo_game.rules.events import Command
from demo_game.rules.reef import Reef
from demo_game.rules.zones import zone_at
from demo_game.saves.dive_file import SavedDive
from demo_game.saves.older_saves import progress_of
from demo_game.saves.saves import Saves
from demo_game.saves.settings import MOST_SCALE, Settings
from demo_game.saves.whole_files import write_whole
from demo_game.session.discoveries import Discoveries
from demo_game.session.family import Family
from demo_game.session.happenings import answer
from demo_game.session.messages import Messages
from demo_game.view.drawing import DiveView

_SAVE_SECONDS = 20.0
_ASK_SECONDS = 0.1
_GOAL_SECONDS = 0.5
_ADDED = (("child", "children"), ("page of the log book", "pages of the log book"))


class Session:
    """Everything that outlives a scene."""

    def __init__(
        self,
        seed: str,
        *,
        supply: SpriteSupply,
        saves: Saves | None,
        settings: Settings,
        economy: Economy | None = None,
    ) -> None:
        self.economy = shipped_economy() if economy is None else economy
        self.supply = supply
        self.saves = saves
        self.settings = replace(settings, seed=seed)
        self.play: Callable[[str], object] = lambda _: None
        self.messages = Messages()
        self.most_scale = MOST_SCALE  # that fits on the desktop
        self.pad = False  # whether the player has a pad in hand
        self.seconds = 0.0
        self.last_photo: tuple[Photo, int, float] | None = None  # with the animal's number and when
        self.gained: tuple[int, float] = 0, -99.0  # research of the last picture, and when
        self.family = Family(self)
        self.discoveries = Discoveries(self)
        self._view: DiveView | None = None
        self.begin(seed)

    def begin(self, seed: str) -> None:
        """Go to a world: on with its save when there is one."""
        saved = None if self.saves is None else self.saves.dive(seed)
        self.settings = replace(self.settings, seed=seed)
        self.book = LogBook() if saved is None else saved.book
        self.progress = progress_of(self.economy, saved)
        self._measured: tuple[LogBook, Progress] | None = None
        self._goal_at = -99.0
        self._goal: Standing | None = None
        self.supply.forget_residents()
        self.reef = Reef(
            seed,
            fauna=self.supply.fauna(self.economy.homes),
            starters=self.supply.starters,
            twins=self.supply.slow,
            visited=self.book.visited,
            dives=self.progress.dives,
            seconds=self.progress.seconds,
        )
        self.reef.outfit = outfit_of(self.economy, self.progress.levels)
        self.fresh = saved is None
        self.dived = not self.fresh  # whether the dive into this world has begun
        if saved is not None:
            self._go_on(saved)
        if self._view is not None:
            self._view.close()
        self._view = DiveView(self.reef, self.supply)
        self._view.steady = self.settings.steady
        self._saved_at = self._ask_at = self.seconds
        self.messages.begin_world()

    def _go_on(self, saved: SavedDive) -> None:
        """Where the dive was left; at the surface where there is rock now: earlier versions had other worlds."""
        reef = self.reef
        if reef.has_room(saved.x, saved.y):
            reef.place_diver(saved.x, saved.y, air=saved.air)
        reef.diver.lamp = saved.lamp
        for child in self.book.children:
            if child.home != "aquarium":
                self.let_swim(child)
        if saved.pairing is not None:
            self.family.lay_old(saved.pairing)

    @property
    def at_risk(self) -> str:
        """Why what was done in this world would be lost on leaving; empty when it is saved."""
        if not self.dived or not self.book.pages:
            return ""
        if self.saves is None:
            return "There is no folder for saves: what you found in this world will be lost."
        problem = self.saves.problem
        return f"{problem}. What you found since the last save will be lost." if problem else ""

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
        command = replace(command, hatched=self.supply.arrived(), relaxed=self.settings.relaxed)
        for event in self.reef.update(dt, command):
            answer(self, event, discoveries=self.discoveries, view=self.view)
        if not command.rests:
            self.family.pass_time(dt)
        self.view.update(dt)
        if self.reach_goals() or self.seconds - self._saved_at > _SAVE_SECONDS:
            self.save()

    def reach_goals(self) -> bool:
        """Whether goals were reached since it was asked last."""
        if self._measured is not None and self._measured[0] is self.book and self._measured[1] is self.progress:
            return False
        self.book, self.progress, reached = newly_reached(self.economy, self.state)
        self._measured = self.book, self.progress
        for goal in reached:
            self.play("aim")
            reward = [f"+{goal.reward} research"] if goal.reward else []
            if goal.gift:
                reward.append(f"{self.economy.upgrades[goal.gift].title.lower()}: one step better")
                self.reef.outfit = outfit_of(self.economy, self.progress.levels)
            self.messages.add("goal", goal.title, ", ".join(reward))
        self._goal_at = -99.0
        return bool(reached)

    @property
    def state(self) -> State:
        """What goals are measured by."""
        return State(self.book, self.progress, self.reef.population.rosters, self.family.looks())

    @property
    def goal(self) -> Standing | None:
        """The goal to show; looked up a few times a second."""
        if not 0 <= self.seconds - self._goal_at < _GOAL_SECONDS:
            self._goal_at = self.seconds
            self._goal = next_goal(self.economy, self.state, y=self.reef.diver.y, bears=self.reef.outfit.bears)
        return self._goal

    def buy(self, part: str) -> bool:
        """The next step of a part, if it can be paid."""
        after_it = bought(self.economy, self.progress, part)
        if after_it is None:
            self.play("denied")
            return False
        self.progress = after_it
        self.reef.outfit = outfit_of(self.economy, after_it.levels)
        self.play("discovery")
        self.reach_goals()
        self.save()
        return True

    def key(self, action: str) -> str:
        """The key or button to name in a hint."""
        return self.settings.bindings.label(action, pad=self.pad) or "-"

    @property
    def confirm_key(self) -> str:
        """What confirms, wherever it is."""
        return "A" if self.pad else "Enter"

    @property
    def back_key(self) -> str:
        """What goes back, wherever it is."""
        return "B" if self.pad else "Esc"

    def teach(self, what: str) -> None:
        """The player has done it: it need not be said any more."""
        if what not in self.progress.taught:
            self.progress = replace(self.progress, taught=(*self.progress.taught, what))

    def tick(self, dt: float) -> None:
        """Pass the time outside of the world: messages go, saves end."""
        self.seconds += dt
        self.messages.pass_time(dt)
        for dive in () if self.saves is None else self.saves.poll():
            if dive.seed == self.reef.seed:
                if dive.progress is not None:
                    self.progress = joined_progress(self.progress, dive.progress)
                    self.reef.outfit = outfit_of(self.economy, self.progress.levels)
                if dive.book != self.book:
                    self._take_over(dive.book)

    def show_message(self, line: str, *, failure: bool = False, urgent: bool = False) -> None:
        """Tell a line when its turn has come; a failure for longer, what is urgent before others."""
        self.messages.add("failure" if failure else "alarm" if urgent else "line", line)

    def reply(self, line: str) -> None:
        """Answer at once to what was pressed."""
        self.messages.add("reply", line)

    def save(self) -> None:
        """Keep the dive and the settings; the disk is written in the background."""
        self._saved_at = self.seconds
        if self.saves is None:
            return
        diver = self.reef.diver
        y = max(diver.y, 0.0)
        progress = replace(self.progress, dives=self.reef.dives, seconds=self.reef.seconds)
        dive = SavedDive(self.reef.seed, diver.x, y, diver.air, diver.lamp, self.book, progress=progress)
        self.saves.keep_dive(dive)
        self.saves.keep_settings(self.settings)

    def keep_picture(self, name: str, contents: Mapping[str, bytes]) -> str:
        """Write files of one name beside the saves, each whole -> a line for the player. contents: by their endings."""
        if self.saves is None:
            return "There is no folder for pictures"
        try:
            for ending, content in contents.items():
                write_whole(self.saves.folder / "pictures" / f"{self.reef.seed}-{name}{ending}", content)
        except OSError as error:
            return f"Cannot save the card: {error.strerror or error}"
        return f"Saved as pictures/{self.reef.seed}-{name}{' and '.join(contents)}, beside your dives"

    def change(self, settings: Settings) -> None:
        """Other settings, kept at once."""
        self.settings = settings
        self.view.steady = settings.steady
        if self.saves is not None:
            self.saves.keep_settings(settings)

    def _take_over(self, book: LogBook) -> None:
        """Another game has added to the file of this world: both go on with all of it."""
        before, self.book = self.book, joined(self.book, book)
        for child in self.book.children:
            if child not in before.children:
                self.supply.forget(child_number(child.place))  # its number may have been another's
                if child.home != "aquarium":
                    self.let_swim(child)
        new = len(self.book.children) - len(before.children), len(self.book.pages) - len(before.pages)
        parts = [_counted(number, *words) for number, words in zip(new, _ADDED, strict=True) if number > 0]
        self.show_message(
            f"Another game is open in this world: {' and '.join(parts) or 'what it found'} came from there"
        )

    def let_swim(self, child: Child) -> None:
        """Let a child live at its home in the sea."""
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


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
