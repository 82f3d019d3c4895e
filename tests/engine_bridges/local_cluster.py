"""A Dask scheduler and workers, each a process of its own on this machine, heard on 127.0.0.1 alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixelgen

_QUIET = ("--no-dashboard",)


@dataclass(frozen=True)
class LocalCluster:
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def local_cluster(folder: Path, *, workers: int) -> Iterator[LocalCluster]:
    """Each worker has a cache of its own, as on another machine. All are ended in the end."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(module: str, *arguments: str, cache: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent),
            "PIXELGEN_CACHE_DIR": str(folder / cache),
        }
        with (folder / f"{cache}.log").open("wb") as log:
            command = [sys.executable, "-m", module, *arguments]
            process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
        processes.append(process)
        return process

    try:
        told = folder / "scheduler.json"
        told_in = ("--scheduler-file", str(told))
        scheduler = start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *_QUIET, *told_in, cache="scheduler"
        )
        while not told.exists() or not told.read_text():  # it is there for a moment before it is written
            assert scheduler.poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        own = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", *_QUIET)
        running = [
            start(
                "distributed.cli.dask_worker",
                address,
                *own,
                "--local-directory",
                str(folder / f"scratch {number}"),
                cache=f"worker {number}",
            )
            for number in range(workers)
        ]
        yield LocalCluster(address, scheduler, running)
    finally:
        for process in processes:
            process.kill()
            process.wait()
