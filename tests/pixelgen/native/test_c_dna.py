"""DNAs in C: the line that Python writes for random families, read back the same; whatever is damaged is told."""

from __future__ import annotations

import ctypes
import re

import numpy as np
import pytest

from pixelgen.errors import RequestError
from pixelgen.generator import Generator
from pixelgen.native.library import NativeError, library
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.dna import decode_dna
from pixelgen.requests.dna_text import decode_text, encode_text
from pixelgen.requests.lineage import PATTERNS, Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.native.c_creatures import CDna, CWeights, c_dna, c_text, in_c
from tests.pixelgen.native.creatures import any_family, random_request

try:
    library()
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


def test_a_dna_of_any_family_is_that_of_python_and_reads_back(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(0)
    kinds = set()
    for turn in range(120):
        request = any_family(rng, generator, generations=turn % 4)
        generations = None if turn % 5 else 1 + turn % 2
        try:
            expected = generator.dna(request, generations=generations)
        except RequestError as error:
            with pytest.raises(NativeError, match=re.escape(str(error).split(";")[0])):
                c_dna(opened, in_c(request), generations or 0)
            continue
        made = in_c(request)
        assert c_text(made) == request.canonical()
        assert c_dna(opened, made, generations or 0) == expected
        read, known = CDna(expected), decode_dna(expected)
        assert c_text(read.request) == request.canonical() == known.request.canonical()
        assert (read.weights, read.engine_version, read.version) == (known.weights, known.engine_version, 2)
        assert read.species == (known.chosen.species if known.chosen else None)
        assert read.traits == (dict(known.chosen.traits) if known.chosen else {})
        if generations is None:
            assert c_dna(opened, read.request) == expected
        read.close()
        kinds.add((request.mask is None, request.heredity is None))
    assert len(kinds) == 3


def test_deep_and_shared_families_are_walked_without_a_stack(opened: CWeights, generator: Generator) -> None:
    pair = [SpriteRequest("reef", "reef_fish", seed=seed) for seed in (1, 2)]
    for number in range(200):  # a tree of 2^200 leaves
        pair = [bred(pair[0], pair[1], seed=number), bred(pair[1], pair[0], seed=number)]
    line = generator.dna(pair[0])
    read = CDna(line)
    assert c_dna(opened, read.request) == line
    read.close()


def test_old_dnas_are_read(generator: Generator) -> None:
    content = decode_text(generator.dna(SpriteRequest("reef", "jellyfish", seed=7)))
    line = encode_text(bytes([1]) + content[1:11] + bytes([9, 0, 7]))  # of version 1: cell, flags in a byte, seed
    read, known = CDna(line), decode_dna(line)
    assert c_text(read.request) == known.request.canonical()
    assert (read.version, read.species) == (1, None)
    read.close()


def same_verdict(line: str) -> bool:
    """Whether it is a DNA; both say the same, and read the same request."""
    try:
        known = decode_dna(line)
    except RequestError as error:
        expected = str(error)
        with pytest.raises(NativeError) as raised:
            CDna(line)
        if "damaged from" in expected or "a wrong character" in expected:
            assert str(raised.value).endswith(expected)
        return False
    read = CDna(line)
    assert c_text(read.request) == known.request.canonical()
    read.close()
    return True


def test_damaged_dnas_are_told_as_in_python(generator: Generator) -> None:
    rng = np.random.default_rng(1)
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .\t"))
    for turn in range(120):
        line = list(generator.dna(any_family(rng, generator, generations=turn % 3, sure=True)))
        for _ in range(int(rng.integers(1, 4))):
            place = int(rng.integers(len(line)))
            if turn % 4 == 0:
                del line[place]
            elif turn % 4 == 1:
                line.insert(place, str(rng.choice(letters)))
            else:
                line[place] = str(rng.choice(letters))
        same_verdict("".join(line))
    for wrong in ("", "pg1_", "pg2_AAAA", " pg1_AA", "x" * 1_000_001, "pg1_" + "A" * 70):
        assert not same_verdict(wrong)


def test_damaged_contents_are_told_as_in_python(generator: Generator) -> None:
    """The check characters are right, what they protect is not."""
    rng = np.random.default_rng(2)
    good = 0
    for turn in range(600):
        if turn % 10 == 0:
            whole = decode_text(generator.dna(any_family(rng, generator, generations=turn // 10 % 4, sure=True)))
        content = bytearray(whole)
        for _ in range(int(rng.integers(1, 3))):
            place = int(rng.integers(len(content)))
            if turn % 3 == 0:
                del content[place:]
            elif turn % 3 == 1:
                content[place] = int(rng.integers(256))
            else:
                content[place] ^= 1 << int(rng.integers(8))
            if not content:
                break
        good += same_verdict(encode_text(bytes(content)))
    assert 20 < good < 580


def test_what_cannot_be_written_is_told(opened: CWeights) -> None:
    request = in_c(SpriteRequest("reef", "coral", seed=1))
    with pytest.raises(NativeError, match=r"the DNA needs [0-9]+ bytes; got room for 20"):
        c_dna(opened, request, room=20)
    with pytest.raises(NativeError, match="generations must be 0"):
        c_dna(opened, request, generations=-1)
    with pytest.raises(NativeError, match="zone must be one that the weights know; got 'moon'"):
        c_dna(opened, in_c(SpriteRequest("moon", "coral")))
    own = in_c(bred(SpriteRequest("reef", "coral"), SpriteRequest("reef", "coral", seed=1)))
    own.parents[0].request = own.parents[1].request
    c_text(own)
    own.parents[0].request = ctypes.addressof(own)
    with pytest.raises(NativeError, match="a request must not be its own ancestor"):
        c_text(own)


def test_masks_of_all_patterns_and_names_alone_are_written(opened: CWeights, generator: Generator) -> None:
    rng = np.random.default_rng(3)
    a, b = (random_request(rng, sure=True) for _ in range(2))
    picture = Sprite(rng.integers(0, 64, (32, 32), dtype=np.uint8))
    masks = [Mask(pattern, 0.3) for pattern in PATTERNS]
    requests = [bred(a, b, seed=5, mask=mask) for mask in masks]
    requests.append(inpainted(picture, rng.random((32, 32)) < 0.5, zone="reef", category="coral"))
    requests.append(bred(Parent("request:" + "ab" * 32), a))
    requests.append(bred(a, Parent("sprite:" + "0f" * 32)))
    for request in requests:
        assert c_dna(opened, in_c(request)) == generator.dna(request)
