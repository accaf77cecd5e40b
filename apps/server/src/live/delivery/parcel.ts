/** What goes to many clients alike, encoded once. */
export class Parcel {
  /** The frames one by one, for a connection that puts them on the wire itself. */
  readonly pieces: readonly string[];
  readonly #frame: (pieces: readonly string[]) => Buffer;
  #wire: Buffer | undefined;

  /** @param frame makes the bytes of `pieces`; it is not called before somebody wants them. */
  constructor(pieces: readonly string[], frame: (pieces: readonly string[]) => Buffer) {
    this.pieces = pieces;
    this.#frame = frame;
  }

  /** All frames as they go over the wire. Every client is given the same bytes, so that nobody may change them. */
  get wire(): Buffer {
    this.#wire ??= this.#frame(this.pieces);
    return this.#wire;
  }
}
