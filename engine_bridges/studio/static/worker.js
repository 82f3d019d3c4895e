// @ts-check
/** A worker that holds the core and the weights and does what it is told, one message after the other.
 *
 *  {open: {module, weights}} -> {kernel, can}; {action, content} -> {told}; {error}, a line, where it cannot.
 *  can: what the core of this page does beside drawing, by the functions that it has. */

import { Core } from "./core.js";
import { Creatures } from "./creatures.js";
import { Families } from "./families.js";
import { lit, look } from "./look.js";
import { pictureCard, pictureLit, pictureLook, taken } from "./own_pictures.js";
import { ownRamps } from "./ramps.js";

/** @type {Core} */
let core;
/** @type {Creatures} */
let creatures;
/** @type {Families} */
let families;
let hasDna = false;

/** A core without DNA knows a creature by its wish. @param {any[]} items */
function drawn(items) {
  if (hasDna) return creatures.draw(items);
  return core.draw(items).map((one, at) => ({ id: JSON.stringify(items[at]), ...items[at], ...one, lit: null, wish: items[at] }));
}

/** @type {Record<string, (content: any) => any>} */
const ACTIONS = {
  draw({ items }) {
    try {
      return drawn(items);
    } catch (error) {
      if (items.length === 1) throw error;
      return items.map((/** @type {any} */ item) => {
        try {
          return drawn([item])[0];
        } catch {
          return null; // this is the one that cannot be
        }
      });
    }
  },
  litter: (content) => families.litter(content),
  pair: (content) => families.pair(content),
  mend: (content) => families.mend(content),
  recolour: (content) => families.recolour(content),
  tree: (content) => families.tree(content),
  palette: ({ colours, ramps, world }) => (ramps ? ownRamps(ramps, world) : { rgb: core.fitted(colours), colours: [] }),
  take: ({ given, how, place }) => taken(core, given, how, place),
  picture: ({ picture, place }) => pictureCard(core, picture, place),
  look: ({ card, item, animation }) =>
    card.picture
      ? { ...pictureLook(core, card, animation), genes: [] }
      : { ...look(core, card, animation), genes: creatures.genesOf(item) },
  light: ({ card, azimuth, elevation }) =>
    card.picture ? pictureLit(core, card, { azimuth, elevation }) : lit(core, card, card.zone, { azimuth, elevation }),
};

self.onmessage = async ({ data }) => {
  try {
    if (data.open) {
      const module = /** @type {WebAssembly.Module} */ (data.open.module);
      core = new Core(await WebAssembly.instantiate(module, {}), new Uint8Array(data.open.weights));
      creatures = new Creatures(core);
      families = new Families(creatures);
      hasDna = creatures.abilities().dna;
      self.postMessage({ kernel: core.kernel(), can: creatures.abilities() });
    } else {
      self.postMessage({ told: ACTIONS[data.action](data.content) });
    }
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
