"""Events of keyboard, gamepad and window -> what the player wants."""

from __future__ import annotations

import pygame
import pytest

from demo_game.app.controls import Controls
from demo_game.session.clipboard import copy_text

LOST, GAINED = (pygame.event.Event(kind) for kind in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED))


def test_who_goes_to_another_window_is_away_once_and_after_a_moment() -> None:
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    controls = Controls()
    assert not controls.read([LOST], seconds=0.1).away
    assert not controls.read([GAINED], seconds=0.1).away  # the window was only opened anew
    assert not controls.read([], seconds=5).away
    away = [controls.read([LOST], seconds=0.1).away, *(controls.read([], seconds=0.1).away for _ in range(9))]
    assert away.count(True) == 1
    controls.read([GAINED], seconds=0.1)
    assert controls.read([LOST], seconds=0.3).away


def test_a_gamepad_that_goes_is_said_and_the_keys_go_on() -> None:
    told: list[str] = []
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    controls = Controls(warn=told.append)
    events = [
        pygame.event.Event(pygame.JOYDEVICEADDED, device_index=5),
        pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=5),
        pygame.event.Event(pygame.JOYBUTTONDOWN, button=0),
        pygame.event.Event(pygame.JOYHATMOTION, value=(0, -1)),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=" "),
    ]
    inputs = controls.read(events)
    assert [press.action for press in inputs.presses if press.action != "type"] == ["confirm", "down", "photo"]
    assert len(told) == 2
    assert all("keyboard and mouse still work" in line for line in told)


def test_every_key_of_the_help_does_what_it_says() -> None:
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    keys = {
        pygame.K_SPACE: "photo",
        pygame.K_l: "lamp",
        pygame.K_TAB: "log",
        pygame.K_q: "previous",
        pygame.K_e: "next",
        pygame.K_n: "incubator",
        pygame.K_k: "keeper",
        pygame.K_u: "workshop",
        pygame.K_v: "aquarium",
        pygame.K_ESCAPE: "back",
        pygame.K_p: "pause",
        pygame.K_m: "mute",
    }
    for key, action in keys.items():
        event = pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")
        assert Controls().read([event]).pressed(action)


def test_without_a_clipboard_nothing_is_pasted_and_copying_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "get_text", none)
    monkeypatch.setattr(pygame.scrap, "put_text", none)
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_v, mod=pygame.KMOD_CTRL, unicode="")
    pygame.display.init()
    pygame.display.set_mode((480, 270))
    (press,) = Controls().read([event]).presses
    assert (press.action, press.text) == ("paste", "")
    assert not copy_text("CORAL-7431")
