"""A pack's file -> a Pack: checked, with every creature that it asks for; or all that is wrong with the file at once.

    pack = read_pack(Path("reef.toml"))
    for creature in pack.creatures: ...

Knows how TOML and its mistakes become values; the keys stand in pack_definition.py. Draws nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.creature import PackCreature
from engine_bridges.pack_file.definition import DEFAULTS, FILE
from engine_bridges.pack_file.errors import Mistake, Mistakes, PackFileError, key_text, line_of
from engine_bridges.pack_file.expansion import creatures_of
from engine_bridges.pack_file.sources import Read, Sources, read_file
from engine_bridges.pack_file.toml_lines import Place, lines_of
from engine_bridges.pictures.sprite_sheet import Packing
from pixelgen import OwnPalette, RequestError, WeightsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_TOML_LINE = re.compile(r" ?\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack to be baked. file: where it stands. output: the folder to bake into. format: godot, pygame or sheet.

    creatures: in the order of the file, no two of one name. palette: a game's own colours, to which every request that
    is no DNA is locked. sources: the file and all others that it names, a change of which is a change of the pack.
    """

    file: Path
    name: str
    output: Path
    format: str
    palette: OwnPalette | None
    packing: Packing
    creatures: tuple[PackCreature, ...]
    sources: tuple[Path, ...]
    _lines: Mapping[Place, int] = field(repr=False, compare=False)

    def mistake(self, creature: PackCreature, key: str, says: str) -> Mistake:
        """What turns out to be wrong with a creature later, with the line of one of its keys; "" is the whole table."""
        place: Place = ("creatures", creature.table, *([key] if key else []))
        return Mistake(self.file, line_of(place, self._lines), key_text(place), says)

    def check_drawable(self, weights: str, engine_version: int, species: Collection[str]) -> None:
        """PackFileError for DNAs that other weights (hex digest) or another engine made, and species not learnt."""
        found = []
        for creature in self.creatures:
            own = creature.request.species
            if own is not None and own not in species:
                found.append(self.mistake(creature, "species", f"{own} is no species that the weights have learnt"))
            for dna in creature.pinned:
                try:
                    dna.check_drawn_with(weights, engine_version)
                except WeightsError as error:
                    key = "parents" if creature.request.parents and dna.request != creature.request else "dna"
                    says = f"{error}; any_weights = true draws it all the same"
                    found.append(self.mistake(creature, key, says))
        if found:
            raise PackFileError(dict.fromkeys(found), self.sources)


def read_pack(path: Path, *, read: Read = read_file) -> Pack:
    """The pack of a TOML file; PackFileError with every mistake in it. read: path -> bytes of it and all it names."""
    try:
        content = read(path)
    except (OSError, ValueError, PackError) as error:
        says = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        if isinstance(error, FileNotFoundError):
            says += "; `pixelgen new-pack` writes an example"
        raise PackFileError([Mistake(path, 1, "", says)], [path]) from error
    try:
        source = content.decode("utf-8-sig")  # some editors begin a file with a byte-order mark
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise PackFileError([Mistake(path, line, "", "must be UTF-8; save it as that")], [path]) from error
    return parse_pack(source, path, read=read)


def parse_pack(source: str, path: Path, *, read: Read = read_file) -> Pack:
    """The pack of a file's text. path: what the file is called, and where paths in it start from.

    read: path -> bytes of the pictures and palettes that it names; OSError when there are none.
    """
    document, lines = _parsed(source, path)
    mistakes, sources = Mistakes(path, lines), Sources(path, read)
    checked = FILE.kind().checked(document, (), mistakes)
    said: dict[str, Any] = checked.get("pack", {})
    palette = _palette(said, sources, mistakes)
    creatures = creatures_of(said, checked.get("creatures", []), palette=palette, sources=sources, mistakes=mistakes)
    output = _output(said, sources, mistakes)
    mistakes.raise_if_any(sources.paths)
    values = {**DEFAULTS, **said}
    return Pack(
        file=path,
        name=values["name"],
        output=output,
        format=values["format"],
        palette=palette,
        packing=Packing(values["padding"], values["extrusion"], values["power_of_two"], values["largest_side"]),
        creatures=creatures,
        sources=tuple(sources.paths),
        _lines=MappingProxyType(lines),
    )


def _parsed(source: str, path: Path) -> tuple[dict[str, Any], dict[Place, int]]:
    try:
        return tomllib.loads(source), lines_of(source)
    except RecursionError as error:
        line, says = 1, "is nested too deeply"
        raise PackFileError([Mistake(path, line, "", says)], [path]) from error
    except ValueError as error:
        found = _TOML_LINE.search(str(error))
        line = int(found[1]) if found else 1 + source.rstrip().count("\n")
        says = f"is no TOML: {_TOML_LINE.sub('', str(error))}"
        raise PackFileError([Mistake(path, line, "", says)], [path]) from error


def _palette(said: Mapping[str, Any], sources: Sources, mistakes: Mistakes) -> OwnPalette | None:
    named = said.get("palette")
    if named is None or mistakes.within(("pack", "palette")):
        return None
    try:
        return sources.palette(named) if isinstance(named, str) else OwnPalette(named)
    except (PackError, RequestError) as error:
        mistakes.add(("pack", "palette"), str(error))
        return None


def _output(said: Mapping[str, Any], sources: Sources, mistakes: Mistakes) -> Path:
    try:
        return sources.path(said.get("output") or said.get("name", "."))
    except PackError as error:
        mistakes.add(("pack", "output"), str(error))
        return Path()
