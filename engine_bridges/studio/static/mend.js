// @ts-check
/** Pixels or parts of the chosen creature marked -> five answers for the hole; undo without end, each state a DNA. */

import { itemOf } from "./cards.js";
import { byId, chips, say, told } from "./page.js";
import { paint } from "./pixels.js";
import { choose, on, store } from "./store.js";
import { texts } from "./texts.js";
import { fill, nameOf, rampOf, rgb, waterOf } from "./tiles.js";

/** @typedef {import("./cards.js").Card} Card */
const SIDE = 32;
const ANSWERS = 5;
// What a mask of parts draws anew, by the names of parts.
const PARTS_OF = /** @type {Record<string, string[]>} */ ({
  fins: ["fin"],
  head: ["head", "eye", "mouth"],
  tail: ["tail"],
  limbs: ["limb"],
  marks: ["mark"],
});
const BRUSHES = ["1", "3", "5"];
/** @type {import("./tiles.js").Engine} */
let engine;
/** @type {Set<number>} */
const marked = new Set();
let part = "";
let brush = "3";
/** @type {string[]} */
let colours = [];
let cursor = SIDE * 16 + 16;
let tries = 0;
/** @type {Card[]} */
let past = [];
/** @type {Card[]} */
let future = [];
/** @type {Card | null} */
let current = null;
/** @type {Set<string>} */
let answers = new Set();
let stop = new AbortController();

const canvas = () => /** @type {HTMLCanvasElement} */ (byId("mend-canvas"));

function show() {
  const card = store.chosen;
  if (!card || store.room !== "mend") return;
  canvas().style.background = waterOf(card.zone);
  canvas().setAttribute("aria-label", texts.marked(nameOf(card), marked.size));
  const table = rgb();
  const named = new Set((PARTS_OF[part] ?? []).map((name) => engine.world.parts.indexOf(name)));
  const pixels = card.lit ?? card.indices;
  paint(canvas(), SIDE, (at) => {
    const colour = pixels[at] === 0 ? null : table[pixels[at]];
    const isCursor = at === cursor && document.activeElement === canvas();
    if (isCursor) return [255, 255, 255];
    if (!marked.has(at) && !named.has(card.parts[at])) return colour;
    const checked = ((at % SIDE) + Math.floor(at / SIDE)) % 2 === 0;
    return checked ? [255, 179, 71] : (colour ?? [255, 214, 150]);
  });
  byId("undo").toggleAttribute("disabled", !past.length);
  byId("redo").toggleAttribute("disabled", !future.length);
}

/** @param {number} at @param {boolean} anew */
function dab(at, anew) {
  const reach = (Number(brush) - 1) / 2;
  const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const [left, top] = [x + dx, y + dy];
      if (left < 0 || top < 0 || left >= SIDE || top >= SIDE) continue;
      if (anew) marked.add(top * SIDE + left);
      else marked.delete(top * SIDE + left);
    }
  part = "";
  tries = 0;
  showParts();
  show();
}

/** @param {PointerEvent} event */
function pixelAt(event) {
  const box = canvas().getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const [left, top] = [(x / box.width) * SIDE, (y / box.height) * SIDE].map(Math.floor);
  return left < 0 || top < 0 || left >= SIDE || top >= SIDE ? -1 : top * SIDE + left;
}

function usePointer() {
  let painting = false;
  let anew = true;
  canvas().onpointerdown = (event) => {
    const at = pixelAt(event);
    if (at < 0) return;
    painting = true;
    anew = event.button !== 2 && !marked.has(at);
    canvas().setPointerCapture(event.pointerId);
    dab(at, anew);
  };
  canvas().onpointermove = (event) => {
    const at = pixelAt(event);
    if (painting && at >= 0) dab(at, anew);
  };
  canvas().onpointerup = canvas().onpointercancel = () => (painting = false);
  canvas().oncontextmenu = (event) => event.preventDefault();
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE };
  const step = /** @type {Record<string, number>} */ (steps)[event.key];
  if (step) {
    cursor = (cursor + step + SIDE * SIDE) % (SIDE * SIDE);
    show();
  } else if (event.key.toLowerCase() === "x") dab(cursor, !marked.has(cursor));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The marked pixels, four of them a hexadecimal digit. */
