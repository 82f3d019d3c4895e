"""The page and its actions over HTTP on 127.0.0.1: who may ask, and how much.

`http.server` of the standard library carries it: one user on this machine, a few requests a second, nothing to keep up
to date. A request needs the Host of this server, no Origin of another page, and for an action the token, in a header
that pages from elsewhere cannot set. Knows nothing of what an action does.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from engine_bridges.studio.pages import INDEX, POLICY, Page
from pixelgen import PixelgenError

HOST = "127.0.0.1"
TOKEN_HEADER = "X-Pixelgen-Token"
LARGEST = 8 << 20  # bytes of a question
_SLEEPY_SECONDS = 120  # that a connection may say nothing
_LOG = logging.getLogger("pixelgen")
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Answer = Callable[[str, Mapping[str, Any]], Any]


class StudioServer(ThreadingHTTPServer):
    """Serves pages, and answers actions for those who have the token. port: 0 for a free one; OSError when it is taken.

    answer: name and content of an action -> what JSON can say; a PixelgenError is told to the page in its line.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, pages: Mapping[str, Page], answer: Answer, *, port: int = 0) -> None:
        self.pages, self.answer, self.token = pages, answer, secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)

    @property
    def port(self) -> int:
        """The one that it listens on."""
        return int(self.server_address[1])

    @property
    def address(self) -> str:
        """The page's address, with the token."""
        return f"http://{HOST}:{self.port}/?token={self.token}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error."""
        _LOG.debug("studio: a connection broke", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: StudioServer
    protocol_version = "HTTP/1.1"
    timeout = _SLEEPY_SECONDS

    def do_GET(self) -> None:
        """A page of the fixed list."""
        if not self._is_own():
            return
        name = urlsplit(self.path).path.removeprefix("/") or INDEX
        page = self.server.pages.get(name)
        if page is None:
            self._send(HTTPStatus.NOT_FOUND, b"there is no such page\n", "text/plain")
        else:
            self._send(HTTPStatus.OK, page.content, page.kind)

    def do_POST(self) -> None:
        """An action: /api/NAME with a JSON object."""
        content = self._content()
        if content is None:
            return
        name = urlsplit(self.path).path
        if not name.startswith("/api/"):
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such action")
            return
        try:
            asked = json.loads(content)
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            self._refuse(HTTPStatus.BAD_REQUEST, "an action takes a JSON object")
            return
        try:
            told = self.server.answer(name.removeprefix("/api/"), asked)
        except PixelgenError as error:
            self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except Exception:
            _LOG.exception("studio: %s failed", name[:60])
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, "that failed inside pixelgen; the terminal says more")
        else:
            self._send(HTTPStatus.OK, json.dumps(told).encode("utf-8"), "application/json")

    def _content(self) -> bytes | None:
        """The body of a question that may be asked; None after a refusal, which ends the connection."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or len(length) > 9 or int(length) > LARGEST:
            self._end(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a question has at most {LARGEST} bytes")
            return None
        content = self.rfile.read(int(length))
        if not self._is_own():
            return None
        given = self.headers.get(TOKEN_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1", "replace"), self.server.token.encode("ascii")):
            self._refuse(HTTPStatus.FORBIDDEN, "the token is missing or wrong; open the address in the terminal")
            return None
        return content

    def _is_own(self) -> bool:
        """Whether it was asked by this server's name, and by its own page or by no page at all."""
        names = {f"{name}:{self.server.port}" for name in (HOST, "localhost")}
        host, origin = self.headers.get("Host"), self.headers.get("Origin")
        if host not in names:
            self._end(HTTPStatus.MISDIRECTED_REQUEST, "this server has another name")
            return False
        if origin is not None and origin not in {f"http://{name}" for name in names}:
            self._end(HTTPStatus.FORBIDDEN, "pages from elsewhere may not ask")
            return False
        return True

    def _end(self, status: HTTPStatus, message: str) -> None:
        self.close_connection = True
        self._refuse(status, message)

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self._send(status, json.dumps({"error": message}).encode("utf-8"), "application/json")

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def version_string(self) -> str:
        """Without the versions of Python and its library."""
        return "pixelgen"

    def log_message(self, format: str, *arguments: Any) -> None:
        """To the log alone, without the query, which has the token."""
        _LOG.debug("studio: %s", urlsplit(self.path).path if hasattr(self, "path") else "a broken question")
