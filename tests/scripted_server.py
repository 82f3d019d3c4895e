"""A web server on 127.0.0.1 that gives the answers a test wrote down, in order, and remembers what was asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Scripted:
    """One answer; announced is the Content-Length told (None: none), hold keeps it back to the end, or 5 s."""

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = -1  # -1: the true one
    hold: bool = False


@dataclass
class Asked:
    """One request: its path, its parameters and its headers."""

    path: str
    parameters: dict[str, str]
    headers: dict[str, str]


class ScriptedServer:
    """Each path has a list of answers; the last one is repeated. A path without answers is 404."""

    def __init__(self, root: str, over: threading.Event) -> None:
        self.root = root
        self.over = over
        self.answers: dict[str, list[Scripted]] = {}
        self.asked: list[Asked] = []

    def script(self, path: str, *answers: Scripted) -> str:
        """Set what a path answers; gives its address."""
        self.answers[path] = list(answers)
        return self.root + path

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def next_answer(self, path: str) -> Scripted:
        """The next one in turn."""
        answers = self.answers.get(path)
        if not answers:
            return Scripted(b"not here", 404)
        return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """Runs until the block ends."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            script.asked.append(Asked(parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items())))
            answer = script.next_answer(parts.path)
            with suppress(OSError):  # the client may hang up
                if answer.hold:
                    over.wait(5)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.announced is not None:
                    told = len(answer.content) if answer.announced < 0 else answer.announced
                    self.send_header("Content-Length", str(told))
                self.end_headers()
                self.wfile.write(answer.content)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script = ScriptedServer(f"http://127.0.0.1:{server.server_address[1]}", over)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
