// @ts-check
/** Creatures -> their children, answers for holes, recoloured ones and ancestors, by the core alone. Knows no page and no
 *  worker. */

import { AT } from "./creatures.js";
import { texts } from "./texts.js";

/** @typedef {import("./creatures.js").Item} Item */
/** @typedef {import("./creatures.js").Alloc} Alloc */
/** @typedef {import("./creatures.js").Body} Body */

const MOST_ANCESTORS = 64;
const [CROSSING, PARENT, MASK, HEREDITY] = [40, 12, 24, 40]; // bytes of the structures
const SHARE = 0.4; // of a mask
const RECOLOURED = ["family", "accent"];

export class Families {
  /** @param {import("./creatures.js").Creatures} of */
  constructor(of) {
    this.of = of;
  }

  /** So many children of a litter from one of them on. @param {{a: Item, b: Item, size: number, seed: number,
   *  first: number, count: number}} content */
  litter({ a, b, size, seed, first, count }) {
    const { core } = this.of;
    return this.of.opened([a, b], (parents, alloc) => {
      const [how, place] = [alloc(CROSSING), alloc(4)];
      const [one, other] = parents.map(({ at }) => at);
      const home = parents.find((parent) => parent.home)?.home;
      core.check(core.functions.pixelgen_crossing_init(how, CROSSING));
      core.view().setInt32(how + 4, size, true);
      core.view().setBigUint64(how + 8, BigInt(seed), true);
      if (home) {
        core.view().setUint32(how + 32, core.put(home.zone, alloc), true);
        core.view().setUint32(how + 36, core.put(home.species, alloc), true);
      }
      core.call("litter_make", core.weights, one, other, how, place);
      const litter = this.of.pointer(place);
      try {
        const children = Array.from({ length: count }, (_, at) => core.functions.pixelgen_litter_request(litter, first + at));
        return this.of.cards(children);
      } finally {
        core.functions.pixelgen_litter_free(litter);
      }
    });
  }

  /** A request with the home of a creature, and parents. @param {Body} home @param {Body[]} parents @param {number} seed
   *  @param {Alloc} alloc @param {{colours?: string[], traits?: Record<string, string>}} [more] */
  child(home, parents, seed, alloc, more) {
    const { core } = this.of;
    if (home.home && !home.home.species) throw new Error(texts.pictureSpecies);
    const { zone, category, species } = home.home ?? { zone: "", category: "", species: null };
    const request = core.request({ zone, category: category ?? "", species, seed, ...more }, alloc);
    for (const field of home.home ? [] : [AT.zone, AT.category, AT.species])
      core.view().setUint32(request + field, this.of.pointer(home.request + field), true);
    core.view().setUint32(request + AT.parents, this.of.parents(parents, alloc), true);
    core.view().setInt32(request + AT.parents + 4, parents.length, true);
    return request;
  }

  /** Requests that keep most of the first parent, for as many seeds. @param {Body[]} parents @param {number} count
   *  @param {number} seed @param {string} pattern @param {Alloc} alloc @param {{colours?: string[], pixels?: number}} [more] */
  redrawn(parents, count, seed, pattern, alloc, { colours = [], pixels = 0 } = {}) {
    const { core } = this.of;
    const mask = alloc(MASK);
    core.view().setUint32(mask, core.put(pattern, alloc), true);
    core.view().setFloat64(mask + 8, SHARE, true);
    core.view().setUint32(mask + 16, pixels, true);
    return Array.from({ length: count }, (_, number) => {
      const request = this.child(parents[0], parents, seed + number, alloc, { colours });
      core.view().setUint32(request + AT.mask, mask, true);
      return request;
    });
  }

  /** @param {{a: Item, b: Item, pattern: string, seed: number, first: number, count: number}} content */
  pair({ a, b, pattern, seed, first, count }) {
    return this.of.opened([a, b], (parents, alloc) =>
      this.of.cards(this.redrawn(parents, count, seed + first, pattern, alloc)),
    );
  }

