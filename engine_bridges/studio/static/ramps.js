// @ts-check
/** Ramps of a palette's own -> the colour that each index is shown in; as `OwnPalette`. Knows no file. */

const SHADES = 7;

/** What ramps the page does not know of keep our colours, and creatures are locked to those that it knows.
 *  @param {Record<string, number[][]>} ramps @param {{ramps: string[], rgb: number[][]}} world */
export function ownRamps(ramps, world) {
  const rgb = world.rgb.map((colour) => [...colour]);
  for (const [name, steps] of Object.entries(ramps))
    for (let shade = 0; shade < SHADES; shade++) {
      const step = Math.floor((2 * shade * (steps.length - 1) + SHADES - 1) / (2 * (SHADES - 1)));
      rgb[1 + SHADES * world.ramps.indexOf(name) + shade] = steps[step];
    }
  const all = Object.keys(ramps).length === world.ramps.length;
  return { rgb, colours: all ? [] : Object.keys(ramps).filter((name) => name !== "ink") };
}

/** @param {number[]} colour */
export function hexOf(colour) {
  return `#${colour.slice(0, 3).map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
