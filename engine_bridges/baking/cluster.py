"""Tasks -> creatures, made by the workers of a Dask cluster (https://distributed.dask.org).

A task of Dask's is named by the key of ours, that is by what it makes. When a worker is lost, the scheduler gives its
tasks to others; what is back already is not made again. Dask moves tasks as pickles: use a scheduler that you trust.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from distributed import Client, KilledWorker, Security, as_completed

from engine_bridges.baking import cluster_task
from engine_bridges.baking.making import CannotMakeError, CreatureStream, MakeCreatures
from engine_bridges.baking.plan import BakeTask
from engine_bridges.creatures.creature import PackError
from pixelgen import RequestError

_AHEAD = 4  # tasks a thread, so that none waits for us; more would only fill memory


@contextmanager
def cluster_at(
    address: str, *, weights: bytes | None, patience_seconds: float = 10.0, worker_patience_seconds: float = 10.0
) -> Iterator[MakeCreatures]:
    """What makes creatures on the cluster of a scheduler, tcp://host:port.

    weights: content of a weights file that workers do not have; None: the shipped ones. patience_seconds: how long the
    scheduler may take to answer; worker_patience_seconds: and the first worker to be there.
    PackError when no scheduler answers, or it has no workers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it logs lost connections as tracebacks
    if address.startswith("tls:") and Security().get_connection_args("client").get("ssl_context") is None:
        raise PackError(f"{address} needs keys; name them in Dask's configuration, under distributed.comm.tls")
    try:
        client = Client(address, timeout=patience_seconds, set_as_default=False)
    except (OSError, ValueError, asyncio.TimeoutError) as error:  # which is an OSError from Python 3.11 on
        advice = "start one with: dask scheduler"
        raise PackError(f"no Dask scheduler answers at {address} ({_first_line(error)}); {advice}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=worker_patience_seconds)
        except asyncio.TimeoutError as error:
            advice = f"start one where pixelgen is installed: dask worker {address} --nthreads 1 --nworkers auto"
            raise PackError(f"the scheduler at {address} has no worker; {advice}") from error
        yield partial(_made, client, weights)


def _made(client: Client, weights: bytes | None, tasks: Sequence[BakeTask]) -> CreatureStream:
    """Each task with its creature, as they come; see MakeCreatures."""
    alike: dict[str, list[BakeTask]] = {}
    for task in sorted(tasks, key=lambda task: task.generation):
        alike.setdefault(f"pixelgen-{task.key}", []).append(task)
    waiting = iter(alike)
    sent = None if weights is None else client.scatter(weights, broadcast=True)
    running = as_completed(loop=client.loop)

    def begin() -> None:
        name = next(waiting, None)
        if name is not None:
            running.add(client.submit(cluster_task.creature_of_task, alike[name][0], sent, key=name))

    for _ in range(_AHEAD * max(1, sum(client.nthreads().values()))):
        begin()
    try:
        for future in running:
            begin()
            for task in alike[future.key]:
                yield task, replace(_result(future, task), card=task.card)
            future.release()
    finally:
        with contextlib.suppress(Exception):  # the scheduler may be gone
            client.cancel(list(running.futures))


def _result(future: Any, task: BakeTask) -> Any:
    try:
        return future.result()
    except RequestError as error:
        raise CannotMakeError(task.card.name, str(error)) from error
    except KilledWorker as error:
        raise PackError(f"worker after worker died while drawing {task.card.name}; do they have the memory?") from error
    except (CancelledError, OSError) as error:
        raise PackError(
            "the scheduler is lost; bake again once it is back: workers keep what they have drawn"
        ) from error
    except ModuleNotFoundError as error:
        raise PackError(f"a worker lacks {error.name}; install pixelgen-reef[cluster] on all workers") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
