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
 *             dna: boolean, link: boolean}} Abilities */

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

// No link: its address is of this machine alone, and has the token.
const ALL = { breed: true, mend: true, look: true, files: true, palette: true, picture: true, dna: true, link: false };
const DRAWS_ALONE = { breed: false, mend: false, look: false, files: false, palette: false, picture: false, dna: false, link: true };
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
const SIDE_BY_SIDE = 2; // creatures that a worker draws at once

/** The core in this page: workers, each with its own copy of core and weights; two where there are two cores, and one core
 *  is left to the page where there are more. */
export class WorkerEngine {
  constructor() {
    /** @type {Abilities} */
    this.can = DRAWS_ALONE;
    /** @type {any} */
    this.world = null;
    /** @type {{name: string} | null} */
    this.pack = null;
    /** @type {Worker[]} */
    this.idle = [];
    /** @type {{action: string, content: any, done: (told: any) => void, failed: (error: Error) => void,
     *          signal?: AbortSignal}[]} */
    this.waiting = [];
  }

  async open() {
    const cores = navigator.hardwareConcurrency || 2;
    const count = Math.max(1, Math.min(MOST_WORKERS, cores > 2 ? cores - 1 : cores));
    const [world, module, weights] = await Promise.all([
      fetch("world.json").then((response) => response.json()),
      fetch("pixelgen.wasm").then((response) => response.arrayBuffer()),
      fetch("pixelgen.safetensors").then((response) => response.arrayBuffer()),
    ]);
    this.world = world;
    const compiled = await WebAssembly.compile(module);
    const opened = Array.from({ length: count }, () => this.begin({ module: compiled, weights }));
    for (const worker of opened) worker.then((ready) => this.free(ready)).catch(() => {});
    await Promise.any(opened);
    return this;
  }

  /** @param {{module: WebAssembly.Module, weights: ArrayBuffer}} open @returns {Promise<Worker>} */
  begin(open) {
    const worker = new Worker("worker.js", { type: "module" });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.error) return reject(new Error(data.error));
        this.can = { ...this.can, ...data.can };
        resolve(worker);
      };
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ open });
    });
  }

  /** @param {Worker} worker */
  free(worker) {
    this.idle.push(worker);
    this.next();
  }

  next() {
    while (this.idle.length && this.waiting.length) {
      const job = /** @type {any} */ (this.waiting.shift());
      if (job.signal?.aborted) {
        job.done(null);
        continue;
      }
      const worker = /** @type {Worker} */ (this.idle.shift());
      worker.onmessage = ({ data }) => {
        if (data.error) job.failed(new Error(data.error));
        else job.done(data.told);
        this.free(worker);
      };
      worker.postMessage({ action: job.action, content: job.content });
    }
  }

  /** What a worker answers. Looks come before walls that are still to be drawn.
   *  @param {string} action @param {any} content @param {AbortSignal} [signal] @returns {Promise<any>} */
  ask(action, content, signal) {
    return new Promise((done, failed) => {
      const job = { action, content, done, failed, signal };
      if (signal) this.waiting.push(job);
      else this.waiting.unshift(job);
      this.next();
    });
  }

  /** As the studio's. @param {Record<string, any>[]} items
   *  @param {(number: number, card: Card | null) => void} drawn @param {AbortSignal} signal */
  async draw(items, drawn, signal) {
    const jobs = [];
    for (let first = 0; first < items.length; first += SIDE_BY_SIDE) {
      const some = this.ask("draw", { items: items.slice(first, first + SIDE_BY_SIDE) }, signal);
      jobs.push(
        some.then((cards) => {
          if (!signal.aborted) cards?.forEach((/** @type {any} */ card, /** @type {number} */ at) => drawn(first + at, card));
        }),
      );
    }
    await Promise.all(jobs);
  }

  /** @param {string} action litter, pair, mend @param {Record<string, any>} content @returns {Promise<Card[]>} */
  several(action, content) {
    return this.ask(action, content);
  }

  /** @param {Card} card @param {string} animation */
  look(card, animation) {
    return this.ask("look", { card, item: itemOf(card), animation });
  }

  /** @param {Card} card @param {number} azimuth @param {number} elevation */
  light(card, azimuth, elevation) {
    return this.ask("light", { card, azimuth, elevation });
  }

  /** @param {Card} card */
  tree(card) {
    return this.ask("tree", { item: itemOf(card) });
  }

  /** @returns {Promise<any>} */
  async missing() {
    throw new Error(texts.needsStudio);
  }

  palette = this.missing;
  picture = this.missing;
  file = this.missing;
  favourites = this.missing;
}

/** The engine of this page: the studio's where its address has a token. */
export function openEngine() {
  const token = new URLSearchParams(location.search).get("token");
  return (token ? new StudioEngine(token) : new WorkerEngine()).open();
}
