"""Texts to and from the clipboard of the desktop. Knows nothing of what they mean."""

from __future__ import annotations

import pygame


def pasted_text() -> str:
    """The text in the clipboard; empty when there is none."""
    try:
        return pygame.scrap.get_text()
    except (pygame.error, AttributeError):  # no clipboard, or a pygame that cannot reach it
        return ""


def copy_text(text: str) -> bool:
    """Put a text into the clipboard; False when there is none."""
    try:
        pygame.scrap.put_text(text)
    except (pygame.error, AttributeError):
        return False
    return True
