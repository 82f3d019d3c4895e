"""The keys of [[pictures]] in a pack's file, beside those that all creatures share. Knows not how they are read."""

from __future__ import annotations

from engine_bridges.pack_file.kinds import Key, Kind, Relation, flag, list_of, name_of, text, whole
from engine_bridges.pack_file.relations import Excludes, MemberOf
from pixelgen import World

MOST_FRAMES = 256
MOST_SIDE = 128
DEFAULT_ZONE = "reef"


def picture_relations(world: World) -> tuple[Relation, ...]:
    """What its keys have to do with each other, in the names of a world."""
    return (
        MemberOf("species", "category", world.category_of),
        Excludes("frame_size", ("frame_count",), "which says the same"),
    )


def picture_own_keys(world: World, name: Kind, path: Kind) -> tuple[Key, ...]:
    """In the names of a world. name, path: kinds of a creature's name and of a path."""
    return (
        Key("file", path, "The picture: a PNG, or a GIF with its frames, relative to this file.", required=True),
        Key("name", name, "Its name in the pack. Default: the file's."),
        Key(
            "zone",
            name_of(*world.zones),
            "The zone that it is listed under, and whose light `shading` uses.",
            default=DEFAULT_ZONE,
        ),
        Key(
            "category",
            name_of(*world.categories),
            "How it moves: as this kind of animal. Default: a gentle motion of any picture.",
        ),
        Key("species", name_of(*world.species), "How it moves, and what helps to name its parts: as this species."),
        Key(
            "frame_size",
            list_of(whole(1, MOST_SIDE), 2, 2, what="numbers"),
            "Width and height of the frames of a sheet, in pixels. Default: found, and said.",
        ),
        Key(
            "frame_count",
            whole(1, MOST_FRAMES),
            "How many frames a strip has; 1 for a single picture. Default: found, and said.",
        ),
        Key("frame_ms", whole(10, 60_000), "How long each frame is shown. Default: as a GIF says, else 120."),
        Key(
            "faces_left", flag(), "It looks to the left: it is mirrored, as creatures look to the right.", default=False
        ),
        Key("own_colours", flag(), "Keep the picture's own colours; false gives it the pack's.", default=True),
        Key(
            "glow",
            list_of(text("a colour like #1a2b3c", "#?[0-9a-fA-F]{6}"), 1, 255, what="colours"),
            "Colours of the picture that glow in the dark.",
        ),
    )
