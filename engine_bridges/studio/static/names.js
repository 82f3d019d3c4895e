// @ts-check
/** What somebody writes -> a name that packs take. Knows no page. */

const OTHERS = /[^a-z0-9_-]+/g;
const LONGEST = 48;

/** A name of letters, digits, _ and -, free among those that are taken. @param {string} wanted @param {Iterable<string>} taken */
export function freeName(wanted, taken) {
  const stem = wanted.toLowerCase().replace(OTHERS, "_").replace(/^_+|_+$/g, "").slice(0, LONGEST) || "creature";
  const known = new Set(taken);
  let [name, number] = [stem, 1];
  while (known.has(name)) name = `${stem}_${++number}`;
  return name;
}
