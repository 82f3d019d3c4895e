// @ts-check
/** Creatures -> a file to take away without a server: a PNG, a GIF, a pack's TOML, or a zip of sheets or for Godot, which
 *  holds that TOML too: `pixelgen bake` makes the rest of it, such as lit scenes. */

import { gifOf } from "./gif.js";
import { freeName } from "./names.js";
import { indexedPng, rgbaPng } from "./png.js";
import { texts } from "./texts.js";
import { zipped } from "./zip.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./engine.js").FileWish} FileWish */
/** @typedef {import("./engine.js").SavedFile} SavedFile */
/** @typedef {{animation: string, side: number, frames: Uint8Array, durations_ms: number[], loops: boolean}} Motion */
/** @typedef {[string, Uint8Array][]} Files */
/** @typedef {{world: any, look: (card: Card, animation: string) => Promise<any>}} Looker */

const [SIDE, SHADES] = [32, 7];
const utf8 = new TextEncoder();

/** @param {Looker} engine @param {FileWish} wish @returns {Promise<SavedFile>} */
export async function fileOf(engine, { cards, names, kind, scale = 1, animation = "idle", rgb = null }) {
  const colours = rgb ?? engine.world.rgb;
  /** @type {string[]} */
  const called = [];
  for (const name of names) called.push(freeName(name, called));
  if (kind === "png") return { name: `${called[0]}.png`, bytes: await still(engine, cards[0], colours, scale), type: "image/png" };
  if (kind === "gif") {
    const { frames, side, durations_ms, loops } = await engine.look(cards[0], animation);
    return { name: `${called[0]}.gif`, bytes: gifOf(frames, side, durations_ms, colours, { scale, loops }), type: "image/gif" };
  }
  if (cards.some((card) => !card.dna)) throw new Error(texts.noDnaToKeep);
  const text = packText(engine.world, called, cards, kind === "sheet" ? "sheet" : "godot", rgb);
  if (kind === "toml") return { name: "pack.toml", bytes: utf8.encode(text), type: "application/toml" };
  /** @type {Files} */
  const files = [["studio_pack.toml", utf8.encode(text)]];
  for (const [at, card] of cards.entries()) {
    const place = `studio_pack/creatures/${called[at]}/${called[at]}`;
    files.push(...(await creatureFiles(engine, card, called[at], place, kind, colours)));
  }
  return { name: `${kind}_pack.zip`, bytes: zipped(files), type: "application/zip" };
}

/** The creature as it is lit, its DNA in it. @param {Looker} engine @param {Card} card @param {number[][]} rgb @param {number} scale */
function still(engine, card, rgb, scale) {
  const text = card.dna ? { "pixelgen-dna": card.dna, "pixelgen-weights": engine.world.weights } : undefined;
  return indexedPng(card.lit ?? card.indices, SIDE, rgb, { scale, text, xmp: engine.world.xmp });
}

/** @param {any} world @param {string[]} names @param {Card[]} cards @param {string} format @param {number[][] | null} rgb */
export function packText(world, names, cards, format, rgb) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const head = { name: "studio", id, format };
  const tables = cards.map((card, at) => `\n[[creatures]]\nname = "${names[at]}"\ndna = "${card.dna}"\n`);
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

/** @param {number[]} colour */
export function hexOf(colour) {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {Looker} engine @param {Card} card @param {string} name @param {string} place @param {string} kind
 *  @param {number[][]} rgb @returns {Promise<Files>} */
async function creatureFiles(engine, card, name, place, kind, rgb) {
  const first = await engine.look(card, "idle");
  const others = first.animations.filter((/** @type {string} */ one) => one !== first.animation);
  /** @type {Motion[]} */
  const motions = [first, ...(await Promise.all(others.map((/** @type {string} */ one) => engine.look(card, one))))];
  const side = Math.max(...motions.map((motion) => motion.side));
  const { sheet, width, places } = sheetOf(motions, side);
  const text = { "pixelgen-dna": /** @type {string} */ (card.dna) };
  const picture = await indexedPng(sheet, width, rgb, { text, xmp: engine.world.xmp });
  const normals = await rgbaPng(first.normals, SIDE);
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

/** Frames side by side, a row a motion. @param {Motion[]} motions @param {number} side */
function sheetOf(motions, side) {
  const most = Math.max(...motions.map((motion) => motion.durations_ms.length));
  const width = most * side;
  const sheet = new Uint8Array(width * side * motions.length);
  const places = motions.map((motion, row) =>
    motion.durations_ms.map((_, column) => {
      const [left, top] = [column * side, row * side];
      const first = column * motion.side * motion.side;
      const edge = Math.floor((side - motion.side) / 2);
      for (let y = 0; y < motion.side; y++)
        sheet.set(motion.frames.subarray(first + y * motion.side, first + (y + 1) * motion.side), (top + edge + y) * width + left + edge);
      return [left, top];
    }),
  );
  return { sheet, width, places };
}

/** As Aseprite writes it, as a hash. @param {string} name @param {Motion[]} motions @param {number[][][]} places
 *  @param {number} side @param {number} width @param {number} height */
function asepriteJson(name, motions, places, side, width, height) {
  /** @type {Record<string, any>} */
  const frames = {};
  let first = 0;
  const frameTags = motions.map((motion, row) => {
    motion.durations_ms.forEach((duration, at) => {
      const [x, y] = places[row][at];
      frames[`${name} ${motion.animation} ${at}`] = {
        frame: { x, y, w: side, h: side },
        rotated: false,
        trimmed: false,
        spriteSourceSize: { x: 0, y: 0, w: side, h: side },
        sourceSize: { w: side, h: side },
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

/** Godot's SpriteFrames. @param {string} name @param {Motion[]} motions @param {number[][][]} places @param {number} side */
function spriteFrames(name, motions, places, side) {
  const parts = [`[gd_resource type="SpriteFrames" format=3]\n\n[ext_resource type="Texture2D" path="${name}_sheet.png" id="1"]\n`];
  const animations = motions.map((motion, row) => {
    const [beat] = motion.durations_ms;
    const frames = motion.durations_ms.map((duration, at) => {
      const id = `${motion.animation}_${at}`;
      const [x, y] = places[row][at];
      parts.push(`\n[sub_resource type="AtlasTexture" id="${id}"]\natlas = ExtResource("1")\nregion = Rect2(${x}, ${y}, ${side}, ${side})\nfilter_clip = true\n`);
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
