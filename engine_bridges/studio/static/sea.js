// @ts-check
/** The water behind the page: bands of the zone's colour, dithered as pixel art is, in pixels of eight by eight. */

const PIXEL = 8;
const BAYER = [
  [0, 8, 2, 10],
  [12, 4, 14, 6],
  [3, 11, 1, 9],
  [15, 7, 13, 5],
];
const BANDS = 7;

/** @param {HTMLCanvasElement} canvas @param {number[]} water @param {boolean} dark the reader's own setting */
export function paintSea(canvas, water, dark) {
  const width = Math.ceil(innerWidth / PIXEL);
  const height = Math.ceil(innerHeight / PIXEL);
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${width * PIXEL}px`;
  canvas.style.height = `${height * PIXEL}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  const paper = dark ? [7, 16, 25] : [246, 251, 252];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const depth = (y / height) * BANDS + BAYER[y % 4][x % 4] / 16;
      const share = (Math.floor(depth) / BANDS) * (dark ? 0.55 : 0.75) + (dark ? 0.05 : 0.1);
      const at = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel++)
        image.data[at + channel] = paper[channel] + (water[channel] - paper[channel]) * share;
      image.data[at + 3] = 255;
    }
  context.putImageData(image, 0, 0);
}
