"""The promises of cache, parsers, bakes and servers, tried hard: kills, torn reads, a bound, odd inputs, interrupts.

python -m tests.reliability            # shortened, a few seconds each
python -m tests.reliability --full     # as promised; its figures stand in the README
python -m tests.reliability kills bound --json

Each trial gives its figures; `wrong` among them must be 0, and is the exit status. POSIX only: it forks and kills.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pixelgen.cache.bounded_folder import BoundedFolder
from pixelgen.cache.cache import Cache
from pixelgen.cache.entry import EntryKey, decode_entry, encode_entry
from pixelgen.cache.file_lock import locked
from pixelgen.errors import PixelgenError
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.look.picture_as_sprite import read_picture
from pixelgen.model.weights import load_weights
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.dna_text import encode_text
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.bake_reliability import bakes
from tests.interrupt_reliability import interrupts
from tests.pack_reliability import damaged_packs

Figures = dict[str, int]
_FORK = multiprocessing.get_context("fork")


def request_of(number: int) -> SpriteRequest:
    return SpriteRequest("reef", "coral", seed=number)


def key_of(number: int, *, weights: str = "0" * 64, engine_version: int = 1) -> EntryKey:
    return EntryKey(f"request:{request_of(number).key()}", weights, engine_version)


def sprite_of(number: int) -> Sprite:
    """Another picture for every number, some two hundred bytes as a PNG to a thousand."""
    rng = np.random.default_rng(number)
    indices = np.zeros((32, 32), np.uint8)
    side = int(rng.integers(8, 33))
    indices[:side, :side] = rng.integers(0, 64, size=(side, side))
    return Sprite(indices)


def put(cache: Cache, number: int) -> None:
    cache.put(key_of(number), sprite_of(number), canonical=request_of(number).canonical())


def kills(folder: Path, *, full: bool) -> Figures:
    """kill -9 at random points of writing; every entry is whole afterwards, and what was left behind is swept."""
    count = 500 if full else 40
    limit = 40 * 4096
    rng, files, left = random.Random(1), BoundedFolder(folder, limit=limit), 0
    writing = _FORK.Semaphore(0)

    def write_for_ever(seed: int) -> None:
        cache, numbers = Cache(folder, limit=limit), random.Random(seed)
        put(cache, seed % 60)
        writing.release()
        while True:
            put(cache, numbers.randrange(60))

    for seed in range(count):
        writer = _FORK.Process(target=write_for_ever, args=(seed,))
        writer.start()
        writing.acquire()
        time.sleep(rng.uniform(0, 0.01))
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        left += sum(file.temporary for file in files.files())
    check = Cache(folder, limit=limit).verify()
    unswept = sum(file.temporary for file in files.files())
    figures = {"kills": count, "entries": check.entries, "temporaries left and swept": left}
    return {**figures, "wrong": check.damaged + unswept + (check.entries == 0)}


def shared(folder: Path, *, full: bool) -> Figures:
    """Four writers and four readers on the same keys, while a ninth process removes entries again and again."""
    operations = 10_000 if full else 800
    keys = 25

    def work(seed: int, writes: bool, told: multiprocessing.queues.Queue[Figures]) -> None:
        cache, numbers = Cache(folder), random.Random(seed)
        hits = wrong = 0
        for _ in range(operations // 8):
            number = numbers.randrange(keys)
            if writes:
                put(cache, number)
            else:
                found = cache.get(key_of(number))
                hits += found is not None
                wrong += found is not None and found != sprite_of(number)
        told.put({"hits": hits, "wrong": wrong})

    def remove_for_ever() -> None:
        numbers, files = random.Random(9), BoundedFolder(folder, limit=0)
        while True:
            files.remove(lambda _: numbers.random() < 0.2)
            time.sleep(0.01)  # the lock is not for the cleaner alone

    for number in range(keys):
        put(Cache(folder), number)
    cleaner = _FORK.Process(target=remove_for_ever)
    cleaner.start()
    told: multiprocessing.queues.Queue[Figures] = _FORK.Queue()
    workers = [_FORK.Process(target=work, args=(seed, seed < 4, told)) for seed in range(8)]
    for worker in workers:
        worker.start()
    figures = [told.get(timeout=300) for _ in workers]
    for worker in workers:
        worker.join()
    cleaner.kill()
    cleaner.join()
    failed = sum(worker.exitcode != 0 for worker in workers)
    hits = sum(one["hits"] for one in figures)
    wrong = sum(one["wrong"] for one in figures)
    return {"operations": operations, "hits": hits, "wrong": wrong + failed + (hits == 0)}


def bound(folder: Path, *, full: bool) -> Figures:
    """Three processes fill five times the limit; at no moment that is looked at is the limit passed."""
    entries = 512 if full else 64
    limit = entries * 4096

    def fill(part: int) -> None:
        cache = Cache(folder, limit=limit)
        for number in range(part, 5 * entries, 3):
            put(cache, number)

    writers = [_FORK.Process(target=fill, args=(part,)) for part in range(3)]
    folder.mkdir(exist_ok=True)
    for writer in writers:
        writer.start()
    most = looks = 0
    while any(writer.is_alive() for writer in writers):
        most = max(most, _taken(folder))
        looks += 1
        time.sleep(0.02)  # the lock is for the writers
    for writer in writers:
        writer.join()
    most = max(most, _taken(folder))
    kept = Cache(folder, limit=limit).info().entries
    failed = sum(writer.exitcode != 0 for writer in writers)
    figures = {"limit": limit, "written": 5 * limit, "most seen": most, "looks": looks, "entries kept": kept}
    return {**figures, "wrong": (most > limit) + failed + (kept < entries // 2)}


def _taken(folder: Path) -> int:
    """Bytes on the disk, under the lock: without it, what goes and what comes while one looks would both be counted."""
    with locked(folder / "lock", patience_seconds=60):
        return sum(file.size for file in BoundedFolder(folder, limit=0).files())


def fuzz(folder: Path, *, full: bool) -> Figures:
    """Damaged inputs to every parser, with 1 GB of memory at most: a value or a PixelgenError, never another error."""
    count = 100_000 if full else 2_000
    rng = random.Random(1)
    weights = SHIPPED_WEIGHTS.read_bytes()
    header = weights[: 8 + int.from_bytes(weights[:8], "little")]
    child = bred(request_of(1), sprite_of(2), seed=3)
    dna = encode_dna(child, weights="ab" * 32, engine_version=2)
    entry = encode_entry(key_of(1), sprite_of(1), canonical=request_of(1).canonical())
    place = folder / "weights"

    def parse_weights(content: bytes) -> None:
        place.write_bytes(content)
        load_weights(place)

    parsers: list[tuple[bytes, Callable[[bytes], object]]] = [
        (entry, decode_entry),
        (entry, read_picture),
        (dna.encode(), lambda content: decode_dna(content.decode("latin-1"))),
        (bytes(range(30)), lambda content: decode_dna(encode_text(b"\1\2" + content))),
        (header, parse_weights),
        (child.canonical().encode(), lambda content: SpriteRequest.from_canonical(content.decode("latin-1"))),
    ]
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wrong = read = 0
    for number in range(count):
        seed, parse = parsers[number % len(parsers)]
        try:
            parse(_damaged(seed, rng))
            read += 1
        except PixelgenError:
            pass
        except Exception as error:
            wrong += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used) // 1024
    return {"inputs": count, "read all the same": read, "memory grown MB": grown, "wrong": wrong + (grown > 1024)}


def _damaged(content: bytes, rng: random.Random) -> bytes:
    """A few bytes changed, a piece cut out, doubled or made random, or the end cut off."""
    kind = rng.randrange(5)
    at = rng.randrange(len(content))
    end = min(len(content), at + rng.randrange(1, 40))
    if kind == 0:
        changed = bytearray(content)
        for _ in range(rng.randrange(1, 6)):
            changed[rng.randrange(len(content))] = rng.randrange(256)
        return bytes(changed)
    middle = (b"", content[at:end] * 2, rng.randbytes(end - at), rng.choice((b"\xff", b"\0", b"9")) * (end - at))
    return content[:at] if kind == 1 else content[:at] + middle[kind - 1] + content[end:]


def damage(folder: Path, *, full: bool) -> Figures:
    """An entry cut at every length and with every byte changed: each a miss, each healed by the next write."""
    cache = Cache(folder)
    put(cache, 1)
    place = BoundedFolder(folder, limit=0).path(key_of(1).digest())
    content = place.read_bytes()
    trials = [content[:length] for length in range(len(content))]
    trials += [content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :] for at in range(len(content))]
    wrong = 0
    trials = trials if full else trials[::7]
    for trial in trials:
        place.write_bytes(trial)
        wrong += cache.get(key_of(1)) is not None
        put(cache, 1)
        wrong += cache.get(key_of(1)) != sprite_of(1)
    return {"damaged": len(trials), "wrong": wrong}


def packs(folder: Path, *, full: bool) -> Figures:
    """Packs of which one file is damaged, loaded by a game, or looked at by one that runs."""
    return damaged_packs(folder, _damaged, trials=20_000 if full else 400)


TRIALS: dict[str, Callable[..., Figures]] = {
    "damage": damage,
    "kills": kills,
    "shared": shared,
    "bound": bound,
    "fuzz": fuzz,
    "bakes": bakes,
    "packs": packs,
    "interrupts": interrupts,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", nargs="*", choices=[[], *TRIALS], help="all of them when none is named")
    parser.add_argument("--full", action="store_true", help="as promised, some minutes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {}
    for name in options.trials or TRIALS:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            found[name] = TRIALS[name](Path(folder), full=options.full)
            if not options.json:
                told = ", ".join(f"{value:,} {what}" for what, value in found[name].items())
                print(f"{name}: {told} ({time.monotonic() - began:.0f} s)", flush=True)
    if options.json:
        print(json.dumps(found))
    return min(sum(figures["wrong"] for figures in found.values()), 1)


if __name__ == "__main__":
    sys.exit(main())
