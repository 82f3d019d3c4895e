"""Settings of every test run, and a look that what is tested is what this checkout holds."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pixelgen", "training", "engine_bridges", "demo_game")

# Installed with the extra `test`, without PyTorch: all but the tests of the training run.
WITHOUT_TORCH = find_spec("torch") is None
collect_ignore_glob = ["training/*"] if WITHOUT_TORCH else []

# Before NumPy is loaded: two threads of OpenBLAS that share a busy machine wait for each other, thirty times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Before Pygame is loaded: no test opens a window or makes a noise.
os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

# No test reads or fills the cache of whoever runs it, nor meets sprites of the run before.
os.environ["PIXELGEN_CACHE_DIR"] = tempfile.mkdtemp(prefix="pixelgen-tests-")

# A run in the background of a shell has interrupts ignored, and would pass that on to programs that tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples on every machine, and no verdict by the clock.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
# For tests.mutation: a failure is all that is asked, not the smallest example of it.
settings.register_profile(
    "unshrunk", parent=settings.get_profile("repeatable"), phases=[Phase.explicit, Phase.generate]
)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to test an installed copy that is older or newer than the checkout.

    Without a C compiler the tests run all the same, slowly: the warning of that is no error here.
    """
    config.addinivalue_line("filterwarnings", "default::pixelgen.SlowWarning")
    for package in PACKAGES:
        found = find_spec(package)
        if found is None or found.origin is None:
            pytest.exit(f"{package} is not installed; run: pip install -e '.[dev]'", returncode=1)
        installed = Path(found.origin).parent
        if installed != ROOT / package and _content(installed) != _content(ROOT / package):
            pytest.exit(f"{installed} differs from this checkout; run: pip install -e '.[dev]'", returncode=1)


def pytest_report_header() -> str:
    """Say what is left out."""
    return "PyTorch is not installed: tests/training is left out" if WITHOUT_TORCH else "all tests are collected"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail when a test left a process that the interpreter would wait for at its end, perhaps for ever."""
    gc.collect()
    if left := multiprocessing.active_children():
        for process in left:
            process.kill()
        print(f"\nleft running by a test: {', '.join(process.name for process in left)}", file=sys.stderr)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    """Leave no cache behind."""
    shutil.rmtree(os.environ["PIXELGEN_CACHE_DIR"], ignore_errors=True)


def _content(folder: Path) -> dict[str, bytes]:
    paths = [
        *folder.rglob("*.py"),
        *folder.glob("data/*"),
        *folder.glob("godot/scripts/*"),
        *folder.glob("studio/static/*"),
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is an empty one, and the cache lies in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIXELGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path
