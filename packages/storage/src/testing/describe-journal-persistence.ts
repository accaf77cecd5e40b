import { deepEqual } from "node:assert/strict";
import type { CommandRecord } from "@hos/protocol/rest";
import type { TestRunner } from "@hos/state-store/testing";
import type { JournalPersistence } from "../journal/journal-persistence.ts";
import { type Case, defineSuite, type Open, withStore } from "./define-suite.ts";

/**
 * The contract of {@link JournalPersistence} as tests: defines one suite that every implementation passes.
 *
 * @param create makes a new empty store for each test and returns what opens it.
 * @param runner passed in, so that this package depends on no test runner.
 */
export function describeJournalPersistence(
  name: string,
  create: () => Open<JournalPersistence> | Promise<Open<JournalPersistence>>,
  runner: TestRunner,
): void {
  defineSuite({ title: `JournalPersistence: ${name}`, cases: CASES, create }, runner);
}

const KEEP = 100;

const CASES: readonly Case<JournalPersistence>[] = [
  {
    name: "holds nothing at first",
    run: withStore(async (store) => deepEqual(await store.load(KEEP), [])),
  },
  {
    name: "loads every member of what was saved, newest first",
    run: withStore(async (store) => {
      await store.save([RICH, createRecord("b")], KEEP);
      await store.save([createRecord("c")], KEEP);
      deepEqual(await store.load(KEEP), [createRecord("c"), createRecord("b"), RICH]);
    }),
  },
  {
    name: "loads no more than it was asked for",
    run: withStore(async (store) => {
      await store.save(["a", "b", "c"].map(createRecord), KEEP);
      deepEqual(await store.load(2), [createRecord("c"), createRecord("b")]);
    }),
  },
  {
    name: "replaces a record, which keeps its place",
    run: withStore(async (store) => {
      await store.save([createRecord("a"), createRecord("b")], KEEP);
      const settled: CommandRecord = { ...createRecord("a"), status: "succeeded", latencyMs: 12.5 };
      await store.save([createRecord("c"), settled], KEEP);
      deepEqual(await store.load(KEEP), [createRecord("c"), createRecord("b"), settled]);
    }),
  },
  {
    name: "lets the oldest go beyond what is to be kept",
    run: withStore(async (store) => {
      await store.save(["a", "b", "c"].map(createRecord), 3);
      await store.save(["d", "e"].map(createRecord), 3);
      deepEqual(await idsIn(store), ["e", "d", "c"]);
      await store.save([createRecord("d")], 2);
      deepEqual(await idsIn(store), ["e", "d"]);
      await store.save(["f", "g", "h"].map(createRecord), 2);
      deepEqual(await idsIn(store), ["h", "g"]);
    }),
  },
  {
    name: "takes an empty batch and one of thousands",
    run: withStore(async (store) => {
      const many = Array.from({ length: 2_000 }, (_, index) => createRecord(`c${index}`));
      await store.save([], KEEP);
      await store.save(many, 2_000);
      deepEqual(await store.load(2_000), many.toReversed());
    }),
  },
  {
    name: "lets saves that overlap take effect in their order",
    run: withStore(async (store) => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => store.save([createRecord(`c${index}`)], 5)));
      deepEqual(await idsIn(store), ["c19", "c18", "c17", "c16", "c15"]);
    }),
  },
  {
    name: "shares nothing with what it gave out",
    run: withStore(async (store) => {
      await store.save([RICH], KEEP);
      for (const record of await store.load(KEEP)) Object.assign(record.payload, { changed: true });
      deepEqual(await store.load(KEEP), [RICH]);
    }),
  },
  {
    name: "holds what was saved after it was closed and opened again",
    async run(open) {
      const first = await open();
      const saved = first.save([RICH], KEEP);
      await first.close();
      await saved;
      await withStore<JournalPersistence>(async (second) => {
        await second.save([createRecord("b")], KEEP);
        deepEqual(await second.load(KEEP), [createRecord("b"), RICH]);
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

async function idsIn(store: JournalPersistence): Promise<readonly string[]> {
  return (await store.load(KEEP)).map(({ id }) => id);
}

function createRecord(id: string): CommandRecord {
  return {
    id,
    deviceId: "light-1",
    command: "turn_on",
    payload: {},
    origin: { via: "rest" },
    timeoutMs: 10_000,
    status: "pending",
    stages: [{ stage: "requested", at: "2026-01-01T00:00:00.000Z" }],
    latencyMs: null,
  };
}

const RICH: CommandRecord = {
  ...createRecord("rich"),
  payload: { brightness: 60, nested: { list: [null, "灯"] } },
  origin: { via: "socket.io", address: "192.168.1.5", by: { tokenId: "t", name: "Wall panel" } },
  status: "failed",
  stages: [
    { stage: "requested", at: "2026-01-01T00:00:00.000Z" },
    { stage: "failed", at: "2026-01-01T00:00:01.000Z", note: "It said no." },
  ],
  latencyMs: 1000.25,
  result: { partly: true },
  failure: { code: "DRIVER_REJECTED", error: "No.", details: ["a"] },
};
