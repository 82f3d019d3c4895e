// @ts-check
/** DNAs and wishes -> cards of creatures, their children and answers for holes, by the core alone. What `pixelgen studio`
 *  answers as actions, for a core that has DNA, genomes and litters (interface 10). Knows no page and no worker. */

import { lit } from "./look.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {(bytes: number) => number} Alloc */
/** @typedef {{dna: string} | import("./core.js").Wish} Item */
/** @typedef {{indices: Uint8Array, parts: Uint8Array}} Sprite */

const LONGEST_DNA = 1_000_001;
const MOST_ANCESTORS = 64;
const [GENOME, CROSSING, PARENT, MASK] = [204, 40, 12, 24]; // bytes of the structures
const AT = { zone: 4, category: 8, species: 12, colours: 16, traits: 24, parents: 72, mask: 80, heredity: 84 };
const SHARE = 0.4; // of a mask

export class Creatures {
  /** @param {Core} core */
  constructor(core) {
    this.core = core;
  }

  /** What this core does beside drawing. */
  abilities() {
    const dna = this.core.has("dna_read", "dna_write", "genome_of", "species_of", "shade");
    const breed = dna && this.core.has("litter_make", "litter_request");
    return { dna, breed, mend: breed, look: dna && this.core.has("normals", "animate", "animations") };
  }

  /** @param {number} at */
  pointer(at) {
    return this.core.view().getUint32(at, true);
  }

  /** @param {number} at where a pointer to a text lies */
  textAt(at) {
    const place = this.pointer(at);
    return place ? this.core.text(place) : null;
  }

  /** Requests of items for as long as `work` takes. @template T @param {Item[]} items
   *  @param {(requests: number[], alloc: Alloc) => T} work */
  opened(items, work) {
    const { core } = this;
    /** @type {number[]} */
    const read = [];
    try {
      return core.within((alloc) => {
        const requests = items.map((item) => {
          if (!("dna" in item)) return core.request(item, alloc);
          const [text, place] = [core.put(item.dna, alloc), alloc(4)];
          core.call("dna_read", text, item.dna.length, place);
          const dna = this.pointer(place);
          read.push(dna);
          const { pixelgen_dna_weights, pixelgen_dna_engine, pixelgen_dna_request } = core.functions;
          const ours = core.digest().startsWith(core.text(pixelgen_dna_weights(dna)));
          if (!ours || pixelgen_dna_engine(dna) !== core.functions.pixelgen_engine_version())
            throw new Error("other weights or another engine drew this DNA");
          return pixelgen_dna_request(dna);
        });
        return work(requests, alloc);
      });
    } finally {
      for (const dna of read) core.functions.pixelgen_dna_free(dna);
    }
  }

  /** @param {number} request */
  dna(request) {
    const { core } = this;
    return core.within((alloc) => {
      const place = alloc(LONGEST_DNA);
      core.call("dna_write", core.weights, request, 0, place, LONGEST_DNA);
      return core.text(place);
    });
  }

  /** @param {number} request */
  species(request) {
    const { core } = this;
    return core.within((alloc) => {
      const place = alloc(4);
      core.call("species_of", core.weights, request, place);
      return this.textAt(place);
    });
  }

  /** Who gave each trait, which parts are the first parent's; nothing for one without parents. @param {number} request
   *  @returns {Record<string, any>} */
  heredity(request) {
    const mask = this.pointer(request + AT.mask);
    if (mask) return { anew: this.textAt(mask) };
    const at = this.pointer(request + AT.heredity);
    if (!at) return {};
    const kept = Array.from({ length: this.pointer(at + 28) }, (_, number) => this.textAt(this.pointer(at + 24) + 4 * number));
    /** @type {Record<string, string>} */
    const givers = {};
    for (const [trait, pair] of this.pairs(at + 8)) givers[trait] = pair.split("/")[0];
    return { zone_from: this.textAt(at + 16), species_from: this.textAt(at + 20), kept, givers };
  }

  /** @param {number} at where a pointer to pairs of texts lies, their number after it @returns {[string, string][]} */
  pairs(at) {
    const list = this.pointer(at);
    return Array.from({ length: this.pointer(at + 4) }, (_, number) => [
      this.textAt(list + 8 * number) ?? "",
      this.textAt(list + 8 * number + 4) ?? "",
    ]);
  }

  /** Alleles, and who gave them; of one of which a part was drawn anew, its parent's. @param {number} request @returns {Record<string, string>[]} */
  genes(request) {
    const { core } = this;
    const heredity = this.pointer(request + AT.heredity);
    const givers = new Map(heredity ? this.pairs(heredity + 8) : []);
    return core.within((alloc) => {
      const [parent, genome] = [this.parent([request], alloc), alloc(GENOME)];
      core.call("genome_of", core.weights, parent, 0, 0, genome);
      return Array.from({ length: this.pointer(genome + 200) }, (_, number) => {
        const [trait, shown, hidden] = [0, 4, 8].map((at) => this.textAt(genome + 8 + 12 * number + at) ?? "");
        const [shown_from, hidden_from] = givers.get(trait)?.split("/") ?? [];
        const from = /** @type {Record<string, string>} */ (shown_from ? { shown_from, hidden_from } : {});
        return { trait, shown, hidden, ...from };
      });
    });
  }

