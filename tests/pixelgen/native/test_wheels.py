"""Wheels for machines that are not here: equal when made twice, complete, refused when something is wrong with them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import platform as this_machine
import sys
import zipfile
from pathlib import Path

import pytest

from pixelgen.native.building.compiler import compile_core, zig
from pixelgen.native.building.targets import KERNELS, PLATFORMS
from pixelgen.native.library import NativeError, kernels
from pixelgen.native.wheels import __main__ as command
from pixelgen.native.wheels import making, running
from pixelgen.native.wheels.checking import check, check_contents, check_kernels, check_library, fits
from pixelgen.native.wheels.making import WheelError, make
from pixelgen.native.wheels.programs import expected_picture, picture
from pixelgen.native.wheels.running import Ran, run, runnable_kernels, same_kernels
from pixelgen.sprite import Sprite
from tests.pixelgen.drawings import drawing

MUSL = PLATFORMS["musllinux_1_2_x86_64"]
GOOD = [
    "pixelgen/data/pixelgen.safetensors",
    "pixelgen/data/proof.txt",
    "pixelgen/native/pixelgen_native.so",
    "pixelgen/py.typed",
    "engine_bridges/__init__.py",
    "demo_game/__main__.py",
    "pixelgen_reef-0.1.0.dist-info/WHEEL",
]
FACTS = "Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-musllinux_1_2_x86_64\n"
HAS_TOOLS = all(importlib.util.find_spec(name) for name in ("ziglang", "auditwheel", "twine", "macholib", "pefile"))


def test_the_eight_platforms_have_tags_that_pip_knows() -> None:
    from packaging.utils import parse_wheel_filename

    assert len(PLATFORMS) == 8
    for tag, platform in PLATFORMS.items():
        (found,) = parse_wheel_filename(f"pixelgen_reef-0.1.0-py3-none-{tag}.whl")[3]
        assert found.platform == tag
        assert platform.target.library == ("pixelgen_native.dll" if tag.startswith("win") else "pixelgen_native.so")


def test_what_a_wheel_must_hold_and_must_not() -> None:
    check_contents(GOOD, FACTS, MUSL)
    wrong = [
        ([*GOOD, "training/train.py"], FACTS, "it holds demo_game, engine_bridges, pixelgen, training"),
        ([*GOOD, "pixelgen/native/core/model.c"], FACTS, "surplus: "),
        ([*GOOD, "pixelgen/native/wheels/making.py"], FACTS, "surplus: "),
        ([*GOOD, "pixelgen/native/old.so"], FACTS, "libraries: "),
        (GOOD[1:], FACTS, "missing: "),
        (GOOD, FACTS.replace("musl", "many"), "does not say py3-none-musllinux"),
        (GOOD, FACTS.replace("false", "true"), "does not say"),
    ]
    for names, facts, says in wrong:
        with pytest.raises(WheelError, match=says):
            check_contents(names, facts, MUSL)


def test_a_wheel_holds_every_kernel_of_the_platform() -> None:
    held = KERNELS.get(
        {"amd64": "x86_64", "arm64": "aarch64"}.get(processor := this_machine.machine().lower(), processor)
    )
    try:
        assert held is None or list(kernels()) == list(held)
    except NativeError:
        pytest.skip("the native core is not built")
    asks = b"\x0f\xa2\x0f\x01\xd0"
    x86 = b"\0avx512vnni\0avxvnni\0avx2\0sse41\0scalar\0"
    check_kernels(x86 + asks, MUSL)
    check_kernels(b"\0neondot\0neon\0scalar\0", PLATFORMS["macosx_11_0_arm64"])
    with pytest.raises(WheelError, match="no kernel avxvnni, sse41; expected avx512vnni, avxvnni, avx2, "):
        check_kernels(b"\0avx512vnni\0avx2\0scalar\0" + asks, MUSL)
    with pytest.raises(WheelError, match="no kernel neon; expected neondot, neon, scalar"):
        check_kernels(b"\0neondot\0scalar\0", PLATFORMS["win_arm64"])
    with pytest.raises(WheelError, match="does not ask the processor"):
        check_kernels(x86, MUSL)


def test_a_wheel_of_which_a_kernel_does_not_run_here_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "runnable_kernels", lambda _: ["avx2", "scalar"])
    assert same_kernels(["avx2", "scalar"], MUSL) == "avx2, scalar"
    with pytest.raises(WheelError, match="the kernels scalar ran; expected avx2, scalar"):
        same_kernels(["scalar"], MUSL)


def test_kernels_that_must_run_are_those_that_the_library_here_runs() -> None:
    if sys.platform != "linux" or this_machine.machine() != "x86_64":
        pytest.skip("needs Linux, x86-64")
    assert runnable_kernels(PLATFORMS["win_arm64"]) == ["neondot", "neon", "scalar"]
    try:
        assert runnable_kernels(MUSL) == [name for name, runs in kernels().items() if runs]
    except NativeError:
        pytest.skip("the native core is not built")


def test_an_older_platform_fits_and_a_newer_or_another_does_not() -> None:
    said = 'consistent with the following platform tag: "{}".'
    tag = "manylinux_2_17_x86_64"
    assert all(fits(said.format(f"manylinux_2_{glibc}_x86_64"), tag) for glibc in (5, 17))
    for other in ("manylinux_2_28_x86_64", "linux_x86_64", "musllinux_1_2_x86_64", "manylinux_2_5_aarch64"):
        assert not fits(said.format(other), tag)


def test_a_wheel_that_is_too_large_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "large.whl"
    wheel.write_bytes(bytes(5_000_000))
    with pytest.raises(WheelError, match="expected under 5000000"):
        check(wheel, MUSL)


def test_a_wheel_goes_into_a_folder_that_is_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*command: str | Path, cwd: Path, **_: object) -> str:
        Path(cwd, command[5], "made.whl").write_bytes(b"wheel")  # as the build does, in its own folder
        return ""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(making, "output_of", built)
    assert make(PLATFORMS["win_amd64"], Path("dist")).samefile(tmp_path / "dist" / "made.whl")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["made.whl"]


def test_a_wheel_that_fails_is_not_left_and_the_others_are_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def made(platform, out):  # type: ignore[no-untyped-def]
        out.mkdir(parents=True, exist_ok=True)
        wheel = out / f"pixelgen_reef-0.1.0-py3-none-{platform.tag}.whl"
        wheel.write_bytes(platform.tag.encode())
        return wheel

    def runs(wheel, platform):  # type: ignore[no-untyped-def]
        if platform.tag == "win_amd64":
            raise WheelError("it draws other pixels")
        return Ran("natively", "the line that ships", "avx2") if "x86_64" in platform.tag else None

    monkeypatch.setattr(command, "make", made)
    monkeypatch.setattr(command, "check", lambda wheel, platform: ["looked"])
    monkeypatch.setattr(command, "run", runs)
    only = ["--only", "manylinux_2_17_x86_64", "win_amd64", "win_arm64"]
    assert command.main(["--out", str(tmp_path), *only]) == 1
    assert "win_amd64: it draws other pixels" in capsys.readouterr().err
    wheels = {path.name: path.read_bytes() for path in tmp_path.glob("*.whl")}
    assert sorted(name.rpartition("-none-")[2] for name in wheels) == ["manylinux_2_17_x86_64.whl", "win_arm64.whl"]
    sums = (tmp_path / command.SUMS).read_text().splitlines()
    assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(wheels.items())]
    rows = (tmp_path / command.TABLE).read_text()
    digest = hashlib.sha256(b"manylinux_2_17_x86_64").hexdigest()[:12]
    row = f"| 21 | `{digest}` | natively | avx2 | the line that ships | looked, made twice, equal |"
    assert f"| manylinux_2_17_x86_64 {row}" in rows
    assert "| nothing can run it on Linux: looked at alone | - | - |" in rows
    assert command.main(["--out", str(tmp_path), "--only", "musllinux_1_2_x86_64"]) == 0
    assert not command.record(tmp_path, tmp_path / "page.md")
    assert "there is no wheel for manylinux_2_17_aarch64, musllinux_1_2_aarch64, " in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()
    kept = json.loads((tmp_path / command.FACTS).read_text())["wheels"]
    assert list(kept) == ["manylinux_2_17_x86_64", "musllinux_1_2_x86_64", "win_arm64"]


@pytest.mark.slow
def test_a_wheel_for_musl_has_the_same_bytes_when_made_twice_and_draws_the_same(tmp_path: Path) -> None:
    if not HAS_TOOLS or sys.platform != "linux" or this_machine.machine() != "x86_64":
        pytest.skip("needs pip install '.[wheels]' on Linux, x86-64")
    if not Path("/lib/ld-musl-x86_64.so.1").exists():
        pytest.skip("needs musl: python -m pixelgen.native.wheels.machines")
    first, second = make(MUSL, tmp_path / "one"), make(MUSL, tmp_path / "two")
    assert first.read_bytes() == second.read_bytes()
    assert {"kernels", "auditwheel"} < set(check(first, MUSL))
    with zipfile.ZipFile(first) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    ran = run(first, MUSL)
    assert ran is not None
    assert ran.kernels == ", ".join(runnable_kernels(MUSL))
    assert ran.drew == "the same 36 creatures as here"


def test_the_page_in_the_checkout_tells_of_all_platforms() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in command.PAGE.read_text().splitlines()]
    found = {row[0]: row for row in rows if row and row[0] in PLATFORMS}
    assert list(found) == list(PLATFORMS)
    for tag, (_, size, digest, how, ran, *_) in found.items():
        assert int(size) < 5_000_000
        assert len(digest.strip("`")) == command.DIGITS
        if "not run" not in how and "nothing can run it" not in how:
            named = ran.split(", ")  # no processor has all of x86-64's; `same_kernels` asks for this one's
            assert named == [name for name in PLATFORMS[tag].kernels if name in named]
            assert named[-1] == "scalar"


def test_the_example_s_picture_is_read_as_its_colours() -> None:
    sprite = Sprite(drawing((4, 4, 8, 20, 17), (9, 9, 2, 2, 40)))
    said = "P3 256 256 255\r\n" + "\r\n".join(map(str, expected_picture(sprite)[3:]))  # lines of Windows
    assert picture(said) == expected_picture(sprite)
    assert len(picture(said)) == 3 + 3 * 256 * 256


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["macosx_11_0_x86_64", "macosx_11_0_arm64"])
def test_a_library_for_macos_does_not_tell_where_it_was_made(tag: str, tmp_path: Path) -> None:
    if not HAS_TOOLS:
        pytest.skip("needs pip install '.[wheels]'")
    target = PLATFORMS[tag].target
    made = [tmp_path / name / target.library for name in ("one", "another")]
    for library in made:
        compile_core(zig(), target, library)
    first, second = (library.read_bytes() for library in made)
    assert first == second
    assert str(tmp_path).encode() not in first
    check_library(made[0], PLATFORMS[tag])
