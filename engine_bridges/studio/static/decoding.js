// @ts-check
/** The file of a picture -> its frames in red, green, blue and alpha, by the browser's own decoder; and what a PNG says of
 *  itself. An Error has one line. */

import { texts } from "./texts.js";

/** @typedef {import("./own_pictures.js").Given} Given */

const LARGEST = 32 << 20; // bytes
const [PNG, GIF] = [{ type: "image/png", side: 4096 }, { type: "image/gif", side: 1024 }];
const MOST_FRAMES = 256;
const [SHORTEST_MS, USUAL_MS, LONGEST_MS] = [10, 100, 60_000];
const RAW = /** @type {const} */ ({ colorSpaceConversion: "none", premultiplyAlpha: "none" });

/** @param {Uint8Array} bytes @param {number} at */
function ascii(bytes, at, length = 4) {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** Kinds and contents of a PNG's chunks, as far as they are whole. @param {Uint8Array} bytes @returns {[string, Uint8Array][]} */
function chunksOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {[string, Uint8Array][]} */
  const found = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    found.push([ascii(bytes, at + 4), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return found;
}

/** The texts in a PNG by their names. @param {Uint8Array} bytes @returns {Record<string, string>} */
export function textsIn(bytes) {
  if (ascii(bytes, 1, 3) !== "PNG") return {};
  const pairs = chunksOf(bytes).filter(([kind]) => kind === "tEXt").map(([, content]) => {
    const text = new TextDecoder("latin1").decode(content);
    return [text.slice(0, text.indexOf("\0")), text.slice(text.indexOf("\0") + 1)];
  });
  return Object.fromEntries(pairs);
}

/** What kind of picture it is; an Error for what is none, or too large. @param {Uint8Array} bytes */
function kindOf(bytes) {
  if (bytes.length > LARGEST) throw new Error(texts.pictureBytes(LARGEST >> 20));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isGif = ascii(bytes, 0) === "GIF8" && bytes.length > 10;
  if (!isGif && (ascii(bytes, 1, 3) !== "PNG" || bytes.length < 33)) throw new Error(texts.pictureKinds);
  const [kind, width, height] = isGif
    ? [GIF, view.getUint16(6, true), view.getUint16(8, true)]
    : [PNG, view.getUint32(16), view.getUint32(20)];
  if (!width || !height || Math.max(width, height) > kind.side) throw new Error(texts.pictureSide(kind.side, width, height));
  const names = isGif ? [] : chunksOf(bytes).map(([name]) => name);
  if (names.includes("acTL")) throw new Error(texts.pictureMoves);
  if (!isGif && !names.includes("IEND")) throw new Error(texts.pictureDamaged);
  return kind;
}

/** @param {CanvasImageSource} source @param {number} width @param {number} height */
function drawn(source, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(source, 0, 0);
  return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
}

/** A decoded frame; half transparent colours stay exact where the browser hands them over as they are. @param {any} frame */
async function pixelsOf(frame) {
  const [width, height] = [frame.codedWidth, frame.codedHeight];
  try {
    const bytes = new Uint8Array(4 * width * height);
    const layout = [{ offset: 0, stride: 4 * width }];
    await frame.copyTo(bytes, { format: "RGBA", layout });
    return { bytes, width, height };
  } catch {
    return { bytes: drawn(frame, width, height), width, height };
  }
}

/** @param {Uint8Array} bytes @param {string} type @returns {Promise<Given>} */
async function framesOf(bytes, type) {
  const Decoder = /** @type {any} */ (globalThis).ImageDecoder;
  if (!Decoder) {
    const bitmap = await createImageBitmap(new Blob([/** @type {BlobPart} */ (bytes)], { type }), RAW);
    return { rgba: drawn(bitmap, bitmap.width, bitmap.height), frames: 1, width: bitmap.width, height: bitmap.height, durations_ms: [], notes: type === GIF.type ? [texts.firstFrame] : [] };
  }
  const decoder = new Decoder({ data: bytes, type, ...RAW });
  try {
    await decoder.tracks.ready;
    await decoder.completed;
    const count = decoder.tracks.selectedTrack.frameCount;
    if (count > MOST_FRAMES) throw new Error(texts.pictureFrames(MOST_FRAMES));
    const found = [];
    const durations_ms = [];
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      durations_ms.push(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(image.duration / 1000) || USUAL_MS)));
      found.push(await pixelsOf(image));
      image.close();
    }
    const [{ width, height }] = found;
    const rgba = new Uint8Array(4 * width * height * count);
    found.forEach((one, at) => rgba.set(one.bytes, 4 * width * height * at));
    return { rgba, frames: count, width, height, durations_ms: type === GIF.type ? durations_ms : [] };
  } finally {
    decoder.close();
  }
}

