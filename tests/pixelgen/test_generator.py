"""The chain from requests to sprites, on the weights that ship."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from pixelgen import Cache, Mask, Parent, Sprite, bred, decode_dna, inpainted, litter
from pixelgen.drawing.best_engine import ReferenceEngine
from pixelgen.errors import RequestError, WeightsError
from pixelgen.generator import ENGINE_VERSION, SHIPPED_WEIGHTS, Generator
from pixelgen.model.world import SEA, world_text
from pixelgen.palette import ramp_of
from pixelgen.requests.dna import encode_dna
from pixelgen.requests.dna_members import Chosen
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, PAD, SPECIES, TRAITS, ZONES
from tests.pixelgen.model.jobs import job_numbered
from tests.pixelgen.model.test_weights_names import file_of
from tests.tiny_weights import TINY, tiny_weights

# Cool and truncated, so that they are drawn in few tokens.
CLOWNFISH = SpriteRequest("reef", "reef_fish", "clownfish", seed=1, temperature=0.3)
JELLY = SpriteRequest("twilight", "jellyfish", "moon_jelly", colours=("azure",), seed=4, temperature=0.3)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with Generator(cache=tmp_path_factory.mktemp("cache")) as made:
        yield made


def test_the_shipped_weights_are_at_most_four_megabytes() -> None:
    assert SHIPPED_WEIGHTS.stat().st_size <= 4 << 20


def test_a_locked_sprite_uses_no_other_colour(generator: Generator) -> None:
    sprite = generator.sprite(SpriteRequest("twilight", "jellyfish", colours=("azure", "violet"), seed=3))
    used = {ramp_of(index) for index in np.unique(sprite.indices).tolist()}
    assert used <= {None, "ink", "azure", "violet"}
    assert len(used) >= 2


def test_a_genome_shows_what_the_creature_is_drawn_as_and_a_child_of_it_can_be_drawn(generator: Generator) -> None:
    a, b = (generator.genome(SpriteRequest("reef", "reef_fish", seed=seed)) for seed in (1, 2))
    chosen = decode_dna(generator.dna(SpriteRequest("reef", "reef_fish", seed=1))).chosen
    assert chosen is not None
    assert (a.species, {**a.traits, "pose": chosen.traits["pose"]}) == (chosen.species, dict(chosen.traits))
    for child in litter(a, b, generator.gene_pool):
        species = child.genome.species
        wanted = SpriteRequest(child.genome.zone, SPECIES[species], species, traits=child.genome.traits, seed=1)
        assert generator.genome(wanted).traits == child.genome.traits


def test_a_sprite_drawn_under_a_mask_has_the_genome_of_its_first_parent(generator: Generator) -> None:
    assert generator.genome(bred(bred(CLOWNFISH, JELLY), JELLY)) == generator.genome(CLOWNFISH)


def test_sprites_come_in_the_order_of_their_requests_with_progress(generator: Generator) -> None:
    requests = [SpriteRequest("reef", category, seed=5) for category in CATEGORIES[:3]]
    told: list[tuple[int, int]] = []
    sprites = generator.sprites(requests, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert sprites[2] == generator.sprite(requests[2])
    assert len(set(sprites)) == 3


def test_the_matrix_library_runs_on_the_threads_asked_for_and_gets_its_own_back() -> None:
    def blas_threads() -> set[int]:
        return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}

    before, during = blas_threads(), set()
    engine = ReferenceEngine(tiny_weights(), batch=1, threads=2)
    engine.decode([job_numbered(1)], finished=lambda _: during.update(blas_threads()))
    assert during == {2}
    assert blas_threads() == before == {1}


@pytest.mark.parametrize("temperature", [0.0, 0.2, 0.7, 1.3])
def test_no_cell_is_empty_at_any_temperature(generator: Generator, temperature: float) -> None:
    requests = [SpriteRequest(zone, CATEGORIES[row], temperature=temperature) for row, zone in enumerate(ZONES)]
    for request, sprite in zip(requests, generator.sprites(requests), strict=True):
        assert np.count_nonzero(sprite.indices) >= 20, request


def test_what_can_be_asked_for_is_what_the_weights_name(generator: Generator) -> None:
    assert generator.learnt_traits == tuple(TRAITS)
    assert generator.learnt_species == tuple(SPECIES)


def test_a_named_trait_changes_the_sprite_and_one_that_the_species_has_not_is_refused(generator: Generator) -> None:
    plain = SpriteRequest("reef", "coral", species="staghorn", seed=3, temperature=0.3)
    wished = [replace(plain, traits={"family": ramp, "growth": "adult"}) for ramp in ("rose", "violet")]
    assert len({sprite.digest() for sprite in generator.sprites([plain, *wished])}) == 3
    with pytest.raises(RequestError, match="staghorn has no eye 'bold'; it has none"):
        generator.sprite(replace(plain, traits={"eye": "bold"}))


def test_weights_of_a_larger_world_draw_what_they_name(tmp_path: Path) -> None:
    new = (("zone", "lagoon"), ("category", "bird"), ("species", "kingfisher"), ("pose", "dive"))
    world = replace(SEA, tokens=(*SEA.tokens, *new), category_of={**SPECIES, "kingfisher": "bird"})
    row = np.full((1, 2 + len(world.traits)), PAD, dtype=np.uint8)
    row[0, :2] = world.token_id("zone", "lagoon"), world.token_id("species", "kingfisher")
    row[0, 2 + list(world.traits).index("pose")] = world.token_id("pose", "dive")
    tensors = tiny_weights(size=replace(TINY, vocabulary=world.vocabulary)).tensors
    content = {**tensors, "trait_rows": row, "world": np.frombuffer(world_text(world), dtype=np.uint8)}
    (tmp_path / "larger").write_bytes(file_of(content, {"vocabulary": str(world.vocabulary)}))
    with Generator(tmp_path / "larger") as generator:
        assert generator.learnt_species == ("kingfisher",)
        assert generator.learnt_traits == tuple(TRAITS)
        bird = SpriteRequest("lagoon", "bird", seed=2)
        assert generator.species_of(bird) == "kingfisher"
        assert generator.traits_of(bird) == {"pose": "dive"}
        dna = generator.dna(bird)
        assert generator.request_of(dna) == bird
        assert decode_dna(dna).chosen == Chosen("kingfisher", {"pose": "dive"})
        diving = replace(bird, species="kingfisher", traits={"pose": "dive"})
        assert generator.sprite(bird) != generator.sprite(diving)
        with pytest.raises(RequestError, match="kingfisher has no pose 'rest'; it has dive"):
            generator.sprite(replace(diving, traits={"pose": "rest"}))
    with Generator() as generator, pytest.raises(RequestError, match=r"zone must be one of shallows, .*; got 'lagoon'"):
        generator.sprite(bird)


def test_missing_weights_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot read the weights"):
        Generator(tmp_path / "none.safetensors")


def test_a_child_keeps_its_first_parent_and_takes_the_colours_of_the_second(generator: Generator) -> None:
    child = generator.breed(CLOWNFISH, JELLY, seed=3)
    first = generator.sprite(CLOWNFISH)
    changed = child.indices != first.indices
    assert 0 < changed.sum() <= 26 * 16
    assert {ramp_of(index) for index in np.unique(child.indices[changed]).tolist()} <= {None, "ink", "azure"}
    assert child == generator.sprite(bred(CLOWNFISH, JELLY, seed=3))
    assert child != generator.breed(CLOWNFISH, JELLY, seed=4)
    assert child != generator.breed(JELLY, CLOWNFISH, seed=3)


def test_inpainting_keeps_every_pixel_outside_the_mask(generator: Generator) -> None:
    first = generator.sprite(CLOWNFISH)
    anew = np.zeros((32, 32), dtype=np.bool_)
    anew[9:22, 11:19] = True
    painted = generator.inpaint(CLOWNFISH, anew, seed=1, colours=("glow",))
    np.testing.assert_array_equal(painted.indices[~anew], first.indices[~anew])
    assert (painted.indices[anew] != first.indices[anew]).any()
    assert painted == generator.sprite(inpainted(CLOWNFISH, anew, seed=1, colours=("glow",)))


def test_a_submitted_sprite_is_the_one_that_is_drawn_directly(generator: Generator) -> None:
    future = generator.submit(JELLY)
    orphan = inpainted(Parent(f"request:{'0' * 64}"), Mask(), zone="reef", category="coral")
    refused = generator.submit(orphan)
    assert future.result(120) == generator.sprite(JELLY)
    with pytest.raises(RequestError, match="is not in the cache"):
        refused.result(120)


def test_a_dna_recreates_the_sprite_and_other_weights_are_told(generator: Generator) -> None:
    child = bred(CLOWNFISH, JELLY, seed=3)
    dna = generator.dna(child)
    assert generator.request_of(dna) == child
    assert decode_dna(dna).weights == generator.weights_digest[:16]
    chosen = decode_dna(generator.dna(replace(CLOWNFISH, species=None, traits={"growth": "young"}))).chosen
    assert chosen is not None
    assert chosen.traits["growth"] == "young"
    assert {"family", "pose", "build"} < chosen.traits.keys()
    assert generator.request_of(generator.dna(bred(child, child), generations=1)) == bred(child, child)
    for weights, engine in (("f" * 64, ENGINE_VERSION), (generator.weights_digest, ENGINE_VERSION + 1)):
        with pytest.raises(WeightsError, match="another sprite"):
            generator.request_of(encode_dna(child, weights=weights, engine_version=engine))


def test_a_cached_sprite_comes_without_drawing(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = generator.sprite(JELLY)
    monkeypatch.setattr(generator._engine, "decode", lambda *_, **__: pytest.fail("drawn again"))
    assert generator.sprite(JELLY) == drawn


def test_a_closed_generator_still_draws_and_takes_no_orders(tmp_path: Path) -> None:
    with Generator(cache=Cache(tmp_path)) as made:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        made.submit(JELLY)
    made.close()
    assert made.request_of(made.dna(JELLY)) == JELLY


def test_a_generator_can_be_sent_to_another_process(tmp_path: Path) -> None:
    copy = pickle.loads(pickle.dumps(Generator(cache=tmp_path, threads=2, batch=3)))
    assert copy.weights_digest == Generator().weights_digest
    assert copy._settings == (None, tmp_path, 2, 3)


SPAWNING = """
import multiprocessing, sys
from pixelgen import Generator, SpriteRequest

