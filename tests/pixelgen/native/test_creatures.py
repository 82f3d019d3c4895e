"""The whole way in C, request to sprite, gives what Python gives; files and arguments are not trusted."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from pixelgen.drawing.drawing import draws_of, individual_of
from pixelgen.errors import PixelgenError, RequestError
from pixelgen.generator import ENGINE_VERSION, SHIPPED_WEIGHTS, Generator
from pixelgen.look.lighting.light import style_of
from pixelgen.look.shading import shade
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import Weights, load_weights, parse_weights
from pixelgen.native.library import INTERFACE, PATH, NativeError, library
from pixelgen.palette import RAMPS, RGB
from pixelgen.quadtree import CELLS
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import TRAITS
from tests.pixelgen.native.c_creatures import CWeights, c_drawing, c_draws, c_request, c_text, core, in_c
from tests.pixelgen.native.creatures import random_request

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

CONTENT = SHIPPED_WEIGHTS.read_bytes()
FIELDS = {"zone": b"reef", "category": b"coral"}


@pytest.fixture(scope="module")
def opened() -> Iterator[CWeights]:
    weights = CWeights(CONTENT)
    yield weights
    weights.close()


@pytest.fixture(scope="module")
def loaded() -> Weights:
    return load_weights(SHIPPED_WEIGHTS)


def test_texts_and_draws_are_those_of_python() -> None:
    rng = np.random.default_rng(0)
    for turn in range(300):
        request = random_request(rng)
        assert c_text(in_c(request)) == request.canonical()
        if turn % 10 == 0:
            np.testing.assert_array_equal(c_draws(in_c(request), 0, CELLS + 2), draws_of(request, CELLS + 2))
    np.testing.assert_array_equal(c_draws(in_c(request), 1337, 9), draws_of(request, 1346)[1337:])


def test_a_decimal_is_the_shortest_that_python_writes() -> None:
    powers = [2.0**-power for power in range(1075)]
    for number in (*powers[::7], *np.nextafter(powers[::23], 0)[:-1], *np.nextafter(powers[1::23], 9)):
        request = in_c(SpriteRequest("reef", "coral", temperature=float(number)))
        assert f'"temperature":{float(number)!r},' in c_text(request)


def test_individuals_are_those_of_python(opened: CWeights, loaded: Weights) -> None:
    table, rng = TraitTable(loaded.world, loaded.trait_rows), np.random.default_rng(1)
    refused = locked = 0
    for _ in range(400):
        request = random_request(rng)
        try:
            expected = individual_of(request, table)
        except RequestError as error:
            refused += 1
            with pytest.raises(NativeError, match=f"{re.escape(str(error).split(';')[0])}$"):
                opened.individual(in_c(request))
            continue
        locked += bool(request.colours and request.traits)
        assert opened.individual(in_c(request)) == (expected.species, dict(expected.traits), expected.prompt)
    assert 20 < refused < 200
    assert locked > 30


def test_sprites_are_those_of_python(opened: CWeights) -> None:
    requests = [
        SpriteRequest("reef", "coral", seed=5),
        SpriteRequest("abyss", "abyssal", colours=("violet", "glow"), seed=6, top_k=20, top_p=0.95),
        SpriteRequest(
            "twilight", "jellyfish", seed=2**63 - 1, temperature=0, traits={"family": "azure", "pose": "turn"}
        ),
    ]
    generator = Generator()
    drawn = ctypes.c_int32(0)
    found = opened.draw([in_c(request) for request in requests], c_drawing(rows=2, drawn=ctypes.pointer(drawn)))
    for sprite, (indices, parts) in zip(generator.sprites(requests), found, strict=True):
        np.testing.assert_array_equal(indices, sprite.indices)
        np.testing.assert_array_equal(parts, sprite.parts)
    assert drawn.value == 3
    assert opened.draw([]).shape[0] == 0
    assert opened.text("digest") == generator.weights_digest
    assert f"native {opened.text('kernel')}" == generator.engine or not generator.engine.startswith("native")


def test_a_raised_flag_stops_a_drawing(opened: CWeights) -> None:
    stop = ctypes.c_int32(1)
    with pytest.raises(NativeError):
        opened.draw([c_request(**FIELDS)], c_drawing(stop=ctypes.pointer(stop)))


def test_threads_share_weights(opened: CWeights) -> None:
    wishes = [[c_request(**(FIELDS | {"seed": seed}))] for seed in range(4)]
    alone = [opened.draw(wish) for wish in wishes]
    with ThreadPoolExecutor(4) as pool:
        for together, expected in zip(pool.map(opened.draw, wishes), alone, strict=True):
            np.testing.assert_array_equal(together, expected)


def test_versions_palette_and_names_are_those_of_python(opened: CWeights, loaded: Weights) -> None:
    assert core().pixelgen_interface() == INTERFACE
    assert core().pixelgen_engine_version() == ENGINE_VERSION
    assert f'version = "{core().pixelgen_version().decode()}"' in (PATH.parents[2] / "pyproject.toml").read_text()
    assert core().pixelgen_palette()[: 3 * 64] == [channel for colour in RGB for channel in colour]
    assert [ramp.decode() for ramp in core().pixelgen_ramps()[:9]] == list(RAMPS)
    assert core().pixelgen_ramps()[9] is None
    for kind, names in (("zone", loaded.world.zones), ("species", loaded.world.species), ("eye", TRAITS["eye"])):
        found = [opened.text("name", kind.encode(), number) for number in range(len(names) + 1)]
        assert found == [*names, None]
    traits = [opened.text("trait_name", number) for number in range(-1, len(loaded.world.traits) + 1)]
    assert traits == [None, *loaded.world.traits, None]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"zone": None}, "zone must be a name of small letters, digits and _; got NULL"),
        ({"zone": b"a" * 41}, "zone must be a name"),
        ({"category": b"Coral"}, "category must be a name"),
        ({"species": b'x"'}, "species must be a name"),
        ({"seed": 2**63}, r"seed must be at most 2\^63 - 1"),
        ({"temperature": float("nan")}, "temperature must be a number from 0 to 4"),
        ({"temperature": 4.1}, "temperature must be a number from 0 to 4"),
        ({"top_k": 66}, "top_k must be a whole number from 0 to 65; got 66"),
        ({"top_p": 0.0}, "top_p must be a number above 0 and at most 1"),
        ({"min_p": -0.1}, "min_p must be a number from 0 to 1"),
        ({"colour_count": 1}, "colours must be 0 to 9 names of ramps"),
        ({"trait_count": -1}, "traits must be 0 to 16"),
        ({"size": 8}, "a request must be made by pixelgen_request_init"),
    ],
)
def test_what_is_no_request_is_told_in_a_line(fields: dict[str, Any], expected: str) -> None:
    with pytest.raises(NativeError, match=expected):
        c_text(c_request(**(FIELDS | fields)))


def test_names_that_stand_twice_or_are_unknown_are_told(opened: CWeights) -> None:
    twice = (ctypes.c_char_p * 2)(b"gold", b"gold")
    with pytest.raises(NativeError, match="colours must name each ramp once; got gold twice"):
        c_text(c_request(**FIELDS, colours=twice, colour_count=2))
    with pytest.raises(NativeError, match="each of colours must be a ramp of the palette; got mud"):
        c_text(c_request(**FIELDS, colours=(ctypes.c_char_p * 1)(b"mud"), colour_count=1))
    with pytest.raises(NativeError, match="zone must be one that the weights know; got 'moon'"):
        opened.draw([c_request(**(FIELDS | {"zone": b"moon"}))])
    with pytest.raises(NativeError, match="species must be one of category coral that the weights know; got 'crab'"):
        opened.individual(c_request(**FIELDS, species=b"crab"))
    with pytest.raises(NativeError, match=r"the canonical text needs [0-9]+ bytes; got room for 10"):
        c_text(c_request(**FIELDS), room=10)


def reason(content: bytes) -> str:
    with pytest.raises(NativeError) as raised:
        CWeights(content)
    return str(raised.value)


def test_damaged_files_are_refused_and_told() -> None:
    header = int.from_bytes(CONTENT[:8], "little")
    assert "too short" in reason(CONTENT[:7])
    assert "cut off inside the header" in reason(CONTENT[:100])
    assert "a header of over 64 KB" in reason((2**63).to_bytes(8, "little") + CONTENT[8:])
    assert "is not of its type, size and place" in reason(CONTENT[:-1])
    assert "bytes are left over" in reason(CONTENT + b"\0")
    assert "hash is not the recorded one" in reason(CONTENT[:-1] + bytes([CONTENT[-1] ^ 1]))
    assert "format version must be 2" in reason(CONTENT.replace(b'"format_version":"2"', b'"format_version":"1"', 1))
    assert "made for another palette" in reason(CONTENT.replace(b'"palette":"9', b'"palette":"8', 1))
    text = CONTENT[8 : header + 8].rstrip()
    for broken in (text[:-1] + b"]", text[:-2] + b"]}", text + b"]"):
        head = broken.ljust(len(CONTENT[8 : header + 8]))
        assert "the header" in reason(len(head).to_bytes(8, "little") + head + CONTENT[header + 8 :]), broken[-3:]


def test_what_c_opens_python_opens_too(loaded: Weights) -> None:
    """Random damage of the header: whatever is let through must be the same weights."""
    rng, header, accepted = np.random.default_rng(2), int.from_bytes(CONTENT[:8], "little"), 0
    damaged = bytearray(CONTENT)
    for _ in range(120):
        place = int(rng.integers(8, 8 + header))
        damaged[place] = int(rng.integers(32, 127))
        try:
            CWeights(bytes(damaged)).close()
        except NativeError:
            pass
        else:
            accepted += 1
            try:
                assert parse_weights(bytes(damaged), source="damaged").digest == loaded.digest
            except PixelgenError as error:
                pytest.fail(f"only Python refuses: {error}")
        damaged[place] = CONTENT[place]
    assert accepted < 60


@pytest.mark.slow
def test_cmake_builds_the_library_and_the_example(tmp_path: Path) -> None:
    cmake = shutil.which("cmake")
    if cmake is None or shutil.which("cc") is None:
        pytest.skip("no cmake here")
    for arguments in (
        ["-S", str(PATH.parent), "-B", str(tmp_path)],
        ["--build", str(tmp_path), "--target", "creature"],
    ):
        subprocess.run([cmake, *arguments], check=True, capture_output=True)
    done = subprocess.run(
        [tmp_path / "creature", SHIPPED_WEIGHTS, "reef", "coral", "1"], check=True, capture_output=True
    )
    assert done.stdout.startswith(b"P3 256 256 255\n")


def test_the_header_serves_cpp_too(tmp_path: Path) -> None:
    compiler = shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        pytest.skip("no C++ compiler here")
    source = tmp_path / "program.cpp"
    source.write_text('#include "pixelgen.h"\nint main() { return pixelgen_interface() - PIXELGEN_INTERFACE; }\n')
    warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
    subprocess.run([compiler, *warnings, f"-I{PATH.parent / 'core'}", str(source)], check=True)


def built(name: str, folder: Path) -> Path:
    """An example program, linked with the library."""
    compiler = shutil.which("cc")
    if compiler is None or PATH.suffix != ".so":
        pytest.skip("no cc here")
    program, source = folder / name, PATH.parent / "example" / f"{name}.c"
    warnings = ["-Wall", "-Wextra", "-Werror", "-std=c11"]
    places = [f"-I{PATH.parent / 'core'}", str(source), str(PATH), f"-Wl,-rpath,{PATH.parent}", "-o", str(program)]
    subprocess.run([compiler, *warnings, *places], check=True)
    return program


def shown(content: bytes, path: Path) -> npt.NDArray[np.uint8]:
    """The colours of a PPM."""
    path.write_bytes(content)
    with Image.open(path) as picture:
        return np.asarray(picture)


def enlarged(indices: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Eight times as large, in colours."""
    return np.array(RGB, dtype=np.uint8)[indices].repeat(8, axis=0).repeat(8, axis=1)


