"""Which creatures a pack has, who they are, and what changes them: nothing but their own tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine_bridges.creatures.creature import check_name
from engine_bridges.pack_file.creature import PackCreature
from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.pack_file.pack import Pack, parse_pack
from pixelgen import Mask, SpriteRequest, bred, inpainted, read_picture
from pixelgen.requests.dna import encode_dna
from tests.engine_bridges.pack_file.test_pack import png

SPECIES_HERE = ("tang", "crab", "squid")


def parsed(source: str, head: str = "") -> Pack:
    return parse_pack(f'[pack]\nname = "reef"\n{head}{source}', Path("reef.toml"), read=lambda _: png())


def table(**said: object) -> str:
    lines = [f"{key} = {value if not isinstance(value, str) else repr(value)}" for key, value in said.items()]
    return "\n".join(["[[creatures]]", *lines, ""])


def named(pack: Pack) -> dict[str, PackCreature]:
    return {one.name: one for one in pack.creatures}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({}, ["reef_tang"]),
        ({"count": 1}, ["reef_tang_01"]),
        ({"count": 2}, ["reef_tang_01", "reef_tang_02"]),
        ({"seeds": [7, 3]}, ["reef_tang_01", "reef_tang_02"]),
        ({"name": "nemo"}, ["nemo"]),
        ({"name": "nemo", "count": 2}, ["nemo_01", "nemo_02"]),
        ({"name": "nemo-{number}", "count": 2}, ["nemo-1", "nemo-2"]),
        ({"name": "{number:03}_{zone}", "count": 2}, ["001_reef", "002_reef"]),
        ({"name": "{number}"}, ["1"]),
        ({"name": "{category}_{species}"}, ["reef_fish_tang"]),
    ],
)
def test_names_follow_their_pattern(said: dict[str, object], names: list[str]) -> None:
    pack = parsed(table(zone="reef", species="tang", **said))
    assert [one.name for one in pack.creatures] == names


def test_who_has_no_species_is_called_by_its_category() -> None:
    assert [one.name for one in parsed(table(zone="reef", category="coral")).creatures] == ["reef_coral"]


def test_a_hundredth_one_has_a_longer_number_and_stays_unique() -> None:
    names = [one.name for one in parsed(table(zone="reef", species="tang", count=120)).creatures]
    assert names[8:10] + names[98:100] == ["reef_tang_09", "reef_tang_10", "reef_tang_99", "reef_tang_100"]
    assert len(set(names)) == 120


def test_seeds_are_the_tables_own_when_it_has_some() -> None:
    def seeds(**said: object) -> list[int]:
        return [one.request.seed for one in parsed(table(zone="reef", species="tang", **said)).creatures]

    assert seeds(seed=5) == [5]
    assert seeds(seed=5, count=3) == [5, 6, 7]
    assert seeds(seeds=[9, 2]) == [9, 2]


def test_seeds_from_names_never_change() -> None:
    pack = parsed(table(zone="reef", species="tang", count=2), head="seed = 7\n")
    assert [one.request.seed for one in pack.creatures] == [4928508237555051009, 8169212478904977638]


def test_another_seed_of_the_pack_gives_other_individuals() -> None:
    source = table(zone="reef", species="tang", count=20) + table(zone="reef", species="crab", seed=1)
    one, two = (named(parsed(source, head=f"seed = {seed}\n")) for seed in (1, 2))
    changed = {name for name in one if one[name].request != two[name].request}
    assert changed == one.keys() - {"reef_crab"}


TABLES = st.lists(
    st.builds(
        lambda name, species, count: (name, species, count),
        st.none() | st.sampled_from(["a", "b", "a_{number}", "{species}_{number:03}", "c-{number}"]),
        st.sampled_from(SPECIES_HERE),
        st.none() | st.integers(1, 4),
    ),
    min_size=1,
    max_size=6,
)


def source_of(tables: list[tuple[str | None, str, int | None]]) -> str:
    said = [{"name": name, "species": species, "count": count, "zone": "reef"} for name, species, count in tables]
    return "".join(table(**{key: value for key, value in one.items() if value is not None}) for one in said)


@given(TABLES, TABLES)
def test_names_are_unique_and_a_creature_more_changes_no_other(
    tables: list[tuple[str | None, str, int | None]], more: list[tuple[str | None, str, int | None]]
) -> None:
    try:
        before, after = named(parsed(source_of(tables))), parsed(source_of([*more, *tables]))
    except PackFileError as error:
        assume(any("no other creature has" not in one.message for one in error.errors))  # two of one name
        raise
    assert len(named(after)) == len(after.creatures)
    for creature in after.creatures:
        check_name("creature", creature.name)
    for name, creature in before.items():
        assert named(after)[name].request == creature.request


@given(st.integers(1, 30), st.integers(1, 30))
def test_raising_the_count_keeps_those_that_were_there(few: int, more: int) -> None:
    few, more = sorted((few, more))
    before, after = (parsed(table(zone="reef", species="tang", count=count)).creatures for count in (few, more))
    assert after[:few] == before


def test_two_of_one_name_are_told_once_with_the_line_of_the_first() -> None:
    with pytest.raises(PackFileError) as caught:
        parsed(table(zone="reef", species="tang", count=50) * 3)
    assert [(one.line, one.message.rpartition(";")[2]) for one in caught.value.errors] == [
        (7, " reef_tang_01 is on line 3 already"),
        (11, " reef_tang_01 is on line 3 already"),
    ]


def test_a_child_is_what_bred_makes_of_its_parents_wherever_they_stand() -> None:
    child = table(name="child", parents=["b", "a"], mask=0.25, pattern="fins", temperature=0.5, seed=3)
    pack = parsed(child + table(name="a", zone="reef", species="tang") + table(name="b", zone="abyss", species="squid"))
    found = named(pack)
    assert [one.name for one in pack.creatures] == ["child", "a", "b"]
    assert found["child"].request == bred(
        found["b"].request, found["a"].request, seed=3, mask=Mask("fins", 0.25), temperature=0.5
    )
    assert (found["child"].request.zone, found["child"].request.species) == ("abyss", "squid")
    assert (found["child"].parents, found["child"].generation) == (("b", "a"), 1)


def test_one_parent_gives_a_variant_and_colours_hold_for_what_is_drawn_anew() -> None:
    pack = parsed(
        table(name="a", zone="reef", species="tang", count=2)
        + table(name="v_{number}", parents=["a_01"], count=2)
        + table(name="w", parents=["v_2"], species="crab"),
        head='colours = ["rose"]\n',
    )
    found = named(pack)
    for name in ("v_1", "v_2"):
        request = found[name].request
        expected = inpainted(found["a_01"].request, Mask(), seed=request.seed, colours=("rose",))
        assert request == expected
    assert found["v_1"].request.seed != found["v_2"].request.seed
    assert (found["w"].generation, found["w"].request.category) == (2, "grazer")


def test_pictures_and_dnas_are_parents_too() -> None:
    squid = SpriteRequest("abyss", "cephalopod", "squid", seed=5)
    dna = encode_dna(squid, weights="ab" * 32, engine_version=3)
    pack = parsed(
        table(name="a", parents=["art/one.PNG", dna], seed=1)
        + table(name="b", parents=["art/one.PNG"], zone="reef", species="crab", seed=2)
        + table(name="c", dna=dna)
        + table(dna=dna, frames=4)
    )
    found = named(pack)
    picture = read_picture(png())
    assert found["a"].request == bred(picture, squid, seed=1)
    assert found["b"].request == inpainted(picture, Mask(), zone="reef", category="grazer", species="crab", seed=2)
    assert found["c"].request == found["abyss_squid"].request == squid
    assert [len(found[name].pinned) for name in ("a", "b", "c")] == [1, 0, 1]
    assert pack.sources == (Path("reef.toml"), Path("art/one.PNG"))


def test_a_picture_that_many_name_is_read_once() -> None:
    asked: list[Path] = []

    def read(path: Path) -> bytes:
        asked.append(path)
        return png()

    source = '[pack]\nname = "reef"\n' + "".join(
        table(name=f"a{number}", parents=["one.png"], zone="reef", species="crab") for number in range(3)
    )
    parse_pack(source, Path("reef.toml"), read=read)
    assert asked == [Path("one.png")]


def test_a_cycle_is_named_in_full_once_and_its_descendants_are_not_blamed() -> None:
    with pytest.raises(PackFileError) as caught:
        parsed(
            table(name="d", parents=["a"])
            + table(name="b", parents=["c", "d2"])
            + table(name="c", parents=["a"])
            + table(name="a", parents=["b"])
            + table(name="d2", zone="reef", species="tang")
        )
    (mistake,) = caught.value.errors
    assert re.fullmatch(r".* itself: b -> c -> a -> b", mistake.message)
    assert (mistake.line, mistake.key) == (8, "creatures.parents")


def test_a_dynasty_of_two_thousand_generations_is_a_pack() -> None:
    source = table(name="g0", zone="reef", species="tang") + "".join(
        table(name=f"g{number}", parents=[f"g{number - 1}"]) for number in range(1, 2000)
    )
    assert parsed(source).creatures[-1].generation == 1999


def test_home_is_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mira")
    monkeypatch.setenv("USERPROFILE", "/home/mira")
    pack = parsed(table(zone="reef", species="tang"), head='output = "~/game/reef"\n')
    assert pack.output == Path("/home/mira/game/reef")


def test_a_pack_has_room_for_so_many_creatures_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine_bridges.pack_file.expansion.MOST_CREATURES", 6)
    few = table(name="a", zone="reef", species="tang", count=3)
    many = table(name="b", zone="reef", species="tang", count=4)
    assert len(parsed(few + few.replace("'a'", "'b'")).creatures) == 6
    with pytest.raises(PackFileError) as caught:
        parsed(few + many)
    assert [(one.line, one.key) for one in caught.value.errors] == [(12, "creatures.count")]
