// @ts-check
/** Favourites with names: in this browser, or the pack that the studio was opened with; as files to take away. */

import { cardOf, itemOf, jsonOf } from "./cards.js";
import { freeName } from "./names.js";
import { byId, save, say, told } from "./page.js";
import { changed, on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, nameOf } from "./tiles.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {{name: string, alone: boolean, card: Card}} Favourite */
/** @type {import("./tiles.js").Engine} */
let engine;
/** @type {Favourite[]} */
let favourites = [];
/** What another version of the page kept and this one cannot read: it stays where it is.
 *  @type {any[]} */
let unread = [];
let version = "";
let changing = 0; // changes of the pack by this page that are under way
const PLACE = "pixelgen-studio-favourites";
const LOOK_AGAIN_MS = 3000;

/** @param {string} wanted */
function free(wanted) {
  return freeName(wanted, favourites.map((one) => one.name));
}

function asText() {
  return jsonOf({ pixelgen_favourites: 1, creatures: [...favourites.map(({ name, card }) => ({ name, card })), ...unread] });
}

/** @param {any} one @returns {Favourite | null} */
function favouriteOf(one) {
  try {
    const card = cardOf(one.card);
    if (card.indices.length !== 1024 || !engine.world.water[card.zone]) return null;
    return { name: String(one.name).slice(0, 64), alone: true, card };
  } catch {
    return null;
  }
}

/** @param {string} text @returns {{known: Favourite[], others: any[]} | null} */
function parsed(text) {
  try {
    const found = JSON.parse(text);
    if (found.pixelgen_favourites !== 1) return null;
    /** @type {{known: Favourite[], others: any[]}} */
    const sorted = { known: [], others: [] };
    for (const one of found.creatures) {
      const favourite = favouriteOf(one);
      if (favourite) sorted.known.push(favourite);
      else sorted.others.push(one);
    }
    return sorted;
  } catch {
    return null;
  }
}

/** @param {string | null} text */
function readBack(text) {
  const found = parsed(text ?? "");
  if (found) [favourites, unread] = [found.known, found.others];
}

function remember() {
  changed("kept");
  try {
    localStorage.setItem(PLACE, asText());
  } catch {
    // there is no storage: they are here until the page is closed, and a file takes them along
  }
}

export async function keep() {
  const card = store.chosen;
  if (!card) return;
  if (favourites.some((one) => one.card.id === card.id)) return say(texts.keptAlready);
  const wanted = card.species ?? "picture";
  if (engine.pack) {
    const kept = await changedHere(() => engine.ask("keep", { item: itemOf(card), name: wanted }));
    return kept && say(texts.kept(kept.name));
  }
  const name = free(wanted);
  favourites = [...favourites, { name, alone: true, card }];
  say(texts.kept(name));
  remember();
}

/** @param {Favourite} one @param {string} to */
async function rename(one, to) {
  if (to === one.name) return;
  if (engine.pack) {
    const others = favourites.filter((other) => other !== one).map((other) => other.name);
    await changedHere(() => engine.ask("rename", { name: one.name, to: freeName(to, others) }));
    return;
  }
  favourites = favourites.map((other) => (other === one ? { ...one, name: free(to) } : other));
  remember();
}

/** @param {Favourite} one */
async function remove(one) {
  if (engine.pack) {
    if (!one.alone && !confirm(texts.removeAll(one.name))) return;
    const done = await changedHere(() => engine.ask("remove", { name: one.name }));
    return done && say(texts.removed(one.name));
  }
  favourites = favourites.filter((other) => other !== one);
  say(texts.removed(one.name));
  remember();
}

/** A change of the pack's file by this page, and the file as it is then. @param {() => Promise<any>} work */
async function changedHere(work) {
  changing++;
  const done = await told(work);
  await read();
  changing--;
  return done;
}

/** The creatures of the pack's file as it is now. */
async function read() {
  const found = await told(() => engine.favourites());
  if (!found) return;
  version = found.version;
  favourites = found.creatures;
  changed("kept");
}

function show() {
  byId("kept-count").textContent = String(favourites.length);
  byId("kept-hint").textContent = !favourites.length ? texts.noneKept : engine.pack ? texts.pack(engine.pack.name) : texts.own;
  byId("kept").replaceChildren(
    ...favourites.map((one) => {
      const entry = document.createElement("div");
      entry.className = "entry";
      const line = document.createElement("div");
      const name = document.createElement("input");
      name.value = one.name;
      name.disabled = !one.alone;
      name.maxLength = 64;
      name.spellcheck = false;
      name.setAttribute("aria-label", texts.nameOf(nameOf(one.card)));
      name.onchange = () => rename(one, name.value.trim());
      const away = document.createElement("button");
      away.type = "button";
      away.className = "round";
      away.textContent = "×";
      away.setAttribute("aria-label", texts.remove(one.name));
      away.onclick = () => remove(one);
      line.append(name, away);
      entry.append(new Tile(one.card).button, line);
      return entry;
    }),
  );
}

/** @param {string} kind */
async function saveAs(kind) {
  if (!favourites.length) return say(texts.noneKept);
  say(texts.packing);
  const [cards, names] = [favourites.map((one) => one.card), favourites.map((one) => one.name)];
  const file = await told(() => engine.file({ cards, names, kind, rgb: store.rgb }));
  if (!file) return;
  save(file.name, file.bytes, file.type);
  say(texts.saved(file.name));
}

/** @param {import("./tiles.js").Engine} used */
export async function useKept(used) {
  engine = used;
  on("kept", () => {
    store.kept = new Set(favourites.map((one) => one.card.id));
    show();
    changed("marks");
  });
  byId("keep").onclick = byId("mend-keep").onclick = keep;
  byId("save-file").onclick = () => save("favourites.json", asText(), "application/json");
  byId("open-label").hidden = engine.pack !== null;
  byId("open-file").onchange = async (event) => {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    const found = file && parsed(await file.text());
    if (!found?.known.length) return say(texts.badFile);
    const known = new Set(favourites.map((one) => one.card.id));
    for (const one of found.known) if (!known.has(one.card.id)) favourites = [...favourites, { ...one, name: free(one.name) }];
    if (found.others.length) say(texts.unreadFavourites(found.others.length));
    remember();
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-kept]"))) {
    button.hidden = !engine.can.files;
    button.onclick = () => saveAs(/** @type {string} */ (button.dataset.kept));
  }
  if (!engine.pack) {
    readBack(localStorage.getItem(PLACE));
    addEventListener("storage", (event) => {
      if (event.key === PLACE) {
        readBack(event.newValue);
        changed("kept");
      }
    });
    return changed("kept");
  }
  await read();
  setInterval(async () => {
    if (document.visibilityState !== "visible" || changing) return;
    const before = version;
    const seen = await engine.ask("version", {}).catch(() => null);
    if (seen && seen.version !== version && version === before && !changing) {
      say(texts.packChanged);
      read();
    }
  }, LOOK_AGAIN_MS);
}
