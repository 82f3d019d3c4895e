"""What was typed -> options, or one line that says what is wrong with it and what was probably meant.

argparse with other messages. Knows no command and no option.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pixelgen.commands.terminal.console import print_error

WRONG_USAGE = 2
_CLOSE = 0.6  # difflib's ratio from which on a name is offered as the one that was meant


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose errors are one line without the usage, and which offers the nearest name."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"allow_abbrev": False, **settings})
        self.register("type", Path, _path)
        self._typed: list[str] = []

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As argparse does."""
        self._typed = [] if args is None else list(args)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Exit with one line. An option that does not exist goes before an argument that is missing."""
        if message.startswith("the following arguments are required") and (unknown := self._unknown_options()):
            self.refuse_unknown(unknown)
        text = re.sub(r"^(--[\w-]+)(/--[\w-]+)+:", r"\1:", message.removeprefix("argument "))  # of names, the first
        print_error(self.prog, text)  # argparse's own way fails without a stderr, before Python 3.11
        sys.exit(WRONG_USAGE)

    def refuse_unknown(self, unknown: Sequence[str]) -> NoReturn:
        """Exit with one line that names what no option or argument takes."""
        options = [text.split("=")[0].lstrip("-") for text in unknown if text.startswith("--")]
        names = ", ".join(f"--{each}" for text in options if (each := nearest(text, self._names())))
        meant = f" (did you mean {names}?)" if names else ""
        self.error(f"unknown: {' '.join(map(repr, unknown))}{meant}; see {self.prog} --help")

    def _names(self) -> list[str]:
        return [name[2:] for name in self._option_string_actions if name.startswith("--")]

    def _unknown_options(self) -> list[str]:
        """Of what was typed, all that argparse takes for options and that none is."""
        found = []
        for text in self._typed:
            if text == "--":
                break
            number = re.fullmatch(r"-\d+|-\d*\.\d+", text)
            is_option = len(text) > 1 and text[0] == "-" and " " not in text and not number
            if is_option and text.split("=")[0] not in self._option_string_actions:
                found.append(text)
        return found

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # argparse has no public place for this
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, not_one_of(str(value), list(action.choices)))


def _path(text: str) -> Path:
    """An empty one is a variable of a script that was not set: it would be the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("must be a path; got ''")
    return Path(text)


def not_one_of(text: str, allowed: Sequence[str]) -> str:
    """What is said of a text that is none of the allowed names."""
    meant = nearest(text, allowed)
    return f"must be one of {', '.join(allowed)}; got {text!r}" + (f"; did you mean {meant}?" if meant else "")


def nearest(text: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that a text probably stands for, of which it is the beginning or a misspelling; else None."""
    spelt = {name.lower().replace("_", "-"): name for name in allowed}
    typed = text[:80].lower().replace("_", "-")
    longer = [name for name in spelt if typed and name.startswith(typed)]
    found = longer if len(longer) == 1 else difflib.get_close_matches(typed, spelt, n=1, cutoff=_CLOSE)
    return spelt[found[0]] if found else None
