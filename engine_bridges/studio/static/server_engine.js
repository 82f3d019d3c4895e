// @ts-check
/** The engine of `pixelgen studio`: every question is an action of its server, with the token of the page's address. */

import { base64Of, bytesOf, cardOf, itemOf, jsonOf } from "./cards.js";
import { hexOf } from "./ramps.js";
import { texts } from "./texts.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./engine.js").Drawn} Drawn */

// No link: its address is of this machine alone, and has the token.
const CAN = { breed: true, mend: true, look: true, files: true, palette: true, picture: true, dna: true, link: false };
const LARGEST = 5 << 20; // bytes of a file in a question
const BATCHES = [2, 6, 8]; // creatures of a question, the last number again and again: the first ones are there at once

export class ServerEngine {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
    /** @type {import("./engine.js").Abilities} */
    this.can = CAN;
    /** @type {any} */
    this.world = null;
    /** @type {{name: string, palette: import("./engine.js").OtherColours | null} | null} */
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
        body: jsonOf(content),
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

  /** Draws in order of the list. @param {Record<string, any>[]} items @param {Drawn} drawn @param {AbortSignal} signal */
  async draw(items, drawn, signal) {
    for (let at = 0, batch = 0; at < items.length; batch++) {
      const count = BATCHES[Math.min(batch, BATCHES.length - 1)];
      const cards = await this.ask("draw", { items: items.slice(at, at + count) }, signal);
      if (signal.aborted) return;
      for (const told of cards) drawn(at++, told && cardOf(told));
    }
  }

  /** Children or answers. @param {string} action litter, pair, mend @param {Record<string, any>} content
   *  @param {number} count @param {Drawn} drawn @param {AbortSignal} signal */
  async several(action, content, count, drawn, signal) {
    for (let first = 0, batch = 0; first < count; batch++) {
      const size = Math.min(BATCHES[Math.min(batch, BATCHES.length - 1)], count - first);
      const cards = await this.ask(action, { ...content, first, count: size }, signal);
      if (signal.aborted) return;
      for (const told of cards) drawn(first++, cardOf(told));
    }
  }

  /** The same creature in other ramps. @param {Card} card @param {Record<string, string>} ramps of family and accent */
  async recolour(card, ramps) {
    return cardOf(await this.ask("recolour", { item: itemOf(card), ramps }));
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

  /** @param {import("./palette_files.js").Found} found @returns {Promise<import("./engine.js").OtherColours>} */
  palette({ colours, ramps }) {
    const hex = (/** @type {number[][]} */ list) => list.map((colour) => hexOf(colour));
    const named = ramps && Object.fromEntries(Object.entries(ramps).map(([name, list]) => [name, hex(list)]));
    return this.ask("palette", ramps ? { ramps: named } : { colours: hex(colours ?? []) });
  }

  /** A picture that somebody drew. @param {File} file @param {import("./own_pictures.js").How} how @param {string} zone
   *  @param {string | null} species @returns {Promise<Card>} */
  async takeIn(file, how, zone, species) {
    if (file.size > LARGEST) throw new Error(texts.pictureBytes(LARGEST >> 20));
    const content = base64Of(new Uint8Array(await file.arrayBuffer()));
    return cardOf(await this.ask("picture", { ...how, file: content, zone, species }));
  }

  /** The same picture in another zone, as another species. @param {Card} card @param {string} zone
   *  @param {string | null} species @returns {Promise<Card>} */
  async callPicture(card, zone, species) {
    return cardOf(await this.ask("picture", { ...itemOf(card), zone, species }));
  }

  /** @param {import("./engine.js").FileWish} wish @returns {Promise<import("./engine.js").SavedFile>} */
  async file(wish) {
    const { cards, ...how } = wish;
    if (cards[0].picture && ["png", "gif"].includes(how.kind)) return (await import("./pack_files.js")).fileOf(this, wish);
    const { name, file, type } = await this.ask("export", { ...how, items: cards.map(itemOf) });
    return { name, bytes: bytesOf(file), type };
  }

  async favourites() {
    const told = await this.ask("pack", {});
    const creatures = told.creatures.map((/** @type {any} */ one) => ({ ...one, card: cardOf(one.card) }));
    return { creatures, version: told.version };
  }
}
