"""A pack's file -> favourites to add, rename and remove; the file is rewritten whole, its comments and order kept.

What an edit would make of the file is checked as `pixelgen bake` checks it before anything is written, and a file that
somebody edits meanwhile is read anew for each edit. Knows nothing of drawing or of the page.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table, Whitespace

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.example import pack_name
from engine_bridges.pack_file.pack import Pack, parse_pack
from pixelgen import OwnPalette, OwnPicture, PixelgenError, RequestError, SpriteRequest, decode_toml, write_files

_NAME = re.compile(r"[a-z0-9_-]{1,64}")
PACK_HEAD = """\
# A pack of sea creatures, kept by `pixelgen studio`. `pixelgen watch` beside it bakes at each change;
# `pixelgen new-pack` writes a file that explains every key.

[pack]
name = "{name}"
id = "{id}"
output = "{name}_pack"
format = "{format}"
"""


@dataclass(frozen=True, slots=True)
class Favourite:
    """A creature of the pack: a request, or a picture that somebody drew. alone: the only one of its table, so that it
    can be renamed. zone, species: where it is said to live, and what it is said to be; "" where that is not said."""

    name: str
    origin: SpriteRequest | OwnPicture
    alone: bool
    zone: str
    species: str = ""


class PackFavourites:
    """The creatures of a pack's file, which need not be there yet. Threads may share it.

    PackFileError, or PackError in one line, for a file that cannot be read or would not be a pack any more.
    """

    def __init__(self, file: Path) -> None:
        self.file = file.absolute()
        self._lock = Lock()

    def version(self) -> str:
        """Another text whenever the file's content is another."""
        return hashlib.sha256(self._text().encode("utf-8")).hexdigest()[:16]

    def entries(self) -> list[Favourite]:
        """In the order of the file."""
        if not self.file.exists():
            return []
        pack = parse_pack(self._text(), self.file)
        tables = [creature.table for creature in pack.creatures]
        creatures = [
            Favourite(one.name, one.request, tables.count(one.table) == 1, one.request.zone) for one in pack.creatures
        ]
        pictures = [
            Favourite(one.card.name, one.picture, True, one.card.zone, one.card.species) for one in pack.pictures
        ]
        return creatures + pictures

    def palette(self) -> OwnPalette | None:
        """The pack's own colours."""
        return parse_pack(self._text(), self.file).palette if self.file.exists() else None

    def add(self, dna: str, name: str) -> str:
        """Put a creature at the end -> its name, with a number where it is taken already."""
        with self._lock:
            taken = {one.name for one in self.entries()}
            free = free_name(name, taken)

            self._edit(lambda document: _append(document, "creatures", {"name": free, "dna": dna}))
        return free

    def add_picture(self, sheet: bytes, table: Mapping[str, Any], name: str) -> str:
        """Put a picture at the end, its frames in a PNG in the folder `pictures` beside the file -> its name. table:
        what else the file says of it."""
        with self._lock:
            taken = {one.name for one in self.entries()}
            folder = self.file.parent / "pictures"
            taken |= {path.stem for path in folder.glob("*.png")}  # nothing is overwritten
            free = free_name(name, taken)
            place = folder / f"{free}.png"
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise PackError(f"cannot make {folder.name}: {error.strerror or error}") from error
            write_files({place: sheet})
            try:
                self._edit(
                    lambda document: _append(
                        document, "pictures", {**table, "file": f"pictures/{place.name}", "name": free}
                    )
                )
            except PixelgenError:
                place.unlink(missing_ok=True)
                raise
        return free

    def rename(self, name: str, to: str) -> None:
        """Give a creature another name, also where others name it as their parent."""
        if not _NAME.fullmatch(to):
            raise RequestError(f"a name must be 1 to 64 characters of a-z, 0-9, _ and -; got {to[:80]!r}")

        def renamed(document: tomlkit.TOMLDocument) -> None:
            kind, at = self._table(name, alone=True)
            _tables(document, kind)[at]["name"] = to
            for table in _tables(document, "creatures"):
                parents = table.get("parents", [])
                for at, parent in enumerate(parents):
                    if parent == name:
                        parents[at] = to

        with self._lock:
            self._edit(renamed)

    def remove(self, name: str) -> None:
        """Take a creature out, with all of its table where that makes several."""

        def removed(document: tomlkit.TOMLDocument) -> None:
            kind, at = self._table(name)
            tables = _tables(document, kind)
            if len(_tables(document, "creatures")) + len(_tables(document, "pictures")) == 1:
                raise PackError("the last creature of a pack stays: a pack without any cannot be baked")
            following = _following(tables[at])
            before = tables[at - 1] if at else document["pack"]
            assert isinstance(before, Table)
            before.value.body.extend(following)
            del tables[at]
            if not len(tables):
                del document[kind]

        with self._lock:
            self._edit(removed)

    def _table(self, name: str, *, alone: bool = False) -> tuple[str, int]:
        """The list of tables that makes a creature, and its place in there."""
        pack = parse_pack(self._text(), self.file)
        picture = next((one for one in pack.pictures if one.card.name == name), None)
        if picture is not None:
            return "pictures", picture.table
        found = next((creature for creature in pack.creatures if creature.name == name), None)
        if found is None:
            raise PackError(f"{self.file.name} has no creature {name!r} any more")
        if alone and sum(creature.table == found.table for creature in pack.creatures) > 1:
            raise PackError(f"{name} is one of several that a table makes; rename them in {self.file.name}")
        return "creatures", found.table

    def _text(self) -> str:
        try:
            return decode_toml(self.file.read_bytes()) if self.file.exists() else self._head()
        except OSError as error:
            raise PackError(f"cannot read {self.file.name}: {error.strerror or error}") from error

    def _head(self) -> str:
        return new_pack_text(pack_name(self.file.stem), id=hashlib.sha256(str(self.file).encode()).hexdigest()[:16])

    def _edit(self, change: Callable[[tomlkit.TOMLDocument], None]) -> Pack:
        """Change the document; what is written is a pack, or nothing is written."""
        text = self._text()
        if not self.file.exists():
            text = new_pack_text(pack_name(self.file.stem), id=secrets.token_hex(8))
        try:
            document = tomlkit.parse(text)
            change(document)
            changed = tomlkit.dumps(document)
        except TOMLKitError as error:
            raise PackError(f"cannot rewrite {self.file.name}: {error}") from error
        pack = parse_pack(changed, self.file)
        write_files({self.file: changed.encode("utf-8")})
        return pack


