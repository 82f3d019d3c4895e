"""Frames by moving pixels: what holds for every sprite of every species, and for pictures that are no sprites."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from pixelgen.errors import RequestError
from pixelgen.files.animated_gif import gif_of_indices
from pixelgen.look.animation import ANIMATIONS, MOST_MARGIN, Animation, animate, animations_of, move, move_normals
from pixelgen.look.motion.repertoire import profile_of
from pixelgen.palette import COLOURS, colour_index
from pixelgen.parts import PART_IDS, PARTS
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.drawing.canvas import Drawing
from training.pictures.motion_figures import motion_figures, pieces
from training.samples.drawn_sprites import draw, drawing
from training.species import DRAWN

Picture = npt.NDArray[np.uint8]

MOST_JITTER = 0.05
MOST_SURGE = {4: 1.9, 6: 2.5, 8: 3.3}  # half the frames where all that moves goes out at once and comes back at once
BODY, FIN = colour_index("azure", 3), colour_index("coral", 4)
WINDING_JITTER = {"moray": 0.1}  # its motion is made for a body in an S; in other poses a few pixels go to and fro
UPWARDS = ("moon_jelly", "box_jelly", "lions_mane", "crown_jelly", "octopus", "dumbo_octopus")
PUPIL, LIGHT = colour_index("ink", 0), colour_index("ink", 6)

CHECKERBOARD = (np.indices((32, 32)).sum(axis=0) % 2 * 9).astype(np.uint8)
ONE_PIXEL = np.pad(np.full((1, 1), 20, dtype=np.uint8), ((5, 26), (30, 1)))
TWO_PIECES = np.zeros((32, 32), dtype=np.uint8)
TWO_PIECES[2:9, 1:14] = 17
TWO_PIECES[20:32, 25:32] = 40
PATHOLOGICAL = {
    "empty": np.zeros((32, 32), dtype=np.uint8),
    "full": np.full((32, 32), 63, dtype=np.uint8),
    "one pixel": ONE_PIXEL,
    "checkerboard": CHECKERBOARD,
    "disconnected": TWO_PIECES,
    "one row": np.arange(1, 41, dtype=np.uint8).reshape(1, 40),
    "one column": np.arange(1, 41, dtype=np.uint8).reshape(40, 1),
}


@pytest.fixture(scope="module")
def corpus() -> dict[str, Picture]:
    """One sprite a species, the zones taking turns."""
    rng = np.random.default_rng(11)
    return {name: draw(DRAWN[name], DRAWN[name].sample(ZONES[at % len(ZONES)], rng)) for at, name in enumerate(SPECIES)}


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, Drawing]]:
    """Two drawings with their parts a species, all zones among them."""
    rng = np.random.default_rng(5)
    return [
        (name, drawing(DRAWN[name], DRAWN[name].sample(ZONES[(at + 3 * more) % len(ZONES)], rng)))
        for at, name in enumerate(SPECIES)
        for more in range(2)
    ]


def scrambled(drawn: Drawing) -> Picture:
    """Its part map with a quarter of the pixels given some part or other."""
    rng = np.random.default_rng(1)
    wrong = rng.random(drawn.parts.shape) < 0.25
    parts = np.where(wrong, rng.integers(1, len(PARTS), drawn.parts.shape), drawn.parts)
    return np.where(drawn.pixels > 0, parts, 0).astype(np.uint8)


def moved(corpus: dict[str, Picture], *, margin: int = 2, frames: int = 6) -> Iterator[tuple[str, Picture, Animation]]:
    """Every animation of every species."""
    for species, sprite in corpus.items():
        category = SPECIES[species]
        for name in animations_of(category, species):
            yield (
                species,
                sprite,
                animate(sprite, category, species=species, animation=name, frames=frames, margin=margin),
            )


@pytest.mark.parametrize("margin", [0, 2])
def test_frames_are_the_picture_moved_by_their_own_map(corpus: dict[str, Picture], margin: int) -> None:
    for species, sprite, animation in moved(corpus, margin=margin):
        assert np.array_equal(animation.frames, move(sprite, animation)), species
        assert np.array_equal(animation.frames == 0, animation.sources == -1), species
        assert set(np.unique(animation.frames)) <= {0, *np.unique(sprite)}, species


@pytest.mark.parametrize("margin", [0, 2])
def test_lines_stay_connected_in_every_species(corpus: dict[str, Picture], margin: int) -> None:
    for species, sprite, animation in moved(corpus, margin=margin):
        whole = pieces(sprite)
        assert [pieces(frame) for frame in animation.frames if pieces(frame) > whole] == [], (species, animation.name)


@pytest.mark.parametrize("frames", [4, 6, 8])
def test_an_eye_keeps_its_light_beside_its_pupil(corpus: dict[str, Picture], frames: int) -> None:
    eyes = 0
    for species, sprite, animation in moved(corpus, frames=frames):
        at = np.flatnonzero((sprite[:, :-1] == PUPIL) & (sprite[:, 1:] == LIGHT))
        row, column = np.divmod(at, sprite.shape[1] - 1)
        if len(at) != 1:  # several are two eyes, or a dark line along something white
            continue
        eyes += 1
        pupil = int(row[0] * sprite.shape[1] + column[0])
        for sources, mirrored in zip(animation.sources, animation.mirrored, strict=True):
            y, x = np.nonzero(sources == pupil)
            assert len(y) == 1, (species, animation.name)
            assert sources[y[0], x[0] + (-1 if mirrored else 1)] == pupil + 1, (species, animation.name)
    assert eyes > 20


def test_an_idle_loop_closes_without_a_jump_and_without_jitter(corpus: dict[str, Picture]) -> None:
    for species, sprite, animation in moved(corpus):
        if animation.name == "idle":
            assert animation.loops
            found = motion_figures(sprite, animation)
            assert found.jitter <= WINDING_JITTER.get(species, MOST_JITTER), species
            assert found.seam <= 1.25, species


@pytest.mark.parametrize(("known", "frames"), [("true", 4), ("true", 6), ("true", 8), ("scrambled", 6), ("none", 6)])
def test_every_frame_of_an_idle_differs_from_the_one_before_and_none_hops_or_breaks(
    labelled: list[tuple[str, Drawing]], known: str, frames: int
) -> None:
    for species, drawn in labelled:
        parts = {"true": drawn.parts, "scrambled": scrambled(drawn), "none": None}[known]
        loop = animate(drawn.pixels, SPECIES[species], species=species, parts=parts, frames=frames, margin=2)
        found = motion_figures(drawn.pixels, loop)
        assert (found.still, found.torn, found.pinholes) == (0, 0, 0), species
        assert found.surge <= MOST_SURGE[frames], species


def test_a_fin_that_lies_on_the_body_moves_where_the_part_map_names_it() -> None:
    picture = np.zeros((32, 32), dtype=np.uint8)
    picture[8:24, 8:28] = BODY
    picture[14:17, 14:20] = FIN
    parts = np.where(picture > 0, PART_IDS["body"], 0).astype(np.uint8)
    parts[picture == FIN] = PART_IDS["fin"]
    unknown, known = (
        animate(picture, "abyssal", species="barreleye", parts=map_, frames=6, margin=2) for map_ in (None, parts)
    )
    fin = [frozenset(map(tuple, np.argwhere(frame == FIN).tolist())) for frame in known.frames]
    assert len(set(fin)) > 1
    assert all((frame == FIN)[16:21, 14:24].sum() == (picture == FIN).sum() for frame in unknown.frames)


def test_a_limb_swings_about_the_place_where_it_is_attached() -> None:
    picture = np.zeros((32, 32), dtype=np.uint8)
    picture[6:18, 6:26], picture[18:28, 9:12] = BODY, FIN
    parts = np.where(picture == BODY, PART_IDS["shell"], np.where(picture == FIN, PART_IDS["limb"], 0))
    loop = animate(picture, "grazer", species="sea_turtle", parts=parts.astype(np.uint8), margin=2)
    root, end = ([int(np.flatnonzero(frame[row])[0]) for frame in loop.frames] for row in (20, 29))
    assert np.ptp(root) == 2
    assert np.ptp(end) == 4
    assert all((frame[8:20, 8:28] == BODY).all() for frame in loop.frames)


def test_a_part_map_of_other_pixels_is_refused(corpus: dict[str, Picture]) -> None:
    sprite = corpus["tang"]
    with pytest.raises(RequestError, match="parts must be above 0 where a pixel is drawn"):
        animate(sprite, "reef_fish", parts=np.ones_like(sprite))
    with pytest.raises(RequestError, match=r"parts must be a uint8 array of shape \(32, 32\)"):
        animate(sprite, "reef_fish", parts=sprite[1:])


@pytest.mark.parametrize("species", ["brain_coral", "table_coral", "staghorn", "conch"])
def test_individuals_whose_moving_parts_are_small_or_held_move_too(species: str) -> None:
    rng = np.random.default_rng(3)
    for zone in ZONES:
        for _ in range(25):
            sprite = draw(DRAWN[species], DRAWN[species].sample(zone, rng))
            animation = animate(sprite, SPECIES[species], species=species)
            assert len({frame.tobytes() for frame in animation.frames}) > 1, zone


def test_polyps_extend_from_the_upper_rim_and_the_skeleton_stays(corpus: dict[str, Picture]) -> None:
    for species in ("brain_coral", "table_coral"):
        sprite = np.pad(corpus[species], 2)
        for frame in animate(corpus[species], "coral", species=species, margin=2).frames:
            assert (frame > 0)[sprite > 0].all(), species  # nothing is lost
            grown = (frame > 0) & (sprite == 0)
            assert (sprite[np.roll(grown, 1, axis=0)] > 0).all(), species  # a pixel above what was the rim
            inside = (sprite > 0) & (np.roll(sprite, 1, axis=0) > 0)
            assert (frame[inside] == sprite[inside]).all(), species


@pytest.mark.parametrize("frames", [4, 6, 8])
def test_a_gif_has_as_many_frames_as_were_asked_for_and_lasts_as_long(corpus: dict[str, Picture], frames: int) -> None:
    count = 0
    for species, _, animation in moved(corpus, frames=frames):
        film = gif_of_indices(animation.frames, animation.durations_ms.tolist(), loops=animation.loops)
        shown, durations = read_gif(film)
        assert np.array_equal(shown > 0, animation.frames > 0), (species, animation.name)
        assert abs(sum(durations) - int(animation.durations_ms.sum())) <= 5, (species, animation.name)
        count += 1
    assert count == 90


def read_gif(content: bytes) -> tuple[Picture, list[int]]:
    """Alpha of each frame, and its milliseconds."""
    frames, durations = [], []
    with Image.open(io.BytesIO(content)) as film:
        for at in range(getattr(film, "n_frames", 1)):
            film.seek(at)
            frames.append(np.asarray(film.convert("RGBA"))[..., 3])
            durations.append(int(film.info["duration"]))
    return np.stack(frames), durations


@pytest.mark.parametrize("frames", [4, 5, 6, 7, 8])
def test_a_loop_lasts_as_long_with_any_number_of_frames(frames: int) -> None:
    for species, category in [*SPECIES.items(), *((None, category) for category in CATEGORIES)]:
        loop = animate(ONE_PIXEL, category, species=species, frames=frames)
        assert int(loop.durations_ms.sum()) == profile_of(category, species).loop_ms
        assert np.ptp(loop.durations_ms) <= 1


@pytest.mark.parametrize("species", ["anemone", "sea_pen"])
def test_pale_tips_of_a_coral_are_not_held_still_as_eyes(species: str) -> None:
    rng = np.random.default_rng(0)
    sprites = [draw(DRAWN[species], DRAWN[species].sample(zone, rng)) for zone in ZONES for _ in range(3)]
    jitter = [motion_figures(one, animate(one, "coral", species=species, margin=2)).jitter for one in sprites]
    assert np.median(jitter) <= 0.01
    assert max(jitter) <= 0.1  # tips of one pixel that sway behind a stem come back now and then


def test_corals_keep_their_foot_where_it_stands(corpus: dict[str, Picture]) -> None:
    for species in (name for name, category in SPECIES.items() if category == "coral"):
        animation = animate(corpus[species], "coral", species=species)
        assert (animation.frames[:, -3:] == corpus[species][-3:]).all(), species


def test_a_head_is_still_while_a_fish_beats_its_tail(corpus: dict[str, Picture]) -> None:
    sprite = corpus["clownfish"]
    animation = animate(sprite, "reef_fish", species="clownfish")
    columns = np.flatnonzero(sprite.any(axis=0))
    head, tail = columns[len(columns) * 3 // 4 :], columns[:3]
    core = sprite[12:20, head]
    assert (animation.frames[:, 12:20, head] == core).all()
    assert len({frame[:, tail].tobytes() for frame in animation.frames}) >= 4


def test_tentacles_follow_the_bell_late(corpus: dict[str, Picture]) -> None:
    animation = animate(corpus["moon_jelly"], "jellyfish", species="moon_jelly", margin=2, frames=8)
    tops = np.array([np.flatnonzero(frame.any(axis=1))[0] for frame in animation.frames])
    last = np.flatnonzero(animation.frames.any(axis=(0, 2)))[-1]
    ends = np.array([np.flatnonzero(frame[last - 4 : last].any(axis=0))[0] for frame in animation.frames])
    assert np.ptp(tops) == 1
    assert np.ptp(ends) >= 1
    assert set(np.flatnonzero(np.diff(tops))) != set(np.flatnonzero(np.diff(ends)))


def test_a_turn_ends_as_the_sprite_mirrored(corpus: dict[str, Picture]) -> None:
    for species, sprite, animation in moved(corpus):
        if animation.name == "turn":
            assert np.array_equal(animation.frames[-1], np.pad(sprite, 2)[:, ::-1]), species
            widths = [int(frame.any(axis=0).sum()) for frame in animation.frames]
            assert min(widths) <= widths[-1] // 2, species
            assert animation.mirrored.tolist() == [False, False, False, True, True, True], species
            assert not animation.loops


def test_a_dart_draws_together_stretches_and_ends_at_rest(corpus: dict[str, Picture]) -> None:
    for species, sprite, animation in moved(corpus, margin=4):
        if animation.name == "dart":
            assert np.array_equal(animation.frames[-1], np.pad(sprite, 4)), species
            long = [int(frame.any(axis=1 if species in UPWARDS else 0).sum()) for frame in animation.frames]
            assert long[0] < long[-1] < long[1], species
            assert not animation.loops


def test_a_squid_darts_backwards_and_a_tang_forwards(corpus: dict[str, Picture]) -> None:
    for species, way in (("squid", -1), ("tang", 1)):
        dart = animate(corpus[species], SPECIES[species], species=species, animation="dart", margin=4)
        first, last = (np.flatnonzero(dart.frames[at].any(axis=0)) for at in (1, -1))
        front = -1 if way > 0 else 0
        assert (first[front] - last[front]) * way > 0


@pytest.mark.parametrize("frames", [4, 5, 6, 7, 8])
def test_each_frame_has_its_milliseconds(corpus: dict[str, Picture], frames: int) -> None:
    for _, _, animation in moved({"tang": corpus["tang"]}, frames=frames):
        assert animation.frames.shape == animation.sources.shape == (frames, 36, 36)
        assert animation.durations_ms.shape == animation.mirrored.shape == (frames,)
        assert (animation.durations_ms >= 40).all()
        assert (animation.durations_ms <= 500).all()
        assert animation.sources.dtype == np.int32
        assert animation.frames.dtype == np.uint8


def test_a_margin_gives_the_motion_room(corpus: dict[str, Picture]) -> None:
    sprite = np.zeros((32, 32), dtype=np.uint8)
    sprite[0:32, 4:28] = corpus["tang"].max()
    tight = animate(sprite, "reef_fish")
    roomy = animate(sprite, "reef_fish", margin=2)
    assert not roomy.frames[:, 2:-2, 2:-2][:, 0, 4].all()
    assert roomy.frames[:, :2].any()
    assert tight.frames.shape == (6, 32, 32)
    assert all(pieces(frame) == 1 for frame in tight.frames)


def test_other_layers_move_by_the_same_map(corpus: dict[str, Picture]) -> None:
    sprite = corpus["octopus"]
    animation = animate(sprite, "cephalopod", species="octopus", margin=1)
    layer = np.stack([sprite, sprite + 1, np.full_like(sprite, 7)], axis=-1).astype(np.float32)
    moved_layer = move(layer, animation)
    assert moved_layer.shape == (6, 34, 34, 3)
    assert moved_layer.dtype == np.float32
    assert np.array_equal(moved_layer[..., 0], animation.frames)
    assert np.array_equal(moved_layer[..., 2] == 7, animation.frames > 0)


def test_normals_of_mirrored_frames_point_the_other_way(corpus: dict[str, Picture]) -> None:
    sprite = corpus["tang"]
    normals = np.zeros((32, 32, 4), dtype=np.uint8)
    normals[...] = (200, 90, 220, 255)
    turned = animate(sprite, "reef_fish", species="tang", animation="turn")
    red = move_normals(normals, turned)[..., 0]
    for frame, mirrored, shown in zip(red, turned.mirrored, turned.frames > 0, strict=True):
        assert set(np.unique(frame[shown])) == {56 if mirrored else 200}
        assert not frame[~shown].any()
    assert set(np.unique(move_normals(normals, turned)[..., 1])) == {0, 90}


def test_a_normal_straight_ahead_stays_so_when_mirrored(corpus: dict[str, Picture]) -> None:
    turned = animate(corpus["tang"], "reef_fish", species="tang", animation="turn")
    for before, after in ((128, 128), (1, 255), (255, 1), (0, 255)):
        red = move_normals(np.full((32, 32, 3), before, dtype=np.uint8), turned)[-1, ..., 0]
        assert set(np.unique(red[turned.frames[-1] > 0])) == {after}


def test_the_same_picture_gives_the_same_bytes_and_is_left_alone(corpus: dict[str, Picture]) -> None:
    sprite = corpus["lionfish"].copy()
    once, again = (animate(sprite, "reef_fish", species="lionfish").sources.tobytes() for _ in range(2))
    assert once == again
    assert np.array_equal(sprite, corpus["lionfish"])


@pytest.mark.parametrize("name", PATHOLOGICAL)
@pytest.mark.parametrize("category", [*CATEGORIES, None])
def test_pathological_pictures_are_moved_whole(name: str, category: str | None) -> None:
    picture = PATHOLOGICAL[name]
    for animation in animations_of(category):
        for margin in (0, 3):
            made = animate(picture, category, animation=animation, margin=margin)
            assert np.array_equal(made.frames, move(picture, made))
            assert max(pieces(frame) for frame in made.frames) <= pieces(picture)
            assert all(frame.any() == picture.any() for frame in made.frames)


def test_every_species_moves_a_picture_without_any_part_of_it() -> None:
    for species, category in SPECIES.items():
        for picture in PATHOLOGICAL.values():
            made = animate(picture, category, species=species)
            assert max(pieces(frame) for frame in made.frames) <= pieces(picture), species


@given(
    picture=arrays.arrays(
        np.uint8,
        st.tuples(st.integers(1, 14), st.integers(1, 14)),
        elements=st.sampled_from([0, 0, 1, 7, 12, COLOURS - 1]),
    ),
    species=st.sampled_from([*SPECIES]),
    frames=st.integers(4, 8),
    margin=st.integers(0, 3),
    data=st.data(),
)
def test_no_picture_is_torn_or_recoloured(
    picture: Picture, species: str, frames: int, margin: int, data: st.DataObject
) -> None:
    category = SPECIES[species]
    animation = data.draw(st.sampled_from(animations_of(category, species)))
    made = animate(picture, category, species=species, animation=animation, frames=frames, margin=margin)
    assert np.array_equal(made.frames, move(picture, made))
    assert made.sources.max(initial=-1) < picture.size
    assert max(pieces(frame) for frame in made.frames) <= pieces(picture)


def test_every_species_has_idle_and_corals_nothing_else() -> None:
    for species, category in SPECIES.items():
        names = animations_of(category, species)
        assert names[0] == "idle"
        assert set(names) <= set(ANIMATIONS)
        assert category != "coral" or names == ("idle",)
    assert animations_of("reef_fish", "tang") == ANIMATIONS
    assert animations_of("reef_fish", "seahorse") == ("idle", "turn")
    assert animations_of("coral") == ("idle",)
    assert animations_of(None) == ("idle", "turn")
    assert animations_of(None, "squid") == ANIMATIONS


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"category": "bird"}, "category must be one of reef_fish, .*; got 'bird'"),
        ({"species": "squid"}, "species must be one of clownfish, .* for reef_fish; got 'squid'"),
        ({"animation": "fly"}, "animation must be one of idle, dart, turn for reef_fish; got 'fly'"),
        ({"species": "seahorse", "animation": "dart"}, "must be one of idle, turn for seahorse; got 'dart'"),
        ({"category": None, "animation": "dart"}, "one of idle, turn for a picture of any kind; got 'dart'"),
        ({"frames": 3}, "frames must be a whole number from 4 to 8; got 3"),
        ({"frames": 9}, "frames must be a whole number from 4 to 8; got 9"),
        ({"frames": True}, "frames must be a whole number from 4 to 8; got True"),
        ({"margin": -1}, f"margin must be a whole number from 0 to {MOST_MARGIN}; got -1"),
        ({"indices": np.zeros((4, 4, 3), np.uint8)}, r"uint8 array of shape \(height, width\); got uint8 \(4, 4, 3\)"),
        ({"indices": np.zeros((4, 4))}, r"got float64 \(4, 4\)"),
        ({"indices": np.zeros((0, 4), np.uint8)}, r"got uint8 \(0, 4\)"),
        ({"indices": [[0]]}, "got list"),
        ({"indices": np.full((4, 4), 64, np.uint8)}, "indices must be below 64; got 64"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_refused_in_one_line(wish: dict[str, object], message: str) -> None:
    given_wish = {"indices": ONE_PIXEL, "category": "reef_fish", **wish}
    with pytest.raises(RequestError, match=message):
        animate(**given_wish)  # type: ignore[arg-type]


@pytest.mark.parametrize("layer", [np.zeros((8, 8), np.uint8), np.zeros(2000, np.uint8)])
def test_a_layer_of_another_size_is_refused(layer: Picture) -> None:
    with pytest.raises(RequestError, match=r"layer must be of the animated picture's size.*; got shape \("):
        move(layer, animate(ONE_PIXEL, "reef_fish"))


def test_normals_without_channels_are_refused() -> None:
    with pytest.raises(RequestError, match=r"normals must be .*; got uint8 \(32, 32\)"):
        move_normals(ONE_PIXEL, animate(ONE_PIXEL, "reef_fish"))
