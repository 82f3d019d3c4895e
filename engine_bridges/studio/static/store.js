// @ts-check
/** What is chosen on the page, and who wants to know when it changes. No pixels, no elements, no engine. */

/** @typedef {import("./cards.js").Card} Card */
/** colours: the ramps that alone are worn, none: all.
 *  @typedef {{zone: string, category: string, species: string, traits: Record<string, string>, colours: string[]}} Filters */
/** @typedef {"lit" | "flat" | "normals" | "parts"} View */
/** @typedef {"filters" | "chosen" | "parents" | "colours" | "kept" | "marks" | "room" | "view"} Topic */

/** @type {Record<string, (() => void)[]>} */
const listeners = {};

export const store = {
  /** @type {Filters} */
  filters: { zone: "", category: "", species: "", traits: {}, colours: [] },
  wall: 1,
  room: "wall",
  /** @type {Card | null} */
  chosen: null,
  /** @type {{a: Card | null, b: Card | null}} */
  parents: { a: null, b: null },
  /** @type {number[][] | null} other colours of the 64 indices */
  rgb: null,
  /** @type {View} */
  view: "lit",
  animation: "idle",
  light: false,
  /** @type {Set<string>} ids of those that are kept */
  kept: new Set(),
};

/** @param {Topic} topic @param {() => void} listener */
export function on(topic, listener) {
  (listeners[topic] ??= []).push(listener);
}

/** @param {Topic} topic */
export function changed(topic) {
  for (const listener of listeners[topic] ?? []) listener();
}

/** @param {Card | null} card */
export function choose(card) {
  store.chosen = card;
  changed("chosen");
}

/** @param {string} room */
export function go(room) {
  store.room = room;
  changed("room");
}
