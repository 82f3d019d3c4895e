// @ts-check
/** Palette indices -> a canvas, in the view and the colours that are chosen. Knows no page. */

/** @typedef {import("./cards.js").Face} Face */
/** @typedef {import("./store.js").View} View */

// One colour for each kind of part, from 1 on: body, head, eye and so on; told apart by people who see few hues.
const PARTS = [
  [0, 0, 0], [86, 180, 233], [0, 114, 178], [240, 240, 240], [213, 94, 0], [230, 159, 0],
  [0, 158, 115], [240, 228, 66], [204, 121, 167], [255, 255, 160], [140, 140, 160],
];

/** Sets a canvas to so many pixels of these colours. @param {HTMLCanvasElement} canvas @param {number} side
 *  @param {(at: number) => number[] | null} colourOf red, green, blue, alpha if it is not whole; null where it is transparent */
export function paint(canvas, side, colourOf) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(side, side);
  for (let at = 0; at < side * side; at++) {
    const colour = colourOf(at);
    if (colour === null) continue;
    image.data.set(colour, 4 * at);
    image.data[4 * at + 3] = colour[3] ?? 255;
  }
  context.putImageData(image, 0, 0);
}

/** A picture of any size, in the middle of a square. @param {HTMLCanvasElement} canvas
 *  @param {{width: number, height: number}} size @param {(at: number) => number[] | null} colourOf */
function paintSized(canvas, { width, height }, colourOf) {
  const side = Math.max(width, height);
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  paint(canvas, side, (at) => {
    const [x, y] = [(at % side) - left, Math.floor(at / side) - top];
    return x < 0 || y < 0 || x >= width || y >= height ? null : colourOf(y * width + x);
  });
}

/** A frame of a motion. @param {HTMLCanvasElement} canvas @param {{frames: Uint8Array, width: number, height: number}} look
 *  @param {number} number @param {number[][]} table */
export function paintFrame(canvas, look, number, table) {
  const first = number * look.width * look.height;
  paintSized(canvas, look, (at) => (look.frames[first + at] === 0 ? null : table[look.frames[first + at]]));
}

/** The still picture of a card. @param {HTMLCanvasElement} canvas @param {Face} face @param {View} view
 *  @param {number[][]} table @param {Uint8Array | null} [normals] */
export function paintFace(canvas, face, view, table, normals = null) {
  const { flat, lit, parts } = face;
  const shown = (view === "lit" && lit) || flat;
  if (view === "parts") paintSized(canvas, face, (at) => (flat[at] === 0 ? null : PARTS[parts[at]]));
  else if (view === "normals" && normals)
    paintSized(canvas, face, (at) => (normals[4 * at + 3] === 0 ? null : [...normals.subarray(4 * at, 4 * at + 3)]));
  else paintSized(canvas, face, (at) => (shown[at] === 0 ? null : table[shown[at]]));
}
