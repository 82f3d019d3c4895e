"""What the addon's folder holds, without compiling and without an engine."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from engine_bridges.godot_addon import archive
from engine_bridges.godot_addon.__main__ import main
from engine_bridges.godot_addon.archive import FOLDER, addon_files, install, zipped
from engine_bridges.godot_addon.binary_resource import binary_resource
from engine_bridges.godot_addon.libraries import ENTRY, EXTENSION, KINDS, PLATFORMS, class_reference
from engine_bridges.godot_addon.universal import universal_library
from pixelgen import PixelgenError


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The folder with libraries of a byte each."""
    names = [platform.library(kind) for platform in PLATFORMS.values() for kind in KINDS]
    monkeypatch.setattr(archive, "libraries", lambda platforms: dict.fromkeys(names, b"\x7f"))
    return addon_files(PLATFORMS.values())


def test_the_extensions_file_names_every_library_and_the_entry(content: dict[str, bytes]) -> None:
    text = content["pixelgen.gdextension"].decode("ascii")
    assert f'entry_symbol = "{ENTRY}"' in text
    libraries = [path for path in content if path.startswith("bin/")]
    assert len(libraries) == 2 * len(PLATFORMS) == text.count('= "bin/')
    for path in libraries:
        kind = path.split(".")[-2]
        tags = path.removeprefix("bin/pixelgen.").rpartition(f".{kind}.")[0]
        assert f'{tags}.{kind} = "{path}"\n' in text


def test_scripts_and_pictures_have_ids_so_that_an_import_changes_nothing(content: dict[str, bytes]) -> None:
    scripts = [path for path in content if path.endswith((".gd", ".gdextension"))]
    assert len(scripts) > 8
    ids = [content[f"{path}.uid"] for path in scripts]
    assert len(set(ids)) == len(ids)
    assert b'source_file="res://addons/pixelgen/icon.png"' in content["icon.png.import"]


def test_the_client_is_the_one_of_pixelgen_serve(content: dict[str, bytes]) -> None:
    own = files("engine_bridges") / "godot" / "scripts" / "pixelgen_client.gd"
    assert content["pixelgen_client.gd"] == own.read_bytes()


def test_the_zip_is_the_same_every_time_and_in_the_asset_librarys_shape(content: dict[str, bytes]) -> None:
    made = zipped(content)
    assert made == zipped(dict(content))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        names = opened.namelist()
    assert all(name.startswith(f"{FOLDER}/") for name in names)
    assert {f"{FOLDER}/{name}" for name in ("plugin.cfg", "icon.png", "LICENSE.txt", "README.md")} <= set(names)


