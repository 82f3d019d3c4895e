"""An old DNA finds the weights that drew it, among newer ones, by their digest alone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pixelgen.commands.cli import main
from pixelgen.errors import WeightsError
from pixelgen.files.sprite_png import decode_png
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.model.weights_folder import FOLDER_VARIABLE, default_weights_folder, find_weights, weights_recorded
from pixelgen.requests.request import SpriteRequest

FISH = SpriteRequest("reef", "reef_fish", species="tang", seed=11)


def second_weights(content: bytes) -> bytes:
    """The same file with the table of tokens turned round: other weights, which draw other sprites."""
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), bytearray(content[8 + length :])
    start, end = header["token"]["data_offsets"]
    values = memoryview(bytes(data[start:end])).cast("H")
    data[start:end] = b"".join(value.to_bytes(2, "little") for value in reversed(values.tolist()))
    header["__metadata__"]["sha256"] = hashlib.sha256(data).hexdigest()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + bytes(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of weights, and what is none."""
    place = tmp_path_factory.mktemp("weights")
    other = second_weights(SHIPPED_WEIGHTS.read_bytes())
    (place / "anyname.safetensors").write_bytes(other)
    (place / "broken.safetensors").write_bytes(b"\xff" * 40)
    (place / "empty.safetensors").write_bytes(b"")
    (place / "deep.safetensors").write_bytes((40_000).to_bytes(8, "little") + b"[" * 40_000)
    (place / "notes.txt").write_text("mine")
    return place


def test_a_dna_of_either_weights_draws_what_it_drew(folder: Path) -> None:
    with Generator() as first, Generator(folder / "anyname.safetensors") as second:
        assert first.weights_digest != second.weights_digest
        drawn = [each.sprite(FISH) for each in (first, second)]
        lines = [each.dna(FISH) for each in (first, second)]
    assert (drawn[0].indices != drawn[1].indices).any()
    for dna, sprite in zip(lines, drawn, strict=True):
        with Generator.of_dna(dna, folder) as again:
            assert (again.sprite(again.request_of(dna)).indices == sprite.indices).all()


def test_a_dna_whose_weights_are_nowhere_is_told_where_they_were_looked_for(folder: Path, tmp_path: Path) -> None:
    with Generator(folder / "anyname.safetensors") as second:
        dna = second.dna(FISH)
    with pytest.raises(WeightsError, match=f"made with the weights {second.weights_digest[:16]}; no file in "):
        Generator.of_dna(dna, tmp_path / "none")


def test_generate_finds_the_weights_of_a_dna(
    folder: Path, empty_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Generator(folder / "anyname.safetensors") as second:
        dna, expected = second.dna(FISH), second.sprite(FISH)
    command = ["generate", "--dna", dna, "--flat", "--out"]
    assert main([*command, "missed.png"]) == 1
    assert "draw another sprite" in capsys.readouterr().err
    assert main([*command, "named.png", "--weights", str(folder)]) == 0
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    assert main([*command, "found.png"]) == 0
    for name in ("named.png", "found.png"):
        assert (decode_png(Path(name).read_bytes())[0] == expected.indices).all()
    assert main([*command, "none.png", "--weights", str(empty_folder)]) == 1
    assert "no file in " in capsys.readouterr().err


def test_only_the_header_is_read_and_only_that_of_weights(folder: Path) -> None:
    assert weights_recorded(SHIPPED_WEIGHTS) == Generator().weights_digest
    names = ("broken.safetensors", "empty.safetensors", "deep.safetensors", "notes.txt", "missing.safetensors")
    assert [weights_recorded(folder / name) for name in names] == [None] * 5
    assert find_weights("0" * 16, folder) is None


def test_a_file_named_by_its_digest_is_opened_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    for name in ("aaa", "bbb", "ccc"):
        (tmp_path / f"{name}.safetensors").touch()

    def recorded(path: Path) -> str:
        opened.append(path.stem)
        return path.stem

    monkeypatch.setattr("pixelgen.model.weights_folder.weights_recorded", recorded)
    assert find_weights("bbb", tmp_path) == tmp_path / "bbb.safetensors"
    assert opened == ["bbb"]


def test_the_folder_is_the_users_or_the_one_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert default_weights_folder().parts[-2:] == ("pixelgen-reef", "weights")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert default_weights_folder() == tmp_path
