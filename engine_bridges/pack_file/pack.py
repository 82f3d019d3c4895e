"""A pack's file -> a Pack: checked, with every creature that it asks for; or all that is wrong with the file at once.

    pack = read_pack(Path("reef.toml"))
    for creature in pack.creatures: ...

Knows how TOML and its errors become values; the keys stand in definition.py. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.creature import PackCreature
from engine_bridges.pack_file.definition import DEFAULTS, FILE, tables_of
from engine_bridges.pack_file.errors import Mistake, Mistakes, PackFileError, key_text, line_of
from engine_bridges.pack_file.expansion import creatures_of
from engine_bridges.pack_file.pictures import PackPicture, pictures_of
from engine_bridges.pack_file.sources import Read, Sources, read_file
from engine_bridges.pack_file.toml_lines import Place, lines_of
from engine_bridges.pictures.sprite_sheet import Packing
from pixelgen import (
    SEA,
    OwnPalette,
    RequestError,
    TomlError,
    WeightsError,
    World,
    decode_toml,
    other_use_of,
    read_toml,
)


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack to be baked. file: where it stands. id: tells it from every other pack; None for none.

    output: the folder to bake into. format: godot, pygame or sheet. palette: a game's own colours, to which every
    request that is no DNA is locked. weights: a file to draw with; None: those that ship. creatures, pictures: in the
    order of the file, no two of one name. sources: the file and all others that it names; a change of one is a change
    of the pack.
    """

    file: Path
    name: str
    id: str | None
    output: Path
    format: str
    palette: OwnPalette | None
    weights: Path | None
    packing: Packing
    creatures: tuple[PackCreature, ...]
    pictures: tuple[PackPicture, ...]
    sources: tuple[Path, ...]
    _lines: Mapping[Place, int] = field(repr=False, compare=False)

    def mistake(self, creature: PackCreature | PackPicture, key: str, message: str) -> Mistake:
        """An error of a creature that shows later, with the line of one of its keys; "" is the whole table."""
        tables = "creatures" if isinstance(creature, PackCreature) else "pictures"
        place: Place = (tables, creature.table, *([key] if key else []))
        return Mistake(self.file, line_of(place, self._lines), key_text(place), message)

    @property
    def needed_weights(self) -> frozenset[str | None]:
        """Of the DNAs that must be drawn as they were, by the first digits of their digests."""
        return frozenset(dna.needed_weights for creature in self.creatures for dna in creature.pinned)

    def check_drawable(self, weights: str, engine_version: int, species: Collection[str]) -> None:
        """PackFileError for DNAs that other weights (hex digest) or another engine made, and species not learnt."""
        found = []
        for creature in self.creatures:
            own = creature.request.species
            if own is not None and own not in species:
                found.append(self.mistake(creature, "species", f"{own} is not a species that these weights can draw"))
            for dna in creature.pinned:
                try:
                    dna.check_drawn_with(weights, engine_version)
                except WeightsError as error:
                    key = "parents" if creature.request.parents and dna.request != creature.request else "dna"
                    message = f"{error}; any_weights = true draws it all the same"
                    found.append(self.mistake(creature, key, message))
        if found:
            raise PackFileError(dict.fromkeys(found), self.sources)


def read_pack(path: Path, *, read: Read = read_file, weights: Path | None = None) -> Pack:
    """The pack of a TOML file; PackFileError with every error in it. read: path -> bytes of it and all it names.
    weights: a file to draw with instead of the one that it names."""
    try:
        content = read(path)
    except (OSError, ValueError, PackError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        if isinstance(error, FileNotFoundError):
            message += "; `pixelgen new-pack` writes an example"
        raise PackFileError([Mistake(path, 1, "", message)], [path]) from error
    try:
        source = decode_toml(content)
    except TomlError as error:
        raise PackFileError([Mistake(path, error.line, "", str(error))], [path]) from error
    return parse_pack(source, path, read=read, weights=weights)


def parse_pack(source: str, path: Path, *, read: Read = read_file, weights: Path | None = None) -> Pack:
    """The pack of a file's text. path: what the file is called, and where paths in it start from. weights: see above.

    read: path -> bytes of the pictures and palettes that it names; OSError when there are none.
    """
    try:
        document = read_toml(source)
    except TomlError as error:
        raise PackFileError([Mistake(path, error.line, "", str(error))], [path]) from error
    lines = lines_of(source)
    mistakes, sources = Mistakes(path, lines), Sources(path, read)
    own = document.get("pack", {})
    # A folder is searched for the weights of the pack's DNAs; its names are those of the weights that ship.
    file = None if weights is None or weights.is_dir() else weights
    named = file or (own.get("weights") if isinstance(own, dict) else None)
    world = _world(named, sources, mistakes)
    checked = (FILE if world is SEA else tables_of(world).file).kind().checked(document, (), mistakes)
    given: dict[str, Any] = checked.get("pack", {})
    palette = _palette(given, sources, mistakes)
    creatures = creatures_of(
        given, checked.get("creatures", []), world=world, palette=palette, sources=sources, mistakes=mistakes
    )
    names = {creature.name for creature in creatures}
    pictures = pictures_of(
        given, checked.get("pictures", []), world=world, taken=names, sources=sources, mistakes=mistakes
    )
    output = _output(given, path, sources, mistakes)
    mistakes.raise_if_any(sources.paths)
    values = {**DEFAULTS, **given}
    return Pack(
        file=path,
        name=values["name"],
        id=values.get("id"),
        output=output,
        format=values["format"],
        palette=palette,
        weights=sources.path(str(named)) if named and weights is None else weights,
        packing=Packing(values["padding"], values["extrusion"], values["power_of_two"], values["largest_side"]),
        creatures=creatures,
        pictures=pictures,
        sources=tuple(sources.paths),
        _lines=MappingProxyType(lines),
    )


def _world(named: Path | str | None, sources: Sources, mistakes: Mistakes) -> World:
    """What the named weights draw; the sea where none are, or they cannot be read. named: by the file, a text, of which
    that is noted; or by whoever draws with them, a path: whose generator says what is wrong."""
    try:
        if isinstance(named, Path):
            return sources.world(str(named.absolute()))
        return sources.world(named) if isinstance(named, str) else SEA
    except PackError as error:
        if isinstance(named, str):
            mistakes.add(("pack", "weights"), str(error))
        return SEA


def _palette(given: Mapping[str, Any], sources: Sources, mistakes: Mistakes) -> OwnPalette | None:
    named = given.get("palette")
    if named is None or mistakes.within(("pack", "palette")):
        return None
    try:
        return sources.palette(named) if isinstance(named, str) else OwnPalette(named)
    except (PackError, RequestError) as error:
        mistakes.add(("pack", "palette"), str(error))
        return None


def _output(given: Mapping[str, Any], file: Path, sources: Sources, mistakes: Mistakes) -> Path:
    named = given.get("output")
    try:
        output = sources.path(named or given.get("name", "."))
    except PackError as error:
        mistakes.add(("pack", "output"), str(error))
        return Path()
    if named and (use := other_use_of(output, file=file)) is not None:
        message = f"{named} is {use}; name a folder for the pack alone, such as {file.stem}_pack"
        mistakes.add(("pack", "output"), message)
    return output
