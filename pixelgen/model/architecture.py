"""Sizes of a network of blocks, and the tensors that a weights file holds of them. Knows nothing of arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pixelgen.model.tensor_file import Refuse

MOST_LAYERS = MOST_HEADS = 64
MOST_WIDTH = 1024  # of the stream and of hidden layers: sums of so many products are exact, see fixed_point.py

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network that a weights file holds."""

    layers: int
    width: int
    heads: int
    hidden: int

    @property
    def head_width(self) -> int:
        """Width of one attention head."""
        return self.width // self.heads


def architecture_of(facts: Mapping[str, str], refuse: Refuse) -> Architecture:
    """The sizes that a file's facts record, in the range for which the arithmetic is exact."""
    try:
        sizes = [int(facts[name]) for name in ("layers", "width", "heads", "hidden")]
    except (KeyError, ValueError) as error:
        raise refuse("the architecture is not recorded") from error
    layers, width, heads, hidden = sizes
    if not (
        1 <= layers <= MOST_LAYERS
        and 8 <= width <= MOST_WIDTH
        and 1 <= heads <= MOST_HEADS
        and 8 <= hidden <= MOST_WIDTH
    ):
        raise refuse(f"architecture out of range: {layers} layers, width {width}, {heads} heads, hidden {hidden}")
    if width % heads:
        raise refuse(f"width {width} is no multiple of {heads} heads")
    return Architecture(layers, width, heads, hidden)


def expected_of(
    size: Architecture, *, tables: Mapping[str, Shape], matrices: Mapping[str, Shape]
) -> dict[str, tuple[str, Shape]]:
    """name -> (safetensors type, shape) of the blocks' tensors, of float16 tables and of int8 matrices beside them."""
    width = size.width
    expected: dict[str, tuple[str, Shape]] = {name: ("F16", shape) for name, shape in tables.items()}
    all_matrices = dict(matrices)
    for layer in range(size.layers):
        block = f"blocks.{layer}"
        all_matrices[f"{block}.qkv"] = (3 * width, width)
        all_matrices[f"{block}.mix"] = (width, width)
        all_matrices[f"{block}.expand"] = (size.hidden, width)
        all_matrices[f"{block}.contract"] = (width, size.hidden)
        expected[f"{block}.score"] = ("F32", (size.heads,))
        expected[f"{block}.value_step"] = ("F32", (size.heads,))
    for name, shape in all_matrices.items():
        expected[name] = ("I8", shape)
        expected[f"{name}.scale"] = ("F32", shape[:1])
    return expected
