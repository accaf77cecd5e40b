import type { Metric } from "@hos/protocol";

/** The latest value of one metric of one device. */
export interface LatestMetric extends Metric {
  readonly deviceId: string;
  /** When it was reported, ISO 8601. */
  readonly at: string;
}

/** The latest value of each metric of each device of a driver; the one not reported for longest makes room. */
export class MetricTable {
  readonly #capacity: number;
  readonly #latest = new Map<string, LatestMetric>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  set({ deviceId, key, value, unit, at }: LatestMetric): void {
    // A device id has no control character, so that this text names one pair only.
    const name = `${deviceId}\n${key}`;
    this.#latest.delete(name);
    this.#latest.set(name, { deviceId, key, value, ...(unit !== undefined && { unit }), at });
    if (this.#latest.size <= this.#capacity) return;
    const [oldest] = this.#latest.keys();
    if (oldest !== undefined) this.#latest.delete(oldest);
  }

  /** Forgets the metrics of a device. */
  forget(deviceId: string): void {
    for (const [name, metric] of this.#latest) if (metric.deviceId === deviceId) this.#latest.delete(name);
  }

  /** Longest not reported first. */
  toArray(): LatestMetric[] {
    return [...this.#latest.values()];
  }
}
