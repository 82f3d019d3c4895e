"""The checked tables of a pack's file -> its creatures: named, each once, parents before children.

Knows which creatures there are and which are parents of which; knows nothing of TOML, of drawing or of engines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from engine_bridges.creatures.creature import MAX_SIDE, PackError
from engine_bridges.pack_file.creature import SIDE, CreatureTable, PackCreature, creature_of
from engine_bridges.pack_file.definition import DEFAULTS, NAME
from engine_bridges.pack_file.errors import Mistakes, did_you_mean, shown
from engine_bridges.pack_file.families import parents_first
from engine_bridges.pack_file.names import names_of
from engine_bridges.pack_file.sources import Sources
from engine_bridges.pack_file.toml_lines import Place
from pixelgen import MAX_SEED, Dna, DnaError, OwnPalette, Sprite, World, decode_dna

MOST_CREATURES = 100_000
_NAMES_COMPARED = 2000  # for a did-you-mean
_NAMES_IN_A_CIRCLE = 12  # that are shown
_DNA_START = "pg1_"


def creatures_of(
    pack: Mapping[str, Any],
    tables: Sequence[Mapping[str, Any]],
    *,
    world: World,
    palette: OwnPalette | None,
    sources: Sources,
    mistakes: Mistakes,
) -> tuple[PackCreature, ...]:
    """All creatures, in the order of the file; those alone that have no mistakes, which are noted.

    pack, tables: what is right in [pack] and in each [[creatures]].
    """
    dnas = [_dna(table, ("creatures", at), mistakes) for at, table in enumerate(tables)]
    named = [_names(table, ("creatures", at), dnas[at], world, mistakes) for at, table in enumerate(tables)]
    owners = _owners(named, mistakes)
    groups = []
    for at, table in enumerate(tables):
        light = {**pack.get("light", {}), **table.get("light", {})}
        values = {**DEFAULTS, **pack, **table, "light": light}
        parents = [
            _parent(text, ("creatures", at, "parents", place), owners, sources, mistakes)
            for place, text in enumerate(table.get("parents", ()))
        ]
        group = CreatureTable(
            at, table, values, dnas[at], named[at], [one for one in parents if one is not None], world
        )
        _check_seeds(group, mistakes)
        _check_kind(group, mistakes)
        _check_size(group, mistakes)
        _check_colours(group, palette, mistakes)
        groups.append(group)
    made = _made(groups, owners, palette, mistakes)
    return tuple(made[name] for group in groups for name in group.names if name in made)


def _dna(table: Mapping[str, Any], place: Place, mistakes: Mistakes) -> Dna | None:
    try:
        return decode_dna(table["dna"]) if "dna" in table else None
    except DnaError as error:
        mistakes.add((*place, "dna"), str(error))
        return None


def _names(table: Mapping[str, Any], place: Place, dna: Dna | None, world: World, mistakes: Mistakes) -> list[str]:
    """None of them when the table's mistakes leave nothing to call them."""
    species = table.get("species")
    known = {
        "zone": table.get("zone"),
        "category": table.get("category", world.category_of.get(species or "")),
        "species": species,
    }
    if dna is not None:
        known = {key: getattr(dna.request, key) for key in known}
    pattern = table.get("name") or f"{{zone}}_{{{'species' if known['species'] else 'category'}}}"
    try:
        found = names_of(pattern, len(table["seeds"]) if "seeds" in table else table.get("count"), known)
    except KeyError as error:
        if "name" in table and not mistakes.within(place):
            mistakes.add((*place, "name"), f"contains {{{error.args[0]}}}, which this table does not set")
        return []
    if "name" not in table and mistakes.within((*place, "name")):
        return []
    at = (*place, "name") if "name" in table else place
    return found if all(NAME.checked(name, at, mistakes) is not None for name in (found[0], found[-1])) else []


