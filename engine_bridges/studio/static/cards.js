// @ts-check
/** What the page knows of a creature, as a value; and how it is named, as text and as bytes. */

/** A picture that somebody drew, at its size and in its own colours (red, green, blue, alpha; transparent first). rows: the
 *  colour of each pixel, frame after frame; lit: the same in the light of its zone; nearest: the palette index of each colour;
 *  parts: of the first frame.
 *  @typedef {{width: number, height: number, durations_ms: number[], colours: number[][], nearest: number[],
 *             rows: Uint8Array, lit: Uint8Array, parts: Uint8Array, notes: string[]}} Picture */
/** What the page shows of a creature; pixels are decoded bytes. indices, parts, lit: of 32 by 32 pixels, as it is bred and
 *  mended.
 *  @typedef {{id: string, zone: string, category: string | null, species: string | null,
 *             traits: Record<string, string>, indices: Uint8Array, parts: Uint8Array, lit: Uint8Array | null,
 *             dna?: string, wish?: Record<string, any>, picture?: Picture, bred?: boolean,
 *             heredity?: Record<string, any>}} Card */
/** A still of a card: values of its table of colours, row by row.
 *  @typedef {{width: number, height: number, flat: Uint8Array, lit: Uint8Array | null, parts: Uint8Array}} Face */

const SIDE = 32;

/** @param {string} text */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
export function base64Of(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Anything of JSON, and bytes in base64. @param {any} content */
export function jsonOf(content) {
  return JSON.stringify(content, (_, value) => (value instanceof Uint8Array ? base64Of(value) : value));
}

/** A card from what `jsonOf` made of it. @param {any} told @returns {Card} */
export function cardOf(told) {
  const { picture } = told;
  const own = picture && { ...picture, rows: bytesOf(picture.rows), lit: bytesOf(picture.lit), parts: bytesOf(picture.parts) };
  const pixels = { indices: bytesOf(told.indices), parts: bytesOf(told.parts), lit: told.lit && bytesOf(told.lit) };
  return { ...told, ...pixels, ...(own ? { picture: own } : {}) };
}

/** How the creature of a card is named to the engine. @param {Card} card @returns {Record<string, any>} */
export function itemOf(card) {
  if (!card.picture) return card.dna ? { dna: card.dna } : /** @type {Record<string, any>} */ (card.wish);
  const { width, height, durations_ms, colours, rows } = card.picture;
  const { zone, category, species, indices } = card;
  return { picture: { width, height, durations_ms, colours, rows }, indices, zone, category, species };
}

/** The creature as it stands still. @param {Card} card @returns {Face} */
export function faceOf(card) {
  const own = card.picture;
  if (!own) return { width: SIDE, height: SIDE, flat: card.indices, lit: card.lit, parts: card.parts };
  return { width: own.width, height: own.height, flat: own.rows, lit: own.lit, parts: own.parts };
}

/** The colours of a card's pixels: its picture's own, or those that everything is shown in. @param {Card} card
 *  @param {number[][] | null} worn colours of a palette, of the 64 indices @param {number[][]} usual @returns {number[][]} */
export function tableOf(card, worn, usual) {
  if (!card.picture) return worn ?? usual;
  return worn ? card.picture.nearest.map((index) => worn[index]) : card.picture.colours;
}
