"""A baked pack, or creatures drawn at run time -> Pygame surfaces and sprites: all that a Pygame game imports.

    pack = load_pack("reef_pack")                                # baked with format = "pygame" or "sheet"
    fish = CreatureSprite(pack["tang"], group, center=(160, 90))
    group.update(clock.tick(60) / 1000)                          # seconds
    group.draw(screen)

Surfaces have 8 bits, a palette and index 0 as their colour key, so that other colours cost next to nothing;
converted=True makes surfaces of 32 bits with alpha. Runs with pygame-ce and pygame. Knows nothing of how creatures are
drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engine_bridges.creatures.argument_checks import checked_folder
from engine_bridges.creatures.clips import clips_of, creature_of
from engine_bridges.creatures.creature import Card, Clip, Creature, PackError
from engine_bridges.creatures.lamp_light import LampPalette
from engine_bridges.creatures.palette import Palette, palette_of, sprite_palette
from engine_bridges.creatures.palette_files import read_palette
from engine_bridges.creatures.playback import Playback, checked_seconds
from engine_bridges.creatures.supply import CreatureSupply
from engine_bridges.pygame.creature import CreatureSurfaces, SurfaceClip, indexed_surface
from engine_bridges.pygame.drivers import quiet_drivers
from engine_bridges.pygame.sprite import CreatureSprite, SwimmingSprite, draw_glow
from engine_bridges.sheets.changes import Changes, PackChanges
from engine_bridges.sheets.pack import write_pack
from engine_bridges.sheets.reading import creature_in, pack_index

__all__ = [
    "Card",
    "Clip",
    "Creature",
    "CreatureSprite",
    "CreatureSupply",
    "CreatureSurfaces",
    "LampPalette",
    "PackError",
    "PackReload",
    "Palette",
    "Playback",
    "SurfaceClip",
    "SurfacePack",
    "SwimmingSprite",
    "clips_of",
    "creature_of",
    "draw_glow",
    "indexed_surface",
    "load_pack",
    "palette_of",
    "quiet_drivers",
    "read_palette",
    "sprite_palette",
    "write_pack",
]
_LOOK_EVERY = 0.5  # seconds between two looks at a pack's manifest


class SurfacePack(Mapping[str, CreatureSurfaces]):
    """A pack's creatures by name. palette: the pack's colours."""

    def __init__(self, name: str, palette: Palette, creatures: Mapping[str, CreatureSurfaces]) -> None:
        self.name = name
        self.palette = palette
        self._creatures = creatures

    def __getitem__(self, name: str) -> CreatureSurfaces:
        return self._creatures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._creatures)

    def __len__(self) -> int:
        return len(self._creatures)

    def select(
        self, *, zone: str | None = None, category: str | None = None, species: str | None = None
    ) -> list[CreatureSurfaces]:
        """The creatures of a zone, category and species; None is any."""
        wanted = {key: value for key, value in (("zone", zone), ("category", category), ("species", species)) if value}
        return [one for one in self.values() if all(getattr(one.card, key) == told for key, told in wanted.items())]


def load_pack(
    folder: str | Path,
    *,
    only: Callable[[Card], bool] = lambda card: True,
    scale: int = 1,
    converted: bool = False,
) -> SurfacePack:
    """The pack in a folder, baked with the format pygame or sheet. only: which of its creatures are loaded.

    scale, converted: as CreatureSurfaces takes them. PackError for a folder without such a pack, and for a damaged one.
    """
    folder = checked_folder(folder)
    index = pack_index(folder)
    colours = len(index.palette.rgba)
    creatures = {
        name: CreatureSurfaces(
            creature_in(folder, entry, colours=colours),
            index.palette if entry.palette is None else entry.palette,
            scale=scale,
            converted=converted,
        )
        for name, entry in index.creatures.items()
        if only(entry.card)
    }
    return SurfacePack(index.name, index.palette, creatures)


class PackReload:
    """A pack that is baked again while the game runs: `pack` is always the last complete one.

        reload = PackReload("reef_pack")
        ...                                     # every frame
        reload.update(seconds, group)           # sprites in the group show the new version where they are

    error: what is wrong with the folder now, in one line; None when all is well. PackError when there is no complete
    pack to begin with; a damaged pack later on sets `error` and changes nothing else.
    """

    def __init__(self, folder: str | Path, *, scale: int = 1, converted: bool = False) -> None:
        self._changes = PackChanges(checked_folder(folder))
        self._scale, self._converted = scale, converted
        self._waited = 0.0
        self.error: str | None = None
        first = self._changes.look()
        assert first is not None  # as the first look always tells
        self._creatures = self._surfaces(first)
        self.pack = SurfacePack(first.index.name, first.index.palette, self._creatures)

    def update(self, seconds: float, *groups: Any) -> frozenset[str]:
        """Let time pass; twice a second look at the folder -> names of creatures that are new or look different.

        PackError for milliseconds.
        """
        self._waited += checked_seconds(seconds)
        if self._waited < _LOOK_EVERY:
            return frozenset()
        self._waited = 0.0
        try:
            changes = self._changes.look()
            drawn = {} if changes is None else self._surfaces(changes)
        except PackError as error:
            self.error = str(error)
            return frozenset()
        self.error = None
        if changes is None:
            return frozenset()
        self._creatures.update(drawn)
        for name in changes.gone:
            del self._creatures[name]
        self.pack.palette = changes.index.palette
        for sprite in (sprite for group in groups for sprite in group):
            if isinstance(sprite, CreatureSprite) and sprite.creature.name in drawn:
                sprite.creature = drawn[sprite.creature.name]
        return frozenset(drawn)

    def _surfaces(self, changes: Changes) -> dict[str, CreatureSurfaces]:
        return {
            name: CreatureSurfaces(
                creature,
                changes.index.palette if creature.palette is None else creature.palette,
                scale=self._scale,
                converted=self._converted,
            )
            for name, creature in changes.drawn.items()
        }
