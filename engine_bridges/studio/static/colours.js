// @ts-check
/** A palette file or a picture that is dropped -> everything in its colours, or one creature more. */

import { base64Of } from "./cards.js";
import { byId, say, swatchOf, told } from "./page.js";
import { isStrip } from "./palette_files.js";
import { changed, choose, store } from "./store.js";
import { texts } from "./texts.js";
import { lock } from "./wall.js";

/** @type {import("./tiles.js").Engine} */
let engine;
let locked = false; // by the palette that is worn

/** Shows everything in other colours; a palette without some of our ramps locks the wall to those that it has.
 *  @param {import("./engine.js").OtherColours} found @param {string} name */
function wear(found, name) {
  store.rgb = found.rgb;
  const seen = new Map(found.rgb.slice(1).map((colour) => [colour.join(), colour]));
  byId("swatches").replaceChildren(swatchOf([...seen.values()]));
  byId("palette-name").textContent = name;
  byId("palette-shown").hidden = false;
  changed("colours");
  if (found.colours.length || locked) lock(found.colours);
  locked = found.colours.length > 0;
}

function takeOff() {
  store.rgb = null;
  byId("palette-shown").hidden = true;
  changed("colours");
  if (locked) lock([]);
  locked = false;
}

/** @param {File} file */
async function usePalette(file) {
  const found = await told(() => engine.palette(file));
  if (!found) return;
  wear(found, file.name);
  say(found.colours.length ? texts.paletteLocks(file.name, found.colours.join(", ")) : texts.palette(file.name));
}

/** @param {File} file */
async function usePicture(file) {
  if (!engine.can.picture) return say(texts.needsStudio);
  const zone = store.filters.zone || engine.world.zones[1];
  const species = store.filters.species || null;
  const card = await told(async () => engine.picture(base64Of(new Uint8Array(await file.arrayBuffer())), zone, species));
  if (!card) return;
  choose(card);
  say(species ? texts.pictureIn : texts.pictureWhat);
}

/** A PNG is a creature, unless it is a strip of a palette's colours. @param {File} file */
async function useDropped(file) {
  if (file.type === "image/png" && !(await isStrip(file))) return usePicture(file);
  if (!engine.can.palette) return say(texts.needsStudio);
  return usePalette(file);
}

/** @param {import("./tiles.js").Engine} used */
export function useColours(used) {
  engine = used;
  byId("palette-label").hidden = !engine.can.palette;
  byId("picture-label").hidden = !engine.can.picture;
  const [palette, picture] = ["palette-file", "picture-file"].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
  for (const [input, use] of /** @type {const} */ ([[palette, usePalette], [picture, usePicture]]))
    input.onchange = async () => {
      const file = input.files?.[0];
      if (file) await use(file);
      input.value = ""; // the same file again is a change
    };
  byId("palette-off").onclick = () => {
    takeOff();
    say(texts.ownPalette);
  };
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("drop");
  });
  for (const name of ["dragleave", "drop"]) addEventListener(name, () => document.body.classList.remove("drop"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) useDropped(file);
  });
  if (engine.pack?.palette) wear(engine.pack.palette, engine.pack.name);
}
