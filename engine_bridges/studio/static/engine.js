// @ts-check
/** Who answers the page: `pixelgen studio` on this machine, or the core as WebAssembly in workers. One interface for both;
 *  `can` says what each of them does. */

import { ServerEngine } from "./server_engine.js";
import { WorkerEngine } from "./worker_engine.js";

/** @typedef {import("./cards.js").Card} Card */
/** Called with each creature as soon as it is drawn, and its place; null for what cannot be.
 *  @typedef {(at: number, card: Card | null) => void} Drawn */
/** cards and their names; animation, scale: of a PNG or GIF; rgb: other colours of the 64 indices.
 *  @typedef {{cards: Card[], names: string[], kind: string, scale?: number, animation?: string,
 *             rgb?: number[][] | null}} FileWish */
/** @typedef {{name: string, bytes: Uint8Array, type: string}} SavedFile */
/** colours: the ramps that it locks creatures to; none where it has all.
 *  @typedef {{rgb: number[][], colours: string[]}} OtherColours */
/** @typedef {{breed: boolean, mend: boolean, look: boolean, files: boolean, palette: boolean, picture: boolean,
 *             dna: boolean, link: boolean}} Abilities */
/** @typedef {ServerEngine | WorkerEngine} Engine */

/** The engine of this page: the studio's where its address has a token. @returns {Promise<Engine>} */
export function openEngine() {
  const token = new URLSearchParams(location.search).get("token");
  return (token ? new ServerEngine(token) : new WorkerEngine()).open();
}
