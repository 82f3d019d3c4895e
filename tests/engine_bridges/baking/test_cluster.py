"""A bake on a cluster: a scheduler and two workers, all processes of their own."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine_bridges.baking import cluster_task
from engine_bridges.baking.bake import bake
from engine_bridges.baking.plan import creature_of, tasks_of
from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.creature_pack import pixels_digest
from pixelgen import Generator
from pixelgen.commands.cli import main
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.engine_bridges.baked_packs import CRAB, TANGS, CountingMaker, baked, contents, pack_in

pytest.importorskip("distributed", reason="pip install '.[cluster]'")

PATIENT = {"patience_seconds": 600.0, "worker_patience_seconds": 600.0}  # however busy the machine is
TWINS = '[[creatures]]\nname = "twin_{number}"\nzone = "reef"\nspecies = "tang"\nseed = 4\n'
CHILD = '[[creatures]]\nname = "child"\nparents = ["tang_01", "crab"]\n'


def test_a_task_makes_what_is_made_here(tmp_path: Path) -> None:
    with Generator() as generator:
        task = tasks_of(pack_in(tmp_path, CRAB), generator)["crab"]
        here = creature_of(task, generator.sprite(task.request))
    for weights in (None, SHIPPED_WEIGHTS.read_bytes()):
        there = cluster_task.creature_of_task(task, weights)
        assert pixels_digest(there) == pixels_digest(here)


def test_a_worker_with_another_pixelgen_refuses(tmp_path: Path) -> None:
    with Generator() as generator:
        task = tasks_of(pack_in(tmp_path, CRAB), generator)["crab"]
    with pytest.raises(PackError, match="another pixelgen, or other weights"):
        cluster_task.creature_of_task(replace(task, key="0" * 64), None)


@pytest.mark.slow
@pytest.mark.parametrize("sends_weights", [False, True])
def test_a_worker_that_is_killed_costs_nothing_and_the_pack_is_that_of_a_local_bake(
    tmp_path: Path, sends_weights: bool
) -> None:
    from engine_bridges.baking.cluster import cluster_at
    from tests.engine_bridges.local_cluster import local_cluster

    pack = pack_in(tmp_path, TANGS.replace("{number}", "{number:02}").replace("3", "24"), TWINS, CRAB, CHILD)
    twins = pack_in(tmp_path, TWINS, TWINS.replace("twin_", "other_twin_"))
    with local_cluster(tmp_path, workers=2) as cluster, Generator(cache=tmp_path / "cache") as generator:
        weights = SHIPPED_WEIGHTS.read_bytes() if sends_weights else None
        heard = []

        def kill_one(finished: int, total: int) -> None:
            heard.append(finished)
            if finished == 5:
                cluster.workers[0].kill()

        with cluster_at(cluster.address, weights=weights, **PATIENT) as made:
            report = bake(pack, generator, folder=tmp_path / "there", make=made, progress=kill_one)
            assert heard == list(range(1, 28))
            assert len(report.made) == 27
            assert cluster.workers[0].wait() != 0
            bake(twins, generator, folder=tmp_path / "twins", make=made)  # of one key, and by the worker that is left
        assert not (tmp_path / "cache").exists()  # nothing was drawn here
        bake(pack, generator, folder=tmp_path / "here")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    sheets = [tmp_path / "twins" / "creatures" / name / f"{name}_sheet.png" for name in ("twin_1", "other_twin_1")]
    assert sheets[0].read_bytes() == sheets[1].read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="stops a process by a signal")
def test_a_worker_that_stands_still_for_a_while_loses_nothing(tmp_path: Path) -> None:
    from engine_bridges.baking.cluster import cluster_at
    from tests.engine_bridges.local_cluster import local_cluster

    pack = pack_in(tmp_path, TANGS.replace("{number}", "{number:02}").replace("3", "24"), CRAB, CHILD)
    with local_cluster(tmp_path, workers=2) as cluster, Generator() as generator:
        heard = []
        goes_on = threading.Timer(3.0, cluster.workers[0].send_signal, [signal.SIGCONT])

        def stop_one(finished: int, _: int) -> None:
            heard.append(finished)
            if finished == 5:
                cluster.workers[0].send_signal(signal.SIGSTOP)
                goes_on.start()  # by the clock: what it has drawn already is waited for

        with cluster_at(cluster.address, weights=None, **PATIENT) as made:
            report = bake(pack, generator, folder=tmp_path / "there", make=made, progress=stop_one)
        assert heard == list(range(1, 27))
        assert len(report.made) == 26
        bake(pack, generator, folder=tmp_path / "here")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_told_and_leaves_no_pack(tmp_path: Path) -> None:
    from engine_bridges.baking.cluster import cluster_at
    from tests.engine_bridges.local_cluster import local_cluster

    pack = pack_in(tmp_path, TANGS.replace("3", "200"))
    with local_cluster(tmp_path, workers=1) as cluster, Generator() as generator:

        def kill(finished: int, _: int) -> None:
            if finished == 3:
                cluster.scheduler.kill()

        says = "the scheduler is lost; bake again once it is back"
        with cluster_at(cluster.address, weights=None, **PATIENT) as made, pytest.raises(PackError, match=says):
            bake(pack, generator, make=made, progress=kill)
    assert not (tmp_path / "reef").exists()


def test_without_dask_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "engine_bridges.baking.cluster", raising=False)
    pack_in(tmp_path, CRAB)
    assert main(["bake", str(tmp_path / "reef.toml"), "--scheduler", "tcp://127.0.0.1:1"]) == 1
    says = "--scheduler needs distributed; run: pip install 'pixelgen-reef[cluster]'"
    assert capsys.readouterr().err == f"pixelgen bake: {says}\n"


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "tcp://host", "http://host:80", "tcp://host:port"])
def test_an_address_that_is_none_is_wrong_usage(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bake", "reef.toml", "--scheduler", address]) == 2
    assert f"--scheduler: must be like tcp://host:8786; got '{address}'" in capsys.readouterr().err


def test_a_scheduler_behind_tls_without_keys_is_one_line() -> None:
    from engine_bridges.baking.cluster import cluster_at

    with (
        pytest.raises(PackError, match="needs keys"),
        cluster_at("tls://127.0.0.1:1", weights=None, patience_seconds=0.1),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_one_line() -> None:
    import socket

    from engine_bridges.baking.cluster import cluster_at

    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        says = f"no Dask scheduler answers at {address} .*; start one with: dask scheduler"
        with pytest.raises(PackError, match=says), cluster_at(address, weights=None, patience_seconds=0.2):
            pass


@pytest.mark.slow
def test_a_scheduler_without_workers_is_one_line(tmp_path: Path) -> None:
    from engine_bridges.baking.cluster import cluster_at
    from tests.engine_bridges.local_cluster import local_cluster

    with (
        local_cluster(tmp_path, workers=0) as cluster,
        pytest.raises(PackError, match="has no worker; start one where pixelgen is installed: dask worker tcp://"),
        cluster_at(cluster.address, weights=None, patience_seconds=600.0, worker_patience_seconds=0.1),
    ):
        pass


def test_a_bake_here_and_one_by_tasks_give_the_same_files(tmp_path: Path) -> None:
    """Without a cluster: whatever makes the creatures, in whatever order, the files are the same."""
    pack = pack_in(tmp_path, TANGS, CRAB)

    def backwards(tasks):  # type: ignore[no-untyped-def]
        for task in reversed(tasks):
            yield task, creature_of(task, maker.sprites([task.request])[0])

    maker = CountingMaker()
    bake(pack, maker, folder=tmp_path / "there", make=backwards)
    baked(pack)
    assert contents(tmp_path / "there") == contents(tmp_path / "reef")
