import { describe, expect, it } from "vitest";
import { driverFrames } from "@hos/protocol/fixtures";
import { createDriverEvent } from "../../src/events/create-driver-event.ts";

function report(data: unknown) {
  return createDriverEvent({ event: "STATE_UPDATE", deviceId: "light-1", data }).data;
}

function nest(levels: number): unknown {
  return levels === 0 ? 1 : { a: nest(levels - 1) };
}

describe("createDriverEvent", () => {
  it("copies the data, so that the author may change the original", () => {
    const effects = ["rainbow"];
    const copied = report({ effects });
    effects.push("candle");
    expect(copied).toEqual({ effects: ["rainbow"] });
  });

  it("makes of values what JSON makes of them", () => {
    const at = new Date(Date.UTC(2026, 0, 1));
    expect(report({ a: undefined, b: Number.NaN, c: -Infinity, d: at, e: [undefined, 1], f: null })).toEqual({
      b: null,
      c: null,
      d: "2026-01-01T00:00:00.000Z",
      e: [null, 1],
      f: null,
    });
  });

  it.each([
    ["a function", { a: () => 1 }, "data.a must be a JSON value, not function."],
    ["a bigint", { a: [1n] }, "data.a.0 must be a JSON value, not bigint."],
    [
      "a key of the prototype",
      JSON.parse('{"__proto__": 1}'),
      "data.__proto__ is not allowed; rename the member __proto__.",
    ],
    ["deep nesting", nest(40), "data.a.a.a is nested too deep or contains itself; send flat fields."],
  ])("refuses %s", (_, data, message) => {
    expect(() => report(data)).toThrow(new TypeError(message));
  });

  it("refuses a value that contains itself", () => {
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    expect(() => report(loop)).toThrow(TypeError);
  });

  it.each([
    ["an empty name", { event: "DEVICE_DISCOVERED", data: { name: "", deviceType: "light" } }, /data\.name must/],
    ["a missing type", { event: "DEVICE_DISCOVERED", data: { name: "Lamp" } }, /data\.deviceType is required/],
    ["an unknown status", { event: "DEVICE_AVAILABILITY", data: { status: "gone" } }, /data\.status must be one of/],
    ["an unknown event", { event: "DEVICE_EXPLODED", data: {} }, /event must be one of DEVICE_DISCOVERED/],
    [
      "a command catalogue that does not compile",
      {
        event: "DEVICE_DISCOVERED",
        data: {
          name: "Lamp",
          deviceType: "light",
          properties: { commandCatalog: [{ key: "set", payloadSchema: { type: "objekt" } }] },
        },
      },
      /data\.properties\.commandCatalog\.0\.payloadSchema\.type must be one of/,
    ],
    [
      "a command that is there twice",
      { event: "DEVICE_UPDATED", data: { properties: { commandCatalog: [{ key: "set" }, { key: "set" }] } } },
      /data\.properties\.commandCatalog\.1\.key set is there twice/,
    ],
  ])("refuses %s and names the member", (_, input, message) => {
    const create = () => createDriverEvent({ ...input, deviceId: "light-1" });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  it("refuses an event about a device without a fit id", () => {
    expect(() => createDriverEvent({ event: "DEVICE_REMOVED", data: {} })).toThrow(/device_id is required/);
    expect(() => createDriverEvent({ event: "DEVICE_REMOVED", deviceId: "a\nb", data: {} })).toThrow(TypeError);
  });
});

describe("createDriverEvent with the golden frames", () => {
  const events = driverFrames.flatMap((fixture) =>
    fixture.valid && fixture.canonical.type === "event" ? [[fixture.name, fixture.canonical.event] as const] : [],
  );

  it.each(events)("makes what a hub reads: %s", (_, event) => {
    expect(createDriverEvent(event)).toEqual(event);
  });
});
