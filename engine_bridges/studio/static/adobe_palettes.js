// @ts-check
/** The bytes of Adobe's palettes -> colours: .aco, .act and .ase; as pixelgen/files/binary_palettes.py, which says after what
 *  they are read. Of the colour spaces RGB, HSB, CMYK and grey are read. An Error has one line. */

import { texts } from "./texts.js";

const MOST = 4096; // colours that are looked at; a palette has fewer

/** 0 to 1 each; what lies outside is clipped, halves go to the even number. @param {number[]} shares */
function rgbOf(shares) {
  return shares.map((share) => {
    const value = share * 255;
    const whole = Math.round(value);
    return Math.min(255, Math.max(0, whole - value === 0.5 && whole % 2 ? whole - 1 : whole));
  });
}

/** @param {number} hue @param {number} saturation @param {number} value of 0 to 1 */
function ofHsv(hue, saturation, value) {
  const sixth = Math.floor(hue * 6);
  const rest = hue * 6 - sixth;
  const p = value * (1 - saturation);
  const q = value * (1 - saturation * rest);
  const t = value * (1 - saturation * (1 - rest));
  return [[value, t, p], [q, value, p], [p, value, t], [p, q, value], [t, p, value], [value, p, q]][sixth % 6];
}

/** @param {Uint8Array} bytes */
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Photoshop's swatches, of which version 1 is read; version 2 repeats it with names. @param {Uint8Array} bytes */
export function readAco(bytes) {
  const view = viewOf(bytes);
  if (bytes.length < 4 || ![1, 2].includes(view.getUint16(0))) throw new Error(texts.acoVersion);
  if (view.getUint16(0) === 2) throw new Error(texts.acoSecond);
  const count = view.getUint16(2);
  if (bytes.length < 4 + 10 * count) throw new Error(texts.cutOff(".aco", count));
  return Array.from({ length: count }, (_, number) => {
    const [space, ...values] = [0, 2, 4, 6, 8].map((at) => view.getUint16(4 + 10 * number + at));
    const [one, two, three, four] = values.map((value) => value / 65535);
    if (space === 0) return rgbOf([one, two, three]);
    if (space === 1) return rgbOf(ofHsv(one, two, three));
    if (space === 2) return rgbOf([one * four, two * four, three * four]); // 0 is full ink
    if (space === 8) return rgbOf(Array(3).fill(values[0] / 10000));
    throw new Error(texts.acoSpace(space));
  });
}

/** Photoshop's colour table: 256 times three bytes, and perhaps how many of them count. @param {Uint8Array} bytes */
export function readAct(bytes) {
  if (bytes.length !== 768 && bytes.length !== 772) throw new Error(texts.actBytes(bytes.length));
  const count = bytes.length === 772 ? viewOf(bytes).getUint16(768) : 256;
  return Array.from({ length: Math.min(count, 256) }, (_, at) => [...bytes.subarray(3 * at, 3 * at + 3)]);
}

/** Adobe Swatch Exchange; a picture of Aseprite, which has the same ending, is told. @param {Uint8Array} bytes */
export function readAse(bytes) {
  const view = viewOf(bytes);
  if (bytes[4] === 0xe0 && bytes[5] === 0xa5) throw new Error(texts.aseprite);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "ASEF") throw new Error(texts.aseHead);
  const found = [];
  for (let at = 12; at < bytes.length; ) {
    if (at + 6 > bytes.length || at + 6 + view.getUint32(at + 2) > bytes.length) throw new Error(texts.aseCut);
    const end = at + 6 + view.getUint32(at + 2);
    if (view.getUint16(at) === 1 && found.length < MOST) found.push(aseColour(bytes.subarray(at + 6, end)));
    at = end;
  }
  return found;
}

/** @param {Uint8Array} body a block's */
function aseColour(body) {
  const view = viewOf(body);
  const at = body.length < 2 ? body.length : 2 + 2 * view.getUint16(0);
  const model = String.fromCharCode(...body.subarray(at, at + 4));
  const count = /** @type {Record<string, number>} */ ({ "RGB ": 3, CMYK: 4, Gray: 1 })[model];
  if (!count) throw new Error(texts.aseModel);
  if (body.length < at + 4 + 4 * count) throw new Error(texts.aseNumbers);
  const numbers = Array.from({ length: count }, (_, number) => view.getFloat32(at + 4 + 4 * number));
  if (!numbers.every(Number.isFinite)) throw new Error(texts.aseFinite);
  if (model === "Gray") return rgbOf(Array(3).fill(numbers[0]));
  if (model === "RGB ") return rgbOf(numbers);
  return rgbOf(numbers.slice(0, 3).map((ink) => (1 - ink) * (1 - numbers[3])));
}
