"""The mutation tests' own parts: what is changed, what is left alone, and the list of mutants that may live."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation import EVERY, GUARDS, ROOT, UNFINISHED, guards_of, main, passes, path_of, summary
from tests.mutation_survivors import Listed, Mutant, judged, one_line, read_survivors

LIVES = Mutant(3, "x = 1", "x = 2", killed=False)
KILLED = Mutant(3, "x = 1", "x = 0", killed=True)
LISTED = Listed("m", "x = 1", "x = 2", "equal")


@pytest.mark.parametrize("module", GUARDS)
def test_each_module_of_the_table_and_its_tests_are_there(module: str) -> None:
    assert (ROOT / path_of(module)).is_file()
    assert guards_of(module)
    assert [test for test in guards_of(module) if not (ROOT / test.split("::")[0]).is_file()] == []


def test_each_listed_survivor_is_a_change_of_a_statement_that_is_still_there() -> None:
    for one in read_survivors():
        assert one.module in GUARDS
        assert one.was != one.becomes
        source = one_line((ROOT / path_of(one.module)).read_text(encoding="utf-8").splitlines())
        assert one.was in source, f"mutation_survivors.toml lists what {one.module} has no more: {one.was}"


def test_no_survivor_is_listed_twice() -> None:
    keys = [(one.module, one.was, one.becomes) for one in read_survivors()]
    assert len(keys) == len({*keys})


def test_unfinished_and_sampled_modules_are_in_the_table() -> None:
    assert (UNFINISHED | EVERY.keys()) - GUARDS.keys() == set()
    assert all(number > 1 for number in EVERY.values())


def test_a_mutant_that_lives_unlisted_fails_its_module() -> None:
    verdict = judged([KILLED] * 20 + [LIVES], [], whole=True)
    assert verdict.unlisted == (LIVES,)
    assert not passes("m", verdict)
    assert summary("m", verdict) == "m: 21 mutants, 20 killed (95.2%), 0 live as listed, 1 unlisted"


def test_a_mutant_that_lives_as_listed_is_excused() -> None:
    verdict = judged([KILLED] * 20 + [LIVES], [LISTED], whole=True)
    assert (verdict.unlisted, verdict.stale) == ((), ())
    assert passes("m", verdict)


def test_less_than_nine_of_ten_killed_fails_even_when_all_others_are_listed() -> None:
    assert passes("m", judged([KILLED] * 9 + [LIVES], [LISTED], whole=True))
    assert not passes("m", judged([KILLED] * 8 + [LIVES], [LISTED], whole=True))


def test_what_is_listed_and_killed_is_stale() -> None:
    dead = Mutant(3, "x = 1", "x = 2", killed=True)
    verdict = judged([dead], [LISTED], whole=False)
    assert verdict.stale == (LISTED,)
    assert "stale in the list" in summary("m", verdict)


def test_what_is_listed_and_no_more_made_is_stale_in_a_whole_run_alone() -> None:
    assert judged([KILLED], [LISTED], whole=True).stale == (LISTED,)
    assert judged([KILLED], [LISTED], whole=False).stale == ()


@pytest.mark.parametrize(
    "text",
    [
        '[[survivor]]\nmodule = "m"\nline = "x = 1"\nbecomes = ["x = 2"]',
        '[[survivor]]\nmodule = "m"\nline = "x = 1"\nbecomes = ["x = 2"]\nreason = " "',
        '[[survivor]]\nmodule = "m"\nline = "x = 1"\nbecomes = "x = 2"\nreason = "equal"',
        '[[surviver]]\nmodule = "m"',
    ],
)
def test_a_survivor_without_a_reason_or_with_another_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "survivors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"survivors\.toml: "):
        read_survivors(path)


def test_an_unknown_module_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["pixelgen.nothing"])
    assert caught.value.code == 2
    assert "pixelgen.drawing.finishing" in capsys.readouterr().err


# --- with Cosmic Ray, which the extra `dev` installs ----------------------------------------------------------

MODULE = '''"""A module."""
from __future__ import annotations
from dataclasses import dataclass

LIMIT = 12
SHARE = 0.5


@dataclass(frozen=True)
class Thing:
    size: int | None = 3


def fits(size: int | None, *, names: tuple[str, ...] = ()) -> bool:
    assert size is None or size < 1000
    if size is None:
        raise ValueError(f"{LIMIT + 1} fits not")
    return size <= LIMIT and "x" not in names and size * SHARE > 1
'''
TESTS = """from module import Thing, fits

def test_small_things_fit():
    assert fits(12) and not fits(2) and not fits(5, names=("x",)) and Thing().size == 3
"""


@pytest.fixture(name="folder", scope="module")
def a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the module above, which Cosmic Ray changes there."""
    pytest.importorskip("cosmic_ray")
    folder = tmp_path_factory.mktemp("mutation")
    (folder / "module.py").write_text(MODULE, encoding="utf-8")
    (folder / "test_module.py").write_text(TESTS, encoding="utf-8")
    (folder / "conftest.py").write_text(
        "from hypothesis import settings\nsettings.register_profile('unshrunk')\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def mutants(folder: Path) -> list[Mutant]:
    return made_in(folder, every=1)


def made_in(folder: Path, *, every: int) -> list[Mutant]:
    job = json.dumps({"path": "module.py", "tests": ["test_module.py"], "lines": None, "every": every})
    program = (
        f"import sys; sys.path[:0] = [{str(ROOT)!r}, '']; from tests.mutation_session import main; main([{job!r}])"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return [Mutant(**json.loads(line)) for line in ran.stdout.splitlines()]


def of_line(mutants: list[Mutant], text: str) -> dict[str, bool]:
    return {mutant.becomes: mutant.killed for mutant in mutants if mutant.was == text}


def test_a_constant_is_moved_by_one_and_a_float_by_a_tenth(mutants: list[Mutant]) -> None:
    assert of_line(mutants, "LIMIT = 12") == {"LIMIT = 13": False, "LIMIT = 11": True}
    assert of_line(mutants, "SHARE = 0.5") == {"SHARE = 0.55": True, "SHARE = 0.45": False}


def test_comparisons_and_memberships_are_turned(mutants: list[Mutant]) -> None:
    line = 'return size <= LIMIT and "x" not in names and size * SHARE > 1'
    made = of_line(mutants, line)
    assert made[line.replace("<=", "<")]
    assert made[line.replace("not in", "in")]
    assert line.replace("> 1", ">= 1") in made


def test_annotations_decorators_arguments_texts_of_errors_and_assertions_are_left_alone(mutants: list[Mutant]) -> None:
    changed = {mutant.was for mutant in mutants}
    assert "size: int | None = 3" in changed  # its default
    assert all(" & " not in mutant.becomes for mutant in mutants)
    assert not any(line.startswith(("raise", "assert", "def")) for line in changed)
    assert all("frozen" not in mutant.becomes for mutant in mutants)


def test_each_change_can_be_read_by_python_and_is_made_once(mutants: list[Mutant]) -> None:
    assert len({(mutant.line, mutant.becomes) for mutant in mutants}) == len(mutants)
    assert all("//" not in mutant.becomes or "size // SHARE" in mutant.becomes for mutant in mutants)


def test_a_third_of_the_changes_is_a_third_of_all(folder: Path, mutants: list[Mutant]) -> None:
    third = made_in(folder, every=3)
    assert {*third} <= {*mutants}
    assert abs(len(third) - len(mutants) / 3) <= 2
