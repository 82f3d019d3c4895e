// @ts-check
/** Small things of a page that all rooms need: elements by id, chips, what is said, files in and out. */

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

let silence = 0;
/** Says something for some seconds, to screen readers too. @param {string} text */
export function say(text) {
  byId("status").textContent = text;
  clearTimeout(silence);
  silence = window.setTimeout(() => (byId("status").textContent = ""), 4000);
}

/** Runs what may fail, and says why it did. @template T @param {() => Promise<T>} work
 *  @returns {Promise<T | undefined>} */
export async function told(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** A choice of one, or of several, as chips. @param {HTMLElement} place
 *  @param {{value: string, text: string, class?: string}[]} choices
 *  @param {{name: string, chosen: string | string[], chip?: string, pick: (value: string, on: boolean) => void,
 *           swatch?: (value: string) => number[][]}} how swatch: colours before the text */
export function chips(place, choices, { name, chosen, chip = "chip", pick, swatch }) {
  const several = Array.isArray(chosen);
  const legend = place.querySelector(".legend");
  const made = choices.map(({ value, text, class: more = "" }) => {
    const label = document.createElement("label");
    label.className = `${chip} ${more}`.trim();
    const input = document.createElement("input");
    input.type = several ? "checkbox" : "radio";
    input.name = name;
    input.value = value;
    input.checked = several ? chosen.includes(value) : chosen === value;
    input.onchange = () => pick(value, input.checked);
    const span = document.createElement("span");
    span.textContent = text;
    if (swatch && value) span.prepend(swatchOf(swatch(value)));
    label.append(input, span);
    return label;
  });
  const held = place.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement).value : null;
  place.replaceChildren(...(legend ? [legend] : []), ...made);
  if (held !== null) made.find((label) => label.querySelector("input")?.value === held)?.querySelector("input")?.focus();
}

/** Colours side by side. @param {number[][]} colours */
export function swatchOf(colours) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [colours.length, 1];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  colours.forEach((colour, at) => {
    context.fillStyle = `rgb(${colour.join(" ")})`;
    context.fillRect(at, 0, 1, 1);
  });
  canvas.className = "swatch";
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

/** @param {HTMLSelectElement} select @param {{value: string, text: string}[]} choices @param {string} chosen */
export function options(select, choices, chosen) {
  select.replaceChildren(...choices.map(({ value, text }) => new Option(text, value, false, value === chosen)));
}

/** Lets the reader save a file. @param {string} name @param {string | Uint8Array} content @param {string} type */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {string} text @param {string} done @param {string} failed */
export async function copy(text, done, failed) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(failed);
  }
}
