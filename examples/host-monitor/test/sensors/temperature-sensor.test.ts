import { describe, expect, it } from "vitest";
import { parseMillidegrees } from "../../src/sensors/temperature-sensor.ts";

describe("parseMillidegrees", () => {
  it.each([
    ["47850\n", 47.9],
    ["-5000\n", -5],
    ["0", 0],
  ])("reads %j as %d °C", (text, temperature) => {
    expect(parseMillidegrees(text)).toBe(temperature);
  });

  it("reads an empty file as unknown", () => {
    expect(parseMillidegrees("\n")).toBeNull();
  });
});