def _tables(document: tomlkit.TOMLDocument, kind: str) -> AoT:
    """Tables of creatures or of pictures; an empty list where there are none."""
    found = document.get(kind)
    return found if isinstance(found, AoT) else tomlkit.aot()


def _append(document: tomlkit.TOMLDocument, kind: str, content: Mapping[str, Any]) -> None:
    """Put a table at the end of its kind, with an empty line before it."""
    table = tomlkit.table()
    for key, value in content.items():
        table.add(key, value)
    table.trivia.indent = "\n"
    tables = document.get(kind)
    if not isinstance(tables, AoT):
        tables = tomlkit.aot()
        document.append(kind, tables)
    following = _following(tables[-1]) if len(tables) else []
    tables.append(table)
    tables[-1].value.body.extend(following)


def _following(table: Table) -> list[tuple[Any, Any]]:
    """Cut from a table's end what is there for the table after it: comments from the first empty line on."""
    body = table.value.body
    last = max((at for at, (key, _) in enumerate(body) if key is not None), default=-1)
    first = next((at for at in range(last + 1, len(body)) if isinstance(body[at][1], Whitespace)), len(body))
    following = body[first:]
    del body[first:]
    return following


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name of a pack like the one given, with the first number that makes it free.

    >>> free_name("Blue Tang", {"blue_tang"})
    'blue_tang_2'
    """
    stem = pack_name(name) if name else "creature"
    known, number, found = set(taken), 1, stem
    while found in known:
        number += 1
        found = f"{stem}_{number}"
    return found


def new_pack_text(name: str, *, id: str, format: str = "godot") -> str:
    """The head of a pack without creatures."""
    return PACK_HEAD.format(name=name, id=id, format=format)


def pack_text(
    name: str,
    creatures: Iterable[tuple[str, str]],
    *,
    id: str,
    format: str = "godot",
    palette: OwnPalette | None = None,
    pictures: Iterable[Mapping[str, Any]] = (),
) -> str:
    """A pack of (name, DNA). palette: its own colours; None for those of the sprites. pictures: of [[pictures]]."""
    lines = [] if palette is None else [f"{ramp} = {json.dumps([*steps])}\n" for ramp, steps in palette.ramps.items()]
    ramps = f"\n[pack.palette]\n{''.join(lines)}" if lines else ""
    tables = "".join(f'\n[[creatures]]\nname = "{one}"\ndna = "{dna}"\n' for one, dna in creatures)
    for picture in pictures:
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in picture.items()]
        tables += f"\n[[pictures]]\n{''.join(lines)}"
    return new_pack_text(name, id=id, format=format) + ramps + tables
