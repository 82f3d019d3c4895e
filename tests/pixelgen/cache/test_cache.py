"""The cache on disk: hits, misses and what may never happen; what takes processes is in tests/reliability.py."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from pixelgen.cache import bounded_folder
from pixelgen.cache.bounded_folder import RETRY_SECONDS, BoundedFolder
from pixelgen.cache.cache import Cache, CacheCheck, CacheWarning, default_folder
from pixelgen.cache.entry import LARGEST_ENTRY, EntryKey, checksum, decode_entry, encode_entry
from pixelgen.cache.file_lock import locked
from pixelgen.cache.tally import Tally, read_tally, tally_bytes
from pixelgen.commands.cli import main
from pixelgen.files.sprite_png import CHECKSUM_TEXT, encode_png
from pixelgen.sprite import Sprite
from tests.reliability import key_of, put, request_of, sprite_of

ROOT = Path(__file__).resolve().parents[3]
posix = pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")


def place_of(folder: Path, number: int) -> Path:
    return BoundedFolder(folder, limit=0).path(key_of(number).digest())


def test_what_was_put_is_got_and_the_rest_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "folder")
    assert cache.get(key_of(1)) is None
    put(cache, 1)
    assert cache.get(key_of(1)) == sprite_of(1)
    assert cache.get(key_of(2)) is None
    assert Cache(str(tmp_path / "deep" / "folder")).get(key_of(1)) == sprite_of(1)


def test_other_weights_and_other_engines_live_side_by_side(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [key_of(1), key_of(1, weights="1" * 64), key_of(1, engine_version=2)]
    for number, key in enumerate(keys):
        cache.put(key, sprite_of(number), canonical=request_of(1).canonical())
    assert [cache.get(key) for key in keys] == [sprite_of(number) for number in range(3)]


def test_an_entry_holds_the_parts_of_the_drawn_pixels_or_none() -> None:
    sprite = Sprite(sprite_of(1).indices)
    numbers = (1 + np.arange(1024) % 10).astype(np.uint8).reshape(32, 32)
    named = Sprite(sprite.indices, np.where(sprite.indices > 0, numbers, 0).astype(np.uint8))
    assert named.parts.any()
    for one in (sprite, named):
        found = decode_entry(encode_entry(key_of(1), one, canonical="{}"))
        assert found is not None
        np.testing.assert_array_equal(found[1].parts, one.parts)


@pytest.mark.parametrize("parts", ["1", "z" * 900, "b" * 900, "0" * 900])
def test_an_entry_whose_parts_do_not_fit_its_pixels_is_a_miss(parts: str) -> None:
    pixels = np.zeros((32, 32), dtype=np.uint8)
    pixels.ravel()[:900] = 9
    with Image.open(io.BytesIO(encode_entry(key_of(1), Sprite(pixels), canonical="{}"))) as image:
        text = dict(image.text)  # type: ignore[attr-defined]
    del text[CHECKSUM_TEXT]

    def entry(digits: str) -> bytes:
        told = {**text, "pixelgen-parts": digits}
        return encode_png(pixels, text={**told, CHECKSUM_TEXT: checksum(told, pixels)})

    assert decode_entry(entry("1" * 900)) is not None
    assert decode_entry(entry(parts)) is None


def test_an_entry_is_a_picture_that_any_program_opens(tmp_path: Path) -> None:
    put(Cache(tmp_path), 1)
    with Image.open(place_of(tmp_path, 1)) as image:
        assert np.array_equal(np.asarray(image.convert("RGBA")), sprite_of(1).rgba())
        assert image.info["pixelgen"] == request_of(1).canonical()


@given(arrays(np.uint8, (32, 32), elements=st.integers(0, 63)), st.integers(0, 999), st.text("0123456789abcdef"))
def test_every_entry_reads_back(indices: Any, engine: int, weights: str) -> None:
    key = EntryKey(key_of(1).name, weights, engine)
    assert decode_entry(encode_entry(key, Sprite(indices), canonical="{}")) == (key, Sprite(indices))


def test_a_changed_pixel_with_true_chunk_checksums_is_a_miss() -> None:
    key, sprite = key_of(1), sprite_of(1)
    with Image.open(io.BytesIO(encode_entry(key, sprite, canonical="{}"))) as image:
        text = dict(image.text)  # type: ignore[attr-defined]
    indices = sprite.indices.copy()
    indices[31, 31] ^= 1
    assert decode_entry(encode_png(sprite.indices, text=text)) is not None
    assert decode_entry(encode_png(indices, text=text)) is None
    for name in text:
        assert decode_entry(encode_png(sprite.indices, text={**text, name: text[name] + "0"})) is None
        assert decode_entry(encode_png(sprite.indices, text={one: text[one] for one in text if one != name})) is None


def test_a_damaged_entry_is_a_miss_and_is_healed(tmp_path: Path) -> None:
    cache, place = Cache(tmp_path), place_of(tmp_path, 1)
    put(cache, 1)
    content = place.read_bytes()
    for damaged in (b"", content[:-1], content[:100], content + b"x", b"x" * 100, b"x" * (LARGEST_ENTRY + 1)):
        place.write_bytes(damaged)
        assert cache.get(key_of(1)) is None
        put(cache, 1)
        assert cache.get(key_of(1)) == sprite_of(1)


def test_an_entry_under_anothers_name_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    put(cache, 1)
    place_of(tmp_path, 2).parent.mkdir(exist_ok=True)
    place_of(tmp_path, 1).rename(place_of(tmp_path, 2))
    assert cache.get(key_of(2)) is None
    assert cache.verify().damaged == 1
    assert not place_of(tmp_path, 2).exists()


@posix
@pytest.mark.parametrize("odd", ["folder", "pipe", "link", "loop"])
def test_what_is_no_ordinary_file_is_a_miss_and_never_waited_for(odd: str, tmp_path: Path) -> None:
    cache, place = Cache(tmp_path / "cache"), place_of(tmp_path / "cache", 1)
    place.parent.mkdir(parents=True)
    if odd == "folder":
        place.mkdir()
    elif odd == "pipe":
        os.mkfifo(place)
    elif odd == "link":
        (tmp_path / "far").write_bytes(encode_entry(key_of(1), sprite_of(1), canonical="{}"))
        place.symlink_to(tmp_path / "far")
    else:
        place.symlink_to(place)
    assert cache.get(key_of(1)) is None
    cache.verify()
    cache.clear()
    assert place.is_symlink() or place.exists()


def test_the_least_recently_used_go_first_down_to_the_low_water_mark(tmp_path: Path) -> None:
    now = [1000.0]
    files = BoundedFolder(tmp_path, limit=10 * 4096, clock=lambda: now[0])
    names = [f"{number:02x}" + f"{number:062x}" for number in range(11)]
    for number, name in enumerate(names[:10]):
        files.write(name, b"x")
        now[0] = 1000.0 + number
        files.touch(name)
    now[0] = 2000.0
    files.touch(names[0])
    files.write(names[10], b"x")
    left = [name for name in names if files.read(name, largest=9) is not None]
    assert left == [names[0], *names[4:]]
    assert sum(file.size for file in files.files()) == 8 * 4096


def test_a_hit_makes_an_entry_young(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    put(cache, 1)
    os.utime(place_of(tmp_path, 1), (1000, 1000))
    cache.get(key_of(1))
    assert place_of(tmp_path, 1).stat().st_mtime > 10_000


def test_writing_an_entry_again_takes_no_more_room(tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=3 * 4096)
    for _ in range(5):
        files.write("0" * 64, b"x")
        files.write("1" * 64, b"x")
    assert len(list(files.files())) == 2


def test_what_alone_is_over_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=100)
    put(cache, 1)
    assert cache.get(key_of(1)) is None
    assert cache.info().entries == 0


def size_in(files: BoundedFolder) -> int:
    return sum(file.size for file in files.files())


WHOLE_TALLY = tally_bytes(Tally(4096, 4096))


@pytest.mark.parametrize(
    "content",
    [b"", b"x" * 20, b"0" * 20, b"1" * 19, b"0" * 400, bytes(51), WHOLE_TALLY[:-1], b"1" + WHOLE_TALLY[1:], b"0" * 51],
)
def test_damaged_tally_is_counted_anew(content: bytes, tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=4 * 4096)
    for number in range(12):
        (tmp_path / "tally").write_bytes(content)
        files.write(f"{number:064x}", b"x")
        assert size_in(files) <= 4 * 4096
    assert size_in(files) >= 3 * 4096


def test_whole_tally_that_says_too_little_is_soon_found_out(tmp_path: Path) -> None:
    limit = 200 * 4096
    files = BoundedFolder(tmp_path, limit=limit)
    files.write("0" * 64, b"x")
    low = (tmp_path / "tally").read_bytes()
    for number in range(199):
        files.write(f"{number:064x}", b"x")
    (tmp_path / "tally").write_bytes(low)  # as from a copy of the folder, of earlier
    most = 0
    for number in range(200, 600):
        files.write(f"{number:064x}", b"x")
        most = max(most, size_in(files))
    assert most <= 1.05 * limit
    assert size_in(files) <= limit


@given(st.integers(0, 10**20 - 1), st.integers(0, 10**20 - 1))
def test_every_tally_reads_back(taken: int, written: int) -> None:
    line = tally_bytes(Tally(taken, written))
    assert read_tally(line) == Tally(taken, written)
    for place in range(len(line)):
        assert read_tally(line[:place]) is None
        assert read_tally(line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]) is None


def test_what_is_alone_over_the_limit_pushes_nothing_out(tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=2 * 4096)
    files.write("0" * 64, b"x")
    files.write("1" * 64, b"x" * 9000)
    assert [file.path for file in files.files()] == [files.path("0" * 64)]


@pytest.mark.parametrize("age", [0.0, 1e5, -1e3, -1e8])
def test_temporaries_of_killed_writers_are_swept_whatever_their_time(age: float, tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=12 * 4096, clock=lambda: 1e9)
    for number in range(12):
        path = tmp_path / f"{number:02x}" / f".pixelgen-{number:016x}.part"
        path.parent.mkdir()
        path.write_bytes(b"x")
        os.utime(path, (1e9 - age,) * 2)
    files.write("0" * 64, b"x")
    assert [file.path for file in files.files()] == [files.path("0" * 64)]


def test_verify_sweeps_temporaries_too(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    put(cache, 1)
    (place_of(tmp_path, 1).parent / f".pixelgen-{0:016x}.part").write_bytes(b"x")
    assert cache.verify() == CacheCheck(entries=1, damaged=0)
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_next_tally_of_a_killed_writer_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "tally.part").write_bytes(b"half")
    put(Cache(tmp_path), 1)
    assert Cache(tmp_path).get(key_of(1)) == sprite_of(1)
    assert not (tmp_path / "tally.part").exists()


def test_entries_of_a_clock_that_was_wrong_make_room_first(tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=10 * 4096, clock=lambda: 1e9)
    names = [f"{number:02x}" + f"{number:062x}" for number in range(11)]
    for number, name in enumerate(names[:10]):
        files.write(name, b"x")
        future = number in (4, 7)
        os.utime(files.path(name), (1e9 + (1e8 if future else -number),) * 2)
    files.write(names[10], b"x")
    gone = {name for name in names if files.read(name, largest=9) is None}
    assert gone == {names[4], names[7], names[9]}


def test_files_that_are_not_the_caches_are_left_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    put(cache, 1)
    mine = [tmp_path / "holiday.png", tmp_path / "00" / "holiday.png", tmp_path / "notes" / ("0" * 62 + ".png")]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    assert cache.verify().damaged == 0
    assert cache.clear() == 1
    assert [path.read_bytes() for path in mine] == [b"mine"] * 3
    assert cache.info().entries == 0


@pytest.mark.parametrize("limit", [-1, 2.5, "256", None])
def test_limit_that_is_no_number_of_bytes_is_refused(limit: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="limit must be a whole number from 0 to "):
        Cache(tmp_path, limit=limit)
    assert Cache(tmp_path, limit=np.int64(4096)).info().limit == 4096  # type: ignore[arg-type]


def test_info_gives_entries_and_size(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=1 << 20)
    for number in range(3):
        put(cache, number)
    info = cache.info()
    assert (info.folder, info.entries, info.bytes, info.limit) == (tmp_path, 3, 3 * 4096, 1 << 20)


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none")
    assert (cache.info().entries, cache.verify().entries, cache.clear()) == (0, 0, 0)
    assert not (tmp_path / "none").exists()


CALLS = ["open", "write", "replace", "mkdir", "close"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_refuses_loses_no_sprite_and_is_told_of_once(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    cache = Cache(tmp_path / "cache", warn=told.append)
    if call != "mkdir":
        put(cache, 0)
    failing = FailingSystem(call, code)
    monkeypatch.setattr(bounded_folder, "os", failing)
    if call == "mkdir":
        monkeypatch.setattr(Path, "mkdir", failing.fail)
    put(cache, 1)
    put(cache, 2)
    monkeypatch.undo()
    assert failing.failed
    assert told == [f"cannot write the cache {cache.folder}: {os.strerror(code)}; sprites stay uncached"]
    assert cache.get(key_of(1)) in (None, sprite_of(1))
    put(cache, 1)
    assert cache.get(key_of(1)) == sprite_of(1)
    assert [path for path in cache.folder.rglob("*.part") if call != "close"] == []


class FailingSystem:
    """The os module, of which one call fails when it is for writing."""

    def __init__(self, call: str, code: int) -> None:
        self._call, self._code = call, code
        self.failed = False

    def fail(self, *arguments: Any, **_: Any) -> Any:
        self.failed = True
        raise OSError(self._code, os.strerror(self._code))

    def __getattr__(self, name: str) -> Any:
        return self.fail if name == self._call else getattr(os, name)


def test_a_part_written_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    cache = Cache(tmp_path, warn=told.append)
    put(cache, 0)

    class Short(FailingSystem):
        def fail(self, descriptor: int, content: bytes) -> int:
            return os.write(descriptor, content[:10])

    monkeypatch.setattr(bounded_folder, "os", Short("write", 0))
    put(cache, 1)
    monkeypatch.undo()
    assert len(told) == 1
    assert cache.get(key_of(1)) is None


def test_without_somebody_to_tell_it_is_a_warning_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file")
    with pytest.warns(CacheWarning, match="cannot write the cache .*; sprites stay uncached"):
        put(cache, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        put(cache, 2)
    assert cache.get(key_of(1)) is None


class Waits:
    """`locked`, noting how patient each call is, and a timer that a test turns on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.patience: list[float] = []
        self.now = 0.0
        monkeypatch.setattr(bounded_folder, "locked", self._locked)

    def _locked(self, path: Path, *, patience_seconds: float) -> AbstractContextManager[int]:
        self.patience.append(patience_seconds)
        return locked(path, patience_seconds=0.0)

    def files(self, folder: Path) -> BoundedFolder:
        return BoundedFolder(folder, limit=1 << 20, timer=lambda: self.now)


