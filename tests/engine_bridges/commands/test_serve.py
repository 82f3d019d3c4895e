from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

import pixelgen
from pixelgen import Generator, SpriteRequest
from pixelgen.commands.cli import main
from tests.engine_bridges.served_creatures import BOUND, BlockGenerator, Client

ROOT = Path(__file__).resolve().parents[3]

# Group and console are another thing on Windows: there Ctrl-C cannot be sent to one process.
posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`pixelgen serve` as a process of its own; killed in the end if it has not ended by then."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent),
        "PIXELGEN_CACHE_DIR": str(folder / "cache"),
    }
    command = [sys.executable, "-m", "pixelgen", "serve", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment, text=True, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


@posix
def test_it_says_where_it_is_draws_and_ends_when_interrupted(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-cache") as process:
        assert process.stdout is not None
        path = tmp_path / "cache" / "server.json"
        said = process.stdout.readline()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        address = json.loads(path.read_text())
        assert said == f"serving on 127.0.0.1:{address['port']}; address and token in {path}; Ctrl-C stops\n"
        with Client(address["port"], address["token"]) as client:
            dna = client.ask(seed=3)["dna"]
            # Asked for and never awaited: it holds nothing up.
            client.send({"id": 2, "zone": "reef", "category": "coral"})
            process.send_signal(signal.SIGINT)
            assert process.wait(BOUND) == 0
        assert process.stdout.read() in ("stopped; creatures drawn: 1\n", "stopped; creatures drawn: 2\n")
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert [each.name for each in path.parent.iterdir() if each.is_file()] == []
    with Generator() as generator:
        assert dna == generator.dna(SpriteRequest("reef", "reef_fish", seed=3))


@posix
def test_a_script_reads_json_and_may_end_it_as_services_are_ended(tmp_path: Path) -> None:
    with serving(tmp_path, "--json", "--token-file", "here.json") as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        address = json.loads((tmp_path / "here.json").read_text())
        assert told == {"host": "127.0.0.1", "port": address["port"], "token_file": "here.json"}
        process.terminate()
        assert process.wait(BOUND) == 0
        assert json.loads(process.stdout.read()) == {"drawn": 0}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--host 0.0.0.0", "--host: the server listens on 127.0.0.1 alone, for games on this machine; got '0.0.0.0'"),
        (
            "--host localhost",
            "--host: the server listens on 127.0.0.1 alone, for games on this machine; got 'localhost'",
        ),
        ("--port 65536", "--port: must be a whole number from 0 (a free port) to 65535; got '65536'"),
        ("--port ten", "--port: must be a whole number from 0 (a free port) to 65535; got 'ten'"),
    ],
)
def test_wrong_options_are_told(options: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *options.split()]) == 2
    assert capsys.readouterr().err == f"pixelgen serve: {said}\n"


def test_a_port_in_use_and_an_address_that_cannot_be_written_are_told(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)], generator_factory=lambda _: BlockGenerator()) == 1  # type: ignore[arg-type, return-value]
    assert f"cannot listen on 127.0.0.1 port {port}: " in capsys.readouterr().err
    (empty_folder / "file").touch()
    command = ["serve", "--token-file", "file/server.json"]
    assert main(command, generator_factory=lambda _: BlockGenerator()) == 1  # type: ignore[arg-type, return-value]
    assert "cannot write file/server.json: " in capsys.readouterr().err


@posix
@pytest.mark.slow
def test_interrupts_at_any_moment_end_serve_and_view_and_leave_nothing() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.reliability", "interrupts", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@posix
def test_second_server_says_where_the_first_one_is_and_both_can_be_reached(tmp_path: Path) -> None:
    with serving(tmp_path, "--no-cache") as first:
        assert first.stdout is not None
        first.stdout.readline()
        path = tmp_path / "cache" / "server.json"
        address = json.loads(path.read_text())
        with serving(tmp_path, "--no-cache") as refused:
            assert refused.wait(BOUND) == 1
            assert refused.stderr is not None
            said = refused.stderr.read()
            assert said.startswith(f"pixelgen serve: pixelgen serve is running already, on port {address['port']}, ")
            assert (said.count("\n"), "--token-file" in said) == (1, True)
        with serving(tmp_path, "--no-cache", "--token-file", "second.json") as second:
            assert second.stdout is not None
            second.stdout.readline()
            other = json.loads((tmp_path / "second.json").read_text())
            for each in (address, other):
                with Client(each["port"], each["token"]) as client:
                    assert client.ask(seed=3)["id"] == 1
            second.send_signal(signal.SIGINT)
            assert second.wait(BOUND) == 0
        assert json.loads(path.read_text()) == address
        assert not (tmp_path / "second.json").exists()
        first.kill()
        first.wait(BOUND)
    with serving(tmp_path, "--no-cache") as third:
        assert third.stdout is not None
        assert third.stdout.readline().startswith("serving on ")
        assert json.loads(path.read_text()) != address


