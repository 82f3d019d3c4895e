"""`pack_manifest.json`, the list of a pack's files: bytes <-> values. Knows nothing of what is on the disk.

    {"version": 2, "engine": "godot", "pack": "reef",
     "id": "5c1f...", "file": "../reef.toml",      of the pack's file, if it was baked from one: see ownership.py
     "parts": {"creature tang": {"key": "9d0e...", "files": {"creatures/tang/tang.tscn": "SHA-256", ...}, "notes": {}}},
     "edited": {"creatures/tang/tang.tscn": ["SHA-256 as written", "SHA-256 as edited by hand"]},
     "unsettled": {"creatures/tang/tang.png": ["SHA-256", ...]}}      files that a bake was about to write or remove

Sections other than version, engine, pack and parts are optional. Sections that this version does not know are kept as
they are, also those of a part that is kept. Version 1, which lists `unsettled` without hashes, is read too. "" in place
of a hash stands for any content: the engine completes such a file, and its version of it stays.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine_bridges.creatures.creature import PackError

MANIFEST = "pack_manifest.json"
VERSION = 2
LARGEST = 64 << 20  # bytes
ANY_CONTENT = ""
_READ_VERSIONS = (1, 2)
_SECTIONS = frozenset({"version", "engine", "pack", "id", "file", "parts", "edited", "unsettled"})
_PART_SECTIONS = frozenset({"key", "files", "notes"})
_LONGEST_TEXT = 4096  # characters of an id or a path
_STEP = r"(?!\.\.?(/|$))[A-Za-z0-9_.-]{1,120}"
_PATH = re.compile(rf"{_STEP}(/{_STEP}){{0,7}}")
_DAMAGE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Owner:
    """What a pack's folder was baked from: the pack's name, the engine, and the id and path of its file.

    id, file: None for none. file: relative to the folder, with slashes.
    """

    pack: str
    engine: str
    id: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pack: the key of what it was made from, its files with their SHA-256, and the bridge's notes."""

    key: str
    files: Mapping[str, str]
    notes: Mapping[str, Any]
    other_sections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edited:
    """A file that was edited by hand: SHA-256 of what the bake wrote last, and of what the user made of it."""

    written: str
    found: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole file. unsettled: SHA-256 that a file may have that a bake was about to write or to remove."""

    owner: Owner | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    edited: Mapping[str, Edited] = field(default_factory=dict)
    unsettled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_sections: Mapping[str, Any] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """SHA-256 of each file of a part, as the bake wrote it."""
        return {path: digest for part in self.parts.values() for path, digest in part.files.items()}

    def known(self) -> dict[str, set[str]]:
        """Every file of the pack with all SHA-256 that it can have without anybody having edited it."""
        known = {path: {digest} for path, digest in self.files().items()}
        for path, edited in self.edited.items():
            known.setdefault(path, set()).add(edited.written)
        for path, digests in self.unsettled.items():
            known.setdefault(path, set()).update(digests)
        return known


def digest_of(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def has_digest(content: bytes, *digests: str | None) -> bool:
    """Whether the content has one of the hashes, as it is or with the line ends that Git writes on Windows."""
    if ANY_CONTENT in digests or digest_of(content) in digests:
        return True
    return b"\r\n" in content and digest_of(content.replace(b"\r\n", b"\n")) in digests


def is_plain_path(path: Any) -> bool:
    """A relative path of plain names with slashes, that stays inside the folder that it starts from."""
    return isinstance(path, str) and _PATH.fullmatch(path) is not None


def listed_files(content: bytes) -> dict[str, str]:
    """SHA-256 of each file as it is in the folder, hand-edited ones too; PackError for what is no manifest."""
    manifest = parsed(content)
    return {**manifest.files(), **{path: edited.found for path, edited in manifest.edited.items()}}


def parsed(content: bytes) -> Manifest:
    """The manifest in a file's content; PackError in one line for what is damaged or of another version."""
    if len(content) > LARGEST:
        raise PackError(f"{MANIFEST} may have {LARGEST >> 20} MB; it has {len(content) >> 20}")
    try:
        sections = json.loads(content)
        version = sections["version"]
        if type(version) is not int or version not in _READ_VERSIONS:
            raise PackError(
                f"{MANIFEST} has version {version!r:.20}; this pixelgen reads versions 1 and 2: install the "
                "newer pixelgen that wrote it"
            )
        return _manifest(sections)
    except _DAMAGE as error:
        raise PackError(f"{MANIFEST} is not a pack's manifest ({_damage(error)}); restore it") from error


