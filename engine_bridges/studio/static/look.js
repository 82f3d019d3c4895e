// @ts-check
/** Pixels -> how they are shown: lit, their normals, their motion, by a core that has them (interface 10). */

/** @typedef {import("./core.js").Core} Core */
/** @typedef {(bytes: number) => number} Alloc */
/** Palette indices and part numbers; of 32 by 32 where nothing is said.
 *  @typedef {{indices: Uint8Array, parts?: Uint8Array, width?: number, height?: number}} Pixels */
/** @typedef {{azimuth: number, elevation: number}} Light degrees */

const SIDE = 32;
const [PICTURE, STYLE, MOTION, ANIMATION] = [16, 80, 24, 56]; // bytes of the structures
const [FRAMES, MARGIN, MOST_FRAMES] = [8, 2, 8];
const UNIT = 256; // length of a light's vector

/** @param {Core} core @param {Pixels} of @param {Alloc} alloc where its pixelgen_picture lies */
export function picture(core, { indices, parts, width = SIDE, height = SIDE }, alloc) {
  const size = width * height;
  const [place, pixels] = [alloc(PICTURE), alloc(2 * size)];
  core.bytes().set(indices, pixels);
  if (parts) core.bytes().set(parts, pixels + size);
  [pixels, parts ? pixels + size : 0, height, width].forEach((value, at) => core.view().setUint32(place + 4 * at, value, true));
  return place;
}

/** The light of a zone, or one from elsewhere. @param {Core} core @param {string} zone @param {Light | undefined} light
 *  @param {Alloc} alloc where its pixelgen_style lies */
export function style(core, zone, light, alloc) {
  const made = alloc(STYLE);
  core.check(core.functions.pixelgen_style_init(made, STYLE, core.put(zone, alloc)));
  if (light) {
    const [turn, rise] = [light.azimuth, light.elevation].map((degrees) => (degrees * Math.PI) / 180);
    const level = UNIT * Math.cos(rise);
    const vector = [level * Math.cos(turn), level * Math.sin(turn), UNIT * Math.sin(rise)];
    vector.forEach((part, at) => core.view().setInt32(made + 4 + 4 * at, Math.round(part), true));
  }
  return made;
}

/** The sprite in the light of a zone, or one from elsewhere. @param {Core} core @param {Pixels} sprite
 *  @param {string} zone @param {Light} [light] */
export function lit(core, sprite, zone, light) {
  return core.within((alloc) => {
    const found = alloc(sprite.indices.length);
    core.call("shade", picture(core, sprite, alloc), style(core, zone, light, alloc), found);
    return core.bytes().slice(found, found + sprite.indices.length);
  });
}

/** Layers and a motion of a creature, lit as it is.
 *  @param {Core} core
 *  @param {Pixels & {category: string | null, species: string | null, lit: Uint8Array}} card
 *  @param {string} wanted an animation; idle where it has none of that name */
export function look(core, card, wanted) {
  return core.within((alloc) => {
    const size = card.indices.length;
    const [of, rgba, names] = [picture(core, card, alloc), alloc(4 * size), alloc(16)];
    const [category, species] = [core.put(card.category, alloc), core.put(card.species, alloc)];
    core.call("normals", of, rgba);
    const normals = core.bytes().slice(rgba, rgba + 4 * size);
    core.call("animations", category, species, names);
    const places = [0, 1, 2, 3].map((at) => core.view().getUint32(names + 4 * at, true));
    const animations = places.slice(0, places.indexOf(0)).map((at) => core.text(at)); // three at most, then NULL
    const animation = animations.includes(wanted) ? wanted : "idle";
    const [width, height] = [card.width ?? SIDE, card.height ?? SIDE].map((side) => side + 2 * MARGIN);
    const [how, made, sources] = [alloc(MOTION), alloc(ANIMATION), alloc(4 * MOST_FRAMES * width * height)];
    core.check(core.functions.pixelgen_motion_init(how, MOTION));
    [category, species, core.put(animation, alloc), FRAMES, MARGIN].forEach((value, at) =>
      core.view().setUint32(how + 4 + 4 * at, value, true),
    );
    core.call("animate", of, how, made, sources);
    const number = core.view().getInt32(made, true);
    const frames = new Uint8Array(number * width * height);
    const from = new Int32Array(core.memory.buffer.slice(sources, sources + 4 * frames.length));
    from.forEach((source, at) => (frames[at] = source < 0 ? 0 : card.lit[source]));
    const durations_ms = Array.from({ length: number }, (_, at) => core.view().getInt32(made + 16 + 4 * at, true));
    return { normals, animations, animation, frames, width, height, durations_ms, loops: core.view().getInt32(made + 12, true) > 0 };
  });
}
