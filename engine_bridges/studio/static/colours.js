// @ts-check
/** A palette file or a picture that is dropped -> everything in its colours, or one creature more. */

import { byId, say, told } from "./page.js";
import { changed, choose, store } from "./store.js";
import { texts } from "./texts.js";

/** @type {import("./tiles.js").Engine} */
let engine;

/** @param {File} file */
async function usePalette(file) {
  const found = await told(async () => engine.palette(file.name, new Uint8Array(await file.arrayBuffer())));
  if (!found) return;
  store.rgb = found.rgb;
  const seen = new Map(found.rgb.slice(1).map((/** @type {number[]} */ colour) => [colour.join(), colour]));
  byId("swatches").replaceChildren(
    ...[...seen.values()].map((colour) => {
      const swatch = document.createElement("i");
      swatch.style.background = `rgb(${colour.join(" ")})`;
      return swatch;
    }),
  );
  byId("palette-shown").hidden = false;
  say(texts.palette(file.name));
  changed("colours");
}

/** @param {File} file */
async function usePicture(file) {
  const zone = store.filters.zone || engine.world.zones[1];
  const species = store.filters.species || null;
  const card = await told(async () => engine.picture(new Uint8Array(await file.arrayBuffer()), zone, species));
  if (!card) return;
  choose(card);
  say(texts.pictureIn);
}

/** @param {import("./tiles.js").Engine} used */
export function useColours(used) {
  engine = used;
  byId("palette-box").hidden = !engine.can.palette;
  const [palette, picture] = ["palette-file", "picture-file"].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
  palette.onchange = () => palette.files?.[0] && usePalette(palette.files[0]);
  picture.onchange = () => picture.files?.[0] && usePicture(picture.files[0]);
  byId("palette-off").onclick = () => {
    store.rgb = null;
    byId("palette-shown").hidden = true;
    palette.value = "";
    say(texts.ownPalette);
    changed("colours");
  };
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("drop");
  });
  for (const name of ["dragleave", "drop"]) addEventListener(name, () => document.body.classList.remove("drop"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    if (!engine.can.palette) return say(texts.needsStudio);
    // A PNG that is dropped is a creature; one that is a palette comes in by the button.
    if (file.type === "image/png") usePicture(file);
    else usePalette(file);
  });
}
