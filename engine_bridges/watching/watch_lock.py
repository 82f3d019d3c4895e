"""Pack folders -> one `watch` each: two that draw differently would bake the same folder in turn for ever.

The locks are files in a folder of the user's, outside the packs, so that neither Git nor an engine sees them while the
watch runs. The system releases a lock when its holder dies.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.bake_lock import holder_of, note_holder
from pixelgen import locked


class WatchLocks:
    """The locks of one process. Used with `with`. folder: where their files are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: set[str] = set()
        self._stack = ExitStack()

    def __enter__(self) -> WatchLocks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def take(self, pack: Path) -> None:
        """Take the lock of a pack's folder, unless it is held here already. PackError when another process has it."""
        place = os.path.realpath(pack)
        if place in self._held:
            return
        path = self._folder / f"watch-{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}.lock"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():
                raise PackError(f"{path} is a link; remove it")
            descriptor = self._stack.enter_context(locked(path, patience_seconds=0))
            note_holder(descriptor)
        except TimeoutError as error:
            holder = holder_of(path) or "another process"
            raise PackError(f"{pack} is being watched by {holder}; end that watch first") from error
        except OSError:
            return  # a folder that cannot be written to; the bake's own lock still guards each bake
        self._held.add(place)
