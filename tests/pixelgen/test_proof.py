"""The line that shows that a machine draws as every other: nothing that a creature has is left out of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pixelgen import Generator, proof
from pixelgen.commands import prove as command
from pixelgen.commands.cli import main
from pixelgen.drawing.engines import KERNEL_VARIABLE
from pixelgen.look.normals import normal_map
from pixelgen.native.library import kernels
from pixelgen.proof import STEPS, Proof, prove, requests, shipped_line
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from tests.fake_generator import FakeGenerator


def test_the_200_have_every_cell_every_species_and_children_of_children() -> None:
    wanted = requests(Generator())
    assert len(wanted) == 200
    assert len({one.canonical() for one in wanted}) == 200
    assert {(one.zone, one.category) for one in wanted} == {(zone, kind) for zone in ZONES for kind in CATEGORIES}
    assert {one.species for one in wanted} >= set(SPECIES)
    assert len([one for one in wanted if one.parents]) == 15
    born = [one.heredity for one in wanted if one.heredity is not None]
    assert len(born) == 7
    assert len([heredity for heredity in born if heredity.kept]) >= 2, "too few keep parts of A, pixel by pixel"
    assert wanted[-1].parents[0].origin.heredity, "none is a child's child"  # type: ignore[union-attr]
    assert wanted[-len(born) - 1].parents[0].origin.parents  # type: ignore[union-attr]


@pytest.mark.slow
def test_the_line_that_ships_is_what_this_machine_draws(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-2:] == [shipped_line(), "equal to the line that ships: this machine draws what every other draws"]
    assert said[1].startswith("engine    ")


@pytest.mark.slow
def test_another_kernel_draws_that_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, "avx2")
    if not kernels().get("avx2"):
        pytest.skip("no AVX2 here")
    assert main(["prove", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["line"], found["engine"]) == (shipped_line(), "native avx2")


class Painter(FakeGenerator):
    """Circles of one colour; a pixel or a part of the tenth sprite can be another."""

    def __init__(self, pixel: int = 20, part: int = 1) -> None:
        super().__init__(None)
        self.pixel, self.part = pixel, part

    def sprites(self, requests, *, progress=None):  # type: ignore[no-untyped-def]
        y, x = np.mgrid[:32, :32]
        plain = np.where((x - 15) ** 2 + (y - 15) ** 2 < 150, 20, 0).astype(np.uint8)
        parts = (plain > 0).astype(np.uint8)
        changed, other_parts = plain.copy(), parts.copy()
        changed[14, 15], other_parts[14, 15] = self.pixel, self.part
        return [Sprite(changed, other_parts) if n == 10 else Sprite(plain, parts) for n in range(len(requests))]


def test_one_pixel_of_one_creature_changes_what_is_made_of_it() -> None:
    plain, pixel, part = (prove(Painter(*others)).digests for others in ((), (21,), (20, 3)))
    assert {step for step in STEPS if pixel[step] != plain[step]} >= {"sprites", "lit", "frames"}
    assert {step for step in STEPS if part[step] != plain[step]} == {"parts"}


def test_a_change_of_the_look_alone_changes_its_digests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = prove(Painter()).digests
    monkeypatch.setattr(proof, "normal_map", lambda *drawn: normal_map(*drawn) // 2)
    found = prove(Painter()).digests
    assert {step for step in STEPS if found[step] != plain[step]} == {"normals", "frames"}


def test_another_line_of_the_same_weights_is_a_failure_and_of_others_none() -> None:
    line = Proof("a" * 64, 6, dict.fromkeys(STEPS, "0" * 16)).line
    changed = line.replace("frames 0", "frames 1")
    assert command.compared(line, line) == command.EQUAL
    assert command.compared(changed, line) == command.DIFFERENT
    assert command.compared(line.replace("engine 6", "engine 7"), line) == command.DIFFERENT
    assert command.compared(line.replace("a" * 16, "b" * 16), line) == command.OTHER_WEIGHTS


def test_a_machine_that_draws_otherwise_is_told_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "proof.txt"
    other.write_text(prove(Painter()).line.replace("parts ", "parts f") + "\n")
    monkeypatch.setattr(proof, "SHIPPED_LINE", other)
    assert main(["prove"], generator_factory=lambda _: Painter()) == 1
    said = capsys.readouterr()
    assert "different from the line that ships" in said.out
    assert said.err.startswith("pixelgen prove: this machine draws other pixels than the line that ships: proof ")
    other.unlink()
    assert main(["prove"], generator_factory=lambda _: Painter()) == 1
    assert "install pixelgen-reef again" in capsys.readouterr().err


def test_other_weights_have_a_line_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove"], generator_factory=lambda _: Painter()) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("of other weights than those that ship")
