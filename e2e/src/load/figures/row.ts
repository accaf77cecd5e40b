import { percentile } from "./percentile.ts";

/** One line of the table: what was done, what came of it, and whether it is as it has to be. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** Why it is not as it has to be. */
  readonly complaint?: string | undefined;
}

/** Milliseconds as people read them. */
export function formatMs(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Latencies in short. */
export function formatLatencies(values: readonly number[]): string {
  const [p50, p99, max] = [percentile(values, 0.5), percentile(values, 0.99), Math.max(...values)];
  return `p50 ${formatMs(p50)}, p99 ${formatMs(p99)}, max ${formatMs(max)} (${values.length})`;
}

/** Bytes as people read them. */
export function formatMebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

/** Counts by name in short. */
export function formatCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.map(([name, count]) => `${name}: ${count}`).join(", ");
}
