import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BarChart } from "./bar-chart.ts";
import { drawBarChart } from "./draw-bar-chart.ts";

/** Writes the figures as `bench.json` and every chart as SVG. @returns the files. */
export function writeResults(folder: string, figures: object, charts: readonly BarChart[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, "bench.json");
  writeFileSync(json, `${JSON.stringify(figures, roundNumber, 2)}\n`);
  const drawn = charts.map((chart) => {
    const file = join(folder, `${chart.key}.svg`);
    writeFileSync(file, drawBarChart(chart));
    return file;
  });
  return [json, ...drawn];
}

/** Five digits are more than any of the figures is good for. */
function roundNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
