"""What Tab completes to: asked as a shell asks, in its own process, and in real shells where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pixelgen
from pixelgen.commands.cli import COMMANDS, main
from pixelgen.commands.completion import SHELLS
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import ZONES

HERE = str(Path(pixelgen.__file__).parent.parent)


def completions(line: str, folder: Path) -> list[str]:
    """What a shell is told when Tab is pressed at the end of a line."""
    told = folder / "told"
    environment = {
        **os.environ,
        "PYTHONPATH": HERE,
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(told),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    script = "from pixelgen.commands.cli import entry; entry()"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"", b"")
    return [each.strip() for each in told.read_text().splitlines()]


def test_commands_options_and_names_are_offered(tmp_path: Path) -> None:
    assert {*COMMANDS} <= {*completions("pixelgen ", tmp_path)}
    assert completions("pixelgen gen", tmp_path) == ["generate"]
    assert {"--zone", "--colours", "--force"} <= {*completions("pixelgen generate --", tmp_path)}
    assert completions("pixelgen generate --zone ", tmp_path) == [*ZONES, "all"]
    assert completions("pixelgen breed a b --species angl", tmp_path) == ["anglerfish"]
    assert completions("pixelgen generate --colours azure,", tmp_path) == [
        f"azure,{ramp}" for ramp in RAMPS if ramp != "azure"
    ]
    assert completions("pixelgen cache v", tmp_path) == ["verify"]
    assert completions("pixelgen completion z", tmp_path) == ["zsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_code_for_each_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr()
    assert "pixelgen" in said.out
    assert said.err == ""


def program(folder: Path) -> dict[str, str]:
    """An environment in which `pixelgen` is this one."""
    script = folder / "bin" / "pixelgen"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pixelgen "$@"\n')
    script.chmod(0o755)
    return {**os.environ, "PYTHONPATH": HERE, "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(tmp_path: Path) -> None:
    script = """
        eval "$(pixelgen completion bash)"
        COMP_LINE="pixelgen generate --zone a"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_WORDS=($COMP_LINE)
        _python_argcomplete pixelgen
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=program(tmp_path), capture_output=True, text=True, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["abyss", "all"], "")


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(tmp_path: Path) -> None:
    script = 'pixelgen completion fish | source; complete -C "pixelgen generate --zone a"'
    environment = {**program(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(["fish", "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["abyss", "all"]
