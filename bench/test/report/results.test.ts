import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatPage } from "../../src/report/format-page.ts";
import { readSections } from "../../src/report/write-results.ts";

const FOLDER = new URL("../../results", import.meta.url).pathname;

test("the page of figures says what the results say", () => {
  const sections = readSections(FOLDER);
  expect(sections.map(({ key }) => key)).toEqual(["C", "F", "G", "I", "L", "S"]);
  expect(readFileSync(`${FOLDER}/figures.md`, "utf8")).toBe(formatPage(sections));
});
