// @ts-check
/** Who answers the page: `pixelgen studio` on this machine, or the core as WebAssembly in workers. One interface for both;
 *  `can` says what each of them does. */

import { texts } from "./texts.js";

/** What the page shows of a creature; pixels are decoded bytes.
 *  @typedef {{id: string, zone: string, category: string | null, species: string | null,
 *             traits: Record<string, string>, indices: Uint8Array, parts: Uint8Array, lit: Uint8Array | null,
 *             dna?: string, wish?: Record<string, any>, picture?: string, bred?: boolean,
 *             heredity?: Record<string, any>}} Card */
/** @typedef {{name: string, file: string, type: string}} File64 */
/** @typedef {{breed: boolean, mend: boolean, look: boolean, files: boolean, palette: boolean, picture: boolean,
 *             dna: boolean}} Abilities */

/** @param {string} text */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
export function base64Of(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** How the creature of a card is named to the engine. @param {Card} card */
export function itemOf(card) {
  if (card.picture) return { picture: card.picture, zone: card.zone, species: card.species };
  return card.dna ? { dna: card.dna } : /** @type {Record<string, any>} */ (card.wish);
}

/** @param {any} told @returns {Card} */
function cardOf(told) {
  return { ...told, indices: bytesOf(told.indices), parts: bytesOf(told.parts), lit: bytesOf(told.lit) };
}

const ALL = { breed: true, mend: true, look: true, files: true, palette: true, picture: true, dna: true };
const TOGETHER = 8; // creatures of one question: the first ones are there before the last ones are drawn

/** `pixelgen studio`: every question is an action of its server, with the token of the page's address. */
export class StudioEngine {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
    /** @type {Abilities} */
    this.can = ALL;
    /** @type {any} */
    this.world = null;
    /** @type {{name: string} | null} */
    this.pack = null;
  }

  async open() {
    const told = await this.ask("hello", {});
    this.world = told.world;
    this.pack = told.pack;
    return this;
  }

  /** @param {string} action @param {Record<string, any>} content @param {AbortSignal} [signal] */
  async ask(action, content, signal) {
    let response;
    try {
      response = await fetch(`api/${action}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Pixelgen-Token": this.token },
        body: JSON.stringify(content),
        signal,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Error(texts.lost);
    }
    const told = await response.json();
    if (!response.ok) throw new Error(told.error);
    return told;
  }

  /** Draws in order of the list; `drawn` gets each as soon as it is there, null for what cannot be.
   *  @param {Record<string, any>[]} items @param {(number: number, card: Card | null) => void} drawn
   *  @param {AbortSignal} signal */
  async draw(items, drawn, signal) {
    for (let at = 0; at < items.length; at += TOGETHER) {
      const cards = await this.ask("draw", { items: items.slice(at, at + TOGETHER) }, signal);
      if (signal.aborted) return;
      cards.forEach((/** @type {any} */ told, /** @type {number} */ number) =>
        drawn(at + number, told && cardOf(told)),
      );
    }
  }

  /** @param {string} action litter, pair, mend @param {Record<string, any>} content @returns {Promise<Card[]>} */
  async several(action, content) {
    return (await this.ask(action, content)).map(cardOf);
  }

  /** Layers, motion and genes. @param {Card} card @param {string} animation */
  async look(card, animation) {
    const told = await this.ask("look", { item: itemOf(card), animation });
    const [frames, normals] = [bytesOf(told.frames), bytesOf(told.normals)];
    return { ...told, frames, normals };
  }

  /** The creature lit from elsewhere. @param {Card} card @param {number} azimuth @param {number} elevation */
  async light(card, azimuth, elevation) {
    return bytesOf((await this.ask("light", { item: itemOf(card), azimuth, elevation })).lit);
  }

  /** @param {Card} card */
  async tree(card) {
    const told = await this.ask("tree", { item: itemOf(card) });
    return told.map((/** @type {any} */ node) => ({ ...node, card: cardOf(node.card) }));
  }

  /** @param {string} name @param {Uint8Array} bytes @returns {Promise<{rgb: number[][], colours: string[]}>} */
  palette(name, bytes) {
    return this.ask("palette", { name, file: base64Of(bytes) });
  }

  /** @param {Uint8Array} bytes @param {string} zone @param {string | null} species */
  async picture(bytes, zone, species) {
    return cardOf(await this.ask("picture", { picture: base64Of(bytes), zone, species }));
  }

  /** @param {Record<string, any>} content @returns {Promise<File64>} */
  file(content) {
    return this.ask("export", content);
  }

  async favourites() {
    const told = await this.ask("pack", {});
    const creatures = told.creatures.map((/** @type {any} */ one) => ({ ...one, card: cardOf(one.card) }));
    return { creatures, version: told.version };
  }
}

const MOST_WORKERS = 4;

/** The core in this page: as many workers as there are cores to spare, each with its own copy of core and weights. */
export class WorkerEngine {
  constructor() {
    /** @type {Abilities} */
    this.can = { breed: false, mend: false, look: false, files: false, palette: false, picture: false, dna: false };
    /** @type {any} */
    this.world = null;
    this.pack = null;
    /** @type {Worker[]} */
    this.workers = [];
    /** @type {Worker[]} */
    this.idle = [];
    /** @type {{items: any[], numbers: number[], drawn: (number: number, card: Card | null) => void,
     *          done: () => void, signal: AbortSignal}[]} */
    this.waiting = [];
  }

  async open() {
    const count = Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - (navigator.hardwareConcurrency > 2 ? 1 : 0)));
    const [world, module, weights] = await Promise.all([
      fetch("world.json").then((response) => response.json()),
      fetch("pixelgen.wasm").then((response) => response.arrayBuffer()),
      fetch("pixelgen.safetensors").then((response) => response.arrayBuffer()),
    ]);
    this.world = world;
    const compiled = await WebAssembly.compile(module);
    const ready = [];
    for (let number = 0; number < count; number++) {
      const worker = new Worker("worker.js", { type: "module" });
      this.workers.push(worker);
      ready.push(
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => {
            if (data.error) return reject(new Error(data.error));
            this.can = { ...this.can, ...data.can };
            this.free(worker);
            resolve(null);
          };
          worker.onerror = (event) => reject(new Error(event.message));
        }),
      );
      worker.postMessage({ open: { module: compiled, weights } });
    }
    await Promise.any(ready);
    return this;
  }

  /** @param {Worker} worker */
  free(worker) {
    this.idle.push(worker);
    this.next();
  }

  next() {
    while (this.idle.length && this.waiting.length) {
      const job = /** @type {any} */ (this.waiting.shift());
      if (job.signal.aborted) {
        job.done();
        continue;
      }
      const worker = /** @type {Worker} */ (this.idle.shift());
      worker.onmessage = ({ data }) => {
        if (!job.signal.aborted)
          data.drawn.forEach((/** @type {any} */ one, /** @type {number} */ at) => {
            const wish = job.items[at];
            job.drawn(job.numbers[at], one && { id: JSON.stringify(wish), ...wish, ...one, lit: null, wish });
          });
        job.done();
        this.free(worker);
      };
      worker.postMessage({ draw: job.items });
    }
  }

  /** As the studio's. @param {Record<string, any>[]} items
   *  @param {(number: number, card: Card | null) => void} drawn @param {AbortSignal} signal */
  async draw(items, drawn, signal) {
    /** @type {Promise<void>[]} */
    const jobs = [];
    const side = 2; // creatures that a worker draws side by side
    for (let at = 0; at < items.length; at += side) {
      const numbers = items.slice(at, at + side).map((_, number) => at + number);
      jobs.push(
        new Promise((done) =>
          this.waiting.push({ items: items.slice(at, at + side), numbers, drawn, done, signal }),
        ),
      );
    }
    this.next();
    await Promise.all(jobs);
  }

  /** @returns {Promise<any>} */
  async missing() {
    throw new Error(texts.needsStudio);
  }

  several = this.missing;
  look = this.missing;
  light = this.missing;
  tree = this.missing;
  palette = this.missing;
  picture = this.missing;
  file = this.missing;
  favourites = this.missing;
  ask = this.missing;
}

/** The engine of this page: the studio's where its address has a token. */
export function openEngine() {
  const token = new URLSearchParams(location.search).get("token");
  return (token ? new StudioEngine(token) : new WorkerEngine()).open();
}
