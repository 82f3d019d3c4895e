// @ts-check
/** Frames of indices into a table of colours -> an animated GIF whose index 0 is transparent. Format: CompuServe, GIF89a (1990). */

import { joined, packed } from "./zip.js";

const [FEWEST_BITS, MOST_BITS] = [2, 8]; // of a table of colours
const MOST_CODES = 4096;
const TICK_MS = 10;
const EMPTY_CANVAS_AFTER = 2 << 2; // the next frame begins on an empty canvas
const LOOP = [0x21, 0xff, 0x0b, ...new TextEncoder().encode("NETSCAPE2.0"), 3, 1, 0, 0, 0];

/** Welch's variant of Lempel and Ziv's compression (1984), codes of growing length. @param {Uint8Array} indices
 *  @param {number} bits of an index */
function compressed(indices, bits) {
  const [clear, end] = [1 << bits, (1 << bits) + 1];
  /** @type {number[]} */
  const bytes = [];
  let [held, count, size, next] = [0, 0, bits + 1, end + 1];
  /** @type {Map<number, number>} */
  let known = new Map();
  /** @param {number} code */
  const put = (code) => {
    held |= code << count;
    for (count += size; count >= 8; count -= 8) {
      bytes.push(held & 255);
      held >>>= 8;
    }
  };
  put(clear);
  let word = indices[0];
  for (let at = 1; at < indices.length; at++) {
    const longer = (word << 8) | indices[at];
    const code = known.get(longer);
    if (code !== undefined) {
      word = code;
      continue;
    }
    put(word);
    if (next === MOST_CODES) {
      put(clear);
      [known, size, next] = [new Map(), bits + 1, end + 1];
    } else {
      if (next === 1 << size) size++;
      known.set(longer, next++);
    }
    word = indices[at];
  }
  put(word);
  if (next === 1 << size && size < 12) size++;
  put(end);
  if (count > 0) bytes.push(held & 255);
  return bytes;
}

/** In blocks of 255 bytes, each after its length. @param {number[]} bytes */
function blocks(bytes) {
  /** @type {number[]} */
  const found = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.slice(at, at + 255);
    found.push(part.length, ...part);
  }
  return [...found, 0];
}

/** Each pixel so many times both ways. @param {Uint8Array} indices @param {number} width @param {number} scale */
function enlarged(indices, width, scale) {
  const wide = width * scale;
  return Uint8Array.from({ length: indices.length * scale * scale }, (_, at) =>
    indices[Math.floor(Math.floor(at / wide) / scale) * width + Math.floor((at % wide) / scale)],
  );
}

/** Hundredths of a second, the rounding error carried on. @param {number[]} durations_ms */
function ticksOf(durations_ms) {
  let [elapsed, shown] = [0, 0];
  return durations_ms.map((duration) => {
    elapsed += duration;
    const ticks = Math.max(1, Math.round(elapsed / TICK_MS) - shown);
    shown += ticks;
    return ticks;
  });
}

/** @param {{frames: Uint8Array, width: number, height: number, durations_ms: number[]}} film frames one after the other, of
 *  indices into rgb, of which 0 is transparent @param {number[][]} rgb 2 to 256 colours @param {{scale?: number, loops?: boolean}} [more] */
export function gifOf({ frames, width, height, durations_ms }, rgb, { scale = 1, loops = true } = {}) {
  const [wide, high, size] = [width * scale, height * scale, width * height];
  const bits = Math.min(MOST_BITS, Math.max(FEWEST_BITS, Math.ceil(Math.log2(rgb.length))));
  const table = Array.from({ length: 1 << bits }, (_, at) => (rgb[at] ?? [0, 0, 0]).slice(0, 3)).flat();
  const parts = [
    new TextEncoder().encode("GIF89a"),
    packed([[wide, 2], [high, 2]]),
    Uint8Array.from([0xf0 | (bits - 1), 0, 0, ...table]),
    Uint8Array.from(loops ? LOOP : []),
  ];
  ticksOf(durations_ms).forEach((ticks, number) => {
    const frame = enlarged(frames.subarray(number * size, (number + 1) * size), width, scale);
    parts.push(
      Uint8Array.from([0x21, 0xf9, 4, EMPTY_CANVAS_AFTER | 1]),
      packed([[ticks, 2], [0, 2]]), // 0 is transparent, and ends the block
      Uint8Array.from([0x2c]),
      packed([[0, 2], [0, 2], [wide, 2], [high, 2]]),
      Uint8Array.from([0, bits, ...blocks(compressed(frame, bits))]),
    );
  });
  return joined([...parts, Uint8Array.from([0x3b])]);
}
