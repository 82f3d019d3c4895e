"""Exhibits -> one HTML page that shows them all, offline, on a phone as on a desk; and back: what the page records.

A page records what it was made from and the hash of each of its pictures and of itself, so that another run can
recognise files that were changed since. Knows nothing of how pictures are made.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from pixelgen.gallery.exhibits import Exhibit

TITLE = "pixelgen gallery"
_MARK = "pixelgen-gallery"

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="{mark}" content="">
<title>{title}</title>
<style>
  :root {{ color-scheme: dark; }}
  body {{ margin: 0 auto; max-width: 90rem; padding: 1rem; background: #0b1220; color: #dbe7f3;
         font: 1rem/1.5 system-ui, sans-serif; }}
  h1 {{ font-size: 1.6rem; margin: 0.5rem 0; }}
  h2 {{ font-size: 1.2rem; margin: 0; }}
  p {{ margin: 0.25rem 0 0.75rem; max-width: 45rem; }}
  nav {{ display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1rem 0 2rem; }}
  nav a {{ padding: 0.5rem 0.75rem; border-radius: 0.4rem; background: #1a2a44; color: inherit;
          text-decoration: none; }}
  nav a:hover, nav a:focus {{ background: #27436b; }}
  section {{ margin: 0 0 2.5rem; scroll-margin-top: 1rem; }}
  .picture {{ overflow-x: auto; border-radius: 0.4rem; background: #050913; }}
  img {{ display: block; image-rendering: pixelated; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{caption}</p>
<nav>
{links}
</nav>
{sections}
</body>
</html>
"""
_LINK = """<a href="#{anchor}">{title}</a>"""
_SECTION = """<section id="{anchor}">
<h2>{title}</h2>
<p>{caption}</p>
<div class="picture" tabindex="0"><img src="{name}" width="{width}" height="{height}" alt="{alt}" loading="lazy"></div>
</section>"""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a gallery was made from: the digest of the weights, hexadecimal, and the first seed."""

    weights: str
    seed: int


@dataclass(frozen=True, slots=True)
class Record:
    """What an unchanged page records. digests: name of a picture -> SHA-256 of its file."""

    origin: Origin
    digests: Mapping[str, str]


def digest_of(content: bytes) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def record_of(page: bytes) -> Record | None:
    """What the bytes of a page record; None for another file, or a page that was changed since it was written."""
    text = page.decode("utf-8", "replace")
    found = re.search(rf'<meta name="{_MARK}" content="([^"]*)">', text)
    if found is None:
        return None
    try:
        content = json.loads(html.unescape(found[1]))
        record = Record(Origin(**content["origin"]), content["files"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    empty = text[: found.start(1)] + text[found.end(1) :]
    return record if content.get("page") == digest_of(empty.encode("utf-8")) else None


def page_of(exhibits: Sequence[Exhibit], origin: Origin) -> str:
    """The text of index.html, for a folder that holds the exhibits under their names."""
    empty = _page_without_record(exhibits, origin)
    record = {
        "origin": asdict(origin),
        "files": {one.name: digest_of(one.content) for one in exhibits},
        "page": digest_of(empty.encode("utf-8")),
    }
    mark = f'<meta name="{_MARK}" content="'
    return empty.replace(mark, mark + html.escape(json.dumps(record)), 1)


def _page_without_record(exhibits: Sequence[Exhibit], origin: Origin) -> str:
    caption = f"Drawn with the weights {origin.weights[:16]}. Seeds start at {origin.seed}; none were selected."
    links, sections = [], []
    for exhibit in exhibits:
        width, height = picture_size(exhibit.content)
        texts = {"title": html.escape(exhibit.title), "anchor": html.escape(exhibit.name.partition(".")[0])}
        links.append(_LINK.format(**texts))
        sections.append(
            _SECTION.format(
                **texts,
                caption=html.escape(exhibit.caption),
                alt=html.escape(exhibit.title),
                name=html.escape(exhibit.name),
                width=width,
                height=height,
            )
        )
    return _PAGE.format(
        mark=_MARK,
        title=html.escape(TITLE),
        caption=html.escape(caption),
        links="\n".join(links),
        sections="\n".join(sections),
    )


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or GIF, from its header."""
    if content.startswith(b"GIF8"):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
