import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BarChart } from "./bar-chart.ts";
import { drawBarChart } from "./draw-bar-chart.ts";
import { formatPage } from "./format-page.ts";
import type { SectionResults } from "./section-results.ts";

/**
 * Writes each section as JSON and its charts as SVG beside those of other sections that lie there, and one page that shows
 * all of them. @returns the files.
 */
export function writeResults(
  folder: string,
  sections: readonly (Omit<SectionResults, "charts"> & { readonly charts: readonly BarChart[] })[],
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    files.push(join(folder, name));
  };
  for (const { charts, ...section } of sections) {
    for (const chart of charts) write(`${chart.key}.svg`, drawBarChart(chart));
    const results = { ...section, charts: charts.map(({ key }) => `${key}.svg`) } satisfies SectionResults;
    write(`${section.key}.json`, `${JSON.stringify(results, roundNumber, 2)}\n`);
  }
  write("figures.md", formatPage(readSections(folder)));
  return files;
}

/** What lies in a folder of results, by key. */
export function readSections(folder: string): readonly SectionResults[] {
  return globSync("?.json", { cwd: folder })
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as SectionResults);
}

/** Five digits are more than any of the figures is good for. */
function roundNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
