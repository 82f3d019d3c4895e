"""A game that PyInstaller freezes -> what it needs of pixelgen: weights, core, modules that load when first used.

PyInstaller finds this folder by the entry point `pyinstaller40` in pyproject.toml; nothing else imports it.
https://pyinstaller.org/en/stable/hooks.html#providing-pyinstaller-hooks-with-your-package
"""

from __future__ import annotations

from pathlib import Path


def get_hook_dirs() -> list[str]:
    """The folder of the hooks."""
    return [str(Path(__file__).parent)]
