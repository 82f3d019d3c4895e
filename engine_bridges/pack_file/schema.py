"""The definition of a pack's file -> its JSON Schema, with which editors complete and check it while it is typed."""

from __future__ import annotations

import json

from engine_bridges.pack_file.definition import FILE

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """The schema as JSON; it accepts every file that can be read, and refuses what is wrong in a table by itself.

    Names, parents and files, which a schema cannot look up, are left to `read_pack`.
    """
    head = {"$schema": DRAFT, "title": "A pack of sprites, for pixelgen"}
    return json.dumps({**head, **FILE.kind().schema}, indent=1) + "\n"
