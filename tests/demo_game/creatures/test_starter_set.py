from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from demo_game.creatures.starter_set import CANDIDATES, FOLDER, OF_A_ZONE, drawn, main, merit, roster, starters
from engine_bridges.pygame_surfaces import PackError, write_pack
from pixelgen import SPECIES, ZONES, Generator, Sprite, SpriteRequest
from tests.fake_generator import dna_of


class Painter:
    """Blocks whose size comes from the seed; the best of a dozen has 28 pixels."""

    learnt_species = tuple(SPECIES)

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        return [self.sprite(request) for request in requests]

    def sprite(self, request: SpriteRequest) -> Sprite:
        side = 6 + 2 * (request.seed % CANDIDATES)
        indices = np.zeros((32, 32), np.uint8)
        indices[:14, :side] = 9
        return Sprite(indices)

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)


def test_the_set_that_ships_is_whole_small_and_has_every_species() -> None:
    found = starters()
    zones = [request.zone for request, _ in found]
    assert {zone: zones.count(zone) for zone in ZONES} == dict.fromkeys(ZONES, OF_A_ZONE)
    with Generator() as generator:
        assert {request.species for request, _ in found} == {*generator.learnt_species}
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 150_000
    for _, sprite in found:
        assert 0.05 < (sprite.indices > 0).mean() < 0.95
        assert merit(sprite.indices) > 0.5


def test_each_zone_has_one_of_each_category_and_no_species_twice() -> None:
    places = [*roster(tuple(SPECIES))]
    assert len({*places}) == len(places) == OF_A_ZONE * len(ZONES)
    for zone in ZONES:
        assert {SPECIES[species] for where, species in places if where == zone} == {*SPECIES.values()}


def test_weights_that_have_learnt_little_make_a_smaller_set() -> None:
    places = [*roster(("clownfish", "octopus"))]
    assert {species for _, species in places} == {"clownfish", "octopus"}
    assert len(places) == 2 * len(ZONES)


def test_of_several_individuals_the_best_figure_is_taken(tmp_path: Path) -> None:
    write_pack(tmp_path, drawn(Painter()), name="starter", format="pygame")
    found = starters(tmp_path)
    assert len(found) == OF_A_ZONE * len(ZONES)
    for request, sprite in found:
        assert sprite == Painter().sprite(request)
        assert int((sprite.indices > 0).any(axis=0).sum()) == 28


def test_a_figure_in_one_piece_is_better_than_one_in_two_and_than_none() -> None:
    whole = np.zeros((32, 32), np.uint8)
    whole[8:22, 2:30] = 9
    torn = whole.copy()
    torn[:, 15:17] = 0
    assert merit(whole) > merit(torn) > merit(np.zeros_like(whole)) == 0


@pytest.mark.parametrize("damage", ["pack.json", "creatures/reef_squid/reef_squid.png"])
def test_a_damaged_set_is_one_error(damage: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "starter")
    (tmp_path / "starter" / damage).write_bytes(b"no longer")
    with pytest.raises(PackError, match=r"starter: .*bake the pack again|must be a PNG"):
        starters(tmp_path / "starter")


def test_a_pack_of_something_else_is_no_set(tmp_path: Path) -> None:
    creature = next(iter(drawn(Painter())))
    write_pack(tmp_path, [type(creature)(type(creature.card)("x", "reef", "coral"), creature.clips)], name="starter")
    with pytest.raises(PackError, match="x is no starter"):
        starters(tmp_path)


def test_the_command_needs_to_be_warned_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "--write" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert main(["--write", "--out", str(tmp_path / "file" / "set")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1
