"""A Wikimedia Commons category -> its pictures that are free to use, with licence and author; others with a reason.

Reads the MediaWiki API (https://www.mediawiki.org/wiki/API:Categorymembers, API:Imageinfo) with the licence fields
of https://www.mediawiki.org/wiki/Extension:CommonsMetadata. Knows nothing of files on disk or of sprites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from pixelgen.errors import PixelgenError
from training.sources.labelled import Skipped
from training.sources.polite_http import Answer, PoliteClient, TryAgainError

COMMONS = "https://commons.wikimedia.org/w/api.php"
# The widths that Wikimedia keeps ready; it refuses others to programs (https://phabricator.wikimedia.org/T414805).
THUMBNAIL_WIDTHS = (120, 250, 330, 500, 960)
PHOTO_TYPES = ("image/jpeg", "image/png")
ANSWER_BYTES = 4_000_000

# The machine-readable `License`: public domain, CC0, CC BY, CC BY-SA, any version and country; never NC or ND.
_FREE = re.compile(r"pd|cc-pd|cc0|cc-zero|cc-by(-sa)?-[1-9]\.[0-9](-[a-z]{2}|-scotland)?")
_MAXLAG_SECONDS = 5  # what https://www.mediawiki.org/wiki/Manual:Maxlag_parameter recommends
_PASSING = ("maxlag", "ratelimited", "readonly")
_FIELDS = ("License", "LicenseUrl", "Artist", "Attribution", "NonFree", "DeletionReason")


class CommonsError(PixelgenError):
    """The API answered, but not with what was asked for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A free picture: address of its thumbnail, origin its page, sha1 of the original that the thumbnail is of."""

    page: int
    title: str
    sha1: str
    address: str
    origin: str
    licence: str
    licence_address: str
    author: str


def list_pictures(
    client: PoliteClient, category: str, *, depth: int, width: int, api: str = COMMONS
) -> Iterator[Picture | Skipped]:
    """The category's files, then those of its subcategories down to `depth`, each once.

    CommonsError when the API refuses; FetchError and ThrottledError from the client.
    """
    seen: set[int] = set()
    known = {_category_title(category)}
    level = sorted(known)
    for below in range(depth, -1, -1):
        following = []
        for title in level:
            for page in _members(client, api, title, width=width, with_subcategories=below > 0):
                if page.get("ns") == 14:
                    following.append(str(page.get("title", "")))
                elif page["pageid"] not in seen:
                    seen.add(page["pageid"])
                    yield picture_of(page)
        level = sorted(set(following) - known)  # categories may hold each other
        known.update(level)


def picture_of(page: Mapping[str, Any]) -> Picture | Skipped:
    """One page of an answer -> a picture that may be used, or why not."""
    title = _printable(str(page.get("title", ""))) or f"page {page.get('pageid')}"
    infos = page.get("imageinfo")
    if not isinstance(infos, list) or not infos or not isinstance(infos[0], dict):
        return Skipped(title, "the answer tells nothing of the file")
    info = infos[0]
    origin = _printable(str(info.get("descriptionurl") or title))
    if info.get("mime") not in PHOTO_TYPES:
        return Skipped(origin, f"of type {info.get('mime')}; {' and '.join(PHOTO_TYPES)} are taken")
    fields = _metadata(info)
    licence = fields["License"].lower()
    if not _FREE.fullmatch(licence):
        return Skipped(origin, f"licence {licence or 'not stated'}: not in the list of free ones")
    if fields["NonFree"] or fields["DeletionReason"]:
        return Skipped(origin, "marked as not free or up for deletion")
    author = _plain(fields["Attribution"]) or _plain(fields["Artist"])
    if not author and licence.startswith("cc-by"):
        return Skipped(origin, f"no author is stated, whom {licence} asks to name")
    missing = [key for key in ("thumburl", "descriptionurl", "sha1") if not isinstance(info.get(key), str)]
    if missing:
        return Skipped(origin, f"the answer lacks {', '.join(missing)}")
    return Picture(
        page["pageid"],
        title,
        info["sha1"],
        info["thumburl"],
        origin,
        licence,
        fields["LicenseUrl"],
        author or "unknown",
    )


def _members(
    client: PoliteClient, api: str, title: str, *, width: int, with_subcategories: bool
) -> Iterator[dict[str, Any]]:
    """Pages of one category, whole: what is known of a page may come in several answers."""
    asked: dict[str, str] = {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "maxlag": str(_MAXLAG_SECONDS),
        "generator": "categorymembers",
        "gcmtitle": title,
        "gcmtype": "file|subcat" if with_subcategories else "file",
        "gcmlimit": "50",
        "prop": "imageinfo",
        "iiprop": "url|size|mime|sha1|extmetadata",
        "iiurlwidth": str(width),
        "iiextmetadatafilter": "|".join(_FIELDS),
        "iiextmetadatalanguage": "en",
    }
    further: dict[str, str] = {}
    batch: dict[int, dict[str, Any]] = {}
    while True:
        answer = client.fetch(f"{api}?{urlencode({**asked, **further})}", _json_of, limit_bytes=ANSWER_BYTES)
        for page in _pages(answer):
            batch[page["pageid"]] = {**batch.get(page["pageid"], {}), **page}
        before, further = further, _continuation(answer)
        if answer.get("batchcomplete") or not further:
            yield from sorted(batch.values(), key=lambda page: str(page.get("title")))
            batch = {}
        if not further:
            return
        if further == before:
            raise CommonsError(f"{api} goes on from where it was: {further}")


def _json_of(answer: Answer) -> dict[str, Any]:
    """TryAgainError for what may pass, a busy database for instance; it comes with status 200."""
    try:
        parsed = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise TryAgainError("the answer is no JSON", after_seconds=answer.after_seconds) from error
    if not isinstance(parsed, dict):
        raise CommonsError(f"a JSON object was expected; got a {type(parsed).__name__}")
    error_told = parsed.get("error")
    if error_told is not None:
        told = error_told if isinstance(error_told, dict) else {}
        code, text = str(told.get("code")), _printable(f"{told.get('code')}: {told.get('info')}")
        if code in _PASSING or code.startswith("internal_api_error"):
            raise TryAgainError(text, after_seconds=answer.after_seconds, throttled=code == "ratelimited")
        raise CommonsError(f"the API refused: {text}")
    return parsed


def _pages(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    query = answer.get("query", {})  # an empty category has none
    pages = query.get("pages", []) if isinstance(query, dict) else None
    if not isinstance(pages, list):
        raise CommonsError("query.pages was expected to be a list (formatversion 2)")
    return [page for page in pages if isinstance(page, dict) and isinstance(page.get("pageid"), int)]


def _continuation(answer: Mapping[str, Any]) -> dict[str, str]:
    told = answer.get("continue", {})
    if not isinstance(told, dict):
        raise CommonsError("continue was expected to be an object")
    return {str(key): str(value) for key, value in told.items()}


def _metadata(info: Mapping[str, Any]) -> dict[str, str]:
    told = info.get("extmetadata")
    values = told if isinstance(told, dict) else {}  # an empty one comes as a list
    entries = {name: values.get(name) for name in _FIELDS}
    return {
        name: str(entry.get("value", "")).strip() if isinstance(entry, dict) else "" for name, entry in entries.items()
    }


def _category_title(name: str) -> str:
    return "Category:" + " ".join(name.replace("_", " ").split()).removeprefix("Category:").strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _plain(html: str) -> str:
    """The text of a piece of HTML in one line."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return _printable("".join(parser.parts))


def _printable(text: str) -> str:
    """In one line, and without what could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
