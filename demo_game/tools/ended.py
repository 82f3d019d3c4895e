"""The main function of a tool -> the end of its process. Ctrl-C is exit status 130 and no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn


def ended(main: Callable[[], int]) -> NoReturn:
    """Run it and exit with its status; interrupted, without waiting for threads that draw."""
    try:
        status = main()
    except KeyboardInterrupt:
        sys.stdout.flush()
        os._exit(130)
    sys.exit(status)
