from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pixelgen.errors import PixelgenError
from training.samples.picture_files import save_picture


def test_a_picture_is_written_into_a_folder_that_is_made_for_it(tmp_path: Path) -> None:
    save_picture(Image.new("RGB", (3, 2), (9, 8, 7)), tmp_path / "new" / "newer" / "a.png")
    with Image.open(tmp_path / "new" / "newer" / "a.png") as found:
        assert (found.size, found.getpixel((2, 1))) == ((3, 2), (9, 8, 7))


def test_a_place_that_cannot_be_written_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PixelgenError, match=r"^cannot write .*a\.png: "):
        save_picture(Image.new("RGB", (1, 1)), tmp_path / "file" / "a.png")
