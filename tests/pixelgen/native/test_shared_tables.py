"""The tables that C and Python share are made from Python's, and C knows what Python knows."""

from __future__ import annotations

from tests.pixelgen.native.shared_tables import HEADER, SOURCE, header, source


def test_the_tables_in_c_are_those_of_python() -> None:
    advice = "run: python -m tests.pixelgen.native.shared_tables --write"
    assert HEADER.read_text(encoding="utf-8") == header(), advice
    assert SOURCE.read_text(encoding="utf-8") == source(), advice
