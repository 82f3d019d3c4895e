from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import pixelgen
from engine_bridges.studio import static_site
from pixelgen.commands.cli import main

SECONDS = 240
posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


@posix
def test_it_says_where_it_is_serves_its_page_and_ends_when_interrupted(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent),
        "PIXELGEN_CACHE_DIR": str(tmp_path / "cache"),
    }
    command = [sys.executable, "-m", "pixelgen", "studio", "new.toml", "--no-browser", "--json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, stdout=pipe, stderr=pipe) as process:
        try:
            assert process.stdout is not None
            address = json.loads(process.stdout.readline())["address"]
            assert address.startswith("http://127.0.0.1:")
            page, token = address.split("?token=")
            with urllib.request.urlopen(address, timeout=SECONDS) as response:
                assert b"pixelgen studio" in response.read()
            headers = {"Content-Type": "application/json", "X-Pixelgen-Token": token}
            asked = urllib.request.Request(f"{page}api/hello", b"{}", headers)
            with urllib.request.urlopen(asked, timeout=SECONDS) as response:
                assert json.load(response)["pack"] == {"name": "new.toml", "palette": None}
            process.send_signal(signal.SIGINT)
            printed, complained = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
    assert (process.returncode, printed, complained) == (0, '{"ended": true}\n', "")
    assert not (tmp_path / "new.toml").exists()  # nothing was kept


def test_a_pack_with_errors_opens_no_page(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reef.toml").write_text('[pack]\nname = "reef"\n\n[[creatures]]\nname = "x"\nzone = "moon"\n')
    assert main(["studio", "reef.toml", "--no-browser"]) == 1
    assert "reef.toml:6: creatures" in capsys.readouterr().err


def test_a_port_that_is_taken_is_one_line(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["studio", "--no-browser", "--port", port]) == 1
    assert capsys.readouterr().err.startswith(f"pixelgen studio: port {port} of 127.0.0.1 cannot be used")


def test_the_page_is_a_folder_of_its_own(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_site, "webassembly_core", lambda: b"\0asm")
    assert main(["studio", "--export", "public", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bytes"] == sum(path.stat().st_size for path in Path("public").iterdir()) < static_site.LARGEST
    assert {"index.html", "main.js", "pixelgen.wasm", "world.json"} <= {path.name for path in Path("public").iterdir()}
    assert main(["studio", "--export", "public"]) == 0  # again, over its own files
    Path("public", "holiday.png").write_bytes(b"")
    assert main(["studio", "--export", "public"]) == 1
    assert "holiday.png" in capsys.readouterr().err
    Path("file").write_text("")
    assert main(["studio", "--export", "file"]) == 1
