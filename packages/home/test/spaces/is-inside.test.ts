import { describe, expect, it } from "vitest";
import { isInside, type SpaceLookup } from "../../src/spaces/is-inside.ts";

const lookup = (parents: Readonly<Record<string, string | null>>): SpaceLookup => ({
  get: (id) => (parents[id] === undefined ? undefined : { parentId: parents[id] }),
});

describe("isInside", () => {
  it("holds for a space itself and for those in it at any depth", () => {
    const spaces = lookup({ house: null, up: "house", bath: "up", shed: null });
    expect(["house", "up", "bath", "shed"].map((id) => isInside(spaces, id, "house"))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("comes to an end where the spaces that were stored go in a circle", () => {
    expect(isInside(lookup({ a: "b", b: "a", c: null }), "a", "c")).toBe(false);
  });
});
