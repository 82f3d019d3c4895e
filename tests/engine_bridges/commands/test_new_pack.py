"""`pixelgen new-pack`, the example and the schema that it writes, all from one definition."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine_bridges.commands import new_pack
from engine_bridges.pack_file.definition import CREATURE, DEFAULTS, FILE, FORMATS, PACK, PICTURE
from engine_bridges.pack_file.errors import Mistakes
from engine_bridges.pack_file.example import example_text
from engine_bridges.pack_file.pack import parse_pack, read_pack
from engine_bridges.pack_file.schema import DRAFT, schema_text
from pixelgen.commands.cli import main
from pixelgen.vocabulary import ZONES
from tests.engine_bridges.pack_mistakes import HEAD, OF_A_CREATURE, OF_THE_PACK, TANG, Beyond

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def run(typed: str) -> int:
    return main(["new-pack", *typed.split()])


EXAMPLE = example_text(name="reef", id="id-number-1")


def test_the_example_is_written_and_can_be_read(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("") == 0
    assert capsys.readouterr().out == "pack.toml\n"
    assert [path.name for path in empty_folder.iterdir()] == ["pack.toml"]
    pack = read_pack(Path("pack.toml"))
    assert pack.id is not None
    assert (empty_folder / "pack.toml").read_bytes() == example_text(name="pack", id=pack.id).encode()
    assert len(pack.creatures) > 20
    assert {one.request.zone for one in pack.creatures} == set(ZONES)
    assert max(one.generation for one in pack.creatures) == 2
    assert {one.style is None for one in pack.creatures} == {True, False}


def test_a_pack_is_named_after_its_file_and_has_an_id_of_its_own(empty_folder: Path) -> None:
    for name in ("reef.toml", "My Reef.toml", "con.toml", "\u00e9t\u00e9.toml", f"{'long' * 30}.toml"):
        assert main(["new-pack", name]) == 0
    packs = [read_pack(path) for path in sorted(empty_folder.iterdir())]
    assert sorted(pack.name for pack in packs) == ["con_pack", ("long" * 12), "my_reef", "reef", "t"]
    assert all(pack.output.name == f"{pack.name}_pack" for pack in packs)
    assert len({pack.id for pack in packs}) == len(packs)


@pytest.mark.parametrize("format", FORMATS)
def test_a_pack_for_each_engine_can_be_asked_for(empty_folder: Path, format: str) -> None:
    assert run(f"reef.toml --format {format}") == 0
    assert read_pack(Path("reef.toml")).format == format
    assert run("other.toml --format unity") == 2
    assert new_pack.FORMATS == FORMATS


def test_a_file_that_is_there_is_overwritten_by_force_alone(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = empty_folder / "mine.toml"
    mine.write_text("mine")
    assert run("mine.toml") == 1
    assert capsys.readouterr().err == (
        "pixelgen new-pack: mine.toml exists already; name another file, or overwrite it with --force\n"
    )
    assert mine.read_text() == "mine"
    assert run("mine.toml --force") == 0
    assert read_pack(mine).name == "mine"


def test_a_file_that_is_put_there_meanwhile_is_not_overwritten(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_text

    def write(path: Path, text: str, **how: str) -> int:
        real(empty_folder / "reef.toml", "another program's")
        return real(path, text, **how)

    monkeypatch.setattr(Path, "write_text", write)
    assert run("reef.toml") == 1
    assert [path.name for path in empty_folder.iterdir()] == ["reef.toml"]
    assert (empty_folder / "reef.toml").read_text() == "another program's"


def test_without_hard_links_a_file_is_written_all_the_same(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    assert run("reef.toml") == 0
    assert [path.name for path in empty_folder.iterdir()] == ["reef.toml"]


def test_a_link_that_leads_nowhere_is_there_too(empty_folder: Path) -> None:
    (empty_folder / "link.toml").symlink_to(empty_folder / "far.toml")
    assert run("link.toml") == 0
    assert read_pack(empty_folder / "far.toml").name == "link"
    assert run("link.toml") == 1


def test_a_place_that_cannot_be_written_is_one_line(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty_folder / "file").touch()
    assert run("file/no/folder.toml") == 1
    assert run("a\0b") == 1
    (empty_folder / "folder").mkdir()
    assert run("folder --force") == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("pixelgen new-pack: cannot write ") for line in lines)
    assert sorted(path.name for path in empty_folder.iterdir()) == ["file", "folder"]


def test_folders_that_are_missing_are_made(empty_folder: Path) -> None:
    assert run("new/newer/reef.toml") == 0
    assert read_pack(empty_folder / "new" / "newer" / "reef.toml").name == "reef"


def test_the_schema_is_printed_or_written(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--schema") == 0
    assert json.loads(capsys.readouterr().out)["$schema"] == DRAFT
    assert run("--schema s.json") == 0
    assert (empty_folder / "s.json").read_text() == schema_text()


def test_the_examples_comments_name_every_key_once() -> None:
    text = EXAMPLE
    creatures = text.index("# A table [[creatures]]")
    own = [key.name for key in CREATURE.keys if key not in PACK.keys]
    shared = [key.name for key in CREATURE.keys if key in PACK.keys]
    for key in PACK.keys:
        lines = re.findall(rf"^(?:# )?{key.name} = ", text[:creatures], re.MULTILINE)
        assert len(lines) == 1, key.name
        says = " ".join(re.sub(r"\n# ?", " ", text[:creatures]).split())
        assert says.count(key.description) == 1
    explained = text[creatures : text.index("\n\n", creatures)]
    assert re.findall(r"^#   ([a-z]+) {2,}\S", explained, re.MULTILINE) == own
    told = " ".join(explained.replace("#", " ").split())
    assert told.endswith(", ".join(shared))


def test_what_the_example_says_of_defaults_is_true() -> None:
    """With every commented key of [pack] that has a default switched on, the pack is the same."""
    text = EXAMPLE
    start, end = text.index("[pack]"), text.index("# A table [[creatures]]")
    for name in DEFAULTS:
        text = text[:start] + re.sub(rf"^# ({name} = )", r"\1", text[start:end], flags=re.MULTILINE) + text[end:]
        end = text.index("# A table [[creatures]]")
    plain, full = (parse_pack(source, Path("a.toml")) for source in (EXAMPLE, text))
    assert tomllib.loads(text)["pack"].keys() >= DEFAULTS.keys()
    assert (full.packing, full.creatures) == (plain.packing, plain.creatures)


def test_the_schema_describes_what_the_definition_does() -> None:
    schema = json.loads(schema_text())
    properties = schema["properties"]
    tables = (PACK, properties["pack"]), (CREATURE, properties["creatures"]["items"])
    for table, content in (*tables, (PICTURE, properties["pictures"]["items"])):
        assert list(content["properties"]) == [key.name for key in table.keys]
        assert content["additionalProperties"] is False
        for key in table.keys:
            described = content["properties"][key.name]
            assert described["description"] == key.description
            assert described.get("default") == key.default
            mistakes = Mistakes(Path("a"), {})
            if key.default is not None:
                key.kind.checked(key.default, (), mistakes)
            assert not mistakes.within(())
    assert schema["required"] == ["pack"]
    assert schema["allOf"] == [{"anyOf": [{"required": ["creatures"]}, {"required": ["pictures"]}]}]
    assert fits(tomllib.loads(EXAMPLE), schema)


_PYTHON: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value keeps those words of a schema that give it its shape."""
    if "enum" in schema:
        return value in schema["enum"]
    if "oneOf" in schema:
        return sum(fits(value, one) for one in schema["oneOf"]) == 1
    if "anyOf" in schema and "type" not in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    if not isinstance(value, kinds[schema["type"]]):
        return False
    if schema["type"] == "object":
        known = schema["properties"]
        return value.keys() <= known.keys() and all(fits(one, known[name]) for name, one in value.items())
    if schema["type"] == "array":
        return all(fits(one, schema["items"]) for one in value)
    return schema["type"] != "string" or re.search(schema["pattern"], value) is not None


def test_the_schema_takes_the_example_and_refuses_what_a_table_alone_shows_to_be_wrong() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(tomllib.loads(EXAMPLE))) == []
    sources = {f"{HEAD}{said}\n{TANG}": says for said, says in OF_THE_PACK.items()}
    sources |= {f"{HEAD}[[creatures]]\n{said}\n": says for said, says in OF_A_CREATURE.items()}
    for source, says in sources.items():
        assert validator.is_valid(tomllib.loads(source)) == isinstance(says, Beyond), source


def test_the_definition_gives_files_no_key_twice() -> None:
    for table in (FILE, PACK, CREATURE):
        names = [key.name for key in table.keys]
        assert len(set(names)) == len(names)
