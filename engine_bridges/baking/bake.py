"""A pack and a generator -> the pack's folder: what is missing or has changed is made, all else is left as it is.

plan -> draw, light and move -> the format's bridge -> manifest. The folder is whole at every moment, and one bake at a
time writes to it; whatever ends a bake early leaves the earlier pack, and a cache in which the next one finds what was
drawn. Memory does not grow with what creatures look like.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from engine_bridges.baking.contact_sheet import Entry, Pictures, check_places, picture_of, write_contact_sheets
from engine_bridges.baking.formats import source_of, writer_of
from engine_bridges.baking.making import CannotMakeError, MakeCreatures, SpriteMaker, make_here
from engine_bridges.baking.pictures import PartsNamer, PictureTask, picture_creature, picture_tasks_of
from engine_bridges.baking.plan import BakeTask, Drawer, creature_of, tasks_of
from engine_bridges.baking.report import BakeReport
from engine_bridges.creatures.creature import Creature, PackError, Pixels
from engine_bridges.creatures.palette import palette_of
from engine_bridges.folders.bake_lock import held
from engine_bridges.folders.creature_pack import CreaturePack
from engine_bridges.folders.ownership import CAREFUL, WriteMode, check_own_folder
from engine_bridges.folders.pack_folder import PackReport
from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.pack_file.pack import Pack
from pixelgen import RequestError, Sprite

PREVIEW = "preview"  # a folder for people, in that of the pack
Progress = Callable[[int, int], None]
_Task = BakeTask | PictureTask


class BakeMaker(Drawer, SpriteMaker, PartsNamer, Protocol):
    """The part of a generator that a bake needs."""


def bake(
    pack: Pack,
    maker: BakeMaker,
    *,
    folder: Path | None = None,
    mode: WriteMode = CAREFUL,
    mark: bool = True,
    make: MakeCreatures | None = None,
    contact_sheet: Path | None = None,
    progress: Progress = lambda _finished, _total: None,
    tell: Callable[[str], None] = lambda _message: None,
    clock: Callable[[], float] = time.monotonic,
) -> BakeReport:
    """Bake the pack into its folder, or another.

    mark: pictures of generated creatures say that they are. make: makes creatures elsewhere; None: here.
    contact_sheet: a picture of all, for people; None: where engines do not look, in the pack's folder.
    progress: is told (finished, total) of the creatures that are made.
    tell: is told what takes unexpectedly long. PackError, of it PackFileError with the lines of the pack's file, when
    something cannot be made or written.
    """
    folder = pack.output if folder is None else folder
    check_own_folder(folder, source_of(pack))  # before the lock is made there
    watch = _StopWatch(clock)
    tasks = _tasks(pack, maker)
    sheet = folder / PREVIEW / "contact_sheet.png" if contact_sheet is None else contact_sheet
    if contact_sheet is None:
        _check_preview(sheet.parent)
    check_places(sheet, len(tasks), pack=None if contact_sheet is None else source_of(pack).key)
    with held(folder, tell=tell), writer_of(pack, folder, mode, mark=mark) as writer:
        for notice in (*writer.notices, *_guesses(pack)):
            tell(notice)
        missing = _missing(tasks.values(), writer)
        dropped = writer.last_creatures - tasks.keys()
        watch.lap("plan")
        pictures = _make(pack, missing, writer, make or partial(make_here, maker), maker, progress, watch)
        files = _finished(writer)
        watch.lap("settle")
        if contact_sheet is None:
            _hide_from_godot(sheet.parent)
        sheets = _contact_sheets(pack, sheet, tasks, pictures, maker, mark=mark)
        watch.lap("contact sheet")
    return BakeReport(
        pack=pack.name,
        format=pack.format,
        folder=folder,
        made=tuple(task.card.name for task in missing),
        kept=len(tasks) - len(missing),
        dropped=tuple(sorted(dropped)),
        files=files,
        seconds=watch.seconds(),
        contact_sheets=sheets,
        edited=files.edited,
    )


def planned(
    pack: Pack,
    maker: Drawer,
    *,
    folder: Path | None = None,
    mode: WriteMode = CAREFUL,
    mark: bool = True,
    clock: Callable[[], float] = time.monotonic,
) -> BakeReport:
    """What `bake` would do; nothing is drawn, written, or waited for."""
    folder = pack.output if folder is None else folder
    watch = _StopWatch(clock)
    tasks = _tasks(pack, maker)
    with writer_of(pack, folder, mode, mark=mark) as writer:
        missing = _missing(tasks.values(), writer)
        dropped = writer.last_creatures - tasks.keys()
        edited = writer.edited
    watch.lap("plan")
    names = tuple(task.card.name for task in missing)
    kept = len(tasks) - len(missing)
    return BakeReport(
        pack.name, pack.format, folder, names, kept, tuple(sorted(dropped)), None, watch.seconds(), edited=edited
    )


def _tasks(pack: Pack, drawer: Drawer) -> dict[str, _Task]:
    return {**tasks_of(pack, drawer), **picture_tasks_of(pack, drawer.weights_digest)}


def _guesses(pack: Pack) -> list[str]:
    """What was found out about pictures, which the user may know better."""
    return [f"{one.card.name} {note}" for one in pack.pictures for note in one.picture.notes]


def _missing(tasks: Iterable[_Task], writer: CreaturePack) -> list[_Task]:
    return [task for task in tasks if not writer.keep(task.card, key=task.key)]


def _make(
    pack: Pack,
    tasks: Sequence[_Task],
    writer: CreaturePack,
    make: MakeCreatures,
    namer: PartsNamer,
    progress: Progress,
    watch: _StopWatch,
) -> dict[str, Pixels]:
    """Make the creatures and give them to the writer -> a small picture of each, by name."""
    pictures: dict[str, Pixels] = {}

    def take(task: _Task, creature: Creature) -> None:
        watch.lap("make")
        _check_colours(pack, creature)
        writer.add(creature, key=task.key)
        pictures[task.card.name] = _picture(task, creature)
        progress(len(pictures), len(tasks))
        watch.lap("write")

    drawn = [task for task in tasks if isinstance(task, BakeTask)]
    try:
        if drawn:
            with closing(make(drawn)) as creatures:
                for task, creature in creatures:
                    take(task, creature)
        for own in (task for task in tasks if isinstance(task, PictureTask)):
            take(own, picture_creature(own, namer))
    except CannotMakeError as error:
        drawn_ones = (creature for creature in pack.creatures if creature.name == error.name)
        place = next(drawn_ones, None) or next(one for one in pack.pictures if one.card.name == error.name)
        raise PackFileError([pack.mistake(place, "", str(error))], pack.sources) from error
    watch.lap("make")
    return pictures


def _contact_sheets(
    pack: Pack, path: Path, tasks: Mapping[str, _Task], pictures: Pictures, maker: BakeMaker, *, mark: bool
) -> tuple[Path, ...]:
    def others(names: Sequence[str]) -> Pictures:
        """Of creatures that were kept while the sheet was not."""
        asked = [tasks[name] for name in names]
        chosen = [task for task in asked if isinstance(task, BakeTask)]
        sprites = maker.sprites([task.request for task in chosen]) if chosen else []
        drawn = zip(chosen, sprites, strict=True)
        found = {task.card.name: _picture(task, creature_of(task, sprite)) for task, sprite in drawn}
        own = (task for task in asked if isinstance(task, PictureTask))
        return found | {task.card.name: _picture(task, picture_creature(task, maker)) for task in own}

    entries = [Entry(task.card.name, task.card.zone, task.key) for task in tasks.values()]
    palette = None if pack.palette is None else palette_of(pack.palette, name=pack.name)
    mark = mark and any(isinstance(task, BakeTask) for task in tasks.values())
    return write_contact_sheets(
        path, entries, pictures, others=others, pack=source_of(pack).key, palette=palette, mark=mark
    )


def _picture(task: _Task, creature: Creature) -> Pixels:
    return picture_of(creature, scale=task.look.scale, margin=task.look.margin)


def _check_preview(folder: Path) -> None:
    if folder.is_symlink():
        raise PackError(
            f"{folder} is a link that may lead out of the pack; remove it, or name a place with --contact-sheet"
        )


def _hide_from_godot(folder: Path) -> None:
    """Its editor would import pictures that are for people alone. What a killed bake left there goes.

    A folder in which the user has files of their own stays visible.
    """
    try:
        folder.mkdir(exist_ok=True)
        for left in folder.glob(".pixelgen-*.part"):  # one bake at a time: no other writes it
            left.unlink()
        if all(path.name.startswith("contact_sheet") for path in folder.iterdir()):
            (folder / ".gdignore").touch()
    except OSError as error:
        raise PackError(f"cannot write {folder}: {error.strerror or error}") from error


def _check_colours(pack: Pack, creature: Creature) -> None:
    """Pictures and DNAs bring ramps that a game's own palette may lack."""
    if pack.palette is None or creature.palette is not None:
        return
    shown = np.zeros((32, 32), dtype=np.uint8)
    for clip in creature.clips.values():
        used = np.unique(clip.frames)
        shown.reshape(-1)[used] = used
    try:
        pack.palette.rgba(Sprite(shown))
    except RequestError as error:
        raise CannotMakeError(creature.card.name, str(error)) from error


def _finished(writer: CreaturePack) -> PackReport:
    """Between the first file and the manifest nobody interrupts: a thread does it, and it is waited for."""
    with ThreadPoolExecutor(1, thread_name_prefix="pixelgen-bake") as pool:
        return pool.submit(writer.finish).result()


class _StopWatch:
    """Seconds by phase."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._last = clock()
        self._phases: dict[str, float] = {}

    def lap(self, phase: str) -> None:
        """All since the last lap was this phase."""
        now = self._clock()
        self._phases[phase] = self._phases.get(phase, 0.0) + now - self._last
        self._last = now

    def seconds(self) -> dict[str, float]:
        """By phase, and `all`."""
        return {**self._phases, "all": self._last - self._began}
