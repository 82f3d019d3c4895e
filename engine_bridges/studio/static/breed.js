// @ts-check
/** Two parents -> litters of eight, each child on the wall's terms: looked at, kept, or a parent itself. */

import { itemOf } from "./cards.js";
import { byId, options, say, told } from "./page.js";
import { changed, go, on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, fill, nameOf } from "./tiles.js";

const SIZE = 8;
/** @type {import("./tiles.js").Engine} */
let engine;
let litters = 0;
let pair = "";
let stop = new AbortController();

/** @param {"a" | "b"} slot */
export function makeParent(slot) {
  const card = store.chosen;
  if (!card) return;
  store.parents = { ...store.parents, [slot]: card };
  say(texts.parentSet(nameOf(card), slot.toUpperCase(), slot === "a" ? "B" : "A", !store.parents[slot === "a" ? "b" : "a"]));
  changed("parents");
  if (store.room === "wall" && store.parents.a && store.parents.b) go("breed"); // two are chosen: their litter falls in
}

/** What is looked at becomes the parent of an empty slot, unless it is the other one already: then another is to be chosen.
 *  @param {"a" | "b"} slot */
function take(slot) {
  const { a, b } = store.parents;
  if (store.chosen && ![a, b].some((one) => one?.id === store.chosen?.id)) return makeParent(slot);
  go("wall");
  say(texts.chooseParent(slot.toUpperCase()));
}

export async function nextLitter() {
  const { a, b } = store.parents;
  if (!a || !b) return say(texts.chooseTwo);
  if (!engine.can.breed) return say(texts.needsStudio);
  const how = /** @type {HTMLSelectElement} */ (byId("how")).value;
  const now = `${a.id} ${b.id} ${how}`;
  litters = now === pair ? litters + 1 : 0;
  pair = now;
  stop.abort();
  stop = new AbortController();
  const { signal } = stop;
  const tiles = fill(byId("litter"), Array(SIZE).fill(null));
  byId("breed-title").textContent = texts.litter(litters + 1);
  const asked = { a: itemOf(a), b: itemOf(b), size: SIZE, seed: litters * SIZE };
  const [action, content] = how === "genes" ? ["litter", asked] : ["pair", { ...asked, pattern: how }];
  const drawn = await told(async () => {
    await engine.several(action, content, SIZE, (at, child) => child && tiles[at].show(child), signal);
    return true;
  });
  if (signal.aborted) return;
  if (!drawn) return void fill(byId("litter"), []);
  say(texts.litterReady(SIZE));
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
      empty.setAttribute("aria-label", texts.takeParent(slot.toUpperCase()));
      empty.onclick = () => take(slot);
      label.textContent = texts.parent(slot.toUpperCase());
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
  options(byId("how"), Object.entries(texts.how).map(([value, text]) => ({ value, text })), "genes");
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
