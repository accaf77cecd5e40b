import { readFileSync } from "node:fs";
import {
  CLOSE_CODES,
  DRIVER_ERROR_CODES,
  DRIVER_EVENT_NAMES,
  isProtocolError,
  parseDriverFrame,
  parseHubFrame,
} from "@hos/protocol";
import { API_ERROR_STATUS } from "@hos/protocol/rest";
import { describe, expect, it } from "vitest";

const protocol = read("docs/protocol/v1.md");
const errors = read("docs/errors.md");

describe("docs/protocol/v1.md", () => {
  const driverExamples = examplesOf("driver");
  const hubExamples = examplesOf("hub");

  it.each(driverExamples)("has an example of a driver that parses: %s", (_, text) => {
    const frame = parseDriverFrame(text);
    expect(frame.type === "events" ? frame.events.filter(isProtocolError) : []).toEqual([]);
  });

  it.each(hubExamples)("has an example of the hub that parses: %s", (_, text) => {
    expect(() => parseHubFrame(text)).not.toThrow();
  });

  it("shows every event that a driver may send", () => {
    const shown = new Set(driverExamples.map(([, text]) => (JSON.parse(text) as { event?: string }).event));
    expect(DRIVER_EVENT_NAMES.filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe("docs/errors.md", () => {
  it.each(Object.values(DRIVER_ERROR_CODES))("has a line for %s", (code) => {
    expect(errors).toMatch(new RegExp(`^\\| \`${code}\` +\\|`, "m"));
  });

  it.each(Object.values(CLOSE_CODES))("has a line for the close code %i", (code) => {
    expect(errors).toMatch(new RegExp(`^\\| ${code} +\\|`, "m"));
  });

  it.each(Object.entries(API_ERROR_STATUS))("has a line for %s with its status %i", (code, status) => {
    expect(errors).toMatch(new RegExp(`^\\| \`${code}\` +\\| ${status} +\\|`, "m"));
  });
});

describe.each([
  "packages/driver-sdk/src/errors/local-error-code.ts",
  "packages/client/src/errors/connection-error.ts",
  "packages/state-store/src/store-error.ts",
  "packages/dispatcher/src/dispatch-error.ts",
  "packages/storage/src/storage-error.ts",
])("docs/errors.md, of the codes in %s", (file) => {
  const codes = new Set(
    [...read(file).matchAll(/"([A-Z]+_[A-Z_]+|CLOSED|REPLACED|DAMAGED|LOCKED|FAILED)"/g)].map(([, code = ""]) => code),
  );

  it("has a line for each", () => {
    expect(codes.size).toBeGreaterThan(0);
    expect([...codes].filter((code) => !errors.includes(`| \`${code}\``))).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
}

function examplesOf(side: "driver" | "hub"): [string, string][] {
  const blocks = protocol.matchAll(new RegExp(`^\`\`\`json ${side}\\n([\\s\\S]*?)^\`\`\``, "gm"));
  return [...blocks].map(([, text = ""]) => [text.replaceAll(/\s+/g, " ").slice(0, 80), text]);
}
