import { deepEqual } from "node:assert/strict";
import type { JsonObject } from "@hos/protocol";
import type { TestRunner } from "@hos/state-store/testing";
import type { DocumentChange, DocumentPersistence } from "../documents/document-persistence.ts";
import { type Case, defineSuite, type Open, withStore } from "./define-suite.ts";

/**
 * The contract of {@link DocumentPersistence} as tests: defines one suite that every implementation passes.
 *
 * @param create makes a new empty store for each test and returns what opens it.
 * @param runner passed in, so that this package depends on no test runner.
 */
export function describeDocumentPersistence(
  name: string,
  create: () => Open<DocumentPersistence> | Promise<Open<DocumentPersistence>>,
  runner: TestRunner,
): void {
  defineSuite({ title: `DocumentPersistence: ${name}`, cases: CASES, create }, runner);
}

const CASES: readonly Case<DocumentPersistence>[] = [
  {
    name: "holds nothing at first",
    run: withStore(async (store) => holds(store, [])),
  },
  {
    name: "loads every member of what was written",
    run: withStore(async (store) => {
      await store.write([RICH]);
      await holds(store, [RICH]);
    }),
  },
  {
    name: "replaces a document as a whole, in its place",
    run: withStore(async (store) => {
      await store.write([RICH, put("users", "b"), put("users", "c")]);
      await store.write([put("users", RICH.id, { other: true })]);
      await holds(store, [put("users", RICH.id, { other: true }), put("users", "b"), put("users", "c")]);
    }),
  },
  {
    name: "forgets documents, and passes over those that it does not hold",
    run: withStore(async (store) => {
      await store.write([put("users", "a"), put("users", "b")]);
      await store.write([remove("users", "a"), remove("users", "nobody"), remove("nothing", "b")]);
      await holds(store, [put("users", "b")]);
    }),
  },
  {
    name: "takes a document back, at the end",
    run: withStore(async (store) => {
      await store.write([put("users", "a"), put("users", "b")]);
      await store.write([remove("users", "a")]);
      await store.write([put("users", "a", { again: true })]);
      await holds(store, [put("users", "b"), put("users", "a", { again: true })]);
    }),
  },
  {
    name: "carries out the changes of one write in their order",
    run: withStore(async (store) => {
      await store.write([put("users", "a"), remove("users", "a"), put("users", "b"), put("users", "b", { second: 2 })]);
      await holds(store, [put("users", "b", { second: 2 })]);
    }),
  },
  {
    name: "keeps collections apart",
    run: withStore(async (store) => {
      await store.write([put("users", "a", { kind: 1 }), put("tokens", "a", { kind: 2 }), put("u", "sers\na")]);
      await store.write([remove("tokens", "a")]);
      await holds(store, [put("users", "a", { kind: 1 })]);
      await holds(store, [put("u", "sers\na")], "u");
      await holds(store, [], "tokens");
    }),
  },
  {
    name: "tells ids apart by every character",
    run: withStore(async (store) => {
      const ids = ["a", "A", "a ", "a'b", 'a"b', "a%b", "a_b", "ä", "a\u0308", "灯", "x".repeat(256)];
      await store.write(ids.map((id) => put("users", id)));
      await store.write([remove("users", "a_b"), remove("users", "a\u0308")]);
      await holds(
        store,
        ids.filter((id) => id !== "a_b" && id !== "a\u0308").map((id) => put("users", id)),
      );
    }),
  },
  {
    name: "lets writes that overlap take effect in their order",
    run: withStore(async (store) => {
      const counts = Array.from({ length: 50 }, (_, count) => count);
      await Promise.all(counts.map((count) => store.write([put("users", "a", { count })])));
      await holds(store, [put("users", "a", { count: 49 })]);
    }),
  },
  {
    name: "takes an empty write and one of thousands",
    run: withStore(async (store) => {
      const many = Array.from({ length: 3_000 }, (_, index) => put("users", `u${index}`));
      await store.write([]);
      await store.write(many);
      await holds(store, many);
    }),
  },
  {
    name: "shares nothing with what it was given or gave out",
    run: withStore(async (store) => {
      const given = structuredClone(RICH);
      const written = store.write([given]);
      Object.assign(given.body ?? {}, { changed: true });
      await written;
      for (const { body } of await store.load()) Object.assign(body, { changed: true });
      await holds(store, [RICH]);
    }),
  },
  {
    name: "holds what was written after it was closed and opened again",
    async run(open) {
      const first = await open();
      const written = first.write([RICH, put("users", "b")]);
      await first.close();
      await written;
      await withStore<DocumentPersistence>(async (second) => {
        await second.write([put("users", "c"), put("users", RICH.id)]);
        await holds(second, [put("users", RICH.id), put("users", "b"), put("users", "c")]);
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

async function holds(
  store: DocumentPersistence,
  expected: readonly DocumentChange[],
  collection: string = "users",
): Promise<void> {
  const loaded = await store.load();
  deepEqual(
    loaded.filter((document) => document.collection === collection),
    expected,
  );
}

function put(collection: string, id: string, body: JsonObject = {}): DocumentChange {
  return { collection, id, body };
}

function remove(collection: string, id: string): DocumentChange {
  return { collection, id, body: null };
}

const RICH: DocumentChange = put("users", "rich", {
  name: 'Änne "灯" \u0000 \u2028',
  numbers: [0, -0.5, 1.5e300, 9_007_199_254_740_991],
  nothing: null,
  nested: { deep: [[], {}, [{ deeper: false }]] },
  "'; DROP TABLE documents; --": "",
});
