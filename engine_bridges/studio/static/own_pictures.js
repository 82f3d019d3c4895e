// @ts-check
/** A decoded picture -> what the page shows of it, by the core: frames in its own colours, lit, moved, with parts. Knows no
 *  page and no worker. */

import { lit, look, picture, style } from "./look.js";
import { texts } from "./texts.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./cards.js").Picture} Picture */
/** rgba: of frames, one after the other; durations_ms: one a frame, or none.
 *  @typedef {{rgba: Uint8Array, frames: number, height: number, width: number, durations_ms: number[], notes?: string[]}} Given */
/** frames: how many a strip has, 1: it is one picture; none: found.
 *  @typedef {{frames?: number | null, faces_left?: boolean}} How */
/** @typedef {{zone: string, category: string | null, species: string | null}} Place */
/** @typedef {{width: number, height: number, durations_ms: number[], colours: number[][], rows: Uint8Array}} Frames */

const [TAKING, TAKEN, MOST] = [20, 24, 256]; // bytes of the structures; colours, the transparent one too
const TABLE = 4 + 5 * MOST;
const [SIDE, PIXELS, MARGIN, FRAME_MS] = [32, 1024, 2, 120];

/** @param {Core} core @param {Given} given @param {How} how @returns {Frames & {notes: string[]}} */
function framesOf(core, given, how) {
  return core.within((alloc) => {
    const [rgba, told, taken] = [alloc(given.rgba.length), alloc(TAKING), alloc(TAKEN)];
    core.bytes().set(given.rgba, rgba);
    core.check(core.functions.pixelgen_taking_init(told, TAKING));
    core.view().setInt32(told + 12, how.frames ?? 0, true);
    core.view().setInt32(told + 16, how.faces_left ? 1 : 0, true);
    core.call("take_picture", rgba, given.frames, given.height, given.width, told, taken, rgba);
    const [frames, height, width, blocks, guessed, count] = [0, 4, 8, 12, 16, 20].map((at) => core.view().getInt32(taken + at, true));
    const pixels = frames * height * width;
    const [rows, table] = [alloc(pixels), alloc(TABLE)];
    core.call("own_colours_of", rgba, pixels, 0, 0, rows, table);
    const bytes = core.bytes();
    const colours = Array.from({ length: core.view().getInt32(table, true) }, (_, at) => [...bytes.subarray(table + 4 + 4 * at, table + 8 + 4 * at)]);
    const durations_ms = given.durations_ms.length === frames ? given.durations_ms : Array(frames).fill(FRAME_MS);
    const notes = [...(given.notes ?? [])];
    if (blocks > 1) notes.push(texts.noteBlocks(blocks));
    if (guessed) notes.push(texts.noteFrames(frames, width, height));
    if (count >= MOST) notes.push(texts.noteColours(count, MOST - 1));
    return { width, height, durations_ms, colours, rows: bytes.slice(rows, rows + pixels), notes };
  });
}

/** Red, green, blue and alpha of the first frame. @param {Frames} of */
function firstOf({ width, height, colours, rows }) {
  return Uint8Array.from(Array.from(rows.subarray(0, width * height)).flatMap((row) => colours[row]));
}

/** @param {Core} core @param {Frames} of @param {(bytes: number) => number} alloc where the table lies, its nearest indices in it */
function tableIn(core, { colours }, alloc) {
  const [table, rows, rgba] = [alloc(TABLE), alloc(colours.length), alloc(4 * colours.length)];
  core.bytes().set(colours.flat(), rgba);
  core.call("own_colours_of", rgba, colours.length, 0, 0, rows, table);
  return table;
}

/** What belongs to what, of pixels of any size. @param {Core} core @param {{indices: Uint8Array, width: number, height: number}} of
 *  @param {string | null} species @returns {Uint8Array} */
function partsOf(core, of, species) {
  return core.within((alloc) => {
    const found = alloc(of.indices.length);
    core.call("name_parts", core.weights, picture(core, of, alloc), core.put(species, alloc), found);
    return core.bytes().slice(found, found + of.indices.length);
  });
}

/** Frames lit in their own colours. @param {Core} core @param {Frames} of @param {number[]} nearest @param {Uint8Array[]} parts
 *  @param {string} zone @param {{azimuth: number, elevation: number}} [light] */
function litFrames(core, of, nearest, parts, zone, light) {
  const size = of.width * of.height;
  const found = new Uint8Array(size * parts.length);
  parts.forEach((its, frame) => {
    const rows = of.rows.subarray(frame * size, (frame + 1) * size);
    core.within((alloc) => {
      const [own, made] = [alloc(size), alloc(size)];
      const indices = rows.map((row) => nearest[row]);
      core.bytes().set(rows, own);
      const shown = picture(core, { indices, parts: its, width: of.width, height: of.height }, alloc);
      core.call("shade_own", shown, style(core, zone, light, alloc), own, tableIn(core, of, alloc), made);
      found.set(core.bytes().subarray(made, made + size), frame * size);
    });
  });
  return found;
}

