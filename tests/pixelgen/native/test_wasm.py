"""The core as a WebAssembly module, in Node: without imports, and the same creatures as natively."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pixelgen import (
    CATEGORIES,
    ZONES,
    Generator,
    Light,
    Mask,
    OwnPicture,
    SpriteRequest,
    animate,
    animations_of,
    bred,
    inpainted,
    move,
    normal_map,
    shade,
    style_of,
)
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.look import foreign_pixels
from pixelgen.native.building.webassembly import compile_module
from tests.pixelgen.look.foreign_pictures import fish, strip

RAMPS = {"family": "violet"}
STATIC = Path(__file__).resolve().parents[3] / "engine_bridges" / "studio" / "static"
PROGRAM = """
import {readFileSync} from 'node:fs';
import {Core} from './core.js';
const [module, weights] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
const imports = WebAssembly.Module.imports(new WebAssembly.Module(module));
const core = await Core.load(module, weights);
const wishes = JSON.parse(readFileSync(0));
const said = [];
for (const wish of [{zone: 'reef', category: 'moon', seed: 1}, {zone: 'reef', category: 'coral', seed: -1n}])
    try { core.draw([wish]); } catch (error) { said.push(error.message); }
const drawn = [];
for (let at = 0; at < wishes.length; at += 4) drawn.push(...core.draw(wishes.slice(at, at + 4)));
const texts = wishes.map((wish) => core.canonical(wish));
process.stdout.write(JSON.stringify({imports, texts, said, kernel: core.kernel(), digest: core.digest(),
    drawn: drawn.map((one) => ({...one, indices: [...one.indices], parts: [...one.parts]}))}));
