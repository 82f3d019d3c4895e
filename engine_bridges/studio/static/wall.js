// @ts-check
/** The wall: filters and a number -> 24 wishes, drawn as they are seen, and up to 64 when one scrolls on. The same number
 *  shows the same wall again. */

import { byId, chips, options, say, told } from "./page.js";
import { changed, go, on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, fill, rampOf, walk } from "./tiles.js";

/** @typedef {import("./tiles.js").Engine} Engine */

const SIZE = 24;
const MORE = 20;
const MOST = 64;
const NEAR = 200; // pixels below the window's end at which more is drawn
const ROUNDS = 3; // in which wishes that nothing fits are made anew
/** @type {Engine} */
let engine;
let stop = new AbortController();
let drawing = false;
/** @type {import("./tiles.js").Tile[]} */
let tiles = [];

/** A number of 32 bits from two: Wang's hash. @param {number} a @param {number} b */
function mixed(a, b) {
  let x = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 0;
  x = (x ^ 61 ^ (x >>> 16)) >>> 0;
  x = (x + (x << 3)) >>> 0;
  x = (x ^ (x >>> 4)) >>> 0;
  x = Math.imul(x, 0x27d4eb2d) >>> 0;
  return (x ^ (x >>> 15)) >>> 0;
}

/** Species that fit the filters. */
function fitting() {
  const { species, category, traits } = store.filters;
  const { world } = engine;
  return Object.keys(world.species).filter(
    (name) =>
      (!species || name === species) &&
      (!category || world.species[name] === category) &&
      Object.entries(traits).every(([trait, value]) => world.offered[name][trait].includes(value)),
  );
}

/** @param {number} number @param {number} round @param {string[]} species */
function wish(number, round, species) {
  const { world } = engine;
  const seed = mixed(store.wall * 64 + round, number + 1);
  const zones = store.filters.zone ? [store.filters.zone] : world.zones;
  const kinds = [...new Set(species.map((name) => world.species[name]))];
  const zone = zones[mixed(seed, 1) % zones.length];
  const named = store.filters.species || (Object.keys(store.filters.traits).length ? species[mixed(seed, 3) % species.length] : null);
  return {
    zone,
    category: named ? world.species[named] : kinds[mixed(seed, 2) % kinds.length],
    species: named,
    traits: { ...store.filters.traits },
    colours: store.filters.colours,
    seed: String(seed),
  };
}

/** Draws the wall's creatures from one number on. @param {number} first @param {string[]} species @returns {Promise<boolean>}
 *  whether it was drawn to the end */
async function draw(first, species) {
  const { signal } = stop;
  const began = performance.now();
  let open = tiles.slice(first).map((_, at) => first + at);
  const wanted = open.length;
  drawing = true;
  await told(async () => {
    for (let round = 0; round < ROUNDS && open.length; round++) {
      const numbers = open;
      open = [];
      const wishes = numbers.map((number) => wish(number, round, species));
      wishes.forEach(({ zone }, at) => tiles[numbers[at]].expect(zone));
      await engine.draw(
        wishes,
        (at, card) => (card ? tiles[numbers[at]].show(card) : open.push(numbers[at])),
        signal,
      );
      if (signal.aborted) return;
    }
  });
  if (signal.aborted) return false;
  drawing = false;
  for (const number of open) tiles[number].button.remove();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(open.length === wanted ? texts.nobody : texts.wallReady(wanted - open.length, seconds));
  return true;
}

export async function showWall() {
  stop.abort();
  stop = new AbortController();
  byId("wall-title").textContent = texts.wallLabel(store.wall);
  byId("before").toggleAttribute("disabled", store.wall === 1);
  byId("more").hidden = true;
  const species = fitting();
  tiles = fill(byId("wall"), species.length ? Array(SIZE).fill(null) : []);
  if (!species.length) return say(texts.nobody);
  if (!(await draw(0, species))) return;
  byId("more").hidden = false;
  document.body.dataset.wall = String(store.wall); // for tests: this wall is whole
}

