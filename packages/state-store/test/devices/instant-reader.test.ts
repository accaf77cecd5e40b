import { ManualClock } from "@hos/runtime/testing";
import { describe, expect, it } from "vitest";
import { InstantReader } from "../../src/devices/instant-reader.ts";

describe("InstantReader", () => {
  it("reads the clock anew whenever it moved", () => {
    const clock = new ManualClock();
    const instants = new InstantReader(clock);
    expect([instants.read(), instants.read()]).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"]);
    clock.advance(1);
    expect(instants.read()).toBe("2026-01-01T00:00:00.001Z");
  });
});
