"""What the real engine was shown, as lines at the end of a run's output; or why it was shown nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.godot.engine_place import default_folder, hindrance

_TOLD = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def tell(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Add a line to the end of the output."""
    return pytestconfig.stash.setdefault(_TOLD, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the lines."""
    reason = hindrance(default_folder())
    lines = config.stash.get(_TOLD, [])
    if reason is not None:
        lines = [*lines, f"tests/godot without an engine: {reason}"]
    for line in lines:
        terminalreporter.write_line(line)