def test_the_example_program_draws_the_creature(tmp_path: Path) -> None:
    program = built("creature", tmp_path)
    done = subprocess.run([program, SHIPPED_WEIGHTS, "reef", "reef_fish", "3"], check=True, capture_output=True)
    sprite = Generator().sprite(SpriteRequest("reef", "reef_fish", seed=3))
    np.testing.assert_array_equal(shown(done.stdout, tmp_path / "creature.ppm"), enlarged(sprite.indices))
    wrong = subprocess.run(
        [program, SHIPPED_WEIGHTS, "moon", "coral", "3"], capture_output=True, text=True, check=False
    )
    assert (wrong.returncode, wrong.stderr) == (2, "zone must be one that the weights know; got 'moon'\n")


def test_an_example_program_draws_the_creature_of_a_dna_and_writes_the_dna(tmp_path: Path) -> None:
    program = built("from_dna", tmp_path)
    with Generator() as generator:
        pair = [SpriteRequest("reef", "reef_fish", "tang", seed=seed) for seed in (1, 2)]
        child = next(one for one in generator.litter(*pair, size=20) if one.heredity and one.heredity.kept)
        dna, sprite = generator.dna(child), generator.sprite(child)
    done = subprocess.run([program, SHIPPED_WEIGHTS, dna], check=True, capture_output=True)
    assert done.stderr.decode() == f"{dna}\n"
    lit = shade(sprite.indices, style_of(child.zone), sprite.parts)
    np.testing.assert_array_equal(shown(done.stdout, tmp_path / "creature.ppm"), enlarged(lit))
    wrong = subprocess.run([program, SHIPPED_WEIGHTS, dna[:-9]], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("the DNA is damaged from character ")


def test_an_example_program_tells_what_each_step_costs(tmp_path: Path) -> None:
    built("rates", tmp_path)
