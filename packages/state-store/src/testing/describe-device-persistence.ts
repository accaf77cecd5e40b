import { deepEqual } from "node:assert/strict";
import type { PersonalSettings } from "../devices/personal-settings.ts";
import type { DevicePersistence, StoredSettings } from "../persistence/device-persistence.ts";
import type { StoredDevice } from "../persistence/stored-device.ts";

/** Opens one store. Opened again after `close()`, it holds what was saved. */
export type OpenPersistence = () => DevicePersistence | Promise<DevicePersistence>;

/** What the suite needs of a test runner; those of vitest and node:test fit. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly it: (name: string, run: () => Promise<void>) => unknown;
}

interface Case {
  readonly name: string;
  readonly run: (open: OpenPersistence) => Promise<void>;
}

/**
 * The contract of {@link DevicePersistence} as tests: defines one suite that every implementation passes.
 *
 * @param create makes a new empty store for each test and returns what opens it.
 * @param runner passed in, so that this package depends on no test runner.
 */
export function describeDevicePersistence(
  name: string,
  create: () => OpenPersistence | Promise<OpenPersistence>,
  runner: TestRunner,
): void {
  runner.describe(`DevicePersistence: ${name}`, () => {
    for (const { name: behaviour, run } of CASES) {
      runner.it(behaviour, async () => run(await create()));
    }
  });
}

const CASES: readonly Case[] = [
  {
    name: "holds nothing at first",
    run: withStore(async (store) => holds(store, [])),
  },
  {
    name: "loads every member of what was saved",
    run: withStore(async (store) => {
      await store.save([RICH, createDevice("plain")]);
      await holds(store, [RICH, createDevice("plain")]);
    }),
  },
  {
    name: "replaces a device as a whole when it is saved again, and leaves the others",
    run: withStore(async (store) => {
      await store.save([RICH, createDevice("other")]);
      const bare = { ...createDevice(RICH.id), owner: { driverKey: "OTHER", instanceId: "2" } };
      await store.save([bare]);
      await holds(store, [bare, createDevice("other")]);
    }),
  },
  {
    name: "replaces a part of a device when it is saved again with its other parts unchanged",
    run: withStore(async (store) => {
      await store.save([RICH]);
      await store.save([{ ...RICH, state: { power: false } }]);
      await holds(store, [{ ...RICH, state: { power: false } }]);
      await store.save([{ ...RICH, description: createDevice("x").description }]);
      await holds(store, [{ ...RICH, description: createDevice("x").description }]);
    }),
  },
  {
    name: "keeps what people set apart from devices, and when a device is removed",
    run: withStore(async (store) => {
      await store.saveSettings([SETTINGS, { id: "other", settings: PLAIN }]);
      await store.save([RICH]);
      await store.remove([RICH.id]);
      await holdsSettings(store, [{ id: "other", settings: PLAIN }, SETTINGS]);
      await holds(store, []);
    }),
  },
  {
    name: "replaces and forgets what people set, and passes over what it does not hold",
    run: withStore(async (store) => {
      await store.saveSettings([SETTINGS, { id: "other", settings: PLAIN }]);
      await store.saveSettings([
        { id: SETTINGS.id, settings: PLAIN },
        { id: "other", settings: null },
        { id: "nobody", settings: null },
      ]);
      await holdsSettings(store, [{ id: SETTINGS.id, settings: PLAIN }]);
    }),
  },
  {
    name: "forgets the removed devices only, and passes over ids that it does not hold",
    run: withStore(async (store) => {
      await store.save([createDevice("a"), createDevice("b"), createDevice("c")]);
      await store.remove(["a", "nobody", "c"]);
      await holds(store, [createDevice("b")]);
    }),
  },
  {
    name: "takes a removed device back",
    run: withStore(async (store) => {
      await store.save([RICH]);
      await store.remove([RICH.id]);
      await store.save([RICH]);
      await holds(store, [RICH]);
    }),
  },
  {
    name: "takes empty batches",
    run: withStore(async (store) => {
      await store.save([createDevice("a")]);
      await store.save([]);
      await store.remove([]);
      await store.saveSettings([]);
      await holds(store, [createDevice("a")]);
    }),
  },
  {
    name: "tells ids apart by every character",
    run: withStore(async (store) => {
      const devices = ["a", "A", "a ", "a'b", 'a"b', "a%b", "a_b", "ä", "a\u0308", "灯", "x".repeat(128)].map(
        createDevice,
      );
      await store.save(devices);
      await store.remove(["a_b", "a\u0308"]);
      await holds(
        store,
        devices.filter(({ id }) => id !== "a_b" && id !== "a\u0308"),
      );
    }),
  },
  {
    name: "takes a batch of thousands",
    run: withStore(async (store) => {
      const devices = Array.from({ length: 5_000 }, (_, index) => createDevice(`device-${index}`));
      await store.save(devices);
      await holds(store, devices);
      await store.remove(devices.slice(1).map(({ id }) => id));
      await holds(store, devices.slice(0, 1));
    }),
  },
  {
    name: "shares nothing with what it was given or gave out",
    run: withStore(async (store) => {
      const given = structuredClone(RICH);
      await store.save([given]);
      Object.assign(given.extras, { changed: true });
      for (const loaded of (await store.load()).devices) Object.assign(loaded.state, { changed: true });
      await holds(store, [RICH]);
    }),
  },
  {
    name: "holds what was saved after it was closed and opened again",
    async run(open) {
      const first = await open();
      await first.save([RICH, createDevice("gone")]);
      await first.remove(["gone"]);
      await first.saveSettings([SETTINGS]);
      await first.close();
      await withStore(async (second) => {
        await holds(second, [RICH]);
        await holdsSettings(second, [SETTINGS]);
        await second.save([{ ...RICH, state: {} }]);
        await holds(second, [{ ...RICH, state: {} }]);
      })(open);
    },
  },
  {
    name: "closes twice",
    async run(open) {
      const store = await open();
      await store.close();
      await store.close();
    },
  },
];

