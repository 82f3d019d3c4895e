// @ts-check
/** Names and bytes -> a ZIP, stored as they are: PNGs are packed already. Format: PKWARE's APPNOTE, 4.3. */

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let rest = number;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const VERSION = 20; // 2.0
const UTF8 = 0x800;
const FIRST_DAY = 0x21; // the first of January 1980: the same files make the same ZIP

/** CRC-32, as PNG and ZIP have it. @param {Uint8Array} bytes */
export function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 255] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** Bytes after each other. @param {Uint8Array[]} parts */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Numbers of two or four bytes, the lowest byte first. @param {[number, 2 | 4][]} fields */
export function packed(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** @param {[string, Uint8Array][]} files */
export function zipped(files) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let at = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    /** @type {[number, 2 | 4][]} */
    const shared = [
      [VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [FIRST_DAY, 2],
      [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2],
    ];
    directory.push(packed([[CENTRAL, 4], [VERSION, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name);
    const local = [packed([[LOCAL, 4], ...shared]), name, bytes];
    parts.push(...local);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const central = joined(directory);
  const end = packed([[END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [central.length, 4], [at, 4], [0, 2]]);
  return joined([...parts, central, end]);
}
