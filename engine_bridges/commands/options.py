"""What several commands take: the texts of options -> values. Knows no command."""

from __future__ import annotations

import argparse


def port_number(text: str) -> int:
    """A port from 0, a free one, to 65535; argparse's error for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > 5 or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 (a free port) to 65535; got {text!r}")
    return int(text)
