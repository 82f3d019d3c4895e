"""A pack's file from text to values, and everything that can be wrong with it, each with its line."""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine_bridges.pack_file.definition import ALWAYS_MADE, NAME
from engine_bridges.pack_file.errors import Mistakes, PackFileError
from engine_bridges.pack_file.pack import Pack, parse_pack, read_pack
from engine_bridges.pictures.sprite_sheet import Packing
from pixelgen import ANIMATIONS, MAX_SEED, PATTERNS
from pixelgen.checks import MAX_SEED as MAX_SEED_THERE
from pixelgen.look.animation import ANIMATIONS as ANIMATIONS_THERE
from pixelgen.look.animation import FEWEST_FRAMES, MOST_FRAMES, MOST_MARGIN
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.lineage import PATTERNS as PATTERNS_THERE
from pixelgen.requests.request import DEFAULT_TEMPERATURE, MAX_TEMPERATURE, SpriteRequest
from pixelgen.vocabulary import SPECIES
from tests.engine_bridges.pack_mistakes import DNA, HEAD, OF_A_CREATURE, OF_THE_PACK, OTHER, TANG, WEIGHTS

FILE = Path("packs/reef.toml")


def png() -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full((8, 8, 4), (200, 30, 40, 255), dtype=np.uint8)).save(file, "PNG")
    return file.getvalue()


FILES: Mapping[Path, bytes] = {
    Path("packs/art/turtle.png"): png(),
    Path("packs/damaged.png"): png()[:40],
    Path("packs/colours.toml"): b'[ramps]\nink = ["#101018", "#f0f0f0"]\ncoral = ["#802020"]\n',
    Path("packs/grey.toml"): b'[ramps]\nink = ["#101018"]\n',
    Path("packs/other.toml"): b"[colours]\n",
    Path("packs/broken.toml"): b"[ramps\n",
}


def read(path: Path) -> bytes:
    if path not in FILES:
        raise FileNotFoundError(2, "No such file or directory")
    return FILES[path]


def parsed(source: str) -> Pack:
    return parse_pack(source, FILE, read=read)


def complaints(source: str) -> list[str]:
    """The lines of the error, without the file's name."""
    with pytest.raises(PackFileError) as caught:
        parsed(source)
    lines = str(caught.value).split("\n")
    assert lines == [str(mistake) for mistake in caught.value.errors]
    assert all(line.startswith(f"{FILE}:") for line in lines)
    return [line.removeprefix(f"{FILE}:") for line in lines]


def test_a_small_file_has_the_defaults_everywhere() -> None:
    pack = parsed(HEAD + TANG)
    assert (pack.name, pack.output, pack.format, pack.palette) == ("reef", Path("packs/reef"), "godot", None)
    assert pack.packing == Packing()
    assert pack.sources == (FILE,)
    (tang,) = pack.creatures
    assert (tang.name, tang.parents, tang.generation, tang.pinned) == ("reef_tang", (), 0, ())
    assert tang.request == SpriteRequest("reef", "reef_fish", "tang", seed=tang.request.seed)
    assert tang.style == style_of("reef")
    assert (tang.animations, tang.frames, tang.margin, tang.scale) == (("idle",), 6, 2, 1)
    assert tang.normals
    assert tang.emission


def test_every_key_of_the_pack_arrives() -> None:
    pack = parsed(
        """
        [pack]
        name = "sea"
        output = "../game/sea"
        format = "sheet"
        seed = 3
        colours = ["coral"]
        temperature = 1
        shading = true
        light = { azimuth = 90 }
        animations = ["turn", "idle"]
        frames = 8
        margin = 4
        scale = 2
        normals = false
        emission = false
        palette = "colours.toml"
        padding = 2
        extrusion = 0
        power_of_two = false
        largest_side = 1024
        """
        + TANG
    )
    assert (pack.name, pack.output, pack.format) == ("sea", Path("packs/../game/sea"), "sheet")
    assert pack.palette is not None
    assert pack.palette.colours == ("coral",)
    assert pack.packing == Packing(2, 0, False, 1024)
    assert pack.sources == (FILE, Path("packs/colours.toml"))
    (tang,) = pack.creatures
    assert (tang.request.colours, tang.request.temperature) == (("coral",), 1.0)
    assert tang.style is not None
    assert tang.style.light == Light(90, style_of("reef").light.elevation)
    assert (tang.animations, tang.frames, tang.margin, tang.scale) == (("idle", "turn"), 8, 4, 2)
    assert not tang.normals
    assert not tang.emission


