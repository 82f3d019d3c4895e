"""A generator -> a server that runs until the process is told to end, findable by its address file for so long."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from pathlib import Path

from engine_bridges.server.address import Address, new_token, remove_address, write_address
from engine_bridges.server.server import CreatureServer
from engine_bridges.server.studio import CreatureMaker


async def serve(generator: CreatureMaker, *, port: int, path: Path, tell: Callable[[int, Path], None]) -> int:
    """Serve until SIGINT or SIGTERM -> how many creatures were drawn.

    port: 0 for a free one. path: the address file, there while the server is. tell: is given the port and the path
    once clients can come. ServerError when the port is taken or the file cannot be written.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers and raises KeyboardInterrupt; other threads than the first may set none.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with CreatureServer(generator, token=new_token(), port=port) as server:
        address = Address(server.port, server.token)
        write_address(path, address)
        try:
            tell(server.port, path)
            await stop.wait()
        finally:
            remove_address(path, address)
    return server.drawn