function withStore(run: (store: DevicePersistence) => Promise<void>): Case["run"] {
  return async (open) => {
    const store = await open();
    try {
      await run(store);
    } finally {
      await store.close();
    }
  };
}

async function holds(store: DevicePersistence, expected: readonly StoredDevice[]): Promise<void> {
  deepEqual((await store.load()).devices, expected);
}

async function holdsSettings(store: DevicePersistence, expected: readonly StoredSettings[]): Promise<void> {
  const { settings } = await store.load();
  deepEqual(
    settings.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    expected,
  );
}

function createDevice(id: string): StoredDevice {
  return {
    id,
    owner: { driverKey: "MY_DRIVER", instanceId: "my-driver-001" },
    description: { name: "Lamp", deviceType: "light", tags: [], target: {}, properties: {} },
    state: {},
    extras: {},
    availability: { status: "online", reason: null, since: "2026-01-01T00:00:00.000Z" },
    heldOffline: null,
    reportedAt: null,
    changedAt: null,
  };
}

const PLAIN: PersonalSettings = { name: null, spaceId: null, hidden: true };
const SETTINGS: StoredSettings = { id: "rich", settings: { name: 'Desk "1" 灯', spaceId: "study", hidden: false } };

const RICH: StoredDevice = {
  id: "rich",
  owner: { driverKey: "MY_DRIVER", instanceId: "a:b_c-1" },
  description: {
    name: 'Lämp "1" 灯',
    deviceType: "a type of its own",
    tags: ["b", "a", "b"],
    target: { host: "192.168.1.20", port: 80, path: ["x", null] },
    properties: {
      manufacturer: "ACME",
      commandCatalog: [{ key: "blink", idempotent: false, payloadSchema: { type: "object" }, confirms: { on: true } }],
      nested: { deep: [1, { deeper: null }] },
    },
  },
  state: { power: true, brightness: 0, temperature: -1.5e-7, color: null, list: [1, [2]], text: "'; --" },
  extras: { a: { b: { c: [] } }, empty: {} },
  availability: { status: "unknown", reason: "hub_restarted", since: "2026-01-02T00:00:00.000Z" },
  heldOffline: { status: "offline", reason: "no answer", since: "2026-01-01T00:00:00.000Z" },
  reportedAt: "2026-01-01T00:00:00.001Z",
  changedAt: "2026-01-01T00:00:00.000Z",
};
