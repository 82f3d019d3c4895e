"""The example project -> a copy that the engine has imported, and pictures of it. Knows nothing of what is right.

python -m tests.godot.example_project    # takes the pictures that are kept beside the project anew
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from PIL import Image

from pixelgen.files.whole_files import write_files
from tests.godot.checks import put_checks
from tests.godot.engine import Answer, Engine
from tests.godot.engine_place import default_folder, hindrance
from tests.godot.strict_scripts import STRICT

PROJECT = Path(__file__).resolve().parent.parent.parent / "engine_bridges" / "godot_project"
SIZE = (320, 180)
SCALE = 3  # of the pictures that are kept
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class View:
    """What to take a picture of: pixels below the surface, number of the palette; lit or as the palette has it."""

    title: str
    depth: int
    palette: int = 0
    lit: bool = True
    zoom: int = 1

    def text(self) -> str:
        """As the script reads it."""
        return f"{self.title}:{self.depth}:{self.palette}:{'lit' if self.lit else 'unlit'}:{self.zoom}"


KEPT = (View("day", 285), View("deep", 870), View("dusk", 76, palette=1))


@dataclass(frozen=True, slots=True)
class Example:
    """A copy of the project with our checks in it; every warning of its scripts is an error there."""

    engine: Engine
    project: Path

    def imported(self) -> Answer:
        """What the engine says when it imports everything."""
        return self.engine.import_project(self.project)

    def pictures(self, views: Sequence[View]) -> tuple[dict[str, Pixels], Answer]:
        """((180, 320, 3) by title, what the engine said)."""
        wishes = [view.text() for view in views]
        answer = self.engine.rendered(self.project, "res://checks/views.gd", *wishes, size=SIZE)
        paths = {view.title: self.project / f"{view.title}.png" for view in views}
        found = {title: np.asarray(Image.open(path).convert("RGB")) for title, path in paths.items() if path.exists()}
        return found, answer


def example_in(folder: Path, engine: Engine) -> Example:
    """Copy the project, as it lies in the checkout, into a folder."""
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(".godot"), dirs_exist_ok=True)
    put_checks("example_checks", folder / "checks")
    settings = folder / "project.godot"
    text = settings.read_text(encoding="utf-8")
    assert re.search(r"^\[debug\]", text, re.MULTILINE) is None
    settings.write_text(text.replace("[display]", f"[debug]\n\n{STRICT}\n[display]"), encoding="utf-8")
    return Example(engine, folder)


def main() -> int:
    """Take the kept pictures, all or none -> exit status."""
    if (reason := hindrance(default_folder())) is not None:
        print(reason, file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        example = example_in(Path(folder), Engine(default_folder()))
        trouble = example.imported().trouble()
        pictures, answer = example.pictures(KEPT)
    for line in [*trouble, *answer.trouble()]:
        print(line, file=sys.stderr)
    if len(pictures) < len(KEPT):
        return 1
    write_files({PROJECT / "screenshots" / f"{title}.png": _png(pixels) for title, pixels in pictures.items()})
    return 0


def _png(pixels: Pixels) -> bytes:
    """The picture, SCALE times as large."""
    height, width, _ = pixels.shape
    content = io.BytesIO()
    image = Image.fromarray(pixels).resize((width * SCALE, height * SCALE), Image.Resampling.NEAREST)
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main())
