// @ts-check
/** Two parents -> litters of eight, each child on the wall's terms: looked at, kept, or a parent itself. */

import { itemOf } from "./cards.js";
import { byId, options, say, told } from "./page.js";
import { changed, go, on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, fill, nameOf } from "./tiles.js";

const SIZE = 8;
// A cross of genes, or A's pixels with a part drawn anew in the colours of B.
const HOW = [
  ["genes", "genes of both"],
  ["patches", "A, patches anew like B"],
  ["region", "A, one place anew like B"],
  ["stripes", "A, stripes anew like B"],
  ["fins", "A, fins anew like B"],
  ["head", "A, head anew like B"],
  ["tail", "A, tail anew like B"],
  ["limbs", "A, limbs anew like B"],
  ["marks", "A, marks anew like B"],
];
/** @type {import("./tiles.js").Engine} */
let engine;
let litters = 0;
let pair = "";

/** @param {"a" | "b"} slot */
export function makeParent(slot) {
  const card = store.chosen;
  if (!card) return;
  store.parents = { ...store.parents, [slot]: card };
  say(texts.parentSet(nameOf(card), slot.toUpperCase()));
  changed("parents");
}

export async function nextLitter() {
  const { a, b } = store.parents;
  if (!a || !b) return say(texts.chooseTwo);
  if (!engine.can.breed) return say(texts.needsStudio);
  const how = /** @type {HTMLSelectElement} */ (byId("how")).value;
  const now = `${a.id} ${b.id} ${how}`;
  litters = now === pair ? litters + 1 : 0;
  pair = now;
  const tiles = fill(byId("litter"), Array(SIZE).fill(null));
  const asked = { a: itemOf(a), b: itemOf(b), size: SIZE, seed: litters * SIZE };
  const children = await told(() =>
    how === "genes" ? engine.several("litter", asked) : engine.several("pair", { ...asked, pattern: how }),
  );
  if (now !== pair) return;
  if (!children) return void fill(byId("litter"), []);
  children.forEach((/** @type {import("./cards.js").Card} */ child, /** @type {number} */ at) => tiles[at].show(child));
  byId("breed-title").textContent = `Litter ${litters + 1}`;
  say(texts.litterReady(children.length));
}

function showParents() {
  for (const slot of /** @type {const} */ (["a", "b"])) {
    const card = store.parents[slot];
    const place = byId(`parent-${slot}`);
    const label = document.createElement("div");
    if (card) {
      label.textContent = `${slot.toUpperCase()} · ${nameOf(card)}`;
      place.replaceChildren(new Tile(card).button, label);
    } else {
      const empty = document.createElement("button");
      empty.type = "button";
      empty.className = "tile empty";
      empty.textContent = slot.toUpperCase();
      empty.setAttribute("aria-label", `Parent ${slot.toUpperCase()}: take the creature that is looked at`);
      empty.onclick = () => (store.chosen ? makeParent(slot) : go("wall"));
      label.textContent = `parent ${slot.toUpperCase()}`;
      place.replaceChildren(empty, label);
    }
  }
  const ready = store.parents.a && store.parents.b;
  byId("breed-hint").textContent = engine.can.breed ? (ready ? "" : texts.chooseTwo) : texts.needsStudio;
  byId("litter-button").toggleAttribute("disabled", !ready || !engine.can.breed);
}

/** @param {import("./tiles.js").Engine} used */
export function useBreed(used) {
  engine = used;
  options(byId("how"), HOW.map(([value, text]) => ({ value, text })), "genes");
  byId("as-a").onclick = () => makeParent("a");
  byId("as-b").onclick = () => makeParent("b");
  byId("swap").onclick = () => {
    store.parents = { a: store.parents.b, b: store.parents.a };
    changed("parents");
  };
  byId("litter-button").onclick = nextLitter;
  byId("how").onchange = () => store.parents.a && store.parents.b && nextLitter();
  on("parents", () => {
    showParents();
    if (store.parents.a && store.parents.b && store.room === "breed") nextLitter();
  });
  on("room", () => {
    const { a, b } = store.parents;
    if (store.room === "breed" && a && b && !pair.startsWith(`${a.id} ${b.id} `)) nextLitter();
  });
  showParents();
}
