// @ts-check
/** Creatures -> a file to take away without a server: a PNG, a GIF, a pack's TOML, or a zip of sheets or for Godot, which
 *  holds that TOML too: `pixelgen bake` makes the rest of it, such as lit scenes. */

import { gifOf } from "./gif.js";
import { freeName } from "./names.js";
import { faceOf, tableOf } from "./cards.js";
import { indexedPng, rgbaPng } from "./png.js";
import { hexOf } from "./ramps.js";
import { texts } from "./texts.js";
import { zipped } from "./zip.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./engine.js").FileWish} FileWish */
/** @typedef {import("./engine.js").SavedFile} SavedFile */
/** @typedef {{animation: string, width: number, height: number, frames: Uint8Array, durations_ms: number[], loops: boolean}} Motion */
/** @typedef {[string, Uint8Array][]} Files */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{world: any, look: (card: Card, animation: string) => Promise<any>}} Looker */

const [SHADES, WIDEST, HALF_OPAQUE] = [7, 4096, 128];
const utf8 = new TextEncoder();

/** @param {Looker} engine @param {FileWish} wish @returns {Promise<SavedFile>} */
export async function fileOf(engine, { cards, names, kind, scale = 1, animation = "idle", rgb = null }) {
  /** @type {string[]} */
  const called = [];
  for (const name of names) called.push(freeName(name, called));
  const table = (/** @type {Card} */ card) => tableOf(card, rgb, engine.world.rgb);
  if (kind === "png") return { name: `${called[0]}.png`, bytes: await still(engine, cards[0], table(cards[0]), scale), type: "image/png" };
  if (kind === "gif") {
    const film = await engine.look(cards[0], animation);
    return { name: `${called[0]}.gif`, bytes: gifOf(solid(film, table(cards[0])), table(cards[0]), { scale, loops: film.loops }), type: "image/gif" };
  }
  const text = packText(engine.world, called, cards, kind === "sheet" ? "sheet" : "godot", rgb);
  const pictures = await sheetsOf(called, cards);
  if (kind === "toml" && !pictures.length) return { name: "pack.toml", bytes: utf8.encode(text), type: "application/toml" };
  if (kind === "toml")
    return { name: "pack.zip", bytes: zipped([["pack.toml", utf8.encode(text)], ...pictures]), type: "application/zip" };
  /** @type {Files} */
  const files = [["studio_pack.toml", utf8.encode(text)], ...pictures];
  for (const [at, card] of cards.entries()) {
    const place = `studio_pack/creatures/${called[at]}/${called[at]}`;
    files.push(...(await creatureFiles(engine, card, called[at], place, kind, table(card))));
  }
  return { name: `${kind}_pack.zip`, bytes: zipped(files), type: "application/zip" };
}

/** A GIF has no half transparent colours: those that are more so than not are left out. @param {Motion} film
 *  @param {number[][]} table @returns {Motion} */
function solid(film, table) {
  return { ...film, frames: film.frames.map((row) => ((table[row][3] ?? 255) < HALF_OPAQUE ? 0 : row)) };
}

/** Pixels of a table of colours as a PNG: indexed, or of a picture's own in red, green, blue and alpha.
 *  @param {Card} card @param {Uint8Array} pixels @param {number} width @param {number[][]} table
 *  @param {{scale?: number, text?: Record<string, string>, xmp?: string}} more */
function pngOf(card, pixels, width, table, { scale, text, xmp }) {
  if (!card.picture) return indexedPng(pixels, width, table, { scale, text, xmp });
  const rgba = new Uint8Array(4 * pixels.length);
  pixels.forEach((row, at) => row && rgba.set([...table[row].slice(0, 3), table[row][3] ?? 255], 4 * at));
  return rgbaPng(rgba, width, { scale });
}

/** The creature as it is lit, its DNA in it. @param {Looker} engine @param {Card} card @param {number[][]} table @param {number} scale */
function still(engine, card, table, scale) {
  const text = card.dna ? { "pixelgen-dna": card.dna, "pixelgen-weights": engine.world.weights } : undefined;
  const face = faceOf(card);
  const first = (face.lit ?? face.flat).subarray(0, face.width * face.height);
  return pngOf(card, first, face.width, table, { scale, text, xmp: engine.world.xmp });
}

