// @ts-check
/** What the page knows of a creature, as a value; and how it is named, as text and as bytes. */

/** What the page shows of a creature; pixels are decoded bytes.
 *  @typedef {{id: string, zone: string, category: string | null, species: string | null,
 *             traits: Record<string, string>, indices: Uint8Array, parts: Uint8Array, lit: Uint8Array | null,
 *             dna?: string, wish?: Record<string, any>, picture?: string, bred?: boolean,
 *             heredity?: Record<string, any>}} Card */
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

/** How the creature of a card is named to the engine. @param {Card} card */
export function itemOf(card) {
  if (card.picture) return { picture: card.picture, zone: card.zone, species: card.species };
  return card.dna ? { dna: card.dna } : /** @type {Record<string, any>} */ (card.wish);
}
