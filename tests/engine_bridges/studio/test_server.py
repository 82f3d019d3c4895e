from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from threading import Thread
from typing import Any

import pytest

from engine_bridges.studio.pages import pages
from engine_bridges.studio.server import LARGEST, TOKEN_HEADER, StudioServer
from pixelgen import RequestError

SECONDS = 30


def answer(name: str, content: Mapping[str, Any]) -> Any:
    if name == "wrong":
        raise RequestError("it must be right")
    if name == "broken":
        raise ZeroDivisionError
    return {"name": name, "content": dict(content)}


@pytest.fixture
def server() -> Iterator[StudioServer]:
    with StudioServer(pages(), answer) as made:
        thread = Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def ask(
    server: StudioServer,
    path: str = "/api/echo",
    content: bytes = b'{"a": 1}',
    method: str = "POST",
    **headers: Any,
) -> tuple[HTTPResponse, bytes]:
    """One question; a header of None is left out, `_` in a name stands for `-`."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    given: dict[str, str | None] = {TOKEN_HEADER: server.token, "Host": f"127.0.0.1:{server.port}"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host=True)
    for name, value in given.items():
        if value is not None:
            connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_its_own_page_is_answered(server: StudioServer) -> None:
    for origin in (None, f"http://127.0.0.1:{server.port}", f"http://localhost:{server.port}"):
        response, body = ask(server, Origin=origin)
        assert response.status == 200
        assert json.loads(body) == {"name": "echo", "content": {"a": 1}}


@pytest.mark.parametrize(
    "headers",
    [
        {TOKEN_HEADER.replace("-", "_"): None},
        {TOKEN_HEADER.replace("-", "_"): ""},
        {TOKEN_HEADER.replace("-", "_"): "x" * 32},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Host": "example.org"},
        {"Host": "127.0.0.1"},
        {"Host": None},
    ],
)
def test_others_are_not(server: StudioServer, headers: dict[str, Any]) -> None:
    response, body = ask(server, **headers)
    assert response.status in (403, 421)
    assert "error" in json.loads(body)


def test_a_page_needs_the_host_and_no_token(server: StudioServer) -> None:
    token: dict[str, Any] = {TOKEN_HEADER.replace("-", "_"): None}
    response, body = ask(server, "/?token=anything", b"", "GET", **token)
    assert response.status == 200
    assert b"<title>pixelgen studio" in body
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert ask(server, "/main.js", b"", "GET")[0].headers["Content-Type"].startswith("text/javascript")
    assert ask(server, "/", b"", "GET", Host="evil.example", **token)[0].status == 421


@pytest.mark.parametrize(
    "path", ["/server.py", "/../server.py", "/%2e%2e/server.py", "/static/main.js", "//etc/passwd"]
)
def test_there_are_no_other_files(server: StudioServer, path: str) -> None:
    assert ask(server, path, b"", "GET")[0].status == 404


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(server: StudioServer, content: bytes) -> None:
    assert ask(server, content=content)[0].status == 400


def test_an_error_is_told_in_its_line_and_one_of_ours_without_details(server: StudioServer) -> None:
    response, body = ask(server, "/api/wrong")
    assert (response.status, json.loads(body)) == (422, {"error": "it must be right"})
    response, body = ask(server, "/api/broken")
    assert response.status == 500
    assert b"ZeroDivision" not in body
    assert ask(server, "/other/echo")[0].status == 404


@pytest.mark.parametrize("length", [str(LARGEST + 1), "-1", "x", "9" * 30])
def test_too_long_a_question_is_not_read(server: StudioServer, length: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
        head = f"POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode("ascii"))
        assert b" 413 " in connection.recv(100)


def test_it_listens_on_this_machine_alone(server: StudioServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.token in server.address
    with StudioServer(pages(), answer) as other:
        assert other.token != server.token


def test_a_browser_that_goes_away_harms_nobody(server: StudioServer) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as connection:
            connection.sendall(b"POST /api/echo HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
    assert ask(server)[0].status == 200
