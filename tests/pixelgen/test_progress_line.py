from __future__ import annotations

import io

import pytest

from pixelgen.progress_line import progress_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_sees_the_count_and_a_wiped_line_at_the_end() -> None:
    terminal = Terminal()
    with progress_line(terminal, what="sprites") as report:
        report(1, 2)
        report(2, 2)
    first, second, wiped = (f"[{'#' * 15}{'-' * 15}] 1 of 2 sprites", f"[{'#' * 30}] 2 of 2 sprites", " " * 47)
    assert terminal.getvalue() == f"\r{first}\r{second}\r{wiped}\r"


def test_line_is_wiped_when_the_work_fails() -> None:
    terminal = Terminal()

    def fail() -> None:
        with progress_line(terminal, what="sprites") as report:
            report(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert terminal.getvalue().endswith(" \r")


def test_shorter_line_covers_the_longer_one_before() -> None:
    terminal = Terminal()
    with progress_line(terminal, what="files") as report:
        report(10, 100)
        report(1, 2)
    _, longer, shorter, _, _ = terminal.getvalue().split("\r")
    assert len(shorter) == len(longer)


def test_file_or_closed_stream_gets_nothing() -> None:
    file = io.StringIO()
    for stream in (file, None):
        with progress_line(stream, what="sprites") as report:
            report(1, 2)
            report(0, 0)
    assert file.getvalue() == ""
