/** Where most, and nearly all, of a set of latencies lie. Milliseconds. */
export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly samples: number;
}

/** Collects latencies. */
export class LatencySamples {
  #samples: number[] = [];

  add(latencyMs: number): void {
    this.#samples.push(latencyMs);
  }

  /** Sums up what was collected, and begins anew. */
  take(): Latency {
    const sorted = Float64Array.from(this.#samples).toSorted();
    this.#samples = [];
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { p50Ms: at(0.5), p99Ms: at(0.99), samples: sorted.length };
  }
}
