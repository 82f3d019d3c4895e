from __future__ import annotations

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
from tests.engine_bridges.served_creatures import BOUND, Client, FakeMaker

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
        assert said == f"serving on 127.0.0.1:{address['port']}; token in {path}; Ctrl-C ends\n"
        with Client(address["port"], address["token"]) as client:
            dna = client.ask(seed=3)["dna"]
            # Asked for and never awaited: it holds nothing up.
            client.send({"id": 2, "zone": "reef", "category": "coral"})
            process.send_signal(signal.SIGINT)
            assert process.wait(BOUND) == 0
        assert process.stdout.read() in ("stopped; 1 creatures drawn\n", "stopped; 2 creatures drawn\n")
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert not path.exists()
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
        assert main(["serve", "--port", str(port)], generator_factory=lambda _: FakeMaker()) == 1  # type: ignore[arg-type, return-value]
    assert f"cannot listen on 127.0.0.1 port {port}: " in capsys.readouterr().err
    (empty_folder / "file").touch()
    command = ["serve", "--token-file", "file/server.json"]
    assert main(command, generator_factory=lambda _: FakeMaker()) == 1  # type: ignore[arg-type, return-value]
    assert "cannot write file/server.json: " in capsys.readouterr().err


def test_the_client_for_godot_is_written_where_it_is_asked_for(
    empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--client", "pixelgen_client.gd"]) == 0
    assert capsys.readouterr().out == "pixelgen_client.gd\n"
    shipped = files("engine_bridges") / "godot" / "scripts" / "pixelgen_client.gd"
    assert (empty_folder / "pixelgen_client.gd").read_bytes() == shipped.read_bytes()
    assert main(["serve", "--client", "nowhere/pixelgen_client.gd"]) == 1
    assert "cannot write nowhere/pixelgen_client.gd: " in capsys.readouterr().err
