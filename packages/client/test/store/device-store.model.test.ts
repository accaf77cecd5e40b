import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelHub } from "../support/model-hub.ts";
import { StoreRig } from "../support/store-rig.ts";

const act = (weight: number, deed: (rig: StoreRig) => void) => ({ weight, arbitrary: fc.constant(deed) });

/** Steps after which a filtered stream is whole too. */
const harmless = [
  { weight: 6, arbitrary: ModelHub.change().map((change) => (rig: StoreRig) => rig.hub.apply(change)) },
  { weight: 2, arbitrary: fc.nat(5).map((repeated) => (rig: StoreRig) => rig.deliver(repeated)) },
  { weight: 1, arbitrary: fc.array(fc.nat(30), { maxLength: 5 }).map((order) => (rig: StoreRig) => rig.repeat(order)) },
  act(1, (rig) => rig.disconnect()),
  act(2, (rig) => rig.connect()),
  act(1, (rig) => rig.hub.forget()),
  act(1, (rig) => rig.restartHub()),
];
const loss = act(1, (rig) => rig.lose());

describe("DeviceStore against a model of the hub", () => {
  it("ends with what the hub holds, whatever the stream went through", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...harmless, loss), { maxLength: 60 }), (steps) => {
        const rig = new StoreRig();
        for (const step of steps) step(rig);
        rig.catchUp();
        expect(rig.held).toEqual(rig.expected);
        expect(rig.store.cursor).toEqual({ epoch: rig.hub.epoch, revision: rig.hub.revision });
      }),
      { numRuns: 300 },
    );
  });

  it("ends with what a filter lets through of it", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...harmless), { maxLength: 60 }), (steps) => {
        const rig = new StoreRig(["a", "c"]);
        for (const step of steps) step(rig);
        rig.catchUp();
        expect(rig.held).toEqual(rig.expected);
      }),
      { numRuns: 300 },
    );
  });

  it("ends with what the hub holds after a conflated batch", () => {
    fc.assert(
      fc.property(fc.array(ModelHub.change(), { maxLength: 40 }), fc.nat(40), (changes, split) => {
        const rig = new StoreRig();
        for (const change of changes.slice(0, split)) rig.hub.apply(change);
        rig.connect();
        const known = rig.hub.revision;
        for (const change of changes.slice(split)) rig.hub.apply(change);
        rig.store.apply(rig.hub.fold(known), { conflated: true });
        expect(rig.held).toEqual(rig.expected);
        expect(rig.store.revision).toBe(rig.hub.revision);
      }),
      { numRuns: 200 },
    );
  });
});
