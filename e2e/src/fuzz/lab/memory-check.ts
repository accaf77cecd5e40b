const MEBIBYTE = 1024 * 1024;
/** Caches and compiled code are there, and the histories full, after this many rounds. */
const WARM_ROUNDS = 5;
/** Rounds that are compared: what came once and stays is no leak. */
const SPAN = 5;
const ALLOWED_BYTES = 48 * MEBIBYTE;

/** Looks whether memory comes back from round to round. */
export class MemoryCheck {
  readonly #used: number[] = [];

  /** @returns a complaint where even the best of the last rounds is far above the best of the first warm ones. */
  add(bytes: number): string | undefined {
    this.#used.push(bytes);
    const warm = this.#used.slice(WARM_ROUNDS, WARM_ROUNDS + SPAN);
    const last = this.#used.slice(WARM_ROUNDS + SPAN).slice(-SPAN);
    if (last.length < SPAN) return undefined;
    const growth = Math.min(...last) - Math.min(...warm);
    return growth > ALLOWED_BYTES ? `Memory does not come back: it grew by ${toMebibytes(growth)} MiB` : undefined;
  }

  describe(): string {
    return `${toMebibytes(this.#used.at(-1) ?? 0)} MiB in use`;
  }
}

function toMebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}
