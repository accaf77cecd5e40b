import type { TrafficCounters } from "./parse-net-dev.ts";

/** The counters of every interface at one moment. */
export interface TrafficSample {
  /** Milliseconds of a clock that never goes back. */
  readonly atMs: number;
  readonly counters: ReadonlyMap<string, TrafficCounters>;
}

/** What an interface carries. */
export type Traffic = Readonly<Record<"receivedBytesPerSecond" | "sentBytesPerSecond", number>>;

/**
 * The traffic of each interface between two samples. An interface that is new, or whose counters began again, is left
 * out until the next sample.
 */
export function measureTraffic(before: TrafficSample, after: TrafficSample): ReadonlyMap<string, Traffic> {
  const seconds = (after.atMs - before.atMs) / 1000;
  const traffic = new Map<string, Traffic>();
  if (seconds <= 0) return traffic;
  for (const [name, now] of after.counters) {
    const then = before.counters.get(name);
    if (then === undefined) continue;
    const receivedBytesPerSecond = Math.round((now.receivedBytes - then.receivedBytes) / seconds);
    const sentBytesPerSecond = Math.round((now.sentBytes - then.sentBytes) / seconds);
    if (receivedBytesPerSecond < 0 || sentBytesPerSecond < 0) continue;
    traffic.set(name, { receivedBytesPerSecond, sentBytesPerSecond });
  }
  return traffic;
}
