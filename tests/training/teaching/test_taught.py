"""What a lesson adds to weights: names in free places, individuals, parts; all that was there stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.groups import SLOTS
from pixelgen.model.individuals import TraitTable, Wish
from pixelgen.model.labeller import BY_ID, BY_SPECIES, UNKNOWN
from pixelgen.model.weights import Weights, load_weights
from pixelgen.vocabulary import PAD
from tests.training.sources.foreign_art import licensed, one_of_a_shoal, save
from training import teach
from training.network.model import SLOT_TOKENS, Transformer
from training.teaching.figures import lines, new_figures, too_short
from training.teaching.lesson import FEWEST, Lesson, LessonError, read_lesson
from training.teaching.taught import (
    kinds_of,
    labelled_sprites,
    plant,
    taught_labeller,
    taught_rows,
    taught_world,
)


@pytest.fixture(scope="module")
def shipped() -> Weights:
    return load_weights(SHIPPED_WEIGHTS)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return read_lesson(shoal(tmp_path_factory.mktemp("art")))


def shoal(art: Path) -> Path:
    licensed(art, "CC0 1.0 Universal")
    for number in range(FEWEST):
        folder = "coral" if number < FEWEST // 2 else "reef_fish"
        save(art / folder / f"one_{number}.png", one_of_a_shoal(number))
    return art


def test_a_kind_takes_the_first_free_place_and_moves_no_other(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "dart", "reef_fish")
    world = taught_world(shipped.world, kinds, ("reef",))
    changed = [
        (place, after)
        for place, (before, after) in enumerate(zip(shipped.world.tokens, world.tokens, strict=True))
        if before != after
    ]
    assert [after for _, after in changed] == [("species", "dart")]
    assert world.species == (*shipped.world.species, "dart")
    assert world.category_of["dart"] == "reef_fish"
    assert world.homes["dart"] == ("reef",)


def test_a_style_is_a_kind_for_each_category_that_its_folders_name(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "ink", None)
    assert {(kind.name, kind.category, len(kind.sprites)) for kind in kinds} == {
        ("ink_reef_fish", "reef_fish", FEWEST // 2),
        ("ink_coral", "coral", FEWEST // 2),
    }


@pytest.mark.parametrize(
    ("name", "category", "said"),
    [
        ("Big Fish", "coral", "--name must be a word"),
        ("tang", "reef_fish", "it has the name 'tang' already"),
        ("dart", "bird", "its categories are reef_fish, .*; got 'bird'"),
    ],
)
def test_names_that_will_not_do_get_a_line(
    shipped: Weights, lesson: Lesson, name: str, category: str, said: str
) -> None:
    with pytest.raises(LessonError, match=said):
        kinds_of(lesson, shipped.world, name, category)


def test_all_places_for_species_can_be_taken_and_no_more(shipped: Weights, lesson: Lesson) -> None:
    world = shipped.world
    while len(world.species) < 64:
        world = world.with_species(f"more_{len(world.species)}", "coral")
    with pytest.raises(LessonError, match="all of its places for species are taken"):
        kinds_of(lesson, world, "dart", "coral")


def test_new_individuals_are_drawn_beside_the_old_rows(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "dart", "reef_fish")
    world = taught_world(shipped.world, kinds, ())
    rows = taught_rows(shipped.trait_rows, world, kinds)
    assert np.array_equal(rows[: len(shipped.trait_rows)], shipped.trait_rows)
    table = TraitTable(world, rows)
    assert "dart" in table.species
    drawn = table.individual(Wish("abyss", "reef_fish", "dart"), species_draw=0, traits_draw=5)
    assert drawn.prompt[2] == world.token_id("species", "dart")
    assert {"family", "accent", "growth"} <= drawn.traits.keys()
    assert "pose" not in drawn.traits  # nobody knows it of a picture


def test_pictures_stand_in_every_zone_of_theirs_with_named_parts(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "dart", "reef_fish")
    world = taught_world(shipped.world, kinds, ())
    sprites = labelled_sprites(kinds, shipped, world, ("reef", "abyss"))
    assert len(sprites) == 2 * FEWEST
    assert set(sprites.labels[:, 0].tolist()) == {world.token_id("zone", zone) for zone in ("reef", "abyss")}
    assert ((sprites.parts > 0) == (sprites.indices > 0)).all()
    assert (sprites.labels != PAD).all()


def test_the_labeller_knows_the_new_kind_as_unknown(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "dart", "reef_fish")
    assert shipped.labeller is not None
    labeller = taught_labeller(shipped.labeller, kinds)
    assert labeller is not None
    if BY_SPECIES in labeller:  # an older one
        assert len(labeller[BY_SPECIES]) == len(shipped.labeller[BY_SPECIES]) + 1
        assert np.array_equal(labeller[BY_SPECIES][-1], shipped.labeller[BY_SPECIES][UNKNOWN])
    else:
        assert not labeller[BY_ID][shipped.world.tokens.index(None)].any()


def test_a_kinds_token_begins_as_the_mean_of_its_category(shipped: Weights, lesson: Lesson) -> None:
    kinds = kinds_of(lesson, shipped.world, "dart", "reef_fish")
    world = taught_world(shipped.world, kinds, ())
    model = Transformer()
    before = model.token.weight.detach().clone()
    plant(model, shipped.world, world, kinds)
    changed = (model.token.weight != before).any(dim=1).nonzero().flatten().tolist()
    first = (SLOTS - 1) * SLOT_TOKENS
    kin = [name for name in shipped.world.species if shipped.world.category_of[name] == "reef_fish"]
    assert changed == [first + world.token_id("species", "dart")]
    mean = before[[first + world.token_id("species", name) for name in kin]].mean(dim=0)
    assert torch.allclose(model.token.weight[changed[0]], mean)


def test_copies_are_counted_and_the_near_are_told_from_the_far(lesson: Lesson) -> None:
    pictures = np.stack([one.indices for one in lesson.found])
    other = pictures[1].copy()
    other[np.nonzero(other)[0][0], np.nonzero(other)[1][0]] = 9
    figures = new_figures(np.stack([pictures[0], other, np.full((32, 32), 9, dtype=np.uint8)]), pictures)
    assert (figures.copies, figures.hardly_other) == (1, 2)
    assert figures.near == pytest.approx(2 / 3, abs=1e-3)
    assert "less than 97%" in lines(0.9, 0.8, {})[0]
    assert "kept" in lines(0.9, 0.89, {"dart": figures})[0]


def test_a_lesson_that_was_too_short_says_how_to_go_on() -> None:
    assert too_short(10_000, 50) is None
    said = too_short(1_680, 50)
    assert said is not None
    assert said.startswith("1,680 sprites were learnt, 10,000 are wanted for 50 pictures")
    assert "--resume --force" in said


def test_a_wrong_folder_is_one_line_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [str(tmp_path / "no"), "--name", "dart", "--as-species-of", "coral", "--run", str(tmp_path / "run")]
    assert teach.main([*asked, "--out", str(tmp_path / "o.safetensors")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("teach: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "run").exists()


def test_weights_that_are_there_are_not_replaced_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine.safetensors"
    out.write_bytes(b"mine")
    assert teach.main([str(tmp_path), "--name", "dart", "--as-style", "--out", str(out)]) == 1
    assert "replace it with --force" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
