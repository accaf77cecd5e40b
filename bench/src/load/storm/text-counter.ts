/** Counts how often a text comes in a stream of bytes, also where it is split between two chunks. */
export class TextCounter {
  count = 0;
  readonly #text: Buffer;
  #tail: Buffer = Buffer.alloc(0);

  constructor(text: string) {
    this.#text = Buffer.from(text);
  }

  readonly take = (bytes: Buffer): void => {
    const all = Buffer.concat([this.#tail, bytes]);
    const { length } = this.#text;
    let end = 0;
    for (let at = all.indexOf(this.#text); at !== -1; at = all.indexOf(this.#text, end)) {
      this.count += 1;
      end = at + length;
    }
    this.#tail = Buffer.from(all.subarray(Math.max(end, all.length - length + 1)));
  };
}
