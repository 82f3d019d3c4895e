from __future__ import annotations

import io

import pytest

from pixelgen.commands.terminal.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")


def test_terminal_sees_how_many_are_done() -> None:
    terminal = Terminal()
    with progress_bar(terminal, what="sprites") as report:
        report(1, 2)
        report(2, 2)
    seen = terminal.getvalue()
    assert "2/2" in seen
    assert "sprites" in seen


def test_bar_is_wiped_when_the_work_fails() -> None:
    terminal = Terminal()

    def fail() -> None:
        with progress_bar(terminal, what="sprites") as report:
            report(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert terminal.getvalue().endswith("\x1b[2K")  # the terminal's order to clear a line


def test_file_or_closed_stream_gets_nothing() -> None:
    file = io.StringIO()
    for stream in (file, None):
        with progress_bar(stream, what="sprites") as report:
            report(1, 2)
            report(0, 0)
    assert file.getvalue() == ""