"""

FAMILY = """
import {readFileSync} from 'node:fs';
import {Core} from './core.js';
import {Creatures} from './creatures.js';
import {Families} from './families.js';
import {lit, look} from './look.js';
const [module, weights] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
const core = await Core.load(module, weights);
const creatures = new Creatures(core);
const families = new Families(creatures);
const asked = JSON.parse(readFileSync(0));
const can = creatures.abilities();
const told = {can};
if (can.breed && can.look) {
    told.cards = creatures.draw(asked.wishes);
    const [a, b] = told.cards;
    const both = {a: {dna: a.dna}, b: {dna: b.dna}, size: 4, seed: 3};
    told.litter = [{first: 0, count: 1}, {first: 1, count: 3}].flatMap((some) => families.litter({...both, ...some}));
    told.pair = families.pair({...both, pattern: 'head', seed: 4, first: 1, count: 2});
    const hole = {mask: asked.mask, first: 0, count: 2, seed: 7, colours: ['rose']};
    told.mended = families.mend({item: {dna: told.litter[1].dna}, ...hole});
    const recoloured = ({dna}) => families.recolour({item: {dna}, ramps: asked.ramps});
    told.recoloured = [a, told.litter[1], told.mended[0]].map(recoloured);
    told.tree = families.tree({item: {dna: told.mended[0].dna}});
    told.looks = told.cards.map((card) => look(core, card, 'dart'));
    told.lights = told.cards.map((card) => lit(core, card, card.zone, {azimuth: 20, elevation: 35}));
    told.genes = creatures.genesOf({dna: told.litter[0].dna});
}
process.stdout.write(JSON.stringify(told, (_, value) => (value instanceof Uint8Array ? [...value] : value)));
"""


OWN = """
import {readFileSync} from 'node:fs';
import {Core} from './core.js';
import {Creatures} from './creatures.js';
import {Families} from './families.js';
import {pictureLit, pictureLook, taken} from './own_pictures.js';
const [module, weights] = process.argv.slice(2).map((path) => new Uint8Array(readFileSync(path)));
const core = await Core.load(module, weights);
const families = new Families(new Creatures(core));
const told = JSON.parse(readFileSync(0)).map(({rgba, frames, height, width}) => {
    const given = {rgba: Uint8Array.from(rgba), frames, height, width, durations_ms: []};
    const card = taken(core, given, {faces_left: true}, {zone: 'reef', category: 'reef_fish', species: 'tang'});
    const hole = {item: card, mask: 'head', first: 0, count: 1, seed: 7, colours: []};
    const mended = families.mend(hole);
    return {card, light: pictureLit(core, card, {azimuth: 20, elevation: 35}), look: pictureLook(core, card, 'dart'),
        mended, litter: families.litter({a: card, b: card, size: 2, seed: 3, first: 0, count: 2}),
        recoloured: families.recolour({item: card, ramps: {family: 'azure'}}),
        tree: families.tree({item: {dna: mended[0].dna}})};
});
process.stdout.write(JSON.stringify(told, (_, value) => (value instanceof Uint8Array ? [...value] : value)));
"""


def run_in_node(folder: Path, program: str, asked: object) -> Any:
    """What the program prints, with a module of the sources beside it."""
    node = shutil.which("node")
    if node is None or find_spec("ziglang") is None:
        pytest.skip("no node, or no ziglang here")
    compile_module(folder / "pixelgen.wasm")
    for name in ("core.js", "creatures.js", "families.js", "look.js", "own_pictures.js", "texts.js"):
        shutil.copy(STATIC / name, folder / name)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "run.js").write_text(program, encoding="utf-8")
    command = [node, str(folder / "run.js"), str(folder / "pixelgen.wasm"), str(SHIPPED_WEIGHTS)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def wishes(count: int) -> list[dict[str, Any]]:
    """Of all zones and categories, some with traits, some with locked ramps, some with large seeds."""
    found: list[dict[str, Any]] = []
    for number in range(count):
        one = {"zone": ZONES[number % len(ZONES)], "category": CATEGORIES[number % len(CATEGORIES)], "seed": number}
        one |= {"traits": {"family": "azure"}} if number % 3 == 0 else {}
        one |= {"colours": ["violet", "gold"]} if number % 7 == 0 else {}
        found.append(one)
    return found


@pytest.mark.slow
def test_fifty_creatures_of_the_module_are_those_of_python(tmp_path: Path) -> None:
    asked = [*wishes(49), {"zone": "reef", "category": "coral", "seed": 2**62 // 2**20 * 1024 % 2**53}]
    found = run_in_node(tmp_path, PROGRAM, asked)
    assert found["imports"] == []
    assert found["kernel"] == "wasm"
    assert "moon" in found["said"][0]
    assert "seed" in found["said"][1]
    requests = [SpriteRequest(**one) for one in asked]
    assert found["texts"] == [request.canonical() for request in requests]
    with Generator() as generator:
        assert found["digest"] == generator.weights_digest
        for request, sprite, drawn in zip(requests, generator.sprites(requests), found["drawn"], strict=True):
            assert drawn["indices"] == sprite.indices.ravel().tolist()
            assert drawn["parts"] == sprite.parts.ravel().tolist()
            assert drawn["species"] == generator.species_of(request)


@pytest.mark.slow
def test_what_the_module_does_beside_drawing_is_that_of_python(tmp_path: Path) -> None:
    hole = np.zeros((32, 32), dtype=np.bool_)
    hole[10:20, 8:22] = True
    asked = wishes(12)
    told = run_in_node(tmp_path, FAMILY, {"wishes": asked, "mask": Mask.of_pixels(hole).pixels, "ramps": RAMPS})
    if not told["can"]["breed"]:
        pytest.skip("the core of this checkout draws and does nothing else")
    with Generator() as generator:

        def compare(cards: list[dict[str, Any]], requests: Sequence[SpriteRequest]) -> None:
            for request, sprite, card in zip(requests, generator.sprites(requests), cards, strict=True):
                assert card["dna"] == generator.dna(request)
                assert card["indices"] == sprite.indices.ravel().tolist()
                assert card["species"] == generator.species_of(request)
                assert card["zone"] == request.zone
                light = shade(sprite.indices, style_of(request.zone), sprite.parts)
                assert card["lit"] == light.ravel().tolist()

        requests = [SpriteRequest(**one) for one in asked]
        compare(told["cards"], requests)
        litter = generator.litter(*requests[:2], size=4, seed=3)
        compare(told["litter"], litter)
        compare(told["pair"], [bred(*requests[:2], seed=seed, mask=Mask("head")) for seed in (5, 6)])
        mended = [inpainted(litter[1], hole, seed=seed, colours=("rose",)) for seed in (7, 8)]
        compare(told["mended"], mended)
        again = [generator.recoloured(one, family=RAMPS["family"]) for one in (requests[0], litter[1], mended[0])]
        compare(told["recoloured"], again)
        family = [mended[0], litter[1], *requests[:2]]
        assert [node["card"]["dna"] for node in told["tree"]] == [generator.dna(one) for one in family]
        for request, look, light in zip(requests, told["looks"], told["lights"], strict=True):
            sprite = generator.sprite(request)
            species = generator.species_of(request)
            names = animations_of(request.category, species)
            assert look["animations"] == list(names)
            motion = "dart" if "dart" in names else "idle"
            moved = animate(
                sprite.indices,
                request.category,
                species=species,
                parts=sprite.parts,
                animation=motion,
                frames=8,
                margin=2,
            )
            lit = shade(sprite.indices, style_of(request.zone), sprite.parts)
            assert look["frames"] == move(lit, moved).ravel().tolist()
            assert look["durations_ms"] == moved.durations_ms.tolist()
            assert look["normals"] == normal_map(sprite.indices, sprite.parts).ravel().tolist()
            style = replace(style_of(request.zone), light=Light(20, 35))
            assert light == shade(sprite.indices, style, sprite.parts).ravel().tolist()
        loci = generator.genome(litter[0]).loci
        assert [gene["shown"] for gene in told["genes"]] == [locus.shown for locus in loci]


@pytest.mark.slow
def test_pictures_of_ones_own_are_taken_in_and_bred_as_by_python(tmp_path: Path) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (60, 90, 4), dtype=np.uint8)
    drawn = [one[None] for one in (fish(68, 46), strip(5), fish(20, 16).repeat(4, 0).repeat(4, 1), noise)]
    asked = [
        {"rgba": one.ravel().tolist(), "frames": len(one), "height": one.shape[1], "width": one.shape[2]}
        for one in drawn
    ]
    style = replace(style_of("reef"), light=Light(20, 35))
    with Generator() as generator:
        for given, told in zip(drawn, run_in_node(tmp_path, OWN, asked), strict=True):
            found = foreign_pixels.taken(given, None, None, faces_left=True)
            picture = OwnPicture(found.frames, (120,) * len(found.frames))
            own = told["card"]["picture"]
            assert own["colours"] == picture.colours.tolist()
            assert own["rows"] == picture.own_indices.ravel().tolist()
            parts = picture.all_parts(lambda sprite: generator.labelled(sprite, "tang"))
            assert parts is not None
            assert own["parts"] == parts[0].ravel().tolist()
            assert own["lit"] == picture.lit(style_of("reef"), parts).ravel().tolist()
            assert told["light"] == picture.lit(style, parts)[0].ravel().tolist()
            sprite = generator.labelled(picture.sprite(), "tang")
            assert told["card"]["indices"] == sprite.indices.ravel().tolist()
            assert told["card"]["parts"] == sprite.parts.ravel().tolist()
            mended = inpainted(sprite, Mask("head"), seed=7, zone="reef", category="reef_fish", species="tang")
            litter = generator.litter(sprite, sprite, size=2, seed=3, zone="reef", species="tang")
            again = generator.recoloured(sprite, family="azure", zone="reef", species="tang")
            cards = [*told["mended"], *told["litter"], told["recoloured"]]
            for card, request in zip(cards, [mended, *litter, again], strict=True):
                assert card["dna"] == generator.dna(request)
                assert card["indices"] == generator.sprite(request).indices.ravel().tolist()
            assert [len(node["parents"]) for node in told["tree"]] == [1, 0]
            assert told["tree"][1]["card"]["indices"] == told["card"]["indices"]
            assert told["look"]["animation"] == "dart"
