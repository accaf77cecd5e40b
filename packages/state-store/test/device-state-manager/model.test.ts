import type { DeviceDiscovered, DeviceUpdated, DriverIdentity, JsonObject, StateUpdate } from "@hos/protocol";
import type { DeviceChange, Snapshot } from "@hos/protocol/live";
import type { DeviceSettings } from "@hos/protocol/rest";
import { ManualClock } from "@hos/runtime/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeviceStateManager, isStoreError } from "../../src/index.ts";
import { OTHER, OWNER } from "../support/devices.ts";
import { MirrorClient } from "../support/mirror-client.ts";
import { NaiveHome } from "../support/naive-home.ts";

type Step =
  | { readonly do: "announce"; readonly owner: DriverIdentity; readonly id: string; readonly given: DeviceDiscovered }
  | { readonly do: "update"; readonly id: string; readonly given: DeviceUpdated }
  | { readonly do: "state"; readonly id: string; readonly given: StateUpdate }
  | { readonly do: "settings"; readonly id: string; readonly given: DeviceSettings }
  | { readonly do: "remove" | "online"; readonly id: string }
  | { readonly do: "offline"; readonly id: string; readonly reason: string }
  | { readonly do: "lost" | "returned"; readonly owner: DriverIdentity }
  | { readonly do: "advance"; readonly ms: number }
  | { readonly do: "connect" | "disconnect" };

const id = fc.constantFrom("a", "b", "c");
const owner = fc.constantFrom(OWNER, OWNER, OTHER);
const key = fc.constantFrom("x", "y");
const plain = fc.constantFrom<(boolean | number | null)[]>(true, 0, 1, null);
const { tree } = fc.letrec<{ tree: JsonObject; value: unknown }>((tie) => ({
  tree: fc.dictionary(key, tie("value"), { maxKeys: 2, noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, plain, fc.array(plain, { maxLength: 2 }), tie("tree")),
}));
const description = {
  name: fc.constantFrom("Lamp", "Desk"),
  deviceType: fc.constantFrom("light", "unheard-of"),
  tags: fc.constantFrom<string[]>("t", "u").map((tag) => [tag]),
  target: tree,
  properties: tree,
};
const settings = {
  name: fc.constantFrom("Mine", "Lamp", null),
  spaceId: fc.constantFrom("study", null),
  hidden: fc.boolean(),
};
const stateUpdate: fc.Arbitrary<StateUpdate> = fc.oneof(
  tree,
  fc.record({ x: plain, y: tree, extras: tree }, { requiredKeys: ["extras"] }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("announce"),
      owner,
      id,
      given: fc.record(description, { requiredKeys: ["name", "deviceType"] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("update"), id, given: fc.record(description, { requiredKeys: [] }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("state"), id, given: stateUpdate }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("settings"), id, given: fc.record(settings, { requiredKeys: [] }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("remove", "online"), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("offline"), id, reason: fc.constantFrom("p", "q") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("lost", "returned"), owner }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("advance"), ms: fc.constantFrom(1, 999, 1_000, 2_500) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("connect", "disconnect") }) },
);

// The default size would try short sequences only, which no history of six changes forgets.
const steps = fc.array(step, { maxLength: 80, size: "max" });

function createWorld() {
  const clock = new ManualClock();
  const manager = new DeviceStateManager({ clock, epoch: "E", graceMs: 1_000, historySize: 6 });
  const naive = new NaiveHome(clock.now(), 1_000);
  const mirror = new MirrorClient(manager);
  return { clock, manager, naive, mirror };
}

type World = ReturnType<typeof createWorld>;

function run(world: World, given: Step): void {
  const { clock, manager, naive, mirror } = world;
  switch (given.do) {
    case "announce": {
      const own = structuredClone(given.given);
      const fits = naive.mayAnnounce(given.owner, given.id);
      expectOutcome(fits, "DEVICE_CONFLICT", () => manager.announce(given.owner, given.id, own));
      vandalise(own);
      if (fits) naive.announce(given.owner, given.id, given.given);
      return;
    }
    case "update": {
      const own = structuredClone(given.given);
      expectKnown(world, given.id, () => manager.update(given.id, own));
      vandalise(own);
      return naive.update(given.id, given.given);
    }
    case "state": {
      const own = structuredClone(given.given);
      expectKnown(world, given.id, () => manager.applyState(given.id, own));
      vandalise(own);
      return naive.applyState(given.id, given.given);
    }
    case "settings":
      expectKnown(world, given.id, () => manager.setSettings(given.id, given.given));
      return naive.setSettings(given.id, given.given);
    case "remove":
      manager.remove(given.id);
      return naive.remove(given.id);
    case "online":
      expectKnown(world, given.id, () => manager.reportAvailability(given.id, { status: "online" }));
      return naive.reportOnline(given.id);
    case "offline": {
      const { reason } = given;
      expectKnown(world, given.id, () => manager.reportAvailability(given.id, { status: "offline", reason }));
      return naive.reportOffline(given.id, reason);
    }
    case "lost":
      manager.driverLost(given.owner);
      return naive.driverLost(given.owner);
    case "returned":
      manager.driverReturned(given.owner);
      return naive.driverReturned(given.owner);
    case "advance":
      clock.advance(given.ms);
      return naive.advance(given.ms);
    case "connect":
      return mirror.connect();
    case "disconnect":
      return mirror.disconnect();
  }
}

function expectKnown({ naive }: World, deviceId: string, act: () => unknown): void {
  expectOutcome(naive.devices.has(deviceId), "DEVICE_NOT_FOUND", act);
}

function expectOutcome(fits: boolean, code: string, act: () => unknown): void {
  let refused = false;
  try {
    act();
  } catch (fault) {
    if (!isStoreError(fault) || fault.code !== code) throw fault;
    refused = true;
  }
  expect(refused).toBe(!fits);
}

/** Spoils a value in depth, as a caller may that goes on using it. */
function vandalise(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const member of Object.values(value)) vandalise(member);
  if (Array.isArray(value)) value.push("vandalised");
  else Object.assign(value, { vandalised: true });
}