def test_held_lock_is_waited_for_once_and_then_nothing_is_written_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = Waits(monkeypatch)
    files = waits.files(tmp_path)
    with locked(tmp_path / "lock", patience_seconds=1):
        with pytest.raises(TimeoutError):
            files.write("0" * 64, b"x")
        for _ in range(100):
            files.write("1" * 64, b"x")
        assert waits.patience == [2.0]
        waits.now += RETRY_SECONDS
        with pytest.raises(TimeoutError):
            files.write("2" * 64, b"x")
        assert waits.patience == [2.0, 0.0]  # nobody waits a second time
    waits.now += RETRY_SECONDS - 1
    files.write("3" * 64, b"x")
    assert list(files.files()) == []
    waits.now += 1
    files.write("4" * 64, b"x")
    files.write("5" * 64, b"x")
    assert waits.patience == [2.0, 0.0, 0.0, 2.0]
    assert {file.path for file in files.files()} == {files.path("4" * 64), files.path("5" * 64)}


def test_held_lock_is_reported_once_and_readers_take_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_folder, "_PATIENCE_SECONDS", 0.0)
    told: list[str] = []
    cache = Cache(tmp_path, warn=told.append)
    put(cache, 0)
    with locked(tmp_path / "lock", patience_seconds=1):
        put(cache, 1)
        put(cache, 2)
        assert cache.get(key_of(0)) == sprite_of(0)
    assert told == [f"cannot write the cache {tmp_path}: another process holds its lock; sprites stay uncached"]


