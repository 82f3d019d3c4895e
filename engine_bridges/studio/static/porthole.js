// @ts-check
/** The porthole: one creature large, in every view, moving, lit from where the pointer is, with what can be done with it. */

import { byId, chips, copy, save, say, told } from "./page.js";
import { faceOf } from "./cards.js";
import { paintFace, paintFrame } from "./pixels.js";
import { goOn } from "./mend.js";
import { changed, choose, on, store } from "./store.js";
import { texts } from "./texts.js";
import { showHow } from "./pictures.js";
import { coloursOf, lookOf, nameOf, rampOf, waterOf } from "./tiles.js";
import { hold } from "./wall.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./tiles.js").Look} Look */
/** @type {import("./tiles.js").Engine} */
let engine;
/** @type {Look | null} */
let look = null;
let turn = 0; // of the creature or motion that is shown
let asking = false; // for light
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const VIEWS = /** @type {const} */ (["lit", "flat", "normals", "parts"]);
const [SIDE, MARGIN] = [32, 2];
const EXPORT_SCALE = 8;
const STAYS = ["mend", "family"]; // rooms that show the creature themselves: nothing slides over them

const canvases = () => [byId("large"), ...document.querySelectorAll(".scales canvas")];

/** @param {(canvas: HTMLCanvasElement) => void} paint */
function paintAll(paint) {
  for (const canvas of canvases()) paint(/** @type {HTMLCanvasElement} */ (canvas));
}

/** A still picture in the middle of the canvas of the frames. @param {Card} card @param {Uint8Array} [lit] */
function still(card, lit) {
  const small = document.createElement("canvas");
  const face = faceOf(card);
  paintFace(small, lit ? { ...face, lit } : face, store.view, coloursOf(card), look?.normals);
  paintAll((canvas) => {
    canvas.width = canvas.height = small.width + 2 * MARGIN;
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(small, MARGIN, MARGIN);
  });
}

/** Shows the chosen creature as it is to be seen. */
async function show() {
  const mine = ++turn;
  const card = store.chosen;
  if (!card) return;
  still(card);
  if (!engine.can.look) return;
  const found = await told(() => lookOf(card, store.animation || "idle"));
  if (!found || mine !== turn) return;
  look = found;
  showMotions();
  if (store.view !== "lit" || !store.animation || store.light) return still(card);
  let frame = 0;
  const step = () => {
    if (mine !== turn) return;
    paintAll((canvas) => paintFrame(canvas, found, frame, coloursOf(card)));
    setTimeout(step, found.durations_ms[frame]);
    frame = (frame + 1) % found.durations_ms.length;
  };
  step();
}

function showMotions() {
  const choices = (look?.animations ?? ["idle"]).map((value) => ({ value, text: value }));
  chips(byId("motions"), [{ value: "", text: texts.still }, ...choices], {
    name: "motion",
    chosen: store.animation && look ? look.animation : "",
    pick: (value) => {
      store.animation = value;
      show();
    },
  });
}

function showViews() {
  const able = VIEWS.filter((view) => engine.can.look || view === "flat" || view === "parts");
  chips(byId("views"), able.map((value) => ({ value, text: texts.views[value] })), {
    name: "view",
    chosen: store.view,
    pick: (value) => {
      store.view = /** @type {any} */ (value);
      changed("view");
    },
  });
}

/** The next view, or motion. @param {"view" | "motion"} what */
export function another(what) {
  const inputs = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(`input[name="${what}"]`)]);
  const at = inputs.findIndex((input) => input.checked);
  inputs[(at + 1) % inputs.length]?.click();
}

function showCard() {
  const card = store.chosen;
  if (!card) return;
  look = null;
  byId("porthole").removeAttribute("data-empty");
  if (!STAYS.includes(store.room)) document.body.dataset.sheet = "open";
  byId("porthole").style.setProperty("--water", waterOf(card.zone));
  byId("name").textContent = nameOf(card);
  byId("where").textContent = [card.zone, card.category && texts.words(card.category)].filter(Boolean).join(" · ");
  byId("large").setAttribute("aria-label", texts.creature(nameOf(card), card.zone));
  /** @type {HTMLInputElement} */ (byId("dna")).value = card.dna ?? "";
  showChips(card);
  showRecolour(card);
  showHow(card);
  showScales(card);
  show();
}

/** A large picture is shown at fewer sizes: as many as there is room for. @param {Card} card */
function showScales(card) {
  const { width, height } = faceOf(card);
  const side = Math.max(width, height) + 2 * MARGIN;
  const most = 3 * (SIDE + 2 * MARGIN);
  for (const canvas of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".scales canvas"))) {
    const scale = Number(canvas.dataset.scale);
    canvas.hidden = scale > 1 && scale * side > most;
    canvas.style.width = canvas.style.height = `${scale * side}px`;
  }
}

/** @param {Card} card */
function showChips(card) {
  byId("chips").replaceChildren(
    ...Object.entries(card.traits).map(([trait, value]) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.textContent = `${trait}: ${value}`;
      chip.setAttribute("aria-pressed", String(store.filters.traits[trait] === value));
      chip.onclick = () => hold(trait, value);
      return chip;
    }),
  );
}

/** The ramps that its species may wear, of its body and of its fins and marks.
 *  @param {Card} card */