REQUEST = SpriteRequest("reef", "jellyfish", seed=7, temperature=0)

def digest(generator):
    return generator.sprite(REQUEST).digest()

if __name__ == "__main__":
    generator = Generator()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        there = pool.apply(digest, (generator,))
    sys.exit(there != digest(generator))
"""


@pytest.mark.slow
def test_a_spawned_process_draws_the_same(tmp_path: Path) -> None:
    script = tmp_path / "spawning.py"
    script.write_text(SPAWNING)
    assert subprocess.run([sys.executable, str(script)], check=False).returncode == 0


RECREATE = """
import hashlib, json, sys
from pixelgen import Generator
from pixelgen.files.sprite_png import encode_png

batch, threads, *dnas = sys.argv[1:]
generator = Generator(batch=int(batch), threads=int(threads))
sprites = generator.sprites([generator.request_of(dna) for dna in dnas])
print(json.dumps([hashlib.sha256(encode_png(sprite.indices)).hexdigest() for sprite in sprites]))
"""


@pytest.mark.slow
def test_ten_dnas_draw_the_same_files_in_processes_with_other_threads(generator: Generator) -> None:
    random = np.random.default_rng(11)
    requests = [
        SpriteRequest(
            str(random.choice(ZONES)), str(random.choice(CATEGORIES)), seed=int(random.integers(2**62)), temperature=0.4
        )
        for _ in range(7)
    ]
    requests += [bred(requests[0], requests[1], seed=1), bred(requests[2], requests[3], seed=2)]
    requests.append(bred(requests[7], requests[8], seed=3))
    dnas = [generator.dna(request) for request in requests]

    def recreated(batch: int, threads: int) -> list[str]:
        command = [sys.executable, "-c", RECREATE, str(batch), str(threads), *dnas]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        found: list[str] = json.loads(done.stdout)
        return found

    first = recreated(16, 1)
    assert len(set(first)) == 10
    assert recreated(3, 2) == first


def test_the_future_of_a_generator_that_nobody_keeps_is_fulfilled(generator: Generator) -> None:
    assert Generator().submit(JELLY).result(120) == generator.sprite(JELLY)


def test_progress_may_draw_with_the_same_generator(generator: Generator) -> None:
    found: list[Sprite] = []
    fresh = [replace(JELLY, seed=seed) for seed in (901, 902)]
    drawing = threading.Thread(
        target=lambda: generator.sprites(fresh, progress=lambda *_: found.append(generator.sprite(CLOWNFISH))),
        daemon=True,
    )
    drawing.start()
    drawing.join(120)
    assert found == [generator.sprite(CLOWNFISH)] * 2


FORKING = """
import os, sys
from pixelgen import Generator, SpriteRequest

generator = Generator()
requests = [SpriteRequest("reef", "jellyfish", seed=seed, temperature=0.3) for seed in range(40)]
futures = [generator.submit(request) for request in requests]
first = futures[0].result()  # the thread draws on
child = os.fork()
if child == 0:
    assert all(future.done() for future in futures)
    assert generator.submit(requests[0]).result() == generator.sprite(requests[0]) == first
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
generator.close()
sys.exit(code)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_generator_draws_on_in_a_forked_process() -> None:
    command = [sys.executable, "-W", "ignore", "-c", FORKING]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
