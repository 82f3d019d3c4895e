"""The dock in a real editor, driven as the tests do -> a picture of each of its states in a folder, to be looked at.

python -m tests.godot.dock_pictures FOLDER              # builds, imports, opens an editor; some minutes
python -m tests.godot.dock_pictures FOLDER --scale 2 --screen 1280x960  # a part of a screen of many pixels
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.files.whole_files import write_files
from tests.godot.addon_project import addon_zip, project_in, with_driver
from tests.godot.engine import Engine
from tests.godot.engine_place import default_folder, hindrance

_SCREEN = (1280, 720)


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures -> exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.godot.dock_pictures", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the pictures go; older ones are replaced")
    parser.add_argument("--scale", type=float, default=1.0, metavar="N", help="of the editor (default: 1)")
    parser.add_argument("--screen", type=_size, metavar="WxH", help="in pixels (default: 1280x720 times the scale)")
    options = parser.parse_args(arguments)
    if (reason := hindrance(default_folder())) is not None:
        print(reason, file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        project = project_in(Path(folder), Engine(default_folder()), addon_zip())
        project.imported()
        with_driver(project)
        (project.folder / "pack.toml").write_text('[pack]\nname = "lagoon"\n', encoding="utf-8")
        width, height = options.screen or (round(options.scale * side) for side in _SCREEN)
        answer = project.engine.editor(project.folder, size=(width, height), scale=options.scale)
        for line in answer.trouble():
            print(line, file=sys.stderr)
        found = project.folder / "dock.json"
        if not found.exists():
            print(f"the editor ended with {answer.status} before the driver did", file=sys.stderr)
            return 1
        told = json.loads(found.read_text(encoding="utf-8"))
        taken = [project.folder / path.removeprefix("res://") for path in told["pictures"]]
        options.folder.mkdir(parents=True, exist_ok=True)
        write_files({options.folder / path.name: path.read_bytes() for path in taken})
    print(told["trouble"] or f"{len(taken)} pictures are in {options.folder}")
    return int(told["trouble"] != "" or answer.trouble() != [])


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
