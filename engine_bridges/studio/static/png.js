// @ts-check
/** Palette indices -> an indexed PNG as pixelgen writes it, with the DNA in it; or RGBA -> a PNG. The browser packs the
 *  pixels. Format: PNG specification, third edition. */

import { crc32, joined } from "./zip.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const [INDEXED, RGBA] = [3, 6];
const XMP = "XML:com.adobe.xmp\0\0\0\0\0"; // not packed, no language

/** @param {number} value */
function big(value) {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** @param {string} kind @param {ArrayLike<number>} content */
function chunk(kind, content) {
  const body = joined([new TextEncoder().encode(kind), Uint8Array.from(content)]);
  return joined([Uint8Array.from(big(content.length)), body, Uint8Array.from(big(crc32(body)))]);
}

/** @param {Uint8Array} bytes */
async function deflated(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} pixels @param {number} width @param {number} bytes of a pixel @param {number} scale */
function rows(pixels, width, bytes, scale) {
  const height = pixels.length / width / bytes;
  const line = 1 + width * bytes * scale; // a filter, none, before each
  const found = new Uint8Array(line * height * scale);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * scale; x++) {
      const from = bytes * (y * width + Math.floor(x / scale));
      for (let byte = 0; byte < bytes; byte++) found[y * scale * line + 1 + x * bytes + byte] = pixels[from + byte];
    }
    for (let more = 1; more < scale; more++)
      found.copyWithin((y * scale + more) * line, y * scale * line, (y * scale + 1) * line);
  }
  return { found, height: height * scale, width: width * scale };
}

/** @param {Uint8Array} pixels @param {number} across @param {number} kind @param {number} scale @param {Uint8Array[]} before */
async function png(pixels, across, kind, scale, before) {
  const { found, width, height } = rows(pixels, across, kind === RGBA ? 4 : 1, scale);
  const [head, ...rest] = [chunk("IHDR", [...big(width), ...big(height), 8, kind, 0, 0, 0]), ...before];
  return joined([Uint8Array.from(SIGNATURE), head, ...rest, chunk("IDAT", await deflated(found)), chunk("IEND", [])]);
}

/** @param {Uint8Array} indices @param {number} width @param {number[][]} rgb
 *  @param {{scale?: number, text?: Record<string, string>, xmp?: string}} [more] text: of ASCII, by its names */
export function indexedPng(indices, width, rgb, { scale = 1, text = {}, xmp } = {}) {
  const encoder = new TextEncoder();
  const texts = Object.entries(text).map(([name, content]) => chunk("tEXt", encoder.encode(`${name}\0${content}`)));
  const mark = xmp ? [chunk("iTXt", encoder.encode(XMP + xmp))] : [];
  return png(indices, width, INDEXED, scale, [...mark, chunk("PLTE", rgb.flat()), chunk("tRNS", [0]), ...texts]);
}

/** @param {Uint8Array} pixels @param {number} width @param {{scale?: number, xmp?: string}} [more] */
export function rgbaPng(pixels, width, { scale = 1, xmp } = {}) {
  return png(pixels, width, RGBA, scale, xmp ? [chunk("iTXt", new TextEncoder().encode(XMP + xmp))] : []);
}