def test_verify_and_clear_hold_the_lock_for_a_slice_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_folder, "_SLICE", 5)
    cache, held, removed = Cache(tmp_path), [0], 0

    @contextmanager
    def counted(path: Path, *, patience_seconds: float) -> Iterator[int]:
        before = len(list(tmp_path.rglob("*.png")))
        with locked(path, patience_seconds=patience_seconds) as descriptor:
            yield descriptor
        held.append(before - len(list(tmp_path.rglob("*.png"))))

    for number in range(40):
        put(cache, number)
        if number % 2:
            place_of(tmp_path, number).write_bytes(b"damaged")
    monkeypatch.setattr(bounded_folder, "locked", counted)
    assert cache.verify() == CacheCheck(entries=40, damaged=20)
    assert max(held) <= 5
    removed = sum(held)
    assert cache.clear() == 20
    assert max(held) <= 5
    assert (removed, sum(held)) == (20, 40)
    tally = read_tally((tmp_path / "tally").read_bytes())
    assert tally is not None
    assert tally.taken == 0


def test_verify_reads_entries_without_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, other = Cache(tmp_path), Cache(tmp_path)
    for number in range(3):
        put(cache, number)
    place_of(tmp_path, 1).write_bytes(b"damaged")
    written = iter(range(10, 20))

    def reading(path: Path, *, largest: int) -> bytes | None:
        put(other, next(written))  # would wait for the lock, and in vain
        return bounded_folder.read_small(path, largest=largest)

    monkeypatch.setattr(bounded_folder, "_PATIENCE_SECONDS", 0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # under the lock, where the damaged one is looked at once more
        monkeypatch.setattr("pixelgen.cache.cache.read_small", reading)
        assert cache.verify().damaged == 1
    assert cache.info().entries >= 5


def test_file_that_is_wanted_again_under_the_lock_stays(tmp_path: Path) -> None:
    files, asked = BoundedFolder(tmp_path, limit=1 << 20), []
    files.write("0" * 64, b"x")

    def unwanted(path: Path) -> bool:
        asked.append(path)
        return len(asked) == 1  # damaged at the first look, and healed before the second

    assert files.remove(unwanted) == 0
    assert len(asked) == 2
    assert files.read("0" * 64, largest=9) == b"x"


def test_entry_that_is_gone_before_it_is_removed_is_not_counted(tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=1 << 20)
    for number in range(2):
        files.write(f"{number:064x}", b"x")

    def unwanted(path: Path) -> bool:
        path.unlink(missing_ok=True)  # another process was faster
        return True

    assert files.remove(unwanted) == 0


@posix
@pytest.mark.parametrize("name", ["lock", "tally", "tally.part"])
@pytest.mark.parametrize("hard", [False, True])
def test_no_link_at_a_fixed_name_is_followed(name: str, hard: bool, tmp_path: Path) -> None:
    precious, folder, told = tmp_path / "precious", tmp_path / "cache", list[str]()
    precious.write_bytes(b"mine")
    folder.mkdir()
    if hard:
        (folder / name).hardlink_to(precious)
    else:
        (folder / name).symlink_to(precious)
    cache = Cache(folder, warn=told.append)
    for number in range(3):
        put(cache, number)
    with suppress(OSError):
        cache.verify()
        cache.clear()
    assert precious.read_bytes() == b"mine"
    if name == "lock" and not hard:
        assert told == [f"cannot write the cache {folder}: lock is a link; remove it; sprites stay uncached"]
        with pytest.raises(OSError, match="lock is a link; remove it"):
            cache.clear()
        assert (folder / name).is_symlink()
    else:
        assert told == []


@posix
def test_dangling_links_at_fixed_names_create_nothing_elsewhere(tmp_path: Path) -> None:
    elsewhere, cache = tmp_path / "elsewhere", tmp_path / "cache"
    elsewhere.mkdir()
    cache.mkdir()
    prefix = place_of(cache, 1).parent.name
    for name in ("lock", "tally", "tally.part", prefix):
        (cache / name).symlink_to(elsewhere / name)
    put(Cache(cache, warn=lambda _: None), 1)
    (cache / "lock").unlink()
    put(Cache(cache, warn=lambda _: None), 1)
    assert list(elsewhere.iterdir()) == []


@posix
def test_linked_folder_of_entries_is_not_entered(tmp_path: Path) -> None:
    elsewhere, folder, told = tmp_path / "elsewhere", tmp_path / "cache", list[str]()
    put(Cache(elsewhere), 1)
    theirs = place_of(elsewhere, 1)
    temporary = theirs.with_name(f".pixelgen-{0:016x}.part")
    temporary.write_bytes(b"x")
    theirs.with_name("0" * 62 + ".png").write_bytes(b"damaged, and none of our business")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in theirs.parent.iterdir()}
    folder.mkdir()
    place_of(folder, 1).parent.symlink_to(theirs.parent)
    cache = Cache(folder, limit=4 * 4096, warn=told.append)
    assert cache.get(key_of(1)) is None
    put(cache, 1)
    for number in range(2, 12):
        put(cache, number)
    assert cache.verify().damaged == 0
    cache.clear()
    assert cache.info().entries == 0
    assert {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in theirs.parent.iterdir()} == before
    assert len(told) == 1
    assert f"{theirs.parent.name} is a link or no folder; remove it" in told[0]


