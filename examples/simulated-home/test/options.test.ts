import { describe, expect, it } from "vitest";
import { parseOptions } from "../src/options.ts";

describe("parseOptions", () => {
  it("asks for no fault by default", () => {
    expect(parseOptions([])).toEqual({
      instanceId: "demo",
      drop: 0,
      reject: 0,
      delayMs: 0,
      flap: false,
      flood: 0,
      help: false,
    });
  });

  it("reads every switch", () => {
    const args = "--instance attic --drop 0.1 --delay 200 --reject=0.5 --flap --flood 1000 --help".split(" ");
    expect(parseOptions(args)).toEqual({
      instanceId: "attic",
      drop: 0.1,
      reject: 0.5,
      delayMs: 200,
      flap: true,
      flood: 1_000,
      help: true,
    });
  });

  it.each([
    [["--drop", "2"], '--drop must be a number from 0 to 1, not "2".'],
    [["--reject", "often"], '--reject must be a number from 0 to 1, not "often".'],
    [["--delay", ""], '--delay must be a number from 0 to 60000, not "".'],
    [["--flood=-1"], '--flood must be a number from 0 to 100000, not "-1".'],
    [["--instance", "my home"], '--instance must be 1-64 letters, digits, ":", "_" or "-", not "my home".'],
  ])("refuses %j with one sentence", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it.each([[["--colour"]], [["--drop"]], [["upstairs"]]])("refuses %j, naming it", ([arg = ""]) => {
    expect(() => parseOptions([arg])).toThrow(arg);
  });
});
