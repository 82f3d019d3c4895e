"""A small file costs little memory, and however much is wrong with it, what is said of it is short."""

from __future__ import annotations

import pickle
import tracemalloc
from pathlib import Path

import pytest

from engine_bridges.pack_file import expansion
from engine_bridges.pack_file.errors import MOST_TOLD, PackFileError
from engine_bridges.pack_file.pack import parse_pack
from pixelgen.commands.cli import main
from tests.engine_bridges.pack_mistakes import HEAD, TANG

FILE = Path("reef.toml")


def refused(source: str) -> PackFileError:
    with pytest.raises(PackFileError) as caught:
        parse_pack(source, FILE)
    return caught.value


@pytest.mark.parametrize("key", [".".join("a" * 20_000), " . ".join(["'a'"] * 8_000)])
def test_a_key_of_twenty_thousand_parts_costs_no_memory(key: str) -> None:
    for source in (f"{HEAD}{TANG}{key} = 1\n", f"{HEAD}{TANG}[{key}]\n"):
        tracemalloc.start()
        try:
            error = refused(source)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert str(error) == f"reef.toml:{source.count(chr(10))}: is nested more than 8 levels deep"
        assert peak < 1 << 20


WRONG = {
    "unknown keys": HEAD + "".join(f"key_{number} = 1\n" for number in range(20_000)) + TANG,
    "long unknown keys": HEAD + "".join(f"{'k' * 900}{number} = 1\n" for number in range(1_000)) + TANG,
    "unknown tables": HEAD + TANG + "".join(f"[table_{number}]\n" for number in range(20_000)),
    "values": HEAD + "".join(f"{TANG}frames = 'many'\n" for _ in range(5_000)),
    "elements": HEAD + TANG + "seeds = [" + "\n-1," * 10_000 + "]\n",
    "parents": HEAD + TANG + "".join(f'[[creatures]]\nname = "a{n}"\nparents = ["z{n}"]\n' for n in range(3_000)),
    "a long parent": f'{HEAD}{TANG}[[creatures]]\nname = "a"\nparents = ["{"z" * 1_000_000}"]\n',
    "a long value": f"{HEAD}frames = '{'9' * 1_000_000}'\n{TANG}",
    "one name for all": HEAD + f'{TANG}name = "tang"\n' * 5_000,
    "a circle of thousands": HEAD
    + "".join(
        f'[[creatures]]\nname = "{"n" * 50}{n}"\nparents = ["{"n" * 50}{(n + 1) % 5_000}"]\n' for n in range(5_000)
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_at_most_twenty_errors_are_told_each_in_a_short_line(what: str) -> None:
    error = refused(WRONG[what])
    lines = str(error).split("\n")
    assert len(lines) <= MOST_TOLD + 1
    assert max(map(len, lines)) < 1_000
    assert len(str(error)) < 10_000


@pytest.mark.parametrize(
    ("what", "count"), [("unknown keys", 20_000), ("elements", 10_000), ("one name for all", 4_999)]
)
def test_how_many_more_there_are_is_told(what: str, count: int) -> None:
    error = refused(WRONG[what])
    assert error.count == count
    assert str(error).split("\n")[-1].endswith(f": and {count - MOST_TOLD} more errors")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.count, again.sources) == (str(error), error.count, error.sources)


def test_one_more_than_twenty_is_one_more_error() -> None:
    error = refused(HEAD + "".join(f"key_{number} = 1\n" for number in range(MOST_TOLD + 1)) + TANG)
    assert str(error).endswith(": and 1 more error")
    assert refused(HEAD + "".join(f"key_{number} = 1\n" for number in range(MOST_TOLD)) + TANG).count == MOST_TOLD


@pytest.mark.parametrize("what", ["unknown keys", "parents", "values"])
def test_similar_names_are_looked_for_only_where_they_are_shown(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    def close_matches(word: str, known: list[str], n: int) -> list[str]:
        nonlocal looked
        looked += 1
        return []

    monkeypatch.setattr("engine_bridges.pack_file.errors.difflib.get_close_matches", close_matches)
    refused(WRONG[what])
    assert looked <= MOST_TOLD


def test_seeds_are_compared_with_each_other_in_one_pass() -> None:
    """Ten thousand of them were compared two by two, fifty million times."""

    class Seed(int):
        compared = 0

        def __eq__(self, other: object) -> bool:
            Seed.compared += 1
            return int(self) == other

        __hash__ = int.__hash__

    from engine_bridges.pack_file.definition import CREATURE
    from engine_bridges.pack_file.errors import Mistakes

    (seeds,) = (key.kind for key in CREATURE.keys if key.name == "seeds")
    assert seeds.checked([Seed(number) for number in range(10_000)], (), Mistakes(FILE, {})) is not None
    assert Seed.compared < 100_000


def test_a_circle_is_shown_with_its_first_names_and_its_end() -> None:
    names = [f"n{number}" for number in range(100)]
    says = expansion._circle([*names, "n0"])
    assert says == "must not lead back to the creature itself: " + " -> ".join([*names[:10], "...", "n0"])
    assert expansion._circle(["a", "b", "a"]).endswith("itself: a -> b -> a")


def test_the_command_line_tells_no_more(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty_folder / "reef.toml").write_text(WRONG["unknown keys"])
    assert main(["bake", "reef.toml"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_TOLD + 1
    assert lines[-1].endswith("and 19980 more errors")
