"""What pip calls to build pixelgen (PEP 517, PEP 660): setuptools, and a C compiler to fetch where none answers.

    pip install .                                          # with cc, or with ziglang, which pip brings
    pip wheel --no-deps -C target=win_amd64 .              # for another platform; targets.py lists them

The compiler that pip brings is zig's: 100 MB in a temporary environment, gone after the install.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from setuptools import build_meta

from pixelgen.native.building.compiler import CompilerError, compiler_that_answers, zig_can_come
from pixelgen.native.building.targets import VARIABLE, ZIG, named

Settings = Mapping[str, Any] | None
_TARGET = "target"  # in the settings

get_requires_for_build_sdist = build_meta.get_requires_for_build_sdist
build_sdist = build_meta.build_sdist
build_editable = build_meta.build_editable
prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """What setuptools needs, and zig for another platform or where no compiler answers."""
    with _target_of(config_settings) as (settings, target):
        needed = build_meta.get_requires_for_build_wheel(settings)
        return [*needed, *([ZIG] if target else _compiler_needed())]


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    """What setuptools needs, and zig where no compiler answers."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *_compiler_needed()]


def build_wheel(wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None) -> str:
    """The wheel's file name."""
    with _target_of(config_settings) as (settings, _):
        return str(build_meta.build_wheel(wheel_directory, settings, metadata_directory))


@contextmanager
def _target_of(settings: Settings) -> Iterator[tuple[dict[str, Any] | None, str | None]]:
    """The settings without the target, which setuptools' commands find in the environment; and the target."""
    others = None if settings is None else {name: value for name, value in settings.items() if name != _TARGET}
    target = None if settings is None else settings.get(_TARGET)
    if target is None:
        yield others, None
        return
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = named(target).tag
    try:
        yield others, target
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _compiler_needed() -> list[str]:
    try:
        compiler_that_answers()
    except CompilerError as error:
        if zig_can_come():
            print(f"pixelgen: {error}; pip brings ziglang to compile with", flush=True)
            return [ZIG]
    return []