def test_address_file_is_not_written_over_what_a_user_wrote(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "notes.txt").write_text("mine")
    command = ["serve", "--token-file", "notes.txt"]
    assert main(command, generator_factory=lambda _: BlockGenerator()) == 1  # type: ignore[arg-type, return-value]
    assert "notes.txt exists and is no address file of pixelgen" in capsys.readouterr().err
    assert (empty_folder / "notes.txt").read_text() == "mine"


SHIPPED = files("engine_bridges") / "godot" / "scripts" / "pixelgen_client.gd"


def test_client_for_godot_is_written_where_it_is_asked_for(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = empty_folder / "addons" / "pixelgen_client.gd"
    assert main(["serve", "--client", "addons/pixelgen_client.gd"]) == 0
    assert capsys.readouterr().out == "addons/pixelgen_client.gd\n"
    content = path.read_bytes()
    assert content.startswith(SHIPPED.read_bytes())
    signature = content[len(SHIPPED.read_bytes()) :].decode("ascii")
    assert signature.startswith("# pixelgen wrote this. SHA-256: ")
    assert (signature.count("\n"), len(signature) <= 101) == (1, True)
    (empty_folder / "file").touch()
    assert main(["serve", "--client", "file/pixelgen_client.gd"]) == 1
    assert "cannot write file/pixelgen_client.gd: " in capsys.readouterr().err


def signed(text: bytes) -> bytes:
    return text + b"# pixelgen wrote this. SHA-256: " + hashlib.sha256(text).hexdigest().encode() + b"\n"


@pytest.mark.parametrize(
    "content",
    [b"", SHIPPED.read_bytes(), signed(b"of another version\n"), signed(b"one\ntwo\n").replace(b"\n", b"\r\n")],
)
def test_client_that_nobody_edited_is_replaced(content: bytes, empty_folder: Path) -> None:
    (empty_folder / "client.gd").write_bytes(content)
    assert main(["serve", "--client", "client.gd"]) == 0
    assert (empty_folder / "client.gd").read_bytes().startswith(SHIPPED.read_bytes())


@pytest.mark.parametrize(
    "content",
    [
        b"notes of mine",
        signed(b"of another version\n") + b"func mine(): pass\n",
        signed(b"of another version\n").replace(b"another", b"my own"),
        SHIPPED.read_bytes() + b"# mine\n",
        b"x" * (2 << 20),
    ],
)
def test_what_a_user_wrote_is_replaced_by_force_alone(
    content: bytes, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = empty_folder / "notes.txt"
    path.write_bytes(content)
    assert main(["serve", "--client", "notes.txt"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("pixelgen serve: notes.txt exists and was not written by pixelgen, or was changed since; ")
    assert (said.count("\n"), "--force" in said) == (1, True)
    assert path.read_bytes() == content
    assert main(["serve", "--client", "notes.txt", "--force"]) == 0
    assert path.read_bytes().startswith(SHIPPED.read_bytes())


@pytest.mark.parametrize("place", ["/", ".", "folder"])
@pytest.mark.parametrize("option", ["--token-file", "--client", "--client --force"])
def test_a_folder_in_place_of_a_file_is_one_line(
    option: str, place: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty_folder / "folder").mkdir()
    name, *more = option.split()
    command = ["serve", name, place, *more]
    assert main(command, generator_factory=lambda _: BlockGenerator()) == 1  # type: ignore[arg-type, return-value]
    assert capsys.readouterr().err == f"pixelgen serve: cannot write {Path(place)}: it is a folder; name a file\n"
    assert [path.name for path in empty_folder.iterdir()] == ["folder"]
