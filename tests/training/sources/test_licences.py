"""The words of a licence file -> a short name, the nearest file first."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.sources.licences import licence_for, licence_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("License: (Creative Commons Zero, CC0)\nhttp://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("Creative Commons Attribution 4.0 International Public License", "CC-BY-4.0"),
        ("Creative Commons Attribution-ShareAlike 3.0 Unported", "CC-BY-SA-3.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0"),
        ("[licence (CC-BY 4.0)](https://x)", "CC-BY-4.0"),
        ("art is CC BY-SA 4.0, code is MIT License", "CC-BY-SA-4.0"),
        ("MIT License\n\nCopyright (c) someone", "MIT"),
        ("placed into the public domain", "public domain"),
        ("GNU GENERAL PUBLIC LICENSE Version 3", "GPL"),
        ("# My own terms\nUse it well.", "My own terms"),
        (" \n\n", ""),
    ],
)
def test_known_licences_get_their_short_name(text: str, name: str) -> None:
    assert licence_name(text) == name


def test_the_nearest_licence_file_counts_and_an_empty_one_does_not(tmp_path: Path) -> None:
    root = tmp_path / "above" / "art"
    (root / "fish").mkdir(parents=True)
    picture = root / "fish" / "x.png"
    assert licence_for(picture, root) is None
    (tmp_path / "LICENSE").write_text("MIT License")
    assert licence_for(picture, root) is None, "two folders above the source is too far"
    (tmp_path / "above" / "LICENCE.md").write_text("GNU General Public License")
    assert licence_for(picture, root) == "GPL (LICENCE.md)"
    (root / "license.txt").write_text("CC0")
    assert licence_for(picture, root) == "CC0-1.0 (license.txt)"
    (root / "fish" / "COPYING").write_text("")
    (root / "fish" / "LICENSE.png").write_text("MIT License")
    assert licence_for(picture, root) == "CC0-1.0 (license.txt)"


def test_several_licence_files_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "LICENSE_a.txt").write_text("CC0")
    (tmp_path / "LICENSE_b.txt").write_text("CC-BY 4.0")
    (tmp_path / "LICENSE_c.txt").write_text("CC0")
    assert licence_for(tmp_path / "x.png", tmp_path) == "CC0-1.0 (LICENSE_a.txt) or CC-BY-4.0 (LICENSE_b.txt)"
