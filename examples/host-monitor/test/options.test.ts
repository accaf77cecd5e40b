import { describe, expect, it } from "vitest";
import { parseOptions } from "../src/options.ts";

describe("parseOptions", () => {
  it("reads every five seconds unless told otherwise", () => {
    expect(parseOptions([])).toMatchObject({ intervalMs: 5_000, help: false });
    expect(parseOptions(["--interval", "0.5", "--instance", "nas", "--disk", "/srv"])).toEqual({
      intervalMs: 500,
      instanceId: "nas",
      diskPath: "/srv",
      help: false,
    });
  });

  it.each([
    [["--interval", "soon"], '--interval must be a number of seconds from 0.1 to 3600, not "soon".'],
    [["--interval", "0"], '--interval must be a number of seconds from 0.1 to 3600, not "0".'],
    [["--instance", "my nas"], '--instance must be 1-64 letters, digits, ":", "_" or "-", not "my nas".'],
  ])("refuses %j with one sentence", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });

  it("refuses a switch that it does not know", () => {
    expect(() => parseOptions(["--colour"])).toThrow("--colour");
  });
});
