"""A text file with one DNA a line <-> the requests that it holds, found by name: a game's record of its creatures.

A bred creature's line names its bred parents instead of repeating them, so a line stays short however old the family
is; their own lines stand before it. Empty lines and lines that begin with # are comments. Knows nothing of drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pixelgen.checks import check_is, checked_list, checked_path, shown
from pixelgen.errors import DnaError, PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.requests.dna import Dna, decode_dna, encode_dna, family
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest

LARGEST_LIBRARY = 64 << 20


class DnaLibrary:
    """Requests by the name that a child's DNA has for them (`Parent.name`).

    read: of a file, none when there is no such file yet. add: requests with their ancestors. complete: a DNA whose
    parents stand by name -> the same with all that the library knows of them. write: the file, whole or not at all.
    Iterating gives the requests that have a line, in the order of their lines; `len` counts them, `in` finds them.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._known: dict[str, Parent] = {}
        self._own: dict[str, None] = {}  # names that have a line, in their order

    @classmethod
    def read(cls, path: Path | str) -> DnaLibrary:
        """The library of a file; PixelgenError names the line that is no DNA."""
        path, library = checked_path("path", path), cls()
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_LIBRARY + 1)
        except FileNotFoundError:
            return library
        except OSError as error:
            raise PixelgenError(f"cannot read {path}: {error.strerror or error}") from error
        if len(content) > LARGEST_LIBRARY:
            raise PixelgenError(f"cannot read {path}: a library may have {LARGEST_LIBRARY >> 20} MB")
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            text = line.strip()
            if text and not text.startswith("#"):
                try:
                    request = library._learn(decode_dna(text).request)
                except DnaError as error:
                    raise PixelgenError(f"{path}, line {number}: {error}") from error
                library._own[Parent.of(request).name] = None
            library._lines.append(line)
        return library

    def __len__(self) -> int:
        return len(self._own)

    def __iter__(self) -> Iterator[SpriteRequest]:
        for name in list(self._own):  # so that what is met may be added to
            request = self._known[name].origin
            assert isinstance(request, SpriteRequest)
            yield request

    def __contains__(self, request: object) -> bool:
        return isinstance(request, SpriteRequest) and Parent.of(request).name in self._own

    def complete(self, dna: Dna) -> Dna:
        """The DNA with its parents, and theirs, filled in as far as the library knows them; its key stays the same."""
        check_is("dna", dna, Dna)
        return replace(dna, request=self._completed(dna.request))

    def add(self, requests: Iterable[SpriteRequest], *, weights: str, engine_version: int) -> int:
        """Give each bred ancestor and then each request a line, where it has none -> how many lines are new.

        weights: hex digest of the weights that draw them. RequestError, before anything is added, for what is none.
        """
        before = len(self._own)
        for request in checked_list("requests", requests, SpriteRequest):
            for member in family(self._learn(request)):
                bred = isinstance(member.origin, SpriteRequest) and member.origin.parents
                wanted = bred or member.name == Parent.of(request).name
                if wanted and member.name not in self._own and isinstance(member.origin, SpriteRequest):
                    self._own[member.name] = None
                    line = encode_dna(member.origin, weights=weights, engine_version=engine_version, generations=1)
                    self._lines.append(line)
        return len(self._own) - before

    def write(self, path: Path | str) -> None:
        """The file: what was read, and what was added since; PixelgenError when it cannot be written."""
        write_files({checked_path("path", path): "".join(f"{line}\n" for line in self._lines).encode("utf-8")})

    def _learn(self, request: SpriteRequest) -> SpriteRequest:
        request = self._completed(request)
        for member in family(request):
            if member.origin is not None:
                self._known[member.name] = member
        return request

    def _completed(self, request: SpriteRequest) -> SpriteRequest:
        whole: dict[str, Parent] = {}
        for member in family(request):  # parents before children
            origin = member.origin
            if isinstance(origin, SpriteRequest) and origin.parents:
                parents = tuple(whole[parent.name] for parent in origin.parents)
                member = Parent.of(replace(origin, parents=parents))
            whole[member.name] = member if member.origin is not None else self._known.get(member.name, member)
        found = whole[Parent.of(request).name].origin
        assert isinstance(found, SpriteRequest), shown(found)
        return found