def test_a_creatures_traits_arrive_and_odd_ones_are_told_with_their_line() -> None:
    pack = parsed(HEAD + TANG + 'traits = { family = "azure", pose = "turn" }\n')
    assert pack.creatures[0].request.traits == {"family": "azure", "pose": "turn"}
    (said,) = complaints(HEAD + TANG + 'traits = { pose = "rose" }\n')
    assert "pose" in said
    assert "rest, glide, turn, display" in said
    (said,) = complaints(
        HEAD + TANG + 'name = "a"\n' + TANG + 'name = "b"\nparents = ["a"]\ntraits = { pose = "turn" }\n'
    )
    assert "traits" in said
    assert "must be left out beside parents" in said


def test_what_a_creature_says_goes_before_what_the_pack_says() -> None:
    pack = parsed(
        HEAD
        + 'colours = ["azure"]\ntemperature = 0.5\nframes = 5\nlight = { azimuth = 10, elevation = 20 }\n'
        + TANG
        + 'name = "a"\ncolours = []\ntemperature = 0.9\nframes = 4\nlight = { elevation = 80 }\n'
        + TANG
        + 'name = "b"\nshading = false\n'
    )
    a, b = pack.creatures
    assert (a.request.colours, a.request.temperature, a.frames) == ((), 0.9, 4)
    assert (b.request.colours, b.request.temperature, b.frames) == (("azure",), 0.5, 5)
    assert a.style is not None
    assert a.style.light == Light(10, 80)
    assert b.style is None


def test_what_is_not_said_of_the_light_is_as_in_the_zone() -> None:
    lights = {}
    for zone in ("reef", "midnight"):
        (tang,) = parsed(HEAD + TANG.replace("reef", zone, 1) + "light = { azimuth = 10 }\n").creatures
        assert tang.style is not None
        lights[zone] = tang.style.light
    assert lights == {zone: Light(10, style_of(zone).light.elevation) for zone in lights}
    assert lights["reef"] != lights["midnight"]


def test_animations_of_the_pack_go_to_those_who_can_and_idle_to_everybody() -> None:
    pack = parsed(HEAD + 'animations = ["dart", "turn"]\n[[creatures]]\nzone = "reef"\ncategory = "coral"\n' + TANG)
    assert [one.animations for one in pack.creatures] == [("idle",), ("idle", "dart", "turn")]


def test_a_palette_without_ramps_colours_all_and_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.hex").write_text("000000\n7e2553\nff004d\nfff1e8\n")
    (tmp_path / "pack.toml").write_text(HEAD + "palette = 'mine.hex'\n" + TANG)
    pack = read_pack(tmp_path / "pack.toml")
    assert pack.palette is not None
    assert {tuple(rgb) for rgb in pack.palette.rgb_table()[1:].tolist()} <= {
        (0, 0, 0),
        (126, 37, 83),
        (255, 0, 77),
        (255, 241, 232),
    }
    assert [creature.request.colours for creature in pack.creatures] == [()]
    assert tmp_path / "mine.hex" in pack.sources


def test_a_palette_can_stand_in_the_file() -> None:
    pack = parsed(HEAD + '[pack.palette]\nink = ["#101018"]\ngold = ["#806020", "#ffe0a0"]\n' + TANG)
    assert pack.palette is not None
    assert pack.creatures[0].request.colours == ("gold",)


@pytest.mark.parametrize("said", OF_THE_PACK)
def test_each_mistake_in_the_pack_has_its_line_and_key(said: str) -> None:
    (complaint,) = complaints(f"{HEAD}{said}\n{TANG}")
    assert complaint.startswith(OF_THE_PACK[said])


