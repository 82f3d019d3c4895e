"""Exhibits -> one HTML page that shows them all, offline, on a phone as on a desk.

Knows nothing of how they are made.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from pixelgen.gallery.exhibits import Exhibit

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
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
<p>{says}</p>
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
<p>{says}</p>
<div class="picture" tabindex="0"><img src="{name}" width="{width}" height="{height}" alt="{alt}" loading="lazy"></div>
</section>"""


def page(exhibits: Iterable[Exhibit], *, title: str, says: str) -> str:
    """The text of index.html, for a folder that holds the exhibits under their names."""
    links, sections = [], []
    for exhibit in exhibits:
        width, height = picture_size(exhibit.content)
        texts = {"title": html.escape(exhibit.title), "anchor": html.escape(exhibit.name.partition(".")[0])}
        links.append(_LINK.format(**texts))
        sections.append(
            _SECTION.format(
                **texts,
                says=html.escape(exhibit.says),
                alt=html.escape(exhibit.title),
                name=html.escape(exhibit.name),
                width=width,
                height=height,
            )
        )
    return _PAGE.format(
        title=html.escape(title), says=html.escape(says), links="\n".join(links), sections="\n".join(sections)
    )


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or GIF, from its header."""
    if content.startswith(b"GIF8"):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
