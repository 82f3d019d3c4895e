// @ts-check
/** The engine of the public page: workers, each with its own copy of core and weights; two where there are two cores, and
 *  one core is left to the page where there are more. */

import { itemOf } from "./cards.js";
import { texts } from "./texts.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./engine.js").Drawn} Drawn */

const CAN = { breed: false, mend: false, look: false, files: true, palette: false, picture: false, dna: false, link: true };
const MOST_WORKERS = 4;
// Creatures that a worker draws at once: more of them take less time each, but the first ones are to be there at once.
const BATCHES = [1, 1, 2, 2, 3, 3, 4];

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(name);
  if (!response.ok) throw new Error(texts.noFile(name));
  return response;
}

/** The core's module, compiled while it comes where the host says what it is. */
async function compiled() {
  const response = await fetched("pixelgen.wasm");
  const streams = response.headers.get("Content-Type") === "application/wasm";
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Runs of a list: [first, how many]; no longer than what is fair, so that the last ones end together.
 *  @param {number} count @param {number} workers @param {number[]} batches the last number again and again
 *  @returns {[number, number][]} */
function runs(count, workers, batches) {
  /** @type {[number, number][]} */
  const found = [];
  for (let first = 0; first < count; ) {
    const size = Math.min(batches[Math.min(found.length, batches.length - 1)], Math.ceil((count - first) / workers));
    found.push([first, size]);
    first += size;
  }
  return found;
}

export class WorkerEngine {
  constructor() {
    /** @type {import("./engine.js").Abilities} */
    this.can = CAN;
    /** @type {any} */
    this.world = null;
    this.pack = null;
    this.count = 1; // of workers
    /** @type {Worker[]} */
    this.idle = [];
    /** @type {{action: string, content: any, done: (told: any) => void, failed: (error: Error) => void,
     *          signal?: AbortSignal}[]} */
    this.waiting = [];
  }

  async open() {
    const cores = navigator.hardwareConcurrency || 2;
    this.count = Math.max(1, Math.min(MOST_WORKERS, cores > 2 ? cores - 1 : cores));
    // Workers load their scripts while the core and the weights are on their way.
    const workers = Array.from({ length: this.count }, () => new Worker("worker.js", { type: "module" }));
    const [world, module, weights] = await Promise.all([
      fetched("world.json").then((response) => response.json()),
      compiled(),
      fetched("pixelgen.safetensors").then((response) => response.arrayBuffer()),
    ]);
    this.world = world;
    const opened = workers.map((worker) => this.begin(worker, { module, weights }));
    for (const worker of opened) worker.then((ready) => this.free(ready)).catch(() => {});
    await Promise.any(opened).catch((error) => {
      throw error.errors[0];
    });
    return this;
  }

  /** @param {Worker} worker @param {{module: WebAssembly.Module, weights: ArrayBuffer}} open @returns {Promise<Worker>} */
  begin(worker, open) {
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
        this.free(worker); // the next job is on its way before the page paints this one
        if (data.error) job.failed(new Error(data.error));
        else job.done(data.told);
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

  /** @param {[number, number][]} runs @param {(first: number, size: number) => Promise<Card[] | null>} ask
   *  @param {Drawn} drawn @param {AbortSignal} signal */
  async spread(runs, ask, drawn, signal) {
    const jobs = runs.map(async ([first, size]) => {
      const cards = await ask(first, size);
      if (!signal.aborted) cards?.forEach((card, at) => drawn(first + at, card));
    });
    await Promise.all(jobs);
  }

  /** Draws in order of the list. @param {Record<string, any>[]} items @param {Drawn} drawn @param {AbortSignal} signal */
  draw(items, drawn, signal) {
    return this.spread(
      runs(items.length, this.count, BATCHES),
      (first, size) => this.ask("draw", { items: items.slice(first, first + size) }, signal),
      drawn,
      signal,
    );
  }

  /** Children or answers. @param {string} action litter, pair, mend @param {Record<string, any>} content
   *  @param {number} count @param {Drawn} drawn @param {AbortSignal} signal */
  several(action, content, count, drawn, signal) {
    // Every question draws the parents too: one for the first child of each worker, one for all others.
    const batches = [...Array(this.count).fill(1), count];
    const ask = (/** @type {number} */ first, /** @type {number} */ size) =>
      this.ask(action, { ...content, first, count: size }, signal);
    return this.spread(runs(count, this.count, batches), ask, drawn, signal);
  }

  /** The same creature in other ramps. @param {Card} card @param {Record<string, string>} ramps of family and accent */
  recolour(card, ramps) {
    return this.ask("recolour", { item: itemOf(card), ramps });
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

  /** @param {import("./palette_files.js").Found} found @returns {Promise<import("./engine.js").OtherColours>} */
  palette(found) {
    return this.ask("palette", { ...found, world: this.world });
  }

  /** @param {import("./engine.js").FileWish} wish @returns {Promise<import("./engine.js").SavedFile>} */
  async file(wish) {
    const { fileOf } = await import("./pack_files.js");
    return fileOf(this, wish);
  }

  /** @param {string} zone @param {string | null} species */
  place(zone, species) {
    return { zone, species, category: species && this.world.species[species] };
  }

  /** A picture that somebody drew. @param {File} file @param {import("./own_pictures.js").How} how @param {string} zone
   *  @param {string | null} species @returns {Promise<Card>} */
  async takeIn(file, how, zone, species) {
    const { decoded } = await import("./decoding.js");
    return this.ask("take", { given: await decoded(file), how, place: this.place(zone, species) });
  }

  /** The same picture in another zone, as another species. @param {Card} card @param {string} zone
   *  @param {string | null} species @returns {Promise<Card>} */
  callPicture(card, zone, species) {
    return this.ask("picture", { picture: card.picture, place: this.place(zone, species) });
  }

  /** @returns {Promise<any>} */
  async favourites() {
    throw new Error(texts.needsStudio);
  }
}
