"""C sources -> the core as one WebAssembly module without imports, by the zig that pip brings.

    python -m pixelgen.native.building.webassembly            # where `pixelgen studio` finds it; if it is old
    python -m pixelgen.native.building.webassembly FILE.wasm

With vectors of 128 bits. zig's C library for WASI is linked in; what of it would ask its host for anything is not used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pixelgen.native.building.compiler import CORE, CompilerError, Target, compile_core, has_zig, zig

MODULE = CORE.parent / "pixelgen.wasm"
_FLAGS = (
    *("-target", "wasm32-wasi", "-mexec-model=reactor", "-mcpu=generic+simd128"),
    *("-Wl,--export-dynamic", "-Wl,--export=malloc", "-Wl,--export=free", "-Wl,--strip-all"),
)


def compile_module(module: Path) -> None:
    """Compile the core into the module, which is whole or not there; CompilerError when that fails."""
    if not has_zig():
        raise CompilerError("the WebAssembly core needs zig; run: pip install ziglang")
    compile_core(zig(), Target("wasm", _FLAGS), module)


def is_newer(module: Path) -> bool:
    """Whether the module is newer than every source."""
    return module.exists() and module.stat().st_mtime > max(path.stat().st_mtime for path in CORE.iterdir())


def main(arguments: Sequence[str]) -> int:
    """Compile what is older than its sources and say where -> exit status."""
    module = Path(arguments[0]).resolve() if arguments else MODULE
    try:
        if not is_newer(module):
            compile_module(module)
    except CompilerError as error:
        print(f"pixelgen: {error}", file=sys.stderr)
        return 1
    print(module)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
