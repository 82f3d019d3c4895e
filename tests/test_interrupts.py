"""Ctrl-C at random moments, shortened; `python -m tests.interrupt_figures` does it at length."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("a process cannot be sent Ctrl-C there", allow_module_level=True)

from tests.interrupt_figures import interrupted_call, interrupted_command

MOMENTS = 2

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "engine"),
    [("sprites", "native"), ("breed-call", "native"), ("submit", "native"), ("sprites", "reference")],
)
def test_interrupted_calls_end_and_the_generator_draws_on(name: str, engine: str) -> None:
    figures = interrupted_call(name, engine=engine, cores=1, moments=MOMENTS)
    assert figures.wrong == 0, figures.row()


@pytest.mark.parametrize("name", ["help", "generate", "breed"])
def test_interrupted_commands_end_without_a_traceback_and_without_half_a_file(name: str) -> None:
    figures = interrupted_command(name, cores=1, moments=MOMENTS)
    assert figures.wrong == 0, figures.row()
