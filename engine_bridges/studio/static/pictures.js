// @ts-check
/** Pictures that somebody drew, from files, drops and the clipboard -> creatures above the wall; and how one is taken in. */

import { byId, options, say, told } from "./page.js";
import { choose, store } from "./store.js";
import { texts } from "./texts.js";
import { fill } from "./tiles.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./own_pictures.js").How} How */
/** @type {import("./tiles.js").Engine} */
let engine;
/** @type {Card[]} */
let cards = [];
/** Files of this visit by the ids of their cards: they can be taken in again in another way.
 *  @type {Map<string, {file: File, how: How}>} */
const sources = new Map();

/** @param {Card} card @param {Card} [instead] */
function put(card, instead) {
  const at = cards.findIndex((one) => one.id === (instead ?? card).id);
  cards = at < 0 ? [...cards, card] : cards.map((one, place) => (place === at ? card : one));
  byId("own-pictures").hidden = false;
  fill(byId("own"), cards);
}

/** @param {File[]} files */
export async function takeIn(files) {
  if (!engine.can.picture) return say(texts.needsStudio);
  const zone = store.filters.zone || engine.world.zones[1];
  const species = store.filters.species || null;
  for (const file of files) {
    const card = await told(() => engine.takeIn(file, {}, zone, species));
    if (!card) return;
    sources.set(card.id, { file, how: {} });
    put(card);
    choose(card);
    say(species ? texts.pictureIn : texts.pictureWhat);
  }
}

/** The picture that is looked at, taken in another way or said to be something else.
 *  @param {{species?: string | null, zone?: string} & How} change */
export async function retake(change) {
  const card = store.chosen;
  if (!card?.picture) return;
  const { species = card.species, zone = card.zone, ...way } = change;
  const source = sources.get(card.id);
  const how = { ...source?.how, ...way };
  const found = await told(() =>
    source && Object.keys(way).length ? engine.takeIn(source.file, how, zone, species) : engine.callPicture(card, zone, species),
  );
  if (!found) return showHow(card);
  if (source) sources.set(found.id, { file: source.file, how });
  put(found, card);
  if (store.chosen === card) choose(found);
}

/** What it is, and how its file was understood. @param {Card} card */
export function showHow(card) {
  const own = card.picture;
  byId("picture-is").hidden = !own;
  if (!own) return;
  const source = sources.get(card.id);
  const frames = own.durations_ms.length;
  byId("picture-note").textContent = [texts.pictureSize(own.width, own.height, own.colours.length - 1, frames), ...own.notes].join("; ");
  /** @type {HTMLSelectElement} */ (byId("picture-species")).value = card.species ?? "";
  /** @type {HTMLSelectElement} */ (byId("picture-zone")).value = card.zone;
  byId("picture-file-is").hidden = !source;
  byId("picture-frames-label").hidden = source?.file.type === "image/gif";
  /** @type {HTMLInputElement} */ (byId("picture-frames")).value = String(frames);
  /** @type {HTMLInputElement} */ (byId("picture-left")).checked = Boolean(source?.how.faces_left);
}

/** @param {import("./tiles.js").Engine} used */
export function usePictures(used) {
  engine = used;
  byId("picture-label").hidden = !engine.can.picture;
  const names = Object.keys(engine.world.species).sort().map((value) => ({ value, text: texts.words(value) }));
  const [species, zone] = ["picture-species", "picture-zone"].map((id) => /** @type {HTMLSelectElement} */ (byId(id)));
  options(species, [{ value: "", text: texts.unknown }, ...names], "");
  options(zone, engine.world.zones.map((/** @type {string} */ value) => ({ value, text: value })), "");
  species.onchange = () => retake({ species: species.value || null });
  zone.onchange = () => retake({ zone: zone.value });
  const [frames, left] = ["picture-frames", "picture-left"].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
  frames.onchange = () => (frames.validity.valid && frames.value ? retake({ frames: Number(frames.value) }) : say(texts.framesRange));
  left.onchange = () => retake({ faces_left: left.checked });
}
