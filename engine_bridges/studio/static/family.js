// @ts-check
/** The chosen creature's ancestors, its parents above it, with what came from whom; and its genes in words. */

import { byId, told } from "./page.js";
import { on, store } from "./store.js";
import { texts } from "./texts.js";
import { Tile, lookOf, nameOf } from "./tiles.js";

/** @typedef {{card: import("./engine.js").Card, parents: string[], heredity: Record<string, any>}} Node */
/** @type {import("./tiles.js").Engine} */
let engine;
const SVG = "http://www.w3.org/2000/svg";
const MOST_GENERATIONS = 6;

/** What of a child came from whom. @param {Record<string, any>} heredity */
function wordsOf(heredity) {
  if (heredity.anew) return texts.anew(heredity.anew);
  if (!heredity.species_from) return "";
  return heredity.kept.length ? texts.keeps(heredity.kept.join(", ")) : texts.drawnAfresh;
}

/** Generations from the creature up, each a list of nodes; an ancestor stands where it is met first.
 *  @param {Node[]} nodes */
function generations(nodes) {
  const byName = new Map(nodes.map((node) => [node.card.id, node]));
  const rows = [[nodes[0]]];
  const placed = new Set([nodes[0].card.id]);
  while (rows.length < MOST_GENERATIONS) {
    const row = rows[rows.length - 1].flatMap((node) => node.parents.filter((name) => !placed.has(name) && placed.add(name)));
    const found = row.map((name) => byName.get(name)).filter((node) => node !== undefined);
    if (!found.length) break;
    rows.push(found);
  }
  return rows;
}

/** @param {Node} node */
function figureOf(node) {
  const figure = document.createElement("figure");
  figure.dataset.name = node.card.id;
  const caption = document.createElement("figcaption");
  caption.textContent = [nameOf(node.card), wordsOf(node.heredity)].filter(Boolean).join(": ");
  figure.append(new Tile(node.card).button, caption);
  return figure;
}

/** Branches from each child's tile to its parents'. @param {HTMLElement} place @param {Node[]} nodes */
function branches(place, nodes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("width", String(place.scrollWidth));
  svg.setAttribute("height", String(place.scrollHeight));
  const origin = place.getBoundingClientRect();
  /** @param {string} name */
  const boxOf = (name) =>
    [...place.querySelectorAll("figure")].find((one) => one.dataset.name === name)?.querySelector("button")?.getBoundingClientRect();
  for (const node of nodes)
    node.parents.forEach((name, number) => {
      const [child, parent] = [boxOf(node.card.id), boxOf(name)];
      if (!child || !parent) return;
      const figure = [...place.querySelectorAll("figure")].find((one) => one.dataset.name === name);
      const bottom = /** @type {HTMLElement} */ (figure).getBoundingClientRect().bottom - origin.top + 2;
      const [x1, x2] = [parent, child].map((box) => Math.round(box.left + box.width / 2 - origin.left + place.scrollLeft));
      const top = child.top - origin.top - 3;
      const middle = Math.round((bottom + top) / 2) + (number ? 4 : -4);
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${x1 + 0.5} ${bottom}V${middle}H${x2 + (number ? 4.5 : -3.5)}V${top}`);
      path.setAttribute("class", node.parents.length > 1 ? (number ? "of-b" : "of-a") : "of-one");
      svg.append(path);
    });
  place.prepend(svg);
}

async function show() {
  if (store.room !== "family") return;
  const card = store.chosen;
  byId("family").replaceChildren();
  byId("genes").replaceChildren();
  byId("family-hint").textContent = card ? (engine.can.breed ? "" : texts.needsStudio) : texts.noTree;
  if (!card || !engine.can.breed) return;
  const nodes = /** @type {Node[] | undefined} */ (await told(() => engine.tree(card)));
  if (!nodes || card !== store.chosen) return;
  byId("family-hint").textContent = nodes.length > 1 ? "" : texts.treeAlone;
  const rows = generations(nodes).reverse();
  byId("family").replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement("div");
      line.className = "generation";
      line.append(...row.map(figureOf));
      return line;
    }),
  );
  branches(byId("family"), nodes);
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
