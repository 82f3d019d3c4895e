"""Orders -> creatures, made by the workers of a Dask cluster (https://distributed.dask.org); a creature is a task.

A task is named by its order's key, that is by what it makes. When a worker is lost, the scheduler gives what it had to
others; what is back already is not made again. Dask moves tasks as pickles: only a scheduler that one trusts will do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from typing import Any

from distributed import Client, KilledWorker, Security, as_completed

from engine_bridges.baking import cluster_task
from engine_bridges.baking.making import CannotMakeError, Made, Making
from engine_bridges.baking.plan import Order
from engine_bridges.creatures.creature import Creature, PackError
from pixelgen import RequestError

_AHEAD = 4  # tasks a thread, so that none waits for us; more would only fill memory


@contextmanager
def cluster_at(address: str, *, weights: bytes | None, patience_seconds: float = 10.0) -> Iterator[Made]:
    """What makes creatures on the cluster of a scheduler, tcp://host:port.

    weights: content of a weights file that workers do not have; None: the shipped ones. patience_seconds: for the
    scheduler to answer, and for the first worker.
    PackError when no scheduler answers, or it has no workers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it tells of lost connections by tracebacks
    if address.startswith("tls:") and Security().get_connection_args("client").get("ssl_context") is None:
        raise PackError(f"{address} needs keys; name them in Dask's configuration, under distributed.comm.tls")
    try:
        client = Client(address, timeout=patience_seconds, set_as_default=False)
    except (OSError, ValueError, asyncio.TimeoutError) as error:  # which is an OSError from Python 3.11 on
        advice = "start one with: dask scheduler"
        raise PackError(f"no Dask scheduler answers at {address} ({_first_line(error)}); {advice}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=patience_seconds)
        except asyncio.TimeoutError as error:
            advice = f"start one where pixelgen is installed: dask worker {address} --nthreads 1 --nworkers auto"
            raise PackError(f"the scheduler at {address} has no worker; {advice}") from error
        yield partial(_made, client, weights)


def _made(client: Client, weights: bytes | None, orders: Sequence[Order]) -> Making:
    """Each order with its creature, as they come; see Made."""
    alike: dict[str, list[Order]] = {}
    for order in sorted(orders, key=lambda order: order.generation):
        alike.setdefault(f"pixelgen-{order.key}", []).append(order)
    waiting = iter(alike)
    sent = None if weights is None else client.scatter(weights, broadcast=True)
    running = as_completed(loop=client.loop)

    def begin() -> None:
        name = next(waiting, None)
        if name is not None:
            running.add(client.submit(cluster_task.made, alike[name][0], sent, key=name))

    for _ in range(_AHEAD * max(1, sum(client.nthreads().values()))):
        begin()
    try:
        for future in running:
            begin()
            for order in alike[future.key]:
                yield order, Creature(order.card, _result(future, order))
            future.release()
    finally:
        with contextlib.suppress(Exception):  # the scheduler may be gone
            client.cancel(list(running.futures))


def _result(future: Any, order: Order) -> Any:
    try:
        return future.result()
    except RequestError as error:
        raise CannotMakeError(order.card.name, str(error)) from error
    except KilledWorker as error:
        raise PackError(
            f"worker after worker died while drawing {order.card.name}; do they have the memory?"
        ) from error
    except (CancelledError, OSError) as error:
        raise PackError(
            "the scheduler is lost; bake again once it is back: workers keep what they have drawn"
        ) from error
    except ModuleNotFoundError as error:
        raise PackError(f"a worker lacks {error.name}; install pixelgen[cluster] wherever a worker runs") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
