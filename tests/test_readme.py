"""The READMEs: every command and example in them runs, and what they show and link to exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pygame
import pytest

from tests.quitting_clock import QuittingClock
from tests.readme_blocks import PAGES, ROOT, WINDOW, Block, all_blocks, blocks_of, copy_checkout, failure_of

BLOCKS = [block for block in all_blocks() if block.reason is None]
LONGEST_FRONT, LONGEST_MAP = 150, 60  # lines


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "pixelgen"
    copy_checkout(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS, ids=[f"{block.page}:{block.line}" for block in BLOCKS])
def test_every_command_and_example_runs_one_after_the_other_in_a_fresh_clone(clone: Path, block: Block) -> None:
    assert failure_of(block, clone) is None


def test_what_is_not_run_has_a_reason() -> None:
    assert [block for block in all_blocks() if block.remark.startswith("not run") and not block.reason] == []


def test_blocks_are_found_with_their_remarks() -> None:
    page = "# A\n\n<!-- interrupted -->\n```sh\nsleep 9\n```\n\ntext\n```python\nprint(1)\n```\n```toml\na = 1\n```\n"
    found = list(blocks_of("A.md", page))
    assert [(block.line, block.language, block.remark) for block in found] == [
        (4, "sh", "interrupted"),
        (9, "python", ""),
        (12, "toml", ""),
    ]
    assert [block.reason for block in found] == [None, None, "toml is shown only"]


@pytest.mark.parametrize(
    ("text", "remark", "says"),
    [
        ("exit 3\n", "", "exit status 3"),
        ("true\n", "interrupted", "before it printed"),
        ("false\ntrue\n", "", "status 1"),
    ],
)
def test_a_block_that_does_not_work_is_found(tmp_path: Path, text: str, remark: str, says: str) -> None:
    assert says in str(failure_of(Block("A.md", 1, "sh", remark, text), tmp_path))


def test_an_interrupted_block_must_end_by_the_interrupt(tmp_path: Path) -> None:
    text = "echo begun\nexec sleep 60\n"
    assert "after Ctrl-C" in str(failure_of(Block("A.md", 1, "sh", "interrupted", text), tmp_path))
    text = "trap 'exit 130' INT\necho begun\nsleep 60 >/dev/null 2>&1 & wait\n"
    assert failure_of(Block("A.md", 1, "sh", "interrupted", text), tmp_path) is None


@pytest.mark.filterwarnings("ignore:no fast renderer available")  # as there is no window
def test_creatures_are_drawn_while_the_window_is_open_and_wander_about(monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, Any] = {}
    monkeypatch.setattr(pygame.time, "Clock", lambda: QuittingClock(600, begun=lambda: len(names["school"]) == 5))
    flipped: list[bytes] = []
    monkeypatch.setattr(pygame.display, "flip", lambda: flipped.append(pygame.image.tobytes(names["screen"], "RGB")))
    (block,) = [block for block in all_blocks() if block.remark == WINDOW]
    try:
        exec(compile(block.text, block.page, "exec"), names)
    finally:
        pygame.quit()
    assert len({*flipped}) > 300
    assert len({sprite.rect.center for sprite in names["school"]}) == 5
    assert all(pygame.Rect(0, 0, 320, 180).contains(sprite.rect) for sprite in names["school"])


def test_local_links_lead_somewhere() -> None:
    for page in (*PAGES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_files_that_the_map_names_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    places = re.findall(r"`((?:pixelgen|engine_bridges|training|demo_game|tests)/[\w/.]*)`", text)
    assert len(places) > 15
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_both_commands_are_marked_for_ci() -> None:
    front = (ROOT / PAGES[0]).read_text(encoding="utf-8")
    for name in ("sprites", "test"):
        assert re.search(rf"<!-- command: {name} -->\n```sh\npython3 -m venv \.venv && .*\n```", front)


def test_the_front_page_and_the_map_stay_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= LONGEST_FRONT
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= LONGEST_MAP