@pytest.mark.parametrize("said", OF_A_CREATURE)
def test_each_mistake_in_a_creature_has_its_line_and_key(said: str) -> None:
    (complaint,) = complaints(f"{HEAD}[[creatures]]\n{said}\n{OTHER}")
    assert complaint.startswith(OF_A_CREATURE[said])


def test_of_two_creatures_of_one_name_the_later_is_blamed_and_the_earlier_named() -> None:
    assert complaints(HEAD + OTHER + TANG + "\n\nname = 'other'\n") == [
        "12: creatures.name: must be a name that no other creature has; other is on line 3 already"
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "",
            [
                "1: must have a table [[creatures]] or [[pictures]]",
                "1: pack: is missing; ",
            ],
        ),
        (HEAD, ["1: must have a table [[creatures]] or [[pictures]]"]),
        (TANG, ["1: pack: is missing; it must be a table, [pack]"]),
        (f"\n[pack]\n{TANG}", ["2: pack.name: is missing; it must be 1 to 64 characters of a-z"]),
        (f'[[pack]]\nname = "reef"\n{TANG}', ["1: pack: must be a table, [pack]; got "]),
        (
            f'{HEAD}[creatures]\nzone = "reef"',
            ["3: creatures: must be one table or more, each under [[creatures]]; got a "],
        ),
        (
            f'name = "reef"\n[pack]\nname = "a"\n{TANG}',
            ["1: name: is not a key of the file; it belongs to the table [pack]"],
        ),
        (f'zone = "reef"\n{HEAD}{TANG}', ["1: zone: is not a key of the file; it belongs to a table [[creatures]]"]),
        (f'[pack]\nname = "con"\n{TANG}', ["2: pack.name: must be 1 to 64 characters of a-z"]),
        (f"{HEAD}frames = \n{TANG}", ["3: is not TOML: expected a value"]),
        (f'{HEAD}name = "again"\n{TANG}', ["3: is not TOML: a key may be there only once"]),
        (f'{HEAD}{TANG}name = """', ["6: is not TOML: "]),
        (f"a = {'[' * 5000}", ["1: is nested more than 8 levels deep"]),
        (
            f"{HEAD}seed = 0x{'f' * 5000}\n{TANG}",
            [f"3: pack.seed: must be a whole number from 0 to {MAX_SEED}; got a "],
        ),
        (f"{HEAD}seed = {'9' * 5000}", ["3: is not TOML: a number may not have"]),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_line(source: str, expected: list[str]) -> None:
    found = complaints(source)
    assert len(found) == len(expected)
    assert [one[: len(start)] for one, start in zip(found, expected, strict=True)] == expected


def test_all_mistakes_come_at_once_by_line() -> None:
    found = complaints(
        """\
[pack]
name = "Reef"
frames = 3
[[creatures]]
name = "a"
zone = "reff"
species = "tang"
[[creatures]]
name = "b"
zone = "reef"
category = "coral"
parents = ["c", "x"]
count = 2
[[creatures]]
name = "c"
parents = ["b_02"]
[[creatures]]
name = "a"
zone = "reef"
species = "tang"
animations = ["swim"]
colour = "red"
"""
    )
    assert [one.split(" must")[0].split(" is not")[0] for one in found] == [
        "2: pack.name:",
        "3: pack.frames:",
        "6: creatures.zone:",
        "12: creatures.parents:",
        "12: creatures.parents:",
        "18: creatures.name:",
        "21: creatures.animations:",
        "22: creatures.colour:",
    ]
    assert found[3].endswith('must be a creature of this pack, the path of a .png or a DNA; got "x"')
    assert found[4].endswith("must not lead back to the creature itself: b_02 -> c -> b_02")


def test_mistakes_of_line_nine_come_before_those_of_line_ten() -> None:
    found = complaints(f"{HEAD}\n\n\n\n\n\nframes = 1\nscale = 99\n{TANG}")
    assert [one.split(":")[0] for one in found] == ["9", "10"]


def test_an_error_survives_being_sent_to_another_process() -> None:
    with pytest.raises(PackFileError) as caught:
        parsed(f"{HEAD}frames = 1\npalette = 'none.toml'\n{TANG}")
    sent = pickle.loads(pickle.dumps(caught.value))
    assert (str(sent), sent.errors, sent.sources) == (str(caught.value), caught.value.errors, caught.value.sources)
    assert Path("packs/none.toml") in sent.sources


