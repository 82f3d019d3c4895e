"""Events of keyboard, gamepad and window -> what the player wants."""

from __future__ import annotations

import pygame
import pytest

from demo_game.app.controls import Controls
from demo_game.saves.bindings import Bindings
from demo_game.saves.settings import Settings
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


def key(code: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode="")


@pytest.fixture
def window() -> None:
    pygame.display.init()
    pygame.display.set_mode((480, 270))


@pytest.mark.usefixtures("window")
def test_a_bound_key_does_its_new_action_and_what_is_fixed_stays() -> None:
    bindings, _ = Bindings().bound("lamp", 0, "j")
    bindings, _ = bindings.bound("photo", 2, "pad y")
    controls = Controls()
    controls.follow(Settings(bindings=bindings))
    assert controls.read([key(pygame.K_j)]).pressed("lamp")
    assert not controls.read([key(pygame.K_l)]).presses
    assert controls.read([key(pygame.K_RETURN)]).pressed("confirm")
    assert controls.read([key(pygame.K_KP_ENTER)]).pressed("confirm")
    inputs = controls.read([pygame.event.Event(pygame.JOYBUTTONDOWN, button=3)])
    assert inputs.pressed("photo")
    assert inputs.pad
    assert inputs.names == ("pad y",)
    assert not controls.read([key(pygame.K_j)]).pad


@pytest.mark.usefixtures("window")
def test_a_pad_that_sdl_knows_is_read_by_names_and_its_triggers_are_buttons() -> None:
    controls = Controls()

    def trigger(way: float) -> pygame.event.Event:
        axis = pygame.CONTROLLER_AXIS_TRIGGERRIGHT
        return pygame.event.Event(pygame.CONTROLLERAXISMOTION, instance_id=0, axis=axis, value=round(way * 32767))

    pulled = [controls.read([trigger(way)]).pressed("photo") for way in (0.2, 0.7, 0.9, 0.6, 0.1, 0.8)]
    assert pulled == [False, True, False, False, False, True]
    back = pygame.event.Event(pygame.CONTROLLERBUTTONDOWN, instance_id=0, button=pygame.CONTROLLER_BUTTON_BACK)
    assert controls.read([back]).pressed("keeper")
    down = pygame.event.Event(pygame.CONTROLLERBUTTONDOWN, instance_id=0, button=pygame.CONTROLLER_BUTTON_DPAD_DOWN)
    assert controls.read([down]).pressed("down")


@pytest.mark.usefixtures("window")
def test_a_direction_can_be_pressed_once_to_go_and_once_to_stop() -> None:
    controls = Controls()
    controls.follow(Settings(swim_toggles=True))
    for code, expected in (
        (pygame.K_s, (0, 1)),
        (pygame.K_RIGHT, (1, 0)),
        (pygame.K_RIGHT, (0, 0)),
        (pygame.K_a, (-1, 0)),
    ):
        inputs = controls.read([key(code)])
        assert (inputs.right, inputs.down) == expected
        inputs = controls.read([])
        assert (inputs.right, inputs.down) == expected
    controls.rest()
    assert controls.read([]).right == 0
    click = pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(9, 9))
    assert controls.read([click]).steering
    assert controls.read([]).steering
    assert not controls.read([click]).steering


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
