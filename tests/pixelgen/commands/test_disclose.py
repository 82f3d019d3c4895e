"""What a shop's form is told: true of the weights and the code that draw."""

from __future__ import annotations

import json

import pytest

from pixelgen.commands.cli import main
from pixelgen.files.generated_mark import SOURCE_TYPE
from pixelgen.palette import RGB
from pixelgen.vocabulary import CATEGORIES, SPECIES
from tests.fake_generator import FakeGenerator

QUESTIONS = ["what", "when", "guardrails", "weights", "licences"]


def told(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, str]:
    assert main(["disclose", "--json", *options], generator_factory=FakeGenerator) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_every_question_is_answered_with_the_facts_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys)
    assert list(found) == [*QUESTIONS, "digital_source_type", "weights_digest"]
    assert f"the {len(RGB) - 1} colours of a fixed palette" in found["guardrails"]
    assert f"{len(SPECIES)} species of sea creatures in {len(CATEGORIES)} categories" in found["guardrails"]
    assert "works offline" in found["guardrails"]
    assert FakeGenerator.weights_digest in found["weights"]
    assert "trained from scratch" in found["weights"]
    assert found["digital_source_type"] == SOURCE_TYPE


def test_a_game_that_ships_pictures_generates_none_while_it_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys)["what"].startswith("Live-generated")
    prepared = told(capsys, "--prepared")
    assert prepared["what"].startswith("Pre-generated")
    assert "nothing is generated while it runs" in prepared["when"]


def test_nothing_is_claimed_of_weights_that_do_not_ship(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--weights", "mine.safetensors")["weights"]
    assert "mine.safetensors" in found
    assert "trained from scratch" not in found


def test_people_get_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disclose"], generator_factory=FakeGenerator) == 0
    paragraphs = capsys.readouterr().out.strip().split("\n\n")
    assert len(paragraphs) == len(QUESTIONS)
    assert max(map(len, "\n".join(paragraphs).splitlines())) <= 100
