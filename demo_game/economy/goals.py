"""Goals of the table, a log book and what was reached -> how far each is, which are open, which one to show.

Knows not how they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from demo_game.book.logbook import MOST_STARS, LogBook
from demo_game.economy.progress import Progress
from demo_game.economy.shot import Shot
from demo_game.economy.table import Economy, Goal
from demo_game.economy.upgrades import given
from demo_game.rules.zones import zone_number
from pixelgen import ZONES

_OPENS = 0.6  # share of a tier that opens the next one
Rosters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal and how far it is. done is at most `goal.of`, or what takes its place for all of a zone."""

    goal: Goal
    done: int
    of: int

    @property
    def reached(self) -> bool:
        """Whether all is done."""
        return self.done >= self.of


@dataclass(frozen=True, slots=True)
class State:
    """What goals are measured by. looks: child's place -> its traits, of children that can be drawn."""

    book: LogBook
    progress: Progress
    rosters: Rosters
    looks: Mapping[int, Mapping[str, str]]


def standings(economy: Economy, state: State) -> tuple[Standing, ...]:
    """All goals, in the order of the table."""
    return tuple(_standing(goal, state) for goal in economy.goals)


def open_tier(economy: Economy, reached: Sequence[str]) -> int:
    """The highest tier that is open."""
    tier = 1
    while True:
        mine = [goal for goal in economy.goals if goal.tier == tier]
        later = any(goal.tier > tier for goal in economy.goals)
        if not later or sum(goal.id in reached for goal in mine) < _OPENS * len(mine):
            return tier
        tier += 1


def next_goal(economy: Economy, state: State, *, y: float, bears: float) -> Standing | None:
    """The one to show: open, possible with this hull, near to where the player is, of a kind that was not just done."""
    tier = open_tier(economy, state.book.reached)
    waiting = [
        one
        for one in standings(economy, state)
        if one.goal.id not in state.book.reached and one.goal.tier <= tier and _possible(one.goal, bears)
    ]
    last = next((goal.kind for goal in economy.goals if [goal.id] == list(state.book.reached[-1:])), "")

    def merit(one: Standing) -> tuple[float, ...]:
        goal = one.goal
        away = 0 if not goal.zone else abs(ZONES.index(goal.zone) - zone_number(y))
        return goal.tier, away + (goal.kind == last) - one.done / one.of, economy.goals.index(goal)

    return min(waiting, key=merit, default=None)


def _possible(goal: Goal, bears: float) -> bool:
    """Whether the hull bears where it is."""
    return not goal.zone or ZONES.index(goal.zone) <= zone_number(bears)


def counted(economy: Economy, progress: Progress, shot: Shot, *, reached: Sequence[str]) -> Progress:
    """What a picture adds to the goals of pictures that are not reached yet."""
    counts = dict(progress.counts)
    for goal in economy.goals:
        if goal.kind in ("photo", "strain") and goal.id not in reached and _shows(goal, shot):
            before = counts.get(goal.id, ())
            keys = {"species": shot.species, "animals": str(shot.number)}
            key = keys.get(goal.count, f"{len(before)}")
            if key not in before and len(before) < goal.of:
                counts[goal.id] = (*before, key)
    return replace(progress, counts=counts)


def newly_reached(economy: Economy, state: State) -> tuple[LogBook, Progress, tuple[Goal, ...]]:
    """The book and the progress with goals that have just been reached and their rewards, and these goals."""
    book, progress = state.book, state.progress
    tier = open_tier(economy, book.reached)
    new = tuple(
        one.goal
        for one in standings(economy, state)
        if one.reached and one.goal.id not in book.reached and one.goal.tier <= tier
    )
    for goal in new:
        progress = progress.with_earned(goal.reward)
        if goal.gift:
            progress = given(progress, goal.gift)
        progress = replace(progress, ended=progress.ended or goal.ends)
    return replace(book, reached=(*book.reached, *(goal.id for goal in new))), progress, new