/** What a PNG's filters add back to a byte, from the one before it, the one above, and the one above that before it.
 *  @type {((left: number, above: number, corner: number) => number)[]} */
const FILTERS = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  },
];

/** The pixels of a PNG of 8 bits in red, green, blue and alpha, exactly: browsers round colours that are half transparent.
 *  null for a PNG of another kind. Format: PNG specification, third edition. @param {Uint8Array} bytes @param {Given} decoded */
export async function exactly(bytes, { width, height }) {
  const chunks = chunksOf(bytes);
  if (chunks[0]?.[1].slice(8, 13).join() !== "8,6,0,0,0") return null;
  const packed = new Blob(chunks.filter(([kind]) => kind === "IDAT").map(([, content]) => /** @type {BlobPart} */ (content)));
  const lines = new Uint8Array(await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
  const line = 4 * width;
  const found = new Uint8Array(line * height);
  for (let y = 0; y < height; y++) {
    const filter = FILTERS[lines[y * (line + 1)]];
    for (let x = 0; x < line; x++) {
      const at = y * line + x;
      const [left, above] = [x < 4 ? 0 : found[at - 4], y ? found[at - line] : 0];
      const corner = x < 4 || !y ? 0 : found[at - line - 4];
      found[at] = lines[y * (line + 1) + 1 + x] + filter(left, above, corner);
    }
  }
  return found;
}

/** How long each frame of a strip that pixelgen wrote is shown. @param {Uint8Array} bytes @returns {number[]} */
function recorded(bytes) {
  try {
    const { durations_ms } = JSON.parse(textsIn(bytes)["pixelgen-frames"]);
    return durations_ms.every((/** @type {any} */ one) => one >= 1 && one <= LONGEST_MS) ? durations_ms : [];
  } catch {
    return [];
  }
}

/** A strip of so many frames -> the frames one after the other. @param {Given} strip @param {number[]} durations_ms @returns {Given} */
function apart({ rgba, width, height }, durations_ms) {
  const frames = durations_ms.length;
  const line = (4 * width) / frames;
  const found = new Uint8Array(rgba.length);
  for (let row = 0; row < height * frames; row++) {
    const from = 4 * width * (row % height) + line * Math.floor(row / height);
    found.set(rgba.subarray(from, from + line), line * row);
  }
  return { rgba: found, frames, width: width / frames, height, durations_ms };
}

/** @param {Blob} file @returns {Promise<Given>} */
export async function decoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { type } = kindOf(bytes);
  const found = await framesOf(bytes, type).catch((error) => {
    throw error instanceof DOMException || error instanceof TypeError ? new Error(texts.pictureDamaged) : error;
  });
  const isHalf = type === PNG.type && found.rgba.some((value, at) => at % 4 === 3 && value > 0 && value < 255);
  if (isHalf) found.rgba = (await exactly(bytes, found)) ?? found.rgba;
  const durations = recorded(bytes);
  return durations.length && found.width % durations.length === 0 ? apart(found, durations) : found;
}