def _damage(error: Exception) -> str:
    """What is wrong with a manifest, by the error that reading it raised."""
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError, RecursionError)):
        return "it is no JSON"
    if isinstance(error, (TypeError, AttributeError)):
        return "it holds other things"
    return f"it has no {error!s:.100}" if isinstance(error, KeyError) else f"{error!s:.100}"


def text_of(manifest: Manifest) -> bytes:
    """The file's content; the same manifest gives the same bytes. PackError when it would be too long to be read."""
    owner = manifest.owner
    assert owner is not None
    parts = {
        name: {
            **part.other_sections,
            "key": part.key,
            "files": dict(part.files),
            "notes": dict(part.notes),
        }
        for name, part in manifest.parts.items()
    }
    optional = {
        "id": owner.id,
        "file": owner.file,
        "edited": {path: [one.written, one.found] for path, one in manifest.edited.items()},
        "unsettled": {path: sorted(digests) for path, digests in manifest.unsettled.items()},
    }
    sections = {
        **manifest.other_sections,
        "version": VERSION,
        "engine": owner.engine,
        "pack": owner.pack,
        "parts": parts,
        **{name: section for name, section in optional.items() if section},
    }
    content = (_json_text(sections, levels=4) + "\n").encode("ascii")
    if len(content) > LARGEST:
        raise PackError(f"a pack's list of files may have {LARGEST >> 20} MB; make several packs of these creatures")
    return content


def _json_text(value: Any, *, levels: int, indent: str = "") -> str:
    """JSON with a line for each file, so that a difference shows which changed; notes stand on one line."""
    if not isinstance(value, Mapping) or not value or levels == 0:
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    inner = f"{indent} "
    lines = (
        f"{inner}{json.dumps(key)}: {_json_text(one, levels=0 if key == 'notes' else levels - 1, indent=inner)}"
        for key, one in sorted(value.items())
    )
    body = ",\n".join(lines)
    return f"{{\n{body}\n{indent}}}"


def _manifest(sections: Any) -> Manifest:
    """ValueError, TypeError, KeyError or AttributeError for what is no manifest."""
    is_first = sections["version"] == 1
    owner = Owner(
        str(sections["pack"]), str(sections["engine"]), _text(sections.get("id")), _text(sections.get("file"))
    )
    parts = {str(name): _part(part) for name, part in sections["parts"].items()}
    edited = {str(path): Edited(*map(str, pair)) for path, pair in sections.get("edited", {}).items()}
    unsettled: dict[str, tuple[str, ...]]
    if is_first:
        unsettled = {str(path): (ANY_CONTENT,) for path in sections["unsettled"]}
    else:
        unsettled = {str(path): tuple(map(str, digests)) for path, digests in sections.get("unsettled", {}).items()}
    other = {name: section for name, section in sections.items() if name not in _SECTIONS}
    found = Manifest(owner, parts, edited, unsettled, other)
    _check_paths(found.known())
    return found


def _part(sections: Any) -> Part:
    files = {str(path): str(digest) for path, digest in sections["files"].items()}
    other = {name: section for name, section in sections.items() if name not in _PART_SECTIONS}
    return Part(str(sections["key"]), files, dict(sections["notes"]), other)


def _text(value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or len(value) > _LONGEST_TEXT):
        raise ValueError(f"an id or a path in it is {value!r:.60}")
    return value


def _check_paths(paths: Iterable[str]) -> None:
    for path in paths:
        if not is_plain_path(path) or path == MANIFEST:
            raise ValueError(f"a path in it is {path!r:.100}")
