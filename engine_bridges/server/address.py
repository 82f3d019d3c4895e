"""Where a running server listens and its token <-> a file that its user alone can read.

    {"host": "127.0.0.1", "port": 40123, "protocol": 1, "token": "..."}

One server at a time has the file: it holds a lock on `NAME.lock` beside it, which the system frees when it dies. Knows
nothing of sockets.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine_bridges.server.protocol import PROTOCOL
from engine_bridges.server.server import HOST, ServerError
from pixelgen import locked

_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Address:
    """port of the server on this machine; token: what a client has to show first."""

    port: int
    token: str


def new_token() -> str:
    """256 random bits as a word."""
    return secrets.token_urlsafe(32)


@contextmanager
def claimed(path: Path, *, replace: bool = False) -> Iterator[None]:
    """While the block lasts, no other server writes the address file.

    ServerError when another server has it, when nothing can be written there, and when a file is there that is no
    address file, unless that is to be replaced.
    """
    if path.is_dir():
        raise ServerError(f"cannot write {path}: it is a folder; name a file")
    lock = path.with_name(f"{path.name}.lock")
    with ExitStack() as stack:
        with _errors_of(path):
            lock.parent.mkdir(parents=True, exist_ok=True)
            while not _taken(lock, stack):
                pass
        try:
            if not replace and _is_foreign(path):
                raise ServerError(
                    f"{path} exists and is no address file of pixelgen; name another file with --token-file, or "
                    f"replace it with --force"
                )
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.unlink()


def write_address(path: Path, address: Address) -> None:
    """Write the whole file, with mode 0600 from its first moment on. A link there is replaced, not followed.

    ServerError when it cannot be written.
    """
    content = {"host": HOST, "port": address.port, "protocol": PROTOCOL, "token": address.token}
    beside = path.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
    with _errors_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(json.dumps(content) + "\n")
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)


def remove_address(path: Path, address: Address) -> None:
    """Remove the file if it is still this server's."""
    if _content(path).get("token") == address.token:
        with contextlib.suppress(OSError):
            path.unlink()


def _taken(lock: Path, stack: ExitStack) -> bool:
    """Take the lock for as long as the stack lasts; False when its last holder has removed the file meanwhile."""
    with ExitStack() as attempt:
        try:
            descriptor = attempt.enter_context(locked(lock, patience_seconds=0))
        except TimeoutError:
            path = lock.with_name(lock.name.removesuffix(".lock"))
            raise ServerError(
                f"pixelgen serve is running already, on port {_content(path).get('port', 'unknown')}, with its address "
                f"in {path}; use that one, or name another file with --token-file to start a second one"
            ) from None
        try:
            if not os.path.samestat(os.fstat(descriptor), os.stat(lock)):
                return False
        except FileNotFoundError:
            return False
        stack.enter_context(attempt.pop_all())
    return True


def _is_foreign(path: Path) -> bool:
    """Whether something is there that is neither an address file, nor empty, nor a link, nor a folder."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISREG(mode):
        return path.lstat().st_size > 0 and not _content(path)
    return not stat.S_ISLNK(mode) and not stat.S_ISDIR(mode)  # a folder cannot be replaced, which writing tells


def _content(path: Path) -> dict[str, Any]:
    """What an address file says; empty for any other file."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_LARGEST).decode("ascii"))
    except (OSError, ValueError, RecursionError):
        return {}
    is_address = isinstance(content, dict) and isinstance(content.get("port"), int) and "token" in content
    return content if is_address else {}


@contextmanager
def _errors_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise ServerError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