def _owners(named: Sequence[list[str]], mistakes: Mistakes) -> dict[str, int]:
    """The table of each name. A name that is taken stays with the first table."""
    owners: dict[str, int] = {}
    for at, names in enumerate(named):
        taken = [name for name in names if name in owners]
        if taken:
            line = mistakes.line(("creatures", owners[taken[0]]))
            mistakes.add(
                ("creatures", at, "name"),
                f"must be a name that no other creature has; {taken[0]} is on line {line} already",
            )
        if len(owners) + len(names) > MOST_CREATURES:
            mistakes.add(("creatures", at, "count"), f"gives the pack more than {MOST_CREATURES} creatures")
            return owners
        for name in names:
            owners.setdefault(name, at)
    return owners


def _parent(
    text: str, place: Place, owners: Mapping[str, int], sources: Sources, mistakes: Mistakes
) -> str | Sprite | Dna | None:
    try:
        if text in owners:
            return text
        if text.lower().endswith(".png"):
            return sources.picture(text)
        if text.startswith(_DNA_START):
            return decode_dna(text)
    except (DnaError, PackError) as error:
        mistakes.add(place, str(error))
        return None

    def message() -> str:
        advice = did_you_mean(text, islice(owners, _NAMES_COMPARED))
        return f"must be a creature of this pack, the path of a .png or a DNA; got {shown(text)}{advice}"

    mistakes.add(place, message)
    return None


def _check_seeds(group: CreatureTable, mistakes: Mistakes) -> None:
    if "seed" in group.own and group.own["seed"] + len(group.names) - 1 > MAX_SEED:
        message = f"must leave room for {len(group.names)} seeds up to {MAX_SEED}; got {group.own['seed']}"
        mistakes.add(("creatures", group.index, "seed"), message)


def _check_kind(group: CreatureTable, mistakes: Mistakes) -> None:
    is_named = "zone" in group.own and not group.own.keys().isdisjoint(("category", "species"))
    if group.parents and all(isinstance(parent, Sprite) for parent in group.parents) and not is_named:
        message = "are pictures, which have no zone and species; set the child's zone, and its category or species"
        mistakes.add(("creatures", group.index, "parents"), message)


def _check_size(group: CreatureTable, mistakes: Mistakes) -> None:
    margin, scale = group.values["margin"], group.values["scale"]
    side = (SIDE + 2 * margin) * scale
    if side > MAX_SIDE:
        key = "margin" if "margin" in group.own and "scale" not in group.own else "scale"
        message = f"makes frames larger than {MAX_SIDE} pixels a side; margin {margin} and scale {scale} give {side}"
        mistakes.add(group.place(key), message)


def _check_colours(group: CreatureTable, palette: OwnPalette | None, mistakes: Mistakes) -> None:
    missing = [ramp for ramp in group.values["colours"] if palette is not None and ramp not in palette.ramps]
    if missing and group.dna is None:
        mistakes.add(group.place("colours"), f"must be ramps of the palette; it has no {missing[0]}")


def _made(
    groups: Sequence[CreatureTable], owners: Mapping[str, int], palette: OwnPalette | None, mistakes: Mistakes
) -> dict[str, PackCreature]:
    numbers = {name: number for group in groups for number, name in enumerate(group.names)}
    parents = {name: [one for one in groups[at].parents if isinstance(one, str)] for name, at in owners.items()}
    order, cycles = parents_first(parents)
    for cycle in cycles:
        start = min(range(len(cycle) - 1), key=lambda at: (owners[cycle[at]], numbers[cycle[at]]))
        turned = (*cycle[start:-1], *cycle[: start + 1])
        mistakes.add(("creatures", owners[turned[0]], "parents"), partial(_circle, turned))
    made: dict[str, PackCreature] = {}
    for name in order:
        group = groups[owners[name]]
        if mistakes.within(("creatures", group.index)) or any(parent not in made for parent in parents[name]):
            continue
        found = creature_of(group, numbers[name], made, palette=palette, mistakes=mistakes)
        if found is not None:
            made[name] = found
    return made


def _circle(names: Sequence[str]) -> str:
    shown = names if len(names) <= _NAMES_IN_A_CIRCLE else (*names[: _NAMES_IN_A_CIRCLE - 2], "...", names[-1])
    return f"must not lead back to the creature itself: {' -> '.join(shown)}"
