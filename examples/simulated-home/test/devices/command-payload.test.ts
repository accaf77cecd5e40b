import { describe, expect, it } from "vitest";
import { CommandPayload } from "../../src/devices/command-payload.ts";

describe("CommandPayload", () => {
  it("gives back what fits", () => {
    const payload = new CommandPayload({ level: 40, mode: "heat", note: "" });
    expect(payload.number("level", 0, 100)).toBe(40);
    expect(payload.oneOf("mode", ["heat", "cool"])).toBe("heat");
    expect(payload.text("note")).toBe("");
    expect([payload.has("level"), payload.has("speed")]).toEqual([true, false]);
  });

  it.each([101, -1, Number.NaN, "40", null])("says which number it wants instead of %s", (level) => {
    expect(() => new CommandPayload({ level }).number("level", 0, 100)).toThrow(
      "level must be a number from 0 to 100.",
    );
  });
});
