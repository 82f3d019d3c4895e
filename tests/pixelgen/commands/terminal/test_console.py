"""What is printed."""

from __future__ import annotations

from pixelgen.commands.terminal.console import one_line


def test_a_line_is_one_line_whatever_it_holds() -> None:
    assert one_line("pixelgen", "a\nb\x1b[31m\udcff") == "pixelgen: a\\nb\\x1b[31m\\udcff\n"
