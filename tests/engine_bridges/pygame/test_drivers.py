from __future__ import annotations

import os

import pytest

from engine_bridges.pygame.drivers import quiet_drivers


def test_drivers_say_nothing_and_errors_are_heard_again(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_drivers():
        os.write(2, b"ALSA lib confmisc.c: cannot find card 0\n")
    os.write(2, b"ours\n")
    assert capfd.readouterr().err == "ours\n"


def test_errors_are_heard_again_after_an_exception(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no card"), quiet_drivers():
        raise ValueError("no card")
    os.write(2, b"ours\n")
    assert capfd.readouterr().err == "ours\n"
