import { describe, expect, it } from "vitest";
import { parseChangeLogLevels } from "../../src/rest/index.ts";

describe("parseChangeLogLevels", () => {
  it.each([
    {},
    { level: "debug" },
    { components: {} },
    { level: "silent", components: { live: "debug", drivers: null } },
  ])("takes %j", (body) => {
    expect(parseChangeLogLevels(body)).toEqual(body);
  });

  it.each([
    { level: "loud" },
    { level: null },
    { components: { live: "loud" } },
    { components: ["live"] },
    { components: null },
    { levels: {} },
    "debug",
    null,
  ])("refuses %j", (body) => {
    expect(() => parseChangeLogLevels(body)).toThrow(
      expect.objectContaining({ code: "INVALID_REQUEST", message: "Invalid log levels." }),
    );
  });
});
