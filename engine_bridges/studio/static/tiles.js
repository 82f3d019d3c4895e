// @ts-check
/** Cards -> tiles on the water of their zone: chosen by a click, moved among by arrow keys, alive while looked at. */

import { faceOf, tableOf } from "./cards.js";
import { paintFace, paintFrame } from "./pixels.js";
import { choose, on, store } from "./store.js";
import { texts } from "./texts.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {{frames: Uint8Array, width: number, height: number, durations_ms: number[], loops: boolean, normals: Uint8Array,
 *             animations: string[], animation: string, genes: Record<string, string>[]}} Look */

const MOST_LOOKS = 300;
const SHADES = 7;
/** @type {Map<string, Promise<Look>>} */
const looks = new Map();
/** @type {Engine} */
let engine;
/** @type {Set<Tile>} */
const shown = new Set();
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {Engine} used */
export function useTiles(used) {
  engine = used;
  for (const topic of /** @type {const} */ (["view", "colours"])) on(topic, () => shown.forEach((tile) => tile.paint()));
  for (const topic of /** @type {const} */ (["chosen", "marks"])) on(topic, () => shown.forEach((tile) => tile.mark()));
}

/** Layers and motion of a card, asked for once. @param {Card} card @param {string} [animation] */
export function lookOf(card, animation = "idle") {
  const key = `${animation} ${card.id}`;
  let look = looks.get(key);
  if (!look) {
    look = engine.look(card, animation);
    look.catch(() => looks.delete(key));
    looks.set(key, look);
    if (looks.size > MOST_LOOKS) looks.delete(/** @type {string} */ (looks.keys().next().value));
  }
  return look;
}

/** @param {Card} card */
export function nameOf(card) {
  return card.species ? texts.words(card.species) : texts.picture;
}

export function rgb() {
  return store.rgb ?? engine.world.rgb;
}

/** The colours of a card's pixels, as they are shown. @param {Card} card */
export function coloursOf(card) {
  return tableOf(card, store.rgb, engine.world.rgb);
}

/** The colours of a ramp as they are shown, dark to light. @param {string} ramp */
export function rampOf(ramp) {
  const first = 1 + SHADES * engine.world.ramps.indexOf(ramp);
  return rgb().slice(first, first + SHADES);
}

/** @param {string} zone */
export function waterOf(zone) {
  return `rgb(${engine.world.water[zone].join(" ")})`;
}

export class Tile {
  /** @param {Card | null} card null: one that is still to come */
  constructor(card) {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "tile waiting";
    this.button.setAttribute("aria-label", texts.drawing);
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = 32;
    this.button.append(this.canvas);
    /** @type {Card | null} */
    this.card = null;
    this.watched = 0;
    this.timer = 0;
    this.button.onclick = () => this.card && choose(this.card);
    this.button.onpointerenter = this.button.onfocus = () => this.watch();
    this.button.onpointerleave = this.button.onblur = () => this.still();
    shown.add(this);
    if (card) this.show(card);
  }

  /** The water of one that is still to come. @param {string} zone */
  expect(zone) {
    this.button.style.setProperty("--water", waterOf(zone));
  }

  /** @param {Card} card */
  show(card) {
    this.card = card;
    this.button.classList.remove("waiting");
    this.button.style.setProperty("--water", waterOf(card.zone));
    this.mark();
    this.paint();
  }

  mark() {
    this.button.setAttribute("aria-pressed", String(this.card !== null && this.card.id === store.chosen?.id));
    const isKept = this.card !== null && store.kept.has(this.card.id);
    this.button.classList.toggle("kept", isKept);
    if (this.card) this.button.setAttribute("aria-label", texts.creature(nameOf(this.card), this.card.zone, isKept));
  }

  paint() {
    if (!this.button.isConnected && this.card && shown.size > 200) shown.delete(this);
    if (!this.card || this.watched) return;
    this.canvas.classList.remove("moving");
    paintFace(this.canvas, faceOf(this.card), store.view === "normals" ? "lit" : store.view, coloursOf(this.card));
  }

  /** Moves for as long as it is looked at. */
  async watch() {
    if (!this.card || !engine.can.look || calm.matches || store.view !== "lit") return;
    const watched = ++this.timer;
    const { card } = this;
    const look = await lookOf(card).catch(() => null);
    if (!look || watched !== this.timer) return;
    this.watched = watched;
    this.canvas.classList.add("moving");
    let frame = 0;
    const step = () => {
      if (watched !== this.timer) return;
      paintFrame(this.canvas, look, frame, coloursOf(card));
      setTimeout(step, look.durations_ms[frame]);
      frame = (frame + 1) % look.durations_ms.length;
    };
    step();
  }

  still() {
    this.timer++;
    this.watched = 0;
    this.paint();
  }

  gone() {
    this.timer++;
    shown.delete(this);
  }
}

/** Fills a group with tiles of these cards. @param {HTMLElement} group @param {(Card | null)[]} cards */
export function fill(group, cards) {
  for (const tile of shown) if (group.contains(tile.button)) tile.gone();
  const tiles = cards.map((card) => new Tile(card));
  group.replaceChildren(...tiles.map((tile) => tile.button));
  walk(group);
  return tiles;
}

/** Arrow keys move among a group's tiles; one of them is in the order of tabs. @param {HTMLElement} group */
export function walk(group) {
  const buttons = () => /** @type {HTMLButtonElement[]} */ ([...group.querySelectorAll("button.tile")]);
  buttons().forEach((button, at) => (button.tabIndex = at ? -1 : 0));
  group.onkeydown = (event) => {
    const all = buttons();
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    if (at < 0) return;
    const across = all.filter((button) => button.offsetTop === all[0].offsetTop).length || 1;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across };
    const step = /** @type {Record<string, number>} */ (steps)[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step ? at + step : -1;
    if (to < 0 || to >= all.length) return;
    event.preventDefault();
    all[at].tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  };
}
