"""The core as a WebAssembly module, in Node: without imports, and the same creatures as natively."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pixelgen import CATEGORIES, ZONES, Generator, SpriteRequest
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.native.building.webassembly import compile_module

BINDING = Path(__file__).resolve().parents[3] / "engine_bridges" / "studio" / "static" / "core.js"
PROGRAM = """
import {readFileSync} from 'node:fs';
import {Core} from './core.mjs';
const [module, weights] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
const imports = WebAssembly.Module.imports(new WebAssembly.Module(module));
const core = await Core.load(module, weights);
const wishes = JSON.parse(readFileSync(0));
const said = [];
for (const wish of [{zone: 'reef', category: 'moon', seed: 1}, {zone: 'reef', category: 'coral', seed: -1n}])
    try { core.draw([wish]); } catch (error) { said.push(error.message); }
const drawn = [];
for (let at = 0; at < wishes.length; at += 4) drawn.push(...core.draw(wishes.slice(at, at + 4)));
const texts = wishes.map((wish) => core.canonical(wish));
process.stdout.write(JSON.stringify({imports, texts, said, kernel: core.kernel(), digest: core.digest(),
    drawn: drawn.map((one) => ({...one, indices: [...one.indices], parts: [...one.parts]}))}));
"""


def wishes(count: int) -> list[dict[str, Any]]:
    """Of all zones and categories, some with traits, some with locked ramps, some with large seeds."""
    found: list[dict[str, Any]] = []
    for number in range(count):
        one = {"zone": ZONES[number % len(ZONES)], "category": CATEGORIES[number % len(CATEGORIES)], "seed": number}
        one |= {"traits": {"family": "azure"}} if number % 3 == 0 else {}
        one |= {"colours": ["violet", "gold"]} if number % 7 == 0 else {}
        found.append(one)
    return found


@pytest.mark.slow
def test_fifty_creatures_of_the_module_are_those_of_python(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or find_spec("ziglang") is None:
        pytest.skip("no node, or no ziglang here")
    module = tmp_path / "pixelgen.wasm"
    compile_module(module)
    shutil.copy(BINDING, tmp_path / "core.mjs")
    (tmp_path / "run.mjs").write_text(PROGRAM, encoding="utf-8")
    asked = [*wishes(49), {"zone": "reef", "category": "coral", "seed": 2**62 // 2**20 * 1024 % 2**53}]
    command = [node, str(tmp_path / "run.mjs"), str(module), str(SHIPPED_WEIGHTS)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["imports"] == []
    assert found["kernel"] == "wasm"
    assert "moon" in found["said"][0]
    assert "seed" in found["said"][1]
    requests = [SpriteRequest(**one) for one in asked]
    assert found["texts"] == [request.canonical() for request in requests]
    with Generator() as generator:
        assert found["digest"] == generator.weights_digest
        for request, sprite, drawn in zip(requests, generator.sprites(requests), found["drawn"], strict=True):
            assert drawn["indices"] == sprite.indices.ravel().tolist()
            assert drawn["parts"] == sprite.parts.ravel().tolist()
            assert drawn["species"] == generator.species_of(request)
