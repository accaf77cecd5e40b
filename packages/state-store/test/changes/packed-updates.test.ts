import type { JsonObject } from "@hos/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChangeRing } from "../../src/changes/change-ring.ts";
import { PackedUpdates } from "../../src/changes/packed-updates.ts";

function createReport(data: JsonObject, revision = 1) {
  return { event: "STATE_UPDATE", device_id: "light-1", data, revision, at: `at ${revision}` } as const;
}

const plain = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 90 }));
const nested = fc.oneof(fc.constant([1]), fc.constant({ deep: true }));
const name = fc.string({ maxLength: 40 }).filter((text) => text !== "__proto__");
const data = fc.dictionary(name, fc.oneof({ weight: 20, arbitrary: plain }, nested), {
  maxKeys: 6,
  noNullPrototype: true,
});

describe("PackedUpdates", () => {
  it("gives back what it took, with the names in their order", () => {
    const packed = new PackedUpdates(2);
    const report = createReport({ on: true, effect: null, temperature: -20.5, mode: "eco" });
    expect(packed.put(1, report)).toBe("light-1oneffecttemperaturemodeeco".length);
    expect(packed.put(0, createReport({}))).toBe("light-1".length);
    expect(JSON.stringify(packed.get(1, 1))).toBe(JSON.stringify(report));
    expect(packed.get(0, 7)).toEqual({ ...createReport({}), revision: 7 });
  });

  it("does not take nested values, more than four fields, long texts and extras", () => {
    const packed = new PackedUpdates(1);
    expect(packed.put(0, createReport({ color: { hue: 1 } }))).toBeUndefined();
    expect(packed.put(0, createReport({ effects: [] }))).toBeUndefined();
    expect(packed.put(0, createReport({ a: 1, b: 2, c: 3, d: 4, e: 5 }))).toBeUndefined();
    expect(packed.put(0, createReport({ picture: "x".repeat(257) }))).toBeUndefined();
    expect(packed.put(0, createReport({ ["x".repeat(257)]: 1 }))).toBeUndefined();
    expect(packed.put(0, { ...createReport({}), extras: {} })).toBeUndefined();
  });

  it("makes no difference to what a history tells, whatever comes after what", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(data, { maxLength: 30 }), (size, reports) => {
        const ring = new ChangeRing(size);
        const changes = reports.map((report, index) => createReport(report, index + 1));
        for (const change of changes) ring.append(change);
        expect(ring.after(Math.max(0, changes.length - size))).toEqual(changes.slice(-size));
      }),
    );
  });
});
