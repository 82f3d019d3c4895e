// @ts-check
/** The chosen creature's ancestors, its parents above it, with what came from whom; and its genes in words. */

import { byId, swatchOf, told } from "./page.js";
import { paint } from "./pixels.js";
import { on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, lookOf, nameOf } from "./tiles.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {{card: Card, parents: string[], heredity: Record<string, any>}} Node */
/** @type {import("./tiles.js").Engine} */
let engine;
const SVG = "http://www.w3.org/2000/svg";
const [SIDE, SHADES] = [32, 7];
const [OF_A, ANEW] = [[217, 84, 31], [43, 134, 217]]; // as the lines to its parents
const GENERATIONS = 4; // above the creature: sixteen ancestors side by side

/** What of a child came from whom. @param {Node} node */
function wordsOf({ heredity, parents }) {
  if (heredity.anew) return texts.anew(heredity.anew);
  if (!heredity.species_from) return "";
  const anew = Object.keys(heredity.givers).filter((trait) => heredity.givers[trait] === "new");
  if (parents[0] === parents[1] && anew.length) return texts.recolouredIn(anew.join(", "));
  return heredity.kept.length ? texts.keeps(heredity.kept.join(", ")) : texts.drawnAfresh;
}

/** A creature below its parents, as many generations up as there is room; an ancestor that two share stands there twice.
 *  @param {Node} node @param {Map<string, Node>} byName @param {number} left generations above @returns {HTMLElement} */
function branchOf(node, byName, left) {
  const branch = document.createElement("div");
  branch.className = "branch";
  const above = left ? [...new Set(node.parents)].map((name) => byName.get(name)).filter((found) => found !== undefined) : [];
  if (above.length) {
    const parents = document.createElement("div");
    parents.className = "parents";
    parents.append(...above.map((parent) => branchOf(parent, byName, left - 1)));
    branch.append(parents);
  }
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = [nameOf(node.card), wordsOf(node)].filter(Boolean).join(": ");
  figure.append(new Tile(node.card).button, caption);
  branch.append(figure);
  return branch;
}

/** A map of a child: which of its pixels are its first parent's, shade for shade, and which were drawn anew.
 *  @param {Node} node @param {Card | undefined} parent */
function mapOf({ card, heredity }, parent) {
  const map = document.createElement("figure");
  if (!parent || !(heredity.anew || heredity.kept?.length)) return map;
  const isKept = (/** @type {number} */ at) =>
    parent.indices[at] > 0 && (parent.indices[at] - 1) % SHADES === (card.indices[at] - 1) % SHADES;
  const canvas = document.createElement("canvas");
  paint(canvas, SIDE, (at) => (card.indices[at] === 0 ? null : isKept(at) ? OF_A : ANEW));
  const body = [...card.indices.keys()].filter((at) => card.indices[at] > 0);
  const share = Math.round((100 * body.filter(isKept).length) / (body.length || 1));
  const caption = document.createElement("figcaption");
  for (const [colour, text, part] of /** @type {const} */ ([
    [OF_A, texts.mapKept(share), share],
    [ANEW, texts.mapAnew(100 - share), 100 - share],
  ])) {
    if (!part) continue;
    const line = document.createElement("div");
    line.append(swatchOf([[...colour]]), text);
    caption.append(line);
  }
  canvas.setAttribute("aria-hidden", "true");
  map.append(canvas, caption);
  return map;
}

/** Lines from each creature to its parents. @param {HTMLElement} place */
function drawLines(place) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("width", String(place.scrollWidth));
  svg.setAttribute("height", String(place.scrollHeight));
  const origin = place.getBoundingClientRect();
  for (const branch of place.querySelectorAll(".branch")) {
    const child = /** @type {HTMLElement} */ (branch.querySelector(":scope > figure .tile")).getBoundingClientRect();
    const parents = [...branch.querySelectorAll(":scope > .parents > .branch > figure")];
    parents.forEach((parent, number) => {
      const box = parent.getBoundingClientRect();
      const side = parents.length === 1 ? 0 : number ? 4 : -4;
      const [from, to] = [box, child].map((one) => Math.round(one.left + one.width / 2 - origin.left + place.scrollLeft));
      const [top, bottom] = [box.bottom - origin.top + 2, child.top - origin.top - 3];
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${from} ${top}V${Math.max(top + 4, bottom - 10)}H${to + side}V${bottom}`);
      path.setAttribute("class", parents.length === 1 ? "of-one" : number ? "of-b" : "of-a");
      svg.append(path);
    });
  }
  place.prepend(svg);
}

async function show() {
  if (store.room !== "family") return;
  const card = store.chosen;
  byId("family").replaceChildren();
  byId("family-map").replaceChildren();
  byId("genes").replaceChildren();
  byId("family-hint").textContent = card ? (engine.can.breed ? "" : texts.needsStudio) : texts.noTree;
  if (!card || !engine.can.breed) return;
  const nodes = /** @type {Node[] | undefined} */ (await told(() => engine.tree(card)));
  if (!nodes || card !== store.chosen) return;
  byId("family-hint").textContent = nodes.length > 1 ? "" : texts.treeAlone;
  const byName = new Map(nodes.map((node) => [node.card.id, node]));
  byId("family").replaceChildren(branchOf(nodes[0], byName, GENERATIONS));
  byId("family-map").replaceChildren(mapOf(nodes[0], byName.get(nodes[0].parents[0])?.card));
  drawLines(byId("family"));
  byId("family").querySelector(":scope > .branch > figure")?.scrollIntoView({ inline: "center", block: "nearest" });
  const look = await told(() => lookOf(card));
  if (look && card === store.chosen) byId("genes").replaceChildren(genes(look.genes));
}

/** @param {Record<string, string>[]} found */
function genes(found) {
  const list = document.createElement("ul");
  const from = /** @type {Record<string, string>} */ ({ A: texts.fromA, B: texts.fromB, new: texts.fromNew });
  list.append(
    ...found.map((gene) => {
      const item = document.createElement("li");
      const { trait, shown, hidden } = gene;
      const words = shown === hidden ? texts.geneTwice(trait, shown) : texts.geneHides(trait, shown, hidden);
      item.textContent = gene.shown_from ? `${words} (${from[gene.shown_from]})` : words;
      return item;
    }),
  );
  return list;
}

/** @param {import("./tiles.js").Engine} used */
export function useFamily(used) {
  engine = used;
  on("room", show);
  on("chosen", show);
}
