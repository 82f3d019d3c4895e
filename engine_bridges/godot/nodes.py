"""A node of a Godot scene, as a value. Knows nothing of what nodes are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine_bridges.godot.values import External


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its type or the scene that it is an instance of, and its properties. parent is None for the root."""

    name: str
    parent: str | None = None
    kind: str = ""
    instance: External | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