function maskText() {
  let text = "";
  for (let first = 0; first < SIDE * SIDE; first += 4) {
    let digit = 0;
    for (let at = first; at < first + 4; at++) digit = 2 * digit + Number(marked.has(at));
    text += digit.toString(16);
  }
  return text;
}

export async function nextAnswers() {
  const card = store.chosen;
  if (!card) return;
  if (!engine.can.mend) return say(texts.needsStudio);
  if (!marked.size && !part) return say(texts.mendNothing);
  stop.abort();
  stop = new AbortController();
  const { signal } = stop;
  const tiles = fill(byId("answers"), Array(ANSWERS).fill(null));
  answers = new Set();
  const asked = { item: itemOf(card), mask: part || maskText(), seed: tries++ * ANSWERS, colours };
  /** @type {import("./engine.js").Drawn} */
  const drawn = (at, one) => {
    if (!one) return;
    answers.add(one.id);
    tiles[at].show(one);
  };
  const done = await told(async () => {
    await engine.several("mend", asked, ANSWERS, drawn, signal);
    return true;
  });
  if (signal.aborted) return;
  if (!done) return void fill(byId("answers"), []);
  say(texts.mendReady(ANSWERS));
}

/** Back to what it was, or forth again. @param {"undo" | "redo"} what */
export function step(what) {
  const [from, to] = what === "undo" ? [past, future] : [future, past];
  const card = from.pop();
  if (!card || !current) return;
  to.push(current);
  current = card;
  choose(card);
}

/** The next state of what is mended, such as the same in other colours. @param {Card} card */
export function goOn(card) {
  answers.add(card.id);
  choose(card);
}

/** A creature is chosen: an answer goes on with what was mended, any other begins anew. */
function chosen() {
  const card = store.chosen;
  if (!card || card === current) return show();
  if (current && answers.has(card.id)) {
    past.push(current);
    future = [];
    current = card;
    marked.clear();
    if (store.room === "mend") say(texts.mendTaken);
  } else {
    [past, future, current] = [[], [], card];
    stop.abort();
    fill(byId("answers"), []);
    marked.clear();
  }
  answers.delete(card.id);
  tries = 0;
  show();
}

function showParts() {
  chips(byId("part-masks"), Object.keys(PARTS_OF).map((value) => ({ value, text: value })), {
    name: "part",
    chosen: part,
    pick: (value) => {
      part = value;
      tries = 0;
      marked.clear();
      show();
    },
  });
}

/** @param {import("./tiles.js").Engine} used */
export function useMend(used) {
  engine = used;
  chips(byId("brushes"), BRUSHES.map((value) => ({ value, text: `${value} × ${value}` })), {
    name: "brush",
    chosen: brush,
    pick: (value) => (brush = value),
  });
  showParts();
  const ramps = engine.world.ramps.filter((/** @type {string} */ name) => name !== "ink");
  chips(byId("mend-colours"), ramps.map((/** @type {string} */ value) => ({ value, text: value })), {
    name: "ramp",
    chosen: [],
    pick: (value, isOn) => {
      colours = isOn ? [...colours, value] : colours.filter((one) => one !== value);
      tries = 0;
    },
    swatch: rampOf,
  });
  usePointer();
  canvas().onkeydown = keys;
  canvas().onfocus = canvas().onblur = show;
  byId("mend-button").onclick = nextAnswers;
  byId("mend-clear").onclick = () => {
    marked.clear();
    part = "";
    showParts();
    show();
  };
  byId("undo").onclick = () => step("undo");
  byId("redo").onclick = () => step("redo");
  on("chosen", chosen);
  on("colours", show);
  on("room", () => {
    byId("mend-hint").textContent = engine.can.mend ? texts.mendNothing : texts.needsStudio;
    show();
  });
}
