// @ts-check
/** The core as WebAssembly: a wish in, 1,024 palette indices and 1,024 part numbers out, the same as anywhere else.
 *  Knows the structures of pixelgen.h in 32-bit memory; knows no page and no worker. */

// Bytes of pixelgen_request by the interface of the core; the fields that are filled in here are the same in all.
const REQUESTS = /** @type {Record<number, number>} */ ({ 9: 72, 10: 88, 11: 88 });
const INDIVIDUAL = 184;
const PIXELS = 1024;
const SPRITE = 2 * PIXELS;
const COLOURS = 64;
const MESSAGE = 512;
const LONGEST_REQUEST = 8192;

/** @typedef {{zone: string, category: string, species?: string | null, colours?: string[],
 *             traits?: Record<string, string>, seed: number | string | bigint, temperature?: number}} Wish */
/** @typedef {{indices: Uint8Array, parts: Uint8Array, species: string, traits: Record<string, string>}} Drawn */

/** The core's functions by their names in pixelgen.h.
 *  @typedef {Record<string, (...values: any[]) => number>} Functions */

export class Core {
  /** @param {WebAssembly.Instance} instance @param {Uint8Array} weights bytes of a weights file */
  constructor(instance, weights) {
    const { memory, _initialize, ...functions } = /** @type {any} */ (instance.exports);
    /** @type {WebAssembly.Memory} */
    this.memory = memory;
    /** @type {Functions} */
    this.functions = functions;
    _initialize();
    this.size = REQUESTS[functions.pixelgen_interface()];
    if (!this.size) throw new Error("this page does not know the interface of its core");
    this.message = this.functions.malloc(MESSAGE);
    const [file, place] = [this.functions.malloc(weights.length), this.functions.malloc(4)];
    this.bytes().set(weights, file);
    try {
      this.check(this.functions.pixelgen_open(file, weights.length, 0, place, this.message, MESSAGE));
      this.weights = this.view().getUint32(place, true);
    } finally {
      this.functions.free(file);
      this.functions.free(place);
    }
  }

  /** @param {BufferSource} module @param {Uint8Array} weights */
  static async load(module, weights) {
    const { instance } = await WebAssembly.instantiate(module, {});
    return new Core(instance, weights);
  }

  bytes() {
    return new Uint8Array(this.memory.buffer); // anew each time: the memory moves when it grows
  }

  view() {
    return new DataView(this.memory.buffer);
  }

  /** @param {number} at */
  text(at) {
    const bytes = this.bytes();
    return new TextDecoder().decode(bytes.slice(at, bytes.indexOf(0, at)));
  }

  /** @param {number} status */
  check(status) {
    if (status !== 0) throw new Error(this.text(this.message));
  }

  /** Which kernel draws. */
  kernel() {
    return this.text(this.functions.pixelgen_kernel(this.weights));
  }

  /** Whether the core has all of these functions: an older one only draws. @param {string[]} names */
  has(...names) {
    return names.every((name) => `pixelgen_${name}` in this.functions);
  }

  /** Calls a function that answers with a status; an Error with its message. @param {string} name
   *  @param {(number | bigint)[]} values */
  call(name, ...values) {
    this.check(this.functions[`pixelgen_${name}`](...values, this.message, MESSAGE));
  }

  /** SHA-256 of the weights, in hexadecimal. */
  digest() {
    return this.text(this.functions.pixelgen_digest(this.weights));
  }

  /** @template T @param {(alloc: (bytes: number) => number) => T} work what is allocated for it is freed after it */
  within(work) {
    /** @type {number[]} */
    const taken = [];
    try {
      return work((bytes) => {
        const place = this.functions.malloc(bytes);
        if (place === 0) throw new Error("not enough memory to draw");
        taken.push(place);
        return place;
      });
    } finally {
      for (const place of taken) this.functions.free(place);
    }
  }

  /** A text with the 0 at its end; 0 for none. @param {string | null | undefined} text
   *  @param {(bytes: number) => number} alloc */
  put(text, alloc) {
    if (text === null || text === undefined) return 0;
    const bytes = new TextEncoder().encode(text);
    const place = alloc(bytes.length + 1);
    this.bytes().set(bytes, place);
    this.bytes()[place + bytes.length] = 0;
    return place;
  }