def has_looks(traits: Mapping[str, str], wanted: Sequence[str]) -> bool:
    """Whether traits are as a request wants: "glow=some rich" is one of the two."""
    return all(traits.get(look.partition("=")[0]) in look.partition("=")[2].split() for look in wanted)


def _shows(goal: Goal, shot: Shot) -> bool:
    if goal.kind == "strain":
        return shot.strain
    return (
        shot.generation == 0
        and goal.zone in ("", shot.zone)
        and goal.category in ("", shot.category)
        and goal.species in ("", shot.species)
        and goal.moment in ("", shot.moment)
        and (not goal.morph or goal.morph == shot.morph or (goal.morph == "any" and bool(shot.morph)))
        and shot.stars >= goal.stars
        and goal.shy in (None, shot.shy)
        and goal.lamp in (None, shot.lamp)
        and goal.night in (None, shot.night)
        and goal.ground in (None, shot.ground)
    )


def _standing(goal: Goal, state: State) -> Standing:
    if goal.id in state.book.reached:
        return Standing(goal, goal.of, goal.of)
    if goal.kind in ("roster", "all"):
        done, of = _whole(goal, state)
    else:
        done, of = _DONE[goal.kind](goal, state), len(goal.looks) if goal.kind == "looks" else goal.of
    return Standing(goal, min(done, of), of)


def _whole(goal: Goal, state: State) -> tuple[int, int]:
    book, rosters = state.book, state.rosters
    if goal.kind == "all":
        return len({species for _, species in book.pages}), len({one for roster in rosters.values() for one in roster})
    share = {zone: len(book.species_of(zone)) / max(len(rosters[zone]), 1) for zone in ZONES if rosters[zone]}
    best = max(share, key=lambda zone: share[zone])
    return len(book.species_of(best)), len(rosters[best])


def _species(goal: Goal, state: State) -> int:
    if goal.zone:
        return len(state.book.species_of(goal.zone))
    return len({species for _, species in state.book.pages})


def _upgrades(goal: Goal, state: State) -> int:
    return state.progress.level(goal.part) if goal.part else int(state.progress.spent > 0)  # gifts do not count


def _bred(goal: Goal, state: State) -> int:
    return sum(has_looks(traits, goal.looks) for traits in state.looks.values())


def _looks(goal: Goal, state: State) -> int:
    found = state.progress.looks
    return sum(
        any(f"{trait}={value}" in found for value in values.split())
        for trait, _, values in (look.partition("=") for look in goal.looks)
    )


def _giants(goal: Goal, state: State) -> int:
    giants = state.progress.giants
    return int(goal.zone in giants) if goal.zone else len(giants)


def _kept(state: State, home: str) -> int:
    return sum(child.home == home for child in state.book.children)


def _photos(goal: Goal, state: State) -> int:
    return len(state.progress.counts.get(goal.id, ()))


def _starred(goal: Goal, state: State) -> int:
    return len({photo.zone for photo in state.book.pages.values() if photo.stars >= MOST_STARS})


def _oldest(goal: Goal, state: State) -> int:
    glowing = goal.kind == "glow"
    return max((one.generation for one in state.book.children if one.glows or not glowing), default=0)


_DONE: dict[str, Callable[[Goal, State], int]] = {
    "photo": _photos,
    "strain": _photos,
    "species": _species,
    "zone": lambda goal, state: int(goal.zone in state.book.visited),
    "zones": lambda goal, state: len(state.book.visited),
    "upgrades": _upgrades,
    "hatched": lambda goal, state: state.progress.hatched,
    "released": lambda goal, state: state.progress.released,
    "aquarium": lambda goal, state: _kept(state, "aquarium"),
    "looks": _looks,
    "bred": _bred,
    "giants": _giants,
    "generation": _oldest,
    "glow": _oldest,
    "stars": _starred,
    "fall": lambda goal, state: int(state.progress.fall),
    "rare": lambda goal, state: len({photo.morph for photo in state.book.rare}),
}