function showRecolour(card) {
  const offered = card.species ? engine.world.offered[card.species] : {};
  byId("recolour").hidden = !engine.can.breed || !card.species;
  for (const trait of /** @type {const} */ (["family", "accent"])) {
    const place = byId(`recolour-${trait}`);
    const ramps = /** @type {string[]} */ (offered?.[trait] ?? []);
    place.hidden = !ramps.length;
    chips(place, ramps.map((value) => ({ value, text: value })), {
      name: trait,
      chosen: card.traits[trait] ?? "",
      pick: (value) => recolour(trait, value),
      swatch: rampOf,
    });
  }
}

/** Another colour of one that was recoloured begins again with the first: its DNA stays short.
 *  @type {{card: Card, base: Card, ramps: Record<string, string>} | null} */
let recoloured = null;

/** The same creature in another ramp: one with a DNA of its own. @param {string} trait @param {string} ramp */
async function recolour(trait, ramp) {
  const card = store.chosen;
  if (!card) return;
  const before = recoloured?.card === card ? recoloured : { base: card, ramps: {} };
  const ramps = { ...before.ramps, [trait]: ramp };
  const same = Object.entries(ramps).every(([one, value]) => before.base.traits[one] === value);
  const found = same ? before.base : await told(() => engine.recolour(before.base, ramps));
  if (!found) return showRecolour(card);
  if (store.chosen !== card) return;
  recoloured = same ? null : { card: found, base: before.base, ramps };
  goOn(found);
  if (!same) say(texts.recoloured);
}

/** Light from where the pointer is: above the middle from above, near it from the viewer.
 *  @param {PointerEvent} event */
async function lightFrom(event) {
  const card = store.chosen;
  if (!store.light || !card || asking) return;
  const box = byId("large").getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width - 0.5;
  const y = 0.5 - (event.clientY - box.top) / box.height;
  const azimuth = ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
  const elevation = Math.max(10, 90 - Math.hypot(x, y) * 150);
  asking = true;
  const lit = await told(() => engine.light(card, Math.round(azimuth), Math.round(Math.min(90, elevation))));
  asking = false;
  if (lit && store.light && store.chosen === card && store.view === "lit") still(card, lit);
}

/** @param {string} kind */
async function saveAs(kind) {
  const card = store.chosen;
  if (!card) return say(texts.noTree);
  const file = await told(() =>
    engine.file({
      cards: [card],
      names: [card.species ?? "picture"],
      kind,
      scale: EXPORT_SCALE,
      animation: store.animation || "idle",
      rgb: store.rgb,
    }),
  );
  if (!file) return;
  save(file.name, file.bytes, file.type);
  say(texts.saved(file.name));
}

/** The address that shows a creature again. @param {Card} card */
function linkOf(card) {
  const held = card.dna ? `dna=${card.dna}` : `wish=${encodeURIComponent(JSON.stringify(card.wish))}`;
  return `${location.origin}${location.pathname}#${held}`;
}

/** Shows what a text or the page's address names, a DNA or a wish, and says whether it did. @param {string} text */
export async function showNamed(text) {
  const found = new URLSearchParams(text.replace(/^.*#/, "").replace(/^pg1_/, "dna=pg1_"));
  const [dna, wish] = [found.get("dna"), found.get("wish")];
  if (!dna && !wish) return false;
  if (dna && !engine.can.dna) return say(texts.needsStudio);
  return told(async () => {
    const item = dna ? { dna: dna.trim() } : JSON.parse(/** @type {string} */ (wish));
    await engine.draw([item], (_, card) => card && choose(card), new AbortController().signal);
    return true;
  });
}

/** @param {import("./tiles.js").Engine} used */
export function usePorthole(used) {
  engine = used;
  if (!engine.can.look) store.view = "flat";
  if (calm.matches) store.animation = "";
  showViews();
  for (const id of ["motions", "light-label"]) byId(id).hidden = !engine.can.look;
  for (const kind of ["gif", "sheet"])
    /** @type {HTMLElement} */ (document.querySelector(`[data-file="${kind}"]`)).hidden = !engine.can.look;
  byId("copy-link").hidden = !engine.can.link;
  byId("copy-dna").hidden = byId("dna-label").hidden = !engine.can.dna;
  on("chosen", showCard);
  on("view", () => {
    showViews();
    show();
  });
  on("colours", () => {
    show();
    if (store.chosen) showRecolour(store.chosen);
  });
  on("room", () => STAYS.includes(store.room) && delete document.body.dataset.sheet);
  on("filters", () => store.chosen && showChips(store.chosen));
  byId("close-porthole").onclick = () => delete document.body.dataset.sheet;
  byId("light").onchange = (event) => {
    store.light = /** @type {HTMLInputElement} */ (event.target).checked;
    show();
  };
  addEventListener("pointermove", lightFrom);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-file]")))
    button.onclick = () => saveAs(/** @type {string} */ (button.dataset.file));
  byId("copy-dna").onclick = () => store.chosen?.dna && copy(store.chosen.dna, texts.copiedDna, texts.noCopy);
  byId("copy-link").onclick = () => store.chosen && copy(linkOf(store.chosen), texts.copiedLink, texts.noCopy);
  byId("dna").onchange = (event) => showNamed(/** @type {HTMLInputElement} */ (event.target).value);
}
