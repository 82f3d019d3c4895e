"""The model card says what the file of the weights says, and holds figures of no other weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pixelgen.generator import SHIPPED_WEIGHTS
from training import model_card
from training.model_card import CARD, FIGURES, FILE, CardError, block, facts_of, file_lines, true_card, with_block

BARE = "# Card\n<!-- the file -->\n<!-- end of the file -->\ntext\n<!-- the figures -->\n<!-- end of the figures -->\n"
DIGEST = facts_of(SHIPPED_WEIGHTS)["sha256"][:16]
FIGURES_OF_OURS = {
    "bars": [{"asks": "none empty", "reaches": "0.00%", "met": True}, {"asks": "AUC", "reaches": "0.9", "met": False}],
    "facts": {"weights": DIGEST, "engine": 5},
}


def test_the_card_is_that_of_the_shipped_weights() -> None:
    card = CARD.read_text(encoding="utf-8")
    assert true_card(card, SHIPPED_WEIGHTS) == card, "new weights: run `python -m training.model_card --write`"


def test_what_the_file_says_is_in_its_part_alone() -> None:
    facts = facts_of(SHIPPED_WEIGHTS)
    card = true_card(BARE, SHIPPED_WEIGHTS)
    told = block(card, FILE)
    assert DIGEST in told
    assert f"{int(facts['sprites_seen']):,} sprites seen" in told
    assert card.startswith("# Card\n")
    assert "\ntext\n" in card


def test_the_last_validation_is_told_where_there_was_one() -> None:
    facts = {**facts_of(SHIPPED_WEIGHTS), "validation": '{"nats": 263.47, "part_nats": 100.6, "accuracy": 0.763}'}
    assert file_lines(facts, size=4_019_037)[-1] == (
        "| last validation | from scratch 263.5 nats a sprite; kept by parts 100.6 nats a sprite;"
        " 76.3% of tokens right |"
    )
    del facts["validation"]
    assert file_lines(facts, size=4_019_037)[-1] == "| last validation | none |"


def test_figures_of_other_weights_are_taken_out_and_their_own_stay() -> None:
    others = with_block(BARE, FIGURES, ["of 0123456789abcdef: all well"])
    assert "all well" not in true_card(others, SHIPPED_WEIGHTS)
    assert f"`{DIGEST}` are not measured" in true_card(others, SHIPPED_WEIGHTS)
    own = with_block(BARE, FIGURES, [f"of {DIGEST}: all well"])
    assert "all well" in true_card(own, SHIPPED_WEIGHTS)


def test_figures_of_an_evaluation_are_its_bars() -> None:
    told = block(true_card(BARE, SHIPPED_WEIGHTS, FIGURES_OF_OURS), FIGURES)
    assert "| none empty | 0.00% | met |" in told
    assert "| AUC | 0.9 | missed |" in told
    assert f"weights {DIGEST}, engine 5" in told


def test_figures_of_others_are_refused() -> None:
    with pytest.raises(CardError, match="expected figures of the weights"):
        true_card(BARE, SHIPPED_WEIGHTS, {"bars": [], "facts": {"weights": "0" * 16}})


def test_a_card_without_the_comments_is_one_clear_line() -> None:
    with pytest.raises(CardError, match="<!-- the file -->"):
        true_card("# Card\n", SHIPPED_WEIGHTS)


def test_the_command_compares_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    card, figures = tmp_path / "card.md", tmp_path / "figures.json"
    card.write_text(BARE, encoding="utf-8")
    figures.write_text(json.dumps(FIGURES_OF_OURS), encoding="utf-8")
    monkeypatch.setattr(model_card, "CARD", card)
    assert model_card.main([]) == 1
    assert "--write" in capsys.readouterr().err
    assert card.read_text(encoding="utf-8") == BARE
    assert model_card.main(["--write"]) == model_card.main([]) == 0
    assert "not measured" in card.read_text(encoding="utf-8")
    assert model_card.main(["--figures", str(figures)]) == model_card.main([]) == 0
    assert "| AUC | 0.9 | missed |" in card.read_text(encoding="utf-8")
    figures.write_text("{}", encoding="utf-8")
    assert model_card.main(["--figures", str(figures)]) == 1
