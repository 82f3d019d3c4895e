"""Lines of JSON <-> what a client asks the creature server for, and its answers. Knows no sockets, draws nothing.

    -> {"token": "..."}                                                  first, within seconds
    <- {"welcome": "pixelgen", "protocol": 1, "revision": 2, "in_flight": 16}
    -> {"id": 1, "zone": "reef", "category": "jellyfish", "seed": 7}
    -> {"id": 2, "dna": "pg1_...", "animations": ["idle", "turn"], "frames": 6, "margin": 2, "normals": true}
    -> {"id": 3, "parents": ["pg1_...", "pg1_..."], "seed": 1, "shaded": false}
    -> {"id": 4, "parents": ["pg1_...", "pg1_..."], "seed": 1, "litter": 2}       the second child of their litter
    <- {"id": 1, "dna": "pg1_...", "zone": ..., "category": ..., "species": ..., "traits": {"family": "azure", ...},
        "indices": "1,024 bytes in base64", "parts": "1,024 bytes in base64", "width": 36, "height": 36,
        "animations": {"idle": {"frames": 6, "durations_ms": [...], "loops": true, "sheet": "PNG in base64",
                                "normals": "PNG or null", "emission": "PNG or null",
                                "anchors": {"eye": [[x, y], ...], ...}}}}
    -> {"cancel": 2}                                       2 is then answered once: whole, or as cancelled
    <- {"id": 2, "error": "cancelled"}
    -> {"ping": 4}
    <- {"pong": 4}

Any other line is answered {"id": ..., "error": "what was expected"}; the id is null where none could be read. A key
whose value is null counts as left out. A sheet holds the frames of one animation side by side; an anchor has a place a
frame, in pixels from the frame's upper left corner. indices and parts are of the drawing itself, row by row.

A client goes by the protocol's number and passes over keys that it does not know. The revision is raised when a server
learns more: 2 takes litter and tells traits, indices, parts and anchors; one that names no revision is the first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from pixelgen import (
    ANIMATIONS,
    FEWEST_FRAMES,
    MOST_FRAMES,
    Dna,
    PixelgenError,
    SpriteRequest,
    bred,
    decode_dna,
)

PROTOCOL = 1
REVISION = 2
LARGEST_ID = (1 << 53) - 1  # engines read JSON numbers as doubles
LONGEST_DNA = 16_384  # characters: some hundred ancestors; reading more would hold up others
MOST_MARGIN = 16
LARGEST_LITTER = 64  # children of one cross; making their genes takes some milliseconds each
_MOST_BRACKETS = 16  # no text of a request holds one, so this bounds how deep it nests before it is parsed
_WHICH = ("zone", "category", "species", "colours", "seed", "temperature", "traits", "dna", "parents", "litter")
_RENDER = ("animations", "frames", "margin", "shaded", "normals")
_KEYS = ("id", *_WHICH, *_RENDER)


class ProtocolError(PixelgenError):
    """A line that is no message. id: the request's, where one could be read."""

    def __init__(self, text: str, id: int | None = None) -> None:
        super().__init__(text)
        self.id = id


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a creature is shown. animations: none for a still; those that it lacks are left out, idle if all are.

    frames, margin: as `animate` takes them. shaded: in its zone's light. normals: with normal maps.
    """

    animations: tuple[str, ...] = ("idle",)
    frames: int = 6
    margin: int = 2
    shaded: bool = True
    normals: bool = True


@dataclass(frozen=True, slots=True)
class CreatureRequest:
    """A creature asked for. fields: the keys that say which, unchecked, as reading a long DNA takes time."""

    id: int
    fields: Mapping[str, Any]
    render: RenderOptions


@dataclass(frozen=True, slots=True)
class LitterPlace:
    """A child of a cross: the one at a place, from 1, of the litter with this seed, which is not checked yet."""

    mother: SpriteRequest
    father: SpriteRequest
    seed: Any
    place: int


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks whether the server still answers."""

    id: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Cancels a request."""

    id: int


def token_in(line: bytes) -> str:
    """The token of a connection's first line; ProtocolError for any other line."""
    try:
        content = _content(line)
    except ProtocolError:
        content = {}
    token = content.get("token")
    if not isinstance(token, str) or len(content) != 1:
        raise ProtocolError('the first line must be {"token": "..."}, with the token of the address file')
    return token


def message_in(line: bytes) -> CreatureRequest | Ping | Cancel:
    """The message in a line; ProtocolError when it is none."""
    content = _content(line)
    for key, kind in (("ping", Ping), ("cancel", Cancel)):
        if key in content:
            if len(content) != 1:
                raise ProtocolError(
                    f"a line with {key} must have no other keys; got also {_listed(content.keys() - {key})}"
                )
            return kind(_checked_id(key, content[key]))
    number = _checked_id("id", content.get("id"))
    if odd := content.keys() - set(_KEYS):
        raise ProtocolError(f"a request has the keys {', '.join(_KEYS)}; got {_listed(odd)}", number)
    given = {key: value for key, value in content.items() if value is not None}
    fields = {key: given[key] for key in _WHICH if key in given}
    if "dna" in fields and len(fields) > 1:
        raise ProtocolError(f"a DNA holds the whole request; leave out {_listed(fields.keys() - {'dna'})}", number)
    options = _render_options({key: given[key] for key in _RENDER if key in given}, number)
    return CreatureRequest(number, fields, options)


