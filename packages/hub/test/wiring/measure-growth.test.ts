import type { JsonObject, StateUpdate } from "@hos/protocol";
import { estimateJsonSize } from "@hos/protocol";
import { mergeExtras, mergeState } from "@hos/protocol/device-model";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMembers, measureGrowth, measureReplacement } from "../../src/wiring/measure-growth.ts";

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 7, "", "text"),
    fc.array(tie("value"), { maxLength: 2 }),
    tie("object"),
  ),
  // Few names, so that updates meet what is there; two that every object inherits.
  object: fc.dictionary(fc.constantFrom("a", "b", "c", "toString", "valueOf"), tie("value"), { maxKeys: 4 }),
})).object as fc.Arbitrary<JsonObject>;

function sizeOf({ state, extras }: { state: JsonObject; extras: JsonObject }) {
  return {
    members: countMembers(state) + countMembers(extras),
    bytes: estimateJsonSize(state) + estimateJsonSize(extras),
  };
}

describe("measureGrowth", () => {
  it("says what the merge adds, whatever is merged into whatever", () => {
    fc.assert(
      fc.property(json, json, fc.record({ state: json, extras: fc.option(json, { nil: undefined }) }), (...given) => {
        const [state, extras, changes] = given;
        const update: StateUpdate = { ...changes.state, ...(changes.extras && { extras: changes.extras }) };
        const growth = measureGrowth({ state, extras }, update);
        const after = { state: structuredClone(state), extras: structuredClone(extras) };
        mergeState(after.state, structuredClone(update));
        if (changes.extras) mergeExtras(after.extras, structuredClone(changes.extras));
        const [before, merged] = [sizeOf({ state, extras }), sizeOf(after)];
        expect(growth).toEqual({ members: merged.members - before.members, bytes: merged.bytes - before.bytes });
      }),
    );
  });
});

describe("measureReplacement", () => {
  it("says what replacing members adds", () => {
    fc.assert(
      fc.property(json, json, (held, update) => {
        const growth = estimateJsonSize({ ...held, ...update }) - estimateJsonSize(held);
        expect(measureReplacement(held, update)).toBe(growth);
      }),
    );
  });
});
