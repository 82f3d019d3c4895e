"""A generator -> a server that runs until the process is told to end; meanwhile its address file is there."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine_bridges.server.address import Address, claimed, new_token, remove_address, write_address
from engine_bridges.server.server import CreatureServer
from engine_bridges.server.worker import SpriteGenerator

_ENDING = (signal.SIGINT, signal.SIGTERM)


def serve(
    generator: SpriteGenerator, *, port: int, path: Path, tell: Callable[[int, Path], None], replace: bool = False
) -> int:
    """Serve until SIGINT or SIGTERM -> how many creatures were sent.

    port: 0 for a free one. path: the address file, there while the server is. tell: is called with port and path once
    clients can connect. replace: any file that is there. ServerError when the port is taken, the file cannot be
    written, or another server has it.
    """
    with signals_blocked():
        return asyncio.run(_serve(generator, port=port, path=path, tell=tell, replace=replace))


async def _serve(
    generator: SpriteGenerator, *, port: int, path: Path, tell: Callable[[int, Path], None], replace: bool
) -> int:
    stop = asyncio.Event()
    for number in _ENDING:
        # Windows has no such handlers and raises KeyboardInterrupt; other threads than the first may set none.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with signals_blocked(False), claimed(path, replace=replace):
        async with CreatureServer(generator, token=new_token(), port=port) as server:
            address = Address(server.port, server.token)
            write_address(path, address)
            try:
                tell(server.port, path)
                await stop.wait()
            finally:
                remove_address(path, address)
    return server.answered


@contextmanager
def signals_blocked(blocked: bool = True) -> Iterator[None]:
    """For as long as the block lasts, the signals that end the server wait until the event loop takes them.

    KeyboardInterrupt while the loop is made or closed would leave it half. Windows has no such masks.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK if blocked else signal.SIG_UNBLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
