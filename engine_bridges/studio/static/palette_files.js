// @ts-check
/** A palette file -> its colours: .hex, .gpl, .pal, .txt of Paint.NET, .aco, .act, .ase,
 *  .png, and TOML with a table [ramps]. One line of an Error says what is wrong, as `pixelgen palette` would. */

import { readAco, readAct, readAse } from "./adobe_palettes.js";
import { texts } from "./texts.js";

/** colours: of any number, dark or light, none twice; or ramps: name -> its colours, dark to light.
 *  @typedef {{colours?: number[][], ramps?: Record<string, number[][]>}} Found */

const MOST = 256;
const MOST_PIXELS = 1 << 20;
const LARGEST = 1 << 20; // bytes
export const ENDINGS = [".hex", ".gpl", ".pal", ".txt", ".png", ".aco", ".act", ".ase", ".toml"];

/** @param {string} hex @returns {number[]} */
function rgbOf(hex) {
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Lines with their numbers from 1. @param {string} text @returns {[number, string][]} */
function lines(text) {
  return text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).map((line, at) => [at + 1, line.trim()]);
}

/** @param {string[]} words @param {string} line @param {string} kind @param {number} number */
function numbers(words, line, kind, number) {
  const found = words.slice(0, 3).map(Number);
  if (words.length < 3 || !words.slice(0, 3).every((word) => /^[0-9]{1,3}$/.test(word)) || Math.max(...found) > 255)
    throw new Error(texts.badLine(kind, number, texts.threeNumbers, line));
  return found;
}

/** @param {string} text */
function readHex(text) {
  return lines(text).flatMap(([number, line]) => {
    const match = /^#?([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(line);
    if (!match && line) throw new Error(texts.badLine(".hex", number, "1a2b3c", line));
    return match && match[2] !== "00" ? [rgbOf(match[1])] : [];
  });
}

/** @param {string} text */
function readTxt(text) {
  return lines(text).flatMap(([number, line]) => {
    const match = /^([0-9a-f]{2})?([0-9a-f]{6})$/i.exec(line);
    if (!match && line && !line.startsWith(";")) throw new Error(texts.badLine(".txt", number, "ff1a2b3c", line));
    return match && match[1] !== "00" ? [rgbOf(match[2])] : [];
  });
}

/** @param {string} text */
function readGpl(text) {
  const [[, head], ...rest] = lines(text);
  if (head !== "GIMP Palette") throw new Error(texts.badLine(".gpl", 1, "GIMP Palette", head));
  return rest
    .filter(([, line]) => line && !line.startsWith("#") && !/^[A-Za-z]+:/.test(line))
    .map(([number, line]) => numbers(line.split(/\s+/), line, ".gpl", number));
}

/** @param {Uint8Array} bytes @param {string} text */
function readPal(bytes, text) {
  if (text.startsWith("RIFF")) return readRiff(bytes);
  const [[, head], [, version] = [2, ""], [, count] = [3, ""], ...rest] = lines(text).filter(([, line]) => line);
  if (head !== "JASC-PAL") throw new Error(texts.badLine(".pal", 1, "JASC-PAL", head));
  if (version !== "0100") throw new Error(texts.badLine(".pal", 2, "0100", version));
  if (count !== String(rest.length)) throw new Error(texts.badLine(".pal", 3, String(rest.length), count));
  return rest.map(([number, line]) => numbers(line.split(/\s+/), line, ".pal", number));
}

/** Microsoft's. @param {Uint8Array} bytes */
function readRiff(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = 12; // RIFF, its length, PAL; then data, its length, a version, and the count
  if (bytes.length < at + 12) throw new Error(texts.damaged(".pal"));
  const count = view.getUint16(at + 10, true);
  if (bytes.length < at + 12 + 4 * count) throw new Error(texts.damaged(".pal"));
  return Array.from({ length: count }, (_, number) => [...bytes.subarray(at + 12 + 4 * number, at + 15 + 4 * number)]);
}

/** The pixels of a picture. @param {Blob} blob */
export async function pixelsOf(blob) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch {
    throw new Error(texts.noPicture);
  }
  if (bitmap.width * bitmap.height > MOST_PIXELS) throw new Error(texts.largePicture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** @param {ImageData} image */
function coloursOf({ data }) {
  const found = new Map();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue;
    const colour = [data[at], data[at + 1], data[at + 2]];
    found.set(colour.join(), colour);
    if (found.size > MOST) throw new Error(texts.manyColours);
  }
  return [...found.values()];
}

/** Whether a picture is a palette and no creature: a strip of squares of one colour each. @param {Blob} blob */
export async function isStrip(blob) {
  const image = await pixelsOf(blob).catch(() => null);
  if (!image) return false;
  const [short, long] = [Math.min(image.width, image.height), Math.max(image.width, image.height)];
  if (long % short || long === short) return false;
  const words = new Uint32Array(image.data.buffer);
  return words.every((word, at) => {
    const [x, y] = [at % image.width, Math.floor(at / image.width)];
    return word === words[image.width === long ? x - (x % short) : (y - (y % short)) * image.width];
  });
}

/** name = ["#1a2b3c", ...] below [ramps]. @param {string} text @param {string[]} known */
function readRamps(text, known) {
  const plain = text.replace(/^(?:[^"#\n]|"[^"\n]*")*(#.*)$/gm, (line, comment) => line.slice(0, line.length - comment.length));
  if (!/^\s*\[ramps\]\s*$/m.test(plain)) throw new Error(texts.noRamps);
  /** @type {Record<string, number[][]>} */
  const ramps = {};
  for (const [, name, list] of plain.matchAll(/^\s*([a-z]+)\s*=\s*\[([^\]]*)\]/gm)) {
    if (!known.includes(name)) throw new Error(texts.noSuchRamp(name, known.join(", ")));
    const colours = [...list.matchAll(/["']([^"']*)["']/g)].map(([, colour]) => colour);
    const odd = colours.find((colour) => !/^#?[0-9a-f]{6}$/i.test(colour));
    if (odd !== undefined || !colours.length) throw new Error(texts.badRamp(name, odd ?? ""));
    ramps[name] = colours.map((colour) => rgbOf(colour.replace("#", "")));
  }
  if (!ramps.ink || Object.keys(ramps).length < 2) throw new Error(texts.fewRamps);
  return ramps;
}

/** @param {File} file @param {string[]} known names of our ramps @returns {Promise<Found>} */
export async function readPalette(file, known) {
  const ending = /\.[a-z]+$/.exec(file.name.toLowerCase())?.[0] ?? "";
  if (!ENDINGS.includes(ending)) throw new Error(texts.badEnding(file.name, ENDINGS.join(", ")));
  if (file.size > LARGEST) throw new Error(texts.largePalette(file.name));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  try {
    if (ending === ".toml") return { ramps: readRamps(text, known) };
    /** @type {Record<string, () => number[][] | Promise<number[][]>>} */
    const readers = {
      ".hex": () => readHex(text),
      ".txt": () => readTxt(text),
      ".gpl": () => readGpl(text),
      ".pal": () => readPal(bytes, text),
      ".aco": () => readAco(bytes),
      ".act": () => readAct(bytes),
      ".ase": () => readAse(bytes),
      ".png": async () => coloursOf(await pixelsOf(file)),
    };
    const colours = [...new Map((await readers[ending]()).map((colour) => [colour.join(), colour])).values()];
    if (colours.length < 2 || colours.length > MOST) throw new Error(texts.countColours(colours.length));
    return { colours };
  } catch (error) {
    throw new Error(`${file.name}: ${error instanceof Error ? error.message : error}`);
  }
}