/** @param {Core} core @param {Frames} of @returns {number[]} */
function nearestOf(core, of) {
  return core.within((alloc) => {
    const first = tableIn(core, of, alloc) + 4 + 4 * MOST;
    return [...core.bytes().subarray(first, first + of.colours.length)];
  });
}

/** A name for each different content: FNV-1a of 32 bits, twice. @param {string} told @param {Uint8Array} bytes */
function nameOf(told, bytes) {
  const said = new TextEncoder().encode(told);
  return [0x811c9dc5, 0x9747b28c].map((start) => {
    let rest = start;
    for (const list of [said, bytes]) for (const byte of list) rest = Math.imul(rest ^ byte, 0x01000193);
    return (rest >>> 0).toString(16).padStart(8, "0");
  }).join("");
}

/** What is known by pixels alone, as an ancestor's name. @param {Uint8Array} indices */
export function spriteName(indices) {
  return `picture:${nameOf("", indices)}`;
}

/** Frames where they are said to live -> a card. @param {Core} core @param {Frames & {notes?: string[]}} of @param {Place} place
 *  @returns {Card} */
export function pictureCard(core, of, { zone, category, species }) {
  const size = of.width * of.height;
  const nearest = nearestOf(core, of);
  const parts = of.durations_ms.map((_, frame) => {
    const indices = of.rows.subarray(frame * size, (frame + 1) * size).map((row) => nearest[row]);
    return partsOf(core, { indices, width: of.width, height: of.height }, species);
  });
  const indices = core.within((alloc) => {
    const [rgba, found] = [alloc(4 * size), alloc(PIXELS)];
    core.bytes().set(firstOf(of), rgba);
    core.call("fit_picture", rgba, of.height, of.width, found);
    return core.bytes().slice(found, found + PIXELS);
  });
  const sprite = { indices, parts: partsOf(core, { indices, width: SIDE, height: SIDE }, species) };
  const told = JSON.stringify([of.width, of.height, of.durations_ms, of.colours, zone, species]);
  const own = { ...of, nearest, lit: litFrames(core, of, nearest, parts, zone), parts: parts[0], notes: of.notes ?? [] };
  return { id: `picture:${nameOf(told, of.rows)}`, zone, category, species, traits: {}, ...sprite, lit: lit(core, sprite, zone), picture: own };
}

/** @param {Core} core @param {Given} given @param {How} how @param {Place} place */
export function taken(core, given, how, place) {
  return pictureCard(core, framesOf(core, given, how), place);
}

/** A sprite of the library's colours as a picture. @param {Core} core @param {Uint8Array} indices @param {Place} place */
export function spriteCard(core, indices, place) {
  const palette = core.bytes().subarray(core.functions.pixelgen_palette());
  const seen = [0, ...new Set(indices.filter((index) => index > 0))];
  const colours = seen.map((index) => (index ? [...palette.subarray(3 * index, 3 * index + 3), 255] : [0, 0, 0, 0]));
  const rows = indices.map((index) => seen.indexOf(index));
  const card = pictureCard(core, { width: SIDE, height: SIDE, durations_ms: [FRAME_MS], colours, rows }, place);
  return { ...card, id: spriteName(indices) };
}

/** Its motion and normals; frames of its own are its idle. @param {Core} core @param {Card & {picture: Picture}} card @param {string} wanted */
export function pictureLook(core, card, wanted) {
  const { width, height, durations_ms, rows, nearest, lit: shown, parts } = card.picture;
  const size = width * height;
  const indices = rows.subarray(0, size).map((row) => nearest[row]);
  const found = look(core, { ...card, indices, parts, lit: shown.subarray(0, size), width, height }, wanted);
  if (found.animation !== "idle" || durations_ms.length === 1) return found;
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const frames = new Uint8Array(wide * high * durations_ms.length);
  for (let row = 0; row < height * durations_ms.length; row++) {
    const top = Math.floor(row / height) * high + MARGIN + (row % height);
    frames.set(shown.subarray(row * width, (row + 1) * width), top * wide + MARGIN);
  }
  return { ...found, frames, width: wide, height: high, durations_ms, loops: true };
}

/** Its first frame in a light from elsewhere. @param {Core} core @param {Card & {picture: Picture}} card
 *  @param {{azimuth: number, elevation: number}} light */
export function pictureLit(core, card, light) {
  return litFrames(core, card.picture, card.picture.nearest, [card.picture.parts], card.zone, light);
}
