from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from engine_bridges.pack_file.pack import parse_pack, read_pack
from engine_bridges.studio.actions import Actions
from engine_bridges.studio.pack_favourites import PackFavourites
from pixelgen import (
    RAMPS,
    RGB,
    Generator,
    Mask,
    PixelgenError,
    SpriteRequest,
    encode_png,
    inpainted,
    read_dna,
    read_picture,
    shade,
    style_of,
)
from pixelgen.files.animated_gif import gif_text
from tests.pixelgen.look.foreign_pictures import fish, png, strip

FISH = {"zone": "reef", "species": "clownfish", "category": "reef_fish", "seed": "9007199254740993"}
JELLY = {"zone": "midnight", "category": "jellyfish", "seed": 3}


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=tmp_path_factory.mktemp("cache")) as made:
        yield made


@pytest.fixture(scope="module")
def actions(generator: Generator) -> Actions:
    return Actions(generator)


@pytest.fixture(scope="module")
def cards(actions: Actions) -> list[dict[str, Any]]:
    return actions.answer("draw", {"items": [FISH, JELLY]})  # type: ignore[no-any-return]


def pixels(text: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer(base64.b64decode(text), dtype=np.uint8)


def test_a_wish_is_drawn_as_everywhere_and_lit_as_its_zone(generator: Generator, cards: list[dict[str, Any]]) -> None:
    request = SpriteRequest("reef", "reef_fish", "clownfish", seed=2**53 + 1)
    sprite, card = generator.sprite(request), cards[0]
    assert card["dna"] == generator.dna(request)
    np.testing.assert_array_equal(pixels(card["indices"]), sprite.indices.ravel())
    np.testing.assert_array_equal(pixels(card["parts"]), sprite.parts.ravel())
    np.testing.assert_array_equal(pixels(card["lit"]), shade(sprite.indices, style_of("reef"), sprite.parts).ravel())
    assert card["species"] == "clownfish"
    assert {"family", "pattern", "eye"} <= card["traits"].keys()


def test_what_cannot_be_is_nobody_among_others_and_an_error_alone(actions: Actions) -> None:
    odd = {**FISH, "traits": {"family": "plaid"}}
    assert [card is None for card in actions.answer("draw", {"items": [JELLY, odd]})] == [False, True]
    with pytest.raises(PixelgenError, match="plaid"):
        actions.answer("draw", {"items": [odd]})


def test_a_litter_is_that_of_the_library_and_says_who_gave_what(
    generator: Generator, actions: Actions, cards: list[dict[str, Any]]
) -> None:
    a, b = ({"dna": card["dna"]} for card in cards)
    litter = actions.answer("litter", {"a": a, "b": b, "size": 3, "seed": 5})
    requests = generator.litter(*(generator.request_of(card["dna"]) for card in cards), size=3, seed=5)
    assert [child["dna"] for child in litter] == [generator.dna(request) for request in requests]
    assert litter[0]["heredity"]["species_from"] in ("A", "B")
    tree = actions.answer("tree", {"item": {"dna": litter[0]["dna"]}})
    assert [node["card"]["id"] for node in tree] == [litter[0]["id"], cards[0]["id"], cards[1]["id"]]
    assert tree[0]["parents"] == [cards[0]["id"], cards[1]["id"]]
    genes = actions.answer("look", {"item": {"dna": litter[0]["dna"]}})["genes"]
    assert {gene["shown_from"] for gene in genes} <= {"A", "B", "new"}


def test_a_hole_has_as_many_answers_and_the_rest_stays(
    generator: Generator, actions: Actions, cards: list[dict[str, Any]]
) -> None:
    hole = np.zeros((32, 32), dtype=np.bool_)
    hole[8:20, 4:18] = True
    item = {"dna": cards[0]["dna"]}
    answers = actions.answer("mend", {"item": item, "mask": Mask.of_pixels(hole).pixels, "seed": 2, "count": 5})
    assert len({card["dna"] for card in answers}) == 5
    expected = inpainted(generator.request_of(cards[0]["dna"]), hole, seed=2)
    assert answers[0]["dna"] == generator.dna(expected)
    assert answers[0]["traits"] == cards[0]["traits"]  # its genes are its parent's
    kept = ~hole.ravel()
    np.testing.assert_array_equal(pixels(answers[1]["indices"])[kept], pixels(cards[0]["indices"])[kept])
    assert len(actions.answer("mend", {"item": item, "mask": "fins", "count": 2})) == 2
    assert len(actions.answer("pair", {"a": item, "b": {"dna": cards[1]["dna"]}, "pattern": "head", "count": 2})) == 2


def test_a_creature_has_layers_and_moves(actions: Actions, cards: list[dict[str, Any]]) -> None:
    look = actions.answer("look", {"item": {"dna": cards[0]["dna"]}, "animation": "dart"})
    assert look["animation"] == "dart"
    assert len(pixels(look["frames"])) == len(look["durations_ms"]) * look["width"] * look["height"]
    assert len(pixels(look["normals"])) == 4096
    one, other = (
        actions.answer("light", {"item": FISH, "azimuth": azimuth, "elevation": 30})["lit"] for azimuth in (0, 180)
    )
    assert one != other


def test_a_picture_of_ones_own_is_looked_at_mended_and_a_parent(actions: Actions, cards: list[dict[str, Any]]) -> None:
    drawn = pixels(cards[0]["indices"]).reshape(32, 32)
    mirrored = encode_png(np.ascontiguousarray(drawn[:, ::-1]))
    item = {"file": base64.b64encode(mirrored).decode(), "zone": "reef", "species": "clownfish"}
    card = actions.answer("picture", item)
    np.testing.assert_array_equal(pixels(card["indices"]).reshape(32, 32), drawn[:, ::-1])
    again = {"picture": card["picture"], "zone": "reef", "species": "clownfish"}
    assert len(actions.answer("mend", {"item": again, "mask": "head", "count": 1})) == 1
    assert len(actions.answer("litter", {"a": again, "b": {"dna": cards[1]["dna"]}, "size": 1})) == 1
    nobody = {"picture": card["picture"], "zone": "reef"}
    with pytest.raises(PixelgenError, match="species"):
        actions.answer("mend", {"item": nobody, "mask": "head", "count": 1})


def test_files_hold_the_creature(generator: Generator, actions: Actions, cards: list[dict[str, Any]]) -> None:
    items, names = [{"dna": card["dna"]} for card in cards], ["Bob", "bob"]

    def file(kind: str, **more: Any) -> tuple[str, bytes]:
        told = actions.answer("export", {"items": items, "names": names, "kind": kind, **more})
        return told["name"], base64.b64decode(told["file"])

    name, png = file("png", scale=4)
    assert name == "bob.png"
    assert read_dna(png) == cards[0]["dna"]
    assert png == generator.png(generator.request_of(cards[0]["dna"]), scale=4)
    name, gif = file("gif", scale=2, animation="dart")
    assert gif.startswith(b"GIF89a")
    carried = gif_text(gif)
    assert carried is not None
    assert (carried[0]["pixelgen-dna"], carried[1]) == (cards[0]["dna"], True)
    coloured = file("png", rgb=[[200, at, 7] for at in range(64)])[1]
    assert read_picture(coloured) is not None
    assert coloured != file("png")[1]
    _, text = file("toml")
    pack = parse_pack(text.decode(), Path("pack.toml"))
    assert [one.name for one in pack.creatures] == ["bob", "bob_2"]
    with pytest.raises(PixelgenError, match="kind"):
        file("exe")


def test_a_picture_keeps_its_size_and_colours_and_moves(actions: Actions) -> None:
    drawn = fish(68, 46)
    content = base64.b64encode(png(drawn)).decode()
    card = actions.answer("picture", {"file": content, "zone": "reef"})
    own = card["picture"]
    assert (own["width"], own["height"], own["notes"]) == (68, 46, [])
    shown = np.array(own["colours"], np.uint8)[pixels(own["rows"])].reshape(46, 68, 4)
    np.testing.assert_array_equal(shown, drawn)
    item = {key: card[key] for key in ("picture", "zone", "species")}
    look = actions.answer("look", {"item": item, "animation": "idle"})
    assert (look["width"], look["height"]) == (72, 50)
    assert len(np.unique(pixels(look["frames"]).reshape(-1, 72 * 50), axis=0)) > 1
    light = actions.answer("light", {"item": item, "azimuth": 10, "elevation": 30})["lit"]
    assert light != own["lit"]
    assert pixels(light).max() < len(own["colours"])
    other = actions.answer("picture", {**item, "species": "octopus"})
    assert other["id"] != card["id"]
    for wrong in ({**own, "rows": "!"}, {**own, "width": 7}, {**own, "colours": []}, None, 7):
        with pytest.raises(PixelgenError, match="picture"):
            actions.answer("picture", {**item, "picture": wrong})


def test_a_strip_is_taken_in_as_frames_or_as_one_picture(actions: Actions) -> None:
    asked = {"file": base64.b64encode(png(strip(5))).decode(), "zone": "reef"}
    card = actions.answer("picture", asked)
    assert len(card["picture"]["durations_ms"]) == 5
    assert "looks like 5 frames" in card["picture"]["notes"][0]
    item = {key: card[key] for key in ("picture", "zone", "species")}
    look = actions.answer("look", {"item": item})
    assert (len(look["durations_ms"]), look["width"], look["loops"]) == (5, 28, True)
    assert len(actions.answer("picture", {**asked, "frames": 1})["picture"]["durations_ms"]) == 1


def test_a_picture_is_kept_in_the_pack_with_its_file_beside_it(generator: Generator, tmp_path: Path) -> None:
    file = tmp_path / "reef.toml"
    file.write_text('# mine\n[pack]\nname = "reef"\n\n[[creatures]]\nzone = "reef"\nspecies = "tang"\nname = "old"\n')
    kept = Actions(generator, PackFavourites(file))
    asked = {"file": base64.b64encode(png(strip(5))).decode(), "zone": "abyss", "species": "octopus"}
    card = kept.answer("picture", asked)
    item = {key: card[key] for key in ("picture", "zone", "species")}
    names = [kept.answer("keep", {"item": item, "name": "Octopus"})["name"] for _ in range(2)]
    assert names == ["octopus", "octopus_2"]
    assert file.read_text().startswith('# mine\n[pack]\nname = "reef"\n')
    assert {path.name for path in (tmp_path / "pictures").iterdir()} == {"octopus.png", "octopus_2.png"}
    old, first, second = kept.answer("pack", {})["creatures"]
    assert (old["name"], first["name"], second["name"]) == ("old", "octopus", "octopus_2")
    assert first["card"]["id"] == card["id"]
    assert (first["card"]["zone"], first["card"]["species"]) == ("abyss", "octopus")
    kept.answer("rename", {"name": "octopus_2", "to": "inky"})
    kept.answer("remove", {"name": "octopus"})
    assert [one["name"] for one in kept.answer("pack", {})["creatures"]] == ["old", "inky"]
    assert [one.card.name for one in read_pack(file).pictures] == ["inky"]
    kept.answer("remove", {"name": "old"})
    with pytest.raises(PixelgenError, match="last creature"):
        kept.answer("remove", {"name": "inky"})


@pytest.mark.slow
def test_pictures_go_into_packs_with_their_colours(actions: Actions, tmp_path: Path) -> None:
    cards = [
        actions.answer("picture", {"file": base64.b64encode(png(drawn)).decode(), "zone": "reef", "species": "tang"})
        for drawn in (fish(68, 46), strip(5))
    ]
    items = [{key: card[key] for key in ("picture", "zone", "species")} for card in cards]
    for kind in ("toml", "godot", "sheet"):
        told = actions.answer("export", {"items": items, "names": ["big", "film"], "kind": kind})
        folder = tmp_path / kind
        with ZipFile(io.BytesIO(base64.b64decode(told["file"]))) as archive:
            archive.extractall(folder)
        pack = read_pack(folder / ("pack.toml" if kind == "toml" else "studio_pack.toml"))
        assert [one.card.name for one in pack.pictures] == ["big", "film"]
        np.testing.assert_array_equal(pack.pictures[0].picture.rgba[0], fish(68, 46))
        assert len(pack.pictures[1].picture.rgba) == 5


@pytest.mark.slow
def test_a_zip_holds_a_baked_pack(actions: Actions, cards: list[dict[str, Any]]) -> None:
    for kind, expected in (("godot", ".tscn"), ("sheet", ".json")):
        told = actions.answer("export", {"items": [{"dna": cards[0]["dna"]}], "kind": kind})
        with ZipFile(io.BytesIO(base64.b64decode(told["file"]))) as archive:
            assert any(name.endswith(expected) for name in archive.namelist())
            assert all(not name.startswith(("/", "..")) for name in archive.namelist())


def test_colours_give_each_index_a_colour(actions: Actions) -> None:
    told = actions.answer("palette", {"colours": ["#0d2b45", "#ffecd6", "#d08159"]})
    assert {tuple(colour) for colour in told["rgb"][1:]} <= {(13, 43, 69), (255, 236, 214), (208, 129, 89)}
    with pytest.raises(PixelgenError):
        actions.answer("palette", {"colours": ["#0d2b45"]})


def test_a_palette_of_some_ramps_locks_to_them_and_leaves_the_others(actions: Actions) -> None:
    told = actions.answer("palette", {"ramps": {"ink": ["#000000", "#ffffff"], "coral": ["#ff0000"]}})
    assert told["colours"] == ["coral"]
    assert told["rgb"][1 + 7 * RAMPS.index("coral")] == [255, 0, 0]
    assert told["rgb"][1 + 7 * RAMPS.index("kelp")] == [*RGB[1 + 7 * RAMPS.index("kelp")]]


def test_a_creature_recoloured_has_a_dna_of_its_own(
    generator: Generator, actions: Actions, cards: list[dict[str, Any]]
) -> None:
    told = actions.answer("recolour", {"item": {"dna": cards[0]["dna"]}, "ramps": {"family": "violet"}})
    expected = generator.recoloured(generator.request_of(cards[0]["dna"]), family="violet")
    assert told["dna"] == generator.dna(expected)
    assert told["traits"]["family"] == "violet"
    assert told["parts"] == cards[0]["parts"]


def test_a_part_of_a_litter_is_the_same_as_in_the_whole(actions: Actions, cards: list[dict[str, Any]]) -> None:
    asked = {"a": {"dna": cards[0]["dna"]}, "b": {"dna": cards[1]["dna"]}, "seed": 5}
    for action, more in (("litter", {"size": 4}), ("pair", {"pattern": "head"})):
        whole = actions.answer(action, {**asked, **more, "count": 4})
        some = actions.answer(action, {**asked, **more, "first": 2, "count": 2})
        assert [one["dna"] for one in some] == [one["dna"] for one in whole[2:]]


def test_a_pack_in_ones_own_colours_is_exported_and_opened_in_them(
    generator: Generator, actions: Actions, cards: list[dict[str, Any]], tmp_path: Path
) -> None:
    rgb = [[at, 2 * at, 7] for at in range(64)]
    told = actions.answer("export", {"items": [{"dna": cards[0]["dna"]}], "kind": "toml", "rgb": rgb})
    file = tmp_path / "mine.toml"
    file.write_bytes(base64.b64decode(told["file"]))
    pack = Actions(generator, PackFavourites(file)).answer("hello", {})["pack"]
    assert pack["palette"]["rgb"][1:] == rgb[1:]
    assert pack["palette"]["colours"] == []


def test_favourites_are_the_pack(generator: Generator, cards: list[dict[str, Any]], tmp_path: Path) -> None:
    actions = Actions(generator, PackFavourites(tmp_path / "reef.toml"))
    assert actions.answer("hello", {})["pack"] == {"name": "reef.toml", "palette": None}
    item = {"dna": cards[0]["dna"]}
    assert actions.answer("keep", {"item": item, "name": "clownfish"})["name"] == "clownfish"
    actions.answer("rename", {"name": "clownfish", "to": "nemo"})
    told = actions.answer("pack", {})
    assert [(one["name"], one["card"]["dna"]) for one in told["creatures"]] == [("nemo", cards[0]["dna"])]
    assert actions.answer("version", {})["version"] == told["version"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fly", {}),
        ("draw", {}),
        ("draw", {"items": []}),
        ("draw", {"items": [{}] * 65}),
        ("draw", {"items": [{"zone": "reef"}]}),
        ("draw", {"items": ["fish"]}),
        ("look", {"item": {"dna": "pg1_x"}}),
        ("look", {"item": {"picture": "?", "zone": "reef"}}),
        ("look", {"item": {"picture": 7, "zone": "reef"}}),
        ("litter", {"a": FISH}),
        ("litter", {"a": FISH, "b": FISH, "size": 10**9}),
        ("mend", {"item": FISH, "mask": "z" * 256}),
        ("mend", {"item": FISH, "mask": "wings"}),
        ("export", {"items": [FISH], "kind": "png", "rgb": [1, 2]}),
        ("export", {"items": [FISH], "kind": "png", "rgb": [[-1, 0, 999]] * 64}),
        ("recolour", {"item": FISH}),
        ("recolour", {"item": FISH, "ramps": {"eye": "large"}}),
        ("recolour", {"item": FISH, "ramps": {"family": "plaid"}}),
        ("palette", {"name": "a.hex"}),
        ("keep", {"item": FISH, "name": "x"}),
    ],
)
def test_what_is_asked_wrongly_is_an_error_of_one_line(actions: Actions, name: str, content: dict[str, Any]) -> None:
    with pytest.raises(PixelgenError) as error:
        actions.answer(name, content)
    assert "\n" not in str(error.value)
