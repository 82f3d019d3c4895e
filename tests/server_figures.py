"""How long clients of `pixelgen serve` wait for a creature: alone, among twenty, and beside one that asks for too much.

python -m tests.server_figures --seconds 30

Nineteen clients ask for a creature each, look at it for a while and ask for the next; a twentieth keeps sixteen
requests open, each with a DNA of 200 bred ancestors. The server is a process of its own, without a cache. Prints
figures and judges none: on a busy machine everybody waits for the processor too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pixelgen import ENGINE_VERSION, Generator, SpriteRequest, bred
from pixelgen.requests.dna import encode_dna

OTHERS = 19
ANCESTORS = 200
IN_FLIGHT = 16
FAMILIES = 200  # more than are drawn in any of these trials


@dataclass(frozen=True)
class Address:
    port: int
    token: str


class Client:
    """A connection that asks for one creature at a time, or several."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def connected(cls, address: Address) -> Client:
        client = cls(*await asyncio.open_connection("127.0.0.1", address.port, limit=1 << 22))
        client.send({"token": address.token})
        await client.answer()
        return client

    def send(self, message: dict[str, Any]) -> None:
        self._writer.write(json.dumps(message).encode() + b"\n")

    async def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(await self._reader.readline())
        assert "error" not in answer, answer
        return answer


async def modest(address: Address, number: int, pause: float, until: float, waits: list[float]) -> None:
    """Asks, waits for the answer, pauses; notes how long each answer took, in seconds."""
    client, rng = await Client.connected(address), random.Random(number)
    await asyncio.sleep(rng.uniform(0, pause))
    seed = 1_000_000 * (1 + number)
    while time.monotonic() < until:
        asked = time.monotonic()
        client.send({"id": 1, "zone": "reef", "category": "reef_fish", "seed": seed})
        await client.answer()
        waits.append(time.monotonic() - asked)
        seed += 1
        await asyncio.sleep(rng.uniform(0, 2 * pause))


def family(number: int, weights: str) -> str:
    """The DNA of a request with many ancestors, another for each number."""
    request = SpriteRequest("reef", "coral", seed=1000 * number)
    for seed in range(ANCESTORS // 2):
        request = bred(request, SpriteRequest("reef", "coral", seed=1000 * number + seed), seed=seed)
    return encode_dna(request, weights=weights, engine_version=ENGINE_VERSION)


async def greedy(address: Address, dnas: Sequence[str], answers: list[int]) -> None:
    """Has as many requests open as it may; counts the answers."""
    client = await Client.connected(address)
    for number, dna in enumerate(dnas):
        if number >= IN_FLIGHT:
            await client.answer()
            answers.append(number)
        client.send({"id": number, "dna": dna})
    await asyncio.Event().wait()


async def waits_of(
    address: Address, weights: str, *, others: int, with_greedy: bool, seconds: float, pause: float
) -> Any:
    """(waits of the modest clients in seconds, how many of the greedy one's requests were answered)."""
    waits: list[float] = []
    answers: list[int] = []
    dnas = [family(number, weights) for number in range(FAMILIES)] if with_greedy else []
    hog = asyncio.create_task(greedy(address, dnas, answers)) if with_greedy else None
    until = time.monotonic() + seconds
    await asyncio.gather(*(modest(address, number, pause, until, waits) for number in range(others)))
    if hog is not None:
        hog.cancel()
        await asyncio.gather(hog, return_exceptions=True)
    return waits, len(answers)


def measure(address: Address, weights: str, seconds: float, pause: float) -> None:
    """Run the three trials and print a line of each."""
    alone = 0.0
    for title, others, with_greedy in (
        ("one client alone", 1, False),
        (f"{OTHERS} clients", OTHERS, False),
        (f"{OTHERS} clients and a greedy one", OTHERS, True),
    ):
        each = pause / OTHERS if others == 1 else pause
        trial = waits_of(address, weights, others=others, with_greedy=with_greedy, seconds=seconds, pause=each)
        waits, answered = asyncio.run(trial)
        middle, most = (1000 * float(np.percentile(waits, share)) for share in (50, 99))
        alone = alone or most
        line = f"{title}: {len(waits)} answers, median {middle:.0f} ms, 99 % under {most:.0f} ms"
        print(f"{line} ({most / alone:.1f} times alone); the greedy one got {answered}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each of the three trials")
    parser.add_argument(
        "--pause", type=float, default=2.0, help="seconds between a client's answer and its next request"
    )
    options = parser.parse_args()
    with Generator() as generator:
        weights = generator.weights_digest
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.json"
        command = [sys.executable, "-m", "pixelgen", "serve", "--no-cache", "--token-file", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                server.stdout.readline()
                told = json.loads(path.read_text())
                measure(Address(told["port"], told["token"]), weights, options.seconds, options.pause)
            finally:
                server.send_signal(signal.SIGINT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
