"""Frame times in the real engine, with and without 200 creatures that are drawn meanwhile by the addon.

python -m tests.godot.addon_figures    # builds, imports, runs; minutes
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.godot.addon_project import addon_zip, project_in
from tests.godot.engine import Engine
from tests.godot.engine_place import default_folder, hindrance


def line(title: str, milliseconds: Sequence[float]) -> str:
    """Median, 99th percentile and longest."""
    median, late = np.percentile(milliseconds, [50, 99])
    return (
        f"{title:32} median {median:7.2f} ms, p99 {late:7.2f}, longest {max(milliseconds):7.2f}, n {len(milliseconds)}"
    )


def main() -> int:
    """Print the figures -> exit status."""
    if (reason := hindrance(default_folder())) is not None:
        print(reason, file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        project = project_in(Path(folder), Engine(default_folder()), addon_zip())
        project.imported()
        answer = project.engine.by_the_clock(project.folder, "res://checks/frames.gd")
        for trouble in answer.trouble():
            print(trouble, file=sys.stderr)
        found = json.loads((project.folder / "frames.json").read_text(encoding="utf-8"))
    print(line("frames, nothing drawn", found["still"]))
    print(line("frames, 200 creatures drawn", found["drawing"]))
    print(line("of them the node's own", found["own"]))
    print(line("its own, less waiting for a core", found["own_running"]))
    print(f"asking for 200: {found['asking']:.2f} ms; all answered after {found['seconds']:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
