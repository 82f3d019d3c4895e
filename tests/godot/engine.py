"""A Godot project's folder -> what the real engine says of it. Knows nothing of packs.

Where it is looked for: engine_place.py. With PIXELGEN_REQUIRE_GODOT=1 a test that finds none fails instead of being
skipped.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.godot.engine_place import default_folder, hindrance

_PROJECT = "/mnt"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TROUBLE = re.compile(r"ERROR|WARNING|SCRIPT ERROR|Parse Error|leaked", re.IGNORECASE)
# A virtual screen has no refresh to wait for, and the engine says so; nor has the editor the Vulkan that it looks for.
_NO_FAULT_OF_OURS = re.compile(
    r"V-Sync mode is not supported by the graphics driver|drivers/vulkan/rendering_context_driver_vulkan\.cpp"
)
_SILENT = ("--audio-driver", "Dummy")
# Time passes by frames, not by the clock; a script that failed before its end would run on for ever.
_PACE = ("--fixed-fps", "60", "--quit-after", "3000")
_HOME = ".home"  # a folder with a point, into which no editor looks
_EDITOR_SETTINGS = """\
[gd_resource type="EditorSettings" format=3]

[resource]
interface/editor/display_scale = 7
interface/editor/custom_display_scale = {scale}
"""
_SECONDS = 1200  # a busy machine takes minutes to open an editor


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine printed, colours taken out, and its exit status."""

    output: str
    status: int

    def trouble(self) -> list[str]:
        """The lines that tell of an error or a warning, each with the line after it, which says where."""
        lines = self.output.splitlines()
        found = [" ".join(lines[number : number + 2]) for number, line in enumerate(lines) if _TROUBLE.search(line)]
        return [told for told in found if not _NO_FAULT_OF_OURS.search(told)]


@dataclass(frozen=True, slots=True)
class Engine:
    """A Godot: a program, or one in a root folder of its own."""

    place: Path

    def version(self) -> str:
        """As the engine writes it: 4.6.3.stable...."""
        return self._run(Path("/tmp"), ["--headless", "--version"]).output.strip().splitlines()[-1]

    def interface_header(self, folder: Path) -> bytes:
        """What extensions in C include, as the engine writes it into a folder."""
        self._run(folder, ["--headless", "--path", "PROJECT", "--dump-gdextension-interface"])
        return (folder / "gdextension_interface.h").read_bytes()

    def import_project(self, project: Path) -> Answer:
        """Import everything, as the editor does when it opens the project."""
        return self._run(project, ["--headless", "--path", "PROJECT", "--import"])

    def script(self, project: Path, script: str, *arguments: str) -> Answer:
        """Run a script of the project (a SceneTree) without a screen."""
        return self._run(project, ["--headless", *_PACE, "--path", "PROJECT", "--script", script, "--", *arguments])

    def main_scene(self, project: Path, *, frames: int) -> Answer:
        """Run the project as it starts by itself, without a screen, for so many frames at 60 a second."""
        pace = ["--fixed-fps", "60", "--quit-after", str(frames)]
        return self._run(project, ["--headless", *pace, "--path", "PROJECT"])

    def by_the_clock(self, project: Path, script: str) -> Answer:
        """Run a script of the project (a SceneTree) until it ends itself, without a screen and at the clock's pace."""
        return self._run(project, ["--headless", "--path", "PROJECT", "--script", script])

    def scene(self, project: Path, scene: str, *arguments: str) -> Answer:
        """Run a scene of the project until it ends itself, without a screen and by the clock."""
        return self._run(project, ["--headless", "--path", "PROJECT", scene, "--", *arguments])

    def export_release(self, project: Path, program: str) -> Answer:
        """Export by the preset "Linux" to a path in the project."""
        return self._run(project, ["--headless", "--path", "PROJECT", "--export-release", "Linux", program])

    def exported(self, project: Path, program: str, *arguments: str) -> Answer:
        """Run a program that was exported to a path in the project, without a screen and by the clock."""
        return self._run(project, ["--headless", "--", *arguments], program=program)

    def editor(self, project: Path, *, size: tuple[int, int] | None = None, scale: float = 1.0) -> Answer:
        """Open the project in the editor until a plugin of the project ends it. size: of a screen that software draws,
        which takes minutes; without one nothing is drawn. scale: of the editor, as on a screen of many pixels."""
        if size is None:
            return self._run(project, [*_SILENT, "--headless", "--editor", "--path", "PROJECT"])
        settings = (
            project / _HOME / ".config" / "godot" / f"editor_settings-{'.'.join(self.version().split('.')[:2])}.tres"
        )
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_EDITOR_SETTINGS.format(scale=scale), encoding="utf-8")
        width, height = size
        options = [*_SILENT, "--editor", "--path", "PROJECT", "--rendering-driver", "opengl3"]
        options += ["--resolution", f"{width}x{height}"]
        return self._run(project, options, screen=f"{width}x{height}x24", home=self.inside(project, _HOME))

    def inside(self, project: Path, path: str) -> str:
        """Where a file of the project lies for the engine."""
        return f"{_PROJECT if self.place.is_dir() else project}/{path}"

    def rendered(self, project: Path, script: str, *arguments: str, size: tuple[int, int]) -> Answer:
        """Run a script of the project with a screen of this size, drawn in software by OpenGL."""
        width, height = size
        options = [*_SILENT, *_PACE, "--rendering-driver", "opengl3", "--path", "PROJECT"]
        options += ["--resolution", f"{width}x{height}"]
        return self._run(project, [*options, "--script", script, "--", *arguments], screen=f"{width}x{height}x24")

    def _run(
        self,
        project: Path,
        arguments: Sequence[str],
        *,
        screen: str | None = None,
        program: str | None = None,
        home: str | None = None,
    ) -> Answer:
        is_root = self.place.is_dir()
        inside = _PROJECT if is_root else str(project)
        godot = "godot" if is_root else str(self.place)
        if program is not None:
            godot = self.inside(project, program)
        command = [godot, *(inside if argument == "PROJECT" else argument for argument in arguments)]
        if home is not None:
            command = ["env", f"HOME={home}", *command]
        if screen is not None:
            command = ["xvfb-run", "-a", "-s", f"-screen 0 {screen}", *command]
        if is_root:
            # Mounts and processes of name spaces of their own: they end with the command, however it ends. The shell
            # stays the first of them, for Xvfb tells nobody that it is ready when its parent is process 1.
            mounts = 'mount -t proc proc "$0/proc" && mount --bind "$1" "$0/mnt" && root=$0 && shift && '
            enter = 'chroot "$root" env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 "$@"; exit $?'
            command = [
                *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
                *("sh", "-c", mounts + enter, str(self.place), str(project), *command),
            ]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
        return Answer(_COLOURS.sub("", done.stdout.decode("utf-8", "replace")), done.returncode)


def engine_or_skip() -> Engine:
    """The engine at hand; skips the test with the reason when there is none, fails it where one is required."""
    place = default_folder()
    reason = hindrance(place)
    if reason is None:
        return Engine(place)
    if os.environ.get("PIXELGEN_REQUIRE_GODOT") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
