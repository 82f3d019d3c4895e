// @ts-check
/** A sprite -> how it is shown: lit, its normals, its motion, by a core that has them (interface 10). */

/** @typedef {import("./core.js").Core} Core */
/** @typedef {{indices: Uint8Array, parts: Uint8Array}} Sprite */

const SIDE = 32;
const PIXELS = SIDE * SIDE;
const [PICTURE, STYLE, MOTION, ANIMATION] = [16, 80, 24, 56]; // bytes of the structures
const [FRAMES, MARGIN, MOST_FRAMES] = [8, 2, 8];
const UNIT = 256; // length of a light's vector

/** @param {Core} core @param {Sprite} sprite @param {(bytes: number) => number} alloc */
function picture(core, sprite, alloc) {
  const [place, pixels] = [alloc(PICTURE), alloc(2 * PIXELS)];
  core.bytes().set(sprite.indices, pixels);
  core.bytes().set(sprite.parts, pixels + PIXELS);
  [pixels, pixels + PIXELS, SIDE, SIDE].forEach((value, at) => core.view().setUint32(place + 4 * at, value, true));
  return place;
}

/** The sprite in the light of a zone, or one from elsewhere. @param {Core} core @param {Sprite} sprite
 *  @param {string} zone @param {{azimuth: number, elevation: number}} [light] degrees */
export function lit(core, sprite, zone, light) {
  return core.within((alloc) => {
    const [style, found] = [alloc(STYLE), alloc(PIXELS)];
    core.check(core.functions.pixelgen_style_init(style, STYLE, core.put(zone, alloc)));
    if (light) {
      const [turn, rise] = [light.azimuth, light.elevation].map((degrees) => (degrees * Math.PI) / 180);
      const level = UNIT * Math.cos(rise);
      const vector = [level * Math.cos(turn), level * Math.sin(turn), UNIT * Math.sin(rise)];
      vector.forEach((part, at) => core.view().setInt32(style + 4 + 4 * at, Math.round(part), true));
    }
    core.call("shade", picture(core, sprite, alloc), style, found);
    return core.bytes().slice(found, found + PIXELS);
  });
}

/** Layers and a motion of a creature, lit as its zone.
 *  @param {Core} core
 *  @param {Sprite & {zone: string, category: string | null, species: string | null, lit: Uint8Array}} card
 *  @param {string} wanted an animation; idle where it has none of that name */
export function look(core, card, wanted) {
  return core.within((alloc) => {
    const [of, rgba, names] = [picture(core, card, alloc), alloc(4 * PIXELS), alloc(16)];
    const [category, species] = [core.put(card.category, alloc), core.put(card.species, alloc)];
    core.call("normals", of, rgba);
    const normals = core.bytes().slice(rgba, rgba + 4 * PIXELS);
    core.call("animations", category, species, names);
    const places = [0, 1, 2, 3].map((at) => core.view().getUint32(names + 4 * at, true));
    const animations = places.slice(0, places.indexOf(0)).map((at) => core.text(at)); // three at most, then NULL
    const animation = animations.includes(wanted) ? wanted : "idle";
    const side = SIDE + 2 * MARGIN;
    const [how, made, sources] = [alloc(MOTION), alloc(ANIMATION), alloc(4 * MOST_FRAMES * side * side)];
    core.check(core.functions.pixelgen_motion_init(how, MOTION));
    [category, species, core.put(animation, alloc), FRAMES, MARGIN].forEach((value, at) =>
      core.view().setUint32(how + 4 + 4 * at, value, true),
    );
    core.call("animate", of, how, made, sources);
    const count = core.view().getInt32(made, true) * side * side;
    const frames = new Uint8Array(count);
    const from = new Int32Array(core.memory.buffer.slice(sources, sources + 4 * count));
    from.forEach((source, at) => (frames[at] = source < 0 ? 0 : card.lit[source]));
    const number = core.view().getInt32(made, true);
    const durations_ms = Array.from({ length: number }, (_, at) => core.view().getInt32(made + 16 + 4 * at, true));
    return { normals, animations, animation, frames, side, durations_ms, loops: core.view().getInt32(made + 12, true) > 0 };
  });
}
