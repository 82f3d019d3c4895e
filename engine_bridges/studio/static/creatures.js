// @ts-check
/** DNAs and wishes -> cards of creatures by the core alone, with what they are and pass on. What `pixelgen studio` answers
 *  as actions, for a core that has DNA and genomes (interface 10). Knows no page and no worker. */

import { lit } from "./look.js";
import { spriteCard, spriteName } from "./own_pictures.js";
import { texts } from "./texts.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {(bytes: number) => number} Alloc */
/** picture: in its own colours; indices: fitted into 32 by 32.
 *  @typedef {{picture: any, indices: Uint8Array, zone: string, category: string | null, species: string | null}} PictureItem */
/** @typedef {{dna: string} | import("./core.js").Wish | PictureItem} Item */
/** Who is drawn, or a picture. at: where its pixelgen_parent lies; request: 0 for a picture, which lives where `home` says.
 *  @typedef {{at: number, request: number, home: PictureItem | null}} Body */
/** @typedef {{indices: Uint8Array, parts: Uint8Array}} Sprite */

const LONGEST_DNA = 1_000_001;
const [GENOME, PARENT, PIXELS] = [204, 12, 1024]; // bytes of the structures
/** Where a request's fields lie. */
export const AT = { zone: 4, category: 8, species: 12, colours: 16, traits: 24, parents: 72, mask: 80, heredity: 84 };

export class Creatures {
  /** @param {Core} core */
  constructor(core) {
    this.core = core;
  }

  /** What this core does beside drawing. */
  abilities() {
    const palette = this.core.has("fit_palette");
    const dna = this.core.has("dna_read", "dna_write", "genome_of", "species_of", "shade");
    const breed = dna && this.core.has("litter_make", "litter_request");
    const look = dna && this.core.has("normals", "animate", "animations");
    const picture = look && this.core.has("take_picture", "own_colours_of", "shade_own", "name_parts", "fit_picture");
    return { palette, dna, breed, mend: breed, look, picture };
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

  /** Items as parents for as long as `work` takes. @template T @param {Item[]} items
   *  @param {(bodies: Body[], alloc: Alloc) => T} work */
  opened(items, work) {
    const { core } = this;
    /** @type {number[]} */
    const read = [];
    try {
      return core.within((alloc) => {
        const requestOf = (/** @type {{dna: string} | import("./core.js").Wish} */ item) => {
          if (!("dna" in item)) return core.request(item, alloc);
          const [text, place] = [core.put(item.dna, alloc), alloc(4)];
          core.call("dna_read", text, item.dna.length, place);
          const dna = this.pointer(place);
          read.push(dna);
          const { pixelgen_dna_weights, pixelgen_dna_engine, pixelgen_dna_request } = core.functions;
          const ours = core.digest().startsWith(core.text(pixelgen_dna_weights(dna)));
          if (!ours || pixelgen_dna_engine(dna) !== core.functions.pixelgen_engine_version())
            throw new Error(texts.otherWeights);
          return pixelgen_dna_request(dna);
        };
        const bodies = items.map((item) => {
          if (!("picture" in item)) return this.body(requestOf(item), alloc);
          const [at, pixels] = [alloc(PARENT), alloc(item.indices.length)];
          core.bytes().set(item.indices, pixels);
          [0, pixels, 0].forEach((value, field) => core.view().setUint32(at + 4 * field, value, true));
          return { at, request: 0, home: item };
        });
        return work(bodies, alloc);
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

  /** @param {Body} body @returns {{trait: string, shown: string, hidden: string}[]} */
  genome({ at: parent, home }) {
    const { core } = this;
    return core.within((alloc) => {
      const genome = alloc(GENOME);
      core.call("genome_of", core.weights, parent, core.put(home?.zone, alloc), core.put(home?.species, alloc), genome);
      return Array.from({ length: this.pointer(genome + 200) }, (_, number) => {
        const [trait, shown, hidden] = [0, 4, 8].map((at) => this.textAt(genome + 8 + 12 * number + at) ?? "");
        return { trait, shown, hidden };
      });
    });
  }

  /** The request whose genome a creature has: of one of which a part was drawn anew, its first parent's; 0 for a picture's.
   *  @param {number} request */
  origin(request) {
    let found = request;
    while (found && this.pointer(found + AT.mask)) found = this.pointer(this.pointer(found + AT.parents));
    return found;
  }

  /** The pose that it is drawn in; none of a picture. @param {Body} body */
  pose({ request }) {
    const origin = this.origin(request);
    return origin ? this.core.within((alloc) => this.core.individual(origin, alloc)).traits.pose : undefined;
  }

  /** Alleles, and who gave them; of one of which a part was drawn anew, its parent's. @param {number} request @returns {Record<string, string>[]} */
  genes(request) {
    if (!this.origin(request)) return []; // part of a picture: nobody knows its genes
    const heredity = this.pointer(request + AT.heredity);
    const givers = new Map(heredity ? this.pairs(heredity + 8) : []);
    /** @type {{trait: string, shown: string, hidden: string}[]} */
    const found = this.core.within((alloc) => this.genome(this.body(request, alloc)));
    return found.map((gene) => {
      const [shown_from, hidden_from] = givers.get(gene.trait)?.split("/") ?? [];
      return shown_from ? { ...gene, shown_from, hidden_from } : gene;
    });
  }

  /** A request as a parent. @param {number} request @param {Alloc} alloc @returns {Body} */
  body(request, alloc) {
    const at = alloc(PARENT);
    [request, 0, 0].forEach((value, field) => this.core.view().setUint32(at + 4 * field, value, true));
    return { at, request, home: null };
  }

  /** Structures of parents side by side. @param {Body[]} bodies @param {Alloc} alloc */
  parents(bodies, alloc) {
    const place = alloc(PARENT * bodies.length);
    bodies.forEach(({ at }, number) => this.core.bytes().copyWithin(place + PARENT * number, at, at + PARENT));
    return place;
  }

  /** Its name, and what is above it: the places of parents that are known by more than a name. @param {number} parent */
  ancestor(parent) {
    const [request, picture] = [this.pointer(parent), this.pointer(parent + 4)];
    if (request) return { name: this.dna(request), request, indices: null };
    if (!picture) return null;
    const indices = this.core.bytes().slice(picture, picture + PIXELS);
    return { name: spriteName(indices), request: 0, indices };
  }

  /** A picture of 32 by 32 palette indices as a card. @param {Uint8Array} indices @param {string} zone */
  pictureCard(indices, zone) {
    return spriteCard(this.core, indices, { zone, category: null, species: null });
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
    return this.opened(items, (bodies) => this.cards(bodies.map(({ request }) => request)));
  }

  /** @param {Item} item */
  genesOf(item) {
    return this.opened([item], ([{ request }]) => (request ? this.genes(request) : []));
  }
}
