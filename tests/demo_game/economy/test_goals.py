"""Goals, research and parts, by their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from demo_game.book.logbook import Child, LogBook, Photo
from demo_game.economy.goals import State, counted, has_looks, newly_reached, next_goal, open_tier, standings
from demo_game.economy.progress import Progress, joined_progress
from demo_game.economy.research import after, gains_of
from demo_game.economy.shot import Shot
from demo_game.economy.table import PARTS, STEPS, shipped_economy
from demo_game.economy.upgrades import bought, given, levels_of_visits, outfit_of, price
from demo_game.rules.diver import Diver
from demo_game.rules.terrain import Terrain
from demo_game.rules.way_up import way_up
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, zone_number
from pixelgen import ZONES

ECONOMY = shipped_economy()
ROSTERS = {zone: ("tang", "crab") if zone != "abyss" else ("tang", "crab", "giant_isopod") for zone in ZONES}
PHOTO = Photo("tang", "reef", "pg1_a", 2, 40)
CHILD = Child(0, "Lira", "pg1_b", "tang", "reef", 1, True, 500.0, 900.0)
SHOT = Shot(7, "tang", "reef", 2, dive=1)


EMPTY, NEW = LogBook(), Progress()


def state(
    book: LogBook = EMPTY, progress: Progress = NEW, looks: Mapping[int, Mapping[str, str]] | None = None
) -> State:
    return State(book, progress, ROSTERS, looks or {})


def done(name: str, now: State) -> tuple[int, int]:
    return next((one.done, one.of) for one in standings(ECONOMY, now) if one.goal.id == name)


def with_all_of(tier: int) -> tuple[str, ...]:
    return tuple(goal.id for goal in ECONOMY.goals if goal.tier <= tier)


def test_a_new_player_has_the_first_tier_and_one_goal_to_begin_with() -> None:
    assert open_tier(ECONOMY, ()) == 1
    first = next_goal(ECONOMY, state(), y=0.0, bears=1400.0)
    assert first is not None
    assert (first.goal.id, first.done, first.of) == ("first_photo", 0, 1)


def test_most_of_a_tier_opens_the_next() -> None:
    mine = [goal.id for goal in ECONOMY.goals if goal.tier == 1]
    most = round(len(mine) * 0.6 + 0.49)
    assert open_tier(ECONOMY, mine[: most - 1]) == 1
    assert open_tier(ECONOMY, mine[:most]) == 2
    assert open_tier(ECONOMY, with_all_of(9)) == 6


def test_a_goal_below_the_pressure_line_is_not_shown() -> None:
    book = LogBook(reached=with_all_of(4))
    shallow = next_goal(ECONOMY, state(book), y=0.0, bears=1400.0)
    assert shallow is not None
    assert shallow.goal.zone in ("", "shallows", "reef")


def test_a_goal_is_reached_once_and_gives_its_reward() -> None:
    now = state(progress=counted(ECONOMY, Progress(), SHOT, reached=()))
    book, progress, new = newly_reached(ECONOMY, now)
    assert [goal.id for goal in new] == ["first_photo"]
    assert progress.earned == new[0].reward
    assert newly_reached(ECONOMY, replace(now, book=book, progress=progress))[2] == ()


def test_a_gift_is_a_step_of_a_part() -> None:
    shy = replace(SHOT, shy=True, lamp=False)
    _, progress, new = newly_reached(ECONOMY, state(progress=counted(ECONOMY, Progress(), shy, reached=())))
    assert {goal.id for goal in new} == {"first_photo", "shy"}
    assert progress.level("lamp") == 1


@pytest.mark.parametrize(
    ("goal", "shot"),
    [
        ("shy", replace(SHOT, shy=True, lamp=True)),
        ("shy", replace(SHOT, shy=False, lamp=False)),
        ("calm", SHOT),
        ("school", replace(SHOT, moment="hunting")),
        ("rare", SHOT),
        ("night", SHOT),
        ("first_photo", replace(SHOT, generation=1)),
        ("strain", replace(SHOT, generation=1)),
    ],
)
def test_what_is_not_asked_for_does_not_count(goal: str, shot: Shot) -> None:
    assert goal not in counted(ECONOMY, Progress(), shot, reached=()).counts


def test_species_count_once_and_no_more_than_are_wanted() -> None:
    progress = Progress()
    for species in ("crab", "crab", "conch", "nudibranch"):
        progress = counted(ECONOMY, progress, replace(SHOT, species=species), reached=())
    assert progress.counts["ground"] == ("crab", "conch")


def test_a_request_wants_all_its_looks_of_one_animal_that_was_bred() -> None:
    small, glowing = {"growth": "young", "glow": "none"}, {"growth": "adult", "glow": "rich"}
    assert done("request_glow", state(looks={0: small, 1: glowing})) == (0, 1)
    assert done("request_glow", state(looks={0: {"growth": "young", "glow": "some"}})) == (1, 1)
    assert has_looks({"family": "azure", "eye": "bold"}, ("family=azure", "eye=bold"))


@pytest.mark.parametrize(
    ("goal", "now", "is_so"),
    [
        ("zones", state(LogBook(visited=ZONES)), True),
        ("zones", state(LogBook(visited=ZONES[1:])), False),
        ("roster", state(LogBook().with_photo(PHOTO).with_photo(replace(PHOTO, species="crab"))), True),
        ("roster", state(LogBook().with_photo(PHOTO)), False),
        ("glow", state(LogBook(children=(replace(CHILD, generation=3),))), True),
        ("glow", state(LogBook(children=(replace(CHILD, generation=3, glows=False),))), False),
        ("family", state(LogBook(children=(replace(CHILD, generation=2, glows=False),))), True),
        ("tank_three", state(LogBook(children=(CHILD, CHILD, CHILD))), False),
        ("giant", state(progress=Progress(giants=("reef",))), True),
        ("old_one", state(progress=Progress(giants=("reef",))), False),
        ("old_one", state(progress=Progress(giants=("hadal",))), True),
        ("fall", state(progress=Progress(fall=True)), True),
        ("banded", state(progress=Progress(looks=("pattern=banded",))), False),
        ("banded", state(progress=Progress(looks=("pattern=banded", "pattern=spotted"))), True),
        ("hull_one", state(progress=Progress(levels={"air": 3})), False),
        ("hull_one", state(progress=Progress(levels={"hull": 1})), True),
        ("first_upgrade", state(progress=Progress(levels={"lamp": 1})), False),  # a gift
        ("first_upgrade", state(progress=Progress(spent=5, earned=5)), True),
    ],
)
def test_how_far_a_goal_is(goal: str, now: State, is_so: bool) -> None:
    one = next(one for one in standings(ECONOMY, now) if one.goal.id == goal)
    assert one.reached == is_so


def test_the_last_goal_ends_the_story() -> None:
    now = state(LogBook(reached=with_all_of(4)), Progress(giants=("hadal",)))
    assert newly_reached(ECONOMY, now)[1].ended


def test_a_first_picture_pays_for_species_stars_and_looks() -> None:
    shot = replace(SHOT, looks={"pattern": "banded", "family": "rose", "pose": "rest"})
    gains = gains_of(ECONOMY, Progress(), shot, page_stars=0, new_rare=False)
    worth = ECONOMY.worth
    assert sum(gain.points for gain in gains) == worth.species + worth.deeper + 2 * worth.star + worth.trait
    again = after(Progress(), shot, gains)
    assert gains_of(ECONOMY, again, shot, page_stars=2, new_rare=False) == ()
    better = gains_of(ECONOMY, again, replace(shot, stars=3), page_stars=2, new_rare=False)
    assert [gain.points for gain in better] == [worth.star]


def test_the_same_animal_pays_again_on_another_dive_so_nobody_is_ever_stuck() -> None:
    shot = replace(SHOT, stars=3)
    known = after(Progress(), shot, ())
    assert gains_of(ECONOMY, known, shot, page_stars=3, new_rare=False) == ()
    later = gains_of(ECONOMY, known, replace(shot, dive=2), page_stars=3, new_rare=False)
    assert [gain.points for gain in later] == [ECONOMY.worth.again]


def test_parts_are_paid_step_by_step() -> None:
    progress = Progress(earned=ECONOMY.upgrades["hull"].costs[0])
    after_it = bought(ECONOMY, progress, "hull")
    assert after_it is not None
    assert (after_it.research, after_it.level("hull")) == (0, 1)
    assert bought(ECONOMY, after_it, "air") is None
    full = Progress(earned=9999, levels={"air": STEPS})
    assert price(ECONOMY, full, "air") is None
    assert bought(ECONOMY, full, "air") is None
    assert given(full, "air").level("air") == STEPS


def test_better_parts_can_do_more() -> None:
    for level in range(STEPS):
        less, more = (outfit_of(ECONOMY, dict.fromkeys(PARTS, one)) for one in (level, level + 1))
        assert more.bears > less.bears
        assert more.air_seconds > less.air_seconds
        assert more.lamp > less.lamp
        assert more.camera > less.camera
        assert more.close > less.close
        assert more.eggs >= less.eggs
        assert more.hatch_seconds < less.hatch_seconds
    assert outfit_of(ECONOMY, {}).bears < 2 * ZONE_HEIGHT
    assert outfit_of(ECONOMY, {"hull": STEPS}).bears > DEPTH


@pytest.mark.parametrize(("deepest", "level"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_who_has_been_somewhere_has_the_hull_for_it(deepest: int, level: int) -> None:
    assert levels_of_visits(ECONOMY, ZONES[: deepest + 1]) == {"hull": level}


def test_two_games_of_one_world_lose_nothing() -> None:
    mine = Progress(10, 4, {"hull": 1}, {"shy": ("1",)}, {1: 2}, {1: 1}, ("a",), giants=("reef",), dives=3)
    other = Progress(8, 6, {"air": 2}, {"shy": ("2",)}, {1: 3, 2: 1}, {2: 5}, ("b",), fall=True, dives=5)
    both = joined_progress(mine, other)
    assert (both.earned, both.spent, both.dives, both.fall) == (10, 6, 5, True)
    assert both.levels == {"hull": 1, "air": 2}
    assert both.counts == {"shy": ("2", "1")}
    assert both.met == {1: 3, 2: 1}
    assert set(both.looks) == {"a", "b"}
    again = joined_progress(mine, both)  # as when a game saves once more over what it has joined
    assert again == both


@pytest.mark.parametrize("hull", range(STEPS))
def test_full_thrust_and_a_current_do_not_carry_a_hull_into_the_zone_that_it_cannot_bear(hull: int) -> None:
    water = Terrain("", np.full((566, 131), -40.0), (), ())
    way = way_up(water, ((0, 0),))
    bears = outfit_of(ECONOMY, {"hull": hull}).bears
    diver = Diver(520.0, bears - 300)
    for _ in range(400):
        diver.move(1 / 20, 0, 1, terrain=water, way=way, push=(0.0, 95.0), bears=bears)
        assert zone_number(diver.y) == zone_number(bears)
    assert diver.y > bears