  /** Structures of parents side by side. @param {number[]} requests @param {Alloc} alloc */
  parent(requests, alloc) {
    const place = alloc(PARENT * requests.length);
    this.core.bytes().fill(0, place, place + PARENT * requests.length);
    requests.forEach((request, number) => this.core.view().setUint32(place + PARENT * number, request, true));
    return place;
  }

  /** What the page shows of requests. @param {number[]} requests */
  cards(requests) {
    return this.core.sprites(requests).map((sprite, number) => this.card(requests[number], sprite));
  }

  /** @param {number} request @param {Sprite} sprite */
  card(request, sprite) {
    const [zone, category] = [this.textAt(request + AT.zone), this.textAt(request + AT.category)];
    const dna = this.dna(request);
    /** @type {Record<string, string>} */
    const traits = Object.fromEntries(this.pairs(request + AT.traits));
    for (const { trait, shown } of this.genes(request)) traits[trait] = shown;
    return {
      id: dna,
      dna,
      zone,
      category,
      species: this.species(request),
      traits,
      ...sprite,
      lit: lit(this.core, sprite, /** @type {string} */ (zone)),
      bred: this.pointer(request + AT.parents) !== 0,
      heredity: this.heredity(request),
    };
  }

  /** Cards of items, null for what cannot be drawn. @param {Item[]} items */
  draw(items) {
    return this.opened(items, (requests) => this.cards(requests));
  }

  /** @param {{a: Item, b: Item, size: number, seed: number}} content */
  litter({ a, b, size, seed }) {
    const { core } = this;
    return this.opened([a, b], (parents, alloc) => {
      const [how, place] = [alloc(CROSSING), alloc(4)];
      const [one, other] = parents.map((request) => this.parent([request], alloc));
      core.check(core.functions.pixelgen_crossing_init(how, CROSSING));
      core.view().setInt32(how + 4, size, true);
      core.view().setBigUint64(how + 8, BigInt(seed), true);
      core.call("litter_make", core.weights, one, other, how, place);
      const litter = this.pointer(place);
      try {
        const children = Array.from({ length: size }, (_, at) => core.functions.pixelgen_litter_request(litter, at));
        return this.cards(children);
      } finally {
        core.functions.pixelgen_litter_free(litter);
      }
    });
  }

  /** Requests that keep most of the first parent, for as many seeds. @param {number[]} parents @param {number} count
   *  @param {number} seed @param {string} pattern @param {Alloc} alloc @param {{colours?: string[], pixels?: number}} [more] */
  redrawn(parents, count, seed, pattern, alloc, { colours = [], pixels = 0 } = {}) {
    const { core } = this;
    const [list, mask] = [this.parent(parents, alloc), alloc(MASK)];
    core.view().setUint32(mask, core.put(pattern, alloc), true);
    core.view().setFloat64(mask + 8, SHARE, true);
    core.view().setUint32(mask + 16, pixels, true);
    return Array.from({ length: count }, (_, number) => {
      const request = core.request({ zone: "", category: "", colours, seed: seed + number }, alloc);
      for (const field of [AT.zone, AT.category, AT.species])
        core.view().setUint32(request + field, this.pointer(parents[0] + field), true);
      core.view().setUint32(request + AT.parents, list, true);
      core.view().setInt32(request + AT.parents + 4, parents.length, true);
      core.view().setUint32(request + AT.mask, mask, true);
      return request;
    });
  }

  /** @param {{a: Item, b: Item, pattern: string, size: number, seed: number}} content */
  pair({ a, b, pattern, size, seed }) {
    return this.opened([a, b], (parents, alloc) => this.cards(this.redrawn(parents, size, seed, pattern, alloc)));
  }

  /** @param {{item: Item, mask: string, count: number, seed: number, colours: string[]}} content
   *  mask: 256 hexadecimal digits, or the name of parts */
  mend({ item, mask, count, seed, colours }) {
    return this.opened([item], (parents, alloc) => {
      let [pattern, pixels] = [mask, 0];
      if (mask.length === 256) {
        pattern = "drawn";
        pixels = alloc(1024);
        const bits = [...mask].flatMap((digit) => [8, 4, 2, 1].map((bit) => Number((parseInt(digit, 16) & bit) > 0)));
        this.core.bytes().set(bits, pixels);
      }
      return this.cards(this.redrawn(parents, count, seed, pattern, alloc, { colours, pixels }));
    });
  }

  /** The creature and its ancestors, itself first. @param {{item: Item}} content */
  tree({ item }) {
    return this.opened([item], (requests) => {
      const found = [requests[0]];
      const names = new Map([[this.dna(requests[0]), requests[0]]]);
      /** @type {string[][]} */
      const parents = [];
      for (let at = 0; at < found.length; at++) {
        const list = this.pointer(found[at] + AT.parents);
        const above = Array.from({ length: list ? this.pointer(found[at] + AT.parents + 4) : 0 }, (_, number) =>
          this.pointer(list + PARENT * number),
        ).filter((request) => request !== 0);
        parents.push(above.map((request) => this.dna(request)));
        above.forEach((request, number) => {
          const name = parents[at][number];
          if (names.has(name) || found.length >= MOST_ANCESTORS) return;
          names.set(name, request);
          found.push(request);
        });
      }
      return this.cards(found).map((card, at) => ({ card, parents: parents[at], heredity: card.heredity }));
    });
  }

  /** @param {Item} item */
  genesOf(item) {
    return this.opened([item], ([request]) => this.genes(request));
  }
}
