import { Type } from "typebox";
import { describe, expect, it } from "vitest";
import { ConfigStore, StorageError } from "../../src/index.ts";
import { ControlledDocuments } from "../support/controlled-documents.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const Space = Type.Object({ name: Type.String() });
const User = Type.Object({ name: Type.String(), role: Type.String() });

async function createStore(persistence = new ControlledDocuments()) {
  const logger = createRecordingLogger();
  const store = new ConfigStore({ persistence, logger });
  await store.start();
  return { store, persistence, logger };
}

async function createSpaces() {
  const context = await createStore();
  return { ...context, spaces: context.store.collection("spaces", Space) };
}

describe("ConfigCollection", () => {
  it("holds a document once the disk has it, not before", async () => {
    const { spaces, persistence } = await createSpaces();
    persistence.hold();
    const written = spaces.put("a", { name: "Study" });
    expect(spaces.get("a")).toBeUndefined();
    persistence.release();
    await written;
    expect(spaces.get("a")).toEqual({ name: "Study" });
    expect(spaces.size).toBe(1);
  });

  it("lists documents in the order in which they were first written", async () => {
    const { spaces } = await createSpaces();
    for (const id of ["b", "a", "c"]) await spaces.put(id, { name: id });
    await spaces.put("b", { name: "again" });
    await spaces.remove("a");
    expect(spaces.list()).toEqual([{ name: "again" }, { name: "c" }]);
  });

  it("forgets a document, and passes over one that is not there", async () => {
    const { spaces } = await createSpaces();
    await spaces.put("a", { name: "Study" });
    await spaces.remove("a");
    await spaces.remove("a");
    expect(spaces.get("a")).toBeUndefined();
    expect(spaces.list()).toEqual([]);
  });

  it("is as before when a write fails", async () => {
    const { spaces, persistence } = await createSpaces();
    await spaces.put("a", { name: "Study" });
    persistence.fault = new StorageError("DISK_FULL", "There is no room left.");
    await expect(spaces.put("a", { name: "Hall" })).rejects.toBe(persistence.fault);
    await expect(spaces.remove("a")).rejects.toBe(persistence.fault);
    expect(spaces.get("a")).toEqual({ name: "Study" });
    persistence.fault = undefined;
    await spaces.put("b", { name: "Hall" });
    expect(spaces.list()).toEqual([{ name: "Study" }, { name: "Hall" }]);
  });

  it("gives away lists that later writes do not change", async () => {
    const { spaces } = await createSpaces();
    const before = spaces.list();
    await spaces.put("a", { name: "Study" });
    expect(before).toEqual([]);
  });
});

describe("ConfigStore", () => {
  it("brings back what an earlier store wrote, in its order", async () => {
    const { spaces, persistence } = await createSpaces();
    for (const id of ["b", "a"]) await spaces.put(id, { name: id });
    const { store } = await createStore(persistence);
    expect(store.collection("spaces", Space).list()).toEqual([{ name: "b" }, { name: "a" }]);
    expect(store.collection("users", User).list()).toEqual([]);
  });

  it("leaves out a document that does not fit, logs it, and leaves it on the disk", async () => {
    const persistence = new ControlledDocuments();
    const good = { collection: "spaces", id: "good", body: { name: "Study" } };
    const bad = { collection: "spaces", id: "bad", body: { name: 1 } };
    await persistence.write([bad, good]);
    const { store, logger } = await createStore(persistence);
    const spaces = store.collection("spaces", Space);
    expect(spaces.list()).toEqual([{ name: "Study" }]);
    expect(logger.lines).toEqual(["error: A stored document does not fit and is passed over."]);
    await spaces.put("good", { name: "Hall" });
    expect(await persistence.load()).toContainEqual(bad);
  });

  it("writes one thing at a time, in the order of the calls", async () => {
    const { store, spaces, persistence } = await createSpaces();
    const users = store.collection("users", User);
    persistence.hold();
    const written = Promise.all([
      spaces.put("a", { name: "1" }),
      users.put("u", { name: "Ann", role: "admin" }),
      spaces.put("a", { name: "2" }),
      spaces.remove("a"),
      spaces.put("a", { name: "3" }),
    ]);
    persistence.release();
    await written;
    expect(persistence.mostAtOnce).toBe(1);
    expect(persistence.writes.flat().map(({ id, body }) => [id, body?.["name"]])).toEqual([
      ["a", "1"],
      ["u", "Ann"],
      ["a", "2"],
      ["a", undefined],
      ["a", "3"],
    ]);
    expect(spaces.get("a")).toEqual({ name: "3" });
  });

  it("goes on after a write that failed", async () => {
    const { spaces, persistence } = await createSpaces();
    persistence.hold();
    persistence.faults.push(new StorageError("DISK_FULL", "There is no room left."));
    const failed = spaces.put("a", { name: "1" });
    const next = spaces.put("b", { name: "2" });
    persistence.release();
    await expect(failed).rejects.toMatchObject({ code: "DISK_FULL" });
    await next;
    expect(spaces.list()).toEqual([{ name: "2" }]);
  });

  it("writes changes of several collections together", async () => {
    const { store, spaces, persistence } = await createSpaces();
    const users = store.collection("users", User);
    await spaces.put("old", { name: "Old" });
    await store.write([
      spaces.removing("old"),
      spaces.putting("a", { name: "Study" }),
      users.putting("u", { name: "Ann", role: "admin" }),
    ]);
    expect(persistence.writes).toHaveLength(2);
    expect(spaces.list()).toEqual([{ name: "Study" }]);
    expect(users.get("u")).toEqual({ name: "Ann", role: "admin" });
  });

  it("gives a collection to one owner only", async () => {
    const { store } = await createSpaces();
    expect(() => store.collection("spaces", Space)).toThrow(TypeError);
  });

  it("refuses a collection before it was started, which would seem to be empty", () => {
    const store = new ConfigStore({ persistence: new ControlledDocuments(), logger: createRecordingLogger() });
    expect(() => store.collection("spaces", Space)).toThrow(TypeError);
  });

  it("refuses a change of a collection that nobody took", async () => {
    const { store, persistence } = await createSpaces();
    const change = { collection: "users", id: "u", body: {} };
    await expect(store.write([change])).rejects.toThrow(TypeError);
    expect(persistence.writes).toEqual([]);
  });

  it("closes persistence after what is being written, once", async () => {
    const { store, spaces, persistence } = await createSpaces();
    persistence.hold();
    const written = spaces.put("a", { name: "Study" });
    const closed = Promise.all([store.close(), store.close()]);
    expect(persistence.closed).toBe(0);
    persistence.release();
    await Promise.all([written, closed]);
    expect(persistence.closed).toBe(1);
    expect(spaces.get("a")).toEqual({ name: "Study" });
  });
});
