"""The second world: drawn by the sea's tools under names of its own, within the same rules, and trained like it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pixelgen.generator import Generator
from pixelgen.model.weights import load_weights
from pixelgen.model.world import SEA, read_world, world_text
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.request import SpriteRequest
from training import insect_weights, train
from training.insects.habitat import ZONES
from training.insects.kingdom import INSECT_CORPUS, INSECTS, WORLD
from training.samples.drawn_sprites import draw, draw_many
from training.samples.trait_rows import all_trait_rows

TINY = """
[model]
layers = 1
width = 32
heads = 2
hidden = 64
[head]
hidden = 48
"""


def test_its_names_are_its_own_and_stand_where_the_seas_stand() -> None:
    assert len(WORLD.species) == 8
    assert not set(WORLD.species) & set(SEA.species)
    assert not set(WORLD.zones) & set(SEA.zones)
    assert WORLD.vocabulary == SEA.vocabulary
    assert all(WORLD.token_id("pose", value) == SEA.token_id("pose", value) for value in SEA.traits["pose"])
    assert read_world(world_text(WORLD)) == WORLD


def test_its_corpus_is_labelled_in_its_names() -> None:
    sprites = draw_many(3, range(40), INSECT_CORPUS)
    shown = {tuple(WORLD.meaning(int(token))[0] for token in row) for row in sprites.labels}
    assert shown == {("zone", "category", "species", "family")}
    named = {WORLD.meaning(int(token))[1] for token in sprites.labels[:, 2]}
    assert len(named) >= 5
    for row in sprites.labels:
        category, species = (WORLD.meaning(int(token))[1] for token in row[1:3])
        assert WORLD.category_of[species] == category
    assert ((sprites.parts > 0) == (sprites.indices > 0)).all()


def test_its_trait_rows_are_of_every_species_and_zone() -> None:
    rows = all_trait_rows(INSECT_CORPUS)
    cells = {(WORLD.meaning(int(zone))[1], WORLD.meaning(int(name))[1]) for zone, name in rows[:, :2]}
    assert cells == {(zone, name) for zone in ZONES for name in INSECTS}


@pytest.mark.parametrize("name", list(INSECTS))
def test_every_value_of_a_trait_shows(name: str) -> None:
    one = INSECTS[name]
    home = one.homes[0]
    common = {**one.common(home), "growth": "giant"}
    for trait in ("build", "limbs", "pattern", "pose", "eye"):
        drawn = [
            draw(one, one.sample(home, np.random.default_rng(4), traits={**common, trait: value}))
            for value in one.offers(home)[trait]
        ]
        assert len({picture.tobytes() for picture in drawn}) == len(drawn), trait


@pytest.mark.slow
def test_its_weights_are_built_by_one_command_and_draw_by_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "tiny.toml"
    config.write_text(TINY)
    plain = train.main
    monkeypatch.setattr(train, "main", lambda plan: plain([*plan, "--config", str(config)]))
    out = tmp_path / "insects.safetensors"
    asked = ["--out", str(out), "--run", str(tmp_path / "run"), "--minutes", "0.05"]
    assert insect_weights.main(asked) == 0
    weights = load_weights(out)
    assert weights.world.species == WORLD.species
    assert json.loads(weights.facts["validation"])["nats"] > 0
    request = SpriteRequest("pond", "winged", "dragonfly", seed=1, traits={"pose": "glide"})
    with Generator(out) as generator:
        assert generator.learnt_species == tuple(INSECTS)
        assert decode_dna(generator.dna(request)).request == request
        assert generator.png(request).startswith(b"\x89PNG")
