"""The whole way in C as WebAssembly, in Node: the same picture as natively."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pixelgen import Generator, SpriteRequest
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.native.building.compiler import CORE, STRICT
from pixelgen.palette import RGB

TRIES = 12  # Debian's Node 20 dies of its own WASI in most runs, before or after the picture
PROGRAM = """
import {WASI} from 'node:wasi';
import {readFileSync} from 'node:fs';
const [module, weights, ...words] = process.argv.slice(2);
const wasi = new WASI({version: 'preview1', args: ['creature', '/data/' + weights, ...words],
                       preopens: {'/data': process.cwd()}});
const compiled = await WebAssembly.compile(readFileSync(module));
wasi.start(await WebAssembly.instantiate(compiled, wasi.getImportObject()));
"""


@pytest.mark.slow
def test_webassembly_draws_the_same_picture(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or find_spec("ziglang") is None:
        pytest.skip("no node, or no ziglang here")
    module, program, picture = tmp_path / "creature.wasm", tmp_path / "run.mjs", tmp_path / "creature.ppm"
    sources = [str(CORE.parent / "example" / "creature.c"), *map(str, sorted(CORE.glob("*.c")))]
    zig = [sys.executable, "-m", "ziglang", "cc", "-target", "wasm32-wasi", "-O2", *STRICT, f"-I{CORE}"]
    subprocess.run([*zig, *sources, "-o", str(module)], check=True, capture_output=True)
    program.write_text(PROGRAM, encoding="utf-8")
    command = [node, "--no-warnings", str(program), str(module), SHIPPED_WEIGHTS.name, "reef", "reef_fish", "3"]
    for _ in range(TRIES):
        done = subprocess.run(command, cwd=SHIPPED_WEIGHTS.parent, capture_output=True, check=False)
        if done.returncode >= 0:
            break
    else:
        pytest.skip(f"this Node's WASI crashed {TRIES} times")
    assert done.returncode == 0, done.stderr
    picture.write_bytes(done.stdout)
    sprite = Generator().sprite(SpriteRequest("reef", "reef_fish", seed=3))
    expected = np.array(RGB, dtype=np.uint8)[sprite.indices].repeat(8, axis=0).repeat(8, axis=1)
    with Image.open(picture) as shown:
        np.testing.assert_array_equal(np.asarray(shown), expected)
