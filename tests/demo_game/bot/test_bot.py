"""The bot plays by what is on the screen, and gets somewhere."""

from __future__ import annotations

import numpy as np
import pytest

from demo_game.bot.chart import ROCK, UNSEEN, WATER, Chart
from demo_game.bot.eyes import Animal, Sight, sight_of
from demo_game.bot.games import Played, play
from demo_game.bot.player import Player
from demo_game.bot.report import table
from demo_game.rules.company import VIEW
from demo_game.rules.events import Command
from tests.demo_game.fake_artist import game


def test_the_bot_sees_no_more_than_the_view() -> None:
    made = game()
    session = made.session
    assert session is not None
    session.reef.place_diver(520.0, 300.0, air=0.9)
    session.update(0.05, Command())
    sight = sight_of(session)
    assert sight.water.shape[0] * 8 <= VIEW[1]
    assert sight.water.shape[1] * 8 <= VIEW[0]
    for animal in sight.animals:
        assert abs(animal.x - session.reef.camera_x) < VIEW[0] / 2
        assert abs(animal.y - session.reef.camera_y) < VIEW[1] / 2
    made.close()


def test_a_chart_finds_its_way_through_what_it_has_seen() -> None:
    chart = Chart()
    chart.cells[10:40, 10:60] = WATER
    chart.cells[24:26, 10:50] = ROCK  # a wall with an opening on the right
    steps, before = chart.from_here(20 * 8.0, 15 * 8.0)
    assert steps[35, 20] > 50
    way = chart.way_to((35, 20), before)
    assert max(column for _, column in way) > 50
    assert all(chart.cells[cell] == WATER for cell in way)
    assert steps[60, 20] == -1
    assert chart.cells[60, 20] == UNSEEN


def test_nothing_at_the_edge_of_the_world_is_news_that_never_comes() -> None:
    chart = Chart()
    made = game()
    session = made.session
    assert session is not None
    columns = chart.cells.shape[1]
    for x in (20.0, 520.0, 1020.0):
        session.reef.place_diver(x, 400.0, air=0.9)
        for _ in range(200):
            session.update(0.05, Command(1.0 if x > 500 else -1.0, 0.0))
            chart.add(sight_of(session))
    row = chart.cell(520.0, 400.0)[0]
    chart.visited[:] = 0
    news = chart.frontier()[row]
    assert not news[: columns // 8].any()
    assert not news[-columns // 8 :].any()
    made.close()


def test_who_has_chased_in_one_part_of_the_sea_for_long_goes_elsewhere() -> None:
    player = Player()
    fish = Animal(500.0, 500.0, 7)
    for _ in range(520):
        player.seconds += 0.05
        player._tire_of(fish, 0.05)
    sight = Sight(
        480.0, 500.0, 1.0, False, False, 0, 0, np.ones((4, 4), dtype=bool), (fish,), None, "", 0, False, None, (), 0, ""
    )
    assert player._wanted(sight) is None
    player.seconds += 200
    assert player._wanted(sight) == fish


@pytest.mark.slow
def test_in_three_minutes_the_bot_has_pictures_goals_and_a_part_and_was_never_trapped() -> None:
    made = game()
    played = play(made, minutes=3)
    made.close()
    assert played.traps == 0
    assert played.pages >= 6
    assert {"first_photo", "three_species"} <= set(played.goals)
    assert "reef" in played.zones
    assert played.crash == ""
    assert played.seed in table([played], goals=["first_photo"])


def test_the_table_has_a_line_a_world_and_the_medians() -> None:
    games = [Played("A", 30, {"reef": 2.0}, {"reef": 2.0}), Played("B", 30, {"reef": 4.0, "twilight": 9.0})]
    lines = table(games, goals=["reef", "old_one"]).split("\n")
    head, _, first, second, middle = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[:5])
    assert len({len(head), len(first), len(second), len(middle)}) == 1
    assert [first[0], second[0]] == ["A", "B"]
    assert middle[:4] == ["median", "3", "9 (1 never)", "-"]
    assert "| reef | 1 | 2.0 |" in lines
    assert lines[-1] == "1 of 2 goals were reached; never: old_one."


def test_a_game_that_crashes_is_a_line_of_the_table_and_no_end_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a rock of no width")

    made = game()
    monkeypatch.setattr(Player, "look", broken)
    told: list[str] = []
    played = play(made, minutes=1, told=told.append)
    made.close()
    assert played.crash == "ZeroDivisionError: a rock of no width"
    assert "test_bot.py" in told[-1]
    assert "crashed after 0.0 minutes: ZeroDivisionError" in table([played], goals=[])
