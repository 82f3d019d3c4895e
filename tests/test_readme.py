"""The README: its example runs, and what it shows and links to exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pygame
import pytest

from pixelgen.commands.cli import main
from tests.quitting_clock import QuittingClock

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"<!-- example: runs as a test -->\n```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert "(32, 32, 4)" in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore:no fast renderer available")  # as there is no window
def test_creatures_are_drawn_while_the_window_is_open_and_wander_about(monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {}
    monkeypatch.setattr(pygame.time, "Clock", lambda: QuittingClock(600, begun=lambda: len(names["school"]) == 5))
    flipped: list[bytes] = []
    monkeypatch.setattr(pygame.display, "flip", lambda: flipped.append(pygame.image.tobytes(names["screen"], "RGB")))
    (block,) = re.findall(r"<!-- example: creatures in a window -->\n```python\n(.*?)```", README, re.DOTALL)
    try:
        exec(compile(block, "README.md", "exec"), names)
    finally:
        pygame.quit()
    assert len({*flipped}) > 300
    assert len({sprite.rect.center for sprite in names["school"]}) == 5
    assert all(pygame.Rect(0, 0, 320, 180).contains(sprite.rect) for sprite in names["school"])


def test_the_command_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^pixelgen ((?:generate|breed|show|cache) .*)$", README, re.MULTILINE)
    assert len(commands) >= 6
    for command in commands:
        more = [] if "--help" in command else ["--json"]
        assert main([*command.split(), *more]) == 0, command
    written = [path for path in tmp_path.iterdir() if path.suffix in (".png", ".gif")]
    assert len(written) == sum("--out" in command for command in commands)


def test_local_links_lead_somewhere() -> None:
    for page in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), f"{page}: {target}"


def test_both_commands_are_marked_for_ci() -> None:
    for name in ("sprites", "test"):
        assert re.search(rf"<!-- command: {name} -->\n```sh\npython3 -m venv \.venv && .*\n```", README)


def test_architecture_fits_on_a_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 60