/** How many frames of a picture stand beside each other in its sheet. @param {import("./cards.js").Picture} own */
function across({ width, durations_ms }) {
  return Math.min(durations_ms.length, Math.floor(WIDEST / width));
}

/** The pictures that a pack names, as they were drawn. @param {string[]} names @param {Card[]} cards @returns {Promise<Files>} */
async function sheetsOf(names, cards) {
  /** @type {Files} */
  const files = [];
  for (const [at, card] of cards.entries()) {
    const own = card.picture;
    if (!own) continue;
    const { width, height, rows } = own;
    const [wide, down] = [across(own) * width, Math.ceil(own.durations_ms.length / across(own))];
    const sheet = new Uint8Array(wide * down * height);
    for (let line = 0; line * width < rows.length; line++) {
      const [frame, y] = [Math.floor(line / height), line % height];
      const top = Math.floor(frame / across(own)) * height + y;
      sheet.set(rows.subarray(line * width, (line + 1) * width), top * wide + (frame % across(own)) * width);
    }
    files.push([`pictures/${names[at]}.png`, await pngOf(card, sheet, wide, own.colours, {})]);
  }
  return files;
}

/** What a pack's file says of a picture whose sheet lies beside it. @param {string} name @param {Card} card */
function pictureTable(name, card) {
  const { width, height, durations_ms } = /** @type {import("./cards.js").Picture} */ (card.picture);
  const middle = [...durations_ms].sort((a, b) => a - b)[Math.floor(durations_ms.length / 2)];
  const lines = [`file = "pictures/${name}.png"`, `name = "${name}"`, `zone = "${card.zone}"`];
  if (card.species) lines.push(`species = "${card.species}"`);
  if (durations_ms.length > 1) lines.push(`frame_size = [${width}, ${height}]`, `frame_ms = ${Math.max(10, middle)}`);
  else lines.push("frame_count = 1");
  return `\n[[pictures]]\n${lines.join("\n")}\nshading = true\n`;
}

/** @param {any} world @param {string[]} names @param {Card[]} cards @param {string} format @param {number[][] | null} rgb */
export function packText(world, names, cards, format, rgb) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const head = { name: "studio", id, format };
  const tables = cards.map((card, at) =>
    card.picture ? pictureTable(names[at], card) : `\n[[creatures]]\nname = "${names[at]}"\ndna = "${card.dna}"\n`,
  );
  tables.sort((one, other) => Number(one.startsWith("\n[[pictures")) - Number(other.startsWith("\n[[pictures")));
  const filled = world.pack_head.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {keyof typeof head} */ key) => head[key]);
  return filled + (rgb ? paletteText(world, rgb) : "") + tables.join("");
}

/** @param {any} world @param {number[][]} rgb */
function paletteText(world, rgb) {
  const ramps = world.ramps.map((/** @type {string} */ ramp, /** @type {number} */ at) => {
    const steps = rgb.slice(1 + SHADES * at, 1 + SHADES * (at + 1)).map((colour) => `"${hexOf(colour)}"`);
    return `${ramp} = [${steps.join(", ")}]\n`;
  });
  return `\n[pack.palette]\n${ramps.join("")}`;
}

/** @param {Looker} engine @param {Card} card @param {string} name @param {string} place @param {string} kind
 *  @param {number[][]} rgb @returns {Promise<Files>} */
async function creatureFiles(engine, card, name, place, kind, rgb) {
  const first = await engine.look(card, "idle");
  const others = first.animations.filter((/** @type {string} */ one) => one !== first.animation);
  /** @type {Motion[]} */
  const motions = [first, ...(await Promise.all(others.map((/** @type {string} */ one) => engine.look(card, one))))];
  const side = { width: Math.max(...motions.map((motion) => motion.width)), height: Math.max(...motions.map((motion) => motion.height)) };
  const { sheet, width, places } = sheetOf(motions, side);
  const text = card.dna ? { "pixelgen-dna": card.dna } : undefined;
  const picture = await pngOf(card, sheet, width, rgb, { text, xmp: engine.world.xmp });
  const normals = await rgbaPng(first.normals, faceOf(card).width);
  if (kind === "sheet")
    return [
      [`${place}.png`, picture],
      [`${place}.json`, utf8.encode(asepriteJson(name, motions, places, side, width, sheet.length / width))],
      [`${place}_normals.png`, normals],
    ];
  return [
    [`${place}_sheet.png`, picture],
    [`${place}_frames.tres`, utf8.encode(spriteFrames(name, motions, places, side))],
    [`${place}.tscn`, utf8.encode(scene(name))],
    [`${place}_normals.png`, normals],
  ];
}

