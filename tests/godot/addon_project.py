"""The addon's zip -> an empty project with it, imported as its user's is. Knows nothing of what is right."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from engine_bridges.godot_addon.archive import addon_files, zipped
from engine_bridges.godot_addon.libraries import PLATFORMS
from tests.godot.checks import put_checks
from tests.godot.engine import Answer, Engine
from tests.godot.strict_scripts import STRICT

HERE = "linux.x86_64"
_SETTINGS = f"""\
config_version=5

[application]

config/name="addon"
config/features=PackedStringArray("4.4", "GL Compatibility")
run/main_scene="res://checks/main.tscn"

[debug]

{STRICT}
[editor_plugins]

enabled=PackedStringArray("res://addons/pixelgen/plugin.cfg")

[rendering]

renderer/rendering_method="gl_compatibility"
textures/canvas_textures/default_texture_filter=0
"""


@dataclass(frozen=True, slots=True)
class Project:
    """An empty project with the addon, as the zip has it, and our checks in it."""

    engine: Engine
    folder: Path

    def imported(self) -> Answer:
        """What the second import says: the first one with a new extension may crash (godotengine/godot#111048)."""
        self.engine.import_project(self.folder)
        return self.engine.import_project(self.folder)


def addon_zip() -> bytes:
    """The zip with this machine's libraries alone."""
    return zipped(addon_files([PLATFORMS[HERE]]))


def project_in(folder: Path, engine: Engine, archive: bytes) -> Project:
    """Unpack the zip into an empty project; every warning of its scripts is an error there."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(folder)
    put_checks("addon_checks", folder / "checks")
    shutil.move(folder / "checks" / "export_presets.cfg", folder)
    (folder / "project.godot").write_text(_SETTINGS, encoding="utf-8")
    return Project(engine, folder)


def with_driver(project: Project) -> None:
    """Let a plugin of ours drive the dock at the editor's next start."""
    put_checks("dock_checks", project.folder / "addons" / "driver")
    settings = project.folder / "project.godot"
    text = settings.read_text(encoding="utf-8")
    driver = '"res://addons/pixelgen/plugin.cfg", "res://addons/driver/plugin.cfg"'
    settings.write_text(text.replace('"res://addons/pixelgen/plugin.cfg"', driver), encoding="utf-8")


def without_driver(project: Project) -> None:
    """Take the plugin away again: an import starts it too, and ends before it does."""
    shutil.rmtree(project.folder / "addons" / "driver")
    (project.folder / "project.godot").write_text(_SETTINGS, encoding="utf-8")
