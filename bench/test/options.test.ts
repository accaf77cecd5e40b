import { describe, expect, test } from "vitest";
import { readOptions } from "../src/options.ts";

describe("readOptions", () => {
  test("measures everything three times and writes the results", () => {
    expect(readOptions([], "results")).toEqual({
      only: [],
      contenders: [],
      quick: false,
      runs: 3,
      resultsFolder: "results",
    });
  });

  test("measures once and writes nothing for a smoke test", () => {
    expect(readOptions(["--quick", "--only", "f,i"], "results")).toMatchObject({
      only: ["F", "I"],
      quick: true,
      runs: 1,
      resultsFolder: undefined,
    });
  });

  test("gives nothing where only help is asked for", () => {
    expect(readOptions(["--help"], "results")).toBeUndefined();
  });

  test("rejects an option that does not exist", () => {
    expect(() => readOptions(["--fast"], "results")).toThrow(TypeError);
  });
});