/** Frames side by side, a row a motion, or several rows for many. @param {Motion[]} motions @param {Size} size of a frame */
function sheetOf(motions, { width: wide, height: high }) {
  const most = Math.min(Math.max(...motions.map((motion) => motion.durations_ms.length)), Math.floor(WIDEST / wide));
  const rows = motions.map((motion) => Math.ceil(motion.durations_ms.length / most));
  const width = most * wide;
  const sheet = new Uint8Array(width * high * rows.reduce((sum, count) => sum + count, 0));
  let above = 0;
  const places = motions.map((motion, number) => {
    const [edge, rim] = [Math.floor((wide - motion.width) / 2), Math.floor((high - motion.height) / 2)];
    const its = motion.durations_ms.map((_, at) => {
      const [left, top] = [(at % most) * wide, (above + Math.floor(at / most)) * high];
      const first = at * motion.width * motion.height;
      for (let y = 0; y < motion.height; y++) {
        const line = motion.frames.subarray(first + y * motion.width, first + (y + 1) * motion.width);
        sheet.set(line, (top + rim + y) * width + left + edge);
      }
      return [left, top];
    });
    above += rows[number];
    return its;
  });
  return { sheet, width, places };
}

/** As Aseprite writes it, as a hash. @param {string} name @param {Motion[]} motions @param {number[][][]} places
 *  @param {Size} size of a frame @param {number} width @param {number} height */
function asepriteJson(name, motions, places, size, width, height) {
  const [w, h] = [size.width, size.height];
  /** @type {Record<string, any>} */
  const frames = {};
  let first = 0;
  const frameTags = motions.map((motion, row) => {
    motion.durations_ms.forEach((duration, at) => {
      const [x, y] = places[row][at];
      frames[`${name} ${motion.animation} ${at}`] = {
        frame: { x, y, w, h },
        rotated: false,
        trimmed: false,
        spriteSourceSize: { x: 0, y: 0, w, h },
        sourceSize: { w, h },
        duration,
      };
    });
    const from = first;
    first += motion.durations_ms.length;
    return { name: `${name} ${motion.animation}`, from, to: first - 1, direction: "forward", color: "#000000ff" };
  });
  const meta = {
    app: "https://www.aseprite.org/",
    version: "1.3",
    image: `${name}.png`,
    format: "RGBA8888",
    size: { w: width, h: height },
    scale: "1",
    frameTags,
    layers: [],
    slices: [],
  };
  return `${JSON.stringify({ frames, meta }, null, 1)}\n`;
}

/** Godot's SpriteFrames. @param {string} name @param {Motion[]} motions @param {number[][][]} places @param {Size} size */
function spriteFrames(name, motions, places, size) {
  const parts = [`[gd_resource type="SpriteFrames" format=3]\n\n[ext_resource type="Texture2D" path="${name}_sheet.png" id="1"]\n`];
  const animations = motions.map((motion, row) => {
    const [beat] = motion.durations_ms;
    const frames = motion.durations_ms.map((duration, at) => {
      const id = `${motion.animation}_${at}`;
      const [x, y] = places[row][at];
      parts.push(`\n[sub_resource type="AtlasTexture" id="${id}"]\natlas = ExtResource("1")\nregion = Rect2(${x}, ${y}, ${size.width}, ${size.height})\nfilter_clip = true\n`);
      return `{\n"duration": ${duration / beat},\n"texture": SubResource("${id}")\n}`;
    });
    return `{\n"frames": [${frames.join(", ")}],\n"loop": ${motion.loops},\n"name": &"${motion.animation}",\n"speed": ${1000 / beat}\n}`;
  });
  return `${parts.join("")}\n[resource]\nanimations = [${animations.join(", ")}]\n`;
}

/** A scene that plays them. @param {string} name */
function scene(name) {
  return `[gd_scene format=3]

[ext_resource type="SpriteFrames" path="${name}_frames.tres" id="1"]

[node name="${name.replace(/(^|_|-)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase())}" type="AnimatedSprite2D"]
texture_filter = 1
sprite_frames = ExtResource("1")
animation = &"idle"
autoplay = "idle"
`;
}
