"""Builds the addon: python -m engine_bridges.godot_addon --zip pixelgen_godot.zip, or --into a Godot project."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from engine_bridges.godot_addon.archive import addon_files, install, zipped
from engine_bridges.godot_addon.libraries import PLATFORMS
from pixelgen import PixelgenError
from pixelgen.files.whole_files import write_files


def main(arguments: Sequence[str] | None = None) -> int:
    """Build -> exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine_bridges.godot_addon", description=__doc__)
    parser.add_argument("--zip", type=Path, metavar="FILE", help="write the addon as the Asset Library takes it")
    parser.add_argument("--into", type=Path, metavar="PROJECT", help="put it into this Godot project's addons/pixelgen")
    parser.add_argument(
        "--platform",
        action="append",
        choices=PLATFORMS,
        help="build for this one alone; can be repeated (default: all)",
    )
    options = parser.parse_args(arguments)
    if options.zip is None and options.into is None:
        parser.error("expected --zip FILE or --into PROJECT")
    platforms = [PLATFORMS[tags] for tags in options.platform or PLATFORMS]
    try:
        content = addon_files(platforms)
        if options.zip is not None:
            write_files({options.zip: zipped(content)})
            print(f"wrote {options.zip}: {options.zip.stat().st_size:,} bytes, {len(content)} files")
        if options.into is not None:
            print(f"put {len(content)} files into {install(content, options.into)}")
    except (PixelgenError, OSError) as error:
        print(f"pixelgen: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
