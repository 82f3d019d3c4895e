// @ts-check
/** Files that are chosen, dropped or pasted -> everything in a palette's colours, the creature that a PNG holds, or a picture of
 *  one's own. */

import { textsIn } from "./decoding.js";
import { byId, say, swatchOf, told } from "./page.js";
import { isStrip, readPalette } from "./palette_files.js";
import { takeIn } from "./pictures.js";
import { showNamed } from "./porthole.js";
import { changed, store } from "./store.js";
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
  const found = await told(async () => engine.palette(await readPalette(file, engine.world.ramps)));
  if (!found) return;
  wear(found, file.name);
  say(found.colours.length ? texts.paletteLocks(file.name, found.colours.join(", ")) : texts.palette(file.name));
}

/** A PNG that holds a DNA is that creature; any other one is a picture, as a GIF is. @param {File} file */
async function usePicture(file) {
  const dna = textsIn(new Uint8Array(await file.arrayBuffer()))["pixelgen-dna"];
  if (dna && engine.can.dna && !dna.includes(" ") && (await showNamed(dna))) return;
  await takeIn([file]);
}

/** A PNG or GIF is a creature, unless it is a strip of a palette's colours; anything else a palette. @param {File[]} files */
async function useFiles(files) {
  for (const file of files) {
    const isPicture = /^image\/(png|gif)$/.test(file.type) && !(file.type === "image/png" && (await isStrip(file)));
    if (isPicture) await usePicture(file);
    else if (engine.can.palette) await usePalette(file);
    else say(texts.needsStudio);
  }
}

/** @param {import("./tiles.js").Engine} used */
export function useColours(used) {
  engine = used;
  byId("palette-label").hidden = !engine.can.palette;
  const [palette, picture] = ["palette-file", "picture-file"].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
  for (const [input, use] of /** @type {const} */ ([[palette, usePalette], [picture, usePicture]]))
    input.onchange = async () => {
      for (const file of input.files ?? []) await use(file);
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
    useFiles([...(event.dataTransfer?.files ?? [])]);
  });
  addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    useFiles(files);
  });
  if (engine.pack?.palette) wear(engine.pack.palette, engine.pack.name);
}