def request_of(asked: CreatureRequest) -> tuple[SpriteRequest | LitterPlace, tuple[Dna, ...]]:
    """The request, or which child of a litter it is; and the DNAs in it, whose weights are still to be checked.

    RequestError for values out of range, DnaError for a damaged DNA. A DNA of 16 KB takes some 30 ms.
    """
    fields = dict(asked.fields)
    if "dna" in fields:
        dna = _dna("dna", fields["dna"])
        return dna.request, (dna,)
    if "colours" in fields:
        if not isinstance(fields["colours"], list):
            raise ProtocolError(f"colours must be a list of ramps; got {_shown(fields['colours'])}", asked.id)
        fields["colours"] = tuple(fields["colours"])
    parents = fields.pop("parents", None)
    if parents is None:
        if "litter" in fields:
            raise ProtocolError("a litter has parents, two DNAs; got none", asked.id)
        return SpriteRequest(fields.pop("zone", None), fields.pop("category", None), **fields), ()
    if not isinstance(parents, list) or len(parents) != 2:
        raise ProtocolError(f"parents must be a list of two DNAs; got {_shown(parents)}", asked.id)
    if "traits" in fields:
        raise ProtocolError("traits are of creatures drawn from scratch; leave them out beside parents", asked.id)
    place = fields.pop("litter", None)
    if place is not None and (odd := fields.keys() - {"seed"}):
        raise ProtocolError(f"the children of a litter are as their genes say; leave out {_listed(odd)}", asked.id)
    if place is not None and (type(place) is not int or not 1 <= place <= LARGEST_LITTER):
        raise ProtocolError(
            f"litter must be a whole number from 1 to {LARGEST_LITTER}, which child it is; got {_shown(place)}",
            asked.id,
        )
    a, b = (_dna("each of parents", text) for text in parents)
    if place is not None:
        return LitterPlace(a.request, b.request, fields.get("seed", 0), place), (a, b)
    return bred(a.request, b.request, **fields), (a, b)


def welcome_line(*, in_flight: int) -> bytes:
    """The token was right; in_flight: how many requests may be open at once."""
    return _line({"welcome": "pixelgen", "protocol": PROTOCOL, "revision": REVISION, "in_flight": in_flight})


def pong_line(id: int) -> bytes:
    """The answer to a ping."""
    return _line({"pong": id})


def error_line(id: int | None, text: str) -> bytes:
    """A request that failed, or a line that is no message; text: what was expected."""
    return _line({"id": id, "error": text})


def answer_line(id: int, fields: Mapping[str, Any]) -> bytes:
    """A creature."""
    return _line({"id": id, **fields})


def _line(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def _content(line: bytes) -> dict[str, Any]:
    if line.count(b"{") + line.count(b"[") > _MOST_BRACKETS:
        raise ProtocolError(f"a line must have at most {_MOST_BRACKETS} brackets")
    try:
        content = json.loads(line.decode("utf-8"), parse_float=_number, parse_constant=_refuse)
    except ValueError as error:  # also text that is not UTF-8 and numbers of thousands of digits
        raise ProtocolError(
            "each line must be a JSON object in UTF-8, with its end; see pixelgen serve --help"
        ) from error
    if not isinstance(content, dict):
        raise ProtocolError(f"each line must be a JSON object; got {_shown(content)}")
    return content


def _number(text: str) -> int | float:
    # Engines that know no whole numbers in JSON write 4.0, which JSON does not tell from 4.
    number = float(text)
    return int(number) if abs(number) <= LARGEST_ID and number.is_integer() else number


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _render_options(given: Mapping[str, Any], id: int) -> RenderOptions:
    for key in ("shaded", "normals"):
        if not isinstance(given.get(key, True), bool):
            raise ProtocolError(f"{key} must be true or false; got {_shown(given[key])}", id)
    for key, least, most in (("frames", FEWEST_FRAMES, MOST_FRAMES), ("margin", 0, MOST_MARGIN)):
        number = given.get(key, least)
        if type(number) is not int or not least <= number <= most:
            raise ProtocolError(f"{key} must be a whole number from {least} to {most}; got {_shown(number)}", id)
    found = dict(given)
    if "animations" in given:
        found["animations"] = _animations(given["animations"], id)
    return RenderOptions(**found)


def _animations(names: Any, id: int) -> tuple[str, ...]:
    fits = isinstance(names, list) and all(isinstance(name, str) and name in ANIMATIONS for name in names)
    if not fits or len(set(names)) < len(names):
        raise ProtocolError(
            f"animations must be a list of {', '.join(ANIMATIONS)}, none twice; got {_shown(names)}", id
        )
    return tuple(names)


def _checked_id(key: str, number: Any) -> int:
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise ProtocolError(f"{key} must be a whole number from 0 to {LARGEST_ID}; got {_shown(number)}")
    return number


def _dna(what: str, text: Any) -> Dna:
    if isinstance(text, str) and len(text) > LONGEST_DNA:
        raise ProtocolError(f"{what} must be a DNA of at most {LONGEST_DNA} characters; got {len(text)}")
    return decode_dna(text)


def _listed(names: Sequence[str] | set[str]) -> str:
    return _shown(", ".join(sorted(names)))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}..."
