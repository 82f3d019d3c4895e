"""`pixelgen completion SHELL`: nothing -> the shell code that completes the command line; and the answer to each Tab.

argcomplete does both. The shell asks the program itself at each Tab, so that what is offered is always what the parser
of that moment takes; no list is generated that an update could make wrong.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from pixelgen.commands.terminal.option_types import ListOf, OneOf
from pixelgen.errors import PixelgenError

SHELLS = ("bash", "zsh", "fish", "powershell")
HELP = "print the code that completes pixelgen's commands and options in a shell"
DESCRIPTION = """\
Print shell code; evaluated, it lets Tab complete commands, options, and the names of zones, species, colours and so on.
Each Tab starts pixelgen once."""
EPILOG = """\
To complete in every new shell, add one line to its start-up file:
  bash, ~/.bashrc:             eval "$(pixelgen completion bash)"
  zsh, ~/.zshrc:               autoload -Uz compinit && compinit && eval "$(pixelgen completion zsh)"
  fish, config.fish:           pixelgen completion fish | source
  PowerShell, $PROFILE:        pixelgen completion powershell | Out-String | Invoke-Expression

examples:
  pixelgen completion bash
  pixelgen completion fish
"""
_PROGRAM = "pixelgen"
_ASKED = "_ARGCOMPLETE"  # set by the shell code when Tab is pressed


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("shell", choices=SHELLS, help=", ".join(SHELLS))


def run(options: argparse.Namespace) -> str:
    """The shell code. PixelgenError without argcomplete."""
    try:
        from argcomplete.shell_integration import shellcode
    except ImportError as error:
        raise PixelgenError(f"completion needs {error.name}; run: pip install argcomplete") from error
    return shellcode([_PROGRAM], shell=options.shell).strip("\n")


def answer_tab(parser: argparse.ArgumentParser) -> None:
    """When a shell asks what Tab completes to, print that and end the process; else do nothing."""
    if _ASKED not in os.environ:
        return
    try:
        import argcomplete
    except ImportError:
        return
    _offer_names(parser)
    argcomplete.autocomplete(parser, always_complete_options="long")


def _offer_names(parser: argparse.ArgumentParser) -> None:
    """Tell argcomplete the names that an option's type takes, of a parser and its subcommands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _offer_names(command)
        elif isinstance(action.type, OneOf):
            action.completer = _names_of(action.type.names)  # type: ignore[attr-defined]
        elif isinstance(action.type, ListOf):
            action.completer = _lists_of(action.type.names)  # type: ignore[attr-defined]


def _names_of(names: Sequence[str]) -> Any:
    return lambda **_: names


def _lists_of(names: Sequence[str]) -> Any:
    def completions(prefix: str, **_: object) -> list[str]:
        before, comma, _typed = prefix.rpartition(",")
        return [f"{before}{comma}{name}" for name in names if name not in before.split(",")]

    return completions
