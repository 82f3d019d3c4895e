"""Children of a cross, drawn with the weights that ship: they have what their genes say, whatever draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pixelgen import Cache, Generator, Parent, RequestError, Sprite, SpriteRequest, bred, cross, decode_dna
from pixelgen.drawing.best_engine import ReferenceEngine
from pixelgen.drawing.colour_budget import counted_colours
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.weights import load_weights
from pixelgen.palette import colour_index
from pixelgen.parts import PART_IDS
from pixelgen.requests.mask_patterns import within
from pixelgen.vocabulary import SPECIES

COOL = {"temperature": 0.3}
TRAITS = {"build": "regular", "growth": "adult", "pose": "rest", "pattern": "striped", "limbs": "regular"}
A = SpriteRequest("reef", "reef_fish", "tang", seed=1, traits=TRAITS, **COOL)  # type: ignore[arg-type]
B = SpriteRequest("twilight", "reef_fish", "tang", seed=2, traits=TRAITS, **COOL)  # type: ignore[arg-type]
FAN = SpriteRequest("abyss", "coral", "sea_fan", seed=3, **COOL)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=tmp_path_factory.mktemp("cache")) as made:
        yield made


@pytest.fixture(scope="module")
def kept(generator: Generator) -> list[SpriteRequest]:
    """Children that have some but not all parts of A."""
    born = generator.litter(A, B, size=40, temperature=0.3)
    return [one for one in born if one.heredity and "body" in one.heredity.kept and len(one.heredity.kept) < 10][:6]


def test_a_child_is_what_the_cross_of_its_parents_genomes_is(generator: Generator) -> None:
    a, b = generator.genome(A), generator.genome(FAN)
    for seed in range(12):
        child, born = cross(a, b, generator.gene_pool, seed=seed), generator.litter(A, FAN, size=1, seed=seed)[0]
        assert generator.genome(born) == child.genome
        assert (born.zone, born.species) == (child.genome.zone, child.genome.species)
        assert born.species is not None
        assert born.category == SPECIES[born.species]
        assert born.heredity is not None
        assert dict(born.heredity.home) == {"zone": child.zone_from, "species": child.species_from}
        assert {trait: born.heredity.givers_of(trait) for trait in born.heredity.givers} == {
            one.trait: (one.shown, one.hidden) for one in child.inherited
        }


def test_a_litter_is_the_same_again_and_begins_with_a_smaller_one(generator: Generator) -> None:
    litter = generator.litter(A, B, size=5, seed=9)
    assert generator.litter(A, B, size=5, seed=9) == litter
    assert generator.litter(A, B, size=2, seed=9) == litter[:2]
    assert generator.litter(B, A, size=5, seed=9) != litter
    assert generator.litter(A, B, size=5, seed=10) != litter
    assert len(set(litter)) == 5
    assert generator.litter(A, B, size=2, seed=(1 << 63) - 1)[1].seed == 0


def test_kept_parts_are_as_pixels_and_labels(generator: Generator, kept: list[SpriteRequest]) -> None:
    a = generator.sprite(A)
    same = 0
    for request, child in zip(kept, generator.sprites(kept), strict=True):
        assert request.heredity is not None
        parts = set(request.heredity.kept) - {"mark", "light"}  # which go with what carries them
        if not {"mark", "light"} <= set(request.heredity.kept):
            parts -= {"body", "head", "tail", "fin", "limb", "shell"}  # painted anew inside their outline
        pixels = np.isin(a.parts, [PART_IDS[part] for part in parts])
        if "eye" not in parts:
            pixels &= ~within(np.isin(a.parts, [PART_IDS["eye"], PART_IDS["mouth"]]), 1)
        assert np.array_equal(child.parts[pixels], a.parts[pixels])
        eyes = pixels & (a.parts == PART_IDS["eye"])
        assert np.array_equal(child.indices[eyes], a.indices[eyes])
        same += int(pixels.sum())
        recoloured = any(request.heredity.worn[trait] != request.traits[trait] for trait in request.heredity.worn)
        assert np.array_equal(child.indices[pixels], a.indices[pixels]) or recoloured
        assert child != a
    assert same > 100


def test_a_child_has_few_colours_and_is_one_piece(generator: Generator, kept: list[SpriteRequest]) -> None:
    from pixelgen.drawing.pixel_flaws import is_whole

    for sprite in generator.sprites([*kept, *generator.litter(A, FAN, size=4, temperature=0.3)]):
        assert counted_colours(sprite.indices) <= 8
        assert is_whole(sprite.indices > 0)


def test_a_dna_holds_all_that_a_child_is(generator: Generator, kept: list[SpriteRequest]) -> None:
    child = kept[0]
    read = generator.request_of(generator.dna(child))
    assert read == child
    assert generator.genome(read) == generator.genome(child)
    with Generator() as fresh:
        assert fresh.sprite(read) == generator.sprite(child)
        grandchild = fresh.litter(read, FAN, size=1)[0]
        assert fresh.request_of(fresh.dna(grandchild)) == grandchild


def test_a_child_drawn_afresh_needs_no_parent_and_one_that_keeps_parts_only_its_first(
    generator: Generator, kept: list[SpriteRequest], tmp_path: Path
) -> None:
    unknown = Parent("request:" + "0" * 64)
    with Generator(cache=Cache(tmp_path)) as fresh:
        fresh.sprite(replace(kept[0], parents=(kept[0].parents[0], unknown)))
        with pytest.raises(RequestError, match="known by name alone"):
            fresh.sprite(replace(kept[0], parents=(unknown, kept[0].parents[1])))
        afresh = next(one for one in fresh.litter(A, FAN, size=20, temperature=0.3) if not one.heredity.kept)  # type: ignore[union-attr]
        fresh.sprite(replace(afresh, parents=(unknown, unknown)))


def test_the_reference_draws_the_same_child(generator: Generator, kept: list[SpriteRequest]) -> None:
    with Generator() as other:
        other._engine = other._drawing._engine = ReferenceEngine(load_weights(SHIPPED_WEIGHTS), batch=4, threads=1)
        assert other.sprites(kept[:1]) == generator.sprites(kept[:1])


def test_a_child_has_the_pose_of_a_or_the_one_asked_for(generator: Generator) -> None:
    assert {one.traits["pose"] for one in generator.litter(A, B)} == {"rest"}
    turned = generator.litter(A, B, pose="turn")
    assert {one.traits["pose"] for one in turned} == {"turn"}
    assert not any(one.heredity.kept for one in turned if one.heredity)
    with pytest.raises(RequestError, match="pose must be one of rest"):
        generator.litter(A, B, pose="somersault")


def test_a_picture_has_the_genes_that_its_pixels_tell(generator: Generator) -> None:
    indices = np.zeros((32, 32), np.uint8)
    indices[8:24, 4:26] = colour_index("azure", 3)
    indices[10:12, 8:20] = colour_index("gold", 3)
    picture = Sprite(indices)
    genome = generator.genome(picture, zone="reef", species="tang")
    assert (genome.traits["family"], genome.traits["growth"]) == ("azure", "adult")
    assert genome == generator.genome(picture, zone="reef", species="tang")
    with pytest.raises(RequestError, match="name its zone and species"):
        generator.genome(picture)
    with pytest.raises(RequestError, match="name its zone and species"):
        generator.litter(picture, picture)
    by_other = generator.litter(picture, A, size=3)
    assert {one.species for one in by_other} == {"tang"}
    assert [parent.origin for parent in by_other[0].parents] == [picture, A]
    assert decode_dna(generator.dna(by_other[0])).request == by_other[0]


def test_a_sprite_drawn_under_a_mask_passes_on_the_genes_of_its_body(generator: Generator) -> None:
    masked = bred(A, FAN, seed=4, temperature=0.3)
    assert generator.litter(masked, B)[0].traits == generator.litter(A, B)[0].traits
    assert generator.litter(masked, B)[0].parents[0].origin == masked


def test_a_creature_known_by_name_alone_has_no_genes_to_pass_on(generator: Generator) -> None:
    orphan = replace(bred(A, FAN), parents=(Parent("request:" + "0" * 64), Parent.of(FAN)))
    with pytest.raises(RequestError, match="known by name alone"):
        generator.litter(orphan, B)


def shades(sprite: Sprite) -> np.ndarray:
    """0 where it is transparent, else 1 to 7 on whatever ramp."""
    return np.where(sprite.indices, (sprite.indices.astype(int) - 1) % 7 + 1, 0)


def test_a_recoloured_creature_is_the_same_pixel_by_pixel_in_other_ramps(generator: Generator) -> None:
    before = generator.genome(A)
    request = generator.recoloured(A, family="violet", accent="gold")
    one, other = generator.sprites([A, request])
    assert np.array_equal(one.parts, other.parts)
    assert (shades(one) != shades(other)).mean() < 0.005  # but what the budget of colours takes
    body = one.parts == PART_IDS["body"]
    worn = set(((one.indices[body] - 1) // 7).tolist()), set(((other.indices[body] - 1) // 7).tolist())
    old, new = ((colour_index(ramp, 0) - 1) // 7 for ramp in (before.traits["family"], "violet"))
    assert old in worn[0]
    assert new in worn[1]
    assert old not in worn[1]
    genome = generator.genome(request)
    assert genome.traits == {**before.traits, "family": "violet", "accent": "gold"}
    assert genome.hidden == {**before.hidden, "family": "violet", "accent": "gold"}  # and it passes them on


def test_a_recoloured_creature_has_a_dna_that_draws_it_anywhere(generator: Generator) -> None:
    mended = bred(A, B, seed=4)
    for one in (A, mended, generator.litter(A, B, size=1)[0]):
        request = generator.recoloured(one, family="gold")
        dna = generator.dna(request)
        with Generator(cache=None, threads=1) as fresh:
            again = fresh.request_of(dna)
            assert again == request
            assert np.array_equal(fresh.sprite(again).indices, generator.sprite(request).indices)
    picture = Sprite(np.ascontiguousarray(generator.sprite(A).indices[:, ::-1]))
    turned = generator.sprite(generator.recoloured(picture, family="gold", zone="reef", species="tang"))
    assert np.array_equal(shades(turned) > 0, picture.indices > 0)


def test_what_cannot_be_recoloured_is_said_in_one_line(generator: Generator) -> None:
    wrong = [{}, {"family": "plaid"}, {"accent": "glow", "family": "glow"}, {"family": 7}]
    for ramps in wrong:
        with pytest.raises(RequestError) as error:
            generator.recoloured(A, **ramps)  # type: ignore[arg-type]
        assert "\n" not in str(error.value)
    with pytest.raises(RequestError, match="species"):
        generator.recoloured(generator.sprite(A), family="gold")
