"""What is shown of what is said."""

from __future__ import annotations

from demo_game.session.messages import Messages, Notice, Notices


def lines(messages: Messages) -> list[str]:
    return [message.line for message in messages.shown]


def pass_time(waiting: Messages | Notices, seconds: float) -> None:
    for _ in range(round(seconds * 10)):
        waiting.pass_time(0.1)


def test_every_failure_is_shown_sooner_or_later() -> None:
    messages = Messages()
    said = ["no sound", "no weights", "a damaged save", "no gamepad", "a full disk"]
    for line in said:
        messages.add(line, failure=True)
    seen: list[str] = []
    for _ in range(600):
        seen += [line for line in lines(messages) if line not in seen]
        assert len(messages.shown) <= 2
        messages.pass_time(0.1)
    assert seen == said
    assert messages.shown == ()


def test_lines_wait_for_each_other_and_never_push_a_failure_aside() -> None:
    messages = Messages()
    messages.add("a full disk", failure=True)
    for line in ("one", "two", "three"):
        messages.add(line)
    seen = []
    for _ in range(80):
        assert lines(messages)[0] == "a full disk"
        seen += [line for line in lines(messages)[1:] if line not in seen]
        pass_time(messages, 0.1)
    assert seen == ["one", "two", "three"]


def test_a_line_is_shown_for_two_seconds_at_least_and_few_wait() -> None:
    messages = Messages()
    for number in range(9):
        messages.add(f"line {number}")
    assert lines(messages) == ["line 0", "line 1"]
    pass_time(messages, 1.8)
    assert lines(messages) == ["line 0", "line 1"]
    pass_time(messages, 0.4)
    assert lines(messages) == ["line 6", "line 7"]  # those that had waited too long are gone


def test_a_line_is_not_shown_twice_at_the_same_time_and_can_come_again() -> None:
    messages = Messages()
    messages.add("air is low")
    messages.add("air is low")
    assert lines(messages) == ["air is low"]
    pass_time(messages, 5)
    assert lines(messages) == []
    messages.add("air is low")
    assert lines(messages) == ["air is low"]


def test_zones_and_goals_are_shown_one_after_the_other() -> None:
    notices = Notices()
    zone, goal, other = Notice("zone", "hadal"), Notice("goal", "Dive through all six zones"), Notice("goal", "Another")
    for notice in (zone, goal, other):
        notices.add(notice)
    seen: list[Notice] = []
    while (current := notices.current) is not None:
        seen += [current[0]] if current[0] not in seen else []
        notices.pass_time(0.1)
    assert seen == [zone, goal, other]


def test_of_zones_that_wait_only_the_last_is_shown() -> None:
    notices = Notices()
    goal = Notice("goal", "Another")
    for notice in (goal, Notice("zone", "reef"), Notice("zone", "twilight"), Notice("zone", "midnight")):
        notices.add(notice)
    pass_time(notices, 5.6)
    assert notices.current is not None
    assert notices.current[0] == Notice("zone", "midnight")
    pass_time(notices, 4)
    assert notices.current is None


def test_another_zone_sends_the_last_one_away() -> None:
    notices = Notices()
    notices.add(Notice("zone", "reef"))
    pass_time(notices, 0.5)
    notices.add(Notice("zone", "twilight"))
    pass_time(notices, 0.5)
    assert notices.current is not None
    assert notices.current[0] == Notice("zone", "twilight")
