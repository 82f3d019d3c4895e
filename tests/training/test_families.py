"""The command of breeding figures: wrong options, a judge that is not there, and its sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from training import families


@pytest.mark.parametrize("typed", [["--likeness", "4"], ["--generations", "0"], ["--time", "0"], ["--lines", "0"]])
def test_numbers_out_of_range_are_wrong_usage(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        families.main(typed)
    assert stop.value.code == 2
    assert "or more; got" in capsys.readouterr().err


def test_a_missing_judge_is_said_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert families.main(["--generations", "1", "--judge", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("families: no judge at ")
