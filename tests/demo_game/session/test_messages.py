"""What is shown of what is told: one message at a time, what matters more first."""

from __future__ import annotations

from demo_game.session.messages import KINDS, Messages


def shown(messages: Messages) -> str:
    return "" if messages.current is None else messages.current.line


def pass_time(messages: Messages, seconds: float) -> None:
    for _ in range(round(seconds * 10)):
        messages.pass_time(0.1)


def order(messages: Messages, seconds: float = 60) -> list[str]:
    seen: list[str] = []
    for _ in range(round(seconds * 10)):
        if shown(messages) and shown(messages) not in seen[-1:]:
            seen.append(shown(messages))
        messages.pass_time(0.1)
    return seen


def test_every_failure_is_shown_sooner_or_later() -> None:
    messages = Messages()
    said = ["no sound", "no weights", "a damaged save", "no gamepad", "a full disk"]
    for line in said:
        messages.add("failure", line)
    assert order(messages) == said
    assert messages.current is None


def test_what_matters_more_comes_first_and_one_at_a_time() -> None:
    messages = Messages()
    said = {"line": "a picture", "zone": "reef", "hatch": "Coral", "goal": "Ten species", "note": "Our aquarium"}
    messages.add("line", "shown already")
    for kind, line in said.items():
        messages.add(kind, line)
    messages.add("alarm", "air is low")
    messages.add("failure", "a full disk")
    expected = ["shown already", "a full disk", "air is low", "Our aquarium", "Ten species", "Coral"]
    assert order(messages) == expected  # the zone and the picture are of yesterday by then


def test_what_is_shown_can_be_read_before_it_gives_way() -> None:
    for kind, of in KINDS.items():
        if kind == "hint":
            continue
        messages = Messages()
        messages.add(kind, "first")
        messages.add("failure", "a full disk")
        pass_time(messages, of.least - 0.2)
        assert shown(messages) == "first", kind
        pass_time(messages, 0.9)
        assert shown(messages) == "a full disk", kind


def test_a_line_that_nobody_waits_for_stays_its_whole_time() -> None:
    messages = Messages()
    messages.add("line", "alone")
    pass_time(messages, KINDS["line"].seconds - 0.2)
    assert shown(messages) == "alone"
    pass_time(messages, 0.4)
    assert shown(messages) == ""


def test_of_many_lines_few_wait() -> None:
    messages = Messages()
    for number in range(9):
        messages.add("line", f"line {number}")
    assert order(messages) == ["line 0", "line 7", "line 8"]


def test_nothing_is_told_twice_at_the_same_time_and_can_come_again() -> None:
    messages = Messages()
    messages.add("alarm", "air is low")
    messages.add("alarm", "air is low")
    assert order(messages) == ["air is low"]
    messages.add("alarm", "air is low")
    assert shown(messages) == "air is low"


def test_of_zones_that_wait_only_the_last_is_shown() -> None:
    messages = Messages()
    messages.add("goal", "Another")
    for zone in ("reef", "twilight", "midnight"):
        messages.add("zone", zone)
    assert order(messages) == ["Another", "midnight"]


def test_a_zone_and_a_picture_come_after_a_goal() -> None:
    messages = Messages()
    for kind, line in (("goal", "Ten species"), ("line", "a picture"), ("zone", "reef")):
        messages.add(kind, line)
    assert order(messages) == ["Ten species", "reef"]
    messages.add("goal", "Eight animals")
    messages.add("line", "another picture")
    assert order(messages) == ["Eight animals", "another picture"]


def test_a_reply_does_not_wait_for_the_one_before() -> None:
    messages = Messages()
    messages.add("reply", "12 more research is needed")
    pass_time(messages, 0.5)
    messages.add("reply", "this part has all its steps")
    assert shown(messages) == "this part has all its steps"


def test_a_reply_is_shown_at_once_and_what_it_covered_comes_again() -> None:
    messages = Messages()
    messages.add("goal", "Choose a better part")
    messages.add("reply", "Air: 135 seconds")
    assert order(messages) == ["Air: 135 seconds", "Choose a better part"]


def test_a_hint_is_shown_while_nothing_else_is() -> None:
    messages = Messages()
    messages.hint = "Space: photograph"
    assert shown(messages) == "Space: photograph"
    messages.add("line", "Coral, a clownfish")
    assert shown(messages) == "Coral, a clownfish"
    pass_time(messages, 4.6)
    assert shown(messages) == ""  # it does not flicker between two messages
    pass_time(messages, 0.4)
    assert shown(messages) == "Space: photograph"


def test_who_opens_a_screen_is_spared_what_was_said_of_the_moment_before() -> None:
    messages = Messages()
    messages.add("line", "a picture")
    messages.add("zone", "reef")
    messages.add("goal", "Ten species")
    messages.look_away()
    assert order(messages) == ["Ten species"]


def test_another_world_takes_over_failures_alone() -> None:
    messages = Messages()
    messages.hint = "swim down"
    messages.add("goal", "Ten species")
    messages.add("hatch", "Coral")
    messages.add("failure", "a full disk")
    messages.begin_world()
    assert order(messages) == ["a full disk"]
