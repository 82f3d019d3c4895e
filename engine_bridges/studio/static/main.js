// @ts-check
/** The page: engine, rooms and keys put together. */

import { makeParent, nextLitter, useBreed } from "./breed.js";
import { useColours } from "./colours.js";
import { openEngine } from "./engine.js";
import { useFamily } from "./family.js";
import { keep, useKept } from "./kept.js";
import { nextAnswers, step, useMend } from "./mend.js";
import { byId, say } from "./page.js";
import { usePictures } from "./pictures.js";
import { another, showNamed, usePorthole } from "./porthole.js";
import { paintSea } from "./sea.js";
import { go, on, store } from "./store.js";
import { useTiles } from "./tiles.js";
import { showWall, turn, useWall } from "./wall.js";

const ROOMS = ["wall", "breed", "family", "mend", "kept"];
const DEFAULT_WATER = "reef";

/** @type {Record<string, () => void>} */
const KEYS = {
  " ": () => (store.room === "wall" ? turn(1) : go("wall")),
  k: keep,
  a: () => makeParent("a"),
  b: () => makeParent("b"),
  n: () => (store.room === "mend" ? nextAnswers() : store.room === "breed" ? nextLitter() : turn(1)),
  w: () => go("wall"),
  r: () => go("breed"),
  t: () => go("family"),
  m: () => go("mend"),
  f: () => go("kept"),
  v: () => another("view"),
  p: () => another("motion"),
  l: () => byId("light").click(),
  z: () => step("undo"),
  y: () => step("redo"),
  "?": () => /** @type {HTMLDialogElement} */ (byId("help")).showModal(),
};

/** @param {KeyboardEvent} event */
function pressed(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("dialog, select, input:not([type=radio], [type=checkbox])"))
    return;
  if (event.key === " " && at.matches("input, summary, button:not(.tile), .file")) return;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function showRoom() {
  document.body.dataset.room = store.room;
  for (const name of ROOMS) {
    const section = /** @type {HTMLElement} */ (document.querySelector(`section[data-room="${name}"]`));
    section.hidden = name !== store.room;
    const button = /** @type {HTMLElement} */ (document.querySelector(`[data-go="${name}"]`));
    if (name === store.room) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}

async function begin() {
  const engine = await openEngine();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const sea = () => {
    const { water, zones } = engine.world;
    const shown = water[store.filters.zone] || water[DEFAULT_WATER] || water[zones[0]];
    paintSea(/** @type {HTMLCanvasElement} */ (byId("sea")), shown, dark.matches);
  };
  sea();
  addEventListener("resize", sea);
  dark.addEventListener("change", sea);
  on("filters", sea);
  if (matchMedia("(max-width: 44rem)").matches) byId("filter-drawer").removeAttribute("open");
  useTiles(engine);
  useWall(engine);
  usePorthole(engine);
  usePictures(engine);
  useBreed(engine);
  useFamily(engine);
  useMend(engine);
  useColours(engine);
  on("room", showRoom);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-go]")))
    button.onclick = () => go(/** @type {string} */ (button.dataset.go));
  byId("help-button").onclick = KEYS["?"];
  addEventListener("keydown", pressed);
  addEventListener("hashchange", () => showNamed(location.hash));
  await useKept(engine);
  if (location.hash) showNamed(location.hash);
  await showWall();
}

begin().catch((error) => say(error instanceof Error ? error.message : String(error)));
