import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeResults } from "../../src/report/write-results.ts";

const machine = {
  cpu: "a processor",
  cores: 2,
  memoryGiB: 4,
  kernel: "6",
  node: "v26",
  pinned: true,
  loadAverage: 0.1,
  commit: "abc",
};

function createSection(key: string, value: number) {
  return {
    key,
    title: `section ${key}`,
    at: "2026-01-01T00:00:00.000Z",
    machine,
    runs: 3,
    contenders: [{ name: "NATS", version: "2" }],
    tables: [{ title: "a table", columns: ["", "us"], rows: [["HOS", String(value)]] }],
    budgets: [{ what: `budget ${key}`, value, unit: "x", limit: 1, bound: "most" as const }],
    charts: [
      { key: `chart-${key}`, title: "t", subtitle: "s", series: ["x"], groups: [{ name: "a", values: [value] }] },
    ],
    figures: { exact: 1.23456789 },
  };
}

test("writeResults keeps what other sections wrote and shows all on one page", () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-results-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeResults(folder, [createSection("F", 0.5)]);
  const files = writeResults(folder, [createSection("I", 2)]);
  expect(files).toEqual(["chart-I.svg", "I.json", "figures.md"].map((name) => join(folder, name)));
  const page = readFileSync(join(folder, "figures.md"), "utf8");
  for (const text of ["## F: section F", "## I: section I", "chart-F.svg", "| HOS | 0.5 |", "NOT kept"]) {
    expect(page).toContain(text);
  }
  expect(JSON.parse(readFileSync(join(folder, "I.json"), "utf8"))).toMatchObject({ figures: { exact: 1.2346 } });
});