  /** @param {Wish} wish @param {(bytes: number) => number} alloc @returns {number} where its pixelgen_request lies */
  request(wish, alloc) {
    /** @param {string | null | undefined} text */
    const put = (text) => this.put(text, alloc);
    const place = alloc(this.size);
    this.check(this.functions.pixelgen_request_init(place, this.size));
    const colours = (wish.colours ?? []).map(put);
    const traits = Object.entries(wish.traits ?? {}).flatMap((pair) => pair.map(put));
    const lists = alloc(4 * (colours.length + traits.length) + 4);
    const fields = [put(wish.zone), put(wish.category), put(wish.species)];
    const view = this.view();
    [...colours, ...traits].forEach((at, number) => view.setUint32(lists + 4 * number, at, true));
    fields.forEach((at, number) => view.setUint32(place + 4 + 4 * number, at, true));
    view.setUint32(place + 16, lists, true);
    view.setInt32(place + 20, colours.length, true);
    view.setUint32(place + 24, lists + 4 * colours.length, true);
    view.setInt32(place + 28, traits.length / 2, true);
    view.setBigUint64(place + 32, BigInt(wish.seed), true);
    if (wish.temperature !== undefined) view.setFloat64(place + 40, wish.temperature, true);
    return place;
  }

  /** A palette of any 2 to 256 colours -> the one that each of the 64 indices is shown in. @param {number[][]} colours */
  fitted(colours) {
    return this.within((alloc) => {
      const [given, found] = [alloc(3 * colours.length), alloc(3 * COLOURS)];
      this.bytes().set(colours.flat(), given);
      this.call("fit_palette", given, colours.length, found);
      const bytes = this.bytes();
      return Array.from({ length: COLOURS }, (_, at) => [...bytes.subarray(found + 3 * at, found + 3 * at + 3)]);
    });
  }

  /** The one text of a wish, by which all that is random is decided. @param {Wish} wish */
  canonical(wish) {
    return this.within((alloc) => {
      const [request, text] = [this.request(wish, alloc), alloc(LONGEST_REQUEST)];
      this.check(this.functions.pixelgen_request_text(request, text, LONGEST_REQUEST, this.message, MESSAGE));
      return this.text(text);
    });
  }

  /** @param {number} request @param {(bytes: number) => number} alloc */
  individual(request, alloc) {
    const place = alloc(INDIVIDUAL);
    this.check(this.functions.pixelgen_individual_of(this.weights, request, place, this.message, MESSAGE));
    const view = this.view();
    /** @type {Record<string, string>} */
    const traits = {};
    for (let number = 0; number < view.getInt32(place + 132, true); number++) {
      const at = place + 4 + 8 * number;
      traits[this.text(view.getUint32(at, true))] = this.text(view.getUint32(at + 4, true));
    }
    return { species: this.text(view.getUint32(place, true)), traits };
  }

  /** Draws requests in order. @param {number[]} requests where they lie
   *  @returns {{indices: Uint8Array, parts: Uint8Array}[]} */
  sprites(requests) {
    return this.within((alloc) => {
      const [list, sprites] = [alloc(4 * requests.length), alloc(SPRITE * requests.length)];
      requests.forEach((at, number) => this.view().setUint32(list + 4 * number, at, true));
      this.call("draw", this.weights, list, requests.length, 0, sprites);
      const bytes = this.bytes();
      return requests.map((_, number) => {
        const at = sprites + SPRITE * number;
        return { indices: bytes.slice(at, at + PIXELS), parts: bytes.slice(at + PIXELS, at + SPRITE) };
      });
    });
  }

  /** Draws all at once; an Error that says what is wrong when one of them cannot be. @param {Wish[]} wishes
   *  @returns {Drawn[]} */
  draw(wishes) {
    return this.within((alloc) => {
      const requests = wishes.map((wish) => this.request(wish, alloc));
      return this.sprites(requests).map((sprite, at) => ({ ...sprite, ...this.individual(requests[at], alloc) }));
    });
  }
}
