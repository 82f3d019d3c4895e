"""Genomes, litters and children in C: the same alleles, requests and pixels as in Python, for random families."""

from __future__ import annotations

import ctypes
import re
from ctypes import byref, c_int32, c_size_t, c_uint64
from typing import Any

import numpy as np
import pytest

from pixelgen.errors import RequestError
from pixelgen.generator import Generator
from pixelgen.genetics.crossing import Child, litter
from pixelgen.native.library import Message, NativeError, library
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import PATTERNS, Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.native.c_creatures import (
    CChild,
    CCrossing,
    CGenome,
    CWeights,
    c_litter,
    c_parent,
    c_text,
    core,
    in_c,
)
from tests.pixelgen.native.creatures import any_family, any_mask, any_picture, one_of, random_request

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


def c_genome(weights: CWeights, one: SpriteRequest | Sprite, **home: str) -> CGenome:
    found, message, parent = CGenome(), Message(), c_parent(one)
    zone, species = (home[name].encode() if name in home else None for name in ("zone", "species"))
    ask = core().pixelgen_genome_of
    message.check(ask(weights.pointer, byref(parent), zone, species, byref(found), message.text, message.room))
    return found


def genome_text(genome: CGenome) -> str:
    text, message = ctypes.create_string_buffer(2048), Message()
    message.check(core().pixelgen_genome_text(byref(genome), text, c_size_t(2048), message.text, message.room))
    return text.value.decode()


def test_genomes_are_those_of_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(0)
    refused = 0
    for turn in range(200):
        one = any_picture(rng) if turn % 5 == 0 else any_family(rng, generator, generations=turn % 3)
        home: dict[str, Any] = {}
        if isinstance(one, Sprite) and turn % 10 == 0:
            home = {"zone": "reef", "species": one_of(rng, generator.learnt_species)}
        try:
            expected = generator.genome(one, **home).canonical()
        except RequestError:
            refused += 1
            with pytest.raises(NativeError):
                c_genome(opened, one, **home)
            continue
        assert genome_text(c_genome(opened, one, **home)) == expected
    assert 5 < refused < 120


def same_child(found: CChild, expected: Child) -> None:
    assert genome_text(found.genome) == expected.genome.canonical()
    assert (found.zone_from.decode(), found.species_from.decode()) == (expected.zone_from, expected.species_from)
    notes = 0
    for mine, its in zip(found.inherited, expected.inherited, strict=False):
        assert [mine.shown_from, mine.hidden_from] == [who[0].encode() for who in (its.shown, its.hidden)]
        notes += (mine.shown_was is not None) + (mine.hidden_was is not None)
    assert notes == len(expected.notes)


def test_crosses_are_those_of_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(1)
    mutants = strangers = 0
    for _ in range(60):
        a, b = (random_request(rng, sure=True) for _ in range(2))
        seed = int(rng.integers(0, 2**63))
        genomes, made = [c_genome(opened, one) for one in (a, b)], CChild()
        expected = litter(generator.genome(a), generator.genome(b), generator.gene_pool, size=9, seed=seed)
        for place, child in enumerate(expected):
            message = Message()
            cross = core().pixelgen_cross
            arguments = byref(genomes[0]), byref(genomes[1]), c_uint64(seed), c_int32(place), byref(made)
            message.check(cross(opened.pointer, *arguments, message.text, message.room))
            same_child(made, child)
            mutants += any("new" in (one.shown, one.hidden) for one in child.inherited)
            strangers += bool(child.notes)
    assert mutants > 5
    assert strangers > 5


def test_litters_are_those_of_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(2)
    kept = refused = 0
    for turn in range(60):
        a = any_family(rng, generator, generations=turn % 3, sure=True)
        b = a if turn % 4 == 0 else any_family(rng, generator, generations=turn % 2, sure=True)
        pair = [any_picture(rng) if turn % 7 == number + 1 else one for number, one in enumerate((a, b))]
        how: dict[str, Any] = {
            "pose": [None, "rest", "turn"][turn % 3],
            "seed": int(rng.integers(0, 2**63)),
            "temperature": 0.5,
        }
        if turn % 11 == 0:
            how["zone"] = "reef"
        try:
            expected = generator.litter(*pair, size=5, **how)
        except RequestError as error:
            refused += 1
            with pytest.raises(NativeError, match=re.escape(str(error).split(";")[0])):
                c_litter(opened, *pair, children=5, **how)
            continue
        with c_litter(opened, *pair, children=5, **how) as found:
            assert [c_text(one) for one in found.requests] == [one.canonical() for one in expected]
            assert found.request(5) is None
        kept += sum(bool(one.heredity.kept) for one in expected if one.heredity is not None)
    assert kept > 20
    assert refused < 20


