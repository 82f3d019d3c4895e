"""What PyInstaller collects for `import pixelgen`; without a core the frozen game would draw many times slower."""

import sys
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, get_module_file_attribute, logger

_NOT_OF_A_GAME = (
    "pixelgen.__main__",
    "pixelgen.commands",
    "pixelgen.entry",
    "pixelgen.native.building",
    "pixelgen.native.wheels",
    "pixelgen.pyinstaller",
)
_NATIVE = Path(get_module_file_attribute("pixelgen")).parent / "native"
_CORE = [path for name in ("pixelgen_native.so", "pixelgen_native.dll") if (path := _NATIVE / name).exists()]
if not _CORE:
    logger.warning("pixelgen has no compiled core in %s: the frozen game will draw many times slower", _NATIVE)

datas = collect_data_files("pixelgen", subdir="data")
binaries = [(str(path), "pixelgen/native") for path in _CORE]
# The package loads its modules by name, when they are first used.
hiddenimports = collect_submodules("pixelgen", filter=lambda name: not name.startswith(_NOT_OF_A_GAME))
# Python 3.11 reads TOML itself. PyInstaller takes setuptools' own copy for it, and with it all of setuptools, which
# doubles the time until a game begins.
excludedimports = ["tomli"] if sys.version_info >= (3, 11) else []
