"""Creatures, one after the other -> a pack's folder: what every engine's pack does alike.

Knows which creatures have changed and that each comes once; what files they become, an engine's `Layout` knows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from engine_bridges.creatures.argument_checks import check_is
from engine_bridges.creatures.creature import Card, Creature, PackError
from engine_bridges.folders.manifest import Owner
from engine_bridges.folders.ownership import CAREFUL, PackSource, WriteMode
from engine_bridges.folders.pack_folder import PackFolder, PackReport

CREATURE = "creature "  # the name of a creature's part begins with it
Files = dict[str, bytes]
Notes = Mapping[str, Any]  # of a creature: what JSON can hold and the lists need, so that a kept one need not be read


class Layout(Protocol):
    """What files creatures become; paths are relative to the pack's folder, no file refers to one that follows it."""

    @property
    def settings(self) -> bytes:
        """Differs whenever the same creature would become other files."""

    def shared_files(self) -> tuple[Files, Notes]:
        """What does not depend on the creatures."""

    def creature_files(self, creature: Creature) -> tuple[Files, Notes]:
        """A creature's own files. PackError when it cannot be written."""

    def list_files(self, creatures: Mapping[str, tuple[Card, Notes]]) -> Files:
        """What lists all creatures, which come by name."""

    def completed(self, path: str) -> Callable[[bytes], bytes] | None:
        """For a file that the engine completes: what becomes of one that is there. None for any other file."""


class CreaturePack:
    """A pack being written to `folder`, which is made when it is missing.

        with SheetPack(project / "reef", PackSource("reef")) as pack:
            for card, key in cards:
                if not pack.keep(card, key=key):
                    pack.add(draw(card), key=key)
            report = pack.finish()

    Nothing in the folder changes before `finish`, and while creatures are kept nothing is written at all. Memory does
    not grow with what creatures look like, only with how many files there are. PackError when the folder belongs to
    another pack, or a file that is not the pack's lies where one of the pack has to go. One writer at a time: whoever
    bakes holds a lock.

    Files that were edited by hand stay as they are unless the mode says otherwise; `PackReport.edited` names them.
    """

    def __init__(
        self, folder: Path, source: PackSource, *, engine: str, layout: Layout, mode: WriteMode = CAREFUL
    ) -> None:
        self._layout = layout
        self._folder = PackFolder(folder, source, engine=engine, mode=mode)
        self._listed: dict[str, tuple[Card, Notes]] = {}
        self._shares = False  # whether what creatures share has been put

    def __enter__(self) -> CreaturePack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.__exit__(kind, error, trace)

    @property
    def last_creatures(self) -> frozenset[str]:
        """Names of the creatures that the pack had when it was last written."""
        parts = self._folder.last.parts
        return frozenset(part.removeprefix(CREATURE) for part in parts if part.startswith(CREATURE))

    @property
    def last_owner(self) -> Owner | None:
        """What the folder was last baked from; None when it held no pack."""
        return self._folder.last.owner

    @property
    def notices(self) -> Sequence[str]:
        """Lines that the user should read, though nothing is wrong."""
        return ()

    @property
    def edited(self) -> tuple[str, ...]:
        """Files that were edited by hand, of the creatures that were kept or added so far."""
        return self._folder.edited

    def keep(self, card: Card, *, key: str) -> bool:
        """Take a creature over as it was last written, if that was from this card and key and its files are whole."""
        self._check_new(card)
        notes = self._folder.keep(_part(card), key=self._key(card, key))
        if notes is None:
            return False
        self._listed[card.name] = card, notes
        return True

    def add(self, creature: Creature, *, key: str | None = None) -> None:
        """Write a creature. key: a text that differs whenever its pixels may; without one the pixels are the key."""
        card = creature.card
        self._check_new(card)
        self._share()
        content, notes = self._layout.creature_files(creature)
        whole_key = self._key(card, pixels_digest(creature) if key is None else key)
        self._put(_part(card), content, key=whole_key, notes=notes)
        self._listed[card.name] = card, notes

    def finish(self) -> PackReport:
        """Write what lists the creatures and put everything into its place; the manifest last."""
        self._share()
        self._put("lists", self._layout.list_files(dict(sorted(self._listed.items()))))
        return self._folder.settle()

    def write(self, creatures: Iterable[Creature]) -> PackReport:
        """Add all of them and finish: the whole of a pack at once."""
        try:
            given = iter(creatures)
        except TypeError:
            raise PackError(f"creatures must be a sequence of Creature; got {type(creatures).__name__}") from None
        with self:
            for creature in given:
                check_is("each of creatures", creature, Creature)
                self.add(creature)
            return self.finish()

    def _check_new(self, card: Card) -> None:
        if card.name in self._listed:
            raise PackError(f"a pack must hold each creature once; got {card.name} twice")

    def _share(self) -> None:
        """First of all, as creatures refer to it."""
        if not self._shares:
            self._shares = True
            content, notes = self._layout.shared_files()
            self._put("shared", content, notes=notes)

    def _key(self, card: Card, key: str) -> str:
        text = json.dumps([card.zone, card.category, card.species, card.dna, key])
        return hashlib.sha256(self._layout.settings + text.encode("ascii")).hexdigest()

    def _put(self, part: str, content: Files, *, key: str = "", notes: Notes | None = None) -> None:
        completed = {path: how for path in content if (how := self._layout.completed(path)) is not None}
        self._folder.put(part, content, key=key, completed=completed, notes=notes)


def pixels_digest(creature: Creature) -> str:
    """SHA-256 of all that a creature's files show of it, its card aside; hexadecimal."""
    digest = hashlib.sha256()
    for name, clip in creature.clips.items():
        layers = (clip.frames, clip.normals, clip.emission, clip.flat)
        shapes = [None if layer is None else layer.shape for layer in layers]
        digest.update(repr((name, shapes, clip.durations_ms, clip.loops, clip.anchors)).encode("ascii"))
        for layer in layers:
            digest.update(b"" if layer is None else layer.tobytes())
    if creature.parts is not None:
        digest.update(creature.parts.tobytes())
    return digest.hexdigest()


def _part(card: Card) -> str:
    return f"{CREATURE}{card.name}"
