"""A game that is not about the sea: weights of another world, all the way from words to packs, the studio and back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_bridges.pygame_surfaces import load_pack
from engine_bridges.sheets.reading import creature_in, pack_index
from engine_bridges.studio.actions import Actions
from pixelgen import Generator, SpriteRequest, read_picture
from pixelgen.commands.cli import main
from pixelgen.proof import prove, requests
from tests.own_weights import GARDEN, write_garden_weights

PACK = """
[pack]
name = "garden"
format = "{form}"
weights = "garden.safetensors"

[[creatures]]
name = "lady"
zone = "meadow"
species = "ladybird"
animations = ["idle", "turn"]

[[creatures]]
name = "flyers"
zone = "night"
category = "winged"
count = 2
"""


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_garden_weights(tmp_path_factory.mktemp("garden") / "garden.safetensors")


@pytest.fixture(scope="module")
def generator(weights: Path) -> Iterator[Generator]:
    with Generator(weights) as made:
        yield made


@pytest.fixture(scope="module")
def actions(generator: Generator) -> Actions:
    return Actions(generator)


def test_words_options_and_dna_name_its_animals(weights: Path, generator: Generator, empty_folder: Path) -> None:
    asked = ["--weights", str(weights), "--no-cache"]
    assert main(["generate", "a striped ladybird of the meadow", *asked, "--flat", "--out", "lady.png"]) == 0
    assert main(["generate", "--zone", "all", "--category", "winged", *asked, "--grid", "--out", "flyers.png"]) == 0
    request = SpriteRequest.from_words("a striped ladybird of the meadow", world=generator.world)
    assert request.category == "beetles"
    sprite = generator.sprite(request)
    assert np.array_equal(read_picture("lady.png").indices, sprite.indices)
    with Generator.of_dna(generator.dna(request), weights.parent) as found:
        assert np.array_equal(found.sprite(request).indices, sprite.indices)


def test_its_weights_have_a_line_of_proof_of_their_own(generator: Generator) -> None:
    wanted = requests(generator)
    assert {(one.zone, one.category) for one in wanted} == set(product(GARDEN.zones, GARDEN.categories))
    assert {one.species for one in wanted} >= set(GARDEN.species)
    assert len({one.canonical() for one in wanted if one.parents}) >= 10
    assert prove(generator).line.split()[5] == generator.weights_digest[:16]


@pytest.mark.parametrize("form", ["godot", "pygame", "sheet"])
def test_packs_of_every_format_hold_its_animals(
    weights: Path, generator: Generator, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "garden.safetensors").write_bytes(weights.read_bytes())
    file = tmp_path / "garden.toml"
    file.write_text(PACK.format(form=form))
    assert main(["bake", str(file), "--no-mark"]) == 0
    index = pack_index(tmp_path / "garden")
    assert sorted(index.creatures) == ["flyers_01", "flyers_02", "lady"]
    lady = creature_in(tmp_path / "garden", index.creatures["lady"], colours=64)
    assert (lady.card.zone, lady.card.category, lady.card.species) == ("meadow", "beetles", "ladybird")
    assert sorted(lady.clips) == ["idle", "turn"]
    assert lady.clips["idle"].frames.any(axis=(1, 2)).all()
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pack = load_pack(tmp_path / "garden")
    assert len(pack.select(category="winged")) == 2


def test_the_studio_shows_its_names_and_waters_and_draws_by_them(actions: Actions) -> None:
    world = actions.answer("hello", {})["world"]
    assert world["zones"] == ["meadow", "night"]
    assert world["categories"] == ["beetles", "winged"]
    assert world["species"] == dict(GARDEN.category_of)
    assert world["water"] == {"meadow": [150, 190, 120], "night": [16, 18, 40]}
    assert set(world["offered"]) == set(GARDEN.species)
    (card,) = actions.answer("draw", {"items": [{"zone": "night", "category": "winged", "seed": 3}]})
    assert card["species"] == "bee"
    looked = actions.answer("look", {"item": {"dna": card["dna"]}, "animation": "turn"})
    assert looked["animation"] == "turn"
    assert actions.answer("light", {"item": {"dna": card["dna"]}, "azimuth": 10})["lit"] != card["lit"]


def test_the_studio_takes_pictures_of_its_animals(actions: Actions, empty_folder: Path, weights: Path) -> None:
    import base64

    assert main(["generate", "--species", "bee", "--weights", str(weights), "--no-cache", "--out", "bee.png"]) == 0
    content: dict[str, Any] = {"file": base64.b64encode(Path("bee.png").read_bytes()).decode(), "zone": "night"}
    assert actions.answer("picture", {**content, "species": "bee"})["category"] == "winged"
    with pytest.raises(Exception, match="zone must be one of meadow, night; got 'reef'"):
        actions.answer("picture", {**content, "zone": "reef"})
