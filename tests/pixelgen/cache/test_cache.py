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
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from pixelgen.cache import bounded_folder
from pixelgen.cache.bounded_folder import STALE_SECONDS, BoundedFolder
from pixelgen.cache.cache import Cache, CacheWarning, default_folder
from pixelgen.cache.entry import LARGEST_ENTRY, EntryKey, decode_entry, encode_entry
from pixelgen.cache.file_lock import locked
from pixelgen.files.sprite_png import encode_png
from pixelgen.sprite import Sprite
from tests.reliability import key_of, put, request_of, sprite_of

ROOT = Path(__file__).resolve().parents[3]


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


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
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
    assert sum(file.room for file in files.files()) == 8 * 4096


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


@pytest.mark.parametrize("content", [b"", b"x" * 20, b"1" * 19, b"0" * 400])
def test_a_damaged_tally_is_counted_anew(content: bytes, tmp_path: Path) -> None:
    files = BoundedFolder(tmp_path, limit=4 * 4096)
    for number in range(12):
        (tmp_path / "lock").write_bytes(content)
        files.write(f"{number:064x}", b"x")
        assert sum(file.room for file in files.files()) <= 4 * 4096


def test_stale_temporaries_are_swept_and_young_ones_left(tmp_path: Path) -> None:
    now = [1_000_000.0]
    files = BoundedFolder(tmp_path, limit=2 * 4096, clock=lambda: now[0])
    (tmp_path / "00").mkdir()
    old, young = (tmp_path / "00" / f".pixelgen-{number:016x}.part" for number in range(2))
    for path, seconds in ((old, STALE_SECONDS + 1), (young, STALE_SECONDS - 1)):
        path.write_bytes(b"x")
        os.utime(path, (now[0] - seconds,) * 2)
    files.write("0" * 64, b"x")
    assert not old.exists()
    assert young.exists()


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


def test_info_tells_entries_and_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=1 << 20)
    for number in range(3):
        put(cache, number)
    info = cache.info()
    assert (info.folder, info.entries, info.bytes, info.limit) == (tmp_path, 3, 3 * 4096, 1 << 20)


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none")
    assert (cache.info().entries, cache.verify().entries, cache.clear()) == (0, 0, 0)
    assert not (tmp_path / "none").exists()


CALLS = ["open", "write", "replace", "mkdir", "ftruncate", "close"]


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


def test_a_lock_that_is_held_too_long_is_a_failure_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_folder, "_PATIENCE_SECONDS", 0.01)
    told: list[str] = []
    cache = Cache(tmp_path, warn=told.append)
    put(cache, 0)
    with locked(tmp_path / "lock", patience_seconds=1):
        put(cache, 1)
        assert cache.get(key_of(0)) == sprite_of(0)  # readers take no lock
    assert len(told) == 1


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