@posix
def test_cache_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "large_disk").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "large_disk")
    cache = Cache(tmp_path / "cache")
    put(cache, 1)
    assert cache.get(key_of(1)) == sprite_of(1)
    assert cache.clear() == 1


def test_home_folder_may_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    for named in ("~/sprites", Path("~/sprites")):
        assert Cache(named).folder == tmp_path / "home" / "sprites"
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", "~/sprites")
    put(Cache("~/sprites"), 1)
    assert main(["cache", "clear"]) == 0
    assert Cache("~/sprites").info().entries == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "tiny"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a tmpfs here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_what_it_can_and_is_told_of_once(tiny_disk: Path) -> None:
    told: list[str] = []
    cache = Cache(tiny_disk / "cache", warn=told.append)
    for number in range(60):
        put(cache, number)
    assert told == [f"cannot write the cache {cache.folder}: No space left on device; sprites stay uncached"]
    found = [cache.get(key_of(number)) for number in range(60)]
    assert all(one in (None, sprite_of(number)) for number, one in enumerate(found))
    assert cache.verify().damaged == 0
    assert cache.clear() > 0
    put(cache, 1)
    assert cache.get(key_of(1)) == sprite_of(1)


def test_the_default_folder_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert default_folder() == tmp_path / "pixelgen"
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", str(tmp_path / "other"))
    assert default_folder() != tmp_path / "other"  # which the command line alone reads
    assert Cache().folder == default_folder()


@pytest.mark.skipif(os.name != "posix", reason="forks and kills")
@pytest.mark.parametrize("trial", ["damage", "kills", "shared", "bound", "fuzz"])
@pytest.mark.slow
def test_the_promises_hold_when_they_are_tried_hard(trial: str) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.reliability", trial, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)[trial]["wrong"] == 0


def test_a_cache_is_not_strewn_over_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    told: list[str] = []
    cache = Cache("~", warn=told.append)
    put(cache, 1)
    put(cache, 2)
    assert told == [
        f"cannot write the cache {tmp_path}: it is your home folder; name a folder for the cache alone; sprites stay "
        "uncached"
    ]
    assert not any(tmp_path.iterdir())
