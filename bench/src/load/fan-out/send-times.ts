const SIZE = 1 << 20;

/** When each of the last million updates was sent. */
export class SendTimes {
  readonly #times = new Float64Array(SIZE);

  note(from: number, to: number): void {
    const now = performance.now();
    for (let sequence = from; sequence < to; sequence += 1) this.#times[sequence % SIZE] = now;
  }

  /** How long ago an update was sent, milliseconds. */
  ageMs(sequence: number): number {
    return performance.now() - (this.#times[sequence % SIZE] ?? 0);
  }
}
