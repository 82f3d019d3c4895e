// @ts-check
/** Palette indices -> a canvas, in the view and the colours that are chosen. Knows no page. */

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./store.js").View} View */

const SIDE = 32;
// One colour for each kind of part, from 1 on: body, head, eye and so on; told apart by people who see few hues.
const PARTS = [
  [0, 0, 0], [86, 180, 233], [0, 114, 178], [240, 240, 240], [213, 94, 0], [230, 159, 0],
  [0, 158, 115], [240, 228, 66], [204, 121, 167], [255, 255, 160], [140, 140, 160],
];

/** Sets a canvas to so many pixels of these colours. @param {HTMLCanvasElement} canvas @param {number} side
 *  @param {(at: number) => number[] | null} colourOf null where it is transparent */
export function paint(canvas, side, colourOf) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(side, side);
  for (let at = 0; at < side * side; at++) {
    const colour = colourOf(at);
    if (colour === null) continue;
    image.data.set(colour, 4 * at);
    image.data[4 * at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** @param {HTMLCanvasElement} canvas @param {Uint8Array} indices of a square @param {number[][]} rgb
 *  @param {number} [first] where in indices it begins @param {number} [side] */
export function paintIndices(canvas, indices, rgb, first = 0, side = SIDE) {
  paint(canvas, side, (at) => (indices[first + at] === 0 ? null : rgb[indices[first + at]]));
}

/** The still picture of a card. @param {HTMLCanvasElement} canvas @param {Card} card @param {View} view
 *  @param {number[][]} rgb @param {Uint8Array | null} [normals] */
export function paintCard(canvas, card, view, rgb, normals = null) {
  if (view === "parts") paint(canvas, SIDE, (at) => (card.indices[at] === 0 ? null : PARTS[card.parts[at]]));
  else if (view === "normals" && normals)
    paint(canvas, SIDE, (at) => (normals[4 * at + 3] === 0 ? null : [...normals.subarray(4 * at, 4 * at + 3)]));
  else paintIndices(canvas, (view === "lit" && card.lit) || card.indices, rgb);
}
