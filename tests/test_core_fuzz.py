"""A minute of random bytes into each entry of the C core."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import core_fuzz
from tests.core_fuzz import TARGETS, Found, FuzzError, build, fuzz

SECONDS = 60


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    try:
        return build(tmp_path_factory.mktemp("fuzz"), TARGETS)
    except FuzzError as error:
        pytest.skip(str(error))


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_break_the_core(programs: dict[str, Path], target: str, tmp_path: Path) -> None:
    found = fuzz(programs[target], target, tmp_path / target, seconds=SECONDS)
    assert found.breaking is None, found.breaking
    assert found.runs > 0


def test_a_target_that_breaks_is_told_with_its_input(tmp_path: Path) -> None:
    program = tmp_path / "dna"
    lines = (
        "#!/bin/sh",
        'printf broken > "$1/crash-1"',
        "echo '#7 DONE cov: 5 ft: 6' >&2",
        "echo stat::number_of_executed_units: 7 >&2",
        "exit 77",
        "",
    )
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    found = fuzz(program, "dna", tmp_path / "corpus", seconds=1)
    assert (found.runs, found.edges, found.kept) == (7, 5, 7)  # six seeds and the one that broke it
    assert found.breaking is not None
    assert found.breaking[0] == b"broken"


def test_entries_run_in_turn_until_each_has_its_minutes_or_broke(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[tuple[str, int]] = []

    def fuzzed(_: Path, target: str, corpus: Path, *, seconds: int) -> Found:
        assert corpus == tmp_path / target
        turns.append((target, seconds))
        return Found(1, 1, 1, (b"", "") if target == "jobs" else None)

    monkeypatch.setattr(core_fuzz, "fuzz", fuzzed)
    programs = {name: tmp_path / f"{name}.program" for name in ("dna", "jobs", "weights")}
    assert len([*core_fuzz.run(programs, tmp_path, minutes=6)]) == 5
    assert turns == [("dna", 300), ("jobs", 300), ("weights", 300), ("dna", 60), ("weights", 60)]
