"""Sprites and children get the same parts in C as in Python, by a labeller that is told all and by an older one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pixelgen.generator import Generator
from pixelgen.model.world import SEA
from pixelgen.native.library import NativeError, library
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.lineage import Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.own_weights import write_relabelled
from tests.pixelgen.model.random_labeller import random_labeller, random_pixels
from tests.pixelgen.native.c_creatures import CWeights, in_c

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


@pytest.mark.parametrize("is_older", [False, True])
def test_parts_are_those_of_python(is_older: bool, tmp_path: Path) -> None:
    rows = 1 + len(SEA.species) if is_older else len(SEA.tokens)
    labeller = random_labeller(3, rows=rows, largest=20, is_older=is_older)
    weights = write_relabelled(tmp_path / "weights.safetensors", labeller)
    generator, opened = Generator(weights=weights), CWeights(weights.read_bytes())
    a = SpriteRequest("reef", "reef_fish", "tang", seed=1, traits={"family": "azure", "accent": "gold", "pose": "turn"})
    b = SpriteRequest("abyss", "reef_fish", "tang", seed=2)
    inherited = next(one for one in generator.litter(a, b, size=8, seed=1) if one.heredity and one.heredity.kept)
    recoloured = bred(a, b, seed=4, mask=Mask("head"), colours=("rose",))
    of_picture = bred(Sprite(random_pixels(1, quarters=2)), b, seed=5)
    requests = [a, b, inherited, recoloured, of_picture]
    found = opened.draw([in_c(one) for one in requests])
    opened.close()
    for sprite, (indices, parts) in zip(generator.sprites(requests), found, strict=True):
        np.testing.assert_array_equal(indices, sprite.indices)
        np.testing.assert_array_equal(parts, sprite.parts)
