"""What Python programs hand in: NumPy's numbers, paths as text, open files, generator expressions."""

from __future__ import annotations

import enum
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from pixelgen import (
    Category,
    DnaLibrary,
    Generator,
    Light,
    Mask,
    PictureError,
    RequestError,
    ShadingStyle,
    Sprite,
    SpriteRequest,
    Zone,
    animate,
    bred,
    encode_png,
    read_picture,
)
from pixelgen.vocabulary import CATEGORIES, ZONES

JELLY = SpriteRequest("twilight", "jellyfish", "moon_jelly", seed=4, temperature=0.3)
FISH = np.tile(np.arange(32, dtype=np.uint8), (32, 1))


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=str(tmp_path_factory.mktemp("cache"))) as made:
        yield made


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.int32, np.int64, np.uint64])
def test_a_whole_number_of_numpy_is_the_same_request(kind: type[np.integer]) -> None:
    request = SpriteRequest("reef", "coral", seed=kind(7), top_k=kind(5))  # type: ignore[arg-type]
    assert request == SpriteRequest("reef", "coral", seed=7, top_k=5)
    assert request.canonical() == SpriteRequest("reef", "coral", seed=7, top_k=5).canonical()
    assert type(request.seed) is int


@pytest.mark.parametrize("number", [0.7, 0.3, 0.1, 1.0, 0.05, 2.5, 0.0])
@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.longdouble])
def test_a_number_of_numpy_is_the_decimal_that_it_was_made_of(kind: type[np.floating], number: float) -> None:
    request = SpriteRequest("reef", "coral", temperature=kind(number))  # type: ignore[arg-type]
    expected = SpriteRequest("reef", "coral", temperature=number)
    if kind is np.longdouble:
        assert request.temperature == number
    assert request.canonical() == expected.canonical()
    assert type(request.temperature) is float
    assert json.loads(request.canonical())["temperature"] == number


def test_a_share_or_a_fraction_is_a_number_too() -> None:
    assert Mask(share=np.float32(0.4)) == Mask(share=0.4)  # type: ignore[arg-type]
    assert SpriteRequest("reef", "coral", min_p=Fraction(1, 4)).min_p == 0.25  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [True, np.bool_(True), np.float32("nan"), np.float64(4.1), "0.7", 1j, None])
def test_what_is_no_temperature_is_refused(wrong: object) -> None:
    with pytest.raises(RequestError, match="temperature must be a number from 0 to 4; got"):
        SpriteRequest("reef", "coral", temperature=wrong)  # type: ignore[arg-type]


def test_names_of_other_kinds_of_text_become_plain_ones() -> None:
    class Place(str, enum.Enum):
        REEF = "reef"

    request = SpriteRequest(Place.REEF, np.str_("reef_fish"), np.str_("tang"), (np.str_("azure"),))
    assert request == SpriteRequest("reef", "reef_fish", "tang", ("azure",))
    assert {type(name) for name in (request.zone, request.category, request.species, *request.colours)} == {str}
    assert request.key() == SpriteRequest("reef", "reef_fish", "tang", ("azure",)).key()


def test_frames_and_light_may_be_numbers_of_numpy() -> None:
    animation = animate(FISH, "reef_fish", frames=np.int64(6), margin=np.uint8(2))  # type: ignore[arg-type]
    assert animation.frames.shape == (6, 36, 36)
    assert Light(np.float32(135.0)).vector == Light().vector  # type: ignore[arg-type]
    assert ShadingStyle(highlight=np.int64(2)) == ShadingStyle(highlight=2)  # type: ignore[arg-type]


def test_sprites_may_be_asked_for_by_any_iterable(generator: Generator) -> None:
    told: list[tuple[int, int]] = []
    requests = [SpriteRequest("reef", category, seed=5, temperature=0.3) for category in CATEGORIES[:3]]
    sprites = generator.sprites((one for one in requests), progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert generator.sprites(iter(requests)) == generator.sprites(dict.fromkeys(requests, 1)) == sprites
    assert generator.sprites(()) == []


def test_a_picture_is_read_from_bytes_a_path_or_an_open_file(tmp_path: Path) -> None:
    sprite, path = Sprite(FISH), tmp_path / "fish.png"
    content = encode_png(FISH, scale=4)
    path.write_bytes(content)
    sources = [content, bytearray(content), memoryview(content), path, str(path), io.BytesIO(content)]
    assert [read_picture(source) for source in sources] == [sprite] * len(sources)  # type: ignore[arg-type]
    with path.open("rb") as file:
        assert read_picture(file) == sprite
    with pytest.raises(PictureError, match="cannot read"):
        read_picture(file)  # it is closed
    with pytest.raises(PictureError, match=r"cannot read .*none\.png: No such file"):
        read_picture(tmp_path / "none.png")
    with path.open() as text, pytest.raises(RequestError, match="a file open for bytes"):
        read_picture(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("threads", [0, 2.0, True, 1000])
def test_odd_threads_are_refused_in_one_line(threads: int) -> None:
    with pytest.raises(RequestError, match="threads must be a whole number from 1 to 256; got"):
        Generator(threads=threads)


@pytest.mark.parametrize("batch", [0, 2.5, -1, "16", None])
def test_an_odd_batch_is_refused_in_one_line(batch: int) -> None:
    with pytest.raises(RequestError, match="batch must be a whole number from 1 to 1024; got"):
        Generator(batch=batch)


def test_threads_and_batch_may_be_numbers_of_numpy(generator: Generator) -> None:
    with Generator(threads=np.int64(2), batch=np.int64(3)) as made:  # type: ignore[arg-type]
        assert made.sprite(JELLY) == generator.sprite(JELLY)


def test_a_library_is_read_and_written_by_the_text_of_a_path(tmp_path: Path, generator: Generator) -> None:
    library, path = DnaLibrary(), str(tmp_path / "family.txt")
    child = bred(JELLY, JELLY, seed=1)
    library.add([child], weights=generator.weights_digest, engine_version=5)
    library.write(path)
    assert list(DnaLibrary.read(path)) == [child]


def test_a_library_gives_its_requests_in_the_order_of_their_lines(tmp_path: Path) -> None:
    library = DnaLibrary()
    requests = [SpriteRequest("reef", "coral", seed=seed) for seed in (3, 1, 2)]
    child = bred(bred(requests[0], requests[1]), requests[2])
    library.add((one for one in requests), weights="0", engine_version=5)
    assert list(library) == requests
    library.add([child, requests[0]], weights="0", engine_version=5)
    assert list(library) == [*requests, child.parents[0].origin, child]
    assert len(library) == 5
    assert child in library
    assert bred(child, child) not in library
    for request in library:  # what is added meanwhile comes the next time
        library.add([bred(request, request)], weights="0", engine_version=5)
    library.write(tmp_path / "family.txt")
    assert list(DnaLibrary.read(tmp_path / "family.txt")) == list(library)


def test_the_names_that_editors_suggest_are_those_of_the_vocabulary() -> None:
    assert get_args(Zone) == ZONES
    assert get_args(Category) == CATEGORIES
