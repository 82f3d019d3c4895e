"""Names that weights of one's own know, in commands, requests, DNAs and packs; what is said of unknown ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.pack_file.pack import read_pack
from pixelgen import Generator, SpriteRequest, decode_dna
from pixelgen.commands.cli import main
from tests.own_weights import CATEGORY, HOME, NAME, write_own_weights


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_own_weights(tmp_path_factory.mktemp("own") / "own.safetensors")


def test_a_species_of_ones_own_is_drawn_where_it_lives_and_its_name_travels_in_the_dna(
    weights: Path, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["generate", "--species", NAME, "--weights", str(weights), "--frames", "4", "--out", "round.gif"]
    assert main(asked) == 0
    dna = next(word for word in capsys.readouterr().out.split() if word.startswith("pg1_"))
    assert decode_dna(dna).request == SpriteRequest(HOME, CATEGORY, NAME, seed=0)
    assert main(["generate", "--dna", dna, "--weights", str(weights), "--out", "again.png"]) == 0
    with Generator(weights) as generator:
        assert NAME in generator.learnt_species
        assert (Path("again.png")).read_bytes() == generator.png(SpriteRequest(HOME, CATEGORY, NAME))


@pytest.mark.parametrize("option", ["--species", "--category", "--zone"])
def test_a_name_that_no_weights_know_is_refused_with_those_that_they_do(
    weights: Path, option: str, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = [] if option == "--species" else ["--species", "tang"]
    for more, known in (([], "tang"), (["--weights", str(weights)], NAME)):
        assert main(["generate", *kind, option, "unicorn", *more, "--out", "no.png"]) == 2
        said = capsys.readouterr().err
        assert f"{option}: must be one of" in said
        assert option != "--species" or known in said
    assert not list(empty_folder.iterdir())


def test_a_packs_own_weights_give_its_names(weights: Path, empty_folder: Path) -> None:
    text = f'[pack]\nname = "round"\nWEIGHTS[[creatures]]\nzone = "reef"\nspecies = "{NAME}"\n'
    file = empty_folder / "round.toml"
    file.write_text(text.replace("WEIGHTS", f'weights = "{weights.as_posix()}"\n'))
    pack = read_pack(file)
    assert pack.creatures[0].request.category == CATEGORY
    assert pack.weights == weights
    assert weights in pack.sources
    file.write_text(text.replace("WEIGHTS", ""))
    with pytest.raises(PackFileError, match="species: must be one of"):
        read_pack(file)
    assert read_pack(file, weights=weights).creatures[0].request.species == NAME


def test_a_pack_names_weights_that_are_none(empty_folder: Path) -> None:
    file = empty_folder / "round.toml"
    (empty_folder / "no.safetensors").write_bytes(b"no weights")
    file.write_text(
        '[pack]\nname = "round"\nweights = "no.safetensors"\n[[creatures]]\nzone = "reef"\nspecies = "tang"\n'
    )
    with pytest.raises(PackFileError, match=r"pack\.weights: .*no\.safetensors"):
        read_pack(file)
