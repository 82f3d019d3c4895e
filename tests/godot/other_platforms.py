"""The addon's libraries for other platforms, really loaded: that for arm64 by Debian's Godot for arm64 in QEMU, that
for Windows by programs of the core's in Wine, as Debian has no Godot for Windows. macOS cannot be run on Linux.

python -m tests.godot.other_platforms              # as root; installs QEMU, Wine, a Godot of 1 GB; many minutes
python -m tests.godot.other_platforms linux.arm64  # one of them alone
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine_bridges.godot_addon.archive import addon_files, zipped
from engine_bridges.godot_addon.libraries import PLATFORMS, libraries
from pixelgen import CATEGORIES, ZONES, Generator, SpriteRequest
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.native.building.targets import named
from pixelgen.native.library import PATH
from pixelgen.native.wheels import machines
from pixelgen.native.wheels.making import WheelError, output_of
from pixelgen.native.wheels.programs import PROGRAMS, expected_picture, kernels_that_ran, linked, picture, pixels
from tests.godot.addon_project import HERE, Project, project_in
from tests.godot.engine import Engine
from tests.godot.engine_place import default_folder, hindrance
from tests.godot.test_addon_in_the_engine import REQUESTS, asked

_ARM, _WINDOWS = "linux.arm64", "windows.x86_64"
_EACH = 12  # of the requests of the tests, every so many: an emulator takes its time
_PATIENCE_SECONDS = 3000
_SCENE = "res://checks/main.tscn"


def arm_godot() -> Path:
    """A folder with Debian's Godot for arm64: its packages unpacked, none configured."""
    folder = default_folder().with_name("godot-arm64")
    if not (folder / "usr/bin/godot").exists():
        part = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        debootstrap = machines.program("debootstrap", "debootstrap")
        options = ("--foreign", "--variant=minbase", "--arch=arm64", "--include=godot")
        output_of("unshare", "--mount", debootstrap, *options, "sid", part)
        for package in sorted((part / "var/cache/apt/archives").glob("*.deb")):
            output_of("dpkg-deb", "--extract", package, part)
        shutil.rmtree(part / "var/cache/apt/archives")
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    return folder


def arm64(folder: Path) -> str:
    """What a Godot for arm64 draws with its library, against the one of this machine -> a line of what was equal."""
    engine = Engine(default_folder())
    project = project_in(folder / "project", engine, zipped(addon_files([PLATFORMS[HERE], PLATFORMS[_ARM]])))
    if trouble := project.imported().trouble():
        raise WheelError(f"the project is not imported: {trouble[0]}")
    wishes = [asked(each) for each in REQUESTS[::_EACH]]
    (project.folder / "requests.json").write_text(json.dumps({"requests": wishes, "litters": []}), encoding="utf-8")
    here = _drawn_here(project)
    root = arm_godot()
    paths = [str(project.folder / name) for name in ("requests.json", "there.json")]
    command = [machines.qemu_arm(), "-L", str(root), str(root / "usr/bin/godot"), "--headless"]
    command += ["--path", str(project.folder), _SCENE, "--", *paths]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        timeout=_PATIENCE_SECONDS,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        check=False,
    )
    if done.returncode or not Path(paths[1]).exists():
        raise WheelError(f"Godot for arm64 ended with {done.returncode}: {done.stdout.strip()[-500:]}")
    there = json.loads(Path(paths[1]).read_text(encoding="utf-8"))
    if there["answers"] != here["answers"] or there["digest"] != here["digest"]:
        raise WheelError(f"{_ARM}: Godot for arm64 draws other creatures than here")
    version = output_of(*command[:4], "--headless", "--version").strip().splitlines()[-1]
    return (
        f"{_ARM}: Godot {version} for arm64, by QEMU, with {there['kernel']}: {len(wishes)} creatures with parts, DNA, "
        f"lit frames, normals, emission and anchors as here with {here['kernel']}"
    )


def windows(folder: Path) -> str:
    """What the core's tests and example draw with the library for Windows -> a line of what was equal."""
    (tag,) = PLATFORMS[_WINDOWS].targets
    platform = named(tag)
    variables = {"WINEPREFIX": str(machines.place() / "wine"), "WINEDEBUG": "-all", "DISPLAY": ""}
    variables["WINEDLLOVERRIDES"] = "mscoree,mshtml="
    name = PLATFORMS[_WINDOWS].library("release")
    library = folder / "windows" / name
    library.parent.mkdir()
    library.write_bytes(libraries([PLATFORMS[_WINDOWS]])[name])
    flags = ["-target", platform.triple]
    kernels: list[str] = []
    for program in PROGRAMS:
        there = output_of(machines.wine(), linked(program, library.parent, library, flags), variables=variables)
        here = output_of(linked(program, folder, PATH))
        if pixels(there) != pixels(here) or not pixels(here):
            raise WheelError(
                f"{_WINDOWS}: the core's tests draw {pixels(there)[:2]}; here they draw {pixels(here)[:2]}"
            )
        kernels += kernels_that_ran(there)
    example = linked("creature", library.parent, library, flags)
    wanted = [SpriteRequest(zone, category, seed=3) for zone, category in product(ZONES, CATEGORIES)]
    with Generator() as generator:
        sprites = generator.sprites(wanted)
    for request, sprite in zip(wanted, sprites, strict=True):
        words = (SHIPPED_WEIGHTS, str(request.zone), str(request.category), str(request.seed))
        if picture(output_of(machines.wine(), example, *words, variables=variables)) != expected_picture(sprite):
            raise WheelError(f"{_WINDOWS}: it draws another {request.category} of the {request.zone} than here")
    ran = ", ".join(dict.fromkeys(kernels))
    return f"{_WINDOWS}: by Wine, with {ran}: the core's tests and {len(wanted)} creatures as here; in no Godot"


_RUNS: dict[str, Callable[[Path], str]] = {_ARM: arm64, _WINDOWS: windows}


def main(arguments: Sequence[str]) -> int:
    """Run those that are named, or all, and print a line each -> exit status."""
    if odd := [each for each in arguments if each not in _RUNS]:
        print(f"expected {' or '.join(_RUNS)}; got {' '.join(odd)}", file=sys.stderr)
        return 2
    if (reason := hindrance(default_folder())) is not None:
        print(reason, file=sys.stderr)
        return 1
    status = 0
    for tags in arguments or _RUNS:
        with TemporaryDirectory() as folder:
            try:
                print(_RUNS[tags](Path(folder)), flush=True)
            except (WheelError, subprocess.TimeoutExpired) as error:
                print(error, file=sys.stderr)
                status = 1
    return status


def _drawn_here(project: Project) -> Any:
    inside = project.engine.inside
    paths = [inside(project.folder, name) for name in ("requests.json", "here.json")]
    if trouble := project.engine.scene(project.folder, _SCENE, *paths).trouble():
        raise WheelError(f"nothing is drawn here: {trouble[0]}")
    return json.loads((project.folder / "here.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
