import { Counter, Gauge, type Registry } from "prom-client";

/** A sample: its labels and its value. */
export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** What a metric is called and means. */
export interface MetricName {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** Adds a value that goes up and down, read when somebody asks. */
export function addGauge(
  registry: Registry,
  { labelNames = [], ...metric }: MetricName,
  read: () => readonly Sample[],
) {
  const gauge: Gauge = new Gauge({
    ...metric,
    labelNames,
    registers: [registry],
    collect: () => {
      gauge.reset();
      for (const [labels, value] of read()) gauge.set(labels, value);
    },
  });
}

/** Adds a sum that was counted elsewhere and only goes up, read when somebody asks. */
export function addTotal(
  registry: Registry,
  { labelNames = [], ...metric }: MetricName,
  read: () => readonly Sample[],
) {
  const counter: Counter = new Counter({
    ...metric,
    labelNames,
    registers: [registry],
    collect: () => {
      counter.reset();
      for (const [labels, value] of read()) counter.inc(labels, value);
    },
  });
}

/** The samples of a number for each key. */
export function samplesOf(label: string, counts: ReadonlyMap<string, number>): readonly Sample[] {
  return Array.from(counts, ([key, count]) => [{ [label]: key }, count] as const);
}

/** How many of the values have each key. */
export function countBy<Value>(values: Iterable<Value>, keyOf: (value: Value) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
