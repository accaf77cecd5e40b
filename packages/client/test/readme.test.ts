import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

describe("README", () => {
  it("shows the example that the compiler checks", async () => {
    const [readme, example] = await Promise.all([read("../README.md"), read("support/readme-example.ts")]);
    const shown = /```ts\n([^]*?)```/.exec(readme)?.[1];
    // The first line only silences the linter.
    expect(shown).toBe(example.slice(example.indexOf("\n") + 1));
  });
});
