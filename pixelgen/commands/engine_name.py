"""What draws -> its name for people: `native` and the kernel, or `numpy`."""

from __future__ import annotations

from typing import Any


def engine_name(drawer: Any) -> str:
    """Of a Generator or of one of `drawing.engines`."""
    kernel = getattr(getattr(drawer, "_engine", drawer), "kernel", None)
    return "numpy" if kernel is None else f"native {kernel}"
