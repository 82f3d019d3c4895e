"""Where a running server is and what it wants to be shown <-> a file that its user alone can read.

    {"host": "127.0.0.1", "port": 40123, "protocol": 1, "token": "..."}

Knows nothing of sockets.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from engine_bridges.server.protocol import PROTOCOL
from engine_bridges.server.server import HOST, ServerError


@dataclass(frozen=True, slots=True)
class Address:
    """port of the server on this machine; token: what a client has to show first."""

    port: int
    token: str


def new_token() -> str:
    """256 random bits as a word."""
    return secrets.token_urlsafe(32)


def write_address(path: Path, address: Address) -> None:
    """Write the whole file, with mode 0600 from its first moment on. A link there is replaced, not followed.

    Folders are made when missing. ServerError when it cannot be written.
    """
    content = {"host": HOST, "port": address.port, "protocol": PROTOCOL, "token": address.token}
    beside = path.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(json.dumps(content) + "\n")
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise ServerError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error


def remove_address(path: Path, address: Address) -> None:
    """Take the file away if it is still this server's; another may have written its own since."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if json.loads(path.read_text(encoding="ascii")).get("token") == address.token:
            path.unlink()