def test_a_file_is_read_with_its_byte_order_mark_and_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "turtle.png").write_bytes(png())
    file = tmp_path / "reef.toml"
    text = HEAD + '[[creatures]]\nname = "a"\nzone = "reef"\nspecies = "sea_turtle"\nparents = ["turtle.png"]\n'
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    pack = read_pack(file)
    assert pack.output == tmp_path / "reef"
    assert pack.sources == (file, tmp_path / "turtle.png")
    assert pack.creatures[0].request.category == "grazer"


def test_a_file_that_cannot_be_read_is_one_mistake(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"[pack]\n# caf\xe9\n")
    for path, says in (
        (tmp_path / "none.toml", "1: cannot be read: No such file or directory; `pixelgen new-pack` writes an example"),
        (latin, "2: must be UTF-8"),
    ):
        with pytest.raises(PackFileError) as caught:
            read_pack(path)
        (mistake,) = caught.value.errors
        assert str(mistake).startswith(f"{path}:{says}")
        assert caught.value.sources == (path,)


def test_dnas_of_other_weights_and_species_not_learnt_are_named_with_their_lines() -> None:
    source = f'{HEAD}[[creatures]]\nname = "old"\ndna = "{DNA}"\n[[creatures]]\nname = "young"\n'
    source += f'parents = ["old",\n"{DNA}"]\n{TANG}'
    pack = parsed(source)
    pack.check_drawable(WEIGHTS, 3, tuple(SPECIES))
    with pytest.raises(PackFileError) as caught:
        pack.check_drawable("f" * 64, 3, ("squid",))
    assert [(one.line, one.key) for one in caught.value.errors] == [
        (5, "creatures.dna"),
        (8, "creatures.parents"),
        (12, "creatures.species"),
    ]
    assert "any_weights = true" in str(caught.value)
    willing = parsed(source.replace(HEAD, HEAD + "any_weights = true\n"))
    willing.check_drawable("f" * 64, 3, tuple(SPECIES))
    assert decode_dna(DNA).request in [one.request for one in willing.creatures]


def test_ranges_are_those_of_the_library() -> None:
    assert (ANIMATIONS, PATTERNS, MAX_SEED) == (ANIMATIONS_THERE, PATTERNS_THERE, MAX_SEED_THERE)
    assert ALWAYS_MADE in ANIMATIONS
    for key, value in (
        ("frames", FEWEST_FRAMES),
        ("frames", MOST_FRAMES),
        ("margin", MOST_MARGIN),
        ("temperature", MAX_TEMPERATURE),
    ):
        parsed(f"{HEAD}{key} = {value}\n{TANG}")
    for key, value in (("frames", 3), ("frames", 9), ("margin", 65), ("temperature", 5)):
        assert complaints(f"{HEAD}{key} = {value}\n{TANG}")
    assert parsed(HEAD + TANG).creatures[0].request.temperature == DEFAULT_TEMPERATURE


@given(
    st.text(alphabet="abcnoux109_-A. ", max_size=6) | st.sampled_from(["con", "com0", "lpt9", "aux", "con1", "a" * 65])
)
def test_names_are_those_that_bridges_take(name: str) -> None:
    from engine_bridges.creatures.creature import PackError, check_name

    mistakes = Mistakes(FILE, {})
    try:
        check_name("creature", name)
    except PackError:
        assert NAME.checked(name, (), mistakes) is None
        assert mistakes.within(())
    else:
        assert NAME.checked(name, (), mistakes) == name


@given(st.text(alphabet="[]=\"'{}\n#.,ab1 ", max_size=60))
def test_any_text_gives_a_pack_or_mistakes_on_lines_that_it_has(text: str) -> None:
    for source in (text, HEAD + text, HEAD + TANG + text):
        lines = source.count("\n") + 1
        try:
            wrong = [] if parsed(source).creatures else [0]
        except PackFileError as error:
            wrong = [one.line for one in error.errors if not 1 <= one.line <= lines] or ([] if error.errors else [0])
        assert wrong == []
