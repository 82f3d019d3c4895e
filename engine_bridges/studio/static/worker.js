// @ts-check
/** A worker that holds the core and the weights and draws what it is told, one message after the other.
 *
 *  {open: {module, weights}} -> {kernel, can}; {draw: wishes} -> {drawn}, null for a wish that cannot be drawn; {error}.
 *  can: what the core of this page does beside drawing, by the functions that it has. */

import { Core } from "./core.js";

/** @type {Core} */
let core;

/** @param {import("./core.js").Wish} wish */
function drawnAlone(wish) {
  try {
    return core.draw([wish])[0];
  } catch {
    return null;
  }
}

/** @param {import("./core.js").Wish[]} wishes */
function drawn(wishes) {
  try {
    return core.draw(wishes);
  } catch {
    return wishes.map(drawnAlone); // one of them cannot be
  }
}

self.onmessage = async ({ data }) => {
  try {
    if (data.open) {
      core = new Core(await WebAssembly.instantiate(data.open.module, {}), new Uint8Array(data.open.weights));
      self.postMessage({ kernel: core.kernel(), can: core.abilities() });
    } else if (data.draw) {
      self.postMessage({ drawn: drawn(data.draw) });
    }
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
