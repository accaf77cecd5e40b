import type { DeviceChange } from "@hos/protocol/live";
import { describe, expect, it } from "vitest";
import { ChangeRing } from "../../src/changes/change-ring.ts";

function createRing(size: number, changes: number): ChangeRing {
  const ring = new ChangeRing(size);
  for (let revision = 1; revision <= changes; revision += 1) ring.append(createChange(revision));
  return ring;
}

function createChange(revision: number): DeviceChange {
  return { event: "DEVICE_REMOVED", device_id: "light-1", revision, at: "2026-01-01T00:00:00.000Z" };
}

function createReport(revision: number) {
  return { event: "STATE_UPDATE", device_id: "camera-1", revision, at: "2026-01-01T00:00:00.000Z" } as const;
}

describe("ChangeRing", () => {
  it("has revision 0 and nothing to tell at first", () => {
    const ring = new ChangeRing(4);
    expect(ring.revision).toBe(0);
    expect(ring.after(0)).toEqual([]);
  });

  it("tells the changes after a revision, oldest first", () => {
    expect(createRing(4, 3).after(1)).toEqual([createChange(2), createChange(3)]);
  });

  it("tells as many changes as it has room for", () => {
    expect(
      createRing(4, 9)
        .after(5)
        ?.map(({ revision }) => revision),
    ).toEqual([6, 7, 8, 9]);
  });

  it("knows nothing to tell after a revision that it forgot", () => {
    expect(createRing(4, 9).after(4)).toBeUndefined();
  });

  it("has nothing to add to its own revision", () => {
    expect(createRing(4, 9).after(9)).toEqual([]);
  });

  it.each([[10], [-1], [1.5], [Number.NaN]])("does not take %d for a revision that it gave", (revision) => {
    expect(createRing(20, 9).after(revision)).toBeUndefined();
  });

  it("forgets as many of the oldest as a large change needs room, but never the newest", () => {
    const ring = new ChangeRing(100, 10_000);
    for (let revision = 1; revision <= 5; revision += 1) ring.append(createChange(revision));
    ring.append({ ...createReport(6), data: { picture: "x".repeat(9800) } });
    expect(ring.after(4)).toBeUndefined();
    expect(ring.after(5)?.map(({ revision }) => revision)).toEqual([6]);
    ring.append({ ...createReport(7), data: { picture: "x".repeat(20_000) } });
    expect(ring.after(5)).toBeUndefined();
    expect(ring.after(6)?.map(({ revision }) => revision)).toEqual([7]);
    for (let revision = 8; revision <= 20; revision += 1) ring.append(createChange(revision));
    expect(ring.after(7)).toHaveLength(13);
  });

  it("keeps one change when it has room for one", () => {
    expect(createRing(1, 3).after(2)).toEqual([createChange(3)]);
    expect(createRing(1, 3).after(1)).toBeUndefined();
  });

  it.each([[0], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])("refuses a size of %d", (size) => {
    expect(() => new ChangeRing(size)).toThrow(RangeError);
  });
});