  /** @param {{item: Item, mask: string, seed: number, colours: string[], first: number, count: number}} content
   *  mask: 256 hexadecimal digits, or the name of parts */
  mend({ item, mask, seed, colours, first, count }) {
    return this.of.opened([item], (parents, alloc) => {
      let [pattern, pixels] = [mask, 0];
      if (mask.length === 256) {
        pattern = "drawn";
        pixels = alloc(1024);
        const bits = [...mask].flatMap((digit) => [8, 4, 2, 1].map((bit) => Number((parseInt(digit, 16) & bit) > 0)));
        this.of.core.bytes().set(bits, pixels);
      }
      return this.of.cards(this.redrawn(parents, count, seed + first, pattern, alloc, { colours, pixels }));
    });
  }

  /** A child of the creature alone that keeps all of it but its ramps, which it passes on: as `Generator.recoloured`.
   *  @param {{item: Item, ramps: Record<string, string>}} content ramps of family and accent */
  recolour({ item, ramps }) {
    const { core } = this.of;
    return this.of.opened([item], ([parent], alloc) => {
      const genome = this.of.genome(parent);
      const shows = Object.fromEntries(genome.map(({ trait, shown }) => [trait, ramps[trait] ?? shown]));
      const hidden = genome.filter((gene) => !ramps[gene.trait] && gene.hidden !== gene.shown).map((gene) => [gene.trait, gene.hidden]);
      const givers = genome.map(({ trait }) => [trait, ramps[trait] ? "new/new" : "A/A"]);
      const worn = genome.filter(({ trait }) => RECOLOURED.includes(trait)).map(({ trait, shown }) => [trait, shown]);
      const pose = this.of.pose(parent);
      const origin = this.of.origin(parent.request);
      const home = origin ? this.of.body(origin, alloc) : parent;
      const child = this.child(home, [parent, parent], 0, alloc, { traits: pose ? { ...shows, pose } : shows });
      const [species, heredity] = [parent.home ? parent.home.species : this.of.species(parent.request), alloc(HEREDITY)];
      core.view().setUint32(child + AT.species, core.put(species, alloc), true);
      const lists = [hidden, givers, worn].map((pairs) => this.list(pairs.flat(), alloc));
      const parts = [];
      for (let kind = 1, at; (at = core.functions.pixelgen_part_name(kind)); kind++) parts.push(core.text(at));
      const first = core.put("A", alloc);
      [lists[0], hidden.length, lists[1], givers.length, first, first, this.list(parts, alloc), parts.length, lists[2], worn.length].forEach(
        (value, at) => core.view().setUint32(heredity + 4 * at, value, true),
      );
      core.view().setUint32(child + AT.heredity, heredity, true);
      return this.of.cards([child])[0];
    });
  }

  /** Pointers to texts side by side. @param {string[]} texts @param {Alloc} alloc */
  list(texts, alloc) {
    const { core } = this.of;
    const [place, pointers] = [alloc(4 * texts.length + 4), texts.map((text) => core.put(text, alloc))];
    pointers.forEach((pointer, at) => core.view().setUint32(place + 4 * at, pointer, true));
    return place;
  }

  /** The creature and its ancestors, itself first. @param {{item: Item}} content */
  tree({ item }) {
    return this.of.opened([item], ([body]) => {
      const zone = body.home?.zone ?? this.of.textAt(body.request + AT.zone) ?? "";
      const first = /** @type {{name: string, request: number, indices: Uint8Array | null}} */ (this.of.ancestor(body.at));
      const [found, known] = [[first], new Set([first.name])];
      /** @type {string[][]} */
      const parents = [];
      for (let at = 0; at < found.length; at++) {
        const { request } = found[at];
        const list = request ? this.of.pointer(request + AT.parents) : 0;
        const above = Array.from({ length: list ? this.of.pointer(request + AT.parents + 4) : 0 }, (_, number) =>
          this.of.ancestor(list + PARENT * number),
        ).filter((one) => one !== null);
        parents.push(above.map(({ name }) => name));
        for (const one of above) {
          if (known.has(one.name) || found.length >= MOST_ANCESTORS) continue;
          known.add(one.name);
          found.push(one);
        }
      }
      const drawn = this.of.cards(found.filter(({ request }) => request).map(({ request }) => request));
      return found.map(({ indices }, at) => {
        const card = indices ? this.of.pictureCard(indices, zone) : /** @type {any} */ (drawn.shift());
        return { card, parents: parents[at], heredity: card.heredity ?? {} };
      });
    });
  }
}