/** The wall goes on below. */
async function more() {
  if (drawing || store.room !== "wall" || byId("more").hidden) return;
  const first = tiles.length;
  const added = Array.from({ length: Math.min(MORE, MOST - first) }, () => new Tile(null));
  tiles = [...tiles, ...added];
  byId("wall").append(...added.map((tile) => tile.button));
  walk(byId("wall"));
  byId("more").hidden = tiles.length >= MOST;
  await draw(first, fitting());
}

/** More where somebody scrolls to the end of what is there. */
function scrolled() {
  const end = byId("more").getBoundingClientRect();
  if (end.height && end.top < innerHeight + NEAR) more();
}

/** @param {number} by */
export function turn(by) {
  store.wall = Math.max(1, store.wall + by);
  scrollTo({ top: 0 });
  showWall();
}

/** @param {keyof import("./store.js").Filters} field @param {any} value */
function set(field, value) {
  store.filters = { ...store.filters, [field]: value };
  if (field === "category") store.filters.species = "";
  store.wall = 1;
  if (store.room !== "wall") go("wall");
  changed("filters");
}

/** Locks the wall to these ramps; to none: any. @param {string[]} colours */
export function lock(colours) {
  set("colours", colours);
}

/** Holds a trait on the wall, or lets it go. @param {string} trait @param {string} value */
export function hold(trait, value) {
  const { [trait]: before, ...others } = store.filters.traits;
  set("traits", before === value || !value ? others : { ...others, [trait]: value });
}

function showFilters() {
  const { world } = engine;
  const { zone, category, species, traits } = store.filters;
  const depths = world.zones.map((/** @type {string} */ name) => ({ value: name, text: name, class: name }));
  chips(byId("zones"), [{ value: "", text: texts.allDepths, class: "any" }, ...depths], {
    name: "zone",
    chosen: zone,
    chip: "depth",
    pick: (value) => set("zone", value),
  });
  const kinds = world.categories.map((/** @type {string} */ name) => ({ value: name, text: texts.words(name) }));
  chips(byId("categories"), [{ value: "", text: texts.allKinds }, ...kinds], {
    name: "category",
    chosen: category,
    pick: (value) => set("category", value),
  });
  const names = Object.keys(world.species).filter((name) => !category || world.species[name] === category);
  options(
    byId("species"),
    [{ value: "", text: texts.anySpecies }, ...names.sort().map((name) => ({ value: name, text: texts.words(name) }))],
    species,
  );
  for (const [trait, values] of Object.entries(world.traits)) {
    const select = /** @type {HTMLSelectElement} */ (byId(`trait-${trait}`));
    const all = /** @type {string[]} */ (values).map((value) => ({ value, text: value }));
    options(select, [{ value: "", text: texts.any }, ...all], traits[trait] ?? "");
  }
  byId("let-go").toggleAttribute("disabled", !Object.keys(traits).length);
  showRamps();
}

/** The ramps in the colours that everything is shown in. */
function showRamps() {
  const { colours } = store.filters;
  const ramps = engine.world.ramps.filter((/** @type {string} */ name) => name !== "ink");
  chips(byId("ramps"), ramps.map((/** @type {string} */ value) => ({ value, text: value })), {
    name: "lock",
    chosen: colours,
    pick: (value, isOn) => lock(isOn ? [...colours, value] : colours.filter((one) => one !== value)),
    swatch: rampOf,
  });
}

/** @param {Engine} used */
export function useWall(used) {
  engine = used;
  for (const trait of Object.keys(engine.world.traits)) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.id = `trait-${trait}`;
    select.onchange = () => hold(trait, select.value);
    label.append(trait, select);
    byId("traits").append(label);
  }
  byId("species").onchange = (event) => set("species", /** @type {HTMLSelectElement} */ (event.target).value);
  byId("let-go").onclick = () => set("traits", {});
  byId("next").onclick = () => turn(1);
  byId("before").onclick = () => turn(-1);
  byId("more").onclick = more;
  for (const event of ["scroll", "wheel", "touchmove"]) addEventListener(event, scrolled, { passive: true });
  on("colours", showRamps);
  on("filters", () => {
    showFilters();
    showWall();
  });
  showFilters();
}
