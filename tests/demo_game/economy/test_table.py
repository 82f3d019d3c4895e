"""The designer's table: what it may say, and the one line when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo_game.economy.table import FILE, Economy, economy_of, read_economy, shipped_economy
from pixelgen import PixelgenError

TEXT = FILE.read_text(encoding="utf-8")


def test_the_table_of_the_game_is_whole() -> None:
    economy = shipped_economy()
    assert 40 <= len(economy.goals) <= 60
    assert {goal.tier for goal in economy.goals} == set(range(1, 7))
    assert sum(goal.ends for goal in economy.goals) == 1
    assert all(goal.reward or goal.gift for goal in economy.goals)
    for upgrade in economy.upgrades.values():
        assert list(upgrade.costs) == sorted(upgrade.costs)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("star = 1 ", "star = -1 ", "[research] star must be a whole number from 0 to 1000; got -1"),
        ("star = 1 ", "stars = 1 ", "[research] has no 'stars'"),
        ("costs = [140, 280, 340]", "costs = [110, 230]", "[upgrades.hull] costs must be a list of 3"),
        ("bears = [2, 3, 5, 6]", "bears = [2, 3, 5, 9]", "[upgrades.hull] bears must be a whole number from 1 to 6"),
        ('kind = "fall"', 'kind = "falls"', "goal 'fall': kind must be one of photo, species"),
        ('zone = "hadal"\nreward', 'zone = "hades"\nreward', "goal 'hadal': zone must be one of shallows"),
        ('id = "calm"', 'id = "ground"', "two goals have the id 'ground'"),
        ('"growth=young"]', '"growth=old"]', "a look must be a trait and its values"),
        ('title = "Dive down to the reef"\n', "", "goal 'reef' must have title"),
        ("shy = true", 'shy = "yes"', "goal 'shy': shy must be of the kind bool; got 'yes'"),
        ('hadal = ["giant_isopod"', 'hadal = ["isopod"', "[homes] hadal: 'isopod' is no species"),
        ("[research]", "[research", "is not TOML"),
    ],
)
def test_a_mistake_is_one_line_that_names_its_place(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(PixelgenError) as caught:
        economy_of(TEXT.replace(old, new, 1))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_line_too(tmp_path: Path) -> None:
    with pytest.raises(PixelgenError, match="cannot read"):
        read_economy(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(PixelgenError, match=r"bad\.toml must be UTF-8"):
        read_economy(tmp_path / "bad.toml")


def income(economy: Economy) -> int:
    """What the shallows and the reef give who takes good pictures of all 38 species, and the first goals."""
    return 38 * (economy.worth.species + 3 * economy.worth.star) + sum(
        goal.reward for goal in economy.goals if goal.tier == 1
    )


def test_who_buys_everything_else_first_can_still_pay_the_first_hull() -> None:
    economy = shipped_economy()
    others = sum(upgrade.costs[0] for part, upgrade in economy.upgrades.items() if part != "hull")
    assert income(economy) >= others + economy.upgrades["hull"].costs[0]
    assert economy.worth.again > 0  # and a picture on another dive always gives something: nobody is ever stuck
