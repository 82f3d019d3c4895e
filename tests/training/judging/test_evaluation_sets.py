"""What an evaluation asks for: as many of every cell, all species in turn, corpus sprites of the same cells."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from pixelgen.model.individuals import TraitTable
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES, meaning
from tests.tiny_weights import tiny_weights
from training.judging.evaluation_sets import (
    CELLS,
    TRAINING_SEED,
    asked,
    bare_requests,
    corpus_cells,
    each_species_corpus,
    each_species_requests,
    individuals,
    learnt_species,
    species_requests,
    training_sprites,
)
from training.judging.judge_network import HEADS, UNKNOWN, label_classes
from training.network.sea import sea
from training.network.settings import RunSettings
from training.samples.drawn_sprites import draw_many
from training.samples.shards import write_shards
from training.samples.trait_rows import all_trait_rows


def test_every_cell_is_asked_for_alike_and_in_order() -> None:
    requests = bare_requests(3, temperature=0.4)
    assert [(request.zone, request.category) for request in requests] == [cell for cell in CELLS for _ in range(3)]
    assert {request.temperature for request in requests} == {0.4}
    assert all(request.species is None for request in requests)
    assert len({request.key() for request in requests}) == 108


def test_few_sprites_a_cell_meet_every_species() -> None:
    requests = species_requests(2, temperature=0.7, learnt=SPECIES)
    assert len(requests) == 72
    assert {request.species for request in requests} == set(SPECIES)


def test_many_sprites_a_cell_meet_its_species_alike() -> None:
    requests = species_requests(16, temperature=0.7, learnt=SPECIES)
    times = Counter(r.species for r in requests if (r.zone, r.category) == ("reef", "reef_fish"))
    assert set(times.values()) == {2}
    assert len({request.key() for request in requests}) == len(requests)


def test_only_learnt_species_are_asked_for() -> None:
    requests = species_requests(3, temperature=0.7, learnt=["crab", "octopus"])
    assert {(request.category, request.species) for request in requests} == {
        ("grazer", "crab"),
        ("cephalopod", "octopus"),
    }
    assert len(requests) == 36


def test_what_was_asked_for_is_known_as_places_in_the_judges_names() -> None:
    bare, wishes = bare_requests(1, temperature=0.7), species_requests(1, temperature=0.7, learnt=SPECIES)
    sprites = np.zeros((36, 32, 32), dtype=np.uint8)
    assert set(asked(bare, sprites).classes) == {"zone", "category"}
    classes = asked(wishes, sprites).classes
    for at, request in enumerate(wishes):
        assert HEADS["species"][classes["species"][at]] == request.species
        assert HEADS["category"][classes["category"][at]] == request.category
        assert HEADS["zone"][classes["zone"][at]] == request.zone


def test_corpus_sprites_answer_the_requests_place_by_place() -> None:
    two, one = corpus_cells(5, 2), corpus_cells(5, 1)
    assert len(two) == 72
    assert np.array_equal(two.classes["zone"], np.repeat(np.arange(len(ZONES)), 2 * len(CATEGORIES)))
    assert np.array_equal(two.classes["category"], np.tile(np.repeat(np.arange(len(CATEGORIES)), 2), len(ZONES)))
    assert np.array_equal(two.indices[::2], one.indices)
    of = [CATEGORIES.index(SPECIES[HEADS["species"][place]]) for place in two.classes["species"].tolist()]
    assert of == two.classes["category"].tolist()
    assert not np.array_equal(corpus_cells(6, 1).indices, one.indices)


def test_training_sprites_are_those_that_the_shipped_settings_train_on(tmp_path: Path) -> None:
    assert RunSettings().seed == TRAINING_SEED
    drawn = training_sprites(None, 5)
    assert np.array_equal(drawn, draw_many(TRAINING_SEED, range(5)).indices)
    write_shards(tmp_path, seed=1, count=3, processes=1, draw=partial(draw_many, 1))
    assert np.array_equal(training_sprites(tmp_path, 5), draw_many(1, range(3)).indices)


@pytest.mark.parametrize(("facts", "learnt"), [({}, list(SPECIES)), ({"species": "crab,octopus"}, ["crab", "octopus"])])
def test_weights_say_which_species_they_have_learnt(facts: dict[str, str], learnt: list[str]) -> None:
    from dataclasses import replace

    assert learnt_species(replace(tiny_weights(), facts=facts)) == learnt


def test_sprites_are_labelled_with_the_traits_that_their_requests_are_drawn_with() -> None:
    wish = SpriteRequest("reef", "grazer", species="crab", traits={"pose": "turn", "family": "rose"}, seed=4)
    found = individuals([wish], np.zeros((1, 32, 32), dtype=np.uint8), TraitTable(sea(), all_trait_rows()))
    is_ = {name: HEADS[name][places[0]] for name, places in label_classes(found).items() if places[0] != UNKNOWN}
    assert (is_["species"], is_["pose"], is_["family"]) == ("crab", "turn", "rose")
    assert {"build", "growth", "accent"} <= set(is_)  # drawn by the seed


def test_each_species_is_asked_for_in_every_zone_and_the_corpus_answers_cell_by_cell() -> None:
    requests = each_species_requests(2, learnt=("crab", "conch"))
    assert len(requests) == 2 * 6 * 2
    corpus = each_species_corpus(5, 2, learnt=("crab", "conch"))
    drawn = individuals(requests, corpus.indices, TraitTable(sea(), all_trait_rows()))
    assert np.array_equal(drawn.labels[:, :3], corpus.labels[:, :3])
    assert len(np.unique(corpus.labels[:, :3], axis=0)) == 12
    assert [meaning(zone)[1] for zone in corpus.labels[:, 0].tolist()] == [request.zone for request in requests]
    assert len(np.unique(corpus.indices, axis=0)) == len(requests)
    again = each_species_corpus(5, 2, learnt=("conch",))
    conch = [at for at, request in enumerate(requests) if request.species == "conch"]
    assert np.array_equal(again.indices, corpus.indices[conch])