def drawn_alike(opened: CWeights, generator: Generator, requests: list[SpriteRequest]) -> None:
    found = opened.draw([in_c(request) for request in requests])
    for request, sprite, (indices, parts) in zip(requests, generator.sprites(requests), found, strict=True):
        np.testing.assert_array_equal(indices, sprite.indices, err_msg=request.canonical())
        np.testing.assert_array_equal(parts, sprite.parts, err_msg=request.canonical())


def test_children_of_a_litter_are_drawn_as_in_python(opened: CWeights, generator: Generator) -> None:
    requests: list[SpriteRequest] = []
    for seed, (category, species) in enumerate(
        [("reef_fish", "tang"), ("cephalopod", "squid"), ("abyssal", "anglerfish")]
    ):
        a, b = (SpriteRequest("reef", category, species, seed=10 * seed + number) for number in range(2))
        requests += generator.litter(a, b, size=6, seed=seed)
    grandchildren = generator.litter(requests[0], requests[1], size=3, seed=5)
    of_picture = generator.litter(generator.sprite(requests[2]), requests[3], size=3, seed=6)
    requests += [*grandchildren, *of_picture, requests[0]]
    assert sum(bool(one.heredity.kept) for one in requests if one.heredity is not None) > 5
    drawn_alike(opened, generator, requests)


def test_bred_and_inpainted_ones_are_drawn_as_in_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(3)
    parents = [SpriteRequest("reef", "reef_fish", seed=seed, temperature=0.6) for seed in range(4)]
    requests = [
        bred(parents[n % 4], parents[(n + 1) % 4], seed=n, mask=Mask(pattern, 0.4))
        for n, pattern in enumerate(PATTERNS)
    ]
    requests += [
        inpainted(parents[0], any_mask(rng), seed=3),
        inpainted(parents[1], Mask.of_pixels(np.zeros((32, 32), dtype=np.bool_))),
        inpainted(any_picture(rng), any_mask(rng), zone="reef", category="coral", species="sea_fan"),
        bred(any_picture(rng), parents[2], colours=("gold", "rose")),
        bred(requests[0], Sprite(np.zeros((32, 32), dtype=np.uint8)), seed=9),
        bred(Sprite(np.zeros((32, 32), dtype=np.uint8)), requests[1], seed=9),
    ]
    requests.append(bred(requests[-1], requests[2], seed=4, mask=Mask("head")))
    drawn_alike(opened, generator, requests)


@pytest.mark.slow
def test_random_families_are_drawn_as_in_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(4)
    drawn_alike(
        opened, generator, [any_family(rng, generator, generations=1 + turn % 3, sure=True) for turn in range(40)]
    )


def test_species_are_those_of_python(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(5)
    for turn in range(60):
        request = any_family(rng, generator, generations=turn % 3, sure=True)
        found, message, made = ctypes.c_char_p(), Message(), in_c(request)
        ask = core().pixelgen_species_of
        message.check(ask(opened.pointer, byref(made), byref(found), message.text, message.room))
        assert (None if found.value is None else found.value.decode()) == generator.species_of(request)


def test_what_cannot_be_bred_is_told(opened: CWeights, generator: Generator) -> None:
    named = bred(SpriteRequest("reef", "coral"), SpriteRequest("reef", "coral", seed=1))
    alone = generator.request_of(generator.dna(bred(named, named), generations=1))
    with pytest.raises(NativeError, match=r"the parent request:[0-9a-f]{16}\.\.\. is known by name alone"):
        opened.draw([in_c(alone)])
    how = CCrossing()
    assert core().pixelgen_crossing_init(byref(how), c_size_t(ctypes.sizeof(how))) == 0
    assert (how.children, how.seed, how.temperature) == (8, 0, 0.7)
    for wrong in ({"children": 0}, {"children": 1025}, {"seed": 2**63}, {"pose": "asleep"}):
        with pytest.raises(NativeError):
            c_litter(opened, named, named, **wrong)