/** Without what the naive home does not know. */
function withoutRevisions({ devices }: Snapshot): readonly object[] {
  return devices.map(({ revision: _revision, commands: _commands, ...others }) => others);
}

/** Without `reportedAt`, which a report that changes nothing moves on untold. */
function withoutReportedAt(view: object): unknown {
  return JSON.parse(JSON.stringify(view, (member, value: unknown) => (member === "reportedAt" ? undefined : value)));
}

describe("DeviceStateManager", () => {
  it("does what the naive home does, whatever happens", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        for (const each of taken) {
          run(world, each);
          expect(withoutRevisions(world.manager.snapshot())).toEqual(world.naive.show());
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps a client equal to the snapshot over every gap", () => {
    const total = { resume: 0, snapshot: 0 };
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        for (const each of taken) run(world, each);
        world.mirror.connect();
        expect(withoutReportedAt(world.mirror.show())).toEqual(withoutReportedAt(world.manager.snapshot()));
        total.resume += world.mirror.caughtUp.resume;
        total.snapshot += world.mirror.caughtUp.snapshot - 1;
      }),
      { numRuns: 150 },
    );
    expect(total.resume).toBeGreaterThan(0);
    expect(total.snapshot).toBeGreaterThan(0);
  });

  it("numbers its changes without a gap and never changes one that it told", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = createWorld();
        const told: { readonly change: DeviceChange; readonly copy: DeviceChange }[] = [];
        world.manager.onChange((change) => told.push({ change, copy: structuredClone(change) }));
        for (const each of taken) run(world, each);
        expect(told.map(({ change }) => change.revision)).toEqual(told.map((_, index) => index + 1));
        expect(world.manager.revision).toBe(told.length);
        for (const { change, copy } of told) expect(change).toEqual(copy);
        const last = told.slice(-6).map(({ copy }) => copy);
        expect(world.manager.since({ epoch: "E", revision: told.length - last.length })).toEqual(last);
      }),
      { numRuns: 150 },
    );
  });
});
