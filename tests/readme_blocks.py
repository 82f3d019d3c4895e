"""The READMEs -> their fenced blocks of commands and examples in order, and a fresh clone in which all of them run.

    python -m tests.readme_blocks                 # some minutes: installs into a fresh virtual environment
    python -m tests.readme_blocks --list          # which blocks there are, and which are not run and why

A comment directly before a block says how it is run; without one it runs as it stands:
    <!-- not run: REASON -->   left out
    <!-- interrupted -->       started, interrupted by Ctrl-C once it has printed a line
    <!-- command: test -->     left out here: it is the command that runs this
    <!-- example: creatures in a window -->   left out here: a test of its own closes the window
"""

from __future__ import annotations

import argparse
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", *(f"{folder}/README.md" for folder in ("pixelgen", "engine_bridges", "demo_game", "training")))
WINDOW = "example: creatures in a window"  # tests/test_readme.py runs it and closes its window
RUN = ("sh", "python")  # languages of blocks that are run; text, toml, gdscript, bat and others are read only
_BLOCK = re.compile(r"(?:^<!-- *([^\n]*?) *-->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LEFT_OUT = (".git", ".venv", "build", "dist", "runs", "__pycache__", "*.egg-info", "*.so", ".*_cache", ".hypothesis")
_LONGEST = 1200  # seconds that one block may take before it counts as stuck
_INTERRUPTED = (0, 130)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block. page: its file from the root; line: of its fence; remark: the comment before it."""

    page: str
    line: int
    language: str
    remark: str
    text: str

    @property
    def reason(self) -> str | None:
        """Why the block is not run; None when it is."""
        if self.language not in RUN:
            return f"{self.language} is shown only"
        if self.remark == "command: test":
            return "it is the command that runs the tests"
        if self.remark == WINDOW:
            return "a test of its own runs it, which closes the window"
        return self.remark.removeprefix("not run:").strip() if self.remark.startswith("not run:") else None

    @property
    def command(self) -> list[str]:
        """What runs the block with the clone as the current folder."""
        if self.language == "python":
            return [".venv/bin/python", "-c", self.text]
        activate = "if [ -f .venv/bin/activate ]; then . .venv/bin/activate; fi\n"
        return ["bash", "-euo", "pipefail", "-c", activate + self.text]


def blocks_of(page: str, text: str) -> Iterator[Block]:
    """The blocks of a page in order."""
    for found in _BLOCK.finditer(text):
        remark, language, content = found.groups()
        line = text.count("\n", 0, found.start()) + 1 + (remark is not None)
        yield Block(page, line, language, remark or "", content)


def all_blocks() -> list[Block]:
    """The blocks of all READMEs, the front one first."""
    return [block for page in PAGES for block in blocks_of(page, (ROOT / page).read_text(encoding="utf-8"))]


def copy_checkout(folder: Path) -> None:
    """What a fresh clone of this checkout would hold, changes that are not committed included."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)


def failure_of(block: Block, clone: Path) -> str | None:
    """Run a block -> None when it did what it should, else what it printed."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    environment |= {
        "PIXELGEN_CACHE_DIR": str(clone.parent / "cache"),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "default",
    }
    process = subprocess.Popen(
        block.command,
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=_interruptible,
    )
    try:
        if block.remark == "interrupted":
            return _interrupted(process)
        printed, _ = process.communicate(timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        return f"did not end within {_LONGEST} s"
    finally:
        _kill(process)
    if process.returncode:
        return f"exit status {process.returncode}\n{printed}"
    return f"printed a traceback\n{printed}" if "Traceback (most recent call last)" in printed else None


def _interruptible() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it


def _interrupted(process: subprocess.Popen[str]) -> str | None:
    assert process.stdout is not None
    if not select.select([process.stdout], [], [], _LONGEST)[0]:
        return f"printed nothing in {_LONGEST} s"
    first = process.stdout.readline()
    time.sleep(1)  # so that it is in its loop; nothing depends on how far it is
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    if not first:
        return "ended before it printed anything"
    if process.returncode not in _INTERRUPTED or "Traceback" in rest:
        return f"exit status {process.returncode} after Ctrl-C\n{first}{rest}"
    return None


def _kill(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    """Run or list the blocks -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="run nothing")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="pixelgen-readme-") as folder:
        clone = Path(folder) / "pixelgen"
        if not options.list:
            copy_checkout(clone)
        for block in all_blocks():
            where, first = f"{block.page}:{block.line}", block.text.splitlines()[0]
            if options.list or block.reason is not None:
                print(f"{where}: {first}" + (f"   NOT RUN: {block.reason}" if block.reason else ""), flush=True)
                continue
            start = time.monotonic()
            wrong = failure_of(block, clone)
            failed += wrong is not None
            print(f"{where}: {wrong or 'ok'} ({time.monotonic() - start:.0f} s): {first}", flush=True)
    print(f"{failed} failed" if failed else "all ran")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
