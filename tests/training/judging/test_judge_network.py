"""The judge: it learns what squares show, looks at each alone, and is not loaded when it learnt something else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from pixelgen.palette import PALETTE_HASH
from pixelgen.vocabulary import token_id
from tests.training.labelled_squares import labelled_squares
from training.judging.judge import shares_right, train_judge
from training.judging.judge_network import (
    HEADS,
    KINDS,
    UNKNOWN,
    Judge,
    JudgeError,
    JudgeNetwork,
    judge_loss,
    label_classes,
    load_judge,
    save_judge,
)
from training.samples.drawn_sprites import TRAIT_LABELS


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def network() -> JudgeNetwork:
    return train_judge(labelled_squares(1024, seed=0), epochs=12)


@pytest.fixture
def folder(network: JudgeNetwork, tmp_path: Path) -> Path:
    save_judge(network, tmp_path / "judge", facts={"sprites": "640"})
    return tmp_path / "judge"


def test_every_head_learns(network: JudgeNetwork) -> None:
    squares = labelled_squares(200, seed=1)
    shares = shares_right(Judge(network).opinion(squares.indices), squares)
    assert set(shares) == {*KINDS, "family", "accent", "build", "glow"}  # what a square says of itself
    assert min(shares.values()) > 0.8


def test_a_sprite_looks_the_same_among_others_and_alone(network: JudgeNetwork) -> None:
    squares = labelled_squares(300, seed=2)
    together = Judge(network).opinion(squares.indices)
    alone = Judge(network).opinion(squares.indices[299:])
    assert together.features.shape == (300, 128)
    assert together.features.min() >= 0
    assert np.allclose(together.features[299], alone.features[0], atol=1e-4)
    assert all(together.classes[name][299] == alone.classes[name][0] for name in HEADS)


def test_labels_become_places_in_the_heads_names() -> None:
    squares = labelled_squares(50, seed=3)
    classes = label_classes(squares)
    assert list(classes) == list(HEADS)
    unknown = {name for name, places in classes.items() if (places == UNKNOWN).all()}
    assert unknown == {"limbs", "pattern", "pose", "eye", "growth"}
    assert all(0 <= classes[name].min() <= classes[name].max() < len(HEADS[name]) for name in set(HEADS) - unknown)
    assert {HEADS["species"][place] for place in classes["species"].tolist()} <= {
        "clownfish",
        "sea_turtle",
        "staghorn",
        "moon_jelly",
        "octopus",
        "anglerfish",
    }


def test_an_unknown_label_teaches_nothing() -> None:
    squares = labelled_squares(8, seed=5)
    network = JudgeNetwork()
    classes = {name: torch.from_numpy(places) for name, places in label_classes(squares).items()}
    judge_loss(network, torch.from_numpy(squares.indices), classes).backward()  # type: ignore[no-untyped-call]
    lessons = {name: network.get_parameter(f"heads.{name}.weight").grad for name in HEADS}
    taught = {name for name, lesson in lessons.items() if lesson is not None and bool((lesson != 0).any())}
    assert taught == {*KINDS, "family", "accent", "build", "glow"}


def test_a_trait_that_each_species_shows_in_its_way_is_learnt_of_the_species_alone() -> None:
    """Of two species, the larger squares of one and the smaller ones of the other are stout."""
    squares = labelled_squares(1536, seed=6)
    build, other = TRAIT_LABELS.index("build"), squares.labels[:, 2] == token_id("species", "staghorn")
    names = ("slim", "regular", "stout")
    turned = {token_id("build", name): token_id("build", names[2 - at]) for at, name in enumerate(names)}
    squares.traits[other, build] = [turned[token] for token in squares.traits[other, build].tolist()]
    network = train_judge(squares[:1280], epochs=12)
    shares = shares_right(Judge(network).opinion(squares[1280:].indices), squares[1280:])
    assert shares["build"] > 0.8


def test_a_loaded_judge_has_the_opinions_of_the_saved_one(network: JudgeNetwork, folder: Path) -> None:
    squares = labelled_squares(20, seed=4)
    loaded = load_judge(folder)
    assert np.array_equal(loaded.opinion(squares.indices).features, Judge(network).opinion(squares.indices).features)
    assert loaded.digest() == Judge(network).digest()


def rewritten(folder: Path, **facts: str) -> Path:
    path = folder / "judge.safetensors"
    save_file(load_file(path), path, metadata=facts)
    return folder


def test_a_judge_of_another_palette_is_refused(folder: Path) -> None:
    with pytest.raises(JudgeError, match=r"another palette.*python -m training\.judging\.judge"):
        load_judge(rewritten(folder, palette="other", heads="{}"))


def test_a_judge_of_other_names_is_refused(folder: Path) -> None:
    with pytest.raises(JudgeError, match=r"other zones, categories, species.*python -m training\.judging\.judge"):
        load_judge(rewritten(folder, palette=PALETTE_HASH, heads='{"zone": ["reef"]}'))


def test_no_judge_says_how_to_train_one(tmp_path: Path) -> None:
    with pytest.raises(JudgeError, match=r"no judge at .*python -m training\.judging\.judge --out"):
        load_judge(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not safetensors", b"\x08\0\0\0\0\0\0\0{}      "])
def test_a_damaged_judge_is_one_clear_error(folder: Path, content: bytes) -> None:
    (folder / "judge.safetensors").write_bytes(content)
    with pytest.raises(JudgeError, match=r"training\.judging\.judge"):
        load_judge(folder)


def test_a_judge_without_a_layer_is_refused(folder: Path) -> None:
    path = folder / "judge.safetensors"
    tensors = load_file(path)
    del tensors["heads.zone.bias"]
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        facts = file.metadata()
    save_file(tensors, path, metadata=facts)
    with pytest.raises(JudgeError, match="no readable judge"):
        load_judge(folder)
