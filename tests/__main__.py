"""Every check in turn: format, lint, types, tests. Knows the commands, not what they check.

    python -m tests
    python -m tests -k palette    # arguments go to pytest

Exit status 0 when all passed, 1 when one failed; the last line names those that did.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Without the current folder on the path the tests meet the installed package; -P would do it from Python 3.11 on.
PYTEST = "import sys; sys.path[:] = [p for p in sys.path if p]; import pytest; sys.exit(pytest.main())"


def main(arguments: Sequence[str]) -> int:
    """Run the checks, all of them even when one fails -> exit status."""
    steps = {
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "ruff check": ["-m", "ruff", "check", "."],
        "mypy": ["-m", "mypy"],
        "pytest": ["-c", PYTEST, *arguments],
    }
    failed = []
    for name, command in steps.items():
        print(f"--- {name}", flush=True)
        if subprocess.run([sys.executable, *command], cwd=ROOT).returncode:
            failed.append(name)
    print(f"--- failed: {', '.join(failed)}" if failed else "--- all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