def test_a_zip_that_is_too_large_is_refused(content: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    with pytest.raises(PixelgenError, match="at most 1,000 bytes as a zip"):
        zipped(content)


def test_an_older_addon_is_replaced_as_a_whole(content: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "project.godot").touch()
    place = install({**content, "gone.gd": b""}, tmp_path)
    assert (place / "gone.gd").exists()
    assert install(content, tmp_path) == place
    found = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert found == set(content)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["addons", "project.godot"]


def test_it_goes_into_a_godot_project_alone_and_over_nothing_else(content: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(PixelgenError, match="is no Godot project"):
        install(content, tmp_path)
    (tmp_path / "project.godot").touch()
    foreign = tmp_path / FOLDER / "mine.gd"
    foreign.parent.mkdir(parents=True)
    foreign.touch()
    with pytest.raises(PixelgenError, match="holds something else"):
        install(content, tmp_path)
    assert foreign.exists()


def test_a_resource_says_where_its_bytes_begin() -> None:
    made = binary_resource(b"12345", uid=77)
    assert (made[:4], made[-4:]) == (b"RSRC", b"RSRC")
    assert struct.pack("<Q", 77) in made
    (begin,) = struct.unpack_from("<Q", made, made.index(b"local://1\0") + 10)
    assert made[begin + 4 :].startswith(b"Resource\0")
    assert made.endswith(struct.pack("<I", 5) + b"12345\0\0\0RSRC")


def mach_o(processor: int, more: bytes) -> bytes:
    return struct.pack("<III", 0xFEEDFACF, processor, 3) + more


def test_a_universal_library_holds_its_parts_page_by_page() -> None:
    parts = [mach_o(0x01000007, b"intel"), mach_o(0x0100000C, b"arm" * 9000)]
    made = universal_library(parts)
    assert struct.unpack_from(">II", made) == (0xCAFEBABE, 2)
    for number, part in enumerate(parts):
        processor, _, begin, size, alignment = struct.unpack_from(">IIIII", made, 8 + 20 * number)
        assert begin % (1 << alignment) == 0
        assert made[begin : begin + size] == part
        assert processor == struct.unpack_from("<I", part, 4)[0]


def test_a_universal_library_is_not_made_of_anything_else() -> None:
    with pytest.raises(PixelgenError, match="64-bit libraries of macOS"):
        universal_library([b"\x7fELF"])


def test_the_class_reference_is_in_debug_libraries_alone() -> None:
    content = (EXTENSION / "PixelgenCore.xml").read_bytes()
    assert f"pixelgen_class_reference_bytes = {len(content)};" in class_reference("debug")
    assert "pixelgen_class_reference_bytes = 0;" in class_reference("release")


def test_the_class_reference_has_every_method_and_no_other() -> None:
    reference = (EXTENSION / "PixelgenCore.xml").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in EXTENSION.glob("*.c"))
    described = {line.split('"')[1] for line in reference.splitlines() if "<method name=" in line}
    tables = [part.partition("};")[0] for part in sources.split("METHODS[] = {")[1:]]
    assert described == {line.split('"')[1] for table in tables for line in table.splitlines() if '{"' in line}


def test_a_command_without_a_target_says_what_it_expected(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([])
    assert "expected --zip FILE or --into PROJECT" in capsys.readouterr().err


def test_its_page_names_calls_and_signals_as_they_are(content: dict[str, bytes]) -> None:
    page, node = (content[name].decode("utf-8") for name in ("README.md", "pixelgen_creatures.gd"))
    table = page[page.index("| `PixelgenCreatures`") : page.index("| `PixelgenSprite`")]
    named = dict(re.findall(r"`(\w+)\(([\w, ]*)\)`", table))
    assert {"request_creature", "request_dna", "breed", "litter", "cancel", "creature_ready"} <= set(named)
    for name, arguments in named.items():
        declared = re.search(rf"^(?:func|signal) {name}\(([^)]*)\)", node, re.MULTILINE)
        assert declared is not None, name
        count = len([each for each in declared[1].split(",") if each.strip()])
        assert count == len([each for each in arguments.split(",") if each.strip()]), name
    for name in (
        "budget_ms",
        "threads",
        "cache_megabytes",
        "use_server",
        "address_file",
        "fallback_catalogue",
        "any_creature",
    ):
        assert f"`{name}`" in table
        assert re.search(rf"^(@export[^\n]*\n?)?.*var {name}\b", node, re.MULTILINE), name


def test_its_page_names_what_the_sprite_has(content: dict[str, bytes]) -> None:
    page, sprite = (content[name].decode("utf-8") for name in ("README.md", "pixelgen_sprite.gd"))
    table = page[page.index("| `PixelgenSprite`") : page.index("Frames are lit")]
    for name, arguments in re.findall(r"`(\w+)\(([\w, ]*)\)`", table):
        declared = re.search(rf"^(?:static )?func {name}\(([^)]*)\)", sprite, re.MULTILINE)
        assert declared is not None, name
        assert declared[1].count(":") == len(arguments.split(",")), name
    for name in ("dna", "zone", "category", "species", "traits"):
        assert f"`{name}`" in table
        assert re.search(rf"^@export var {name}\b", sprite, re.MULTILINE), name


def test_a_demo_scene_is_in_it_and_names_files_that_are(content: dict[str, bytes]) -> None:
    scene = content["demo/demo.tscn"].decode("utf-8")
    named = re.findall(rf'path="res://{FOLDER}/([^"]+)"', scene)
    assert "demo/demo.gd" in named
    assert set(named) <= set(content)


def test_the_calls_of_the_client_are_calls_of_the_node(content: dict[str, bytes]) -> None:
    node, client = (content[name].decode("utf-8") for name in ("pixelgen_creatures.gd", "pixelgen_client.gd"))
    for name in ("request_creature", "request_dna", "request_child", "cancel", "creature_ready", "creature_failed"):
        (of_node,), (of_client,) = (
            re.findall(rf"^(?:func|signal) {name}\(([^)]*)\)", text, re.MULTILINE) for text in (node, client)
        )
        assert of_node == of_client
