/** Ends everything that it was given, the last first: what `AsyncDisposableStack` does, which Node 22 does not have. */
export class Disposables implements AsyncDisposable {
  readonly #entries: AsyncDisposable[] = [];

  /** Ends `entry` with the others. */
  use<Entry extends AsyncDisposable>(entry: Entry): Entry {
    this.#entries.push(entry);
    return entry;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const entry of this.#entries.toReversed()) await entry[Symbol.asyncDispose]();
  }
}
