"""A generator -> a server that runs until the process is told to end; meanwhile its address file is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from engine_bridges.server.address import Address, claimed, new_token, remove_address, write_address
from engine_bridges.server.server import CreatureServer
from engine_bridges.server.worker import Older, SpriteGenerator
from pixelgen import interrupts


def serve(
    generator: SpriteGenerator,
    *,
    port: int,
    path: Path,
    tell: Callable[[int, Path], None],
    replace: bool = False,
    older: Older = lambda _: None,
) -> int:
    """Serve until the process is interrupted or terminated -> how many creatures were sent.

    port: 0 for a free one. path: the address file, there while the server is. tell: is called with port and path once
    clients can connect. replace: any file that is there. older: as in Worker. ServerError when the port is taken, the
    file cannot be written, or another server has it.
    """
    with interrupts.waiting():  # KeyboardInterrupt while the loop is made or closed would leave it half
        answered = asyncio.run(_serve(generator, port=port, path=path, tell=tell, replace=replace, older=older))
    interrupts.forget()  # this is how a server ends
    return answered


async def _serve(
    generator: SpriteGenerator,
    *,
    port: int,
    path: Path,
    tell: Callable[[int, Path], None],
    replace: bool,
    older: Older,
) -> int:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    with interrupts.answered_by(lambda: loop.call_soon_threadsafe(stop.set)), claimed(path, replace=replace):
        async with CreatureServer(generator, token=new_token(), port=port, older=older) as server:
            address = Address(server.port, server.token)
            write_address(path, address)
            try:
                tell(server.port, path)
                await stop.wait()
            finally:
                remove_address(path, address)
    return server.answered
