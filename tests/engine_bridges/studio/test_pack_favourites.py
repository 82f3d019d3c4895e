from __future__ import annotations

from pathlib import Path

import pytest

from engine_bridges.creatures.creature import PackError
from engine_bridges.studio.pack_favourites import PackFavourites, free_name
from pixelgen import PixelgenError, SpriteRequest
from tests.fake_generator import dna_of

DNA = dna_of(SpriteRequest("reef", "reef_fish", "clownfish", seed=3))
PACK = """\
# the reef of my game
[pack]
name = "reef"  # as in the game
frames = 4

# Shallows
[[creatures]]
name = "turtle"   # old
zone = "shallows"
species = "sea_turtle"
# seed = 3

# Reef: three of them
[[creatures]]
name = "clown_{number}"
zone = "reef"
species = "clownfish"
count = 3

# their child
[[creatures]]
name = "child"
parents = ["clown_1", "turtle"]

# art of our own
# [[pictures]]
# file = "whale.png"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reef.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


def names(favourites: PackFavourites) -> list[str]:
    return [one.name for one in favourites.entries()]


def test_what_is_added_comes_after_the_last_creature_and_all_else_stays(file: Path) -> None:
    assert PackFavourites(file).add(DNA, "Turtle") == "turtle_2"
    added = f'\n[[creatures]]\nname = "turtle_2"\ndna = "{DNA}"\n'
    before, mark, after = PACK.partition("\n# art of our own")
    assert file.read_text(encoding="utf-8") == before + added + mark + after


def test_a_second_one_is_put_after_the_first(file: Path) -> None:
    favourites = PackFavourites(file)
    favourites.add(DNA, "one")
    favourites.add(DNA, "two")
    assert names(favourites) == ["turtle", "clown_1", "clown_2", "clown_3", "child", "one", "two"]
    assert file.read_text(encoding="utf-8").endswith('# [[pictures]]\n# file = "whale.png"\n')


def test_a_new_name_is_also_that_of_a_parent(file: Path) -> None:
    PackFavourites(file).rename("turtle", "old_one")
    expected = PACK.replace('name = "turtle" ', 'name = "old_one" ').replace(
        '"clown_1", "turtle"', '"clown_1", "old_one"'
    )
    assert file.read_text(encoding="utf-8") == expected


def test_what_is_removed_leaves_the_comments_of_the_others(file: Path) -> None:
    favourites = PackFavourites(file)
    favourites.remove("child")
    text = file.read_text(encoding="utf-8")
    assert "# art of our own" in text
    assert 'child"' not in text
    favourites.remove("turtle")
    text = file.read_text(encoding="utf-8")
    assert "# Reef: three of them\n[[creatures]]" in text
    assert "# Shallows" in text
    assert names(favourites) == ["clown_1", "clown_2", "clown_3"]
    with pytest.raises(PackError, match="last creature"):
        favourites.remove("clown_2")
    favourites.add(DNA, "other")
    favourites.remove("clown_2")
    assert names(favourites) == ["other"]


def test_an_edit_that_would_break_the_pack_writes_nothing(file: Path) -> None:
    favourites = PackFavourites(file)
    with pytest.raises(PackError, match="parents"):
        favourites.remove("turtle")  # the child's parent
    with pytest.raises(PackError, match="rename them"):
        favourites.rename("clown_1", "clown")
    with pytest.raises(PackError, match="creature"):
        favourites.rename("child", "turtle")
    for name in ("", "A", "../x", "con", "a" * 65):
        with pytest.raises(PixelgenError):
            favourites.rename("child", name)
    with pytest.raises(PackError, match="any more"):
        favourites.remove("whale")
    assert file.read_text(encoding="utf-8") == PACK


def test_a_file_that_is_not_there_is_made_by_the_first_creature(tmp_path: Path) -> None:
    file = tmp_path / "My Reef.toml"
    favourites = PackFavourites(file)
    assert names(favourites) == []
    assert not file.exists()
    favourites.add(DNA, "")
    assert names(favourites) == ["creature"]
    text = file.read_text(encoding="utf-8")
    assert 'name = "my_reef"' in text
    favourites.add(DNA, "")
    assert names(favourites) == ["creature", "creature_2"]


def test_an_edit_by_hand_shows_and_is_kept(file: Path) -> None:
    favourites = PackFavourites(file)
    before = favourites.version()
    file.write_text(PACK.replace("frames = 4", "frames = 5"), encoding="utf-8")
    assert favourites.version() != before
    favourites.add(DNA, "new")
    assert "frames = 5" in file.read_text(encoding="utf-8")


def test_names_are_free_and_such_as_packs_take() -> None:
    assert free_name("Blue Tang!", {"blue_tang", "blue_tang_2"}) == "blue_tang_3"
    assert free_name("", ()) == "creature"
    assert free_name("con", ()) == "con_pack"
