"""(finished, total) -> a bar on a terminal that goes when the work ends; nothing at all on anything else.

Long work tells how far it is, so here an interrupt that was lost in it is raised again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from pixelgen import interrupts


@contextmanager
def progress_bar(stream: TextIO | None, *, what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with (finished, total); the bar is wiped when the work ends, however it ends."""
    if stream is None or not stream.isatty():
        yield lambda _finished, _total: interrupts.raise_again()
        return
    # Here, because rich takes longer to load than a command needs to say what is wrong with its options.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tell(finished: int, total: int) -> None:
            interrupts.raise_again()
            bar.update(task, completed=finished, total=total)

        yield tell
