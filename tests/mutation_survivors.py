"""What became of a module's mutants, and the list of those that may live -> a verdict on the tests.

`mutation_survivors.toml` lists them, each with the reason. A mutant is known by its statement before and after, so
that the list stays true when lines move. Knows nothing of how mutants are made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SURVIVORS = Path(__file__).resolve().parent / "mutation_survivors.toml"
_KEYS = {"module": str, "line": str, "becomes": list, "reason": str}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed statement: its first line's number, its text before and after; killed: whether a test failed."""

    line: int
    was: str
    becomes: str
    killed: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A mutant that may live. module: dotted name. reason: why no test can tell it, or why none is worth its while."""

    module: str
    was: str
    becomes: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """unlisted: mutants that lived and stand in no list. stale: what is listed and was killed, or is made no more."""

    mutants: int
    killed: int
    unlisted: tuple[Mutant, ...]
    stale: tuple[Listed, ...]

    @property
    def share(self) -> float:
        """Of the mutants, what was killed; all when there are none."""
        return self.killed / self.mutants if self.mutants else 1.0


def one_line(lines: Sequence[str]) -> str:
    """Lines of a program -> the text by which they are known here: one line without comments and needless spaces."""
    text = " ".join(line.split("  # ")[0].strip() for line in lines)
    return re.sub(r"(?<=[(\[{]) | (?=[)\]}])", "", re.sub(r"\s+", " ", text))


def read_survivors(path: Path = SURVIVORS) -> list[Listed]:
    """The list of a file, a `[[survivor]]` for each statement; ValueError for one that is not as described there."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found = []
    for entry in content.pop("survivor", []):
        if {key: type(value) for key, value in entry.items()} != _KEYS or not entry["reason"].strip():
            raise ValueError(f"{path.name}: a survivor needs module, line, becomes (a list) and a reason; got {entry}")
        found += [Listed(entry["module"], entry["line"], one, entry["reason"]) for one in entry["becomes"]]
    if content:
        raise ValueError(f"{path.name}: only [[survivor]] is known; got {', '.join(content)}")
    return found


def judged(mutants: Sequence[Mutant], listed: Iterable[Listed], *, whole: bool) -> Verdict:
    """The verdict on a module. listed: of this module. whole: the mutants are all, not those of some lines."""
    alive = [mutant for mutant in mutants if not mutant.killed]
    lived = {(mutant.was, mutant.becomes) for mutant in alive}
    made = {(mutant.was, mutant.becomes) for mutant in mutants}
    entries = {(one.was, one.becomes): one for one in listed}
    return Verdict(
        len(mutants),
        len(mutants) - len(alive),
        tuple(mutant for mutant in alive if (mutant.was, mutant.becomes) not in entries),
        tuple(one for key, one in entries.items() if key not in lived and (whole or key in made)),
    )
