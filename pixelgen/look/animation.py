"""Palette indices -> frames of idle, dart or turn, made by moving pixels, and the map that moves any other layer too.

    animation = animate(sprite.indices, "reef_fish", species="clownfish", parts=sprite.parts, margin=2)
    animation.frames                 # (6, 36, 36) palette indices
    move(normal_map, animation)      # the same motion of any layer of the picture

In integers throughout, so the same bytes everywhere, by the native core or by NumPy. Knows nothing of files, of light
or of who draws the frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.anchors import AnchorLayer, Anchors
from pixelgen.checks import check_indices, check_is, check_parts, checked_name, checked_whole
from pixelgen.errors import RequestError
from pixelgen.look.core_look import core_look
from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.darting import dart
from pixelgen.look.motion.idling import idling
from pixelgen.look.motion.maps import eased, outline_first, sources_of
from pixelgen.look.motion.repertoire import MotionProfile, profile_of
from pixelgen.look.motion.turning import turn
from pixelgen.names import Category
from pixelgen.native.look import Moved, NativeLook
from pixelgen.parts import PartMap
from pixelgen.vocabulary import CATEGORIES, SPECIES

FEWEST_FRAMES, MOST_FRAMES = 4, 8
MOST_MARGIN = 64
ANIMATIONS: tuple[str, ...] = ("idle", "dart", "turn")


@dataclass(frozen=True, slots=True, eq=False)
class Animation:
    """Frames of one animation, n of them, on a canvas of (h, w) that holds the margin.

    frames (n, h, w) uint8 palette indices. durations_ms (n,). loops: whether the last frame leads into the first.
    sources (n, h, w) int32: flat index (row * width + column) into the picture that was animated, -1 transparent.
    mirrored (n,) bool: frames that show the picture mirrored, as in a turn.
    """

    name: str
    frames: npt.NDArray[np.uint8]
    durations_ms: npt.NDArray[np.int64]
    loops: bool
    sources: npt.NDArray[np.int32]
    mirrored: npt.NDArray[np.bool_]


def animations_of(category: Category | str | None, species: str | None = None) -> tuple[str, ...]:
    """What an animal can do: always idle; dart if it swims; turn if it has a side. RequestError for unknown names."""
    return _profile(category, species).animations


def animate(
    indices: npt.NDArray[np.uint8],
    category: Category | str | None,
    *,
    species: str | None = None,
    parts: PartMap | None = None,
    animation: str = "idle",
    frames: int = 6,
    margin: int = 0,
) -> Animation:
    """Move the pixels of a picture.

    indices: (h, w) uint8 palette indices, 0 transparent, facing right, of any size from 1x1; category None: not known.
    parts (h, w): its part map, as `Sprite.parts`: what moves as a part; None, or 0 throughout: told from the shape.
    frames 4 to 8. margin: transparent pixels added on each side, 0 to 64; 2 is room for every idle motion, and without
    room motions grow smaller rather than torn. A dart ends with the picture itself, a turn with it mirrored.

    RequestError: an unknown category, species or animation, one that the animal does not have, frames or margin out
    of range, indices that are no palette picture, or parts that do not fit them.
    """
    profile = _profile(category, species)
    animation = checked_name(
        "animation", animation, profile.animations, of=f" for {species or category or 'a picture of any kind'}"
    )
    frames = checked_whole("frames", frames, MOST_FRAMES, lowest=FEWEST_FRAMES)
    margin = checked_whole("margin", margin, MOST_MARGIN)
    check_indices(indices, "(height, width)", lambda shape: len(shape) == 2)
    if parts is not None:
        check_parts(parts, indices)
    core = core_look(*indices.shape)
    if core is None:
        moved = moved_by_numpy(indices, parts, profile, animation=animation, frames=frames, margin=margin)
    else:
        moved = core.animate(
            indices, parts, category=category, species=species, animation=animation, frames=frames, margin=margin
        )
    return Animation(
        name=animation,
        frames=_moved(indices, moved.sources),
        durations_ms=np.array(moved.durations_ms),
        loops=animation == "idle",
        sources=moved.sources,
        mirrored=moved.mirrored,
    )


def moved_by_numpy(
    indices: npt.NDArray[np.uint8],
    parts: PartMap | None,
    profile: MotionProfile,
    *,
    animation: str,
    frames: int,
    margin: int,
) -> Moved:
    """The reference of what the core does: the frames of a checked picture."""
    wide = None if parts is None else _widened(parts, margin)
    body = Body.of(_widened(indices, margin), has_eyes=profile.has_eyes, parts=wide)
    mirrored = np.zeros(frames, dtype=np.bool_)
    if animation == "turn":
        right, rank, mirrored, durations = turn(body, frames)
        shown = sources_of(body, np.zeros_like(right), right, rank)
    elif animation == "dart":
        assert profile.heading is not None
        down, right, durations = dart(body, frames, heading=profile.heading)
        shown = sources_of(body, *eased(body, down, right), outline_first(body))
    else:
        shown = idling(body, profile.idle(body), frames)
        ends = [profile.loop_ms * frame // frames for frame in range(frames + 1)]
        durations = tuple(end - start for start, end in pairwise(ends))  # in all the loop's milliseconds, exactly
    origin = np.concatenate([[-1], (body.y - margin) * indices.shape[1] + body.x - margin]).astype(np.int32)
    sources = origin[shown]
    sources[mirrored] = sources[mirrored][:, :, ::-1]
    return Moved(sources, durations, mirrored)


def move(layer: npt.NDArray[Any], animation: Animation) -> npt.NDArray[Any]:
    """A layer (h, w, ...) of the animated picture, moved as it was -> (n, h + 2 margin, w + 2 margin, ...).

    Zeros where a frame is transparent. RequestError if the layer is smaller than the animated picture.
    """
    _check_layer(layer, animation)
    return _moved(layer, animation.sources)


def move_normals(normals: npt.NDArray[np.uint8], animation: Animation) -> npt.NDArray[np.uint8]:
    """A normal map (h, w, 3 or 4) uint8, moved; in mirrored frames left and right (the red channel) are exchanged.

    Red 128 is straight ahead, so that 1 to 255 mirror to 255 to 1. RequestError as in `move`, or without channels.
    """
    check_is("normals", normals, np.ndarray)
    if normals.ndim != 3 or normals.shape[2] not in (3, 4) or normals.dtype != np.uint8:
        raise RequestError(f"normals must be (h, w, 3) or (h, w, 4) uint8; got {normals.dtype} {normals.shape}")
    _check_layer(normals, animation)
    core = _core_for(normals, animation)
    if core is not None:
        return core.move_normals(normals, animation.sources, animation.mirrored)
    moved = _moved(normals, animation.sources)
    shown_mirrored = (animation.sources >= 0) & animation.mirrored[:, None, None]
    red = moved[..., 0]
    red[shown_mirrored] = 256 - np.maximum(red[shown_mirrored].astype(np.int64), 1)
    return moved


def move_anchors(indices: npt.NDArray[np.uint8], parts: PartMap | None, animation: Animation) -> tuple[Anchors, ...]:
    """Where the anchors of the animated picture (h, w) with its part map are in each frame, on the frames' canvas.

    What is hidden in a frame is where it was last seen. RequestError as in `move`, and for parts that do not fit.
    """
    check_indices(indices, "(height, width)", lambda shape: len(shape) == 2)
    parts = np.zeros_like(indices) if parts is None else parts
    check_parts(parts, indices)
    _check_layer(indices, animation)
    core = _core_for(indices, animation)
    if core is not None:
        return core.move_anchors(indices, parts, animation.sources, animation.mirrored)
    layer = AnchorLayer.of(indices, parts)
    margin = (animation.frames.shape[-1] - indices.shape[1]) // 2
    last = layer.anchors(layer.numbers, before=Anchors()).each(lambda at: (at[0] + margin, at[1] + margin))
    found = []
    for numbers in _moved(layer.numbers, animation.sources):
        last = layer.anchors(numbers, before=last)
        found.append(last)
    return tuple(found)


def _check_layer(layer: npt.NDArray[Any], animation: Animation) -> None:
    check_is("animation", animation, Animation)
    check_is("layer", layer, np.ndarray)
    pixels = layer.shape[0] * layer.shape[1] if layer.ndim >= 2 else 0
    if pixels <= int(animation.sources.max(initial=-1)):
        raise RequestError(
            f"layer must be of the animated picture's size, at least two-dimensional; got shape {layer.shape}"
        )


def _core_for(layer: npt.NDArray[np.uint8], animation: Animation) -> NativeLook | None:
    """The core where it takes this picture and frames such as `animate` makes."""
    frames, height, width = animation.sources.shape
    usual = FEWEST_FRAMES <= frames <= MOST_FRAMES and height >= layer.shape[0] and width >= layer.shape[1]
    return core_look(*layer.shape[:2]) if usual else None


def _moved(layer: npt.NDArray[Any], sources: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    flat = layer.reshape(-1, *layer.shape[2:])
    return np.asarray(np.concatenate([flat, np.zeros_like(flat[:1])])[sources])  # -1 is the last: zero


def _widened(indices: npt.NDArray[np.uint8], margin: int) -> npt.NDArray[np.uint8]:
    height, width = indices.shape
    wide = np.zeros((height + 2 * margin, width + 2 * margin), dtype=np.uint8)
    wide[margin : margin + height, margin : margin + width] = indices
    return wide


def _profile(category: str | None, species: str | None) -> MotionProfile:
    if category is not None:
        category = checked_name("category", category, CATEGORIES)
    if species is not None:
        of_category = [name for name, its in SPECIES.items() if category in (None, its)]
        species = checked_name("species", species, of_category, of=f" for {category}" if category else "")
    return profile_of(category, species)
