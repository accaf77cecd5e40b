import type { JsonObject, JsonValue } from "@hos/protocol";
import { isJsonObject } from "@hos/protocol";
import { mergeExtras, mergeState, type MutableJsonObject } from "@hos/protocol/device-model";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

// Few keys and shallow values, so that updates meet.
const key = fc.constantFrom("a", "b", "c");
const { value } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, 0, 1, "x", true),
    fc.array(tie("value"), { maxLength: 2 }),
    tie("object"),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 3 }),
}));
const patch: fc.Arbitrary<JsonObject> = fc.dictionary(key, value, { maxKeys: 3 });

const copy = (object: JsonObject): MutableJsonObject => structuredClone<MutableJsonObject>(object);

function mergeDeepNaively(a: JsonValue | undefined, b: JsonValue): JsonValue {
  if (!isJsonObject(a) || !isJsonObject(b)) return b;
  const merged: Record<string, JsonValue> = { ...a };
  for (const [name, member] of Object.entries(b)) merged[name] = mergeDeepNaively(merged[name], member);
  return merged;
}

describe.each([
  ["mergeState", mergeState, (a: JsonObject, b: JsonObject): JsonValue => ({ ...a, ...b })],
  ["mergeExtras", mergeExtras, (a: JsonObject, b: JsonObject): JsonValue => mergeDeepNaively(a, b)],
])("%s", (_name, merge, mergeNaively) => {
  test("does what a naive merge does", () => {
    fc.assert(
      fc.property(patch, fc.array(patch), (before, updates) => {
        const target = copy(before);
        for (const update of updates) merge(target, update);
        expect(target).toEqual(
          updates.reduce<JsonObject>((sum, update) => mergeNaively(sum, update) as JsonObject, before),
        );
      }),
    );
  });

  test("tells a change that brings a copy to the same place", () => {
    fc.assert(
      fc.property(patch, patch, (before, update) => {
        const target = copy(before);
        const mirror = copy(before);
        const change = merge(target, update);
        merge(mirror, change ?? {});
        expect(mirror).toEqual(target);
      }),
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(patch, patch, (before, update) => {
        const target = copy(before);
        merge(target, update);
        expect(merge(target, update)).toBeUndefined();
      }),
    );
  });

  test("touches neither its updates nor the changes that it told", () => {
    fc.assert(
      fc.property(patch, patch, patch, (before, first, second) => {
        const target = copy(before);
        const kept = copy(first);
        const change = merge(target, first);
        const told = structuredClone(change);
        merge(target, second);
        expect(first).toEqual(kept);
        expect(change).toEqual(told);
      }),
    );
  });
});

describe("patches of state", () => {
  test("may be folded together first", () => {
    fc.assert(
      fc.property(patch, patch, patch, (before, first, second) => {
        const oneByOne = copy(before);
        mergeState(oneByOne, first);
        mergeState(oneByOne, second);
        const folded = copy(first);
        mergeState(folded, second);
        const atOnce = copy(before);
        mergeState(atOnce, folded);
        expect(atOnce).toEqual(oneByOne);
      }),
    );
  });
});
