"""Pictures that people drew -> packs of every format, and whether size, pixels and colours come back from them.

    python -m tests.own_picture_figures ~/art --count 60 --out packs

Takes `--count` PNGs spread over the folder, bakes them as `[[pictures]]` without any other setting, reads the packs and
compares. Each pack's `preview/contact_sheet.png` is what to look at. Exits 1 when a picture came back smaller or in
other colours.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from engine_bridges.creatures.creature import Creature
from engine_bridges.sheets.reading import creature_in, pack_index
from pixelgen import OwnPicture, PictureError
from pixelgen.commands.cli import main as pixelgen

FORMATS = ("godot", "pygame", "sheet")
_MARGIN = 2  # pixels that a bake leaves around frames

Pixels = npt.NDArray[np.uint8]


def seen(pixels: Pixels) -> Counter[tuple[int, ...]]:
    """(..., 4) -> how often each colour is there, those that nobody sees left out."""
    flat = pixels.reshape(-1, 4)
    return Counter(map(tuple, flat[flat[:, 3] > 0].tolist()))


def came_back(creature: Creature, picture: OwnPicture) -> tuple[bool, bool]:
    """Whether a creature of a pack has the size of a picture, and its colours, pixel by pixel where it keeps frames."""
    assert creature.palette is not None
    idle = creature.clips["idle"].frames
    wanted = picture.colours[picture.own_indices]
    if len(wanted) > 1:
        inner = idle[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN]
        whole = inner.shape == wanted.shape[:3]
        return whole, whole and seen(creature.palette.rgba[inner]) == seen(wanted)
    assert creature.parts is not None
    whole = creature.parts.shape == wanted.shape[1:3] and np.array_equal(creature.parts > 0, wanted[0, ..., 3] > 0)
    return whole, set(seen(creature.palette.rgba)) == set(seen(wanted))


def main(arguments: Sequence[str] | None = None) -> int:
    """Bake, read, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="of PNGs, subfolders too")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--out", type=Path, required=True, help="folder for the packs")
    options = parser.parse_args(arguments)
    files = sorted(options.folder.rglob("*.png"))
    pictures: dict[str, tuple[Path, OwnPicture]] = {}
    refused, notes, without = [], 0, 0
    for place in np.unique(np.linspace(0, len(files) - 1, min(options.count, len(files))).astype(int)):
        file = files[place]
        try:
            picture = OwnPicture.read(file)
        except PictureError as error:
            refused.append(f"{file.name}: {error}")
            continue
        name = f"p{place}_{re.sub('[^a-z0-9]+', '_', file.stem.lower())}"[:40].strip("_")
        pictures[name] = file, picture
        notes += bool(picture.notes)
        with Image.open(file) as image:
            without += set(seen(np.asarray(image.convert("RGBA")))) != set(seen(picture.colours[picture.own_indices]))
    print(
        f"{len(pictures)} pictures, {notes} with a note of what was found, {len(refused)} refused", *refused, sep="\n"
    )
    print(f"read with other colours than the file has, as an opaque background is no colour of the animal: {without}")
    failed = 0
    for form in FORMATS:
        folder = options.out / form
        folder.mkdir(parents=True)
        tables = [f'[[pictures]]\nfile = "{file}"\nname = "{name}"\n' for name, (file, _) in pictures.items()]
        (folder / "art.toml").write_text(f'[pack]\nname = "art"\nformat = "{form}"\n\n' + "\n".join(tables))
        if pixelgen(["bake", str(folder / "art.toml")]) != 0:
            return 1
        index = pack_index(folder / "art")
        found = [
            came_back(creature_in(folder / "art", index.creatures[name], colours=64), picture)
            for name, (_, picture) in pictures.items()
        ]
        whole, coloured = (sum(one[which] for one in found) for which in (0, 1))
        normals = sum(
            creature_in(folder / "art", index.creatures[name], colours=64).clips["idle"].normals is not None
            for name in pictures
        )
        print(f"{form}: {whole} of {len(found)} in their size, {coloured} in their colours, {normals} with normals")
        failed += 2 * len(found) - whole - coloured
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
