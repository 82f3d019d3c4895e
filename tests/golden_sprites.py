"""Requests whose sprites are recorded, and the record: the same pixels and parts on every machine, or a test fails.

python -m tests.golden_sprites           # compare with the record; prints what differs
python -m tests.golden_sprites --write   # record anew, after new weights or a new engine version
python -m tests.golden_sprites --few --batch 3 --threads 2   # print digests of a few, for the determinism matrix
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from pixelgen.files.whole_files import write_files
from pixelgen.generator import ENGINE_VERSION, Generator
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.lineage import PATTERNS, Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES

RECORD = Path(__file__).parent / "golden" / "sprites.json"

CELLS = [
    SpriteRequest(zone, category, seed=100 + 6 * row + column)
    for row, zone in enumerate(ZONES)
    for column, category in enumerate(CATEGORIES)
]
VARIANTS = [
    SpriteRequest("reef", "reef_fish", species="clownfish", seed=1),
    SpriteRequest("hadal", "grazer", species="crab", seed=2),
    SpriteRequest("reef", "coral", species="staghorn", colours=("rose",), seed=3),
    SpriteRequest("twilight", "jellyfish", colours=("azure", "violet"), seed=4),
    SpriteRequest("reef", "jellyfish", seed=7),
    SpriteRequest("abyss", "cephalopod", temperature=0, seed=5),
    SpriteRequest("midnight", "abyssal", temperature=0.3, seed=6),
    SpriteRequest("reef", "cephalopod", temperature=1.4, min_p=0, seed=8),
    SpriteRequest("shallows", "abyssal", top_k=3, min_p=0, seed=9),
    SpriteRequest("reef", "grazer", top_p=0.9, min_p=0, seed=2**63 - 1),
]
REQUESTS = [*CELLS, *VARIANTS]
FEW = [CELLS[7], CELLS[22], VARIANTS[2]]
PAIRS = [(VARIANTS[0], VARIANTS[0]), (VARIANTS[1], VARIANTS[2]), (CELLS[3], CELLS[3]), (VARIANTS[5], VARIANTS[5])]


def children(generator: Generator) -> list[SpriteRequest]:
    """Four of each pair, of a creature with itself among them, which often keep parts, and one of each kind of mask."""
    bred_ones = [bred(*PAIRS[1], seed=number, mask=Mask(pattern)) for number, pattern in enumerate(PATTERNS)]
    return [*(child for a, b in PAIRS for child in generator.litter(a, b, size=4, seed=5)), *bred_ones]


def digests(generator: Generator, requests: list[SpriteRequest]) -> dict[str, str]:
    """Canonical request -> SHA-256 of its pixels and then of their parts, hexadecimal."""
    sprites = generator.sprites(requests)
    return {
        request.canonical(): hashlib.sha256(sprite.indices.tobytes() + sprite.parts.tobytes()).hexdigest()
        for request, sprite in zip(requests, sprites, strict=True)
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="record anew")
    parser.add_argument("--few", action="store_true", help="print the digests of a few as JSON")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    generator = Generator(batch=options.batch, threads=options.threads)
    if options.few:
        print(json.dumps(digests(generator, FEW)))
        return 0
    sprites = digests(generator, [*REQUESTS, *children(generator)])
    now = {"engine_version": ENGINE_VERSION, "weights": generator.weights_digest, "sprites": sprites}
    if options.write:
        write_files({RECORD: (json.dumps(now, indent=1) + "\n").encode()})
        return 0
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    for name in ("engine_version", "weights"):
        if recorded[name] != now[name]:
            print(f"{name}: recorded {recorded[name]}, now {now[name]}")
    wrong = [key for key, digest in sprites.items() if recorded["sprites"].get(key) != digest]
    print("\n".join(wrong) or f"all {len(sprites)} sprites are as recorded")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
